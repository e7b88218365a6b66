from khuyencong.accounts import policy as accounts
from khuyencong.accounts.models import User
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within


def open_records_report(user: User) -> bool:
    """Whether the person may open reports from records at all: whoever has signed in."""
    return accounts.be_signed_in(user)


def read_records_report(user: User, place: Unit | None, *, is_illustrative: bool) -> bool:
    """Whether the person may read this report from records.

    Illustrative records are nobody's: everybody who has signed in may.  Real ones are read by
    those who view records, within the place of their organisation.
    """
    if is_illustrative:
        return True
    if not accounts.view_records(user) or user.is_illustrative:
        return False
    scope = user.scope_unit
    return scope is None or (place is not None and place.pk in units_within(scope))

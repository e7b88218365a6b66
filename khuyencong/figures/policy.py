from django.contrib.auth.models import AnonymousUser

from khuyencong.accounts import policy as accounts
from khuyencong.accounts.models import User
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within

Viewer = User | AnonymousUser


def open_records(viewer: Viewer) -> bool:
    """Whether the records behind a figure may be listed, within the person's place."""
    return isinstance(viewer, User) and accounts.view_records(viewer)


def see_real_totals(viewer: Viewer, place: Unit | None) -> bool:
    """Whether sums of real records of *place* may be shown: not yet published, so officers only."""
    if not isinstance(viewer, User) or not accounts.view_records(viewer):
        return False
    scope = viewer.scope_unit
    return scope is None or (place is not None and place.pk in units_within(scope))

from django.contrib.auth.models import AnonymousUser

from khuyencong.accounts import policy as accounts
from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
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
    if viewer.is_illustrative:
        return False
    scope = viewer.scope_unit
    return scope is None or (place is not None and place.pk in units_within(scope))


def confirm_figures(user: User) -> bool:
    """Whether the person may bring in texts and decide about their figures."""
    return user.may(Permission.CONFIRM_FIGURES)


def is_within(user: User, place: Unit | None) -> bool:
    """Whether *place* lies in the person's own; figures of no province are the ministry's."""
    scope = user.scope_unit
    if scope is None or place is None:
        return True
    return place.pk in units_within(scope) or place.province_id in units_within(scope)


def check_reports(user: User) -> bool:
    """Whether the person may check a draft against the records: who writes reports or figures."""
    return user.may(Permission.WRITE_REPORTS) or user.may(Permission.CONFIRM_FIGURES)


def sees_documents(viewer: Viewer) -> bool:
    """Whether the menu leads the person to the texts."""
    return isinstance(viewer, User) and confirm_figures(viewer)

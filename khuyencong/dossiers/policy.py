from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.schemes.lifecycle import State, who_may
from khuyencong.schemes.models import Scheme, Tier

BEING_PREPARED = (State.DRAFT, State.RETURNED)


def record_needs(user: User) -> bool:
    return user.may(Permission.RECORD_NEEDS)


def ask_for_support(user: User) -> bool:
    """Who surveys needs, and an establishment of its own."""
    return user.may(Permission.RECORD_NEEDS) or user.may(Permission.APPLY_FOR_SUPPORT)


def view_needs(user: User) -> bool:
    return user.may(Permission.RECORD_NEEDS) or user.may(Permission.VIEW_RECORDS)


def view_dossiers(user: User) -> bool:
    return user.may(Permission.VIEW_RECORDS)


def prepare_dossiers(user: User) -> bool:
    """Whoever may submit a dossier of any programme prepares it."""
    return user.is_active and any(user.role in who_may("submit", tier=tier) for tier in Tier.values)


def prepares(user: User, scheme: Scheme) -> bool:
    """Whether dossiers like this one are the person's to write; the place is ``visible_to``'s."""
    return user.is_active and user.role in who_may("submit", tier=scheme.tier)


def prepare_dossier(user: User, scheme: Scheme) -> bool:
    """Whether the person may change the dossier now."""
    return prepares(user, scheme) and scheme.state in BEING_PREPARED


def read_dossier(user: User, scheme: Scheme) -> bool:
    """Who prepares it always, others once it has been submitted."""
    return view_dossiers(user) and (prepares(user, scheme) or scheme.state != State.DRAFT)

"""Who does what in delivery: those of the step table, and those whose work it prepares."""

from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import Permission
from khuyencong.schemes.lifecycle import State, who_may
from khuyencong.schemes.models import Scheme, Tier

__all__ = [
    "accept_work",
    "confirm_progress",
    "evaluate",
    "file_evidence",
    "follow_up",
    "has_delivery",
    "pay",
    "report_progress",
    "settle",
    "sign_contracts",
    "start_work",
    "view_records",
    "visit_sites",
]

NOT_YET = (
    State.DRAFT,
    State.SUBMITTED,
    State.RETURNED,
    State.APPRAISED,
    State.REGISTERED,
    State.MINISTRY_APPRAISED,
    State.REJECTED,
    State.WITHDRAWN,
)


def _takes(user: User, step: str) -> bool:
    return user.is_active and any(user.role in who_may(step, tier=tier) for tier in Tier.values)


def has_delivery(user: User, scheme: Scheme) -> bool:
    """Shown from the plan on."""
    return view_records(user) and scheme.state not in NOT_YET


def sign_contracts(user: User) -> bool:
    return _takes(user, "contract")


def start_work(user: User) -> bool:
    return _takes(user, "start")


def accept_work(user: User) -> bool:
    return _takes(user, "accept")


def settle(user: User) -> bool:
    return _takes(user, "settle")


def evaluate(user: User) -> bool:
    return _takes(user, "evaluate")


def pay(user: User) -> bool:
    """Who keeps the ledger books advances and repayments."""
    return user.may(Permission.POST_ENTRIES)


def report_progress(user: User) -> bool:
    """Who carries the scheme out reports how it goes."""
    return _takes(user, "contract")


def confirm_progress(user: User) -> bool:
    """Who accepts the work confirms the reports on it."""
    return user.may(Permission.ACCEPT_SCHEMES)


def visit_sites(user: User) -> bool:
    return report_progress(user) or confirm_progress(user)


def file_evidence(user: User) -> bool:
    """Whoever brings, checks or pays on papers may enter them, and the vouchers."""
    return report_progress(user) or accept_work(user) or pay(user)


def follow_up(user: User) -> bool:
    return evaluate(user) or report_progress(user)

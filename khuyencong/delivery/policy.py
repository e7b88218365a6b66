"""Who does what in delivery: those of the step table, and those whose work it prepares.

Without a scheme a predicate says whether the person does such work at all: it opens the page.
"""

from collections.abc import Callable, Mapping

from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import Permission
from khuyencong.places.models import Level
from khuyencong.schemes.lifecycle import who_may
from khuyencong.schemes.models import Scheme, Tier

from .lifecycle import BEGUN, is_open

__all__ = [
    "accept_work",
    "cancel",
    "confirm_progress",
    "deeds_of",
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
    "who_does",
]


def _takes(user: User, step: str, scheme: Scheme | None = None) -> bool:
    """Whether the step is the person's: of that scheme, else of any programme."""
    tiers = [scheme.tier] if scheme else Tier.values
    return user.is_active and any(user.role in who_may(step, tier=tier) for tier in tiers)


def _keeps_books_of(user: User, scheme: Scheme | None) -> bool:
    """A commune's accountant keeps the books of what communes manage, and no other."""
    place = user.scope_unit
    in_commune = place is not None and place.level == Level.COMMUNE
    return scheme is None or not in_commune or scheme.tier == Tier.COMMUNE


def has_delivery(user: User, scheme: Scheme) -> bool:
    """Shown from the plan on."""
    return view_records(user) and scheme.state in BEGUN


def sign_contracts(user: User, scheme: Scheme | None = None) -> bool:
    return _takes(user, "contract", scheme)


def start_work(user: User, scheme: Scheme | None = None) -> bool:
    return _takes(user, "start", scheme)


def accept_work(user: User, scheme: Scheme | None = None) -> bool:
    return _takes(user, "accept", scheme)


def settle(user: User, scheme: Scheme | None = None) -> bool:
    return _takes(user, "settle", scheme) and _keeps_books_of(user, scheme)


def evaluate(user: User, scheme: Scheme | None = None) -> bool:
    return _takes(user, "evaluate", scheme)


def pay(user: User, scheme: Scheme | None = None) -> bool:
    """Who keeps the ledger books advances and repayments."""
    return user.may(Permission.POST_ENTRIES) and _keeps_books_of(user, scheme)


def cancel(user: User, scheme: Scheme | None = None) -> bool:
    """Who may enter a deed may cancel it; of which kind, its own predicate says."""
    return accept_work(user, scheme) or pay(user, scheme) or settle(user, scheme)


def report_progress(user: User, scheme: Scheme | None = None) -> bool:
    """Who carries the scheme out reports how it goes."""
    return _takes(user, "contract", scheme)


def confirm_progress(user: User, scheme: Scheme | None = None) -> bool:
    """Who accepts the work confirms the reports on it."""
    return user.may(Permission.ACCEPT_SCHEMES)


def visit_sites(user: User, scheme: Scheme | None = None) -> bool:
    return report_progress(user, scheme) or confirm_progress(user, scheme)


def file_evidence(user: User, scheme: Scheme | None = None) -> bool:
    """Whoever brings, checks or pays on papers may enter them, and the vouchers."""
    return report_progress(user, scheme) or accept_work(user, scheme) or pay(user, scheme)


def follow_up(user: User, scheme: Scheme | None = None) -> bool:
    return evaluate(user, scheme) or report_progress(user, scheme)


_WHO: Mapping[str, Callable[[User, Scheme], bool]] = {
    "contract": sign_contracts,
    "appendix": sign_contracts,
    "start": start_work,
    "forecast": sign_contracts,
    "report": report_progress,
    "confirm": confirm_progress,
    "photograph_report": report_progress,
    "visit": visit_sites,
    "photograph_visit": visit_sites,
    "evidence": file_evidence,
    "voucher": file_evidence,
    "advance": pay,
    "pay_settled": pay,
    "repay": pay,
    "schedule": sign_contracts,
    "accept": accept_work,
    "finish_acceptance": accept_work,
    "settle": settle,
    "settle_year": settle,
    "follow_up": follow_up,
    "evaluate": evaluate,
    "cancel_advance": pay,
    "cancel_acceptance": accept_work,
    "cancel_repayment": pay,
    "cancel_settlement": settle,
}


def who_does(deed: str) -> Callable[[User, Scheme], bool]:
    """Whose a deed of the table of states is, as a predicate on a person and a scheme."""
    return _WHO[deed]


def deeds_of(user: User, scheme: Scheme) -> frozenset[str]:
    """The deeds that the person may do on the scheme as it stands: those a page offers."""
    return frozenset(
        deed for deed, may in _WHO.items() if is_open(deed, scheme) and may(user, scheme)
    )

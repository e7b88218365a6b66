"""Deeds entered by mistake: cancelled with their entries, kept readable, the way free again."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.funding import actions as funding
from khuyencong.funding.models import Entry
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.lifecycle import State

from ..models import Acceptance, Advance, Cancellable, Repayment, Settlement
from ..queries import (
    missing_for_cancelling_acceptance,
    missing_for_cancelling_advance,
    missing_for_cancelling_repayment,
    missing_for_cancelling_settlement,
    settled_by,
)
from .common import lock, refuse, refuse_if

_BACK = {State.SETTLED: "reopen_settlement", State.TERMINATED: "reopen_termination"}


@transaction.atomic
def cancel_advance(paid: Advance, *, reason: str, by: User, at: datetime) -> Advance:
    """Cancel an advance or payment entered by mistake (hủy lần tạm ứng ghi nhầm).

    Raise ``NotReady`` without a reason, and where something rests on it; or ``YearClosed``.
    """
    lock(paid.scheme)
    paid = Advance.everything.get(pk=paid.pk)
    refuse_if(missing_for_cancelling_advance(paid))
    _cancel(paid, paid.entries.all(), reason=reason, by=by, at=at)
    return paid


@transaction.atomic
def cancel_acceptance(told: Acceptance, *, reason: str, by: User, at: datetime) -> Acceptance:
    """Cancel an acceptance entered by mistake (hủy nghiệm thu ghi nhầm).

    The scheme is under way again.  Raise ``NotReady``, or ``YearClosed``.
    """
    scheme = lock(told.scheme)
    told = Acceptance.everything.get(pk=told.pk)
    refuse_if(missing_for_cancelling_acceptance(told))
    _cancel(told, told.entries.all(), reason=reason, by=by, at=at)
    if scheme.state == State.ACCEPTED:
        schemes.take_step(scheme, "reopen_acceptance", by=by, at=at, note=reason)
    return told


@transaction.atomic
def cancel_repayment(back: Repayment, *, reason: str, by: User, at: datetime) -> Repayment:
    """Cancel a repayment entered by mistake (hủy khoản hoàn trả ghi nhầm).

    Raise ``NotReady``, or ``YearClosed``.
    """
    lock(back.scheme)
    back = Repayment.everything.select_related("entry").get(pk=back.pk)
    refuse_if(missing_for_cancelling_repayment(back))
    _cancel(back, [back.entry], reason=reason, by=by, at=at)
    return back


@transaction.atomic
def cancel_settlement(settlement: Settlement, *, reason: str, by: User, at: datetime) -> Settlement:
    """Cancel a settlement entered by mistake (hủy thanh lý, quyết toán ghi nhầm).

    Its accounts are open again, and the scheme stands where it stood before.  Raise ``NotReady``,
    or ``YearClosed``.
    """
    scheme = lock(settlement.scheme)
    settlement = Settlement.everything.get(pk=settlement.pk)
    refuse_if(missing_for_cancelling_settlement(settlement))
    accounts = [line.account_id for line in settled_by(settlement)]
    document = f"Hủy {settlement}"[:200]
    funding.reopen_accounts(accounts, document=document, by=by, at=at)
    _cancel(settlement, settlement.entries.all(), reason=reason, by=by, at=at)
    if settlement.year is None:
        schemes.take_step(scheme, _BACK[State(scheme.state)], by=by, at=at, note=reason)
    return settlement


def _cancel(
    deed: Cancellable, entries: Collection[Entry], *, reason: str, by: User, at: datetime
) -> None:
    if not reason.strip():
        refuse(deed.scheme, "Phải ghi lý do hủy.")
    funding.reverse_all(entries, document=f"Hủy {deed}"[:200], by=by, at=at)
    deed.cancelled_by, deed.cancelled_at, deed.cancellation = by, at, reason.strip()
    deed.save(update_fields=["cancelled_by", "cancelled_at", "cancellation"])

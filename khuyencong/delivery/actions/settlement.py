"""Vouchers, and the settlement they lead to."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.funding import actions as funding
from khuyencong.funding.models import Nature
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

from ..models import Settlement, Voucher
from ..queries import cells_of, lines_of, listed_of, missing_for_settlement, to_settle
from .common import check_day, lock, posting, refuse, refuse_if

OPEN = (State.CONTRACTED, State.UNDER_WAY, State.ACCEPTED, State.STOPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherFacts:
    """A voucher paid from one source, in đồng; what is not settled of it has its reason."""

    source: str
    item: str
    number: str
    dated_on: date
    amount_vnd: int
    disallowed_vnd: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementFacts:
    """The minutes of liquidation; a stopped scheme says whether force majeure, and why."""

    number: str
    settled_on: date
    is_force_majeure: bool = False
    reason: str = ""


@transaction.atomic
def save_voucher(
    scheme: Scheme, facts: VoucherFacts, *, by: User, at: datetime, voucher: Voucher | None = None
) -> Voucher:
    """Enter a voucher (kê chứng từ), or change one, until the scheme is settled."""
    scheme = lock(scheme, *OPEN)
    cells = {cell.key: cell for cell in cells_of(scheme)}
    if facts.source not in cells:
        refuse(scheme, "Đề án không có nguồn này.")
    check_day(scheme, facts.dated_on, what="Ngày chứng từ", at=at)
    if not 0 <= facts.disallowed_vnd <= facts.amount_vnd:
        refuse(scheme, "Số không được quyết toán phải từ 0 đến số tiền của chứng từ.")
    if facts.disallowed_vnd and not facts.reason:
        refuse(scheme, "Phải ghi lý do không quyết toán.")
    cell = cells[facts.source]
    voucher = voucher or Voucher(scheme=scheme)
    voucher.line, voucher.kind, voucher.level = cell.line, cell.kind, cell.level
    voucher.item, voucher.number, voucher.dated_on = facts.item, facts.number, facts.dated_on
    voucher.amount_vnd, voucher.disallowed_vnd = facts.amount_vnd, facts.disallowed_vnd
    voucher.reason, voucher.by, voucher.at = facts.reason, by, at
    voucher.save()
    return voucher


@transaction.atomic
def remove_voucher(voucher: Voucher) -> None:
    """Take a voucher out of the list, until the scheme is settled."""
    lock(voucher.scheme, *OPEN)
    Voucher.objects.filter(pk=voucher.pk).delete()


@transaction.atomic
def settle(scheme: Scheme, facts: SettlementFacts, *, by: User, at: datetime) -> Settlement:
    """Liquidate the contract and settle by item (thanh lý, quyết toán): the step «settle».

    Each source is settled at its vouchers, less what was disallowed; every account is closed at
    that, also at nothing.  A stopped scheme takes the step «terminate», and is settled by the work
    done only for force majeure (khoản 4 Điều 18 TT 36/2013).  Raise ``NotReady``, or
    ``SettlementExceeded`` beyond what was accepted.
    """
    scheme = lock(scheme, State.ACCEPTED, State.STOPPED)
    is_stopped = scheme.state == State.STOPPED
    if is_stopped and not facts.reason:
        refuse(scheme, "Đề án ngừng triển khai: phải ghi lý do, giải trình.")
    if facts.is_force_majeure and not is_stopped:
        refuse(scheme, "Bất khả kháng chỉ áp dụng cho đề án đã có quyết định ngừng triển khai.")
    cells, listed = cells_of(scheme), listed_of(scheme)
    refuse_if(
        missing_for_settlement(
            scheme,
            cells,
            listed,
            is_force_majeure=facts.is_force_majeure,
            today=timezone.localdate(at),
        )
    )
    check_day(scheme, facts.settled_on, what="Ngày thanh lý", at=at)
    settlement = Settlement.objects.create(
        scheme=scheme,
        number=facts.number,
        settled_on=facts.settled_on,
        is_force_majeure=facts.is_force_majeure,
        reason=facts.reason,
        by=by,
        at=at,
    )
    document = str(settlement)
    amounts = [(cell, to_settle(cell, listed)) for cell in cells]
    settlement.entries.set(
        funding.post_all(
            [
                (
                    cell.line.account,
                    posting(
                        cell,
                        amount,
                        nature=Nature.SETTLED,
                        on=facts.settled_on,
                        document=document,
                    ),
                )
                for cell, amount in amounts
                if amount
            ],
            by=by,
            at=at,
        )
    )
    accounts = [line.account_id for line in lines_of(scheme)]
    funding.close_accounts(accounts, on=facts.settled_on, document=document, by=by, at=at)
    decision = Decision(facts.number, facts.settled_on)
    step = "terminate" if is_stopped else "settle"
    schemes.take_step(scheme, step, by=by, at=at, decision=decision)
    return settlement

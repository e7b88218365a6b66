"""Vouchers, and the settlement they lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.funding import actions as funding
from khuyencong.funding.models import Nature
from khuyencong.lib.days import show_day
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

from ..models import Settlement, Voucher
from ..queries import (
    Cell,
    Listed,
    Source,
    accepted_lines,
    cells_of,
    lines_of,
    listed_of,
    missing_for_settlement,
    settled_years,
    settlement_for,
    sources_of,
    to_settle,
    years_to_settle,
)
from .common import check_day, lock, posting, refuse, refuse_if


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
    scheme = lock(scheme, "voucher")
    cells = {cell.key: cell for cell in cells_of(scheme)}
    if facts.source not in cells:
        refuse(scheme, "Đề án không có nguồn này.")
    cell = cells[facts.source]
    for line in {cell.line, voucher.line} if voucher else {cell.line}:
        _refuse_settled_year(scheme, line)
    check_day(scheme, facts.dated_on, what="Ngày chứng từ", at=at)
    if not 0 <= facts.disallowed_vnd <= facts.amount_vnd:
        refuse(scheme, "Số không được quyết toán phải từ 0 đến số tiền của chứng từ.")
    if facts.disallowed_vnd and not facts.reason:
        refuse(scheme, "Phải ghi lý do không quyết toán.")
    voucher = voucher or Voucher(scheme=scheme)
    voucher.line, voucher.kind, voucher.level = cell.line, cell.kind, cell.level
    voucher.item, voucher.number, voucher.dated_on = facts.item, facts.number, facts.dated_on
    voucher.amount_vnd, voucher.disallowed_vnd = facts.amount_vnd, facts.disallowed_vnd
    voucher.reason, voucher.by, voucher.at = facts.reason, by, at
    _refuse_same(voucher)
    voucher.save()
    return voucher


def _refuse_same(voucher: Voucher) -> None:
    """Refuse the form that is sent twice: nothing of it differs from a voucher that is listed."""
    told = ("line", "kind", "level", "item", "number", "dated_on", "amount_vnd")
    same = Voucher.objects.filter(**{name: getattr(voucher, name) for name in told})
    if same.exclude(pk=voucher.pk).exists():
        refuse(
            voucher.scheme,
            f"Chứng từ {voucher.number} ngày {show_day(voucher.dated_on)} của khoản mục này đã kê "
            "với cùng nguồn và số tiền.",
        )


@transaction.atomic
def remove_voucher(voucher: Voucher) -> None:
    """Take a voucher out of the list, until the scheme is settled."""
    scheme = lock(voucher.scheme, "voucher")
    _refuse_settled_year(scheme, voucher.line)
    Voucher.objects.filter(pk=voucher.pk).delete()


def _refuse_settled_year(scheme: Scheme, line: Line) -> None:
    settlement = settlement_for(line)
    if settlement is not None:
        refuse(scheme, f"Đã quyết toán ({settlement}): chứng từ không đổi được nữa.")


@transaction.atomic
def settle(scheme: Scheme, facts: SettlementFacts, *, by: User, at: datetime) -> Settlement:
    """Liquidate the contract and settle by item (thanh lý, quyết toán): the step «settle».

    Each source is settled at its vouchers, less what was disallowed; every account is closed at
    that, also at nothing.  A stopped scheme takes the step «terminate», and is settled by the work
    done only for force majeure (khoản 4 Điều 18 TT 36/2013).  Raise ``NotReady``, or
    ``SettlementExceeded`` beyond what was accepted.
    """
    scheme = lock(scheme, "settle")
    is_stopped = scheme.state == State.STOPPED
    if is_stopped and not facts.reason:
        refuse(scheme, "Đề án ngừng triển khai: phải ghi lý do, giải trình.")
    if facts.is_force_majeure and not is_stopped:
        refuse(scheme, "Bất khả kháng chỉ áp dụng cho đề án đã có quyết định ngừng triển khai.")
    done = settled_years(scheme)
    lines = [one for one in lines_of(scheme) if one.account.year not in done]
    cells, listed = cells_of(scheme, lines), listed_of(scheme)
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
    settlement = _settlement(scheme, facts, year=None, by=by, at=at)
    _post(settlement, lines, cells, listed)
    decision = Decision(facts.number, facts.settled_on)
    step = "terminate" if is_stopped else "settle"
    schemes.take_step(scheme, step, by=by, at=at, decision=decision)
    return settlement


@transaction.atomic
def settle_year(
    scheme: Scheme, year: int, facts: SettlementFacts, *, by: User, at: datetime
) -> Settlement:
    """Settle one budget year of a scheme that goes on (quyết toán kinh phí năm).

    Everything under contract of that year is accepted; its accounts are closed.  Raise
    ``NotReady``, or ``SettlementExceeded``.
    """
    scheme = lock(scheme, "settle_year")
    accepted, settled = accepted_lines(scheme), settled_years(scheme)
    if year not in years_to_settle(sources_of(scheme), accepted=accepted, settled=settled):
        refuse(scheme, f"Năm {year} chưa nghiệm thu hết, đã quyết toán, hoặc là năm duy nhất.")
    lines = [one for one in lines_of(scheme) if one.account.year == year]
    cells, listed = cells_of(scheme, lines), listed_of(scheme)
    today = timezone.localdate(at)
    refuse_if(missing_for_settlement(scheme, cells, listed, is_force_majeure=False, today=today))
    check_day(scheme, facts.settled_on, what="Ngày quyết toán", at=at)
    settlement = _settlement(scheme, facts, year=year, by=by, at=at)
    _post(settlement, lines, cells, listed)
    return settlement


def _settlement(
    scheme: Scheme, facts: SettlementFacts, *, year: int | None, by: User, at: datetime
) -> Settlement:
    settlement: Settlement = Settlement.objects.create(
        scheme=scheme,
        year=year,
        number=facts.number,
        settled_on=facts.settled_on,
        is_force_majeure=facts.is_force_majeure,
        reason=facts.reason,
        by=by,
        at=at,
    )
    return settlement


def _post(
    settlement: Settlement,
    lines: Sequence[Line],
    cells: Sequence[Cell],
    listed: Mapping[Source, Listed],
) -> None:
    """Post what each source is settled at, and close the accounts of the lines at that."""
    on, document = settlement.settled_on, str(settlement)
    by, at = settlement.by, settlement.at
    amounts = [(cell, to_settle(cell, listed)) for cell in cells]
    settlement.entries.set(
        funding.post_all(
            [
                (
                    cell.line.account,
                    posting(cell, amount, nature=Nature.SETTLED, on=on, document=document),
                )
                for cell, amount in amounts
                if amount
            ],
            by=by,
            at=at,
        )
    )
    accounts = [line.account_id for line in lines]
    funding.close_accounts(accounts, on=on, document=document, by=by, at=at)

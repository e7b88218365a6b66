"""Advances, and money that comes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.dossiers.queries import Missing
from khuyencong.funding import actions as funding
from khuyencong.funding.models import Kind, Nature
from khuyencong.lib.days import show_day
from khuyencong.lib.money import show_exact
from khuyencong.schemes.models import Line, Scheme

from ..models import Acceptance, Advance, Instalment, PayoutKind, Repayment
from ..queries import (
    Cell,
    advance_rule,
    cells_of,
    is_next_advance,
    missing_for_advance,
    name_of,
    settlement_for,
    url_of,
)
from .common import check_day, check_known, line_of, lock, posting, refuse, refuse_if


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceFacts:
    """An advance: its paper, its day, and đồng by the key of a source."""

    document: str
    paid_on: date
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepaymentFacts:
    """Money that came back to one source, in đồng."""

    source: str
    amount_vnd: int
    document: str
    paid_on: date


@dataclass(frozen=True, slots=True)
class InstalmentFacts:
    """A day by which so many đồng are to come back."""

    due_on: date
    amount_vnd: int


@transaction.atomic
def advance(line: Line, facts: AdvanceFacts, *, by: User, at: datetime) -> Advance:
    """Pay an advance on a line (tạm ứng): the first before its acceptance, the remaining after.

    What is advanced leaves the budget that day: it is disbursed (giải ngân) as well.  Raise
    ``NotReady`` for a condition or a paper of Điều 13, 14 TT 36/2013, ``AdvanceExceeded`` beyond
    the percent of the contract (after acceptance: beyond what was accepted).
    """
    scheme = lock(line.scheme, "advance")
    line = line_of(scheme, line)
    refuse_if(missing_for_advance(line, today=timezone.localdate(at)))
    contract = scheme.contract
    check_day(scheme, facts.paid_on, what="Ngày chi", at=at, not_before=contract.signed_on)
    cells = [cell for cell in cells_of(scheme, [line]) if cell.is_state]
    check_known(scheme, facts.amounts, cells)
    accepted = Acceptance.objects.filter(line=line).exists()
    kind = PayoutKind.REMAINING if accepted else PayoutKind.FIRST
    if not accepted and is_next_advance(line):
        kind = PayoutKind.NEXT
    explanation = _explanation(line, kind, contract.signed_on)
    paid = Advance(scheme=scheme, line=line, kind=kind, explanation=explanation, by=by, at=at)
    return _pay(paid, facts, cells, (Nature.ADVANCED, Nature.DISBURSED))


@transaction.atomic
def pay_settled(line: Line, facts: AdvanceFacts, *, by: User, at: datetime) -> Advance:
    """Pay what was settled and has not gone out (thanh toán số còn lại sau quyết toán).

    Raise ``NotReady``, or ``DisbursementExceeded`` beyond what was settled.
    """
    scheme = lock(line.scheme, "pay_settled")
    line = line_of(scheme, line)
    settlement = settlement_for(line)
    if settlement is None:
        refuse(scheme, "Chưa ghi biên bản thanh lý, quyết toán của đề án.")
    check_day(scheme, facts.paid_on, what="Ngày chi", at=at)
    cells = [cell for cell in cells_of(scheme, [line]) if cell.is_state]
    check_known(scheme, facts.amounts, cells)
    for cell in cells:
        if facts.amounts.get(cell.key, 0) > cell.unpaid_vnd:
            left = show_exact(cell.unpaid_vnd)
            refuse(scheme, f"{name_of(line)}, {cell.label.lower()}: chỉ còn phải chi {left}.")
    said = f"Đã quyết toán, chưa chi hết ({settlement})."
    paid = Advance(
        scheme=scheme, line=line, kind=PayoutKind.PAYMENT, explanation=said, by=by, at=at
    )
    return _pay(paid, facts, cells, (Nature.DISBURSED,))


def _pay(
    paid: Advance, facts: AdvanceFacts, cells: Sequence[Cell], natures: Sequence[str]
) -> Advance:
    """Post every source in each of the natures, and keep the deed with its entries."""
    given = [(cell, facts.amounts.get(cell.key, 0)) for cell in cells]
    if not any(amount for _, amount in given):
        refuse(paid.scheme, "Chưa ghi số tiền.")
    _refuse_same(paid, facts)
    paid.document, paid.paid_on = facts.document, facts.paid_on
    paid.save()
    postings = [
        posting(cell, amount, nature=nature, on=facts.paid_on, document=facts.document)
        for cell, amount in given
        if amount
        for nature in natures
    ]
    paid.entries.set(funding.post(paid.line.account, postings, by=paid.by, at=paid.at))
    return paid


def _refuse_same(paid: Advance, facts: AdvanceFacts) -> None:
    """Refuse the form that is sent twice: the same paper of the same day for the same amount."""
    total = sum(facts.amounts.values())
    same = Advance.objects.filter(line=paid.line, document=facts.document, paid_on=facts.paid_on)
    if any(one.amount_vnd == total for one in same.prefetch_related("entries")):
        refuse(paid.scheme, _told_twice(facts.document, facts.paid_on, total))


def _told_twice(document: str, paid_on: date, amount_vnd: int) -> str:
    return (
        f"Chứng từ {document} ngày {show_day(paid_on)}, {show_exact(amount_vnd)}, đã ghi rồi. "
        "Nếu là lần khác, hãy ghi số chứng từ của lần đó."
    )


def _explanation(line: Line, kind: str, on: date) -> str:
    if kind == PayoutKind.REMAINING:
        return "Kinh phí còn lại sau nghiệm thu cơ sở (Điều 14 Thông tư 36/2013/TT-BCT)."
    if kind == PayoutKind.NEXT:
        return (
            f"Tối đa {line.account.advance_percent}% theo hợp đồng ({line.account.advance_basis}). "
            "Theo tiến độ, dự toán được phê duyệt và hợp đồng (điểm b khoản 2 Điều 15 Thông tư "
            "36/2013/TT-BCT)."
        )
    told = " ".join(advance_rule(line, on=on).explanation)
    account = line.account
    return f"Tối đa {account.advance_percent}% theo hợp đồng ({account.advance_basis}). {told}"


@transaction.atomic
def repay(scheme: Scheme, facts: RepaymentFacts, *, by: User, at: datetime) -> Repayment:
    """Book money that came back (thu hồi, hoàn trả) to a source of state money.

    A grant comes back only after settlement, and only as far as it was not settled; recoverable
    support as far as it went out.  Raise ``NotReady`` or ``RepaymentExceeded``.
    """
    scheme = lock(scheme, "repay")
    cell = _source(scheme, facts.source)
    check_day(scheme, facts.paid_on, what="Ngày nộp", at=at)
    if cell.kind == Kind.GRANT:
        _check_grant_comes_back(scheme, cell, facts.amount_vnd)
    same = Repayment.objects.filter(
        line=cell.line,
        document=facts.document,
        paid_on=facts.paid_on,
        entry__kind=cell.kind,
        entry__level=cell.level,
        entry__amount_vnd=facts.amount_vnd,
    )
    if same.exists():
        refuse(scheme, _told_twice(facts.document, facts.paid_on, facts.amount_vnd))
    wanted = posting(
        cell,
        facts.amount_vnd,
        nature=Nature.REPAID,
        on=facts.paid_on,
        document=facts.document,
    )
    entry = funding.post(cell.line.account, [wanted], by=by, at=at)[0]
    back: Repayment = Repayment.objects.create(
        scheme=scheme,
        line=cell.line,
        kind=cell.kind,
        document=facts.document,
        paid_on=facts.paid_on,
        entry=entry,
        by=by,
        at=at,
    )
    return back


def _check_grant_comes_back(scheme: Scheme, cell: Cell, amount_vnd: int) -> None:
    if settlement_for(cell.line) is None:
        refuse(scheme, "Kinh phí không thu hồi chỉ nộp lại sau khi thanh lý, quyết toán.")
    if amount_vnd > cell.unjustified_vnd:
        refuse(
            scheme,
            f"{name_of(cell.line)}, {cell.label.lower()}: chỉ còn phải thu hồi "
            f"{show_exact(cell.unjustified_vnd)}.",
        )


def _source(scheme: Scheme, key: str) -> Cell:
    found = [cell for cell in cells_of(scheme) if cell.key == key and cell.is_state]
    if not found:
        refuse(scheme, "Đề án không có nguồn này.")
    return found[0]


@transaction.atomic
def set_schedule(
    scheme: Scheme,
    source: str,
    instalments: Sequence[InstalmentFacts],
    *,
    by: User,
    at: datetime,
) -> list[Instalment]:
    """Set by when recoverable support comes back (lịch hoàn trả), until any of it has.

    The instalments must come to what the contract gives.  Raise ``NotReady``.
    """
    scheme = lock(scheme, "schedule")
    cell = _source(scheme, source)
    if cell.kind != Kind.RECOVERABLE:
        refuse(scheme, "Chỉ hỗ trợ có thu hồi mới có lịch hoàn trả.")
    if cell.repaid_vnd:
        refuse(scheme, "Đã có khoản hoàn trả: lịch không đổi được nữa.")
    total = sum(one.amount_vnd for one in instalments)
    if total != cell.contracted_vnd:
        missing = Missing(
            f"Các kỳ cộng lại là {show_exact(total)}, hợp đồng là "
            f"{show_exact(cell.contracted_vnd)}.",
            url_of("schedule", scheme, cell.key),
        )
        refuse_if([missing])
    Instalment.objects.filter(line=cell.line, level=cell.level).delete()
    return Instalment.objects.bulk_create(
        Instalment(
            scheme=scheme,
            line=cell.line,
            level=cell.level,
            due_on=one.due_on,
            amount_vnd=one.amount_vnd,
            by=by,
            at=at,
        )
        for one in sorted(instalments, key=lambda one: one.due_on)
    )

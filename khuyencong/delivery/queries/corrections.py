"""What was cancelled, and what must be cancelled before something it rests on."""

from dataclasses import dataclass
from datetime import date, datetime

from khuyencong.dossiers.queries import Missing
from khuyencong.funding.models import Kind
from khuyencong.lib.money import show_exact
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

from ..models import (
    Acceptance,
    Advance,
    Cancellable,
    DeedQuerySet,
    PayoutKind,
    Repayment,
    Settlement,
)
from .missing import url_of
from .money import cells_of, name_of, settlement_of
from .years import settled_by


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def missing_for_cancelling_advance(paid: Advance) -> list[Missing]:
    """An advance is not cancelled under a settlement, nor what came back of it before that."""
    missing = _cancelled(paid)
    if paid.kind != PayoutKind.PAYMENT:
        missing += _settled(paid.scheme, paid.line.account.year)
    paid_by_source = {(entry.kind, entry.level): entry.amount_vnd for entry in paid.entries.all()}
    for cell in cells_of(paid.scheme, [paid.line]):
        amount = paid_by_source.get((cell.kind, cell.level), 0)
        if cell.kind == Kind.RECOVERABLE and amount and cell.repaid_vnd > cell.paid_vnd - amount:
            missing += _repaid(paid.scheme, Repayment.objects.filter(line=paid.line))
            break
    return missing


def missing_for_cancelling_acceptance(told: Acceptance) -> list[Missing]:
    """An acceptance is not cancelled under a settlement, nor under the remaining advance."""
    missing = _cancelled(told) + _settled(told.scheme, told.line.account.year)
    for one in Advance.objects.filter(line=told.line, kind=PayoutKind.REMAINING):
        said = f"Đã tạm ứng kinh phí còn lại theo nghiệm thu này (chứng từ {one.document}, ngày "
        missing.append(
            Missing(
                f"{said}{_said(one.paid_on)}): hủy lần tạm ứng đó trước.",
                url_of("cancel", told.scheme, "tam-ung", one.pk),
            )
        )
    return missing


def missing_for_cancelling_repayment(back: Repayment) -> list[Missing]:
    """A repayment may be cancelled until the scheme is closed."""
    return _cancelled(back) + _evaluated(back.scheme)


def missing_for_cancelling_settlement(settlement: Settlement) -> list[Missing]:
    """A settlement is not cancelled under what was paid or came back because of it."""
    scheme = settlement.scheme
    missing = _cancelled(settlement) + _evaluated(scheme)
    if settlement.year is not None:
        final = settlement_of(scheme)
        missing += [_first(scheme, final)] if final else []
    lines = settled_by(settlement)
    missing += _repaid(scheme, Repayment.objects.filter(line__in=lines, kind=Kind.GRANT))
    for one in Advance.objects.filter(line__in=lines, kind=PayoutKind.PAYMENT):
        said = f"Đã thanh toán sau quyết toán (chứng từ {one.document}, ngày {_said(one.paid_on)})"
        there = url_of("cancel", scheme, "tam-ung", one.pk)
        missing.append(Missing(f"{said}: hủy lần thanh toán đó trước.", there))
    return missing


def _cancelled(deed: Cancellable) -> list[Missing]:
    if deed.cancelled_at is None:
        return []
    page = url_of("delivery_detail", deed.scheme)
    return [Missing("Việc này đã được hủy.", f"{page}#da-huy")]


def _evaluated(scheme: Scheme) -> list[Missing]:
    if scheme.state != State.EVALUATED:
        return []
    said = "Đề án đã kết thúc đánh giá sau hỗ trợ: không hủy được nữa."
    return [Missing(said, url_of("delivery_detail", scheme))]


def _settled(scheme: Scheme, year: int) -> list[Missing]:
    found = Settlement.objects.filter(scheme=scheme)
    return [_first(scheme, one) for one in found if one.year in (None, year)]


def _first(scheme: Scheme, settlement: Settlement) -> Missing:
    said = f"Đã quyết toán ({settlement}, ngày {_said(settlement.settled_on)}): hủy biên bản đó"
    return Missing(f"{said} trước.", url_of("cancel", scheme, "thanh-ly", settlement.pk))


def _repaid(scheme: Scheme, rows: DeedQuerySet) -> list[Missing]:
    return [
        Missing(
            f"Đã ghi khoản hoàn trả {show_exact(one.entry.amount_vnd)} (chứng từ {one.document}): "
            "hủy khoản đó trước.",
            url_of("cancel", scheme, "hoan-tra", one.pk),
        )
        for one in rows.select_related("entry")
    ]


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A deed that was cancelled: what it was, when, by whom and why."""

    sentence: str
    at: datetime
    by: str
    reason: str


def cancelled_of(scheme: Scheme) -> list[Cancelled]:
    """Everything cancelled on a scheme, oldest first; at most one query a kind and one more."""
    told: list[tuple[Cancellable, str]] = [
        *(
            (one, f"{one.get_kind_display()} {show_exact(one.amount_vnd)}, {_of(one)}")
            for one in _rows(Advance.everything.all(), scheme).prefetch_related("entries")
        ),
        *(
            (one, f"Hoàn trả {show_exact(one.entry.amount_vnd)}, {_of(one)}")
            for one in _rows(Repayment.everything.all(), scheme).select_related("entry")
        ),
        *(
            (one, f"{one} ngày {_said(one.accepted_on)}, {name_of(one.line)}")
            for one in _rows(Acceptance.everything.all(), scheme).select_related(
                "line__beneficiary__establishment"
            )
        ),
        *(
            (one, f"{one} ngày {_said(one.settled_on)}")
            for one in _rows(Settlement.everything.all(), scheme)
        ),
    ]
    rows = [
        Cancelled(sentence, one.cancelled_at, str(one.cancelled_by), one.cancellation)
        for one, sentence in told
        if one.cancelled_at is not None
    ]
    return sorted(rows, key=lambda one: one.at)


def _rows(rows: DeedQuerySet, scheme: Scheme) -> DeedQuerySet:
    found = rows.filter(scheme=scheme, cancelled_at__isnull=False)
    return found.select_related("cancelled_by")


def _of(one: Advance | Repayment) -> str:
    return f"chứng từ {one.document} ngày {_said(one.paid_on)}"

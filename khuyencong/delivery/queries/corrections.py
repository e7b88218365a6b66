"""What was cancelled, and what must be cancelled before something it rests on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from khuyencong.dossiers.queries import Missing
from khuyencong.funding.models import Kind
from khuyencong.lib.days import show_day
from khuyencong.lib.money import show_exact
from khuyencong.schemes.models import Scheme

from ..lifecycle import is_open
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


def missing_for_cancelling_advance(paid: Advance) -> list[Missing]:
    """An advance is not cancelled under a settlement, nor what came back of it before that."""
    missing = _cancelled(paid) + _closed("cancel_advance", paid.scheme)
    if paid.is_settled_later:
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
    settled = _settled(told.scheme, told.line.account.year)
    missing = _cancelled(told) + (settled or _closed("cancel_acceptance", told.scheme))
    for one in Advance.objects.filter(line=told.line, kind=PayoutKind.REMAINING):
        said = f"Đã tạm ứng kinh phí còn lại theo nghiệm thu này (chứng từ {one.document}, ngày "
        missing.append(
            Missing(
                f"{said}{show_day(one.paid_on)}): hủy lần tạm ứng đó trước.",
                url_of("cancel", told.scheme, "tam-ung", one.pk),
            )
        )
    return missing


def missing_for_cancelling_repayment(back: Repayment) -> list[Missing]:
    """A repayment may be cancelled until the scheme is closed."""
    return _cancelled(back) + _closed("cancel_repayment", back.scheme)


def missing_for_cancelling_settlement(settlement: Settlement) -> list[Missing]:
    """A settlement is not cancelled under what was paid or came back because of it."""
    scheme = settlement.scheme
    missing = _cancelled(settlement) + _closed("cancel_settlement", scheme)
    if settlement.year is not None:
        final = settlement_of(scheme)
        missing += [_first(scheme, final)] if final else []
    lines = settled_by(settlement)
    missing += _repaid(scheme, Repayment.objects.filter(line__in=lines, kind=Kind.GRANT))
    for one in Advance.objects.filter(line__in=lines, kind=PayoutKind.PAYMENT):
        paper = f"chứng từ {one.document}, ngày {show_day(one.paid_on)}"
        there = url_of("cancel", scheme, "tam-ung", one.pk)
        missing.append(
            Missing(f"Đã thanh toán sau quyết toán ({paper}): hủy lần thanh toán đó trước.", there)
        )
    return missing


def _cancelled(deed: Cancellable) -> list[Missing]:
    if deed.cancelled_at is None:
        return []
    is_work = isinstance(deed, Acceptance | Settlement)
    page = url_of("acceptance_list" if is_work else "delivery_detail", deed.scheme)
    return [Missing("Việc này đã được hủy.", f"{page}#da-huy")]


def _closed(deed: str, scheme: Scheme) -> list[Missing]:
    if is_open(deed, scheme):
        return []
    said = f"Đề án đang ở tình trạng «{scheme.get_state_display()}»: không hủy được nữa."
    return [Missing(said, url_of("delivery_detail", scheme))]


def _settled(scheme: Scheme, year: int) -> list[Missing]:
    found = Settlement.objects.filter(scheme=scheme)
    return [_first(scheme, one) for one in found if one.year in (None, year)]


def _first(scheme: Scheme, settlement: Settlement) -> Missing:
    said = f"Đã quyết toán ({settlement}, ngày {show_day(settlement.settled_on)}): hủy biên bản đó"
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


def cancelled_among(
    *kinds: tuple[Iterable[Any], Callable[[Any], str]],
) -> list[Cancelled]:
    """What of some deeds was cancelled, oldest first; each kind comes with its sentence.

    The deeds have been read with ``cancelled_by``.
    """
    found = [
        Cancelled(say(one), one.cancelled_at, str(one.cancelled_by), one.cancellation)
        for deeds, say in kinds
        for one in deeds
        if one.cancelled_at is not None
    ]
    return sorted(found, key=lambda one: one.at)


def say_advance(one: Any) -> str:
    """«Tạm ứng lần một 140.000.000 đồng, chứng từ …», of an advance read with ``paid_vnd``."""
    return f"{one.get_kind_display()} {show_exact(one.paid_vnd)}, {_of(one)}"


def say_repayment(one: Repayment) -> str:
    """«Hoàn trả 15.000.000 đồng, chứng từ …»."""
    return f"Hoàn trả {show_exact(one.entry.amount_vnd)}, {_of(one)}"


def say_acceptance(one: Acceptance) -> str:
    """«Biên bản số 5 ngày 01/09/2026, Máy sấy, HTX Vinh Lộc»."""
    return f"{one} ngày {show_day(one.accepted_on)}, {name_of(one.line)}"


def say_settlement(one: Settlement) -> str:
    """«Biên bản thanh lý số 9 ngày 01/10/2026»."""
    return f"{one} ngày {show_day(one.settled_on)}"


def _of(one: Advance | Repayment) -> str:
    return f"chứng từ {one.document} ngày {show_day(one.paid_on)}"

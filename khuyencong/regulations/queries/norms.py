"""Norms of support: which one governs, how much it allows, and why, line by line."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db import models

from khuyencong.lib.days import show_day
from khuyencong.lib.money import MILLION, group, show_exact

from ..models import AppliesTo, CostNorm

NATIONAL, LOCAL = AppliesTo.NATIONAL.value, AppliesTo.LOCAL.value

_FOR_COMPARISON = (
    "Mức hỗ trợ khuyến công địa phương do cấp tỉnh quy định; hệ thống chưa có quy định của tỉnh "
    "nên chỉ đối chiếu với mức khuyến công quốc gia để tham khảo."
)


class Verdict(models.TextChoices):
    """What a check of an amount against its norm found (kết quả đối chiếu định mức)."""

    WITHIN = "within", "trong định mức"
    OVER = "over", "vượt định mức"
    UNKNOWN = "unknown", "chưa đối chiếu được"


@dataclass(frozen=True, slots=True)
class SupportLine:
    """One line of a request: an item, the amount asked and what the norm is measured on.

    ``base_cost_vnd`` is the cost that the percent is taken of, for all units together; ``None`` if
    not known.  ``units`` counts cơ sở, mô hình, cụm…: a group of two establishments has two.
    ``name`` is what a sentence calls the item where no norm names it.
    """

    item: str
    requested_vnd: int
    base_cost_vnd: int | None = None
    units: int = 1
    is_priority: bool = False
    is_line: bool = False
    name: str = ""

    def __post_init__(self) -> None:
        if self.requested_vnd < 0 or (self.base_cost_vnd or 0) < 0 or self.units < 1:
            raise ValueError("Số tiền không được âm và phải có ít nhất một đơn vị.")


@dataclass(frozen=True, slots=True)
class NormCheck:
    """What one line came to: the amount allowed in đồng (``None``: no limit known) and why."""

    line: SupportLine
    norm: CostNorm | None
    allowed_vnd: int | None
    verdict: Verdict
    is_verified: bool
    is_binding: bool
    explanation: tuple[str, ...]

    @property
    def must_stop(self) -> bool:
        """Whether the amount is above a norm that binds and was read; nothing else refuses it."""
        return self.verdict is Verdict.OVER and self.is_verified and self.is_binding

    @property
    def label(self) -> str:
        mark = "" if self.is_verified or self.verdict is Verdict.UNKNOWN else " (chưa kiểm chứng)"
        return f"{self.verdict.label}{mark}"


@dataclass(frozen=True, slots=True)
class SupportCheck:
    """What all lines of a request came to."""

    checks: tuple[NormCheck, ...]

    @property
    def requested_vnd(self) -> int:
        return sum(check.line.requested_vnd for check in self.checks)

    @property
    def allowed_vnd(self) -> int | None:
        """The sum of what is allowed; ``None`` if any line has no known limit."""
        known = [check.allowed_vnd for check in self.checks if check.allowed_vnd is not None]
        return sum(known) if len(known) == len(self.checks) else None

    @property
    def verdict(self) -> Verdict:
        """The worst line: one over makes all over, then one unknown makes all unknown."""
        found = {check.verdict for check in self.checks}
        for verdict in (Verdict.OVER, Verdict.UNKNOWN):
            if verdict in found:
                return verdict
        return Verdict.WITHIN if found else Verdict.UNKNOWN

    @property
    def must_stop(self) -> bool:
        return any(check.must_stop for check in self.checks)

    @property
    def explanation(self) -> tuple[str, ...]:
        return tuple(sentence for check in self.checks for sentence in check.explanation)


_OF_NORM = (
    "item",
    "applies_to",
    "jurisdiction",
    "percent",
    "base_cost",
    "ceiling_vnd",
    "unit",
    "priority_multiplier",
    "priority_article",
    "is_priority_verified",
    "line_multiplier",
    "reference",
    "condition",
)


def norms_for(
    items: Collection[str], *, on: date, chain: str = NATIONAL, province: str | None = None
) -> dict[str, CostNorm]:
    """Return the norm that governs each item that day, in two queries; an item without is absent.

    The province's own norm comes first for local money; without one the national norm is returned
    for comparison, since the province sets local norms.  Of several versions, the latest governs.
    """
    chains = [AppliesTo.BOTH.value, NATIONAL]
    places = models.Q(jurisdiction__isnull=True)
    if chain == LOCAL:
        chains.append(LOCAL)
        places |= models.Q(jurisdiction__code=province) if province else models.Q()
    rows = CostNorm.objects.valid_on(on).filter(places, item__in=items, applies_to__in=chains)
    rows = rows.cited(*_OF_NORM).order_by()
    return {row.item: row for row in sorted(rows, key=_precedence)}


def norm_for(
    item: str, *, on: date, chain: str = NATIONAL, province: str | None = None
) -> CostNorm | None:
    """Return the norm of *item* that governs that day, or ``None``."""
    return norms_for([item], on=on, chain=chain, province=province).get(item)


def check_support(
    lines: Sequence[SupportLine], *, on: date, chain: str = NATIONAL, province: str | None = None
) -> SupportCheck:
    """Check each line against the norm of its day and place, in two queries for all lines."""
    norms = norms_for({line.item for line in lines}, on=on, chain=chain, province=province)
    return SupportCheck(
        tuple(check_line(line, norms.get(line.item), on=on, chain=chain) for line in lines)
    )


def check_line(
    line: SupportLine, norm: CostNorm | None, *, on: date, chain: str = NATIONAL
) -> NormCheck:
    """Check one line against one norm; pure: reads only what *norm* already holds.

    The multiplier raises the whole level of support, the lower of percent and ceiling (điểm t khoản
    2 Điều 6 Thông tư liên tịch 26/2014), never above the cost itself; two do not add up.
    """
    if norm is None:
        why = (
            f"Khoản mục «{line.name or line.item}»: chưa có định mức đã kiểm chứng tại ngày "
            f"{show_day(on)} (chưa kiểm chứng)."
        )
        return NormCheck(line, None, None, Verdict.UNKNOWN, False, False, (why, _ask(line)))
    work = _Work(line, norm, is_verified=norm.is_settled(on))
    allowed = work.allowed()
    verdict = _verdict(line, allowed)
    is_binding = chain == NATIONAL or norm.applies_to != NATIONAL
    said = [*work.said, *_conclusion(line, allowed, verdict), *_basis(norm, on)]
    if not is_binding:
        said.append(_FOR_COMPARISON)
    return NormCheck(line, norm, allowed, verdict, work.is_verified, is_binding, tuple(said))


@dataclass(slots=True)
class _Work:
    """The arithmetic of one line, said aloud as it goes."""

    line: SupportLine
    norm: CostNorm
    is_verified: bool
    said: list[str] = field(default_factory=list)

    def allowed(self) -> int | None:
        """Return the amount allowed in đồng, or ``None`` where no limit can be computed."""
        self.said.append(f"Định mức: {describe(self.norm)} ({self.norm.citation}).")
        limits = [limit for limit in (self._by_percent(), self._by_ceiling()) if limit is not None]
        if self._lacks_base() or not limits:
            return None
        lower = min(limits)
        if len(limits) == 2:
            self.said.append(f"Lấy mức thấp hơn: {show_million(lower)}.")
        return self._multiplied(lower)

    def _lacks_base(self) -> bool:
        if self.norm.percent is None or self.line.base_cost_vnd is not None:
            return False
        self.said.append(f"Chưa có chi phí {self.norm.base_cost} nên chưa tính được theo tỷ lệ.")
        return True

    def _by_percent(self) -> int | None:
        if self.norm.percent is None or self.line.base_cost_vnd is None:
            return None
        limit = int(Fraction(self.norm.percent) * self.line.base_cost_vnd / 100)
        self.said.append(
            f"Theo tỷ lệ: {show_ratio(self.norm.percent)}% × "
            f"{show_million(self.line.base_cost_vnd)} = {show_million(limit)}."
        )
        return limit

    def _by_ceiling(self) -> int | None:
        ceiling = self.norm.ceiling_vnd
        if ceiling is None:
            return None
        limit, unit = ceiling * self.line.units, self.norm.get_unit_display()
        self.said.append(
            f"Theo mức trần: {group(self.line.units)} {unit} → tối đa {show_million(limit)}."
        )
        if self.line.units > 1:
            self.said.append(
                f"Mỗi {unit} không quá {show_million(ceiling)}: cần đối chiếu riêng từng {unit}."
            )
        return limit

    def _multiplied(self, level: int) -> int:
        multiplier, why, is_read = self._multiplier()
        if multiplier is None:
            return level
        raised = int(Fraction(multiplier) * level)
        self.is_verified = self.is_verified and is_read
        self.said.append(
            f"{why}: tối đa {show_ratio(multiplier)} lần → {show_million(raised)}"
            f"{'' if is_read else ' (hệ số chưa kiểm chứng)'}."
        )
        cost = self.line.base_cost_vnd
        if cost is None or raised <= cost:
            return raised
        self.said.append(f"Không vượt quá chi phí thực tế: {show_million(cost)}.")
        return cost

    def _multiplier(self) -> tuple[Decimal | None, str, bool]:
        """Return the larger multiplier that applies, its reason, and whether it was read."""
        norm = self.norm
        choices = []
        if self.line.is_priority and norm.priority_multiplier is not None:
            why = (
                f"Địa bàn, ngành nghề ưu tiên ({norm.priority_article} {norm.document.full_number})"
            )
            choices.append((norm.priority_multiplier, why, norm.is_priority_verified))
        if self.line.is_line and norm.line_multiplier is not None:
            choices.append((norm.line_multiplier, "Dây chuyền công nghệ", norm.is_verified))
        if len(choices) == 2:
            self.said.append("Hai hệ số không nhân chồng: chỉ lấy một hệ số lớn hơn.")
        # Of equal multipliers, the one that was read.
        return max(choices, key=lambda c: (c[0], c[2])) if choices else (None, "", True)


def describe(norm: CostNorm) -> str:
    """Return the norm as a phrase: «tối đa 50% chi phí …, không quá 200 triệu đồng/cơ sở»."""
    parts = []
    if norm.percent is not None:
        parts.append(f"tối đa {show_ratio(norm.percent)}% chi phí {norm.base_cost}")
    if norm.ceiling_vnd is not None:
        parts.append(f"không quá {show_million(norm.ceiling_vnd)}/{norm.get_unit_display()}")
    return ", ".join(parts) or f"thực hiện theo {norm.reference}"


def show_million(amount: int) -> str:
    """Return the exact amount as norms write it: ``3.000 triệu đồng``; else every đồng."""
    whole, rest = divmod(amount, MILLION)
    return show_exact(amount) if rest or not whole else f"{group(whole)} triệu đồng"


def show_ratio(number: Decimal) -> str:
    """Return a percent or multiplier without trailing zeros: ``1.50`` → ``1,5``."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _precedence(norm: CostNorm) -> tuple[bool, bool, date, int]:
    is_own, is_local = norm.jurisdiction_id is not None, norm.applies_to == LOCAL
    return (is_own, is_local, norm.valid_from, norm.pk)


def _ask(line: SupportLine) -> str:
    return f"Đề nghị {show_million(line.requested_vnd)}: người thẩm định xem xét, quyết định."


def _verdict(line: SupportLine, allowed: int | None) -> Verdict:
    if allowed is None:
        return Verdict.UNKNOWN
    return Verdict.OVER if line.requested_vnd > allowed else Verdict.WITHIN


def _conclusion(line: SupportLine, allowed: int | None, verdict: Verdict) -> list[str]:
    if allowed is None:
        return [_ask(line)]
    asked = f"Đề nghị {show_million(line.requested_vnd)}, mức tối đa {show_million(allowed)}"
    if verdict is Verdict.WITHIN:
        return [f"{asked}: trong định mức."]
    return [f"{asked}: vượt {show_million(line.requested_vnd - allowed)}."]


def _basis(norm: CostNorm, on: date) -> list[str]:
    until = f"đến {show_day(norm.valid_to)}" if norm.valid_to else "đến nay"
    said = [f"Định mức áp dụng từ {show_day(norm.valid_from)} {until}, {norm.standing(on)}."]
    return [*said, f"Điều kiện: {norm.condition}"] if norm.condition else said

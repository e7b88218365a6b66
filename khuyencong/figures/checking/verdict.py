"""A claim against a computed value (đối chiếu): agrees, agrees by rounding, differs, not known.

The claim's own words decide how exact the agreement must be: «gần 39 tỷ» is agreed by 38,995 tỷ,
«hơn 23,29 tỷ» by 23,2922 tỷ, «907 triệu» by 907,2 triệu because the last written digit is a
million. Nothing is ever repaired; the difference is told with its sign (claim less computed).
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from ..reading.figure import Figure, Number
from ..reading.qualifiers import Bound, bound_of

Computed = int | Decimal | Fraction


class Outcome(Enum):
    """The five answers; the value is what an officer reads."""

    AGREES = "khớp"
    AGREES_ROUNDED = "khớp do làm tròn"
    DIFFERS = "lệch"
    NOT_COMPUTED = "chưa tính được"
    UNCLEAR = "không rõ"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One comparison. `difference` is claim less computed in the claim's unit, 0 when it agrees."""

    outcome: Outcome
    difference: Fraction = Fraction(0)
    reason: str = ""

    @property
    def agrees(self) -> bool:
        return self.outcome in (Outcome.AGREES, Outcome.AGREES_ROUNDED)


_ABOUT_SHARE = Fraction(5, 100)
_NEAR_SHARE = Fraction(20, 100)
_NUMERAL = re.compile(r"\d[\d.,]{0,40}")
_SCALES = (("tỷ", 10**9), ("tỉ", 10**9), ("triệu", 10**6), ("nghìn", 10**3), ("ngàn", 10**3))


def compare(claim: Figure, computed: Computed | None) -> Verdict:
    """Set a claim against a value computed from the records or from other figures.

    `computed` is in the claim's own unit (đồng, percent as written, a count); None when the
    records cannot answer.
    """
    if computed is None:
        return Verdict(Outcome.NOT_COMPUTED, reason="Chưa có dữ liệu để tính.")
    exact = Fraction(computed)
    if claim.is_range:
        return _against_range(claim, exact)
    if claim.value is None:
        return Verdict(Outcome.UNCLEAR, reason="Nhận định không nêu con số cụ thể.")
    return _against_value(claim, Fraction(claim.value), exact)


def _against_range(claim: Figure, computed: Fraction) -> Verdict:
    low = Fraction(claim.low) if claim.low is not None else None
    high = Fraction(claim.high) if claim.high is not None else None
    slack = written_step(claim) / 2 if claim.is_money or claim.unit == "%" else Fraction(0)
    if low is not None and computed < low:
        return _near_miss(low - computed, slack)
    if high is not None and computed > high:
        return _near_miss(high - computed, slack)
    return Verdict(Outcome.AGREES, reason="Nằm trong khoảng đã nêu.")


def _near_miss(difference: Fraction, slack: Fraction) -> Verdict:
    if abs(difference) <= slack:
        return Verdict(Outcome.AGREES_ROUNDED, difference, "Chênh lệch do làm tròn ở đầu khoảng.")
    return Verdict(Outcome.DIFFERS, difference, "Nằm ngoài khoảng đã nêu.")


def _against_value(claim: Figure, value: Fraction, computed: Fraction) -> Verdict:
    difference = value - computed
    bound = bound_of(claim.qualifier)
    if bound in (Bound.AT_LEAST, Bound.AT_MOST) or (bound is Bound.OVER and _is_goal(claim)):
        return _against_limit(claim, bound, difference)
    if difference == 0 and bound in (Bound.EXACT, Bound.ABOUT):
        return Verdict(Outcome.AGREES)
    if bound in (Bound.OVER, Bound.UNDER):
        return _against_side(claim, bound, difference)
    if bound is Bound.ABOUT:
        return _against_about(claim, difference)
    return _against_exact(claim, difference)


def _is_goal(claim: Figure) -> bool:
    return claim.kind in ("target", "plan", "norm")


def _against_limit(claim: Figure, bound: Bound, difference: Fraction) -> Verdict:
    """«ít nhất», «không quá», and «trên» of a target: any value on the right side agrees."""
    wrong_side = difference < 0 if bound is Bound.AT_MOST else difference > 0
    if not wrong_side:
        return Verdict(Outcome.AGREES, reason=f"Thỏa mãn «{claim.qualifier}».")
    if _rounds(claim, difference):
        return Verdict(Outcome.AGREES_ROUNDED, difference, "Chênh lệch do làm tròn.")
    return Verdict(Outcome.DIFFERS, difference, f"Không thỏa mãn «{claim.qualifier}».")


def _against_side(claim: Figure, bound: Bound, difference: Fraction) -> Verdict:
    """«hơn», «gần»: on the right side, and no farther than the written digits let one think."""
    away = -difference if bound is Bound.OVER else difference
    if away < 0:
        if _rounds(claim, difference):
            return Verdict(Outcome.AGREES_ROUNDED, difference, "Chênh lệch do làm tròn.")
        return Verdict(Outcome.DIFFERS, difference, f"Trái với «{claim.qualifier}».")
    if away == 0:
        return Verdict(Outcome.AGREES_ROUNDED, reason=f"Bằng đúng số nêu sau «{claim.qualifier}».")
    if away <= _reach(claim):
        return Verdict(Outcome.AGREES, reason=f"Phù hợp với «{claim.qualifier}».")
    return Verdict(
        Outcome.UNCLEAR, difference, f"Đúng chiều «{claim.qualifier}» nhưng cách xa số đã nêu."
    )


def _against_about(claim: Figure, difference: Fraction) -> Verdict:
    allowed = max(coarse_step(claim) / 2, abs(Fraction(claim.value or 0)) * _ABOUT_SHARE)
    if abs(difference) <= allowed:
        return Verdict(Outcome.AGREES, reason=f"Phù hợp với «{claim.qualifier}».")
    return Verdict(Outcome.DIFFERS, difference, f"Vượt biên độ của «{claim.qualifier}».")


def _against_exact(claim: Figure, difference: Fraction) -> Verdict:
    if _rounds(claim, difference):
        return Verdict(Outcome.AGREES_ROUNDED, difference, "Chênh lệch do làm tròn số đã viết.")
    return Verdict(Outcome.DIFFERS, difference)


def _rounds(claim: Figure, difference: Fraction) -> bool:
    """True when rounding, or cutting, at the last written digit explains the difference."""
    if not (claim.is_money or claim.is_rate):
        return False
    step = written_step(claim)
    return abs(difference) <= step / 2 or 0 < -difference < step


def _reach(claim: Figure) -> Fraction:
    size = abs(Fraction(claim.value or 0))
    return max(min(coarse_step(claim), size * _NEAR_SHARE), written_step(claim))


def written_step(claim: Figure) -> Fraction:
    """The size of the last written digit, in the claim's unit («23,29 tỷ» → 10.000.000 đồng)."""
    if claim.step is not None:
        return Fraction(claim.step)
    if not (claim.is_money or claim.is_rate):
        return Fraction(1)
    return _step_from_quote(claim) or coarse_step(claim)


def coarse_step(claim: Figure) -> Fraction:
    """The place of the last digit that is not zero («2.000» → 1.000, «23,29 tỷ» → 10 triệu)."""
    number: Number = claim.value if claim.value is not None else (claim.low or 0)
    value = abs(Fraction(number))
    if value == 0:
        return Fraction(1)
    step = Fraction(1)
    while value % step:
        step /= 10
    while value % (step * 10) == 0:
        step *= 10
    return step


def _step_from_quote(claim: Figure) -> Fraction | None:
    """Find the numeral of the claim inside its quote and read how many digits it was given."""
    wanted = {Fraction(n) for n in (claim.value, claim.low, claim.high) if n is not None}
    for found in _NUMERAL.finditer(claim.quote):
        scale = _scale_after(claim, claim.quote[found.end() : found.end() + 40])
        for digits, decimals in _spellings(found.group().rstrip(".,")):
            if Fraction(int(digits), 10**decimals) * scale in wanted:
                return Fraction(scale, 10**decimals)
    return None


def _scale_after(claim: Figure, words: str) -> int:
    if not claim.is_money:
        return 1
    places = [(words.find(word), scale) for word, scale in _SCALES if word in words]
    return min(places)[1] if places else 1


def _spellings(numeral: str) -> list[tuple[str, int]]:
    """The ways to read a numeral: digits and how many of them are decimals."""
    whole = re.sub(r"\D", "", numeral)
    comma = numeral.rpartition(",")[2] if "," in numeral else ""
    readings = [(whole, len(comma))]
    if "." in numeral and not comma:
        readings.append((whole, len(numeral.rpartition(".")[2])))
    return readings

"""A finding (phát hiện): what was noticed, on which figures, how large, what resolves it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.lib.money import show_vnd
from khuyencong.lib.quantity import show_decimal

from ..reading.figure import Figure
from ..reading.qualifiers import Bound, bound_of
from .verdict import Outcome, Verdict, compare, written_step

CONTRADICTION = "contradiction"
UNCLEAR = "unclear"
NOTE = "note"
AGREES = "agrees"
SEVERITIES = {
    CONTRADICTION: "mâu thuẫn", UNCLEAR: "chưa rõ", NOTE: "lưu ý", AGREES: "khớp",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a reader of the text should know; nothing is ever repaired.

    `figures` are indices into the checked list, `difference` is in the unit of the first of them.
    """

    code: str
    severity: str
    message: str
    figures: tuple[int, ...]
    difference: Fraction = Fraction(0)
    resolve: str = ""


def amount(number: Fraction | int, like: Figure) -> str:
    """A number as a person reads it, in the unit of a figure."""
    exact = Fraction(number)
    if like.is_money:
        return show_vnd(round(exact))
    if like.unit == "%":
        return f"{show_decimal(exact, 2)}%"
    digits = 0 if exact.denominator == 1 else 1
    return f"{show_decimal(exact, digits)} {like.unit}".strip()


def value_of(figure: Figure) -> Fraction | None:
    """The single value of a figure; ranges and claims without a number have none."""
    return None if figure.value is None else Fraction(figure.value)


def listing(figures: Iterable[Figure]) -> str:
    """«10 đề án + 99 đề án»."""
    return " + ".join(f"«{figure.quote.strip()}»" for figure in figures)


def compare_sum(whole: Figure, parts: Sequence[Figure]) -> Verdict:
    """The whole against the sum of its parts, allowing for the rounding of every one of them."""
    total = sum((Fraction(part.value or 0) for part in parts), Fraction(0))
    verdict = compare(whole, total)
    loose = any(bound_of(part.qualifier) is not Bound.EXACT for part in parts)
    slack = sum((written_step(f) / 2 for f in (whole, *parts) if f.is_money), Fraction(0))
    slack += sum(
        (written_step(p) for p in parts if p.is_money and bound_of(p.qualifier) is not Bound.EXACT),
        Fraction(0),
    )
    slack = min(slack, abs(Fraction(whole.value or 0)) / 20)
    difference = Fraction(whole.value or 0) - total
    if verdict.outcome is Outcome.DIFFERS and abs(difference) <= slack:
        return Verdict(Outcome.AGREES_ROUNDED, difference, "Chênh lệch do làm tròn các phần.")
    if verdict.outcome is Outcome.DIFFERS and loose and abs(difference) <= abs(total) / 50:
        return Verdict(Outcome.AGREES_ROUNDED, difference, "Các phần chỉ được nêu áng chừng.")
    return verdict

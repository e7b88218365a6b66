"""Numbers that follow from others (số suy ra): growth, ratios, averages and rates, recomputed.

The reader tells which figures a rate rests on (`before` and `now`, `sum` and `count`, a fraction,
a part of a whole); nothing is compared that the text does not put side by side.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..reading.figure import Figure
from .finding import AGREES, CONTRADICTION, UNCLEAR, Finding, amount, value_of
from .verdict import Outcome, compare

_NEAR = 24


def check_derived(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Every rate, ratio and average against the figures it rests on."""
    for index, figure in enumerate(figures):
        if value_of(figure) is None:
            continue
        if figure.filter("before") and figure.filter("now"):
            yield from _against_ends(figures, index)
        elif figure.filter("sum") and figure.filter("count"):
            yield from _against_mean(figures, index)
        elif figure.filter("part") and figure.filter("out_of"):
            yield from _against_two(figures, index)
        elif figure.measure == "percent":
            yield from _against_part(figures, index)


def check_closing(figures: Sequence[Figure]) -> Iterator[Finding]:
    """«Như vậy, 54 đề án …» against the total that the text told before."""
    for index, figure in enumerate(figures):
        if not figure.filter("closing") or figure.content or value_of(figure) is None:
            continue
        told = next((i for i, other in enumerate(figures[:index]) if _same(figure, other)), None)
        if told is None or compare(figure, value_of(figures[told])).agrees:
            continue
        gap = Fraction(figure.value or 0) - Fraction(figures[told].value or 0)
        yield Finding(
            "told_differently",
            CONTRADICTION,
            f"Cùng một số nhưng kể hai lần khác nhau: «{figures[told].quote}» rồi «{figure.quote}»,"
            f" lệch {amount(abs(gap), figure)}.",
            (told, index),
            gap,
            "Hỏi tác giả số nào đúng.",
        )


def _same(figure: Figure, other: Figure) -> bool:
    plain = not other.content and other.parent is None and value_of(other) is not None
    return plain and (figure.measure, figure.unit, figure.kind, figure.period) == (
        other.measure,
        other.unit,
        other.kind,
        other.period,
    )


def _told(figures: Sequence[Figure], index: int, name: str) -> tuple[int, Fraction]:
    number = int(figures[index].filter(name))
    value = value_of(figures[number]) if 0 <= number < len(figures) else None
    return number, value or Fraction(0)


def _against_ends(figures: Sequence[Figure], index: int) -> Iterator[Finding]:
    claim = figures[index]
    (old, before), (new, now) = _told(figures, index, "before"), _told(figures, index, "now")
    if not before or not now:
        return
    computed = now / before
    if claim.unit == "%":
        computed = (computed - 1) * 100
        computed = -computed if claim.filter("direction") == "down" else computed
    said = f"từ «{figures[old].quote}» đến «{figures[new].quote}» là {amount(computed, claim)}"
    yield from _judge(figures, index, computed, said, (index, new, old))


def _against_mean(figures: Sequence[Figure], index: int) -> Iterator[Finding]:
    claim = figures[index]
    (total, money), (counted, count) = _told(figures, index, "sum"), _told(figures, index, "count")
    if not money or not count:
        return
    mean = money / count
    said = f"«{figures[total].quote}» cho «{figures[counted].quote}» là {amount(mean, claim)}"
    yield from _judge(figures, index, mean, said, (index, total, counted))


def _against_two(figures: Sequence[Figure], index: int) -> Iterator[Finding]:
    (part, piece), (whole, total) = _told(figures, index, "part"), _told(figures, index, "out_of")
    if not total:
        return
    computed = piece * 100 / total
    said = f"«{figures[part].quote}» trên «{figures[whole].quote}» là "
    said += amount(computed, figures[index])
    yield from _judge(figures, index, computed, said, (index, part, whole))


def _against_part(figures: Sequence[Figure], index: int) -> Iterator[Finding]:
    """«26/35 đề án, đạt 74,3%»; «400 lao động, trong đó 300 có việc làm, đạt 75%»."""
    claim = figures[index]
    if claim.parent is None or claim.filter("share_of"):
        return
    part = figures[claim.parent]
    if not 0 <= claim.start - part.end <= _NEAR or not part.value:
        return
    if part.whole:
        computed = Fraction(part.value) * 100 / Fraction(part.whole)
        said = f"«{part.quote}» là {amount(computed, claim)}"
        yield from _judge(figures, index, computed, said, (index, claim.parent))
    elif part.parent is not None and not claim.filter("of") and part.measure == "people":
        whole = value_of(figures[part.parent])
        computed = Fraction(part.value) * 100 / whole if whole else Fraction(0)
        said = f"«{part.quote}» trên «{figures[part.parent].quote}» là {amount(computed, claim)}"
        yield from _judge(figures, index, computed, said, (index, claim.parent, part.parent))


def _judge(
    figures: Sequence[Figure],
    index: int,
    computed: Fraction,
    said: str,
    places: tuple[int, ...],
) -> Iterator[Finding]:
    """A rate stands between the values that the rounding of its ends allows."""
    claim = figures[index]
    verdict = compare(claim, computed)
    if verdict.agrees or abs(verdict.difference) <= _slack(figures, places[1:], computed):
        agrees = f"«{claim.quote}» khớp: {said}."
        yield Finding("derived_agrees", AGREES, agrees, places, verdict.difference)
        return
    grave = verdict.outcome is Outcome.DIFFERS
    yield Finding(
        "derived_differs",
        CONTRADICTION if grave else UNCLEAR,
        f"«{claim.quote}» không khớp: {said}.",
        places,
        verdict.difference,
        "Tính lại hoặc hỏi tác giả số nào đúng.",
    )


def _slack(figures: Sequence[Figure], places: tuple[int, ...], computed: Fraction) -> Fraction:
    """What half a step of each number told may change, relative to its size; 0,5 % at the least."""
    loose = Fraction(1, 200)
    for place in places:
        figure = figures[place]
        value = value_of(figure)
        if value and figure.step:
            loose += Fraction(figure.step) / 2 / abs(value)
    return abs(computed) * loose

"""Title against body (tiêu đề và thân bài): the number that is quoted most is checked first."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..reading.figure import Figure, Span
from ..reading.vocabulary import LOCAL_SOURCES
from .finding import AGREES, CONTRADICTION, Finding, amount, compare_sum, listing, value_of
from .verdict import compare

_WHOLE = ("", "all", "total")


def check_title(figures: Sequence[Figure], title: Span | None) -> Iterator[Finding]:
    if title is None or not title.end:
        return
    inside = [i for i, f in enumerate(figures) if title.start <= f.start < title.end]
    body = [i for i, f in enumerate(figures) if i not in inside and f.kind in ("result", "plan")]
    for index in inside:
        figure = figures[index]
        if value_of(figure) is None or figure.is_rate:
            continue
        same = [i for i in body if _same_thing(figure, figures[i])]
        total = next((i for i in same if _is_total(figures, i)), None)
        if total is not None:
            yield from _against_total(figures, index, total)
        else:
            yield from _against_parts(figures, index, same)


def _same_thing(figure: Figure, other: Figure) -> bool:
    establishments = {"beneficiaries", "establishments"}
    same = figure.measure == other.measure or {figure.measure, other.measure} <= establishments
    return same and figure.unit.casefold() == other.unit.casefold() and other.value is not None


def _is_total(figures: Sequence[Figure], index: int) -> bool:
    figure = figures[index]
    return figure.fund_source in _WHOLE and figure.parent is None and not figure.content


def _against_total(figures: Sequence[Figure], title: int, total: int) -> Iterator[Finding]:
    head, body = figures[title], figures[total]
    verdict = compare(head, Fraction(body.value or 0))
    if verdict.agrees:
        yield Finding(
            "title_agrees", AGREES, f"Tiêu đề «{head.quote}» khớp với thân bài «{body.quote}».",
            (title, total), verdict.difference,
        )  # fmt: skip
        return
    parts = [i for i, f in enumerate(figures) if f.parent == total and f.unit == body.unit]
    proof = ""
    if parts and compare_sum(body, [figures[i] for i in parts]).agrees:
        proof = (
            f" Các phần trong bài ({listing(figures[i] for i in parts)}) ủng hộ số của thân bài."
        )
    gap = Fraction(head.value or 0) - Fraction(body.value or 0)
    yield Finding(
        "title_differs",
        CONTRADICTION,
        f"Tiêu đề nêu «{head.quote}», thân bài nêu «{body.quote}»: lệch "
        f"{amount(abs(gap), head)}.{proof}",
        (title, total, *parts),
        gap,
        "Hỏi tác giả số nào đúng; khi chưa rõ thì dùng số có các phần cộng khớp.",
    )


def _against_parts(figures: Sequence[Figure], title: int, same: list[int]) -> Iterator[Finding]:
    """No total in the body: the first figure of each source, added up."""
    rungs: dict[str, int] = {}
    for index in same:
        source = figures[index].fund_source
        rung = "local" if source in LOCAL_SOURCES else source
        if rung in ("national", "local"):
            rungs.setdefault(rung, index)
    if len(rungs) < 2:
        return
    head, places = figures[title], tuple(rungs.values())
    parts = [figures[i] for i in places]
    total = sum((Fraction(part.value or 0) for part in parts), Fraction(0))
    verdict = compare_sum(head, parts)
    said = f"{listing(parts)} = {amount(total, head)}"
    if verdict.agrees:
        agrees = f"{said}, khớp với tiêu đề «{head.quote}»."
        yield Finding("title_agrees", AGREES, agrees, (title, *places), verdict.difference)
        return
    gap = Fraction(head.value or 0) - total
    yield Finding(
        "title_differs",
        CONTRADICTION,
        f"Tiêu đề nêu «{head.quote}» nhưng thân bài cộng lại {said}: lệch "
        f"{amount(abs(gap), head)}.",
        (title, *places),
        gap,
        "Hỏi tác giả khoản chênh lệch thuộc nguồn nào.",
    )

"""Sums (cộng lại): parts against totals, what is left unclassified, figures told twice.

Only leaves are added. A group of parts is complete when it tells the sources of funds one by one;
a list of contents may leave something out, which is told as unclassified and not as an error.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..reading.figure import Figure
from ..reading.vocabulary import LOCAL_SOURCES
from .finding import (
    AGREES,
    CONTRADICTION,
    NOTE,
    UNCLEAR,
    Finding,
    amount,
    compare_sum,
    listing,
    value_of,
)
from .verdict import Outcome

_ADDABLE = frozenset(
    {
        "schemes", "beneficiaries", "establishments", "products", "people", "classes", "models",
        "events", "clusters",
    }
)  # fmt: skip
_ASK = "Hỏi tác giả hoặc đối chiếu với sổ theo dõi đề án."


def check_parts(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Every whole against the parts that the text puts under it."""
    children: dict[int, list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        if figure.parent is not None and value_of(figure) is not None and _addable(figure):
            children[figure.parent].append(index)
        if "claimed_part_of" in dict(figure.filters):
            yield from _impossible_part(figures, index)
    for whole, parts in children.items():
        for group in _groups(figures, whole, parts):
            yield from _check_group(figures, whole, group)


def _addable(figure: Figure) -> bool:
    return figure.unit == "VND" or figure.measure in _ADDABLE


def _impossible_part(figures: Sequence[Figure], index: int) -> Iterator[Finding]:
    part = figures[index]
    number = int(part.filter("claimed_part_of"))
    if not 0 <= number < len(figures):
        return
    whole = figures[number]
    gap = Fraction(part.value or 0) - Fraction(whole.value or 0)
    yield Finding(
        "part_exceeds_whole",
        CONTRADICTION,
        f"«{part.quote}» được nói là «trong đó» của «{whole.quote}» nhưng lớn hơn "
        f"số ấy {amount(gap, part)}, nên không thể là một phần của nó.",
        (index, number),
        gap,
        "Cần tác giả xác nhận: có lẽ là khoản đi kèm chứ không nằm trong tổng.",
    )


def _groups(figures: Sequence[Figure], whole: int, parts: list[int]) -> Iterator[list[int]]:
    """One group for each way of cutting the whole; natures of money are not mixed with sources."""
    parent = figures[whole]
    by_nature = [
        p for p in parts if figures[p].measure in ("allocated", "unallocated", "disbursed")
    ]
    rest = [p for p in parts if p not in by_nature]
    if parent.is_money:
        rest = [p for p in rest if figures[p].unit == parent.unit]
    yield from (group for group in (by_nature, rest) if len(group) > 1)


def _check_group(figures: Sequence[Figure], whole: int, group: list[int]) -> Iterator[Finding]:
    parent, parts = figures[whole], [figures[index] for index in group]
    if parent.value is None or parent.whole is not None or _is_nested(parts):
        return
    verdict = compare_sum(parent, parts)
    total = sum((Fraction(part.value or 0) for part in parts), Fraction(0))
    places, said = (whole, *group), f"{listing(parts)} = {amount(total, parts[0])}"
    if verdict.outcome is Outcome.AGREES:
        yield Finding("parts_agree", AGREES, f"{said}, khớp với «{parent.quote}».", places)
    elif verdict.outcome is Outcome.AGREES_ROUNDED:
        yield Finding(
            "parts_rounded",
            AGREES,
            f"{said}, khớp với «{parent.quote}» sau khi làm tròn (chênh "
            f"{amount(abs(verdict.difference), parent)}).",
            places,
            verdict.difference,
        )
    elif parent.filter("rest") != "told" or total > Fraction(parent.value):
        yield _mismatch(figures, whole, group, total)


def _mismatch(figures: Sequence[Figure], whole: int, group: list[int], total: Fraction) -> Finding:
    parent, parts = figures[whole], [figures[index] for index in group]
    gap = Fraction(parent.value or 0) - total
    places, said = (whole, *group), f"{listing(parts)} = {amount(total, parts[0])}"
    if gap > 0 and not _is_complete(parts):
        return Finding(
            "remainder",
            UNCLEAR,
            f"{said}; còn {amount(gap, parent)} trong «{parent.quote}» chưa được phân loại.",
            places,
            gap,
            "Bổ sung phần còn lại hoặc ghi rõ là các nội dung khác.",
        )
    side = "còn thiếu" if gap > 0 else "vượt"
    short = f"{side} {amount(abs(gap), parts[0])} so với"
    return Finding(
        "parts_differ",
        CONTRADICTION,
        f"Các phần cộng lại {short} tổng «{parent.quote}»: {said}.",
        places,
        gap,
        _ASK,
    )


def _is_complete(parts: Sequence[Figure]) -> bool:
    """The nation and the locality, or the state and the counterpart, tell all sources."""
    rungs = {"local" if p.fund_source in LOCAL_SOURCES else p.fund_source for p in parts}
    if "counterpart" in rungs and len(rungs) > 1:
        return True
    periods = {part.period.label for part in parts}
    return {"national", "local"} <= rungs or len(periods) == len(parts) > 2


def _is_nested(parts: Sequence[Figure]) -> bool:
    """Grades, and states that follow each other («đã thành lập», «đang hoạt động»), overlap."""
    if len({part.filter("certified_at") for part in parts} - {""}) > 1:
        return True
    values = [part.value or 0 for part in parts]
    falling = all(one >= other for one, other in zip(values, values[1:], strict=False))
    return falling and all(part.filter("state") for part in parts)


def check_unclassified(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Support, or đề án, of one source against what the text tells of its contents."""
    for measure in ("support", "schemes"):
        for source, bases in _bases(figures, measure).items():
            told = [i for i, f in enumerate(figures) if _tells_content(figures, f, source, bases)]
            if len(told) > 1:
                yield from _remainder(figures, source, bases, told)


def _bases(figures: Sequence[Figure], measure: str) -> dict[str, tuple[int, ...]]:
    """For each source the figures that make its total; «all» may be the sum of the sources."""
    found: dict[str, tuple[int, ...]] = {}
    for index, figure in enumerate(figures):
        plain = figure.measure == measure and not figure.content and figure.whole is None
        if plain and figure.kind in ("result", "plan") and figure.value is not None:
            found.setdefault(figure.fund_source, (index,))
    state = tuple(i for name in ("national", "local") for i in found.get(name, ()))
    if "all" not in found and len(state) == 2:
        found["all"] = state
    return {name: found[name] for name in ("national", "all") if name in found}


def _tells_content(
    figures: Sequence[Figure], figure: Figure, source: str, bases: tuple[int, ...]
) -> bool:
    base = figures[bases[0]]
    if not figure.content or (figure.measure, figure.is_money) != (base.measure, base.is_money):
        return False
    if figure.kind not in ("result", "plan") or figure.value is None or "/năm" in figure.unit:
        return False
    if (figure.period.start, figure.period.end) != (base.period.start, base.period.end):
        return False
    if source == "national":
        return figure.fund_source == "national"
    parent = figures[figure.parent] if figure.parent is not None else None
    return parent is None or not parent.content


def _remainder(
    figures: Sequence[Figure], source: str, bases: tuple[int, ...], told: list[int]
) -> Iterator[Finding]:
    whole = sum((Fraction(figures[i].value or 0) for i in bases), Fraction(0))
    parts = [figures[index] for index in told]
    total = sum((Fraction(part.value or 0) for part in parts), Fraction(0))
    base = figures[bases[0]]
    gap = whole - total
    if gap <= whole / 100 or all(part.parent in bases for part in parts):
        return
    subject = "Kinh phí" if base.is_money else "Số đề án"
    named = "nguồn quốc gia" if source == "national" else "tất cả các nguồn"
    yield Finding(
        "unclassified",
        UNCLEAR,
        f"{subject} {named} là {amount(whole, base)}, bài chỉ nêu nội dung cho"
        f" {amount(total, base)} ({listing(parts)}); còn {amount(gap, base)} chưa được phân loại.",
        (*bases, *told),
        gap,
        "Đối chiếu theo nội dung trong sổ để biết phần còn lại.",
    )


def check_membership(figures: Sequence[Figure]) -> Iterator[Finding]:
    """«Bên cạnh đó … còn thực hiện 5 đề án»: inside or outside the total told before?"""
    totals: dict[tuple[str, str], int] = {}
    wholes = {figure.parent for figure in figures}
    for index, figure in enumerate(figures):
        key = (figure.measure, figure.period.label)
        if figure.parent is None and index in wholes and not figure.content:
            totals.setdefault(key, index)
        whole = totals.get(key)
        if whole is None or whole == index or not figure.filter("beside"):
            continue
        if figure.parent is not None or figure.kind != "result" or "/năm" in figure.unit:
            continue
        yield Finding(
            "membership",
            UNCLEAR,
            f"«{figure.quote}» được nêu thêm sau «{figures[whole].quote}»: không rõ nằm trong hay"
            " ngoài tổng ấy.",
            (index, whole),
            Fraction(figure.value or 0),
            "Hỏi tác giả; khi chưa rõ thì không cộng thêm vào tổng.",
        )


def check_told_twice(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A part that later sentences tell again, cut smaller: it must not be added a second time."""
    for index, figure in enumerate(figures):
        if figure.parent is None or not figure.content or not _addable(figure):
            continue
        later = [
            number
            for number in range(index + 1, min(index + 60, len(figures)))
            if _retells(figure, figures[number])
        ]
        for pair in zip(later, later[1:], strict=False):
            yield from _twice(figures, index, pair)


def _retells(figure: Figure, other: Figure) -> bool:
    return (
        other.parent is None
        and other.measure == figure.measure
        and other.unit == figure.unit
        and other.kind == figure.kind
        and bool(other.content)
        and (other.value or 0) < (figure.value or 0)
    )


def _twice(figures: Sequence[Figure], index: int, pair: tuple[int, ...]) -> Iterator[Finding]:
    whole, parts = figures[index], [figures[number] for number in pair]
    if whole.content not in {part.content for part in parts}:
        return
    verdict = compare_sum(whole, parts)
    if not verdict.agrees:
        return
    gap = verdict.difference
    rounding = f" (chênh {amount(abs(gap), whole)} do làm tròn)" if gap else ""
    yield Finding(
        "told_twice",
        NOTE,
        f"«{whole.quote}» được kể lại ở đoạn sau thành {listing(parts)}{rounding}: không cộng "
        f"thêm lần nữa.",
        (index, *pair),
        gap,
        "Chỉ tính một lần khi cộng tổng.",
    )

"""Shares, growth and yearly averages (tỷ trọng, tăng giảm, bình quân), recomputed from the text."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..reading.figure import Figure
from .finding import AGREES, CONTRADICTION, NOTE, Finding, amount, compare_sum, value_of
from .verdict import Verdict, compare


def check_shares(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Each share against its part and the whole, then the shares of one whole against 100 %."""
    by_whole: dict[int, list[int]] = defaultdict(list)
    for index, figure in enumerate(figures):
        if figure.measure != "share" or figure.value is None or figure.parent is None:
            continue
        part = figures[figure.parent]
        if part.parent is None or not part.value or figure.filter("share_of"):
            continue
        by_whole[part.parent].append(index)
        yield from _one_share(figures, index, figure.parent, part.parent)
    for whole, shares in by_whole.items():
        yield from _all_shares(figures, whole, shares)


def _one_share(figures: Sequence[Figure], share: int, part: int, whole: int) -> Iterator[Finding]:
    claim, piece = figures[share], figures[part]
    best: Verdict | None = None
    for base in _bases(figures, whole):
        recomputed = Fraction(piece.value or 0) * 100 / base
        verdict = compare(claim, recomputed)
        if verdict.agrees:
            said = (
                f"«{claim.quote}» khớp: «{piece.quote}» trên "
                f"{amount(base, figures[whole])} là {amount(recomputed, claim)}."
            )
            yield Finding("share_agrees", AGREES, said, (share, part, whole), verdict.difference)
            return
        best = best or verdict
    if best is None:
        return
    base = _bases(figures, whole)[0]
    recomputed = Fraction(piece.value or 0) * 100 / base
    yield Finding(
        "share_differs",
        CONTRADICTION,
        f"«{claim.quote}» không khớp: «{piece.quote}» trên «{figures[whole].quote}» là "
        f"{amount(recomputed, claim)}.",
        (share, part, whole),
        best.difference,
        "Tính lại tỷ trọng hoặc kiểm tra số tổng.",
    )


def _bases(figures: Sequence[Figure], whole: int) -> list[Fraction]:
    """The whole as the sum of its parts when they agree with it, then as it is written."""
    parent = figures[whole]
    parts = [f for f in figures if f.parent == whole and f.unit == parent.unit and f.value]
    bases = [Fraction(parent.value or 0)]
    if len(parts) > 1 and compare_sum(parent, parts).agrees:
        bases.insert(0, sum((Fraction(part.value or 0) for part in parts), Fraction(0)))
    return [base for base in bases if base]


def _all_shares(figures: Sequence[Figure], whole: int, shares: list[int]) -> Iterator[Finding]:
    parts = [f for f in figures if f.parent == whole and f.unit == figures[whole].unit]
    if len(shares) < 2 or len(shares) != len(parts):
        return
    total = sum((Fraction(figures[index].value or 0) for index in shares), Fraction(0))
    gap = total - 100
    like = figures[shares[0]]
    if abs(gap) <= Fraction(len(shares), 10):
        said = f"Các tỷ trọng cộng lại {amount(total, like)}."
        yield Finding("shares_agree", AGREES, said, tuple(shares), gap)
        return
    yield Finding(
        "shares_differ", CONTRADICTION,
        f"Các tỷ trọng cộng lại {amount(total, like)}, không phải 100%.",
        tuple(shares), gap, "Kiểm tra từng tỷ trọng.",
    )  # fmt: skip


def check_growth(figures: Sequence[Figure]) -> Iterator[Finding]:
    """What a growth rate implies for the period before, when the present total is told."""
    for index, figure in enumerate(figures):
        if figure.measure != "growth" or figure.value is None or not figure.fund_source:
            continue
        now = next((i for i, other in enumerate(figures) if _is_base(figure, other)), None)
        if now is None:
            continue
        sign = -1 if figure.filter("direction") == "down" else 1
        factor = 1 + sign * Fraction(figure.value) / 100
        if factor <= 0:
            continue
        before = Fraction(figures[now].value or 0) / factor
        yield Finding(
            "growth_implies",
            NOTE,
            f"«{figure.quote}» và «{figures[now].quote}» cho biết kỳ trước khoảng "
            f"{amount(before, figures[now])}.",
            (index, now),
            before,
            "Đối chiếu với số đã công bố của kỳ trước.",
        )


def _is_base(growth: Figure, other: Figure) -> bool:
    same = growth.fund_source == other.fund_source and not other.content
    return (
        same and other.measure in ("support", "total") and other.unit == "VND" and bool(other.value)
    )


def check_averages(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A yearly average times the years of its period."""
    for index, figure in enumerate(figures):
        value, years = value_of(figure), figure.period.years
        if not figure.unit.endswith("/năm") or value is None or years < 2:
            continue
        total = value * years
        said = amount(total, figure).removesuffix("/năm")
        whole = next((i for i, other in enumerate(figures) if _is_total_of(figure, other)), None)
        if whole is None:
            yield Finding(
                "average_implies", NOTE,
                f"«{figure.quote}» bình quân mỗi năm, {years} năm ({figure.period.label}) là "
                f"khoảng {said}.",
                (index,), total, "Đối chiếu với tổng cả kỳ trong sổ.",
            )  # fmt: skip
            continue
        yield _against_total(figures, index, whole, total)


def _is_total_of(figure: Figure, other: Figure) -> bool:
    return (
        other is not figure
        and other.unit == figure.unit.removesuffix("/năm")
        and (other.measure, other.content, other.fund_source, other.period)
        == (figure.measure, figure.content, figure.fund_source, figure.period)
        and other.value is not None
        and bool(figure.content)
    )


def _against_total(figures: Sequence[Figure], index: int, whole: int, total: Fraction) -> Finding:
    figure, told = figures[index], figures[whole]
    gap = Fraction(told.value or 0) - total
    if abs(gap) <= total / 20:
        said = f"«{figure.quote}» mỗi năm khớp với «{told.quote}» cả kỳ."
        return Finding("average_agrees", AGREES, said, (index, whole), gap)
    return Finding(
        "average_differs",
        CONTRADICTION,
        f"«{figure.quote}» mỗi năm, {figure.period.years} năm là {amount(total, told)}, nhưng "
        f"cả kỳ nêu «{told.quote}».",
        (index, whole),
        gap,
        "Kiểm tra số bình quân hoặc số cả kỳ.",
    )

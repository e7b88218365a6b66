"""Findings (nhận xét số học): what the published figures of one text say about one another.

The arithmetic is that of `checking`, the same as for a text just read; curated figures only tell it
more: which figure is a part of which, which is told again, and what «all sources» means.  Added
here is what the meaning of the money says.  Nothing is repaired.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from khuyencong.lib.money import show_vnd
from khuyencong.lib.quantity import show_decimal

from .checking import finding as checked
from .checking.check import check
from .models import FigureKind, PublishedFigure
from .reading.figure import Figure

Figures = Sequence[PublishedFigure]


class Weight(Enum):
    """How much a finding asks of the reader; the value is what an officer reads."""

    DIFFERS = checked.SEVERITIES[checked.CONTRADICTION]
    GAP = checked.SEVERITIES[checked.UNCLEAR]
    NOTE = checked.SEVERITIES[checked.NOTE]
    HOLDS = checked.SEVERITIES[checked.AGREES]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: the figures it rests on, a Vietnamese sentence, and what would resolve it.

    ``difference`` is in the unit of the first figure (đồng, percent, counts), 0 where none is.
    """

    code: str
    weight: Weight
    figures: tuple[PublishedFigure, ...]
    message: str
    difference: Fraction = Fraction(0)
    resolve: str = ""


def find(figures: Figures) -> list[Finding]:
    """Return the findings of one text, the gravest first; *figures* are all figures of the text."""
    found = [_of_checked(one, figures) for one in check(claims_of(figures))]
    found += [one for finder in _FINDERS for one in finder(figures)]
    return sorted(found, key=lambda one: list(Weight).index(one.weight))


def claims_of(figures: Figures) -> list[Figure]:
    """Return curated figures in the plain form the checks take, with what binds them."""
    position = {figure.pk: index for index, figure in enumerate(figures)}
    return [_claim(figure, figures, position) for figure in figures]


def _of_checked(one: checked.Finding, figures: Figures) -> Finding:
    return Finding(
        code=one.code,
        weight=Weight(checked.SEVERITIES[one.severity]),
        figures=tuple(figures[index] for index in one.figures),
        message=one.message,
        difference=one.difference,
        resolve=one.resolve,
    )


def _claim(figure: PublishedFigure, figures: Figures, position: Mapping[int, int]) -> Figure:
    claim = figure.claim
    filters = list(claim.filters)
    whole = position.get(figure.part_of_id or 0)
    if whole is not None and _exceeds(figure, figures[whole]):
        filters.append(("claimed_part_of", str(whole)))
        whole = None
    if figure.measure == "share":
        whole = _part_of_share(figure, figures)
    if claim.unit == "năm" and claim.value is not None:
        filters.append(("span", "yes"))
    return replace(
        claim,
        parent=whole,
        filters=tuple(filters),
        content=min(figure.contents, default=""),
        fund_source=claim.fund_source or _ALL_SOURCES.get(figure.measure, ""),
    )


_ALL_SOURCES = {"support": "all", "schemes": "all"}


def _exceeds(part: PublishedFigure, whole: PublishedFigure) -> bool:
    return part.unit == whole.unit and _number(part) > _number(whole)


def _part_of_share(share: PublishedFigure, figures: Figures) -> int | None:
    """Return where the money stands that a share by source is the share of."""
    for index, figure in enumerate(figures):
        if figure.measure == "support" and share.source == figure.source and not figure.contents:
            return index
    return None


def _number(figure: PublishedFigure) -> Fraction:
    return Fraction(figure.value or 0)


def _meaning_of_total(figures: Figures) -> Iterator[Finding]:
    """Whether the «tổng kinh phí» of the text holds the establishments' own money."""
    support = whole_of(figures, "support")
    grand, own = whole_of(figures, "total"), whole_of(figures, "counterpart")
    if not support:
        return
    amount = sum(map(_number, support), Fraction(0))
    told = support[0].shown if len(support) == 1 else show_vnd(round(amount))
    if not grand or not own:
        message = (
            f"Kinh phí Nhà nước hỗ trợ {told} không gồm vốn đối ứng, văn bản cũng không công bố "
            "vốn đối ứng."
        )
        resolve = "So với nơi khác chỉ dùng phần Nhà nước hỗ trợ."
        yield Finding("counterpart_not_told", Weight.NOTE, tuple(support), message, resolve=resolve)
        return
    ratio = _number(own[0]) / amount
    yield Finding(
        "total_includes_counterpart",
        Weight.NOTE,
        (grand[0], own[0], *support),
        f"«Tổng kinh phí» {grand[0].shown} gồm cả vốn đối ứng {own[0].shown}; phần Nhà nước hỗ trợ "
        f"là {told}, mỗi đồng hỗ trợ đi với {show_decimal(ratio)} đồng đối ứng.",
        difference=_number(grand[0]) - amount,
        resolve="So với nơi khác chỉ dùng phần Nhà nước hỗ trợ.",
    )


def _money_not_by_content(figures: Figures) -> Iterator[Finding]:
    """Money told by source or in all, and never by content."""
    whole = whole_of(figures, "support")
    if whole and not any(one.contents for one in figures if one.measure == "support"):
        yield Finding(
            "not_by_content",
            Weight.GAP,
            tuple(whole),
            f"«{whole[0].surface}» không được phân theo nội dung nào.",
            difference=sum(map(_number, whole), Fraction(0)),
            resolve="Đối chiếu theo nội dung trong sổ.",
        )


def _claims_without_number(figures: Figures) -> Iterator[Finding]:
    """Claims that carry no number and must not be turned into one."""
    for one in figures:
        if one.kind == FigureKind.CLAIM and one.value is None and one.low is None:
            message = f"Nhận định «{one.surface}» không có con số để kiểm."
            yield Finding("no_number", Weight.NOTE, (one,), message)


_FINDERS = (_meaning_of_total, _money_not_by_content, _claims_without_number)


def whole_of(figures: Figures, measure: str) -> list[PublishedFigure]:
    """Return the result of all contents and sources, else those by source that it is the sum of.

    Empty where the text tells neither.
    """
    told = [
        figure
        for figure in figures
        if figure.kind == FigureKind.RESULT
        and figure.measure == measure
        and figure.is_unrefined
        and figure.value is not None
    ]
    return [figure for figure in told if not figure.source][:1] or told

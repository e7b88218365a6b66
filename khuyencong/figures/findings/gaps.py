"""What a text leaves out or puts beside the matter: unclassified money, no money, other periods."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.indicators.address import SOURCE_LABELS
from khuyencong.indicators.presentation import show
from khuyencong.lib.quantity import show_decimal

from ..checking.verdict import compare
from ..models import FigureKind, PublishedFigure
from .finding import (
    Figures,
    Finding,
    Weight,
    number,
    results,
    said,
    sentence,
    total,
    weight_of,
    whole_of,
    words,
)

MONEY = ("support", "total", "counterpart", "investment")


def unclassified(figures: Figures) -> Iterator[Finding]:
    """Money and đề án of a source that the text puts under no content."""
    for measure in ("schemes", "support"):
        sources = {one.source for one in results(figures, measure)} - {""}
        for source in ("", *sorted(sources)):
            whole = whole_of(figures, measure, source)
            parts = _by_content(figures, measure)
            if whole and any(part.amount_of(source) for part in parts):
                yield from _gap(whole, parts, source)


@dataclass(frozen=True, slots=True)
class _Part:
    """The figures of one set of contents."""

    contents: frozenset[str]
    figures: tuple[PublishedFigure, ...]

    def amount_of(self, source: str) -> Fraction:
        """Return what is told of a source; for all sources the whole, else the sum told."""
        own = self._told(source)
        return _whole_period(own[0]) if own else _sum(self.figures) if not source else Fraction(0)

    def unsplit(self, source: str) -> Fraction:
        """Return what is told of all sources without telling this one apart."""
        hidden = [] if not source or self._told(source) else self._told("")
        return _sum(hidden)

    def _told(self, source: str) -> list[PublishedFigure]:
        return [one for one in self.figures if one.source == source]


def _by_content(figures: Figures, measure: str) -> list[_Part]:
    """Return the figures by set of contents, those inside a larger set left out."""
    found: dict[frozenset[str], list[PublishedFigure]] = {}
    for one in results(figures, measure):
        if one.contents and not one.legal_form and not one.area:
            found.setdefault(frozenset(one.contents), []).append(one)
    return [
        _Part(contents, tuple(same))
        for contents, same in found.items()
        if not any(contents < other for other in found)
    ]


def _gap(whole: list[PublishedFigure], parts: list[_Part], source: str) -> Iterator[Finding]:
    everything = total(whole)
    told = sum((part.amount_of(source) for part in parts), Fraction(0))
    gap = everything - told
    if gap <= 0 or compare(whole[0].claim, told).agrees:
        return
    unsplit = sum((part.unsplit(source) for part in parts), Fraction(0))
    like = whole[0]
    where = SOURCE_LABELS[source] if source else "các nguồn nhà nước"
    hidden = (
        f" Có thể một phần nằm trong {words(unsplit, like)} của các nội dung không tách nguồn."
        if unsplit
        else ""
    )
    yield Finding(
        code="unclassified",
        weight=Weight.GAP,
        figures=(*whole, *(one for part in parts for one in part.figures)),
        amounts=(gap, everything),
        message=(
            f"{words(gap, like)} trong {said(whole)} ({where}) không được nêu nội dung.{hidden}"
        ),
    )


def _whole_period(figure: PublishedFigure) -> Fraction:
    """Return a value over the whole period: a yearly average times the years."""
    years = len(figure.period.years) if figure.per and figure.period else 1
    return number(figure) * years


def _sum(figures: list[PublishedFigure] | tuple[PublishedFigure, ...]) -> Fraction:
    return sum((_whole_period(figure) for figure in figures), Fraction(0))


def not_by_content(figures: Figures) -> Iterator[Finding]:
    """Money told by source or in all, and never by content."""
    whole = whole_of(figures, "support")
    if whole and not any(one.contents for one in results(figures, "support")):
        yield Finding(
            code="not_by_content",
            weight=Weight.GAP,
            figures=tuple(whole),
            amounts=(total(whole),),
            message=sentence(f"{said(whole)} không được phân theo nội dung nào."),
        )


def no_money(figures: Figures) -> Iterator[Finding]:
    """Results without any amount of money."""
    told = [one for one in figures if one.kind == FigureKind.RESULT]
    if told and not any(one.measure in MONEY for one in told):
        yield Finding(
            code="no_money",
            weight=Weight.GAP,
            figures=tuple(results(figures, "schemes")),
            amounts=(),
            message="Văn bản không nêu một khoản kinh phí nào.",
        )


def counterpart(figures: Figures) -> Iterator[Finding]:
    """Whether the «tổng kinh phí» of the text holds the establishments' own money."""
    support = whole_of(figures, "support")
    grand, own = whole_of(figures, "total"), whole_of(figures, "counterpart")
    if support and grand and own:
        yield _with_counterpart(total(support), grand[0], own[0])
    elif support:
        yield Finding(
            code="counterpart_not_told",
            weight=Weight.NOTE,
            figures=tuple(support),
            amounts=(total(support),),
            message=sentence(
                f"{said(support)} là kinh phí hỗ trợ của Nhà nước; văn bản "
                "không công bố vốn đối ứng, nên chỉ so được với phần hỗ trợ của nơi khác."
            ),
        )


def _with_counterpart(support: Fraction, grand: PublishedFigure, own: PublishedFigure) -> Finding:
    ratio = number(own) / support
    return Finding(
        code="total_includes_counterpart",
        weight=Weight.NOTE,
        figures=(grand, own),
        amounts=(number(grand), support, number(own)),
        message=(
            f"«Tổng kinh phí» {grand.shown} gồm cả vốn đối ứng {own.shown}; phần Nhà nước hỗ trợ "
            f"là {words(support, grand)}, mỗi đồng hỗ trợ đi với {show_decimal(ratio)} đồng đối "
            "ứng. So với nơi khác phải dùng phần hỗ trợ."
        ),
    )


def lengths_of_period(figures: Figures) -> Iterator[Finding]:
    """A number of years against the period itself."""
    for one in figures:
        period = one.period
        if one.unit != "năm" or one.value is None or period is None:
            continue
        years = len(period.years)
        verdict = compare(one.claim, years)
        yield Finding(
            code="period_length",
            weight=weight_of(verdict),
            figures=(one,),
            amounts=(number(one), Fraction(years)),
            message=(
                f"Văn bản nói {one.shown}; kỳ {period.label} tính cả hai đầu là "
                f"{show(years, 'năm')} ngân sách: {verdict.outcome.value}."
            ),
        )


def outside_the_period(figures: Figures) -> Iterator[Finding]:
    """Lines of the page that are no part of the article, such as links to other news."""
    lines = [one for one in figures if one.kind == FigureKind.FURNITURE]
    if lines:
        told = "; ".join(f"{one.surface} ({one.period_label})" for one in lines)
        yield Finding(
            code="outside_period",
            weight=Weight.NOTE,
            figures=tuple(lines),
            amounts=tuple(number(one) for one in lines),
            message=(
                f"{len(lines)} dòng liên kết ngoài bài, không thuộc kỳ "
                f"{lines[0].text.period_label} và không được tính: {told}."
            ),
        )


def without_number(figures: Figures) -> Iterator[Finding]:
    """Claims that carry no number and must not be turned into one."""
    for one in figures:
        if one.kind == FigureKind.CLAIM and one.value is None and one.low is None:
            yield Finding(
                code="no_number",
                weight=Weight.NOTE,
                figures=(one,),
                amounts=(),
                message=f"Nhận định «{one.surface}» không có con số để kiểm.",
            )


FINDERS = (
    unclassified,
    not_by_content,
    no_money,
    counterpart,
    lengths_of_period,
    outside_the_period,
    without_number,
)

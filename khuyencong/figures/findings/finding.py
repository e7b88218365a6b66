"""A finding, and the words and sums that all findings are made of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from khuyencong.indicators.address import SOURCE_LABELS
from khuyencong.indicators.presentation import show
from khuyencong.lib.contents import Content

from ..checking.verdict import Verdict
from ..models import FigureKind, PublishedFigure

Figures = Sequence[PublishedFigure]


class Weight(Enum):
    """How much a finding asks of the reader; the value is what an officer reads."""

    HOLDS = "khớp"
    DIFFERS = "lệch"
    GAP = "khoảng trống"
    NOTE = "lưu ý"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: the figures it rests on, its amounts, and a Vietnamese sentence.

    ``amounts`` are in the unit of the figures (đồng, percent, counts), the main one first.
    """

    code: str
    weight: Weight
    figures: tuple[PublishedFigure, ...]
    amounts: tuple[Fraction, ...]
    message: str


Finder = Callable[[Figures], Iterable[Finding]]


def weight_of(verdict: Verdict) -> Weight:
    return Weight.HOLDS if verdict.agrees else Weight.DIFFERS


def results(figures: Figures, *measures: str) -> list[PublishedFigure]:
    """Return the results of *measures* that carry a number and are not told a second time."""
    return [
        figure
        for figure in figures
        if figure.kind == FigureKind.RESULT
        and figure.measure in measures
        and figure.value is not None
        and figure.told_again_id is None
    ]


def number(figure: PublishedFigure) -> Fraction:
    """Return the value of a figure exactly; the figure must have one."""
    return Fraction(figure.value or 0)


def total(figures: Iterable[PublishedFigure]) -> Fraction:
    return sum((number(figure) for figure in figures), Fraction(0))


def words(amount: Fraction, like: PublishedFigure) -> str:
    """Return an amount in the unit of a figure."""
    return show(amount, like.unit)


def added(figures: Iterable[PublishedFigure]) -> str:
    """Return the figures as a sum: «10 đề án + 99 đề án»."""
    return " + ".join(words(number(figure), figure) for figure in figures)


def said(figures: Figures) -> str:
    """Return one figure in its own words, or the total of several."""
    return figures[0].shown if len(figures) == 1 else words(total(figures), figures[0])


def sentence(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def about(figure: PublishedFigure) -> str:
    """Return what a figure is about within its text: «máy móc…, nguồn quốc gia»."""
    parts = [Content(content).label for content in sorted(figure.contents)]
    if figure.source:
        parts.append(SOURCE_LABELS[figure.source])
    return ", ".join(parts)


def is_whole_of_source(figure: PublishedFigure) -> bool:
    """Whether a figure is about all contents and has no refinement but its source."""
    refined = (figure.legal_form, figure.area, figure.item, figure.certified_at, figure.per)
    return not figure.contents and not any(refined)


def whole_of(figures: Figures, measure: str, source: str = "") -> list[PublishedFigure]:
    """Return the figure of all contents for a source; for all sources, else those it is the sum of.

    Empty where the text tells neither.
    """
    candidates = [one for one in results(figures, measure) if is_whole_of_source(one)]
    told = [one for one in candidates if one.source == source]
    if told or source:
        return told[:1]
    return candidates if len(candidates) > 1 else []

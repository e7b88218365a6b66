"""Reads of texts and published figures: at a place, at an address, side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from khuyencong.indicators.address import Address
from khuyencong.lib.money import show_vnd
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within

from .findings import whole_of
from .models import FigureKind, PublishedFigure, PublishedFigureQuerySet, SourceText

UNPUBLISHED = "không công bố"


def texts_of(place: Unit | None = None) -> list[SourceText]:
    """Return the texts about *place* and all that passed into it whole; all texts for ``None``."""
    texts = SourceText.objects.select_related("place")
    if place is not None:
        texts = texts.filter(place__in=units_within(place))
    return list(texts)


def figures_of(texts: Sequence[SourceText]) -> list[PublishedFigure]:
    """Return the figures of *texts*, text by text, in the order they are told."""
    return list(published_figures().filter(text__in=texts)) if texts else []


def period_of(figure: PublishedFigure) -> Period:
    """Return the period of a figure, or of its text where it tells none."""
    return figure.period or figure.text.period


def claims_at(address: Address) -> list[PublishedFigure]:
    """Return the results, plans and targets published at exactly this address.

    What the records say differently (``nature``, ``records``) is no part of a claim.
    """
    found = published_figures().published().filter(at(address))
    return [figure for figure in found if figure.address.kind == address.kind]


def claims_at_all(addresses: Iterable[Address]) -> dict[Address, list[PublishedFigure]]:
    """Return the same for many addresses with one query; addresses without a claim are left out."""
    asked = list(dict.fromkeys(addresses))
    if not asked:
        return {}
    found = list(published_figures().published().filter(reduce(or_, map(at, asked))))
    claims = {address: [one for one in found if is_at(address, one)] for address in asked}
    return {address: told for address, told in claims.items() if told}


def at(address: Address) -> Q:
    """Return the filter of what is published at *address*, but for the kind of result."""
    period = address.period
    return Q(
        measure=address.measure,
        contents=sorted(address.contents),
        source=address.source,
        **_at_place(address.place),
        start_date=period.start if period else None,
        end_date=period.end if period else None,
        legal_form=address.legal_form,
        area=address.area,
        certified_at=address.certified_at,
        per=address.per,
    )


def is_at(address: Address, figure: PublishedFigure) -> bool:
    """Return whether *figure* claims something at exactly this address."""
    told = figure.address
    within = units_within(address.place) if address.place else frozenset[int]()
    same_place = told.place is address.place or (told.place is not None and told.place.pk in within)
    same_days = _days(told.period) == _days(address.period)
    left = {"place": None, "period": None, "item": "", "nature": "", "records": ""}
    return (
        same_place
        and same_days
        and told.kind == address.kind
        and told.narrowed(**left) == address.narrowed(**left, boundaries="")
    )


def _days(period: Period | None) -> tuple[date, date] | None:
    return (period.start, period.end) if period else None


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """One published programme: its text, and its figures by kind in the order of the text."""

    text: SourceText
    results: tuple[PublishedFigure, ...]
    plans: tuple[PublishedFigure, ...]
    targets: tuple[PublishedFigure, ...]
    claims: tuple[PublishedFigure, ...]

    @property
    def headline(self) -> tuple[PublishedFigure, ...]:
        """The figures of the whole programme: no content, no source, no refinement."""
        return tuple(
            figure
            for figure in self.results
            if figure.is_unrefined and not figure.source and _is_of_text_period(figure)
        )


def programme_pages(place: Unit | None = None) -> list[ProgrammePage]:
    """Return the published programmes of *place*, or all of them, with two queries."""
    return pages_of(texts_of(place))


def pages_of(texts: Sequence[SourceText]) -> list[ProgrammePage]:
    """Return texts with their figures by kind, with one query."""
    figures = figures_of(texts)
    return [_page(text, [one for one in figures if one.text_id == text.pk]) for text in texts]


@dataclass(frozen=True, slots=True)
class Published:
    """One cell of a comparison: an amount with where it comes from, or nothing published.

    ``figures`` are the claims it rests on: one that says it, or the parts it is the sum of.
    """

    value_vnd: int | None
    figures: tuple[PublishedFigure, ...] = ()

    @property
    def is_summed(self) -> bool:
        return len(self.figures) > 1

    @property
    def shown(self) -> str:
        """The claim in its own words, the sum of several, or «không công bố»."""
        if self.value_vnd is None:
            return UNPUBLISHED
        if self.is_summed:
            return f"{show_vnd(self.value_vnd)} (cộng {len(self.figures)} nguồn)"
        return self.figures[0].shown


@dataclass(frozen=True, slots=True)
class Compared:
    """A programme in the comparison: state support, counterpart and total never stand in for one
    another, so like is compared with like; ``schemes`` and ``support_a_year_vnd`` put programmes
    of unequal length side by side.
    """

    text: SourceText
    years: int
    schemes: int | None
    support: Published
    counterpart: Published
    total: Published

    @property
    def place(self) -> str:
        return self.text.place_words

    @property
    def support_a_year_vnd(self) -> int | None:
        """Support divided by the years of the period, half years counted as halves."""
        if self.support.value_vnd is None:
            return None
        return round(self.support.value_vnd * 12 / months(self.text.period))


def comparison(texts: Iterable[SourceText] | None = None) -> list[Compared]:
    """Return what programmes publish of support, counterpart and total, side by side.

    All of them, or those of *texts*.  Nothing is computed from records, and what a text does not
    publish stays «không công bố».
    """
    asked = texts_of() if texts is None else list(texts)
    return [_compared(page) for page in pages_of(asked)]


def months(period: Period) -> int:
    """Return how many calendar months *period* touches."""
    years = period.end.year - period.start.year
    return years * 12 + period.end.month - period.start.month + 1


def _at_place(place: Unit | None) -> dict[str, Any]:
    """A place, with what passed into it whole; a unit of then has only itself."""
    return {"place__in": units_within(place)} if place else {"place": None}


def published_figures() -> PublishedFigureQuerySet:
    """Return every figure with its text and place, text by text."""
    found = PublishedFigure.objects.select_related("text__place", "place")
    return found.order_by("text__code", "number")


def _page(text: SourceText, figures: Sequence[PublishedFigure]) -> ProgrammePage:
    def of_kind(*kinds: FigureKind) -> tuple[PublishedFigure, ...]:
        return tuple(figure for figure in figures if figure.kind in kinds)

    return ProgrammePage(
        text=text,
        results=of_kind(FigureKind.RESULT),
        plans=of_kind(FigureKind.PLAN),
        targets=of_kind(FigureKind.TARGET),
        claims=of_kind(FigureKind.CLAIM),
    )


def _compared(page: ProgrammePage) -> Compared:
    schemes = [figure for figure in page.headline if figure.measure == "schemes"]
    return Compared(
        text=page.text,
        years=len(page.text.period.years),
        schemes=int(schemes[0].value) if schemes and schemes[0].value is not None else None,
        support=_published(page, "support"),
        counterpart=_published(page, "counterpart"),
        total=_published(page, "total"),
    )


def _published(page: ProgrammePage, measure: str) -> Published:
    figures = whole_of([one for one in page.results if _is_of_text_period(one)], measure)
    return Published(
        value_vnd=sum(int(one.value or 0) for one in figures) if figures else None,
        figures=tuple(figures),
    )


def _is_of_text_period(figure: PublishedFigure) -> bool:
    return figure.period is not None and figure.text.period.contains(figure.period)

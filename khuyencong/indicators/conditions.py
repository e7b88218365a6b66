"""What rows an address asks for, and which more it might: «không rõ» is never silently left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from khuyencong.funding.models import Stage
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within
from khuyencong.schemes.lifecycle import CARRIED_OUT, State
from khuyencong.schemes.models import Result, Scheme

from .address import SOURCES, Address
from .dimensions import NOTHING, dimension
from .measures import MEASURES, Measure, Rows


@dataclass(frozen=True, slots=True)
class Conditions:
    """The rows that are meant, and the rows that may be meant but are «không rõ»."""

    known: Q
    unknown: Q


def conditions(address: Address) -> Conditions:
    """Return which rows *address* asks for; its ``records`` must have been decided."""
    measure = MEASURES[address.measure]
    certain = (
        measure.where
        & dimension(measure, "illustrative").among([address.records == "illustrative"])
        & _place(measure, address.place)
        & _nature(measure, address)
    )
    known, possible = certain, certain
    doubtful = [*_period(measure, address.period), *_chosen(measure, address)]
    for sure, unsure in doubtful:
        known &= sure
        possible &= sure | unsure
    unknown = possible & ~known if doubtful else NOTHING
    if measure.rows is Rows.RESULTS:
        unknown |= known & Q(quantity__isnull=True)
    return Conditions(known, unknown)


NO_MONEY = Q(stage=Stage.OPEN, entries__isnull=True) & ~Q(
    line__scheme__state__in=[state for state in State if state not in CARRIED_OUT]
)
"""Accounts that no entry tells the amount of: their money is «không rõ», and so is its source.

Lines of a scheme that has not been given money, or will not be, are nothing that is not known.
"""


Ids = QuerySet[Any, Any]
"""Ids as a subquery, so that they cost no query of their own."""

_SCHEME = {
    Rows.MONEY: "account__line__scheme",
    Rows.SCHEMES: "pk",
    Rows.BENEFICIARIES: "scheme",
    Rows.RESULTS: "scheme",
}


def leaving_out(rows: Rows, schemes: Ids | None) -> Q:
    """Return a filter that keeps the rows that are not of *schemes*; ``None`` keeps all."""
    return Q() if schemes is None else ~Q(**{f"{_SCHEME[rows]}__in": schemes})


def without_money(address: Address) -> Q:
    """Return which of the accounts without an entry *address* may ask for."""
    may = Q(is_illustrative=address.records == "illustrative")
    if address.place:
        may &= Q(province__in=units_within(address.place))
    if (period := address.period) and period.is_whole_years:
        may &= Q(year__range=(period.years[0], period.years[-1]))
    elif period:
        touched = Q(dated_on__isnull=True, year__range=(period.years[0], period.years[-1]))
        may &= Q(dated_on__range=(period.start, period.end)) | touched
    if address.contents:
        may &= Q(content__in=(*address.contents, ""))
    if address.legal_form:
        may &= Q(line__beneficiary__establishment__legal_form=address.legal_form)
    if address.area:
        area = "line__beneficiary__in_disadvantaged_area"
        is_unsaid = Q(line__beneficiary__isnull=False, **{f"{area}__isnull": True})
        may &= Q(**{area: address.area == "disadvantaged"}) | is_unsaid
    return may


def envelope(addresses: Sequence[Address]) -> Q:
    """Return a filter that keeps every row any of *addresses* (of one table) may ask for."""
    measure = MEASURES[addresses[0].measure]
    basis = {address.records == "illustrative" for address in addresses}
    keep = dimension(measure, "illustrative").among(basis)
    places = [address.place for address in addresses if address.place]
    if len(places) == len(addresses):
        provinces = frozenset[int]().union(*(units_within(place) for place in set(places)))
        keep &= dimension(measure, "place").among(provinces)
    periods = [address.period for address in addresses if address.period]
    if len(periods) == len(addresses):
        years = [year for period in periods for year in (period.years[0], period.years[-1])]
        year = dimension(measure, "year")
        keep &= Q(**{f"{year.path}__range": (min(years), max(years))}) | year.not_known()
    return keep


def records_of(addresses: Iterable[Address]) -> dict[Address, str]:
    """Return for each address whether it is answered from real or from illustrative records.

    A place that has real schemes or results is answered from them alone.
    """
    decided: dict[Unit | None, str] = {}
    answer = {}
    for address in addresses:
        if not address.records and address.place not in decided:
            decided[address.place] = "real" if has_real_records(address.place) else "illustrative"
        answer[address] = address.records or decided[address.place]
    return answer


def has_real_records(place: Unit | None) -> bool:
    """Return whether any scheme or result of *place* is real, with one query."""
    real = Q(is_illustrative=False)
    if place:
        real &= Q(province__in=units_within(place))
    schemes = Scheme.objects.filter(real).order_by().values("pk")[:1]
    return schemes.union(Result.objects.filter(real).order_by().values("pk")[:1]).exists()


def _place(measure: Measure, place: Unit | None) -> Q:
    return dimension(measure, "place").among(units_within(place)) if place else Q()


def _nature(measure: Measure, address: Address) -> Q:
    if address.nature:
        return dimension(measure, "nature").among([address.nature])
    if measure.natures:
        return Q(nature__in=measure.natures)
    return Q(nature=F("account__stage")) if measure.rows is Rows.MONEY else Q()


def _period(measure: Measure, period: Period | None) -> list[tuple[Q, Q]]:
    if period is None:
        return []
    year, day = dimension(measure, "year"), dimension(measure, "day")
    touched = Q(**{f"{year.path}__range": (period.years[0], period.years[-1])})
    if period.is_whole_years:
        return [(touched, year.not_known())]
    within = Q(**{f"{day.path}__range": (period.start, period.end)})
    return [(within, touched & day.not_known() | year.not_known())]


def _chosen(measure: Measure, address: Address) -> list[tuple[Q, Q]]:
    """Return for every refinement of the address the rows that have it and those that may."""
    wanted: dict[str, Sequence[object]] = {
        "content": address.contents,
        "source": SOURCES[address.source],
        "legal_form": (address.legal_form,) if address.legal_form else (),
        "area": (address.area == "disadvantaged",) if address.area else (),
        "item": (address.item,) if address.item else (),
        "certified_at": (address.certified_at,) if address.certified_at else (),
    }
    found = [(dimension(measure, name), values) for name, values in wanted.items() if values]
    return [(kept.among(values), kept.not_known()) for kept, values in found]

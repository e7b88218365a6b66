"""Reading a place in the boundaries of then or of now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Case, Q, When

from khuyencong.places.models import DisadvantagedArea, Succession, Unit


def unit_today(unit: Unit) -> Unit:
    """The standing unit that took ``unit`` in whole; itself where it stands or was divided."""
    while not unit.is_current:
        into = unit.successions.filter(is_whole=True).select_related("successor__parent").first()
        if into is None:
            return unit
        unit = into.successor
    return unit


def units_within(unit: Unit) -> frozenset[int]:
    """Keys of the units whose records belong to ``unit`` read in its own boundaries.

    The unit itself and all that passed into it whole, however long ago; of the same level as the
    unit, but for a special zone that was a district. Kept per process: restart, or call
    ``load_places`` in the process, after a change of the list.
    """
    return units_within_ids(unit.pk)


@lru_cache(maxsize=8192)
def units_within_ids(pk: int) -> frozenset[int]:
    """``units_within`` by key."""
    found = frozenset({pk})
    newest = found
    while newest:
        edges = Succession.objects.filter(successor__in=newest, is_whole=True)
        newest = frozenset(edges.values_list("predecessor", flat=True)) - found
        found |= newest
    return found


@lru_cache(maxsize=1)
def provinces_today() -> Mapping[int, int]:
    """Key of every province there ever was → key of the standing one that took it in whole."""
    provinces = Unit.objects.provinces()
    edges = Succession.objects.filter(predecessor__in=provinces, is_whole=True)
    into = dict(edges.values_list("predecessor", "successor"))

    def today(pk: int) -> int:
        return today(into[pk]) if pk in into else pk

    return {pk: today(pk) for pk in provinces.values_list("pk", flat=True)}


@dataclass(frozen=True, slots=True)
class OldBoundaries:
    """An ended unit in terms of today's communes: keys of those inside it and those astride."""

    communes: frozenset[int]
    unknown: frozenset[int]


def communes_of_old(unit: Unit) -> OldBoundaries:
    """Today's communes that lie in an ended unit, and those of which only a part may.

    A commune of today is inside when all it was made of was inside; records of the others cannot
    be said to belong to the old unit, and are to be counted as unknown.
    """
    inside = {unit.pk, *Unit.objects.inside(unit).values_list("pk", flat=True)}
    astride: set[int] = set()
    while reached := successors_of(inside | astride) - inside - astride:
        made_of: dict[int, set[int]] = {}
        edges = Succession.objects.filter(successor__in=reached)
        for predecessor, successor in edges.values_list("predecessor", "successor"):
            made_of.setdefault(successor, set()).add(predecessor)
        whole = {pk for pk, parts in made_of.items() if parts <= inside}
        inside |= whole
        astride |= reached - whole
    current = Unit.objects.communes().current()
    return OldBoundaries(
        communes=frozenset(current.filter(pk__in=inside).values_list("pk", flat=True)),
        unknown=frozenset(current.filter(pk__in=astride).values_list("pk", flat=True)),
    )


def is_disadvantaged(unit: Unit, *, on: date, illustrative: bool = False) -> bool:
    """Whether the unit, or one above it, was on a list of disadvantaged areas that day."""
    return unit.pk in (disadvantaged_among([unit], on=on, illustrative=illustrative) or ())


def disadvantaged_among(
    units: Iterable[Unit], *, on: date, illustrative: bool = False
) -> set[int] | None:
    """Keys of those units that were on a list that day, or lie in one that was; one query.

    ``None``: no list of that day has been entered.
    """
    above = {unit.pk: {unit.pk, unit.parent_id, unit.province_id} - {None} for unit in units}
    listed = DisadvantagedArea.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        valid_from__lte=on,
        is_illustrative=illustrative,
    )
    # Each of these units that is on a list, and one empty row for all the others on it.
    asked = Case(When(unit__in=set().union(*above.values()), then="unit"))
    found = set(listed.values_list(asked, flat=True).distinct())
    return {pk for pk, keys in above.items() if keys & found} if found else None


def successors_of(keys: set[int]) -> set[int]:
    """Keys of the units that these passed into, in whole or in part."""
    edges = Succession.objects.filter(predecessor__in=keys)
    return set(edges.values_list("successor", flat=True))


def origins_of(keys: set[int]) -> set[int]:
    """Keys of the units that these came from, in whole or in part."""
    edges = Succession.objects.filter(successor__in=keys)
    return set(edges.values_list("predecessor", flat=True))

"""Looking places up and reading one in the boundaries of then or of now.

Two rules that every caller may rely on:

* a plain name with a day (``on=``, the last day of a period) means the unit of that name on that
  day, or else the one nearest in time: «Gia Lai» for 2012–2022 is the old province, without Bình
  Định; with no day it is the newest unit of that name («Hải Dương» is then the old province);
* «now» (``boundaries="now"``, or «(ranh giới hiện nay)» after the name) means the unit that holds
  the place today: «Gia Lai» with Bình Định, and Hải Phòng for «Hải Dương».
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Literal

from django.db.models import Case, F, Q, Value, When

from khuyencong.lib.vietnamese import fold, nfc, same_spelling

from .models import DisadvantagedArea, Kind, Level, Succession, Unit, UnitQuerySet, valid_on

Boundaries = Literal["then", "now"]

_CARTOGRAM = Path(__file__).parent / "data" / "cartogram.csv"
_LEVEL_ORDER = {Level.PROVINCE: 0, Level.DISTRICT: 1, Level.COMMUNE: 2}
_NOW = re.compile(r"\(\s*ranh giới hiện nay\s*\)\s*$", re.IGNORECASE)
_CITIES = (Kind.CENTRAL_CITY, Kind.MUNICIPAL_CITY)
# The words a name may begin with, as keys, longest first; with what they may mean.
_KIND_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("thanh pho", "thanh pho", _CITIES),
    ("thi tran", "thi tran", (Kind.TOWNSHIP,)),
    ("dac khu", "dac khu", (Kind.SPECIAL_ZONE,)),
    ("phuong", "phuong", (Kind.WARD,)),
    ("thi xa", "thi xa", (Kind.TOWN,)),
    ("huyen", "huyen", (Kind.RURAL_DISTRICT,)),
    ("tinh", "tinh", (Kind.PROVINCE, Kind.CENTRAL_CITY)),
    ("quan", "quan", (Kind.URBAN_DISTRICT,)),
    ("xa", "xa", (Kind.RURAL_COMMUNE,)),
    ("tp", "thanh pho", _CITIES),
    ("tx", "thi xa", (Kind.TOWN,)),
    ("tt", "thi tran", (Kind.TOWNSHIP,)),
    ("q", "quan", (Kind.URBAN_DISTRICT,)),
    ("h", "huyen", (Kind.RURAL_DISTRICT,)),
    ("p", "phuong", (Kind.WARD,)),
    ("x", "xa", (Kind.RURAL_COMMUNE,)),
)


class UnknownPlace(ValueError):
    """No unit has this name; ``nearest`` holds the known names that look most like it."""

    def __init__(self, text: str, nearest: Iterable[str]) -> None:
        self.text, self.nearest = text, tuple(nearest)
        hint = f" Gần nhất: {', '.join(self.nearest)}." if self.nearest else ""
        super().__init__(f"Không có địa danh «{text}».{hint}")


class AmbiguousPlace(ValueError):
    """Several units have this name; ``units`` holds them in alphabetical order."""

    def __init__(self, text: str, units: Iterable[Unit]) -> None:
        self.text, self.units = text, tuple(units)
        names = "; ".join(address_of(unit) for unit in self.units[:5])
        more = f" và {len(self.units) - 5} nơi khác" if len(self.units) > 5 else ""
        super().__init__(
            f"«{text}» là tên của {len(self.units)} nơi: {names}{more}. Hãy ghi thêm tên cấp trên."
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a typed name: its key and, where a word says so, the kinds it may be."""

    key: str
    kinds: tuple[str, ...] = ()

    def fits(self, unit: Unit) -> bool:
        return not self.kinds or unit.kind in self.kinds


def address_of(unit: Unit) -> str:
    """«Xã Bố Hạ, Huyện Yên Thế, Tỉnh Bắc Giang»: the unit and those above it."""
    above = [unit.parent] if unit.parent_id else []
    if unit.province_id and unit.province_id != unit.parent_id:
        above.append(unit.province)
    return ", ".join([unit.full_name, *(str(other) for other in above)])


def find_units(
    text: str, *, level: Level | None = None, on: date | None = None, limit: int = 20
) -> list[Unit]:
    """Units that ``text`` may mean, the likeliest first; empty where nothing looks like it.

    Any spelling: with or without marks, hoà/hòa, «TP.», «tỉnh», a documented abbreviation, an old
    or a new name, and «tên xã, tên tỉnh» to narrow down. With ``on`` only units of that day,
    reached from an older or newer name through the mergers where need be.
    """
    name, within = _split(text)
    readings = _readings(name)
    if not readings:
        return []
    units = _scope(level, within)
    exact = _exact(units, readings)
    found = exact if on is None else [*_on_day(exact, on), *_followed(_spelled(name, exact), on)]
    ranked = sorted(found, key=lambda unit: _rank(unit, name, readings))
    if len(ranked) < limit:
        ranked += _partial(units if on is None else units.valid_on(on), readings, limit)
    return list(dict.fromkeys(ranked))[:limit]


def resolve_province(text: str, on: date | None = None, *, boundaries: Boundaries = "then") -> Unit:
    """The province that ``text`` names; the rules of time are those of this module.

    Raises ``UnknownPlace`` or ``AmbiguousPlace``, whose messages are Vietnamese sentences.
    """
    return resolve_place(text, on=on, boundaries=boundaries, level=Level.PROVINCE)


def resolve_place(
    text: str,
    *,
    on: date | None = None,
    boundaries: Boundaries = "then",
    level: Level | None = None,
) -> Unit:
    """The one unit that ``text`` names; the rules of time are those of this module.

    A bare name means the highest unit of that name: «Hải Dương» is the province, «TP Hải Dương»
    the city in it, «xã Tân Hòa, Gia Lai» a commune. Raises ``UnknownPlace``, ``AmbiguousPlace``.
    """
    plain = _NOW.sub("", nfc(text)).strip()
    is_now = boundaries == "now" or plain != nfc(text)
    name, within = _split(plain)
    readings = _readings(name)
    candidates = _spelled(name, _exact(_scope(level, within), readings))
    if not candidates:
        raise UnknownPlace(plain, _nearest(name, level))
    says_kind = not any(unit.fold == readings[0].key for unit in candidates)
    # «TP Bắc Ninh» of 2018 is the city in the province; «Bắc Ninh» of any year is the province.
    sieves = (_nearest_in_time, _highest) if says_kind else (_highest, _nearest_in_time)
    for sieve in sieves:
        candidates = sieve(candidates, on)
    if len(candidates) > 1:
        raise AmbiguousPlace(plain, sorted(candidates, key=lambda unit: bytes(unit.sort_key)))
    return unit_today(candidates[0]) if is_now else candidates[0]


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
    while reached := _successors(inside | astride) - inside - astride:
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
    above = [pk for pk in (unit.pk, unit.parent_id, unit.province_id) if pk is not None]
    listed = DisadvantagedArea.objects.filter(unit__in=above, is_illustrative=illustrative)
    return listed.filter(valid_on(on)).exists()


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the map of 34 provinces; ``archipelago`` names the one it stands for."""

    row: int
    column: int
    label: str
    province: Unit
    archipelago: str


def cartogram() -> tuple[Tile, ...]:
    """The tiles of today's provinces and of the two archipelagos, from north to south."""
    with _CARTOGRAM.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    provinces = {unit.name: unit for unit in Unit.objects.provinces().current()}
    return tuple(
        Tile(
            row=int(row["row"]),
            column=int(row["column"]),
            label=row["label"],
            province=provinces[row["province"]],
            archipelago=row["archipelago"],
        )
        for row in rows
    )


def _split(text: str) -> tuple[str, list[str]]:
    """The name before the first comma, and the keys of the names above it."""
    name, *above = text.split(",")
    return name, [readings[-1].key for part in above if (readings := _readings(part))]


def _readings(name: str) -> list[Reading]:
    """The name as it stands, then without the word of its kind: «tp hue» → «tp hue», «hue»."""
    key = fold(name)
    if not key:
        return []
    readings = [Reading(key)]
    for word, whole_word, kinds in _KIND_WORDS:
        if key.startswith(f"{word} "):
            rest = key.removeprefix(f"{word} ")
            readings += [Reading(f"{whole_word} {rest}", kinds), Reading(rest, kinds)]
            break
    return readings


def _scope(level: Level | None, within: Iterable[str]) -> UnitQuerySet:
    units = Unit.objects.select_related("parent", "province")
    if level is not None:
        units = units.filter(level=level)
    for key in within:
        units = units.filter(
            Q(parent__fold=key)
            | Q(province__fold=key)
            | Q(parent__aliases__contains=[key])
            | Q(province__aliases__contains=[key])
        )
    return units


def _exact(units: UnitQuerySet, readings: list[Reading]) -> list[Unit]:
    keys = [reading.key for reading in readings]
    named = Q(fold__in=keys) | Q(level=Level.PROVINCE, aliases__overlap=keys)
    return [
        unit
        for unit in units.filter(named)
        if any(reading.fits(unit) for reading in readings if _is_called(unit, reading.key))
    ]


def _is_called(unit: Unit, key: str) -> bool:
    return unit.fold == key or key in unit.aliases


def _spelled(name: str, units: list[Unit]) -> list[Unit]:
    """Those spelled with the very marks that were typed, where there are any."""
    spelled = [unit for unit in units if _is_spelled(unit, name)]
    return units if name.isascii() or not spelled else spelled


def _is_spelled(unit: Unit, name: str) -> bool:
    ending = nfc(name)[-len(unit.name) :]
    return same_spelling(ending, unit.name)


def _highest(units: list[Unit], on: date | None) -> list[Unit]:
    top = min(_LEVEL_ORDER[Level(unit.level)] for unit in units)
    return [unit for unit in units if _LEVEL_ORDER[Level(unit.level)] == top]


def _nearest_in_time(units: list[Unit], on: date | None) -> list[Unit]:
    """Those of the day, or of the days nearest to it; with no day, the newest."""
    gaps = [_days_away(unit, on or date.max) for unit in units]
    return [unit for unit, gap in zip(units, gaps, strict=True) if gap == min(gaps)]


def _days_away(unit: Unit, on: date) -> int:
    if unit.was_valid_on(on):
        return 0
    if unit.valid_to is not None and unit.valid_to < on:
        return (on - unit.valid_to).days
    return ((unit.valid_from or on) - on).days


def _nearest(name: str, level: Level | None) -> list[str]:
    """Up to three known names that look like ``name``, of provinces first."""
    key = _readings(name)[-1].key if _readings(name) else ""
    for units in (Unit.objects.provinces(), Unit.objects.exclude(level=Level.PROVINCE)):
        names = dict(units.in_name_order().values_list("fold", "name"))
        near = get_close_matches(key, names, n=3, cutoff=0.6)
        if near or level == Level.PROVINCE:
            return [names[match] for match in near]
    return []


def _rank(unit: Unit, name: str, readings: list[Reading]) -> tuple[bool, bool, int, bool, bytes]:
    return (
        not _is_spelled(unit, name),
        not any(unit.fold == reading.key for reading in readings),
        _LEVEL_ORDER[Level(unit.level)],
        not unit.is_current,
        bytes(unit.sort_key),
    )


def _on_day(units: list[Unit], on: date) -> list[Unit]:
    return [unit for unit in units if unit.was_valid_on(on)]


def _followed(units: list[Unit], on: date) -> list[Unit]:
    """The units of the day ``on`` that those of other days passed into or came from."""
    later = {unit.pk for unit in units if unit.valid_to is not None and unit.valid_to < on}
    earlier = {unit.pk for unit in units if unit.valid_from is not None and unit.valid_from > on}
    reached: set[int] = set()
    for step, newest in ((_successors, later), (_origins, earlier)):
        while newest := step(newest) - reached:
            reached |= newest
    return list(
        Unit.objects.select_related("parent", "province").filter(pk__in=reached).valid_on(on)
    )


def _successors(keys: set[int]) -> set[int]:
    edges = Succession.objects.filter(predecessor__in=keys)
    return set(edges.values_list("successor", flat=True))


def _origins(keys: set[int]) -> set[int]:
    edges = Succession.objects.filter(successor__in=keys)
    return set(edges.values_list("predecessor", flat=True))


def _partial(units: UnitQuerySet, readings: list[Reading], limit: int) -> list[Unit]:
    """Units with a word that begins as the name does: provinces first, then by alphabet."""
    begins = Q()
    for reading in readings:
        word = Q(fold__startswith=reading.key) | Q(fold__contains=f" {reading.key}")
        begins |= word & (Q(kind__in=reading.kinds) if reading.kinds else Q())
    by_level = Case(
        *(When(level=level, then=Value(order)) for level, order in _LEVEL_ORDER.items())
    )
    ordered = units.filter(begins).order_by(
        by_level, F("valid_to").desc(nulls_first=True), "sort_key", "pk"
    )
    return list(ordered[:limit])

"""Looking a place up by any spelling of its name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Literal

from django.db.models import Case, F, Q, Value, When

from khuyencong.lib.vietnamese import fold, nfc, quoted, same_spelling
from khuyencong.places.models import Kind, Level, Unit, UnitQuerySet

from .boundaries import origins_of, successors_of, unit_today

Boundaries = Literal["then", "now"]

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
        super().__init__(f"Không có địa danh {quoted(text)}.{hint}")


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
    """The province that ``text`` names; for the rules of time see the package.

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
    """The one unit that ``text`` names; for the rules of time see the package.

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
    for step, newest in ((successors_of, later), (origins_of, earlier)):
        while newest := step(newest) - reached:
            reached |= newest
    return list(
        Unit.objects.select_related("parent", "province").filter(pk__in=reached).valid_on(on)
    )


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

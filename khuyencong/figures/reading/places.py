"""Places named in a text (địa bàn), against a gazetteer that comes in as an argument.

A gazetteer is any iterable of `PlaceName`; the built-in one holds the 63 provinces before and the
34 after 1 July 2025. A name is matched whole, longest first, only where it is capitalised.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from .figure import TextPlace
from .normal import Text, flatten

_NAME = re.compile(r"[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝ][\w]*(?:[ -]+[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝ][\w]*){0,4}")
_KIND = re.compile(r"(tỉnh|thành phố|tp\.?|huyện|thị xã|quận|thị trấn|xã|phường|đặc khu)\s+$")
_LEVELS = {
    "tỉnh": "province", "thành phố": "", "tp": "", "tp.": "", "huyện": "district",
    "thị xã": "district", "quận": "district", "thị trấn": "commune", "xã": "commune",
    "phường": "commune", "đặc khu": "commune",
}  # fmt: skip
_VENUE = re.compile(
    r"(?:(?:tổ chức|diễn ra|hội chợ|triển lãm|thăm quan|tham quan|khảo sát)[^.;\d]{0,30} "
    r"(?:tại|ở|đến)|sang|giữa)\s+(?:tỉnh |thành phố |huyện |các tỉnh )?$"
)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One administrative unit (đơn vị hành chính): name, kind, level and code."""

    name: str
    kind: str
    level: str
    code: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place where it stands; `venue` is only where something was held."""

    start: int
    end: int
    place: TextPlace
    venue: bool = False


class Gazetteer:
    """Names to units, built once and used for many texts."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        self._units: dict[str, list[PlaceName]] = {}
        for unit in names:
            self._units.setdefault(_key(unit.name), []).append(unit)

    def find(self, written: str, level: str = "") -> PlaceName | None:
        """The unit of a name; a level narrows, and provinces come first."""
        units = self._units.get(_key(written), [])
        matching = [unit for unit in units if not level or unit.level == level]
        return next(
            (unit for unit in matching if unit.level == "province"),
            matching[0] if matching else None,
        )


def _key(name: str) -> str:
    words = re.sub(r"[\s-]+", " ", flatten(name)).strip()
    return re.sub(r"^(?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong|tp\.?) ", "", words)


@lru_cache(maxsize=1)
def provinces() -> Gazetteer:
    """The 63 provinces before 1 July 2025 with their codes; today's 34 bear the same names.

    A text is about the unit of its own day, so the old code is proposed; the caller may bring a
    gazetteer that knows today's units as well (Nghị quyết 202/2025/QH15).
    """
    table = files(__package__).joinpath("data/provinces.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:] if line]
    return Gazetteer(PlaceName(name, kind, "province", code) for code, name, kind in rows)


def find_places(text: Text, gazetteer: Gazetteer) -> list[PlaceMention]:
    """Every unit named in the text, in order."""
    mentions = []
    for found in _NAME.finditer(text.raw):
        mention = _longest(text, gazetteer, found.start(), found.group())
        if mention is not None:
            mentions.append(mention)
    return mentions


def _longest(text: Text, gazetteer: Gazetteer, start: int, phrase: str) -> PlaceMention | None:
    """The longest run of the capitalised words that names a unit, from any of its words."""
    words = [(m.start(), m.end()) for m in re.finditer(r"[^ ]+", phrase)]
    for first in range(len(words)):
        for last in range(len(words), first, -1):
            begin, end = start + words[first][0], start + words[last - 1][1]
            before = text.low[max(0, begin - 60) : begin]
            kind = _KIND.search(before)
            level = _LEVELS[kind[1]] if kind else ""
            unit = gazetteer.find(text.raw[begin:end], level)
            if unit is not None and (level or last - first > 1):
                written = text.raw[begin:end]
                place = TextPlace(written, unit.name, unit.code, unit.kind, unit.level)
                return PlaceMention(begin, end, place, bool(_VENUE.search(before)))
    return None


def text_place(mentions: Sequence[PlaceMention], title: tuple[int, int]) -> TextPlace:
    """The place of the text: the title's, else the most frequent one that is no venue."""
    for mention in mentions:
        if title[0] <= mention.start < title[1]:
            return mention.place
    counts: dict[str, int] = {}
    for mention in mentions:
        if not mention.venue:
            counts[mention.place.name] = counts.get(mention.place.name, 0) + 1
    if not counts:
        return TextPlace()
    best = max(counts, key=lambda name: counts[name])
    return next(m.place for m in mentions if m.place.name == best)

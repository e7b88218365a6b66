"""The map of 34 squares and the two archipelagos."""

import csv
from dataclasses import dataclass
from pathlib import Path

from khuyencong.places.models import Unit

_CARTOGRAM = Path(__file__).parents[1] / "data" / "cartogram.csv"


@dataclass(frozen=True, slots=True)
class Tile:
    """A square of the map of 34 provinces; ``archipelago`` names the one it stands for."""

    row: int
    column: int
    label: str
    province: Unit
    archipelago: str


def cartogram() -> tuple[Tile, ...]:
    """The tiles of today's provinces and of the two archipelagos, from north to south.

    Empty while the place list is not loaded. One query.
    """
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
        if row["province"] in provinces
    )

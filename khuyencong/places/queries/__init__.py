"""Looking places up and reading one in the boundaries of then or of now.

Two rules that every caller may rely on:

* a plain name with a day (``on=``, the last day of a period) means the unit of that name on that
  day, or else the one nearest in time: «Gia Lai» for 2012–2022 is the old province, without Bình
  Định, and for 2021–2025 today's, because the last day decides; with no day it is the newest unit
  of that name («Hải Dương» is then the old province);
* «now» (``boundaries="now"``, or «(ranh giới hiện nay)» after the name) means the unit that holds
  the place today: «Gia Lai» with Bình Định, and Hải Phòng for «Hải Dương».
"""

from .boundaries import (
    OldBoundaries,
    communes_of_old,
    disadvantaged_among,
    is_disadvantaged,
    provinces_today,
    unit_today,
    units_within,
    units_within_ids,
)
from .cartogram import Tile, cartogram
from .lookup import (
    AmbiguousPlace,
    Boundaries,
    UnknownPlace,
    address_of,
    find_units,
    resolve_place,
    resolve_province,
)

__all__ = [
    "AmbiguousPlace",
    "Boundaries",
    "OldBoundaries",
    "Tile",
    "UnknownPlace",
    "address_of",
    "cartogram",
    "communes_of_old",
    "find_units",
    "disadvantaged_among",
    "is_disadvantaged",
    "provinces_today",
    "resolve_place",
    "resolve_province",
    "unit_today",
    "units_within",
    "units_within_ids",
]

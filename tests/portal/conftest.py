from datetime import date

import pytest

from khuyencong.figures import actions
from khuyencong.places.models import LAST_DAY_OF_63_PROVINCES, Succession
from khuyencong.places.queries import provinces_today, units_within_ids
from khuyencong.places.queries.cartogram import _CARTOGRAM
from tests.factories.places import UnitFactory

REFORM = date(2025, 7, 1)


@pytest.fixture
def published(db):
    """Today's 34 provinces, old Hải Dương and old Gia Lai, and the published figures."""
    _forget()
    names = _names_of_the_map()
    codes = {
        "Hà Tĩnh": "42",
        "Nghệ An": "40",
        "Thanh Hóa": "38",
        "Hải Phòng": "31",
        "Gia Lai": "52",
    }
    free = (f"{number:02d}" for number in range(1, 100) if f"{number:02d}" not in codes.values())
    free = (code for code in free if code not in ("30", "64"))
    today = {
        name: UnitFactory(
            code=codes.get(name) or next(free),
            name=name,
            valid_from=REFORM if name in ("Hải Phòng", "Gia Lai") else None,
        )
        for name in names
    }
    for code, name, into in (("30", "Hải Dương", "Hải Phòng"), ("64", "Gia Lai", "Gia Lai")):
        old = UnitFactory(code=code, name=name, valid_to=LAST_DAY_OF_63_PROVINCES)
        Succession.objects.create(
            predecessor=old,
            successor=today[into],
            is_whole=True,
            on_date=REFORM,
            resolution="202/2025/QH15",
        )
    _forget()
    actions.load_published()
    yield
    _forget()


def _forget():
    units_within_ids.cache_clear()
    provinces_today.cache_clear()


def _names_of_the_map():
    """The provinces that the map needs, read off its own data."""
    lines = _CARTOGRAM.read_text(encoding="utf-8").splitlines()[1:]
    return list(dict.fromkeys(line.split(",")[2] for line in lines))

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from khuyencong.figures import actions
from khuyencong.figures.models import SourceText
from khuyencong.illustrative import actions as illustrative
from khuyencong.places import actions as places
from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations
from tests.factories.places import UnitFactory

AT = datetime(2026, 1, 5, tzinfo=UTC)
PROVINCES = {
    "42": "Hà Tĩnh",
    "40": "Nghệ An",
    "64": "Gia Lai",
    "38": "Thanh Hóa",
    "30": "Hải Dương",
}


@pytest.fixture
def provinces(db: None) -> None:
    """The five provinces of the published programmes, and no other place."""
    units_within_ids.cache_clear()
    for code, name in PROVINCES.items():
        UnitFactory(code=code, name=name)


@pytest.fixture
def published(provinces: None) -> dict[str, SourceText]:
    """The shipped published figures by code of their text, without any record behind them."""
    actions.load_published()
    return {text.code: text for text in SourceText.objects.all()}


@pytest.fixture(scope="module")
def _programmes(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        places.load_places(at=AT)
        units_within_ids.cache_clear()
        regulations.load_regulations(on=date(2026, 1, 1))
        illustrative.load(at=AT)
        actions.load_published()
        connection.check_constraints()  # here, not again after each of the tests
        yield
        transaction.set_rollback(True)
    units_within_ids.cache_clear()


@pytest.fixture
def programmes(_programmes: None, db: None) -> dict[str, SourceText]:
    """The published figures by code of their text, with illustrative records and every place."""
    return {text.code: text for text in SourceText.objects.all()}

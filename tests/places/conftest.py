"""The official list for the tests of a module, taken back at its end.

The rest of the suite makes its own few units, some with real codes, so the list must not stay.
``places`` replaces pytest-django's ``db``, which closes the connection after every test.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from khuyencong.places import actions, queries


@pytest.fixture(scope="module")
def place_list(django_db_setup, django_db_blocker) -> Iterator[actions.Loading]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield actions.load_places(at=datetime(2026, 11, 23, tzinfo=UTC))
        transaction.set_rollback(True)
    queries.units_within_ids.cache_clear()
    queries.provinces_today.cache_clear()


@pytest.fixture
def places(place_list) -> Iterator[actions.Loading]:
    with transaction.atomic():
        yield place_list
        transaction.set_rollback(True)

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from khuyencong.illustrative import actions
from khuyencong.illustrative.plan import Term, read_plan
from khuyencong.places import actions as places
from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations

AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def catalogues(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped places and law, for the tests of one file."""
    with django_db_blocker.unblock(), transaction.atomic():
        places.load_places(at=AT)
        units_within_ids.cache_clear()
        regulations.load_regulations(on=date(2026, 1, 1))
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def loaded(catalogues: None) -> list[actions.Report]:
    """All synthetic records, loaded once for the tests of one file."""
    reports = actions.load(at=AT)
    connection.check_constraints()  # here, not again after each of the tests
    return reports


@pytest.fixture
def records(loaded: list[actions.Report], db: None) -> list[actions.Report]:
    """All synthetic records; what a test changes is undone after it."""
    return loaded


@pytest.fixture
def terms() -> dict[str, Term]:
    """The shipped plan by the abbreviation of the province."""
    return {term.abbreviation: term for term in read_plan()}

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from khuyencong.regulations import actions as regulations


@pytest.fixture(scope="module")
def law(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The shipped law, loaded once for the tests of one file, which only read it."""
    with django_db_blocker.unblock(), transaction.atomic():
        regulations.load_regulations(on=date(2026, 1, 1))
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    """Files are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path

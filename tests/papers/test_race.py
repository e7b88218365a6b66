"""Two clerks take numbers at the same moment, each in a transaction of its own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from khuyencong.papers import actions
from khuyencong.papers.models import Paper
from tests.delivery.conftest import at
from tests.factories.adjustments import approved_scheme


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_get_different_numbers(province, province_officer):
    scheme = approved_scheme(province)
    papers = [
        actions.write_paper(
            scheme, "contract", "draft", site="https://k.example", by=province_officer,
            at=at(9, 15),
        )
        for _ in range(2)
    ]  # fmt: skip
    start = Barrier(2)

    def number(paper):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            day = date(2026, 9, 15)
            return actions.number_paper(paper, day, by=province_officer, at=at(9, 15)).symbol
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        symbols = sorted(threads.map(number, papers))

    assert [symbol.partition("/")[0] for symbol in symbols] == ["01", "02"]
    assert Paper.objects.filter(number__isnull=False).count() == 2

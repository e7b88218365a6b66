"""The register: in order, without holes, each number once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from khuyencong.documents.actions import NumberFacts, NumberOutOfOrder, take_number
from khuyencong.documents.models import DocumentNumber, NumberSeries
from tests.factories.accounts import UserFactory

from .conftest import AT

CLIENTS = 16


def facts(day=date(2026, 5, 4), mark="QĐ", issuer="so-cong-thuong"):
    return NumberFacts(
        issuer=issuer,
        issuer_name="Sở Công Thương",
        mark=mark,
        suffix="SCT",
        dated_on=day,
        subject="Quyết định mẫu",
        scheme_code="KC-1",
        address="/van-thu/van-ban/VB-1/",
    )


def taken(*asked):
    clerk = UserFactory()
    return [take_number(one, by=clerk, at=AT).symbol for one in asked]


@pytest.mark.django_db
def test_numbers_run_on_by_issuer_year_and_kind():
    symbols = taken(
        facts(date(2025, 12, 31)),
        facts(date(2026, 1, 5)),
        facts(date(2026, 1, 5)),
        facts(mark="TTr"),
        facts(issuer="trung-tam"),
    )

    assert symbols == ["01/QĐ-SCT", "01/QĐ-SCT", "02/QĐ-SCT", "01/TTr-SCT", "01/QĐ-SCT"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 5, 3), "không thể mang ngày trước đó"),
        (date(2026, 11, 24), "ở tương lai"),
    ],
)
def test_a_day_before_the_last_number_or_to_come_is_refused(day, why):
    taken(facts())

    with pytest.raises(NumberOutOfOrder, match=why):
        taken(facts(day))

    assert NumberSeries.objects.get().last_number == 1


@pytest.mark.django_db
def test_a_number_given_back_by_a_rollback_goes_to_the_next():
    with transaction.atomic():
        lost = taken(facts())
        transaction.set_rollback(True)

    assert lost == ["01/QĐ-SCT"]
    assert taken(facts(), facts()) == ["01/QĐ-SCT", "02/QĐ-SCT"]


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["update", "delete"])
def test_a_number_stays_as_it_was_given(deed):
    taken(facts())
    rows = DocumentNumber.objects.all()

    with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
        rows.update(subject="Khác") if deed == "update" else rows.delete()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_every_number_once():
    clerk = UserFactory()
    start = Barrier(CLIENTS)

    def ask(number):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            found = take_number(facts(), by=clerk, at=AT)
            if number % 4 == 0:
                return found.number
            with transaction.atomic():
                return take_number(facts(), by=clerk, at=AT).number
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(ask, range(CLIENTS)))

    numbers = DocumentNumber.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, CLIENTS + CLIENTS * 3 // 4 + 1))

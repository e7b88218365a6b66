from datetime import date

import pytest

from khuyencong.indicators.address import Address
from khuyencong.indicators.breakdown import Part, behind, split
from khuyencong.lib.period import Period
from khuyencong.places import queries as places
from khuyencong.places.models import Succession
from tests.factories.places import UnitFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, ResultFactory, SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return UnitFactory(name="Hải Dương", code="30")


@pytest.fixture
def support(province):
    for content, year, money in (
        ("machine", 2016, {"national": 100, "province": 50}),
        ("machine", 2017, {"province": 30}),
        ("", 2017, {"national": 7, "counterpart": 900}),
    ):
        LineFactory(
            scheme__province=province,
            scheme__start_year=year,
            content=content,
            account__settled=money,
        )
    return Address(measure="support", place=province, period=Period.of_years(2016, 2020))


def test_a_split_by_content_and_source_adds_up_to_the_whole(support):
    assert split(support, "content", "source") == [
        Part(("", "national"), 7, 1),
        Part(("machine", "national"), 100, 1),
        Part(("machine", "province"), 80, 2),
    ]


def test_a_split_by_year_follows_the_budget_year(support):
    assert split(support, "year") == [Part((2016,), 150, 2), Part((2017,), 37, 2)]


def test_a_split_is_one_query(support, django_assert_num_queries):
    address = support.narrowed(records="real")
    split(address, "year")

    with django_assert_num_queries(1):
        split(address, "content", "source", "year", "nature")


def test_a_scheme_of_two_contents_stands_in_both_parts(province):
    scheme = SchemeFactory(province=province)
    for content in ("machine", "machine", "model"):
        LineFactory(scheme=scheme, content=content)
    address = Address(measure="schemes", place=province)

    assert split(address, "content") == [Part(("machine",), 1, 1), Part(("model",), 1, 1)]


def test_unknown_keys_come_last(province):
    for flag in (None, True, False):
        BeneficiaryFactory(scheme__province=province, in_disadvantaged_area=flag)
    address = Address(measure="beneficiaries", place=province)

    assert split(address, "area") == [
        Part((False,), 1, 1),
        Part((True,), 1, 1),
        Part((None,), 1, 1),
    ]


def test_places_are_split_as_they_were_or_as_they_are_today(province):
    today = UnitFactory(name="Hải Phòng", code="31")
    Succession.objects.create(
        predecessor=province, successor=today, is_whole=True, on_date=date(2025, 7, 1)
    )
    places.provinces_today.cache_clear()
    for unit in (province, today):
        LineFactory(scheme__province=unit, account__settled={"province": 10})
    address = Address(measure="support")

    assert split(address, "place") == [
        Part((unit.pk,), 10, 1) for unit in sorted((province, today), key=lambda unit: unit.pk)
    ]
    assert split(address.narrowed(boundaries="now"), "place") == [Part((today.pk,), 20, 2)]


def test_behind_money_are_its_schemes_largest_first(province):
    small = LineFactory(scheme__province=province, account__settled={"province": 10}).scheme
    large = LineFactory(scheme__province=province, account__settled={"province": 30}).scheme
    LineFactory(scheme=small, account__settled={"province": 5})
    address = Address(measure="support", place=province)

    assert list(behind(address)) == [
        {"record": large.pk, "value": 30},
        {"record": small.pk, "value": 15},
    ]


def test_behind_beneficiaries_are_establishments(province):
    first = BeneficiaryFactory(scheme__province=province)
    BeneficiaryFactory(scheme__province=province, establishment=first.establishment)

    assert list(behind(Address(measure="beneficiaries", place=province))) == [
        {"record": first.establishment_id, "value": 1}
    ]


def test_behind_results_and_schemes_are_themselves(province):
    result = ResultFactory(province=province, quantity=7)
    scheme = SchemeFactory(province=province)

    assert list(behind(Address(measure="classes", place=province))) == [
        {"record": result.pk, "value": 7}
    ]
    assert list(behind(Address(measure="schemes", place=province))) == [
        {"record": scheme.pk, "value": 1}
    ]

from datetime import date
from itertools import product

import pytest

from khuyencong.indicators.address import Address
from khuyencong.indicators.breakdown import split
from khuyencong.indicators.cube import Cube
from khuyencong.indicators.dimensions import NoSuchDimension, splits_of
from khuyencong.indicators.evaluation import evaluate_all
from khuyencong.indicators.measures import MEASURES
from khuyencong.lib.period import Period
from tests.factories.funding import EntryFactory
from tests.factories.places import UnitFactory
from tests.factories.schemes import (
    BeneficiaryFactory,
    LineFactory,
    ResultFactory,
    SchemeFactory,
)

pytestmark = pytest.mark.django_db

TERM = Period.of_years(2016, 2020)
HALF = Period.parse("2018-H1")


@pytest.fixture
def place():
    """A province with something of everything, known and «không rõ»."""
    place = UnitFactory(name="Nghệ An", code="40")
    for number, (content, tier, year) in enumerate(
        product(("machine", "model", ""), ("national", "province"), (2014, 2018))
    ):
        scheme = SchemeFactory(
            province=place,
            tier=tier,
            start_year=year,
            dated_on=date(year, 3 if number % 4 < 2 else 9, 1) if number % 3 else None,
        )
        beneficiary = BeneficiaryFactory(
            scheme=scheme,
            establishment__legal_form=("enterprise", "household")[number % 2],
            in_disadvantaged_area=(True, False, None)[number % 3],
        )
        account = LineFactory(
            scheme=scheme,
            beneficiary=beneficiary,
            content=content,
            account__settled={"national": 100 + number, "unknown": 7, "counterpart": 900},
        ).account
        for nature in ("assigned", "allocated", "registered"):
            EntryFactory(account=account, nature=nature, amount_vnd=50 + number)
        LineFactory(scheme=scheme, content="fair", account__settled={"district": 5})
        LineFactory(scheme=scheme, content="brand")
        ResultFactory(
            province=place,
            scheme=scheme if number % 2 else None,
            kind=("class", "workshop", "turn")[number % 3],
            content=content,
            quantity=number if number % 4 else None,
            year=year if number % 5 else None,
        )
    ResultFactory(province=place, certified=True, quantity=9)
    SchemeFactory(province=place, state="draft")
    LineFactory(scheme__province=place, scheme__illustrative=True, account__settled={"national": 1})
    return place


def addresses(place, period):
    asked = [
        {"measure": measure, **words}
        for measure in MEASURES
        if not MEASURES[measure].needs_item
        for words in (
            {},
            {"contents": ("machine",)},
            {"contents": ("fair", "model")},
            {"source": "national"},
            {"source": "local"},
            {"contents": ("machine",), "source": "national"},
        )
    ]
    asked += [
        {"measure": measure, **words}
        for measure in ("support", "schemes", "beneficiaries")
        for words in (
            {"legal_form": "household"},
            {"area": "disadvantaged"},
            {"area": "other", "contents": ("model",)},
        )
    ]
    asked += [
        {"measure": "people", "item": "turn"},
        {"measure": "events", "item": "workshop", "contents": ("machine",)},
        {"measure": "products", "item": "certified_product", "certified_at": "province"},
        {"measure": "support", "nature": "registered"},
        {"measure": "share", "source": "national"},
        {"measure": "support", "per": "year"},
    ]
    if period.is_whole_years:
        asked.append({"measure": "growth", "source": "national"})
    return [Address(place=place, period=period, records="real", **words) for words in asked]


@pytest.mark.parametrize("period", [TERM, HALF, Period.of_years(2018, 2018)])
def test_the_cube_answers_every_address_as_the_evaluator_does(place, period):
    asked = addresses(place, period)

    assert Cube(place, period, "real").evaluate_all(asked) == evaluate_all(asked)


@pytest.mark.parametrize("period", [TERM, HALF])
def test_the_cube_splits_as_the_evaluator_does(place, period):
    cube = Cube(place, period, "real")
    asked = [
        (address, name)
        for address in addresses(place, period)
        if address.measure in MEASURES and not address.per
        for name in splits_of(MEASURES[address.measure])
    ]

    for address, name in asked:
        assert cube.split(address, name) == split(address, name), (address.params(), name)


def test_the_cube_asks_the_database_once_a_table(place, django_assert_num_queries):
    asked = addresses(place, TERM)
    evaluate_all(asked[:1])

    with django_assert_num_queries(6):
        Cube(place, TERM, "real").evaluate_all(asked)


def test_what_lies_outside_the_cube_is_evaluated_by_itself(place):
    other = UnitFactory(code="41")
    LineFactory(scheme__province=other, account__settled={"national": 3})
    cube = Cube(place, TERM, "real")
    asked = [
        Address(measure="support", place=other, period=TERM, records="real"),
        Address(measure="support", place=place, records="real"),
        Address(measure="schemes", place=place, period=HALF, records="real"),
        Address(measure="growth", place=other, period=TERM, records="real"),
    ]

    assert cube.evaluate_all(asked) == evaluate_all(asked)
    assert cube.split(asked[0], "source") == split(asked[0], "source")


def test_the_cube_refuses_the_same_questions(place):
    cube = Cube(place, TERM, "real")
    asked = Address(measure="classes", area="other", place=place, period=TERM, records="real")

    for address in (asked, asked.narrowed(measure="schemes", area="", nature="settled")):
        with pytest.raises(NoSuchDimension):
            cube.evaluate_all([address])

from datetime import date
from fractions import Fraction

import pytest

from khuyencong.indicators.actions import record_term_total
from khuyencong.indicators.address import Address, AddressError
from khuyencong.indicators.dimensions import NoSuchDimension
from khuyencong.indicators.evaluation import Evaluation, evaluate, evaluate_all
from khuyencong.lib.period import Period
from khuyencong.places.models import Succession
from khuyencong.schemes.lifecycle import State
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


@pytest.fixture
def province():
    return UnitFactory(name="Nghệ An", code="40")


def at(measure, place, period=TERM, **rest):
    return Address(measure=measure, place=place, period=period, **rest)


def value(address):
    return evaluate(address).value


def test_nothing_recorded_is_nothing_behind(province):
    address = at("support", province)

    assert evaluate(address) == Evaluation(address, 0, "VND", 0, 0, "illustrative")


def test_support_is_state_money_and_total_adds_the_counterpart(province):
    LineFactory(
        scheme__province=province,
        account__settled={"national": 100, "province": 50, "counterpart": 700, "attracted": 9},
    )
    measures = ("support", "counterpart", "total", "investment")

    assert [value(at(measure, province)) for measure in measures] == [150, 700, 850, 9]


@pytest.mark.parametrize(
    ("source", "amount"),
    [
        ("", 111),
        ("national", 100),
        ("local", 11),
        ("province", 10),
        ("district", 1),
        ("commune", 0),
    ],
)
def test_money_by_source_comes_from_the_ledger(province, source, amount):
    LineFactory(
        scheme__province=province,
        account__settled={"national": 100, "province": 10, "district": 1},
    )

    assert value(at("support", province, source=source)) == amount


def test_schemes_by_source_are_counted_by_the_programme_that_approved_them(province):
    LineFactory(
        scheme__province=province,
        scheme__national=True,
        account__settled={"national": 100, "province": 10},
    )
    SchemeFactory(province=province)
    counts = [value(at("schemes", province, source=s)) for s in ("", "national", "local")]

    assert counts == [2, 1, 1]


@pytest.mark.parametrize(
    ("stages", "carried_out"),
    [
        (["registered", "allocated"], 100),
        (["allocated", "accepted"], 90),
        (["allocated", "accepted", "settled"], 80),
        (["registered"], 0),
    ],
)
def test_what_was_carried_out_is_settled_else_accepted_else_allocated(
    province, stages, carried_out
):
    account = LineFactory(scheme__province=province).account
    amounts = {"registered": 120, "allocated": 100, "accepted": 90, "settled": 80}
    for nature in stages:
        EntryFactory(account=account, nature=nature, amount_vnd=amounts[nature])

    assert value(at("support", province)) == carried_out


def test_any_nature_can_be_asked_for(province):
    account = LineFactory(scheme__province=province).account
    for nature, amount in {
        "registered": 120,
        "assigned": 110,
        "allocated": 100,
        "disbursed": 70,
    }.items():
        EntryFactory(account=account, nature=nature, amount_vnd=amount)
    asked = [
        at("requested", province),
        at("allocated", province),
        at("unallocated", province),
        at("disbursed", province),
        at("support", province, nature="assigned"),
    ]

    assert [found.value for found in evaluate_all(asked)] == [120, 100, 10, 70, 110]


def test_recoverable_support_is_kept_apart_from_grants(province):
    account = LineFactory(scheme__province=province).account
    EntryFactory(account=account, amount_vnd=300, kind="recoverable")
    EntryFactory(account=account, amount_vnd=20)

    assert [value(at(name, province)) for name in ("support", "recoverable")] == [20, 300]


def test_rows_that_may_belong_are_counted_as_unknown(province):
    LineFactory(scheme__province=province, account__settled={"national": 100})
    LineFactory(scheme__province=province, content="", account__settled={"national": 7})
    LineFactory(scheme__province=province, content="model", account__settled={"national": 5})
    address = at("support", province, contents=("machine",), source="national")
    found = evaluate(address)

    assert found == Evaluation(address, 100, "VND", 1, 1, "real")


def test_money_of_an_unknown_source_is_unknown_only_where_a_source_is_asked_for(province):
    LineFactory(scheme__province=province, account__settled={"unknown": 40, "national": 2})
    counts = [
        (found.value, found.unknown_count)
        for found in evaluate_all(
            [at("support", province), at("support", province, source="national")]
        )
    ]

    assert counts == [(42, 0), (2, 1)]


def test_a_half_year_needs_the_day_and_says_which_rows_have_none(province):
    SchemeFactory(province=province, start_year=2018, dated_on=date(2018, 3, 1))
    SchemeFactory(province=province, start_year=2018, dated_on=date(2018, 9, 1))
    SchemeFactory(province=province, start_year=2018)
    found = evaluate(at("schemes", province, Period.parse("2018-H1")))

    assert (found.value, found.unknown_count) == (1, 1)


def test_a_result_without_quantity_or_year_is_unknown(province):
    ResultFactory(province=province, quantity=7)
    ResultFactory(province=province, quantity=None)
    ResultFactory(province=province, year=None)
    found = evaluate(at("classes", province))

    assert (found.value, found.rows_count, found.unknown_count) == (7, 2, 2)


def test_a_scheme_of_two_contents_is_one_scheme_of_each(province):
    scheme = SchemeFactory(province=province)
    LineFactory(scheme=scheme, content="machine")
    LineFactory(scheme=scheme, content="machine")
    LineFactory(scheme=scheme, content="model")
    asked = [(), ("machine",), ("model",), ("machine", "model"), ("fair",)]

    assert [value(at("schemes", province, contents=c)) for c in asked] == [1, 1, 1, 1, 0]


def test_an_establishment_that_benefits_twice_is_one_beneficiary(province):
    first = BeneficiaryFactory(scheme__province=province)
    BeneficiaryFactory(scheme__province=province, establishment=first.establishment)
    BeneficiaryFactory(scheme__province=province, establishment__household=True)
    asked = ("", "enterprise", "household", "cooperative")

    assert [value(at("beneficiaries", province, legal_form=f)) for f in asked] == [2, 1, 1, 0]


def test_beneficiaries_by_content_are_those_of_its_lines(province):
    one = BeneficiaryFactory(scheme__province=province)
    LineFactory(scheme=one.scheme, beneficiary=one, content="machine")
    BeneficiaryFactory(scheme=one.scheme)

    assert value(at("beneficiaries", province, contents=("machine",))) == 1


@pytest.mark.parametrize(
    ("area", "counted", "unknown"), [("disadvantaged", 1, 1), ("other", 1, 1), ("", 3, 0)]
)
def test_a_disadvantaged_area_may_be_unknown(province, area, counted, unknown):
    for flag in (True, False, None):
        BeneficiaryFactory(scheme__province=province, in_disadvantaged_area=flag)
    found = evaluate(at("beneficiaries", province, area=area))

    assert (found.value, found.unknown_count) == (counted, unknown)


def test_schemes_and_money_may_be_asked_by_who_benefits(province):
    farm = BeneficiaryFactory(
        scheme__province=province, establishment__cooperative=True, disadvantaged=True
    )
    LineFactory(scheme=farm.scheme, beneficiary=farm, account__settled={"province": 60})
    LineFactory(scheme=farm.scheme, account__settled={"province": 5})
    asked = [
        at(measure, province, **{name: word})
        for measure in ("support", "schemes")
        for name, word in (("legal_form", "cooperative"), ("area", "disadvantaged"))
    ]

    assert [found.value for found in evaluate_all(asked)] == [60, 60, 1, 1]


def test_certified_products_are_asked_level_by_level(province):
    ResultFactory(province=province, certified=True, quantity=79)
    ResultFactory(province=province, certified=True, certified_at="region", quantity=18)
    asked = [
        at("products", province, item="certified_product", certified_at=level)
        for level in ("province", "region", "nation")
    ]

    assert [found.value for found in evaluate_all(asked)] == [79, 18, 0]


def test_people_of_several_classes_are_not_added_up(province):
    for year in (2016, 2017):
        ResultFactory(province=province, kind="person", quantity=320, year=year)
    people = evaluate(at("people", province, item="person"))
    turns = ResultFactory(province=province, kind="turn", quantity=2000)

    assert (people.value, people.reason) == (
        None,
        "Số người của nhiều lớp không cộng được: một người có thể học nhiều lớp.",
    )
    assert value(at("people", province, item="turn")) == turns.quantity


def test_a_yearly_average_of_people_takes_one_number_a_year(province):
    for year in TERM.years:
        ResultFactory(province=province, kind="person", quantity=320, year=year)
    address = at("people", province, item="person", per="year")

    assert (value(address), evaluate(address).unit) == (Fraction(320), "người/năm")


def test_a_yearly_average_of_people_of_several_classes_in_a_year_is_refused(province):
    for _ in range(2):
        ResultFactory(province=province, kind="person", quantity=320, year=2018)

    assert value(at("people", province, item="person", per="year")) is None


def test_a_yearly_average_of_money_divides_by_the_years(province):
    LineFactory(scheme__province=province, account__settled={"province": 490_000_000})

    assert value(at("support", province, per="year")) == Fraction(98_000_000)


@pytest.mark.parametrize(
    ("source", "percent"), [("district", 577), ("province", 5642), ("national", 3781)]
)
def test_the_shares_of_nghe_an(province, source, percent):
    LineFactory(
        scheme__province=province,
        account__settled={
            "district": 2_250_000_000,
            "province": 22_000_000_000,
            "national": 14_745_000_000,
        },
    )
    share = value(at("share", province, source=source))

    assert round(share * 100) == percent


def test_a_share_of_nothing_says_why(province):
    found = evaluate(at("share", province, source="national"))

    assert (found.value, found.unit, found.reason) == (None, "%", "Không có tổng để chia.")


def test_growth_is_against_the_records_of_the_previous_term(province):
    for year, amount in ((2012, 200), (2018, 230)):
        LineFactory(
            scheme__province=province,
            scheme__start_year=year,
            account__settled={"province": amount},
        )

    assert value(at("growth", province, source="province")) == Fraction(15)


def test_growth_falls_back_on_a_total_of_the_previous_term(province):
    LineFactory(
        scheme__province=province,
        scheme__illustrative=True,
        account__settled={"national": 14_745_000_000},
    )
    record_term_total(
        measure="support",
        source="national",
        province=province,
        period=Period.of_years(2011, 2015),
        value=8_868_639_000,
        note="Suy ra từ mức tăng công bố.",
    )
    growth = value(at("growth", province, source="national"))

    assert round(growth * 100) == 6626


def test_a_total_of_a_term_is_named_by_its_measure_and_years(province):
    total = record_term_total(
        measure="support",
        source="national",
        province=province,
        period=Period.of_years(2011, 2015),
        value=8_868_639_000,
        note="Suy ra từ mức tăng công bố.",
    )

    assert str(total) == "support 2011–2015"


def test_growth_without_anything_before_says_why(province):
    found = evaluate(at("growth", province, source="national"))

    assert (found.value, found.reason) == (
        None,
        "Kỳ trước không có bản ghi và không có số tổng.",
    )


def test_real_and_illustrative_records_are_never_in_one_sum(province):
    LineFactory(
        scheme__province=province, scheme__illustrative=True, account__settled={"province": 5}
    )
    before = evaluate(at("support", province))
    LineFactory(scheme__province=province, account__settled={"province": 7})
    after = evaluate_all(
        [
            at("support", province),
            at("support", province, records="illustrative"),
            at("support", province, records="real"),
        ]
    )

    assert (before.value, before.records) == (5, "illustrative")
    assert [(found.value, found.records) for found in after] == [
        (7, "real"),
        (5, "illustrative"),
        (7, "real"),
    ]


def test_one_ledger_entry_more_changes_the_figure(province):
    account = LineFactory(scheme__province=province, account__settled={"national": 100}).account
    before = value(at("support", province))
    EntryFactory(account=account, national=True, amount_vnd=1)

    assert (before, value(at("support", province))) == (100, 101)


def test_a_place_of_today_takes_in_what_merged_into_it(province):
    today = UnitFactory(code="52", name="Gia Lai")
    for name in ("Gia Lai cũ", "Bình Định"):
        old = UnitFactory(name=name, valid_to=date(2025, 6, 30))
        Succession.objects.create(
            predecessor=old, successor=today, is_whole=True, on_date=date(2025, 7, 1)
        )
        LineFactory(scheme__province=old, account__settled={"province": 10})

    assert [value(at("support", unit)) for unit in (today, old)] == [20, 10]


def test_the_whole_country_and_all_time_are_addresses_too():
    for year in (2001, 2019):
        LineFactory(scheme__start_year=year, account__settled={"province": 10})

    assert value(Address(measure="support")) == 20


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            {"measure": "people"},
            "«Số người» gồm nhiều loại không cộng được với nhau: hãy thêm item=… "
            "(person, turn, trainee, delegate, job).",
        ),
        ({"measure": "classes", "item": "fair"}, "«Số lớp» không có loại kết quả «fair»."),
        (
            {"measure": "products", "item": "certified_product"},
            "Sản phẩm được công nhận ở các cấp lồng nhau, không cộng được: hãy thêm "
            "certified_at=province, region hoặc nation.",
        ),
        ({"measure": "percent"}, "«Tỷ lệ khác» không tính được từ sổ đề án."),
        (
            {"measure": "growth"},
            "Mức tăng cần một kỳ để so với kỳ trước: hãy thêm period=….",
        ),
        (
            {"measure": "support", "per": "year"},
            "Bình quân mỗi năm cần một kỳ: hãy thêm period=….",
        ),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_with_a_sentence(words, sentence):
    with pytest.raises(AddressError) as caught:
        evaluate(Address(**words))

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            {"measure": "classes", "area": "disadvantaged"},
            "«Số lớp» không có chiều «địa bàn khó khăn» trong sổ.",
        ),
        (
            {"measure": "schemes", "nature": "settled"},
            "«Số đề án» không có chiều «mức thực hiện» trong sổ.",
        ),
    ],
)
def test_a_dimension_that_the_rows_do_not_keep_is_refused(words, sentence):
    with pytest.raises(NoSuchDimension) as caught:
        evaluate(Address(**words))

    assert str(caught.value) == sentence


def test_many_addresses_of_money_are_one_query_and_one_for_lines_without_money(
    province, django_assert_num_queries
):
    asked = [
        at("support", province, source=source, contents=contents, records="real")
        for source in ("national", "province", "district")
        for contents in ((), ("machine",), ("model",), ("fair",))
    ]
    evaluate(at("support", province, records="real"))  # the boundaries are kept per process

    with django_assert_num_queries(2):
        evaluate_all(asked)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ({}, 2),
        ({"source": "national"}, 2),
        ({"contents": ("machine",)}, 2),
        ({"contents": ("model",)}, 1),
        ({"period": Period.of_years(2019, 2020)}, 1),
        ({"period": Period.parse("2018-H1")}, 2),  # one of them has money without a day
        ({"legal_form": "household"}, 1),
        ({"area": "disadvantaged"}, 1),
        ({"records": "illustrative"}, 0),
    ],
)
def test_a_line_whose_amount_no_entry_tells_is_not_known(province, words, count):
    scheme = SchemeFactory(province=province)
    LineFactory(scheme=scheme, for_beneficiary=True, beneficiary__establishment__household=True)
    LineFactory(scheme=scheme, content="", account__year=2019)
    LineFactory(scheme=scheme, account__settled={"province": 5})

    assert evaluate(at("support", province, **words)).unknown_count == count


def test_money_is_not_nothing_where_schemes_have_no_entry_at_all(province):
    LineFactory(scheme__province=province)

    assert evaluate(at("support", province)) == Evaluation(
        at("support", province),
        None,
        "VND",
        0,
        1,
        "real",
        "Không có số tiền: sổ có đề án nhưng không bút toán nào.",
    )


@pytest.mark.parametrize(
    ("state", "count"),
    [
        (State.DRAFT, 0),
        (State.SUBMITTED, 0),
        (State.REJECTED, 0),
        (State.PLANNED, 1),
        (State.UNDER_WAY, 1),
    ],
)
def test_a_scheme_that_has_been_given_nothing_is_not_money_that_is_not_known(
    province, state, count
):
    LineFactory(scheme=SchemeFactory(province=province, state=state))

    assert evaluate(at("support", province)).unknown_count == count

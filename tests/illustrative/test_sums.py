"""The records recompute what was published, and one entry more or less changes it.

They are loaded once for the tests of this file.
"""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from khuyencong.funding.actions import Posting, post, reverse
from khuyencong.funding.models import Account, Entry
from khuyencong.illustrative.timetable import ADVANCE_PERCENT
from khuyencong.indicators.address import parse
from khuyencong.indicators.breakdown import behind, split
from khuyencong.indicators.evaluation import evaluate, evaluate_all
from khuyencong.lib.quantity import show_decimal
from khuyencong.places.queries import resolve_province
from khuyencong.schemes.models import Beneficiary, Line, Scheme
from tests.factories.funding import AccountFactory
from tests.factories.schemes import LineFactory, SchemeFactory

TY, TRIEU = 1_000_000_000, 1_000_000
HA_TINH = "place=Hà Tĩnh period=2016-2020"
NGHE_AN = "place=Nghệ An period=2016-2020"
GIA_LAI = "place=Gia Lai period=2012-2022"
THANH_HOA = "place=Thanh Hóa"
HAI_DUONG = "place=Hải Dương period=2014-2018"

EXACT = {
    f"measure=schemes {HA_TINH}": 109,
    f"measure=schemes source=national {HA_TINH}": 10,
    f"measure=schemes source=local {HA_TINH}": 99,
    f"measure=support {HA_TINH}": 23_292_200_000,
    f"measure=support source=national {HA_TINH}": 11_040_000_000,
    f"measure=support source=local {HA_TINH}": 12_252_200_000,
    f"measure=schemes content=training {HA_TINH}": 5,
    f"measure=support content=training {HA_TINH}": 490 * TRIEU,
    f"measure=support content=training per=year {HA_TINH}": Fraction(98 * TRIEU),
    f"measure=people item=person content=training per=year {HA_TINH}": Fraction(320),
    f"measure=schemes content=model source=national {HA_TINH}": 3,
    f"measure=support content=model source=national {HA_TINH}": 1_440 * TRIEU,
    f"measure=schemes content=machine {HA_TINH}": 53,
    f"measure=support content=machine {HA_TINH}": 9_170 * TRIEU,
    f"measure=schemes content=machine source=national {HA_TINH}": 3,
    f"measure=support content=machine source=national {HA_TINH}": 600 * TRIEU,
    f"measure=events item=workshop content=sxsh {HA_TINH}": 10,
    f"measure=people item=turn content=sxsh {HA_TINH}": 2000,
    f"measure=establishments content=sxsh {HA_TINH}": 15,
    f"measure=support content=sxsh {HA_TINH}": 700 * TRIEU,
    f"measure=events item=festival {HA_TINH}": 3,
    f"measure=agreements item=memorandum {HA_TINH}": 12,
    f"measure=count item=sales_point {HA_TINH}": 5,
    f"measure=products item=listed_product {HA_TINH}": 52,
    f"measure=count item=website {HA_TINH}": 15,
    f"measure=support {NGHE_AN}": 38_995 * TRIEU,
    f"measure=support source=district {NGHE_AN}": 2_250 * TRIEU,
    f"measure=schemes source=province {NGHE_AN}": 417,
    f"measure=support source=province {NGHE_AN}": 22 * TY,
    f"measure=schemes source=national {NGHE_AN}": 35,
    f"measure=support source=national {NGHE_AN}": 14_745 * TRIEU,
    f"measure=schemes {NGHE_AN}": 452,
    f"measure=schemes source=district {NGHE_AN}": 0,
    f"measure=agreements item=memorandum {NGHE_AN}": 206,
    f"measure=agreements item=contract {NGHE_AN}": 104,
    "measure=agreements item=memorandum place=Nghệ An period=2016-01-01..2020-11-23": 206,
    f"measure=total {GIA_LAI}": 60_182 * TRIEU,
    f"measure=support {GIA_LAI}": 17_187 * TRIEU,
    f"measure=support source=national {GIA_LAI}": 12_982 * TRIEU,
    f"measure=support source=local {GIA_LAI}": 4_205 * TRIEU,
    f"measure=counterpart {GIA_LAI}": 42_995 * TRIEU,
    f"measure=beneficiaries {GIA_LAI}": 49,
    f"measure=beneficiaries legal_form=enterprise {GIA_LAI}": 23,
    f"measure=beneficiaries legal_form=cooperative {GIA_LAI}": 8,
    f"measure=beneficiaries legal_form=household {GIA_LAI}": 18,
    f"measure=beneficiaries area=disadvantaged {GIA_LAI}": 3,
    f"measure=support content=vocational {GIA_LAI}": 478 * TRIEU,
    f"measure=classes content=management {GIA_LAI}": 7,
    f"measure=people item=trainee content=management {GIA_LAI}": 354,
    f"measure=support content=model source=national {GIA_LAI}": 2_630 * TRIEU,
    f"measure=counterpart content=model {GIA_LAI}": 29_916 * TRIEU,
    f"measure=schemes content=machine {GIA_LAI}": 25,
    f"measure=beneficiaries content=machine {GIA_LAI}": 39,
    f"measure=support content=machine {GIA_LAI}": 7_318 * TRIEU,
    f"measure=support content=selection,fair,brand {GIA_LAI}": 2_641 * TRIEU,
    f"measure=schemes {THANH_HOA} period=2017-01-01..2018-06-30": 39,
    f"measure=schemes source=national {THANH_HOA} period=2018-H1": 5,
    f"measure=schemes source=national {THANH_HOA} period=2017-01-01..2018-06-30": 9,
    f"measure=beneficiaries content=machine source=national {THANH_HOA} period=2018-H1": 4,
    f"measure=schemes {HAI_DUONG}": 66,
    f"measure=support {HAI_DUONG}": 11_072_200_000,
    f"measure=schemes content=model {HAI_DUONG}": 5,
    f"measure=support content=model {HAI_DUONG}": 1_550 * TRIEU,
    f"measure=schemes content=model source=province {HAI_DUONG}": 3,
    f"measure=support content=model source=province {HAI_DUONG}": 800 * TRIEU,
    f"measure=schemes content=model source=national {HAI_DUONG}": 2,
    f"measure=support content=model source=national {HAI_DUONG}": 750 * TRIEU,
    f"measure=schemes content=machine {HAI_DUONG}": 55,
    f"measure=support content=machine {HAI_DUONG}": 8_615 * TRIEU,
    f"measure=schemes content=machine source=province {HAI_DUONG}": 50,
    f"measure=support content=machine source=province {HAI_DUONG}": 7_715 * TRIEU,
    f"measure=schemes content=machine source=national {HAI_DUONG}": 5,
    f"measure=support content=machine source=national {HAI_DUONG}": 900 * TRIEU,
    f"measure=schemes content=selection,fair {HAI_DUONG}": 6,
    f"measure=support content=selection,fair {HAI_DUONG}": 907_200_000,
    f"measure=events item=selection_round {HAI_DUONG}": 3,
    f"measure=schemes content=selection source=province {HAI_DUONG}": 3,
    f"measure=support content=selection source=province {HAI_DUONG}": 686_200_000,
    f"measure=products item=certified_product certified_at=province {HAI_DUONG}": 132,
    f"measure=schemes content=fair source=province {HAI_DUONG}": 3,
    f"measure=support content=fair source=province {HAI_DUONG}": 221 * TRIEU,
    "measure=support place=Hải Phòng period=2014-2018 boundaries=now": 11_072_200_000,
}
ROUNDED = {
    f"measure=share source=district {NGHE_AN}": "5,77",
    f"measure=share source=province {NGHE_AN}": "56,42",
    f"measure=share source=national {NGHE_AN}": "37,81",
    f"measure=growth source=province {NGHE_AN}": "11,21",
    f"measure=growth source=national {NGHE_AN}": "66,26",
}
UNCLASSIFIED = {
    f"measure=support content=machine source=national {HA_TINH}": 4,
    f"measure=schemes content=machine source=national {HA_TINH}": 4,
    f"measure=support content=machine {GIA_LAI}": 16,
    f"measure=support content=machine {NGHE_AN}": 0,
}


def address(words):
    """Read «measure=… place=Hà Tĩnh …», where a value may hold spaces."""
    parts = words.replace(" ", "\0").split("\0")
    params, name = {}, ""
    for part in parts:
        if "=" in part:
            name, _, params[name] = part.partition("=")
        else:
            params[name] += f" {part}"
    return parse(params)


@pytest.mark.parametrize(("words", "value"), EXACT.items(), ids=EXACT)
def test_the_records_recompute_the_published_figure(records, words, value):
    found = evaluate(address(words))

    assert (found.value, found.records, found.reason) == (value, "illustrative", "")


@pytest.mark.parametrize(("words", "shown"), ROUNDED.items(), ids=ROUNDED)
def test_the_records_recompute_the_published_rate(records, words, shown):
    assert show_decimal(evaluate(address(words)).value) == shown


@pytest.mark.parametrize(("words", "count"), UNCLASSIFIED.items(), ids=UNCLASSIFIED)
def test_what_the_text_does_not_classify_is_counted_as_not_known(records, words, count):
    assert evaluate(address(words)).unknown_count == count


def test_all_figures_of_all_provinces_together_are_the_same_as_one_by_one(records):
    together = evaluate_all([address(words) for words in EXACT])

    assert [found.value for found in together] == list(EXACT.values())


def test_the_money_of_thanh_hoa_is_not_known_because_none_was_published(records):
    found = evaluate(address(f"measure=support {THANH_HOA} period=2017-01-01..2018-06-30"))

    assert (found.value, found.rows_count, found.unknown_count) == (None, 0, 39)


def test_the_place_list_of_today_finds_the_same_records_under_their_present_province(records):
    then = evaluate(address(f"measure=total {GIA_LAI}"))
    now = evaluate(address(f"measure=total {GIA_LAI} boundaries=now"))

    assert now.value == then.value


AT = datetime(2026, 1, 6, tzinfo=UTC)
OF_HAI_DUONG = {"place": "Hải Dương", "period": "2014-2018"}
MACHINES = {"measure": "support", "content": "machine", **OF_HAI_DUONG}
TERMS = (
    ("Hà Tĩnh", "2016-2020"),
    ("Nghệ An", "2016-2020"),
    ("Gia Lai", "2012-2022"),
    ("Hải Dương", "2014-2018"),
)


def settled(scheme_code):
    return Entry.objects.get(
        account__line__scheme__code__startswith=scheme_code, nature="settled", kind="grant"
    )


def test_changing_one_ledger_entry_changes_the_figure(records):
    before = evaluate(parse(MACHINES)).value
    entry = settled(
        Scheme.objects.filter(code__contains="-MM-", province__name="Hải Dương")[0].code
    )

    reverse(entry, document="Chứng từ đảo", by=None, at=AT)
    half = Posting(entry.amount_vnd // 2, "settled", "grant", "province", date(2019, 1, 10))
    post(entry.account, [half], by=None, at=AT)

    assert evaluate(parse(MACHINES)).value == before - entry.amount_vnd + entry.amount_vnd // 2


def test_a_scheme_more_makes_the_count_one_more(records):
    counted = {"measure": "schemes", **OF_HAI_DUONG}
    SchemeFactory(
        illustrative=True, province=resolve_province("Hải Dương"), start_year=2016, code="MH-X"
    )

    assert evaluate(parse(counted)).value == 67


def test_a_real_record_never_enters_the_sum_of_illustrative_ones(records):
    LineFactory(
        scheme=SchemeFactory(province=resolve_province("Hải Dương"), start_year=2016),
        account__settled={"national": 123},
    )

    illustrative = evaluate(parse({**MACHINES, "records": "illustrative"}))
    by_default = evaluate(parse(MACHINES))

    assert (illustrative.value, illustrative.records) == (8_615_000_000, "illustrative")
    assert (by_default.value, by_default.records) == (123, "real")


def test_real_money_on_its_own_account_leaves_illustrative_money_alone(records):
    AccountFactory(
        province=resolve_province("Hải Dương"),
        year=2016,
        settled={"province": 55, "counterpart": 7},
    )

    assert evaluate(parse(MACHINES)).value == 8_615_000_000


@pytest.mark.parametrize(("place", "period"), TERMS)
@pytest.mark.parametrize("measure", ["support", "total"])
@pytest.mark.parametrize(
    "dimensions", [("source",), ("content",), ("year",), ("place",), ("content", "source", "year")]
)
def test_the_parts_of_money_sum_to_the_whole(records, place, period, measure, dimensions):
    whole = parse({"measure": measure, "place": place, "period": period})

    parts = split(whole, *dimensions)

    assert sum(part.value for part in parts) == evaluate(whole).value


@pytest.mark.parametrize(("place", "period"), TERMS)
def test_the_records_behind_a_figure_sum_to_it(records, place, period):
    whole = parse({"measure": "support", "place": place, "period": period})

    assert sum(row["value"] for row in behind(whole)) == evaluate(whole).value


def test_twenty_five_schemes_serve_thirty_nine_establishments_both_ways_many(records):
    served = Beneficiary.objects.filter(
        scheme__in=Scheme.objects.carried_out(),
        scheme__province__name="Gia Lai",
        lines__content="machine",
    ).distinct()
    pairs = set(served.values_list("scheme", "establishment"))
    schemes = [scheme for scheme, _ in pairs]
    establishments = [establishment for _, establishment in pairs]

    assert (len(set(schemes)), len(pairs), len(set(establishments))) == (25, 41, 39)
    assert sum(establishments.count(each) == 2 for each in set(establishments)) == 2
    assert max(map(schemes.count, schemes)) > 1


def test_each_beneficiary_of_machinery_in_gia_lai_has_its_own_support_and_counterpart(records):
    carried_out = Scheme.objects.carried_out().filter(province__name="Gia Lai")
    lines = Line.objects.filter(scheme__in=carried_out, content="machine")
    shares = []
    for line in lines:
        entries = line.account.entries.filter(nature="settled")
        own = {entry.kind: entry.amount_vnd for entry in entries}
        shares.append(own["counterpart"] >= own["grant"] > 0)

    assert shares == [True] * 41


def test_no_establishment_gets_more_for_machinery_than_the_norm_of_one_scheme(records):
    above = Entry.objects.filter(
        nature="settled", kind="grant", account__content="machine", amount_vnd__gt=200_000_000
    )

    assert list(above) == []


def test_the_money_of_a_line_is_assigned_allocated_accepted_and_settled_in_full(records):
    amounts = {}
    ended = Entry.objects.filter(kind="grant", account__stage="settled").order_by("booked_on", "pk")
    for entry in ended:
        key = entry.account_id, entry.level
        amounts.setdefault(key, {}).setdefault(entry.nature, []).append(entry.amount_vnd)

    wrong = [
        natures
        for natures in amounts.values()
        if len({sum(natures[name]) for name in natures}) != 1
        or natures["advanced"][0] * 100 > sum(natures["settled"]) * ADVANCE_PERCENT
    ]

    assert wrong == []


def test_nothing_is_left_unallocated(records):
    for place, period in TERMS:
        address = parse({"measure": "unallocated", "place": place, "period": period})
        assert evaluate(address).value == 0


def test_the_money_of_thanh_hoa_is_not_known_rather_than_invented(records):
    accounts = Account.objects.filter(province__name="Thanh Hóa")

    assert accounts.count() == 41
    assert Entry.objects.filter(account__in=accounts).count() == 0

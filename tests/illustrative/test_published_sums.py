"""What the five provinces published, recomputed from synthetic records by the ordinary evaluator.

It proves the evaluator, not the provinces.
"""

from fractions import Fraction

import pytest

from khuyencong.indicators.address import parse
from khuyencong.indicators.evaluation import evaluate, evaluate_all
from khuyencong.lib.quantity import show_decimal

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

"""Truth table of a claim against a computed value."""

from decimal import Decimal
from fractions import Fraction

import pytest

from khuyencong.figures.checking.verdict import Outcome, compare
from khuyencong.figures.reading.figure import Figure


def money(quote, value, qualifier="", **more):
    return Figure(quote=quote, value=value, unit="VND", qualifier=qualifier, **more)


def count(quote, value, qualifier="", unit="đề án", **more):
    return Figure(quote=quote, value=value, unit=unit, qualifier=qualifier, **more)


@pytest.mark.parametrize(
    ("claim", "computed", "outcome"),
    [
        (count("109 đề án", 109), 109, Outcome.AGREES),
        (count("109 đề án", 109), 108, Outcome.DIFFERS),
        (count("2000 lượt người", 2000, unit="lượt người"), 2001, Outcome.DIFFERS),
        (money("gần 39 tỉ đồng", 39_000_000_000, "gần"), 38_995_000_000, Outcome.AGREES),
        (money("gần 39 tỉ đồng", 39_000_000_000, "gần"), 39_400_000_000, Outcome.AGREES_ROUNDED),
        (money("gần 39 tỉ đồng", 39_000_000_000, "gần"), 40_000_000_000, Outcome.DIFFERS),
        (money("gần 39 tỉ đồng", 39_000_000_000, "gần"), 30_000_000_000, Outcome.UNCLEAR),
        (money("hơn 23,29 tỷ đồng", 23_290_000_000, "hơn"), 23_292_200_000, Outcome.AGREES),
        (money("hơn 23,29 tỷ đồng", 23_290_000_000, "hơn"), 23_100_000_000, Outcome.DIFFERS),
        (money("hơn 23,29 tỷ đồng", 23_290_000_000, "hơn"), 31_000_000_000, Outcome.UNCLEAR),
        (money("907 triệu đồng", 907_000_000), 907_200_000, Outcome.AGREES_ROUNDED),
        (money("907 triệu đồng", 907_000_000), 907_000_000, Outcome.AGREES),
        (money("907 triệu đồng", 907_000_000), 909_000_000, Outcome.DIFFERS),
        (money("gần 1 tỷ đồng", 1_000_000_000, "gần"), 995_000_000, Outcome.AGREES),
        (money("11,04 tỷ đồng", 11_040_000_000), 11_044_000_000, Outcome.AGREES_ROUNDED),
        (money("11,04 tỷ đồng", 11_040_000_000), 11_000_000_000, Outcome.DIFFERS),
        (money("3,67 tỷ đồng", 3_670_000_000), 3_450_000_000, Outcome.DIFFERS),
        (money("khoảng 1.002,5 tỷ đồng", 1_002_500_000_000, "khoảng"), 10**12, Outcome.AGREES),
        (money("ước 5,065 tỷ đồng", 5_065_000_000, "ước"), 6_000_000_000, Outcome.DIFFERS),
        (
            money("không quá 400 triệu đồng", 400_000_000, "không quá", kind="norm"),
            120_000_000,
            Outcome.AGREES,
        ),
        (
            money("không quá 400 triệu đồng", 400_000_000, "không quá", kind="norm"),
            450_000_000,
            Outcome.DIFFERS,
        ),
        (count("trên 10 mô hình", 10, "trên", kind="target"), 25, Outcome.AGREES),
        (count("trên 10 mô hình", 10, "trên", kind="target"), 9, Outcome.DIFFERS),
        (count("ít nhất 3 cuộc", 3, "ít nhất"), 3, Outcome.AGREES),
        (count("hơn 50 sản phẩm", 50, "hơn"), 58, Outcome.AGREES),
        (count("hơn 50 sản phẩm", 50, "hơn"), 49, Outcome.DIFFERS),
        (count("trên 350 học viên", 350, "trên"), 350, Outcome.AGREES_ROUNDED),
        (count("khoảng 2000 lượt người", 2000, "khoảng"), 1930, Outcome.AGREES),
        (count("khoảng 30 sản phẩm", 30, "khoảng"), 9, Outcome.DIFFERS),
    ],
)
def test_qualifier_and_written_digits_decide(claim, computed, outcome):
    assert compare(claim, computed).outcome is outcome


@pytest.mark.parametrize(
    ("computed", "outcome"),
    [
        (Fraction(225, 39), Outcome.AGREES_ROUNDED),
        (Decimal("5.77"), Outcome.AGREES),
        (Fraction(58, 10), Outcome.DIFFERS),
    ],
)
def test_a_percentage_agrees_to_its_written_decimals(computed, outcome):
    claim = Figure(quote="chiếm 5,77%", value=Decimal("5.77"), unit="%")

    assert compare(claim, computed).outcome is outcome


@pytest.mark.parametrize(
    ("computed", "outcome"),
    [(20, Outcome.AGREES), (30, Outcome.AGREES), (19, Outcome.DIFFERS), (31, Outcome.DIFFERS)],
)
def test_a_range_agrees_inside_its_ends(computed, outcome):
    claim = Figure(quote="20 - 30 mô hình", low=20, high=30, unit="mô hình", kind="target")

    assert compare(claim, computed).outcome is outcome


def test_an_unknown_value_is_not_computed():
    assert compare(count("109 đề án", 109), None).outcome is Outcome.NOT_COMPUTED


def test_a_claim_without_a_number_stays_unclear():
    claim = Figure(quote="hàng vạn lao động", unit="lao động", kind="claim")

    assert compare(claim, 12_000).outcome is Outcome.UNCLEAR


def test_the_difference_is_claim_less_computed():
    verdict = compare(money("3,67 tỷ đồng", 3_670_000_000), 3_450_000_000)

    assert verdict.difference == 220_000_000


def test_the_step_comes_from_the_numeral_of_the_claim_inside_a_longer_quote():
    claim = money("66 đề án với tổng kinh phí hỗ trợ là 11,072 tỷ đồng", 11_072_000_000)

    assert compare(claim, 11_072_400_000).outcome is Outcome.AGREES_ROUNDED
    assert compare(claim, 11_080_000_000).outcome is Outcome.DIFFERS

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.lib.money import group, show_exact, show_vnd
from khuyencong.lib.money_input import AmountError, parse_vnd


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("1.200.000", 1_200_000),
        ("1,200,000 đ", 1_200_000),
        ("1200000", 1_200_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.2 tỷ", 1_200_000_000),
        ("2,250 tỉ đồng", 2_250_000_000),
        ("300 triệu", 300_000_000),
        ("300tr", 300_000_000),
        ("1.250 triệu", 1_250_000_000),
        ("686,2 triệu đồng", 686_200_000),
        ("1 tỷ 250 triệu", 1_250_000_000),
        ("500 nghìn", 500_000),
        ("  98\u00a0triệu  ", 98_000_000),
    ],
)
def test_an_amount_is_read_in_any_usual_spelling(words, amount):
    assert parse_vnd(words) == amount


@pytest.mark.parametrize(
    "words", ["abc", "1,5", "12.50", "1.200.00", "-5 triệu", "1 tỷ 250", "0", "0,0000000001 tỷ", ""]
)
def test_what_is_no_amount_is_refused_with_an_example(words):
    with pytest.raises(AmountError) as refused:
        parse_vnd(words)

    assert str(refused.value) == (
        f"Không hiểu số tiền «{words}». Viết như «1.200.000», «300 triệu» hoặc «1,2 tỷ»."
    )


def test_a_forgotten_unit_is_asked_for():
    with pytest.raises(AmountError) as refused:
        parse_vnd("300")

    assert str(refused.value) == (
        "«300» hiểu là 300 đồng, quá nhỏ: hãy ghi cả đơn vị, ví dụ «300 triệu»."
    )


def test_more_money_than_there_is_asks_for_the_unit():
    with pytest.raises(AmountError) as refused:
        parse_vnd("1.000.001 tỷ")

    assert str(refused.value) == ("«1.000.001 tỷ» lớn hơn một triệu tỷ đồng: hãy kiểm tra đơn vị.")


@given(st.integers(min_value=10_000, max_value=10**13))
def test_what_the_site_shows_is_read_back(amount):
    assert parse_vnd(show_exact(amount)) == parse_vnd(group(amount)) == amount
    assert abs(parse_vnd(show_vnd(amount)) - amount) <= amount // 1000

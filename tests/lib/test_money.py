import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.lib.money import group, in_units, show_exact, show_vnd


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "0 đồng"),
        (750, "750 đồng"),
        (999_999, "999.999 đồng"),
        (98_000_000, "98 triệu đồng"),
        (686_200_000, "686,2 triệu đồng"),
        (907_000_000, "907 triệu đồng"),
        (23_290_000_000, "23,29 tỷ đồng"),
        (60_182_000_000, "60,182 tỷ đồng"),
        (23_292_249_999, "23,292 tỷ đồng"),
        (23_292_500_000, "23,293 tỷ đồng"),
        (1_465_000_000_000, "1.465 tỷ đồng"),
        (-300_000_000, "-300 triệu đồng"),
    ],
)
def test_an_amount_is_shown_in_its_natural_unit(amount: int, shown: str) -> None:
    assert show_vnd(amount) == shown


def test_the_exact_amount_keeps_every_dong() -> None:
    assert show_exact(23_292_200_000) == "23.292.200.000 đồng"


def test_a_rounded_nothing_has_no_sign() -> None:
    assert in_units(-1, 1_000_000) == "0"


def test_no_decimals_can_be_asked_for() -> None:
    assert in_units(1_500_000, 1_000_000, decimals=0) == "2"


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_grouping_loses_no_digit(number: int) -> None:
    assert int(group(number).replace(".", "")) == number


@given(st.integers(min_value=0, max_value=10**15))
def test_showing_in_millions_is_within_half_of_the_last_digit(amount: int) -> None:
    shown = in_units(amount, 1_000_000).replace(".", "").replace(",", ".")
    whole, _, decimals = shown.partition(".")
    back = int(whole) * 1_000_000 + int(decimals.ljust(3, "0") or 0) * 1_000

    assert abs(back - amount) <= 500

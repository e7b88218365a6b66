from fractions import Fraction

import pytest

from khuyencong.lib.quantity import (
    growth,
    read_number,
    share,
    show_count,
    show_decimal,
    show_percent,
)


@pytest.mark.parametrize(
    ("part", "shown"),
    [(2_250_000_000, "5,77%"), (22_000_000_000, "56,42%"), (14_745_000_000, "37,81%")],
)
def test_the_three_shares_of_nghe_an_are_recomputed(part: int, shown: str) -> None:
    assert show_percent(share(part, 38_995_000_000)) == shown


def test_a_share_of_nothing_is_unknown() -> None:
    assert show_percent(share(1, 0)) == "không rõ"


def test_growth_is_against_the_earlier_value() -> None:
    assert growth(22_000, 20_000) == Fraction(10)


def test_growth_from_nothing_is_unknown() -> None:
    assert growth(5, 0) is None


def test_a_negative_percentage_keeps_its_sign() -> None:
    assert show_percent(Fraction(-671, 10), digits=1) == "-67,1%"


def test_halves_round_up() -> None:
    assert show_decimal(Fraction(5, 2), digits=0) == "3"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(2000, "2.000 lượt người"), (None, "không rõ"), (0, "0 lượt người")],
)
def test_a_count_has_its_unit(number: int | None, shown: str) -> None:
    assert show_count(number, "lượt người") == shown


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0", 0), ("٣", 3), ("", None), ("-1", None), ("²", None), ("9" * 10, None)],
)
def test_a_number_of_an_address_is_read_or_is_none(text: str, number: int | None) -> None:
    assert read_number(text) == number

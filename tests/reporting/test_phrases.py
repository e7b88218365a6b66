import pytest

from khuyencong.indicators.address import Address
from khuyencong.lib.period import Period
from khuyencong.reporting.numbers import UNPUBLISHED, Number
from khuyencong.reporting.writing.phrases import (
    compared,
    earlier_words,
    names,
    period_words,
    schemes_and_money,
    sentence,
)

HERE = Address(measure="schemes")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("2016-2020", "giai đoạn 2016–2020"),
        ("2018", "năm 2018"),
        ("2018-H1", "6 tháng đầu năm 2018"),
        ("2018-Q2", "quý II/2018"),
        ("2017 và 6 tháng đầu năm 2018", "năm 2017 và 6 tháng đầu năm 2018"),
        ("2017-01-05..2018-06-30", "từ ngày 05/01/2017 đến ngày 30/06/2018"),
    ],
)
def test_a_period_is_named_as_officers_name_it(code: str, words: str) -> None:
    assert period_words(Period.parse(code)) == words


def test_an_earlier_period_without_a_name_is_called_the_one_before() -> None:
    assert earlier_words(Period.parse("2017-01-05..2018-06-30")) == (
        "kỳ trước (từ ngày 05/01/2017 đến ngày 30/06/2018)"
    )


def _schemes(value: int | None) -> Number:
    return Number(HERE, "đề án", value=value, missing=UNPUBLISHED)


def _money(value: int | None) -> Number:
    return Number(HERE, "VND", value=value, missing=UNPUBLISHED)


@pytest.mark.parametrize(
    ("schemes", "money", "words"),
    [
        (3, 600_000_000, "03 đề án, kinh phí hỗ trợ 600 triệu đồng"),
        (3, 0, "03 đề án (chưa bố trí kinh phí hỗ trợ)"),
        (0, 0, "Chưa có đề án nào"),
        (0, None, "Chưa có đề án nào"),
        (3, None, "03 đề án (kinh phí không công bố)"),
        (None, 600_000_000, "Kinh phí hỗ trợ 600 triệu đồng (số đề án không công bố)"),
        (None, None, "Không công bố số đề án và kinh phí"),
    ],
)
def test_schemes_and_money_are_told_whatever_is_missing(
    schemes: int | None, money: int | None, words: str
) -> None:
    told = sentence("", schemes_and_money(_schemes(schemes), _money(money))).text

    assert told.lower() == words.lower()


@pytest.mark.parametrize(("value", "words"), [(11, "tăng 11%"), (-5, "giảm 5%"), (0, "không đổi")])
def test_growth_is_told_by_its_sign(value: int, words: str) -> None:
    assert sentence(*compared(Number(HERE, "%", value=value))).text.lower() == words


def test_names_are_joined_by_commas_and_a_last_and() -> None:
    assert [names(["a"]), names(["a", "b"]), names(["a", "b", "c"])] == ["a", "a và b", "a, b và c"]

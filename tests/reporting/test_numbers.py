from fractions import Fraction

import pytest

from khuyencong.indicators.address import Address
from khuyencong.reporting.numbers import UNPUBLISHED, Number, adds_up

HERE = Address(measure="schemes")


@pytest.mark.parametrize(
    ("number", "words", "cell"),
    [
        (Number(HERE, "đề án", value=0), "chưa có đề án nào", "0"),
        (Number(HERE, "đề án", value=1), "01 đề án", "1"),
        (Number(HERE, "đề án", value=2000), "2.000 đề án", "2.000"),
        (Number(HERE, "đề án"), "không rõ", "không rõ"),
        (Number(HERE, "đề án", missing=UNPUBLISHED), "không công bố", "–"),
        (Number(HERE, "VND", value=23_292_200_000), "23,292 tỷ đồng", "23.292,2"),
        (Number(HERE, "VND", value=4_000_000_000, qualifier="hơn"), "hơn 4 tỷ đồng", "hơn 4.000"),
        (Number(HERE, "VND/năm", value=98_000_000, qualifier="bình quân mỗi năm"),
         "bình quân 98 triệu đồng mỗi năm", "bình quân 98"),
        (Number(HERE, "VND", value=17_000_000, is_derived=True), "17 triệu đồng", "17*"),
        (Number(HERE, "%", value=Fraction(577, 100)), "5,77%", "5,77%"),
        (Number(HERE, "%", value=80, qualifier="trên"), "trên 80%", "trên 80%"),
        (Number(HERE, "%", value=Fraction(1121, 100), qualifier="tăng"), "11,21%", "11,21%"),
        (Number(HERE, "%", low=5, high=8), "5–8%", "5–8%"),
        (Number(HERE, "mô hình", low=20, high=30, qualifier="khoảng giá trị"),
         "20–30 mô hình", "20–30"),
        (Number(HERE, "năm", low=2018, high=2020), "2018–2020 năm", "2018–2020"),
        (Number(HERE, "đồng", value=Fraction(5, 2)), "2,50 đồng", "2,50"),
        (Number(HERE, "người", value=Fraction(641, 2)), "320,5 người", "320,50"),
    ],
)  # fmt: skip
def test_a_number_is_shown_the_vietnamese_way(number: Number, words: str, cell: str) -> None:
    assert (number.words, number.cell) == (words, cell)


def test_parts_add_up_only_when_all_are_known_and_their_sum_is_the_whole() -> None:
    one, two, three = (Number(HERE, "đề án", value=value) for value in (1, 2, 3))

    assert adds_up([one, two], three)
    assert not adds_up([one, one], three)
    assert not adds_up([one, Number(HERE, "đề án")], one)
    assert not adds_up([], one)

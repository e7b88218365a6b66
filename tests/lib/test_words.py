import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.lib.words import amount_in_words, number_in_words

ONES = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
TENS = {"trăm": 100, "mươi": 10}
SCALES = {"nghìn": 1_000, "triệu": 1_000_000}


def read(words: str) -> int:
    """Read the words back to the integer, one word at a time, knowing nothing of the writer."""
    if words.startswith("âm "):
        return -read(words.removeprefix("âm "))
    total = group = digit = 0
    for word in words.replace("mười", "một mươi").replace(" linh", "").split():
        if word in ONES:
            digit = ONES[word]
        elif word in TENS:
            group, digit = group + digit * TENS[word], 0
        elif word in SCALES:
            total, group, digit = total + (group + digit) * SCALES[word], 0, 0
        else:
            assert word == "tỷ"
            total, group, digit = (total + group + digit) * 10**9, 0, 0
    return total + group + digit


@given(st.integers(min_value=-(10**17), max_value=10**17))
def test_every_number_in_words_is_read_back_to_the_same_number(number: int) -> None:
    assert read(number_in_words(number)) == number


@given(st.integers(min_value=0, max_value=10**17))
def test_an_amount_begins_with_a_capital_and_ends_with_the_unit(amount: int) -> None:
    words = amount_in_words(amount)

    assert words == f"{words[0].upper()}{number_in_words(amount)[1:]} đồng"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (11, "Mười một đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (101, "Một trăm linh một đồng"),
        (104, "Một trăm linh bốn đồng"),
        (115, "Một trăm mười lăm đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (1_000_000, "Một triệu đồng"),
        (1_000_021, "Một triệu không trăm hai mươi mốt đồng"),
        (98_000_000, "Chín mươi tám triệu đồng"),
        (1_050_000_000, "Một tỷ không trăm năm mươi triệu đồng"),
        (23_292_200_000, "Hai mươi ba tỷ hai trăm chín mươi hai triệu hai trăm nghìn đồng"),
        (1_500_000_000_000, "Một nghìn năm trăm tỷ đồng"),
        (2_000_005_000_000_000, "Hai triệu không trăm linh năm tỷ đồng"),
        (-3_000, "Âm ba nghìn đồng"),
    ],
)
def test_an_amount_is_written_the_official_way(amount: int, words: str) -> None:
    assert amount_in_words(amount) == words

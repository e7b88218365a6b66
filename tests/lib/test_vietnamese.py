import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.lib.vietnamese import (
    canonical,
    fold,
    lower_first,
    nfc,
    quoted,
    same_spelling,
    sort_key,
)

# In the order of ICU 78 («vi»), which our key equals on all 7,707 names of the place list.
IN_ORDER = [
    "A Lưới 1",
    "A Lưới 2",
    "An Giang",
    "Ăn",
    "Âu Cơ",
    "B’Lao",
    "Ba Chẽ",
    "Bà Rịa - Vũng Tàu",
    "Ca",
    "Cà",
    "Cả",
    "Cã",
    "Cá",
    "Cạ",
    "Cà Mau",
    "Cao Phong",
    "Cấn Hữu",
    "Cây Gáo",
    "Cư M’gar",
    "Cư Mốt",
    "D’Ran",
    "Diễn Vạn",
    "Đà Nẵng",
    "Đại Lịch",
    "Đăk Trôi",
    "Động Đạt",
    "Đồng Mỏ",
    "Đồng Nai",
    "Hà Nội",
    "Hải Dương",
    "Hải Phòng",
    "Hòa Long",
    "Phường 4",
    "Quảng Nham",
    "Quảng Trị",
    "Thắng",
    "Thừa Thiên Huế",
    "Trang",
    "Trấn Biên",
    "Ya Ly",
    "Yên Bái",
]

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹòóỏõọùúủũụỳýỷỹỵ AĐÊÔ-’'.",
    max_size=30,
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Thành phố Hoà Bình", "thanh pho hoa binh"),
        ("Thành phố Hòa Bình", "thanh pho hoa binh"),
        ("THUỶ NGUYÊN", "thuy nguyen"),
        ("ĐẮK LẮK", "dak lak"),
        ("Ðồng Nai", "dong nai"),
        ("Bà Rịa–Vũng Tàu", "ba ria vung tau"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("TP.  Hồ Chí Minh ", "tp ho chi minh"),
        ("Ea H'leo", "ea hleo"),
        ("Ea H’Leo", "ea hleo"),
        (unicodedata.normalize("NFD", "Điện Biên"), "dien bien"),
        ("", ""),
        ("«…»", ""),
    ],
)
def test_the_look_up_key_of_a_text(text, key):
    assert fold(text) == key


@pytest.mark.parametrize(
    ("text", "official"),
    [
        ("hoà, khoẻ, thuỷ", "hòa, khỏe, thủy"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Hoàng Quý", "Hoàng Quý"),
        ("hoàn toàn", "hoàn toàn"),
        ("thuý", "thúy"),
        ("quỳ", "quỳ"),
        ("loa, nguỵ", "loa, ngụy"),
        ("Nguyễn Huệ", "Nguyễn Huệ"),
    ],
)
def test_a_tone_stands_where_the_official_lists_put_it(text, official):
    assert canonical(text) == official


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("Hoà Bình", "Hòa Bình", True),
        ("hòa bình", "HOÀ BÌNH", True),
        ("Ea H'Leo", "Ea H’Leo", True),
        ("Hòa Bình", "Hóa Bình", False),
        ("Thanh Hoa", "Thanh Hóa", False),
    ],
)
def test_two_spellings_of_one_word(one, other, are_same):
    assert same_spelling(one, other) is are_same


def test_names_sort_as_in_a_vietnamese_dictionary():
    assert sorted(sorted(IN_ORDER), key=sort_key) == IN_ORDER


def test_stored_text_is_composed_with_single_spaces():
    assert nfc(unicodedata.normalize("NFD", "  Hà \n Tĩnh ")) == "Hà Tĩnh"


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_folding_does_not_see_how_marks_are_encoded_or_placed(text):
    keys = {
        fold(form)
        for form in (
            text,
            unicodedata.normalize("NFD", text),
            text.upper(),
            canonical(text),
            nfc(text),
        )
    }

    assert keys == {fold(text)}


@given(st.text(max_size=40))
def test_canonical_spelling_is_stable_and_the_same_word(text):
    assert (canonical(canonical(text)), same_spelling(text, canonical(text))) == (
        canonical(text),
        True,
    )


@given(VIETNAMESE)
def test_the_sort_key_does_not_see_capitals_or_the_place_of_the_tone(text):
    assert sort_key(canonical(text).upper()) == sort_key(text)


@given(VIETNAMESE, VIETNAMESE)
def test_texts_that_sort_together_fold_together(one, other):
    assert sort_key(one) != sort_key(other) or fold(one) == fold(other)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("  Hà   Tĩnh ", "«Hà Tĩnh»"),
        ("\u202eHà\x00 Tĩnh\udcff", "«Hà Tĩnh»"),
        ("a" * 10_000, f"«{'a' * 60}…»"),
    ],
)
def test_what_was_typed_is_repeated_short_and_without_signs_unseen(typed: str, told: str) -> None:
    assert quoted(typed) == told


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Chờ Sở Công Thương phê duyệt", "chờ Sở Công Thương phê duyệt"),
        ("Đợt 1", "đợt 1"),
        ("", ""),
    ],
)
def test_a_name_inside_a_sentence_keeps_the_names_in_it(name: str, inside: str) -> None:
    assert lower_first(name) == inside

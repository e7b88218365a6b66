"""No text crashes the reader, and the work grows with the length of the text."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.figures.checking.check import check_reading
from khuyencong.figures.reading.extract import read
from khuyencong.figures.reading.load import Unreadable, load

WORDS = st.sampled_from(
    [
        "5 đề án",
        "1.002,5 tỷ đồng",
        "trong đó",
        "gồm:",
        "(",
        ")",
        ";",
        ", ",
        ". ",
        "\n",
        "- ",
        "20 - 30",
        "%",
        "chiếm 5,77%",
        "năm 2016-2020",
        "khuyến công quốc gia",
        "khuyến công địa phương",
        "đối ứng",
        "hơn ",
        "tăng 11%",
        "so với",
        "1/3",
        "01/02 đề án",
        "hàng vạn lao động",
        "bình quân mỗi năm",
        "mỗi",
        "cấp tỉnh",
        "3 sao",
        "ngày 6/24/2019",
        "1288/QĐ-TTg",
        "\u202e",
        "́",
        "\x00",
        "không quá 400 triệu đồng/mô hình",
        "Đại Từ 3",
        "năm cuối",
        "đến nay",
        "hai mươi",
        "tỷ",
        "2 tỷ 5 triệu",
        "6 tháng đầu năm",
        "quý II",
        "gấp đôi",
        "Tin liên quan",
        "đến 31/31/2020",
        "năm 2020-2016",
        "* Về hỗ trợ",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_telling_words_is_read(text):
    reading = read(text)

    check_reading(reading)
    assert all(text[f.start : f.end] == f.quote for f in reading.figures)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_characters_are_read(text):
    reading = read(text)

    assert all(text[f.start : f.end] == f.quote for f in reading.figures)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        read(load(data).text)
    except Unreadable:
        return


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body>", b"\xff\xfe"])
def test_broken_files_of_every_kind_are_read_or_refused(head):
    chance = random.Random(45)  # noqa: S311 - not a secret, only a repeatable mess
    for _ in range(60):
        data = head + chance.randbytes(chance.randrange(1, 400))
        try:
            load(data)
        except Unreadable:
            continue


@pytest.mark.parametrize(
    ("piece", "length"),
    [
        *(
            (piece, 32_000)
            for piece in (
                "1", "1.", "1,1", "(", "a", " ", "a\u0301", "a@", "a.", "trong đó ",
                "nguồn kinh phí khuyến công của ",
            )
        ),
        *(
            (piece, 8_000)  # a figure every few characters
            for piece in ("1 ", "1/2/3/", "5 tỷ ", "5 đề án;", "gồm: 5 đề án ", "- 5 đề án\n")
        ),
    ],
)  # fmt: skip
def test_work_grows_with_length_and_not_with_its_square(piece, length):
    times = length // len(piece)

    quick, slow = _cost(piece * (times // 8)), _cost(piece * times)

    assert slow < max(quick, 0.01) * 8 * 4


def _cost(text):
    start = time.process_time()
    read(text)
    return time.process_time() - start

"""What the grammar reads from short quotes and from the made-up corpus."""

import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from khuyencong.figures.reading.extract import read
from khuyencong.figures.scoring import FIELDS, score
from tests.figures.corpus import made_up_texts


def one(text, **more):
    figures = [f for f in read(text, **more).figures if f.kind != "context"]
    assert len(figures) == 1, [f.quote for f in figures]
    return figures[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("Kinh phí hỗ trợ 11,04 tỷ đồng.", 11_040_000_000, "VND"),
        ("Kinh phí hỗ trợ 2,250 tỉ đồng.", 2_250_000_000, "VND"),
        ("Kinh phí hỗ trợ 1.002,5 tỷ đồng.", 1_002_500_000_000, "VND"),
        ("Kinh phí hỗ trợ 9.012 triệu đồng.", 9_012_000_000, "VND"),
        ("Kinh phí hỗ trợ 600 triệu.", 600_000_000, "VND"),
        ("Kinh phí hỗ trợ 850 ngàn đồng.", 850_000, "VND"),
        ("Kinh phí hỗ trợ 98.000.000 đồng.", 98_000_000, "VND"),
        ("Kinh phí hỗ trợ 2 tỷ 350 triệu đồng.", 2_350_000_000, "VND"),
        ("Kinh phí hỗ trợ 1,5 tỷ đồng.", 1_500_000_000, "VND"),
        ("Tỉnh hỗ trợ 05 đề án.", 5, "đề án"),
        ("Tập huấn cho 2000 lượt người.", 2000, "lượt người"),
        ("Đào tạo nghề cho 1.960 lao động.", 1960, "lao động"),
        ("Chọn được hai mươi ba sản phẩm tiêu biểu.", 23, "sản phẩm"),
        ("Nguồn huyện chiếm 5,77%.", Decimal("5.77"), "%"),
        ("Số cơ sở được hỗ trợ là 947.", 947, "cơ sở"),
        ("Bàn giao 15 website thương mại điện tử.", 15, "website"),
        ("Mức giao chỉ bằng 1/3 năm trước.", Decimal("0.3333"), "lần"),
    ],
)
def test_a_quantity_is_read_with_its_unit(text, value, unit):
    figure = one(text)

    assert (figure.value, figure.unit) == (value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Xây dựng 20 - 30 mô hình.", 20, 30),
        ("Hỗ trợ 300- 500 triệu đồng.", 300_000_000, 500_000_000),
        ("Hỗ trợ từ 150 triệu đến 1 tỷ đồng.", 150_000_000, 1_000_000_000),
        ("Đào tạo từ 800 đến 1.000 lao động.", 800, 1000),
        ("Giảm 5 – 8% mức tiêu hao.", 5, 8),
    ],
)
def test_a_range_keeps_both_ends(text, low, high):
    figure = one(text)

    assert (figure.value, figure.low, figure.high) == (None, low, high)


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Kinh phí gần 39 tỉ đồng.", "gần"),
        ("Kinh phí hơn 23,29 tỷ đồng.", "hơn"),
        ("Kinh phí ước đạt 5,065 tỷ đồng.", "ước"),
        ("Kinh phí dự kiến chi 73,3 tỷ đồng.", "dự kiến"),
        ("Hỗ trợ ít nhất 60 cơ sở.", "ít nhất"),
        ("Kinh phí 11,04 tỷ đồng.", ""),
    ],
)
def test_a_qualifier_is_kept_as_written(text, qualifier):
    assert one(text).qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    [
        "Theo Quyết định số 1288/QĐ-TTg ngày 01/8/2014 của Thủ tướng Chính phủ.",
        "Thông tư số 26/2014/TT-BCT ngày 28/8/2014.",
        "Dây chuyền công suất 3 - 3,5 tấn/giờ.",
        "Tỉnh đứng thứ 2 cả nước, đạt chuẩn ISO 9001:2015.",
        "Địa chỉ: số 12 đường Lê Lợi, điện thoại 0269 3824 567.",
        "Đăng lúc 7:43:26 AM ngày 6/24/2019.",
        "Căn cứ Điều 5, Khoản 2 Nghị định 45/2012/NĐ-CP.",
        "Giai đoạn 2016-2020 và năm 2021.",
        "Sản phẩm đạt 3 sao.",
        "Xem https://example.vn/tin/2023/03/47-ty-dong-3159076.htm",
    ],
)
def test_a_number_that_is_no_figure_is_refused_with_a_reason(text):
    reading = read(text)

    assert [f.quote for f in reading.figures if f.kind in ("result", "plan")] == []
    assert all(rejected.reason for rejected in reading.rejected)


def test_a_vague_number_is_a_claim_without_a_value():
    figure = one("Khuyến công giải quyết việc làm cho hàng vạn lao động.")

    assert (figure.value, figure.low, figure.kind) == (None, None, "claim")


def test_a_fraction_keeps_part_and_whole():
    figure = one("Tỉnh được duyệt 01/02 đề án.")

    assert (figure.value, figure.whole) == (1, 2)
    assert figure.to_json()["value"] == "1/2"


def test_parts_point_to_their_whole_and_tell_their_source():
    figures = read(
        "Tỉnh thực hiện 109 đề án, trong đó khuyến công quốc gia hỗ trợ 10 đề án và khuyến công"
        " địa phương hỗ trợ 99 đề án."
    ).figures

    assert [(f.value, f.fund_source, f.parent) for f in figures] == [
        (109, "all", None),
        (10, "national", 0),
        (99, "local", 0),
    ]


def test_a_part_bigger_than_its_whole_is_not_nested():
    figures = read(
        "Nguồn vốn khuyến công quốc gia là 2,630 tỷ đồng, trong đó vốn đối ứng của doanh nghiệp"
        " đạt 29,916 tỷ đồng."
    ).figures

    assert figures[1].parent is None
    assert figures[1].filter("claimed_part_of") == "0"


def test_counterpart_makes_the_whole_a_total():
    figures = read(
        "Dự toán là trên 4,7 tỷ đồng, gồm phần khuyến công địa phương gần 2,5 tỷ đồng và phần"
        " doanh nghiệp đối ứng trên 2,2 tỷ đồng."
    ).figures

    assert [(f.measure, f.fund_source) for f in figures] == [
        ("total", "total"),
        ("support", "local"),
        ("counterpart", "counterpart"),
    ]


def test_yearly_average_governs_every_figure_of_its_sentence():
    figures = read(
        "Tính bình quân mỗi năm, tỉnh đã đầu tư 98 triệu đồng thực hiện đào tạo cho 320 người."
    ).figures

    assert [figure.unit for figure in figures] == ["VND/năm", "người/năm"]


def test_until_now_ends_on_the_day_of_publication():
    figure = one("Đến nay đã có trên 200 biên bản ghi nhớ.", published_on=date(2020, 11, 23))

    assert figure.period.end == date(2020, 11, 23)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Tháng 3/2026, tỉnh hỗ trợ 5 đề án.", "tháng 03/2026"),
        ("Từ tháng 3/2025 đến tháng 11/2026, tỉnh hỗ trợ 5 đề án.", "03/2025–11/2026"),
        ("Đến hết tháng 6/2024, tỉnh hỗ trợ 5 đề án.", "đến 06/2024"),
        ("Năm 2024, đến ngày 15/9 tỉnh hỗ trợ 5 đề án.", "đến 09/2024"),
        ("Đến nay tỉnh đã hỗ trợ 5 đề án.", "đến 04/2026"),
    ],
)
def test_a_month_is_written_as_everywhere(text, label):
    assert one(text, published_on=date(2026, 4, 2)).period.label == label


def test_link_lines_are_outside_the_article():
    text = (
        "Kết quả khuyến công tỉnh năm 2018\n"
        + "Năm 2018, tỉnh đã hỗ trợ 12 cơ sở công nghiệp nông thôn với kinh phí 2,4 tỷ đồng. " * 2
        + "\nCác tin khác\nTrung tâm thực hiện 14 đề án khuyến công (1/16/2020 3:25:16 PM)\n"
    )

    kinds = {figure.quote: figure.kind for figure in read(text).figures}

    assert kinds["14 đề án"] == "furniture"


@pytest.mark.parametrize("odd", ["\u00a0", "  ", "\u2009", "\n"])
def test_odd_spaces_do_not_move_offsets(odd):
    text = f"Kinh phí hỗ trợ{odd}800{odd}triệu{odd}đồng."

    figure = one(text)

    assert figure.value == 800_000_000
    assert text[figure.start : figure.end] == figure.quote


def test_decomposed_letters_are_read_and_offsets_stay_those_of_the_source():
    text = "Ho\u0302\u0303 tro\u031b\u0323 5 đe\u0302\u0300 a\u0301n khuyến công."

    figure = one(text)

    assert figure.value == 5
    assert text[figure.start : figure.end] == figure.quote == "5 đe\u0302\u0300 a\u0301n"


def test_every_figure_says_why():
    figures = read("Năm 2019, vốn khuyến công quốc gia hỗ trợ 5 đề án máy móc.").figures

    assert all(figure.why for figure in figures)


def test_the_machine_readable_object_has_exactly_the_agreed_fields():
    whole = one("Năm 2019 tỉnh hỗ trợ 5 đề án.").to_json()

    assert list(whole) == [
        "quote", "start", "end", "value", "unit", "qualifier", "measure", "content",
        "fund_source", "period", "place", "kind",
    ]  # fmt: skip


def test_the_made_up_corpus_is_read_well_enough():
    texts = made_up_texts()
    readings = {text.name: read(text.text, published_on=text.published_on) for text in texts}

    total = score(readings, [row for text in texts for row in text.rows]).total

    assert len(texts) >= 40
    assert total.found_share >= Decimal("0.98")
    assert total.false_share <= Decimal("0.03")
    assert {name: total.share(name) >= Decimal("0.9") for name in FIELDS} == dict.fromkeys(
        FIELDS, True
    )


def test_what_the_corpus_marks_as_no_figure_stays_none():
    for text in made_up_texts():
        figures = read(text.text, published_on=text.published_on).figures
        for words in text.no_figures:
            start = text.text.index(words)
            inside = [f.quote for f in figures if start <= f.start < start + len(words)
                      and f.kind in ("result", "plan")]  # fmt: skip
            assert inside == [], text.name


@pytest.mark.parametrize(
    "respell",
    [
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: "\ufeff" + text.replace(" ", "  "),
    ],
    ids=["nbsp", "crlf", "nfd", "bom, double spaces"],
)
def test_odd_spellings_give_the_same_figures_and_their_own_offsets(respell):
    for text in made_up_texts():
        source = respell(text.text)
        plain = read(text.text, published_on=text.published_on).to_json()
        odd = read(source, published_on=text.published_on).to_json()

        assert [source[one["start"] : one["end"]] for one in odd] == [one["quote"] for one in odd]
        assert [_meaning(one) for one in odd] == [_meaning(one) for one in plain], text.name


def _meaning(figure):
    dropped = ("quote", "start", "end", "unit", "place", "qualifier")
    return {name: value for name, value in figure.items() if name not in dropped}


def test_numbers_of_the_machine_readable_object_have_the_agreed_types():
    for text in made_up_texts():
        for figure in read(text.text, published_on=text.published_on).to_json():
            numbers = [figure.get(name) for name in ("value", "low", "high") if figure.get(name)]
            exact = figure["unit"] not in ("%", "lần")
            whole = [isinstance(number, int | str) for number in numbers]
            assert not exact or all(whole) or "đồng" in figure["quote"], figure
            assert ("value" in figure) != ("low" in figure and "high" in figure)

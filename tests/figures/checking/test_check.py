"""Contradictions are found, consistent texts are left alone."""

import pytest

from khuyencong.figures.checking.check import check, check_reading
from khuyencong.figures.reading.extract import read
from khuyencong.figures.reading.figure import Figure
from tests.figures.corpus import made_up_texts


def findings(text):
    return check_reading(read(text))


def grave(text):
    return [
        (f.code, f.difference) for f in findings(text) if f.severity in ("contradiction", "unclear")
    ]


def test_a_title_that_differs_from_the_sum_of_the_body_is_told():
    text = (
        "Hải Dương: 16 cơ sở được hỗ trợ khuyến công với tổng kinh phí 3,67 tỷ đồng\n"
        "Năm 2021, vốn khuyến công địa phương giúp 11 cơ sở lắp máy móc, kinh phí 1,8 tỷ đồng."
        " Vốn khuyến công quốc gia giúp 5 cơ sở, kinh phí 1,65 tỷ đồng."
    )

    assert grave(text) == [("title_differs", 220_000_000)]


def test_a_title_that_differs_from_the_total_of_the_body_is_told():
    text = (
        "Giai đoạn 2016- 2020: Yên Bái hỗ trợ 137 đề án khuyến công\n"
        "Kinh phí khuyến công 5 năm qua là 24,235 tỷ đồng cho 138 đề án: khuyến công quốc gia"
        " 10,365 tỷ đồng cho 33 đề án, khuyến công địa phương 13,870 tỷ đồng cho 105 đề án."
    )

    assert grave(text) == [("title_differs", -1)]


def test_parts_that_exceed_their_total_are_told():
    text = (
        "Có 466 chương trình, đề án: vốn quốc gia 54, vốn địa phương 412. Số cơ sở được hỗ trợ"
        " là 947; nguồn quốc gia giúp 58 cơ sở, nguồn địa phương giúp 947 cơ sở."
    )

    assert grave(text) == [("parts_differ", -58)]


def test_a_part_bigger_than_its_whole_is_told():
    text = (
        "Nguồn vốn khuyến công quốc gia là 2,630 tỷ đồng, trong đó vốn đối ứng của doanh nghiệp"
        " đạt 29,916 tỷ đồng."
    )

    assert grave(text) == [("part_exceeds_whole", 27_286_000_000)]


def test_ten_years_of_an_eleven_year_period_are_told():
    text = "Giai đoạn 2012-2022 có 60 đề án. Công tác khuyến công trong 10 năm đạt kết quả tốt."

    assert grave(text) == [("years_differ", -1)]


def test_money_without_a_content_is_told_as_unclassified():
    text = (
        "Năm 2019, khuyến công quốc gia hỗ trợ 11,04 tỷ đồng. Xây dựng mô hình trình diễn từ nguồn"
        " kinh phí khuyến công quốc gia 1,44 tỷ đồng. Ứng dụng máy móc từ nguồn kinh phí khuyến"
        " công quốc gia 600 triệu đồng."
    )

    assert grave(text) == [("unclassified", 9_000_000_000)]


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí gần 39 tỉ đồng. Trong đó, cấp huyện trích hỗ trợ 2,250 tỉ đồng, chiếm 5,77%;"
        " tỉnh hỗ trợ 417 đề án với kinh phí 22 tỉ đồng, chiếm 56,42%; nguồn quốc gia hỗ trợ 35"
        " đề án với kinh phí 14,745 tỉ đồng, chiếm 37,81%.",
        "Tổng kinh phí thực hiện gần 9,74 tỷ đồng, khuyến công tỉnh 726 triệu đồng, đơn vị thụ"
        " hưởng đối ứng 9.012 triệu đồng.",
        "Có 75 cơ sở có 79 sản phẩm tiêu biểu cấp tỉnh, 18 sản phẩm cấp khu vực, 06 sản phẩm cấp"
        " quốc gia.",
    ],
)
def test_a_consistent_text_is_left_alone(text):
    assert grave(text) == []


def test_shares_are_recomputed_against_the_sum_of_the_parts():
    text = (
        "Kinh phí gần 39 tỉ đồng. Trong đó, cấp huyện trích hỗ trợ 2,250 tỉ đồng, chiếm 5,77%;"
        " tỉnh hỗ trợ 22 tỉ đồng, chiếm 66,42%; nguồn quốc gia hỗ trợ 14,745 tỉ đồng, chiếm 37,81%."
    )

    assert {code for code, _ in grave(text)} == {"share_differs", "shares_differ"}


def test_nothing_grave_is_invented_in_the_made_up_corpus():
    invented = [
        (text.name, finding.message)
        for text in made_up_texts()
        for finding in check_reading(read(text.text, published_on=text.published_on))
        if finding.severity in ("contradiction", "unclear")
    ]

    assert invented == []


def test_a_dotted_billion_far_from_its_neighbours_is_questioned():
    figures = [
        Figure("1.465 tỷ đồng", value=1_465_000_000_000, unit="VND", measure="support"),
        Figure("200 triệu đồng", value=200_000_000, unit="VND", measure="support"),
        Figure("350 triệu đồng", value=350_000_000, unit="VND", measure="support"),
    ]

    assert "magnitude" in {finding.code for finding in check(figures)}


def test_a_hundredfold_jump_is_questioned():
    figures = [
        Figure("1.078 lao động", value=1078, unit="lao động", measure="people", end=14),
        Figure("643.212 lao động", 18, 34, value=643_212, unit="lao động", measure="people"),
    ]

    assert [finding.code for finding in check(figures)] == ["magnitude"]


def test_a_target_told_in_another_unit_than_its_result_is_told():
    from_text = read(
        "Mục tiêu giai đoạn 2021-2025 phấn đấu xây dựng thương hiệu cho khoảng 30 sản phẩm."
    ).figures[0]
    done = read("Từ 2021 đến 2025 có 9 cơ sở được giúp đăng ký nhãn hiệu.").figures[0]

    assert "units_differ" in {finding.code for finding in check([from_text, done])}


def test_schemes_told_beside_a_total_leave_it_open_whether_they_are_in_it():
    text = (
        "Năm 2020, tỉnh thực hiện 109 đề án. Trong đó, khuyến công quốc gia 10 đề án và khuyến"
        " công địa phương 99 đề án. Bên cạnh đó, chương trình còn thực hiện 5 đề án đào tạo."
    )

    assert grave(text) == [("membership", 5)]


def test_results_without_money_are_noted():
    text = "Năm 2018, Trung tâm đã triển khai thực hiện 39 đề án và hỗ trợ 4 đơn vị đầu tư máy móc."

    assert [finding.code for finding in findings(text)] == ["no_money"]


def test_growth_implies_the_period_before():
    text = (
        "Năm 2020, ngân sách tỉnh hỗ trợ 22 tỉ đồng. So với năm 2019, nguồn kinh phí khuyến công"
        " của tỉnh tăng 11,21%."
    )

    noted = [finding for finding in findings(text) if finding.code == "growth_implies"]

    assert round(noted[0].difference / 10**6) == 19_782


def test_a_yearly_average_is_multiplied_by_the_years():
    text = "Giai đoạn 2016-2020, bình quân mỗi năm tỉnh đầu tư 98 triệu đồng cho đào tạo."

    noted = [finding for finding in findings(text) if finding.code == "average_implies"]

    assert noted[0].difference == 490_000_000


def test_every_finding_names_figures_that_exist_and_says_what_resolves_a_grave_one():
    text = (
        "Tỉnh thực hiện 20 đề án, trong đó khuyến công quốc gia 10 đề án và khuyến công địa phương"
        " 9 đề án."
    )
    reading = read(text)

    for finding in check_reading(reading):
        assert all(0 <= index < len(reading.figures) for index in finding.figures)
        assert finding.severity == "agrees" or finding.resolve

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


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "parts_differ",
            "Năm 2022, tỉnh Trà Vinh thực hiện 24 đề án khuyến công với kinh phí 5,6 tỷ đồng, trong"
            " đó khuyến công quốc gia 7 đề án, 2,1 tỷ đồng; khuyến công địa phương 17 đề án, 3,9"
            " tỷ đồng.",
        ),
        (
            "parts_differ",
            "Đề án có tổng kinh phí 3,2 tỷ đồng, trong đó khuyến công quốc gia hỗ trợ 1 tỷ đồng,"
            " doanh nghiệp đối ứng 1,8 tỷ đồng.",
        ),
        (
            "parts_differ",
            "Kỳ bình chọn năm 2022 có 90 sản phẩm tham gia, gồm 40 sản phẩm thủ công mỹ nghệ, 35"
            " sản phẩm chế biến, 10 sản phẩm cơ khí và 15 sản phẩm khác.",
        ),
        (
            "part_exceeds_whole",
            "Hậu Giang có 12 cơ sở được hỗ trợ, trong đó 15 cơ sở ứng dụng máy móc, kinh phí 2 tỷ"
            " đồng năm 2022.",
        ),
        (
            "title_differs",
            "Sóc Trăng: Hơn 12 tỷ đồng hỗ trợ khuyến công\nNăm 2024, tỉnh Sóc Trăng hỗ trợ 45 đề án"
            " khuyến công với tổng kinh phí 10,4 tỷ đồng, gồm khuyến công quốc gia 4,1 tỷ đồng và"
            " khuyến công địa phương 6,3 tỷ đồng.",
        ),
        (
            "derived_differs",
            "Năm 2023 kinh phí khuyến công của Cà Mau là 6 tỷ đồng, tăng 50% so với năm 2022 (5 tỷ"
            " đồng).",
        ),
        (
            "derived_differs",
            "Giai đoạn 2016-2020, Lào Cai hỗ trợ 50 cơ sở với kinh phí 10 tỷ đồng, bình quân 350"
            " triệu đồng/cơ sở.",
        ),
        (
            "derived_differs",
            "Vốn đối ứng của các cơ sở là 30 tỷ đồng, gấp 5 lần vốn khuyến công hỗ trợ (10 tỷ đồng)"
            " trong năm 2021.",
        ),
        (
            "derived_differs",
            "6 tháng đầu năm 2023, An Giang giải ngân 2,1 tỷ đồng trên tổng số 7 tỷ đồng kế hoạch,"
            " đạt 45% kế hoạch.",
        ),
        (
            "derived_differs",
            "Năm 2015 tỉnh đào tạo nghề cho 400 lao động, trong đó 300 người có việc làm, đạt 85%.",
        ),
        (
            "told_differently",
            "Năm 2020 Lâm Đồng thực hiện 45 đề án khuyến công với kinh phí 9 tỷ đồng. Như vậy, 54"
            " đề án khuyến công năm 2020 đã góp phần tạo việc làm cho 600 lao động.",
        ),
    ],
)
def test_a_planted_contradiction_is_found(code, text):
    assert [found for found, _ in grave(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Đắk Nông tăng từ 41 lên 67 đề án, kinh phí tăng từ 5,9 tỷ đồng lên 11,4 tỷ đồng (tăng"
        " 93,2%), bình quân 170 triệu đồng/đề án.",
        "Tỉnh có 92 cụm công nghiệp, trong đó 58 cụm công nghiệp đã thành lập, 51 cụm đi vào hoạt"
        " động.",
        "Kinh phí sau điều chỉnh 15,72 tỷ đồng (giảm 1,1 tỷ đồng). Trong đó khuyến công quốc gia"
        " 5,1 tỷ đồng, khuyến công địa phương 10,62 tỷ đồng.",
        "Có 38 cơ sở được hỗ trợ năm 2020. Trong 38 cơ sở này có 21 cơ sở mây tre, 11 cơ sở bánh"
        " tráng, còn lại là cơ sở cơ khí; kinh phí 5 tỷ đồng.",
        "Tỉnh được duyệt 1 đề án khuyến công quốc gia 300 triệu đồng và 3 đề án khuyến công tỉnh"
        " 540 triệu đồng.",
    ],
)
def test_nested_states_asides_and_changes_are_no_contradictions(text):
    assert grave(text) == []

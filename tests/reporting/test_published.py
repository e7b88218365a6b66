import pytest

from khuyencong.figures.models import SourceText
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit
from khuyencong.reporting.content import Basis, Report
from khuyencong.reporting.queries import EmptyReport, report_of
from tests.factories.figures import PublishedFigureFactory, SourceTextFactory
from tests.reporting.conftest import TERM, YEAR
from tests.reporting.lines import lines_of


def test_a_place_of_which_nothing_is_published_has_no_report(province: Unit) -> None:
    with pytest.raises(EmptyReport) as caught:
        report_of(province, YEAR, Basis.PUBLISHED)

    assert str(caught.value) == "Chưa có số liệu công bố nào trên địa bàn tỉnh Nghệ An năm 2018."


def test_figures_of_another_period_are_not_reported(province: Unit, published: SourceText) -> None:
    with pytest.raises(EmptyReport):
        report_of(province, Period.parse("2018"), Basis.PUBLISHED)


def test_figures_keep_their_words_and_gaps_are_said(published_report: Report) -> None:
    assert lines_of(published_report.sections[0]) == [
        "# Kết quả chung",
        "## Đề án và kinh phí hỗ trợ",
        "Giai đoạn 2016–2020, trên địa bàn tỉnh Nghệ An đã thực hiện 12 đề án khuyến công với "
        "tổng kinh phí hỗ trợ từ ngân sách nhà nước hơn 4 tỷ đồng; trong đó: khuyến công quốc gia "
        "1 tỷ đồng (số đề án không công bố), chiếm 25%.",
        "[Số đề án và kinh phí hỗ trợ theo nguồn]",
        "Nguồn kinh phí | Số đề án | Kinh phí hỗ trợ (triệu đồng) | Tỷ trọng",
        "Khuyến công quốc gia | – | 1.000 | 25%*",
        "Tổng cộng | 12 | hơn 4.000 | ",
        "((*) Tính từ các số đã công bố; bản thân số này không được công bố.)",
        "((–) Văn bản không công bố.)",
        "## Nội dung không được công bố",
        "Văn bản không công bố: vốn đối ứng và tổng kinh phí thực hiện; so sánh với kỳ trước; mức "
        "độ thực hiện kinh phí; kết quả theo từng năm.",
    ]


def test_a_figure_that_no_chapter_asks_for_is_still_told(published_report: Report) -> None:
    assert lines_of(published_report.sections[2])[-3:] == [
        "[Số liệu đã công bố không thuộc các mục trên]",
        "Nguyên văn | Giá trị | Hiểu là | Kỳ | Điều chưa rõ",
        "«20% lượng chất thải» | 20% | Mức giảm chất thải | 2016–2020 | –",
    ]


def test_targets_of_the_next_term_keep_their_ranges(published_report: Report) -> None:
    assert lines_of(published_report.sections[4]) == [
        "# Mục tiêu giai đoạn tiếp theo",
        "Các mục tiêu của giai đoạn 2021–2025 sau đây được dẫn nguyên văn từ văn bản đã công bố; "
        "kết quả thực hiện chưa được đánh giá trong báo cáo này.",
        "[Mục tiêu giai đoạn 2021–2025]",
        "Nguyên văn | Giá trị | Chỉ tiêu | Điều chưa rõ",
        "«20 - 30 mô hình» | 20–30 | Số mô hình – Mô hình trình diễn kỹ thuật | –",
    ]


def test_the_source_is_cited_and_what_is_unclear_listed(published_report: Report) -> None:
    assert lines_of(published_report.annexes[1])[:3] == [
        "# Nguồn số liệu",
        "Số liệu lấy từ:",
        "«Tổng kết khuyến công», Báo Mẫu, 15/01/2021.",
    ]
    assert lines_of(published_report.annexes[2]) == [
        "# Những điều không rõ",
        "Các điểm mơ hồ của văn bản, được giữ nguyên và không suy đoán:",
        "«3 lớp» (Số lớp – Nâng cao năng lực quản lý doanh nghiệp): Không nêu năm.",
    ]


def test_a_total_that_its_parts_add_up_to_is_a_sum(province: Unit) -> None:
    text = SourceTextFactory(place=province)
    for number, (source, value) in enumerate((("", 109), ("national", 10), ("local", 99))):
        PublishedFigureFactory(text=text, number=number, source=source, value=value)

    report = report_of(province, TERM, Basis.PUBLISHED)

    assert lines_of(report.sections[0])[5:8] == [
        "Khuyến công quốc gia | 10 | – | –",
        "Khuyến công địa phương | 99 | – | –",
        "Tổng cộng | Σ109 | – | ",
    ]


def test_a_place_that_is_only_suggested_is_said_first(province: Unit) -> None:
    text = SourceTextFactory(place=province, suggested=True)
    PublishedFigureFactory(text=text, value=10)

    report = report_of(province, TERM, Basis.PUBLISHED)

    assert report.opening[1].text == (
        "Lưu ý: văn bản nguồn không nêu tên tỉnh; địa bàn tỉnh Nghệ An là gợi ý, chờ xác nhận (lý "
        "do nêu tại Phụ lục 2)."
    )

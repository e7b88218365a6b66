from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.indicators.address import Address
from khuyencong.indicators.cube import Cube
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit
from khuyencong.reporting.bases import OneByOne, RecordBook
from khuyencong.reporting.content import Basis, Report, numbers_of
from khuyencong.reporting.queries import EmptyReport, report_of
from khuyencong.schemes.models import Line
from tests.factories.funding import EntryFactory
from tests.factories.schemes import LineFactory, ResultFactory, SchemeFactory
from tests.reporting.conftest import YEAR
from tests.reporting.lines import lines_of


def test_a_place_without_records_has_no_report(province: Unit) -> None:
    with pytest.raises(EmptyReport) as caught:
        report_of(province, YEAR, Basis.RECORDS)

    assert str(caught.value) == "Chưa có bản ghi nào trên địa bàn tỉnh Nghệ An năm 2018."


def test_the_general_results_of_one_scheme(province: Unit, one_scheme: None) -> None:
    report = report_of(province, YEAR, Basis.RECORDS)

    assert lines_of(report.sections[0]) == [
        "# Kết quả chung",
        "## Đề án và kinh phí hỗ trợ",
        "Năm 2018, trên địa bàn tỉnh Nghệ An đã thực hiện 01 đề án khuyến công với tổng kinh phí "
        "hỗ trợ từ ngân sách nhà nước 100 triệu đồng; trong đó: khuyến công quốc gia chưa có đề "
        "án nào; khuyến công địa phương 01 đề án, kinh phí hỗ trợ 100 triệu đồng, chiếm 100%.",
        "[Số đề án và kinh phí hỗ trợ theo nguồn]",
        "Nguồn kinh phí | Số đề án | Kinh phí hỗ trợ (triệu đồng) | Tỷ trọng",
        "Khuyến công quốc gia | 0 | 0 | 0%",
        "Khuyến công địa phương | 1 | 100 | 100%",
        "Tổng cộng | Σ1 | Σ100 | ",
        "## Vốn đối ứng và tổng kinh phí thực hiện",
        "Các cơ sở công nghiệp nông thôn thụ hưởng đã đối ứng 250 triệu đồng; tổng kinh phí thực "
        "hiện (gồm hỗ trợ và đối ứng) 350 triệu đồng.",
        "Bình quân mỗi đồng ngân sách nhà nước hỗ trợ đi cùng 2,50 đồng vốn đối ứng của cơ sở.",
        "## So sánh với kỳ trước",
        "Chưa có số liệu để so sánh với năm 2017.",
        "## Mức độ thực hiện kinh phí",
        "Kinh phí hỗ trợ trong báo cáo này là số đã thực hiện: toàn bộ 100 triệu đồng đã quyết "
        "toán.",
    ]


HEADING = "## Vốn đối ứng và tổng kinh phí thực hiện"


def counterpart_in(report: Report) -> list[str]:
    """What the report says under the heading of counterpart."""
    lines = lines_of(report.sections[0])
    after = lines[lines.index(HEADING) + 1 :]
    return after[: next(i for i, line in enumerate(after) if line.startswith("## "))]


def allocate(province: Unit, pledged_vnd: int = 0) -> None:
    """A scheme of 2018 that was given 100 triệu and has not been accepted."""
    line = LineFactory(scheme__province=province)
    EntryFactory(account=line.account, allocated=True)
    if pledged_vnd:
        EntryFactory(
            account=line.account, registered=True, counterpart=True, amount_vnd=pledged_vnd
        )


def test_counterpart_that_is_only_registered_is_not_called_nothing(province: Unit) -> None:
    allocate(province, pledged_vnd=250_000_000)

    assert counterpart_in(report_of(province, YEAR, Basis.RECORDS)) == [
        "Chưa có vốn đối ứng nào được nghiệm thu, quyết toán; theo đăng ký, các cơ sở thụ hưởng "
        "đối ứng 250 triệu đồng.",
    ]


def test_counterpart_of_work_that_is_not_accepted_yet_is_told_beside_what_is(
    province: Unit, one_scheme: None
) -> None:
    allocate(province, pledged_vnd=150_000_000)
    settled = Line.objects.get(account__stage="settled")
    EntryFactory(account=settled.account, registered=True, counterpart=True, amount_vnd=250_000_000)

    report = report_of(province, YEAR, Basis.RECORDS)

    assert counterpart_in(report) == [
        "Các cơ sở công nghiệp nông thôn thụ hưởng đã đối ứng 250 triệu đồng; tổng kinh phí thực "
        "hiện (gồm hỗ trợ và đối ứng) 450 triệu đồng.",
        "Hai số này chưa gồm vốn đối ứng của phần việc mới được phân bổ kinh phí, chưa nghiệm "
        "thu; tổng vốn đối ứng đã đăng ký trong kỳ là 400 triệu đồng.",
    ]
    assert not any("đi cùng" in line for part in report.sections for line in lines_of(part))


def test_where_nobody_registered_any_counterpart_none_was_met(province: Unit) -> None:
    allocate(province)

    assert counterpart_in(report_of(province, YEAR, Basis.RECORDS)) == [
        "Chưa ghi nhận vốn đối ứng của các cơ sở thụ hưởng (0 đồng).",
    ]


def test_all_nine_groups_are_listed_and_those_with_nothing_say_so(
    province: Unit, one_scheme: None
) -> None:
    report = report_of(province, YEAR, Basis.RECORDS)

    table = report.sections[1].blocks[1]
    labels = [row.cells[0] for row in table.rows]
    assert [label[:2] for label in labels] == [
        "1.",
        "2.",
        "3.",
        "4.",
        "5.",
        "6.",
        "7.",
        "8.",
        "9.",
        "Tổ",
    ]
    assert [label for label in labels if "chưa thực hiện" not in label] == [
        "3. Mô hình trình diễn kỹ thuật; chuyển giao công nghệ, ứng dụng máy móc tiên tiến",
        "Tổng cộng",
    ]


def test_what_is_unknown_is_counted_and_never_called_nothing(
    province: Unit, many_schemes: None
) -> None:
    report = report_of(province, YEAR, Basis.RECORDS)

    assert lines_of(report.sections[1])[13:] == [
        "Không rõ nội dung | 1 | 300 | – | 300 | ",
        "Tổng cộng | Σ2 | Σ300 | 100 | Σ400 | 100%",
        "Các nhóm nội dung chưa thực hiện trong kỳ, trừ phần kinh phí không rõ nội dung: "
        "đào tạo nghề, truyền nghề (nhóm 1); nâng cao năng lực quản lý doanh nghiệp, năng lực áp "
        "dụng sản xuất sạch hơn (nhóm 2); phát triển sản phẩm công nghiệp nông thôn tiêu biểu "
        "(nhóm 4); tư vấn, trợ giúp các cơ sở công nghiệp nông thôn (nhóm 5); cung cấp thông tin "
        "(nhóm 6); liên doanh liên kết, hợp tác kinh tế, cụm công nghiệp và di dời cơ sở gây ô "
        "nhiễm (nhóm 7); hợp tác quốc tế về khuyến công (nhóm 8); nâng cao năng lực quản lý và tổ "
        "chức thực hiện hoạt động khuyến công (nhóm 9).",
        "## Nhóm 3: mô hình trình diễn kỹ thuật; chuyển giao công nghệ, ứng dụng máy móc tiên tiến",
        "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ: 01 đề án, kinh phí hỗ trợ 100 triệu "
        "đồng; vốn đối ứng 250 triệu đồng; kết quả: 01 cơ sở thụ hưởng.",
    ]
    assert lines_of(report.annexes[2]) == [
        "# Những điều không rõ",
        "Các phần hồ sơ không ghi, được đếm riêng:",
        "Kinh phí hỗ trợ không rõ nội dung: 300 triệu đồng.",
        "Đề án không rõ nội dung: 01 đề án.",
        "Kết quả «lượt người tham gia»: 1 bản ghi không rõ số lượng hoặc ngày.",
    ]


def test_the_outcomes_of_one_scheme(province: Unit, one_scheme: None) -> None:
    report = report_of(province, YEAR, Basis.RECORDS)

    assert lines_of(report.sections[2]) == [
        "# Đối tượng thụ hưởng và kết quả cụ thể",
        "## Cơ sở công nghiệp nông thôn thụ hưởng",
        "Có 01 cơ sở công nghiệp nông thôn được thụ hưởng, mỗi cơ sở đếm một lần.",
        "[Cơ sở công nghiệp nông thôn thụ hưởng theo loại hình]",
        "Loại hình | Số cơ sở thụ hưởng | Kinh phí hỗ trợ (triệu đồng)",
        "Hợp tác xã | 1 | 100",
        "Tổng số cơ sở | 1 | 100",
        "(Kinh phí theo loại hình chỉ gồm tiền gắn với một cơ sở cụ thể; phần chi chung của đề án "
        "nằm trong dòng tổng.)",
        "Trong số các cơ sở thụ hưởng, có 01 cơ sở thuộc địa bàn khó khăn, đặc biệt khó khăn.",
        "## Sản xuất sạch hơn trong công nghiệp",
        "Chưa có kết quả nào được ghi nhận về sản xuất sạch hơn trong kỳ.",
        "## Sản phẩm công nghiệp nông thôn tiêu biểu",
        "Chưa có kết quả nào được ghi nhận về bình chọn sản phẩm công nghiệp nông thôn tiêu biểu "
        "trong kỳ.",
        "## Xúc tiến thương mại, kết nối tiêu thụ sản phẩm",
        "Chưa có kết quả nào được ghi nhận về xúc tiến thương mại trong kỳ.",
    ]


def test_money_is_told_by_how_far_it_was_carried_out(province: Unit, one_scheme: None) -> None:
    line = LineFactory(scheme=SchemeFactory(province=province))
    EntryFactory(account=line.account, allocated=True, amount_vnd=40_000_000)

    stages = report_of(province, YEAR, Basis.RECORDS).sections[0].sections[3]

    assert lines_of(stages) == [
        "# Mức độ thực hiện kinh phí",
        "Kinh phí hỗ trợ trong báo cáo này là số đã thực hiện, gồm: 100 triệu đồng đã quyết toán; "
        "40 triệu đồng mới phân bổ, chưa nghiệm thu.",
    ]


def test_a_term_is_compared_with_the_one_before(province: Unit, one_scheme: None) -> None:
    earlier = SchemeFactory(province=province, start_year=2017)
    LineFactory(scheme=earlier, account__settled={"province": 80_000_000})

    growth = report_of(province, YEAR, Basis.RECORDS).sections[0].sections[2]

    assert lines_of(growth) == [
        "# So sánh với kỳ trước",
        "So với năm 2017, tổng kinh phí hỗ trợ tăng 25%; kinh phí khuyến công địa phương tăng 25%.",
    ]


def test_years_stand_in_a_table_whose_totals_are_sums(province: Unit, one_scheme: None) -> None:
    report = report_of(province, Period.parse("2017-2018"), Basis.RECORDS)

    assert lines_of(report.sections[0].sections[-1]) == [
        "# Kết quả theo từng năm",
        "[Số đề án và kinh phí hỗ trợ theo năm]",
        "Năm | Số đề án | Quốc gia (triệu đồng) | Địa phương (triệu đồng) | Tổng kinh phí "
        "(triệu đồng)",
        "2017 | 0 | 0 | 0 | 0",
        "2018 | 1 | 0 | 100 | 100",
        "Cả kỳ | Σ1 | Σ0 | Σ100 | Σ100",
    ]


def test_real_records_alone_answer_where_there_are_any(
    province: Unit, one_scheme: None, illustrative_scheme: None
) -> None:
    report = report_of(province, YEAR, Basis.RECORDS)

    assert report.label == "Theo sổ – dự thảo do hệ thống lập từ hồ sơ, chưa ban hành"
    assert not report.is_illustrative


def test_the_number_of_queries_does_not_grow_with_the_records(
    province: Unit, one_scheme: None
) -> None:
    report_of(province, YEAR, Basis.RECORDS)  # places are then known to the process
    with CaptureQueriesContext(connection) as few:
        report_of(province, YEAR, Basis.RECORDS)
    for _ in range(5):
        scheme = SchemeFactory(province=province)
        LineFactory(scheme=scheme, account__settled={"province": 1_000_000})

    with CaptureQueriesContext(connection) as many:
        report_of(province, YEAR, Basis.RECORDS)

    assert len(many) == len(few)


def test_what_is_at_hand_is_answered_as_it_is_asked_and_the_rest_together(
    province: Unit, one_scheme: None
) -> None:
    schemes = Address(measure="schemes", place=province, period=YEAR, records="real")
    at_hand, afar = RecordBook(Cube(province, YEAR, "real")), RecordBook(OneByOne())

    assert (at_hand.number(schemes).value, at_hand.read()) == (1, False)
    assert (afar.number(schemes).value, afar.read(), afar.number(schemes).value) == (None, True, 1)


def test_a_zero_that_may_be_more_is_not_called_nothing(province: Unit) -> None:
    scheme = SchemeFactory(province=province)
    LineFactory(scheme=scheme, for_beneficiary=True, account__settled={"province": 1_000_000})

    report = report_of(province, YEAR, Basis.RECORDS)

    assert lines_of(report.sections[2].sections[0])[-1] == (
        "Chưa xác định được số cơ sở thuộc địa bàn khó khăn, đặc biệt khó khăn: 01 cơ sở không rõ "
        "địa bàn."
    )


def test_results_are_told_under_their_chapter(province: Unit, one_scheme: None) -> None:
    ResultFactory(province=province, certified=True, quantity=12)
    ResultFactory(province=province, certified=True, certified_at="region", quantity=3)
    ResultFactory(province=province, kind="selection_round", content="selection", quantity=1)
    ResultFactory(province=province, kind="memorandum", quantity=8)
    ResultFactory(province=province, kind="assessment", content="sxsh", quantity=4)

    outcomes = report_of(province, YEAR, Basis.RECORDS).sections[2]

    assert [line for part in outcomes.sections[1:] for line in lines_of(part)] == [
        "# Sản xuất sạch hơn trong công nghiệp",
        "Trong kỳ có 04 cơ sở được đánh giá nhanh sản xuất sạch hơn.",
        "# Sản phẩm công nghiệp nông thôn tiêu biểu",
        "Trong kỳ có 01 đợt bình chọn.",
        "[Sản phẩm công nghiệp nông thôn tiêu biểu được công nhận]",
        "Cấp công nhận | Số sản phẩm",
        "Cấp tỉnh | 12",
        "Cấp khu vực | 3",
        "(Các cấp lồng nhau: sản phẩm được công nhận ở cấp trên đã được công nhận ở cấp dưới, vì "
        "vậy không cộng các dòng.)",
        "# Xúc tiến thương mại, kết nối tiêu thụ sản phẩm",
        "Trong kỳ có 08 biên bản ghi nhớ.",
    ]


def test_people_of_several_classes_are_not_added_up(province: Unit, one_scheme: None) -> None:
    for people in (20, 30):
        ResultFactory(province=province, kind="person", content="vocational", quantity=people)
    scheme = SchemeFactory(province=province)
    LineFactory(scheme=scheme, content="vocational", account__settled={"province": 1_000_000})

    contents = report_of(province, YEAR, Basis.RECORDS).sections[1]

    assert lines_of(contents.sections[0]) == [
        "# Nhóm 1: đào tạo nghề, truyền nghề",
        "Đào tạo nghề, truyền nghề: 01 đề án, kinh phí hỗ trợ 1 triệu đồng; kết quả: không rõ số "
        "người được đào tạo.",
    ]


def test_the_national_report_tells_the_provinces_apart(
    province: Unit, other_province: Unit, one_scheme: None
) -> None:
    LineFactory(
        scheme=SchemeFactory(province=other_province), account__settled={"province": 30_000_000}
    )

    report = report_of(None, YEAR, Basis.RECORDS)

    assert report.heading.superior == "BỘ CÔNG THƯƠNG"
    assert lines_of(report.sections[0].sections[-1]) == [
        "# Kết quả theo địa bàn",
        "[Số đề án và kinh phí hỗ trợ theo tỉnh, thành phố]",
        "Tỉnh, thành phố | Số đề án | Kinh phí hỗ trợ (triệu đồng)",
        "Hà Tĩnh | 1 | 30",
        "Nghệ An | 1 | 100",
        "Cả nước | Σ2 | Σ130",
    ]


def test_a_province_read_as_it_is_today_says_so_and_its_links_too(
    province: Unit, one_scheme: None
) -> None:
    province.valid_from = date(2025, 7, 1)
    province.save()

    report = report_of(province, YEAR, Basis.RECORDS)

    assert "tỉnh Nghệ An (theo ranh giới hiện nay)" in report.heading.abstract
    assert {number.address.boundaries for number in numbers_of(report)} == {"now"}

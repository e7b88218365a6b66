"""Every format read back: the label on every page, numbers as numbers, totals as formulas."""

import re
from dataclasses import replace
from io import BytesIO

import openpyxl
import pypdfium2
from docx import Document

from khuyencong.places.models import Unit
from khuyencong.reporting.content import Basis, Paragraph, Report
from khuyencong.reporting.exports import FORMATS
from khuyencong.reporting.queries import report_of
from khuyencong.reporting.rendering.web import web
from tests.reporting.conftest import YEAR

LABEL = "DỮ LIỆU MINH HỌA – không phải số liệu của địa phương"


def _pages(file: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(file)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [re.sub(r"\s+", " ", page) for page in pages]


def test_every_page_of_the_pdf_carries_the_label(illustrative_report: Report) -> None:
    pages = _pages(FORMATS["pdf"].render(illustrative_report))

    assert len(pages) > 1
    assert [page for page in pages if LABEL not in page] == []
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in pages[0]
    assert "Độc lập - Tự do - Hạnh phúc" in pages[0]


def test_the_pdf_of_published_figures_says_so_and_bears_no_watermark(
    published_report: Report,
) -> None:
    pages = _pages(FORMATS["pdf"].render(published_report))

    assert [page for page in pages if "Theo công bố" not in page] == []
    assert [page for page in pages if "MINH HỌA" in page] == []


def test_words_of_a_person_are_never_markup(province: Unit, illustrative_report: Report) -> None:
    province.full_name = "Tỉnh #panic() *đậm* $x$"
    province.save()

    pages = _pages(FORMATS["pdf"].render(report_of(province, YEAR, Basis.RECORDS)))

    assert "#panic() *đậm* $x$" in " ".join(pages)


def test_on_the_web_words_of_a_person_are_never_html(illustrative_report: Report) -> None:
    hostile = replace(illustrative_report, opening=(Paragraph(("<script>&",)),))

    for is_linked in (False, True):
        [paragraph] = web(hostile, is_linked=is_linked).opening
        assert paragraph.words == "&lt;script&gt;&amp;"


def test_the_word_file_has_headings_tables_and_the_label(illustrative_report: Report) -> None:
    word = Document(BytesIO(FORMATS["docx"].render(illustrative_report)))

    headings = [it.text for it in word.paragraphs if it.style.name == "Heading 1"]
    assert headings == [
        "I. KẾT QUẢ CHUNG",
        "II. KẾT QUẢ THEO NỘI DUNG HOẠT ĐỘNG KHUYẾN CÔNG",
        "III. ĐỐI TƯỢNG THỤ HƯỞNG VÀ KẾT QUẢ CỤ THỂ",
        "IV. TỒN TẠI, HẠN CHẾ RÚT RA TỪ SỐ LIỆU",
        "V. MỤC TIÊU GIAI ĐOẠN TIẾP THEO",
        "Phụ lục 1. ĐỊNH NGHĨA DÙNG TRONG BÁO CÁO",
        "Phụ lục 2. NGUỒN SỐ LIỆU",
        "Phụ lục 3. NHỮNG ĐIỀU KHÔNG RÕ",
    ]
    section = word.sections[0]
    for header in (section.header, section.first_page_header):
        assert LABEL in [paragraph.text for paragraph in header.paragraphs]
    by_source = word.tables[1]
    assert [cell.text for cell in by_source.rows[2].cells] == [
        "Khuyến công địa phương", "1", "100", "100%",
    ]  # fmt: skip
    assert by_source.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert word.inline_shapes[0].width.mm == 160


def test_the_page_is_a4_with_the_usual_margins(illustrative_report: Report) -> None:
    section = Document(BytesIO(FORMATS["docx"].render(illustrative_report))).sections[0]

    sizes = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(size.mm) for size in sizes] == [210, 297, 30, 15]


def test_the_workbook_has_numbers_formulas_and_the_label_on_every_sheet(
    illustrative_report: Report,
) -> None:
    file = BytesIO(FORMATS["xlsx"].render(illustrative_report))
    book = openpyxl.load_workbook(file)

    assert book.sheetnames == ["Bảng 1", "Bảng 2", "Định nghĩa"]
    assert [sheet["A1"].value for sheet in book] == [LABEL] * 3
    sheet = book["Bảng 1"]
    assert [cell.value for cell in sheet[7]] == ["Khuyến công địa phương", 1, 100_000_000, 1]
    assert [cell.value for cell in sheet[8]] == ["Tổng cộng", "=SUM(B6:B7)", "=SUM(C6:C7)", None]
    assert [cell.number_format for cell in sheet[7]][2:] == ["[$-42A]#,##0", "[$-42A]0.00%"]
    file.seek(0)
    cached = openpyxl.load_workbook(file, data_only=True)["Bảng 1"]
    assert [cell.value for cell in cached[8]][1:3] == [1, 100_000_000]


def test_a_qualifier_is_part_of_a_number_and_not_of_its_value(published_report: Report) -> None:
    book = openpyxl.load_workbook(BytesIO(FORMATS["xlsx"].render(published_report)))

    total = book["Bảng 1"]["C7"]
    assert (total.value, total.number_format) == (4_000_000_000, '[$-42A]"hơn "#,##0')


def test_the_html_file_stands_alone(illustrative_report: Report) -> None:
    page = FORMATS["html"].render(illustrative_report).decode()

    assert LABEL in page
    assert "href=" not in page
    assert "100 triệu đồng" in page

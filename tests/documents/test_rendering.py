"""One document, two files, both saying everything and carrying the code on every page."""

from dataclasses import replace
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from khuyencong.documents.content import (
    AdministrativeDocument,
    Column,
    Heading,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
    from_data,
    to_data,
)
from khuyencong.documents.reading import UnreadablePdf, codes_of, extract, pages_count
from khuyencong.documents.rendering import docx, pdf

LEFT = WD_ALIGN_PARAGRAPH.LEFT
ADDRESS = "https://khuyencong.example/van-thu/van-ban/VB-ABCD2345/"
WHOLE = AdministrativeDocument(
    code="VB-ABCD2345",
    address=ADDRESS,
    heading=Heading(
        "UBND TỈNH NGHỆ AN",
        "SỞ CÔNG THƯƠNG",
        "Số: 07/TTr-SCT",
        "Nghệ An, ngày 05 tháng 02 năm 2026",
        "TỜ TRÌNH",
        "Về việc phê duyệt đề án",
    ),
    blocks=(
        Paragraph("Căn cứ Nghị định số 45/2012/NĐ-CP;", Role.BASIS),
        Paragraph("Kính gửi: Cơ quan", Role.ADDRESS),
        Paragraph("Kính gửi:\n- Cơ quan một;\n- Cơ quan hai.", Role.ADDRESS),
        Paragraph("QUYẾT ĐỊNH:", Role.CENTRE),
        Paragraph("1. Thông tin", Role.HEADING),
        Paragraph("#set text(red) *không phải lệnh*", Role.BULLET),
        Paragraph("Phê duyệt đề án.", lead="Điều 1."),
        Table(
            (Column("TT", 1), Column("Nội dung", 4), Column("Số tiền", 2, True)),
            (Row(("1", "Máy sấy", "1.000")), Row(("", "Tổng cộng", "1.000"), is_strong=True)),
            "Dự toán",
            "Đơn vị tính: đồng",
        ),
        Paragraph("Ghi chú thêm.", Role.NOTE),
    ),
    signatures=(Signature("GIÁM ĐỐC", "KT. CHỦ TỊCH", "Nguyễn Văn A"),),
    recipients=("Như trên;", "Lưu: VT."),
    foot="Mẫu do hệ thống trình bày.",
    mark="DỮ LIỆU MINH HỌA",
)
CONTRACT = replace(
    WHOLE,
    heading=Heading("", "", "Số: 12/HĐ", "Vinh, ngày 5", "HỢP ĐỒNG", "Thực hiện đề án"),
    signatures=(Signature("BÊN A"), Signature("BÊN B"), Signature("BÊN C")),
    mark="",
)
SAID = (
    "UBND TỈNH NGHỆ AN", "Số: 07/TTr-SCT", "Nghệ An, ngày 05 tháng 02 năm 2026", "TỜ TRÌNH",
    "Về việc phê duyệt đề án", "Căn cứ Nghị định số 45/2012/NĐ-CP;", "Kính gửi: Cơ quan",
    "- Cơ quan một;", "- Cơ quan hai.", "QUYẾT ĐỊNH:",
    "1. Thông tin", "#set text(red) *không phải lệnh*", "Điều 1. Phê duyệt đề án.", "Máy sấy",
    "Tổng cộng", "Đơn vị tính: đồng", "Ghi chú thêm.", "KT. CHỦ TỊCH", "Nguyễn Văn A", "Như trên;",
    "Mẫu do hệ thống trình bày.", "VB-ABCD2345", "DỮ LIỆU MINH HỌA",
)  # fmt: skip


def words_of_pdf(content):
    with pypdfium2.PdfDocument(content) as file:
        pages = [file[number].get_textpage().get_text_bounded() for number in range(len(file))]
    return " ".join(" ".join(pages).split())


def words_of_docx(content):
    word = Document(BytesIO(content))
    section = word.sections[0]
    parts = (
        word.element.body,
        section.footer._element,
        section.first_page_footer._element,
        section.first_page_header._element,
    )
    paragraphs = [
        "".join(node.text or "" for node in paragraph.iter() if node.tag.endswith("}t"))
        for part in parts
        for paragraph in part.iter()
        if paragraph.tag.endswith("}p")
    ]
    return " ".join(" ".join(paragraphs).split())


@pytest.mark.parametrize(
    ("text", "is_ragged"),
    [
        ("Đại diện Sở Công Thương tỉnh Nghệ An: …………………………", True),
        ("Văn bản xác nhận của Sở Công Thương, số NA-2026-MMT-011/SCT-KC.", True),
        ("Căn cứ Thông tư số 46/2012/TT-BCT ngày 28 tháng 12 năm 2012.", False),
    ],
)
@pytest.mark.parametrize("role", [Role.BULLET, Role.BODY, Role.BASIS])
def test_a_line_before_a_long_word_is_not_torn_apart(text, is_ragged, role):
    document = replace(WHOLE, blocks=(Paragraph(text, role),))

    word = Document(BytesIO(docx.render(document)))
    [said] = [one for one in word.paragraphs if text in one.text]

    assert said.alignment == (LEFT if is_ragged else None)  # None: justified, as its style says
    assert pages_count(pdf.render(document)) == 1


def test_a_document_comes_back_from_what_was_stored():
    assert [from_data(to_data(one)) for one in (WHOLE, CONTRACT)] == [WHOLE, CONTRACT]


@pytest.mark.parametrize(
    ("render", "words"), [(docx.render, words_of_docx), (pdf.render, words_of_pdf)]
)
def test_a_file_says_every_word_of_the_document(render, words):
    said = words(render(WHOLE))

    assert [one for one in SAID if one not in said] == []


@pytest.mark.parametrize(
    ("render", "words"), [(docx.render, words_of_docx), (pdf.render, words_of_pdf)]
)
def test_a_contract_has_the_nation_alone_above_and_all_parties_below(render, words):
    said = words(render(CONTRACT))

    asked = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 12/HĐ", "BÊN A", "BÊN B", "BÊN C")
    assert [one for one in asked if one not in said] == []
    assert "UBND" not in said


def test_the_code_is_read_back_from_every_page():
    long = replace(WHOLE, blocks=WHOLE.blocks * 12)

    content = pdf.render(long)

    assert pages_count(content) > 2
    assert codes_of(content) == [[ADDRESS]] * pages_count(content)


def test_pages_are_taken_out_in_the_order_asked():
    content = pdf.render(replace(WHOLE, blocks=WHOLE.blocks * 12))
    last = pages_count(content) - 1

    part = extract(content, [last, 0])

    assert pages_count(part) == 2
    assert "TỜ TRÌNH" in words_of_pdf(extract(part, [1]))


def test_what_is_no_pdf_is_said_to_be_unreadable():
    with pytest.raises(UnreadablePdf, match="Không mở được"):
        codes_of(b"%PDF-1.7 broken")


@pytest.mark.parametrize("box", ["0 0 0 0", "0 0 100000 1", "0 0 1 100000", "0 0 1e9 1e9"])
def test_a_page_of_no_sensible_size_says_nothing(box):
    page = f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[{box}]>>endobj"
    content = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n{page}\n"
        "trailer<</Root 1 0 R>>\n%%EOF"
    )

    assert codes_of(content.encode()) == [[]]

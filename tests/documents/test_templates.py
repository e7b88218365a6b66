"""A province's own Word file: its faults are told, its gaps filled, its PDF says the same."""

import zipfile
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document

from khuyencong.documents.filling import FIELDS, BadTemplate, as_pdf, check, fill, starter
from khuyencong.documents.filling.fields import values_of
from khuyencong.documents.rendering import docx

from .test_rendering import CONTRACT, SAID, WHOLE, words_of_docx, words_of_pdf


def word(*paragraphs, required=True):
    """A Word file of those paragraphs, with the gaps that every template has."""
    document = Document()
    for text in (*paragraphs, *(("{{noi_dung}}", "{{ma_qr}}") if required else ())):
        document.add_paragraph(text)
    return _saved(document)


def _saved(document):
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def package(content, **more):
    """The file with more parts, or with parts replaced: «word/vbaProject.bin»: b"…"."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for one in old.infolist():
            if one.filename not in more:
                new.writestr(one, old.read(one))
        for name, part in more.items():
            new.writestr(name, part)
    return buffer.getvalue()


def faults(content):
    with pytest.raises(BadTemplate) as caught:
        check(content)
    return caught.value.faults


def test_the_files_to_begin_from_have_no_faults():
    for is_contract in (False, True):
        check(starter(is_contract=is_contract))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            word("Tên: {{ten_de_ann}}"),
            "Không có ô {{ten_de_ann}} ở đoạn 1: «Tên: {{ten_de_ann}}»; có phải {{ten_de_an}}?",
        ),
        (word("Số {{zzz}}"), "Không có ô {{zzz}} ở đoạn 1: «Số {{zzz}}»."),
        (word("Sót {{ten_de_an"), "Ở đoạn 1 có dấu ngoặc {{ }} không khép: «Sót {{ten_de_an»."),
        (word("a {{noi_nhan}}"), "Ô {{noi_nhan}} ở đoạn 1 phải đứng riêng một đoạn."),
        (word("{{noi_dung}}"), "Ô {{noi_dung}} chỉ được có một."),
        (b"PK\x03\x04 not a package", "Không mở được tệp: không phải tệp Word (docx), bị hỏng"),
        (package(word(), **{"word/vbaProject.bin": b"x"}), "Tệp có macro hoặc tệp nhúng"),
        (package(word(), **{"word/a.xml": b"<!DOCTYPE x>"}), "khai báo không được phép"),
        (
            package(
                word(),
                **{"word/_rels/a.rels": b'<Relationship Type="x/image" TargetMode="External"/>'},
            ),
            "lấy dữ liệu từ nơi khác",
        ),
        (
            package(word(), **{"word/b.xml": b"<w:instrText> DDEAUTO cmd </w:instrText>"}),
            "trường tự động gọi tệp khác",
        ),
        (package(word(), **{"word/big.xml": b" " * 41 * 2**20}), "mở ra quá lớn"),
        (package(word(), **{f"word/{n}.xml": b"" for n in range(400)}), "mở ra quá lớn"),
        (package(word(), **{"word/document.xml": b"<w:document"}), "Không mở được tệp Word"),
        (b"PK" + b"0" * 6 * 2**20, "Tệp mẫu lớn quá 5 MB"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_a_fault_is_a_sentence_that_says_where(content, said):
    assert any(said in fault for fault in faults(content)), faults(content)


def test_every_gap_that_is_missing_is_said():
    assert faults(word(required=False)) == [
        "Mẫu thiếu ô {{noi_dung}} (toàn bộ nội dung (kính gửi, căn cứ, các mục, bảng)).",
        "Mẫu thiếu ô {{ma_qr}} (mã QR để xếp lại bản ký).",
    ]


def test_every_word_stands_in_both_files_and_none_of_the_gaps():
    filled = fill(starter(), WHOLE)

    for said in (words_of_docx(filled), words_of_pdf(as_pdf(filled))):
        assert ([one for one in SAID if one not in said], "{{" in said) == ([], False)


def test_a_contract_is_signed_by_all_parties_in_a_template_too():
    filled = fill(starter(is_contract=True), CONTRACT)

    for said in (words_of_docx(filled), words_of_pdf(as_pdf(filled))):
        assert [one for one in ("BÊN A", "BÊN B", "BÊN C") if one not in said] == []


def test_a_gap_broken_over_runs_is_filled_in_the_look_of_its_first():
    document = Document()
    paragraph = document.add_paragraph("Số hiệu: ")
    paragraph.add_run("{{so_").bold = True
    paragraph.add_run("ky_hieu}}.")
    for text in ("{{noi_dung}}", "{{ma_qr}}"):
        document.add_paragraph(text)

    filled = Document(BytesIO(fill(_saved(document), WHOLE)))

    runs = [(run.text, run.bold) for run in filled.paragraphs[0].runs if run.text]
    assert runs == [("Số hiệu: ", None), ("Số: 07/TTr-SCT", True), (".", None)]


def test_every_gap_has_something_to_say():
    blocks = {name for name, field in FIELDS.items() if field.is_block}

    assert set(values_of(WHOLE)) | blocks == set(FIELDS)


def test_a_wide_document_lies_on_its_side():
    section = Document(BytesIO(docx.render(replace(WHOLE, is_wide=True)))).sections[0]

    assert section.page_width > section.page_height

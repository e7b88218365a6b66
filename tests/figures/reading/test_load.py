"""Files of every kind, old encodings and hostile bytes."""

import io
import unicodedata
import zipfile

import docx
import pytest

from khuyencong.figures.reading import legacy
from khuyencong.figures.reading.load import MAX_BYTES, Unreadable, load, load_pasted

SENTENCE = "Kinh phí khuyến công hỗ trợ các cơ sở của tỉnh được 12,5 tỷ đồng và những đơn vị khác"


def as_tcvn3(text):
    table = {v: k for k, v in zip(legacy._TCVN3_FROM, legacy._TCVN3_TO, strict=True)}
    return "".join(table.get(letter, letter) for letter in text)


def as_vni(text):
    table = {}
    for code, letter in legacy._VNI.items():
        table.setdefault(letter, code)
    return "".join(table.get(letter, letter) for letter in text)


def a_docx(*paragraphs, table=()):
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, cells in enumerate(table):
            for column, words in enumerate(cells):
                grid.cell(row, column).text = words
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(content, name="word/document.xml"):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        b"\xef\xbb\xbf" + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        unicodedata.normalize("NFD", SENTENCE).encode(),
    ],
)
def test_text_comes_out_composed_whatever_its_unicode_form(data):
    assert load(data).text == SENTENCE


@pytest.mark.parametrize(("spell", "name"), [(as_tcvn3, "TCVN3"), (as_vni, "VNI")])
def test_old_encodings_are_recognised_and_converted(spell, name):
    loaded = load(spell(SENTENCE).encode("latin-1"))

    assert loaded.text == SENTENCE
    assert loaded.notes == (f"Đã chuyển từ bảng mã {name} sang Unicode.",)


def test_unicode_text_is_not_taken_for_an_old_encoding():
    assert load_pasted(SENTENCE).notes == ()


def test_unknown_bytes_are_refused_with_a_clear_sentence():
    with pytest.raises(Unreadable, match="Không nhận ra bảng mã"):
        load(("\xe9\xff\xe8 abc " * 400).encode("latin-1"))


def test_a_word_file_gives_lines_for_paragraphs_and_tabs_for_cells():
    loaded = load(a_docx("Dòng một", "Dòng hai", table=(("A", "5 đề án"), ("B", "3 đề án"))))

    assert [line.rstrip() for line in loaded.text.splitlines() if line.strip()] == [
        "Dòng một",
        "Dòng hai",
        "A \t5 đề án",
        "B \t3 đề án",
    ]
    assert [loaded.text[p.start : p.end] for p in loaded.pieces][:2] == ["Dòng một", "Dòng hai"]


def test_a_saved_page_loses_scripts_and_menus():
    page = f"<html><body><nav>Trang chủ 5 đề án</nav><p>{SENTENCE}</p><script>9</script></body>"

    assert load(page.encode(), "a.html").text == SENTENCE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "không có nội dung"),
        (b"\0\0\0", "không có nội dung"),
        (b"x" * (MAX_BYTES + 1), "lớn hơn"),
        (b"%PDF-1.7\nbroken", "PDF bị hỏng"),
        (b"PK\x03\x04broken", "Word bị hỏng"),
        (zipped(b"a", name="other.xml"), "không phải tệp Word"),
        (zipped(b"<a"), "bị hỏng"),
        (zipped(b"0" * (90 * 2**20)), "quá lớn"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kiểu cũ"),
        (bytes(range(256)) * 4 + b"\0" * 4000, "không phải văn bản"),
    ],
)
def test_what_cannot_be_read_is_refused_in_vietnamese(data, words):
    with pytest.raises(Unreadable, match=words):
        load(data)


def test_xml_entities_are_refused():
    bomb = b'<!DOCTYPE w [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;">]><w>&b;</w>'

    with pytest.raises(Unreadable, match="không an toàn"):
        load(zipped(bomb))


def test_a_deeply_nested_word_file_does_not_break_the_reader():
    depth = 20_000
    content = b"<a>" * depth + b"</a>" * depth

    with pytest.raises(Unreadable):
        load(zipped(content))

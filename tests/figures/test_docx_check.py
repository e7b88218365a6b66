"""A draft comes back with a comment at every figure, marked to the letter, and a page in front."""

import io
import unicodedata
import zipfile

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from khuyencong.figures.annotating import annotate
from khuyencong.figures.reading.extract import read
from khuyencong.figures.reading.load import Unreadable, load
from khuyencong.figures.report_check import Judgement, check_report
from khuyencong.places.queries import units_within_ids
from tests.factories.figures import PublishedFigureFactory, SourceTextFactory
from tests.factories.schemes import LineFactory, SchemeFactory

WORDS = (
    "Giai đoạn 2014-2018, tỉnh Nghệ An thực hiện ",
    "1",
    "09 đề",
    " án, trong đó khuyến công quốc gia 10 đề án, khuyến công địa phương 97 đề án.",
)


def draft(*paragraphs):
    """A Word file whose paragraphs are lists of runs, every second one bold."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for number, words in enumerate(runs):
            paragraph.add_run(words).bold = bool(number % 2)
    return saved(document)


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def checked(data, **asked):
    loaded = load(data, "du-thao.docx")
    report = check_report(read(loaded.text), **asked)
    return docx.Document(io.BytesIO(annotate(data, loaded, report, site="http://trang/"))), report


def commented(document):
    """The words between the marks of each comment, with the comment, in the order of the text."""
    comments = {str(one.comment_id): one for one in document.comments}
    found, open_marks = {}, []
    for element in document.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            open_marks.append(element.get(qn("w:id")))
            found[open_marks[-1]] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            open_marks.remove(element.get(qn("w:id")))
        elif element.tag == qn("w:t"):
            for mark in open_marks:
                found[mark] += element.text or ""
    return [(words, comments[mark].text.splitlines()) for mark, words in found.items()]


def text_of(document):
    return "".join(element.text or "" for element in document.element.body.iter(qn("w:t")))


@pytest.fixture
def records(province):
    """109 schemes are said; the records hold three, one of them national."""
    units_within_ids.cache_clear()
    for level in ("national", "province", "province"):
        scheme = SchemeFactory(province=province, start_year=2016, tier=level, illustrative=True)
        LineFactory(scheme=scheme, account__settled={level: 100_000_000})
    yield
    units_within_ids.cache_clear()


def test_a_contradiction_is_marked_to_the_letter_across_runs():
    document, report = checked(draft(WORDS))

    assert [(words, lines[0]) for words, lines in commented(document)] == [
        ("109 đề án", "TỰ MÂU THUẪN"),
        ("10 đề án", "TỰ MÂU THUẪN"),
        ("97 đề án", "TỰ MÂU THUẪN"),
    ]
    assert report.contradicts
    assert text_of(document).endswith("".join(WORDS))


def test_the_look_of_the_words_stays():
    document, _ = checked(draft(WORDS))

    paragraph = next(one for one in document.paragraphs if "Giai đoạn" in one.text)
    looks = [(run.text, bool(run.bold)) for run in paragraph.runs if run.text]
    assert looks[:4] == [(WORDS[0], False), ("1", True), ("09 đề", False), (" án", True)]


def test_the_page_in_front_counts_and_names_what_to_look_at():
    document, _ = checked(draft(WORDS))

    first = [one.text for one in document.paragraphs[:2]]
    assert first == [
        "PHIẾU SOÁT SỐ LIỆU",
        "Đã soát 3 số liệu với chính văn bản. Có chỗ phải xem lại trước khi công bố.",
    ]
    assert [cell.text for cell in document.tables[0].rows[0].cells][:2] == ["tự mâu thuẫn", "3"]


def test_against_the_records_every_figure_says_their_value_and_its_address(records):
    runs = ["Năm 2016, tỉnh Nghệ An thực hiện 3 đề án, kinh phí hỗ trợ 400 triệu đồng."]
    document, report = checked(draft(runs), against_records=True)

    [(_, agrees), (_, differs)] = commented(document)
    assert agrees == [
        "KHỚP SỔ",
        "Theo sổ: 3 đề án.",
        "Khớp với dữ liệu minh họa (3 bản ghi).",
        "Xem: http://trang/so-lieu/?measure=schemes&place=Ngh%E1%BB%87+An&period=2016",
    ]
    assert differs[:3] == [
        "LỆCH",
        "Theo sổ: 300 triệu đồng.",
        "Công bố cao hơn 100 triệu đồng so với dữ liệu minh họa (3 bản ghi).",
    ]
    assert report.contradicts


def test_what_the_records_do_not_hold_is_not_found_and_no_contradiction(province):
    units_within_ids.cache_clear()
    runs = ["Năm 2016, tỉnh Nghệ An thực hiện 3 đề án. Mục tiêu năm 2020 là 5 đề án."]
    _, report = checked(draft(runs), against_records=True)

    assert [one.judgement for one in report.judged] == [
        Judgement.NOT_FOUND,
        Judgement.NOT_COMPARED,
    ]
    assert not report.contradicts


def test_what_was_published_before_is_told_with_its_source(records, province):
    text = SourceTextFactory(place=province, title="Tổng kết")
    PublishedFigureFactory(
        text=text, surface="4 đề án", value=4, start_date="2016-01-01", end_date="2016-12-31"
    )
    runs = ["Năm 2016, tỉnh Nghệ An thực hiện 3 đề án."]
    document, _ = checked(draft(runs), against_records=True)

    [(_, lines)] = commented(document)
    assert "Đã công bố: «4 đề án», «Tổng kết», Sở Công Thương, 15/01/2021." in lines


def test_letters_written_in_two_parts_are_marked_to_the_letter():
    words = unicodedata.normalize("NFD", "".join(WORDS))
    document, _ = checked(draft([words[:70], words[70:]]))

    shown = [unicodedata.normalize("NFC", found) for found, _ in commented(document)]
    assert shown == ["109 đề án", "10 đề án", "97 đề án"]
    assert text_of(document).endswith(words)


def test_tables_links_tabs_and_deleted_words_are_passed_through():
    document = docx.Document()
    paragraph = document.add_paragraph("Năm 2016 tỉnh Nghệ An thực hiện")
    paragraph.add_run("\tx\t").add_tab()
    link = OxmlElement("w:hyperlink")
    run = document.add_paragraph().add_run(
        "109 đề án, trong đó quốc gia 10 đề án, địa phương 97 đề án"
    )
    paragraph._p.append(link)
    link.append(run._r)
    deleted = OxmlElement("w:del")
    gone = paragraph.add_run(" bỏ 55 đề án")
    deleted.append(gone._r)
    paragraph._p.append(deleted)
    document.add_table(rows=1, cols=2).cell(0, 1).text = "Kinh phí 5 tỷ đồng"

    marked, _ = checked(saved(document))

    assert [words for words, _ in commented(marked)] == ["109 đề án", "10 đề án", "97 đề án"]


def test_a_draft_with_comments_of_others_keeps_them():
    document = docx.Document(io.BytesIO(draft(WORDS)))
    document.add_comment(document.paragraphs[0].runs, text="Xem lại câu này", author="Trưởng phòng")

    marked, _ = checked(saved(document))

    assert "Xem lại câu này" in [comment.text for comment in marked.comments]
    assert len(list(marked.comments)) == 4


@pytest.mark.parametrize(
    "spoil",
    [
        lambda names: [name for name in names if name != "[Content_Types].xml"],
        lambda names: [name for name in names if name != "_rels/.rels"],
    ],
)
def test_a_broken_file_is_refused_in_a_sentence(spoil):
    whole = zipfile.ZipFile(io.BytesIO(draft(WORDS)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as part:
        for name in spoil(whole.namelist()):
            part.writestr(name, whole.read(name))

    with pytest.raises(Unreadable, match="Tệp Word thiếu thành phần"):
        checked(file.getvalue())


def test_parts_that_unpack_too_large_are_refused(monkeypatch):
    monkeypatch.setattr("khuyencong.figures.annotating.MAX_UNPACKED", 1000)

    with pytest.raises(Unreadable, match="bung ra quá lớn"):
        checked(draft(WORDS))


def test_the_command_writes_the_file_and_stops_the_routine(tmp_path, capsys):
    path, out = tmp_path / "du-thao.docx", tmp_path / "da-soat.docx"
    path.write_bytes(draft(WORDS))

    with pytest.raises(SystemExit) as stop:
        call_command("figures", "check", str(path), "--docx", str(out))

    assert stop.value.code == 1
    assert len(commented(docx.Document(str(out)))) == 3


def test_the_page_gives_the_word_file_back(sign_in, province_officer):
    file = SimpleUploadedFile("Dự thảo.docx", draft(WORDS))

    response = sign_in(province_officer).post("/van-ban/soat/", {"file": file, "tai": "1"})

    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''D%E1%BB%B1%20th%E1%BA%A3o-da-soat.docx"
    )
    assert len(commented(docx.Document(io.BytesIO(response.content)))) == 3


def test_the_page_shows_the_judgements(sign_in, centre_officer, records):
    text = "Năm 2016, tỉnh Nghệ An thực hiện 3 đề án.".encode()
    file = SimpleUploadedFile("du-thao.txt", text)

    response = sign_in(centre_officer).post(
        "/van-ban/soat/", {"file": file, "against_records": "on", "xem": "1"}
    )

    assert [one.judgement for one in response.context["report"].judged] == [Judgement.AGREES]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"\x00\x00"])
def test_the_page_says_what_it_cannot_read(sign_in, province_officer, data):
    file = SimpleUploadedFile("a.docx", data)

    response = sign_in(province_officer).post("/van-ban/soat/", {"file": file, "tai": "1"})

    assert (response.status_code, list(response.context["form"].errors)) == (400, ["file"])


def test_accountants_do_not_check_reports(sign_in, accountant):
    assert sign_in(accountant).get("/van-ban/soat/").status_code == 403

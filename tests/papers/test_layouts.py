"""A province's own Word file: handed in, tried, used from its day on papers of the province."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from khuyencong.documents.filling import starter
from khuyencong.papers import actions
from khuyencong.papers.models import PaperTemplate
from tests.delivery.conftest import at
from tests.documents.test_rendering import words_of_docx, words_of_pdf

from .piles import stored

pytestmark = pytest.mark.django_db
OWN = "Câu riêng của tỉnh về {{ten_de_an}}."


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-09-20 09:00+07:00", tick=False):
        yield


def layout(*more):
    document = Document(BytesIO(starter()))
    for text in (OWN, *more):
        document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    return SimpleUploadedFile("mau-tinh.docx", buffer.getvalue())


@pytest.fixture
def office(leader, sign_in):
    return sign_in(leader)


def save(office, file, **more):
    data = {"valid_from": "10/9/2026", **({"layout": file} if file else {}), **more}
    return office.post("/van-thu/mau/submission/", data, follow=True)


def test_a_layout_is_used_from_its_day_in_both_files(office, waiting, write, province_officer):
    save(office, layout())

    before = write(waiting, "submission", when=at(9, 9))
    after = write(waiting, "submission", when=at(9, 10))
    after = actions.number_paper(after, date(2026, 9, 11), by=province_officer, at=at(9, 15))

    sentence = f"Câu riêng của tỉnh về {waiting.name}."
    asked = (sentence, "01/TTr-TTKC", "600.000.000 đồng", after.code)
    for said in (words_of_docx(stored(after.docx)), words_of_pdf(stored(after.pdf))):
        assert [one for one in asked if one not in said] == []
    assert sentence not in words_of_docx(stored(before.docx))


def test_faults_are_told_and_nothing_is_kept(office):
    page = save(office, layout("{{ten_de_ann}}")).content.decode()

    assert "có phải {{ten_de_an}}?" in page
    assert PaperTemplate.objects.count() == 0
    assert "Chỉ nhận tệp Word" in (
        save(office, SimpleUploadedFile("a.pdf", b"%PDF-1.7")).content.decode()
    )


def test_a_trial_shows_the_paper_and_keeps_nothing(office):
    word = save(office, layout(), trial="docx", signer_name="Lê Văn Thử").content
    print_ = save(office, layout(), trial="pdf", signer_name="Lê Văn Thử").content

    for said in (words_of_docx(word), words_of_pdf(print_)):
        assert ("Câu riêng của tỉnh" in said, "Lê Văn Thử" in said, "XEM THỬ" in said) == (
            True,
            True,
            True,
        )
    assert PaperTemplate.objects.count() == 0


def test_a_trial_without_a_file_shows_the_layout_there_is_and_none_when_it_is_dropped(office):
    save(office, layout())

    kept = save(office, None, trial="docx").content
    dropped = save(office, None, trial="docx", drops_layout="on").content

    said = [words_of_docx(one) for one in (kept, dropped)]
    assert ["Câu riêng của tỉnh" in one for one in said] == [True, False]


def test_a_layout_stays_until_it_is_dropped(office, province, waiting, write):
    save(office, layout())
    save(office, None, signer_title="PHÓ GIÁM ĐỐC")
    kept = office.get("/van-thu/mau/submission/2/")
    save(office, None, drops_layout="on")

    found = [bool(one.layout) for one in PaperTemplate.objects.order_by("number")]
    assert found == [True, True, False]
    assert b"".join(kept.streaming_content)[:2] == b"PK"
    said = words_of_docx(stored(write(waiting, "submission", when=at(9, 10)).docx))
    assert "Câu riêng" not in said


def test_there_is_a_file_to_begin_from_for_every_kind(office):
    assert office.get("/van-thu/mau/contract/khoi-dau/").content[:2] == b"PK"
    assert office.get("/van-thu/mau/khong-co/khoi-dau/").status_code == 404
    assert office.get("/van-thu/mau/contract/1/").status_code == 404

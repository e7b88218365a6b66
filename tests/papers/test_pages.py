"""The pages: a shelf per scheme, a paper, the register, wordings, piles of scans."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khuyencong.papers import actions, tasks
from khuyencong.papers.models import Paper, PaperTemplate, ScanBatch, SignedScan
from khuyencong.schemes.models import Recusal
from tests.delivery.conftest import at
from tests.documents.encrypted import LOCKED
from tests.factories.schemes import SchemeFactory

from .conftest import visit
from .piles import blank_page, pile_of

pytestmark = pytest.mark.django_db
NOW = "2026-09-20 09:00+07:00"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(province_officer, sign_in):
    return sign_in(province_officer)


@pytest.fixture
def paper(waiting, write):
    return write(waiting, "submission")


def told(response):
    return [str(message) for message in response.context["messages"]]


def addresses(paper):
    base = f"/van-thu/van-ban/{paper.code}/"
    return [base, f"{base}tep/docx/", f"{base}tep/pdf/", f"/van-thu/de-an/{paper.scheme.code}/"]


def test_a_paper_is_written_from_the_page_of_its_scheme(waiting, officer):
    shelf = f"/van-thu/de-an/{waiting.code}/"
    assert shelf in officer.get(f"/de-an/{waiting.code}/").content.decode()
    assert "chưa lập" in officer.get(shelf).content.decode()

    response = officer.post(f"{shelf}lap/", {"kind": "submission", "subject": "base"}, follow=True)

    paper = Paper.objects.get()
    assert response.redirect_chain == [(f"/van-thu/van-ban/{paper.code}/", 302)]
    assert told(response) == ["Đã lập tờ trình."]
    assert paper.content["address"] == f"HTTP://TESTSERVER/Q/{paper.code}"
    scanned = officer.get(f"/Q/{paper.code}")
    assert scanned.headers["Location"] == f"/van-thu/van-ban/{paper.code}/"
    assert "Lập lại" in officer.get(shelf).content.decode()


def test_the_papers_of_an_illustrative_scheme_stand_under_its_label(waiting, province, officer):
    made_up = SchemeFactory(province=province, state="submitted", is_illustrative=True)

    pages = [
        officer.get(f"/van-thu/de-an/{scheme.code}/").content.decode()
        for scheme in (made_up, waiting)
    ]

    assert ["dữ liệu minh họa</span>" in page for page in pages] == [True, False]


def test_both_files_are_saved_under_a_name_that_says_what_they_are(paper, officer):
    found = {}
    for ending in ("docx", "pdf"):
        response = officer.get(f"/van-thu/van-ban/{paper.code}/tep/{ending}/")
        found[ending] = (
            response["Content-Disposition"],
            b"".join(response.streaming_content)[:4],
        )

    name = f"KCDP-2027-1-submission-{paper.code}"
    assert found == {
        "docx": (f'attachment; filename="{name}.docx"', b"PK\x03\x04"),
        "pdf": (f'attachment; filename="{name}.pdf"', b"%PDF"),
    }
    assert officer.get(f"/van-thu/van-ban/{paper.code}/tep/exe/").status_code == 404


def test_a_number_is_taken_and_stands_in_the_register(paper, officer):
    response = officer.post(
        f"/van-thu/van-ban/{paper.code}/cap-so/", {"dated_on": "20/9/2026"}, follow=True
    )

    assert told(response) == ["Đã cấp số 01/TTr-TTKC; tệp Word, PDF đã mang số này."]
    register = officer.get("/van-thu/").content.decode()
    assert "01/TTr-TTKC" in register
    assert f"/van-thu/van-ban/{paper.code}/" in register
    for narrowed, is_there in (
        ("nam=2026&so=den", True),
        ("so=di", False),
        ("loai=contract", False),
    ):
        page = officer.get(f"/van-thu/?{narrowed}").content.decode()
        assert ("01/TTr-TTKC" in page) == is_there
    again = officer.post(f"/van-thu/van-ban/{paper.code}/cap-so/", {"dated_on": "20/9/2026"})
    assert (again.status_code, again.context["number_form"].errors.as_text()) == (
        200,
        "* dated_on\n  * Văn bản đã có số 01/TTr-TTKC.",
    )


def test_a_wrong_day_is_said_beside_its_field(paper, officer):
    response = officer.post(f"/van-thu/van-ban/{paper.code}/cap-so/", {"dated_on": "21/9/2026"})

    assert "Ngày văn bản 21/09/2026 ở tương lai." in response.content.decode()


def test_a_signed_copy_comes_back_to_its_paper(paper, officer):
    base = f"/van-thu/van-ban/{paper.code}/"
    bad = officer.post(f"{base}ban-ky/", {"file": SimpleUploadedFile("a.docx", b"PK\x03\x04")})
    assert "Bản ký phải là PDF hoặc ảnh JPG, PNG." in bad.content.decode()

    scan = pile_of(paper)
    good = officer.post(f"{base}ban-ky/", {"file": SimpleUploadedFile("ky.pdf", scan)}, follow=True)

    assert told(good) == ["Đã nhận bản ký."]
    response = officer.get(f"{base}ban-ky/{SignedScan.objects.get().pk}/")
    assert (b"".join(response.streaming_content), response["Content-Disposition"]) == (
        scan,
        'attachment; filename="ky.pdf"',
    )


@pytest.mark.parametrize("share", [0, 0.5])
def test_a_broken_scan_is_refused_with_what_to_do_and_may_be_handed_in_again(paper, officer, share):
    base = f"/van-thu/van-ban/{paper.code}/"
    whole = pile_of(paper)
    broken = whole[: int(len(whole) * share)] or b"%PDF-1.7"

    page = officer.post(f"{base}ban-ky/", {"file": SimpleUploadedFile("ky.pdf", broken)})

    form = page.context["scan_form"]
    assert form.errors["file"] == [
        "Tệp «ky.pdf» hỏng, không mở được trang nào: hãy mở thử trên máy, quét hoặc xuất lại "
        "thành PDF, rồi nộp lại."
    ]
    assert (page.context["number_form"].initial, SignedScan.objects.count()) == (
        {"dated_on": timezone.localdate()},
        0,
    )
    again = SimpleUploadedFile("ky.pdf", whole)
    assert told(officer.post(f"{base}ban-ky/", {"file": again}, follow=True)) == ["Đã nhận bản ký."]


def test_a_scan_or_a_pile_that_asks_for_a_password_is_refused(paper, officer):
    for page in (f"/van-thu/van-ban/{paper.code}/ban-ky/", "/van-thu/quet/"):
        sent = officer.post(page, {"file": SimpleUploadedFile("ky.pdf", LOCKED["aes-256"])})

        assert "Tệp PDF có mật khẩu, người khác không mở được" in sent.content.decode()
    assert not SignedScan.objects.exists()
    assert not ScanBatch.objects.exists()


def test_a_pile_is_sorted_and_what_waits_is_sorted_by_hand(paper, officer):
    pile = SimpleUploadedFile("pile.pdf", pile_of(paper, blank_page()))

    before = officer.post("/van-thu/quet/", {"file": pile}, follow=True).content.decode()
    batch = ScanBatch.objects.get()
    early = officer.post(
        f"/van-thu/quet/{batch.pk}/trang/1/xep/", {"code": paper.code}, follow=True
    )
    tasks.read_pile(batch.pk)
    page = officer.get(f"/van-thu/quet/{batch.pk}/")

    count = batch.pages_count
    assert f"Đang đọc ở nền: 0/{count} trang." in before
    assert told(early) == ["Tệp đang được đọc; đọc xong mới xếp tay."]
    waits = batch.pages.get(paper__isnull=True).number
    assert "không đọc được mã QR" in page.content.decode()
    assert f'value="{paper.code}"' in page.content.decode()  # the page before is a good guess
    one = officer.get(f"/van-thu/quet/{batch.pk}/trang/{waits}/")
    assert b"".join(one.streaming_content)[:4] == b"%PDF"
    whole = officer.get(f"/van-thu/quet/{batch.pk}/tep/")
    assert b"".join(whole.streaming_content)[:4] == b"%PDF"
    assign = f"/van-thu/quet/{batch.pk}/trang/{waits}/xep/"
    wrong = officer.post(assign, {"code": "VB-22222222"}, follow=True)
    right = officer.post(assign, {"code": paper.code.lower()}, follow=True)
    again = officer.post(assign, {"code": paper.code}, follow=True)
    assert (told(wrong), told(right), told(again)) == (
        [f"Trang {waits}: không tìm thấy văn bản mang mã này."],
        [f"Đã xếp trang {waits} vào văn bản {paper.code}."],
        [f"Trang {waits} đã được xếp vào một văn bản."],
    )
    assert "pile.pdf" in officer.get("/van-thu/quet/").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"%PDF-1.7 broken", "Không mở được tệp PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "Chỉ nhận tệp PDF."),
    ],
)
def test_a_pile_that_cannot_be_read_is_refused(officer, name, content, said):
    response = officer.post("/van-thu/quet/", {"file": SimpleUploadedFile(name, content)})

    assert said in response.content.decode()
    assert ScanBatch.objects.count() == 0


def test_a_colleague_does_not_open_somebody_elses_pile(paper, officer, centre_officer, sign_in):
    officer.post("/van-thu/quet/", {"file": SimpleUploadedFile("p.pdf", pile_of(paper))})
    key = ScanBatch.objects.get().pk
    colleague = sign_in(centre_officer)

    found = [colleague.get(f"/van-thu/quet/{key}/{end}").status_code for end in ("", "tep/")]

    assert found == [404, 404]


def test_the_leaders_office_words_a_paper(leader, sign_in, province):
    office = sign_in(leader)
    assert "Lời văn của hệ thống" in office.get("/van-thu/mau/").content.decode()
    assert office.get("/van-thu/mau/khong-co/").status_code == 404

    response = office.post(
        "/van-thu/mau/contract/",
        {"valid_from": "20/9/2026", "recipients": "Như trên;", "signer_title": "PHÓ GIÁM ĐỐC"},
        follow=True,
    )

    assert told(response) == ["Đã lưu bản 1 của mẫu."]
    saved = PaperTemplate.objects.get()
    assert (saved.province, saved.kind, saved.signer_title, saved.by) == (
        province,
        "contract",
        "PHÓ GIÁM ĐỐC",
        leader,
    )
    assert "Bản 1" in office.get("/van-thu/mau/contract/").content.decode()


def test_a_stranger_finds_nothing(paper, stranger, sign_in):
    client = sign_in(stranger)

    assert {client.get(address).status_code for address in addresses(paper)} == {404}
    assert paper.code not in client.get("/van-thu/").content.decode()


def test_who_declared_a_conflict_of_interest_finds_nothing(
    paper, province_officer, centre_officer, sign_in
):
    actions.number_paper(paper, date(2026, 9, 20), by=province_officer, at=at(9, 20))
    reason = {"reason": "Người nhà", "declared_at": at(9, 1)}
    Recusal.objects.create(scheme=paper.scheme, person=centre_officer, **reason)
    client = sign_in(centre_officer)

    assert {client.get(address).status_code for address in addresses(paper)} == {404}
    assert "01/TTr-TTKC" not in client.get("/van-thu/").content.decode()


def test_who_does_not_see_records_is_refused(paper, applicant, administrator, sign_in, client):
    for person in (applicant, administrator):
        found = {sign_in(person).get(address).status_code for address in addresses(paper)}
        assert found == {403}
    assert {client.get(address).status_code for address in addresses(paper)} == {302}


def test_who_may_not_write_a_paper_has_no_button_and_is_refused(paper, accountant, sign_in):
    client = sign_in(accountant)
    base = f"/van-thu/van-ban/{paper.code}/"
    shelf = f"/van-thu/de-an/{paper.scheme.code}/"

    assert "Cấp số" not in client.get(base).content.decode()
    assert "Lập lại" not in client.get(shelf).content.decode()
    written = client.post(f"{shelf}lap/", {"kind": "submission", "subject": "base"})
    numbered = client.post(f"{base}cap-so/", {"dated_on": "20/9/2026"})
    assert (written.status_code, numbered.status_code) == (403, 403)


def test_what_is_not_offered_or_not_known_is_not_written(waiting, officer):
    write = f"/van-thu/de-an/{waiting.code}/lap/"

    unknown = officer.post(write, {"kind": "letter", "subject": "base"})
    refused = officer.post(write, {"kind": "contract", "subject": "draft"}, follow=True)

    assert unknown.status_code == 404
    assert told(refused) == ["Tình trạng của đề án chưa cho lập văn bản này."]


@pytest.mark.parametrize("count", [1, 3])
def test_the_papers_of_a_scheme_are_offered_by_two_questions_however_many_there_are(
    accepted, write, province_officer, officer, count
):
    for day in range(1, count + 1):
        visit(accepted, date(2026, 6, day), by=province_officer)
        write(accepted, "visit_minutes")
    shelf = f"/van-thu/de-an/{accepted.code}/"
    officer.get(shelf)

    with CaptureQueriesContext(connection) as queries:
        page = officer.get(shelf)

    assert page.content.decode().count('<br><span class="text-secondary fw-normal">0') == count
    assert len(queries) == 7  # session, person, scheme, papers, scans, its life, its money


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_questions_for_one_number_and_three(
    waiting, write, province_officer, officer, count
):
    for _ in range(count):
        paper = write(waiting, "submission")
        actions.number_paper(paper, date(2026, 9, 20), by=province_officer, at=at(9, 20))
    officer.get("/van-thu/")

    with CaptureQueriesContext(connection) as queries:
        page = officer.get("/van-thu/")

    assert page.content.decode().count("/TTr-TTKC</a>") == count
    assert len(queries) == 4

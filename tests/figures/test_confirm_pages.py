"""The pages of a text under confirmation, as forms that need no script."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connections

from khuyencong.figures import actions, tasks
from khuyencong.figures.document_page import CHUNK, chunks_of
from khuyencong.figures.models import Document, DocumentState, FindingDecision, PublishedFigure
from khuyencong.places.queries import units_within_ids
from tests.documents.encrypted import LOCKED

from .made_up import TEXT, TITLE, WRONG

AT = datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _units():
    units_within_ids.cache_clear()
    yield
    units_within_ids.cache_clear()


@pytest.fixture
def client(sign_in, province_officer):
    return sign_in(province_officer)


@pytest.fixture
def document(province, province_officer):
    return actions.bring_in(actions.Incoming(pasted=WRONG), by=province_officer, at=AT)


@pytest.fixture
def address(document):
    return f"/van-ban/{document.pk}/"


def post(client, address, **words):
    return client.post(address, words)


def opened(client, address):
    return client.get(address).context["opened"]


def marks(page):
    return [
        (segment.candidate.number, segment.text)
        for line in page.paragraphs
        for segment in line
        if segment.candidate
    ]


def test_a_pasted_text_is_read_and_opened_at_its_first_figure(client, province):
    response = client.post("/van-ban/dua-vao/", {"pasted": TEXT}, follow=True)

    page = response.context["opened"]
    assert (page.document.title, page.selected.quote, page.decided) == (TITLE, "5 năm", 0)
    assert "".join(segment.text for line in page.paragraphs for segment in line).replace(
        "\n", ""
    ) == TEXT.replace("\n", "")
    assert marks(page)[:3] == [(1, "5 năm"), (2, "30 đề án"), (3, "6,2 tỷ đồng")]


def test_a_file_is_read(client, province):
    file = SimpleUploadedFile("Báo cáo.txt", TEXT.encode())

    response = client.post("/van-ban/dua-vao/", {"file": file}, follow=True)

    assert response.context["opened"].document.file_name == "Báo cáo.txt"


@pytest.mark.parametrize(
    ("words", "field", "said"),
    [
        ({}, "file", "Hãy chọn một tệp hoặc dán nội dung, một trong hai."),
        ({"pasted": "  \u200b"}, "file", None),
        ({"file": ("a.docx", b"PK\x03\x04")}, "file", "Tệp Word bị hỏng nên không đọc được."),
        ({"file": ("a.doc", b"\xd0\xcf\x11\xe0 old")}, "file", None),
        ({"pasted": "x", "url": "không phải"}, "url", "Nhập một URL hợp lệ."),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(client, province, words, field, said):
    if "file" in words:
        words = {"file": SimpleUploadedFile(*words["file"])}

    response = client.post("/van-ban/dua-vao/", words)

    if response.status_code == 302:  # a letter that is not seen is a text without figures
        return
    errors = response.context["form"].errors
    assert (response.status_code, list(errors)) == (400, [field])
    assert said is None or errors[field] == [said]


def test_confirming_leads_to_the_next_figure_that_waits(client, address):
    response = post(client, f"{address}2/xac-nhan/", version=1)

    assert response.url == f"{address}?so=3#so-3"
    page = opened(client, f"{address}?so=2")
    assert (page.selected.state, page.decided, page.last.candidate.number) == ("confirmed", 1, 2)


def test_the_meaning_is_changed_in_the_words_of_addresses(client, address, document):
    form = client.get(f"{address}?so=3").context["form"]
    words = {name: form[name].value() or "" for name in form.fields}
    words |= {"version": 1, "source": "province", "value": "6,25 tỷ", "kind": "plan"}

    response = client.post(f"{address}3/sua/", words)

    assert response.url == f"{address}?so=4#so-4"
    figure = PublishedFigure.objects.get()
    assert (figure.kind, figure.value, figure.address.params()) == (
        "plan",
        6_250_000_000,
        {"measure": "support", "source": "province", "place": "Nghệ An", "period": "2014-2018"},
    )


def test_a_wrong_word_keeps_everything_typed(client, address):
    words = {
        "version": 1, "kind": "result", "unit": "VND", "value": "nhiều", "measure": "support",
        "place": "Nghệ Anh", "period": "2014-2018",
    }  # fmt: skip

    response = client.post(f"{address}3/sua/", words)

    form = response.context["form"]
    assert response.status_code == 409
    assert form.errors["place"] == ["Không có địa danh «Nghệ Anh». Gần nhất: Nghệ An."]
    assert set(form.errors) == {"place", "value"}
    assert form["value"].value() == "nhiều"


def test_rejecting_needs_a_reason(client, address, document):
    response = post(client, f"{address}2/bac/", version=1, reason=" ")
    assert (response.status_code, response.context["error"]) == (
        409,
        "Hãy ghi lý do bác số liệu này.",
    )

    post(client, f"{address}2/bac/", version=1, reason="Không phải số liệu.")
    assert document.candidates.get(number=2).reason == "Không phải số liệu."


def test_the_second_person_keeps_what_was_typed(client, address, document, sign_in, leader):
    post(client, f"{address}2/xac-nhan/", version=1)

    response = post(client, f"{address}2/bac/", version=1, reason="Tôi thấy sai.")

    assert response.status_code == 409
    assert response.context["error"].endswith("Những gì bạn nhập vẫn ở đây và chưa được lưu.")
    assert response.context["reject_form"]["reason"].value() == "Tôi thấy sai."


def test_clear_sentences_are_confirmed_at_once_and_undone(client, address):
    page = opened(client, address)
    seen = [f"{one.number}:{one.version}" for one in page.clear]

    client.post(f"{address}xac-nhan-loat/", {"seen": seen})
    assert opened(client, address).decided == len(seen)

    post(client, f"{address}hoan-tac/")
    assert opened(client, address).decided == 0
    assert post(client, f"{address}hoan-tac/").context["error"].startswith("Không còn quyết định")


def test_figures_of_a_contradiction_are_never_clear(client, address):
    page = opened(client, address)
    doubted = page.findings[0]

    assert doubted.finding.message.startswith("Các phần cộng lại vượt 2 đề án")
    assert {one.number for one in page.clear}.isdisjoint(doubted.numbers)
    assert 9 in {one.number for one in page.clear}


def test_a_finding_is_shown_in_the_text_and_decided(client, address, province_officer):
    key = opened(client, address).findings[0].key

    page = opened(client, f"{address}?nhan-xet={key}")
    shown = [s.text for line in page.paragraphs for s in line if s.is_in_finding]
    assert shown == ["30 đề án", "04 đề án", "20 đề án", "08 đề án"]

    silent = post(client, f"{address}nhan-xet/", key=key, decision="dismissed")
    assert silent.context["error"] == "Hãy ghi lý do bỏ qua, hoặc câu hỏi gửi tác giả."
    post(client, f"{address}nhan-xet/", key=key, decision="asked", note="Hội chợ mấy đề án?")

    decided = opened(client, address).findings[0].decision
    assert (decided.note, decided.by, FindingDecision.objects.count()) == (
        "Hội chợ mấy đề án?",
        province_officer,
        1,
    )


def test_a_finding_that_is_gone_is_said(client, address):
    response = post(client, f"{address}nhan-xet/", key="khac", decision="confirmed")

    assert response.context["error"].startswith("Nhận xét này không còn")


def test_mending_a_figure_takes_the_finding_away(client, address, document):
    form = client.get(f"{address}?so=8").context["form"]
    words = {name: form[name].value() or "" for name in form.fields}
    words |= {"version": 1, "content": "fair", "kind": "context"}

    client.post(f"{address}8/sua/", words)
    post(client, f"{address}8/bac/", version=2, reason="Số in sai.")

    messages = [one.finding.message for one in opened(client, address).findings]
    assert not any("vượt 2 đề án" in message for message in messages)


def test_the_place_and_period_are_said_by_a_person(client, province):
    client.post("/van-ban/dua-vao/", {"pasted": "Đã thực hiện 12 đề án."})
    document = Document.objects.get()
    refused = post(client, f"/van-ban/{document.pk}/1/xac-nhan/", version=1)
    assert refused.status_code == 409

    said = {"title": "Báo cáo", "publisher": "Sở", "place": "Nghệ An", "period": "2018"}
    client.post(f"/van-ban/{document.pk}/thong-tin/", said)
    post(client, f"/van-ban/{document.pk}/1/xac-nhan/", version=1)

    assert PublishedFigure.objects.get().address.params() == {
        "measure": "schemes",
        "place": "Nghệ An",
        "period": "2018",
    }


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"period": "2018-2016"}, "period"),
        ({"place": "Hà Tĩnh"}, "place"),
        ({"place": "?"}, "place"),
    ],
)
def test_a_wrong_place_or_period_is_said_beside_it(client, address, other_province, words, field):
    said = {"title": "Báo cáo", "publisher": "Sở", "place": "Nghệ An", "period": "2018"} | words

    response = client.post(f"{address}thong-tin/", said)

    assert (response.status_code, list(response.context["form"].errors)) == (400, [field])


def test_history_names_the_person_and_the_fields(client, address, province_officer):
    post(client, f"{address}2/xac-nhan/", version=1)

    page = client.get(f"{address}lich-su/").context["page"]

    first = page.object_list[0]
    assert (first.by, first.get_action_display(), first.told_after) == (
        province_officer,
        "Xác nhận",
        [("tình trạng", "confirmed")],
    )


@pytest.mark.parametrize(
    "path", ["", "thong-tin/", "lich-su/", "doi-chieu/", "2/xac-nhan/", "hoan-tac/"]
)
def test_a_stranger_finds_nothing(sign_in, stranger, address, path):
    client = sign_in(stranger)
    post_only = path in ("2/xac-nhan/", "hoan-tac/")

    response = (client.post if post_only else client.get)(f"{address}{path}")

    assert response.status_code == 404


@pytest.mark.parametrize("path", ["/van-ban/", "/van-ban/dua-vao/", "/van-ban/1/"])
def test_who_may_not_confirm_is_refused(sign_in, centre_officer, path):
    assert sign_in(centre_officer).get(path).status_code == 403


@pytest.mark.parametrize("more", [0, 3])
def test_the_list_asks_the_same_number_of_queries(
    client, document, province_officer, more, django_assert_num_queries
):
    for number in range(more):
        actions.bring_in(actions.Incoming(pasted=f"{TEXT} {number}"), by=province_officer, at=AT)
    client.get("/van-ban/")

    with django_assert_num_queries(4):
        rows = client.get("/van-ban/").context["page"].object_list

    assert [row.figures for row in rows] == [14] * (more + 1)


@pytest.mark.parametrize("text", [TEXT, TEXT + "\nNăm 2018 hỗ trợ 5 đề án và 7 cơ sở." * 5])
def test_the_page_of_a_text_asks_the_same_number_of_queries(
    client, province, province_officer, text, django_assert_num_queries
):
    document = actions.bring_in(actions.Incoming(pasted=text), by=province_officer, at=AT)
    client.get(f"/van-ban/{document.pk}/")

    with django_assert_num_queries(6):
        client.get(f"/van-ban/{document.pk}/")


def test_a_long_text_is_shown_in_parts(client, province):
    line = "Năm 2018 đã hỗ trợ 5 đề án của các cơ sở trong tỉnh Nghệ An. "
    text = "\n".join(f"{number}. {line}" for number in range(1, 700))
    client.post("/van-ban/dua-vao/", {"pasted": text})
    document = Document.objects.get()

    page = opened(client, f"/van-ban/{document.pk}/?phan=2")

    assert (page.chunk, len(page.chunks)) == (2, len(chunks_of(document.text)))
    assert sum(end - start for start, end in chunks_of(document.text)) == len(document.text)
    assert sum(len(s.text) for line in page.paragraphs for s in line) <= CHUNK + 200


def test_a_large_file_waits_and_is_read_in_the_background(client, province, monkeypatch):
    monkeypatch.setattr("khuyencong.figures.actions.documents.READ_AT_ONCE", 100)
    file = SimpleUploadedFile("lon.txt", TEXT.encode())

    response = client.post("/van-ban/dua-vao/", {"file": file}, follow=True)
    document = Document.objects.get()
    assert (document.state, "Tệp lớn được đọc ở nền" in response.content.decode()) == (
        DocumentState.WAITING,
        True,
    )

    tasks.read_text(document.pk)

    assert opened(client, f"/van-ban/{document.pk}/").document.title == TITLE


@pytest.mark.parametrize("name", LOCKED)
def test_a_report_that_asks_for_a_password_says_so_at_once(client, province, name):
    file = SimpleUploadedFile("bao-cao.pdf", LOCKED[name])

    page = client.post("/van-ban/dua-vao/", {"file": file}, follow=True).content.decode()

    assert "Tệp PDF bị hỏng hoặc có mật khẩu nên không đọc được." in page


def test_a_waiting_file_that_cannot_be_read_says_so(client, province, monkeypatch):
    monkeypatch.setattr("khuyencong.figures.actions.documents.READ_AT_ONCE", 3)
    client.post("/van-ban/dua-vao/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 broken")})
    document = Document.objects.get()

    tasks.read_text(document.pk)

    assert "Tệp PDF bị hỏng" in client.get(f"/van-ban/{document.pk}/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_queue_is_worked_off_by_a_command(client, province, monkeypatch):
    monkeypatch.setattr("khuyencong.figures.actions.documents.READ_AT_ONCE", 100)
    client.post("/van-ban/dua-vao/", {"file": SimpleUploadedFile("lon.txt", TEXT.encode())})

    with ThreadPoolExecutor(1) as own_thread:  # playwright may keep an event loop in this one
        own_thread.submit(_work_once).result()

    assert Document.objects.get().state == DocumentState.READ


def _work_once():
    call_command("work", "--once")
    connections.close_all()

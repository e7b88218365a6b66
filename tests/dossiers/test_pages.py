import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyencong.dossiers import actions, queries
from khuyencong.dossiers.actions import Typed
from khuyencong.dossiers.forms import DraftForm
from khuyencong.dossiers.models import Attachment, Need, NeedDraft, Outreach, SideText
from khuyencong.dossiers.views.finding import find_to_prepare
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme
from tests.documents.encrypted import LOCKED
from tests.dossiers.conftest import complete, draft_facts
from tests.factories.dossiers import (
    AT,
    AttachmentFactory,
    EstimateItemFactory,
    NeedFactory,
    OutreachFactory,
)
from tests.factories.establishments import EstablishmentFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def centre(sign_in, centre_officer):
    return sign_in(centre_officer)


def address(name, *args):
    return reverse(f"dossiers:{name}", args=args)


def text_of(response):
    return re.sub(r"\s+", " ", response.content.decode())


def need_of(commune, **changes):
    return {
        "commune": commune.pk,
        "name": "Hộ Lan",
        "phone": "0912",
        "content": "machine",
        "year": 2027,
        "investment_vnd": "500 triệu",
    } | changes


def test_a_commune_officer_records_a_need_on_one_page(sign_in, commune_officer):
    client, commune = sign_in(commune_officer), commune_officer.organisation.place

    shown = text_of(client.get(address("need_add")))
    recorded = client.post(address("need_add"), need_of(commune, next="1"))
    listed = text_of(client.get(address("need_list")))

    need = Need.objects.get()
    assert 'type="hidden" name="commune"' in shown
    assert (recorded.url, need.investment_vnd) == (address("need_add"), 500_000_000)
    assert "Hộ Lan" in listed
    assert "chưa có trong sổ" in listed


def test_an_establishment_of_the_register_is_recognised(sign_in, commune_officer):
    client, commune = sign_in(commune_officer), commune_officer.organisation.place
    known = EstablishmentFactory(name="HTX Vinh", province=commune.province, commune=commune)
    EstablishmentFactory(name="HTX Vinh", province=commune.province, commune=CommuneFactory())

    for name in (f"{known.code} – HTX Vinh", "htx  vinh"):
        told = need_of(commune, name=name, phone="", note=f"Khai là {name}")
        client.post(address("need_add"), told)
    options = text_of(client.get(address("establishment_options"), {"name": "vinh"}))

    assert list(Need.objects.values_list("establishment", "name")) == [(known.pk, "HTX Vinh")] * 2
    assert f"{known.code} – HTX Vinh" in options


def test_a_form_with_something_wrong_says_so_and_is_kept(sign_in, commune_officer):
    client, commune = sign_in(commune_officer), commune_officer.organisation.place

    told = text_of(client.post(address("need_add"), need_of(commune, phone="")))
    client.post(address("need_add"), need_of(commune, name="", phone=""))

    assert "Cơ sở chưa có trong sổ: hãy ghi số điện thoại để liên hệ." in told
    assert NeedDraft.objects.get().typed["investment_vnd"] == "500 triệu"
    assert not Need.objects.exists()


def test_what_is_being_typed_is_kept_and_there_again(sign_in, commune_officer):
    client = sign_in(commune_officer)

    kept = client.post(address("need_draft"), {"name": "Hộ L", "evil": "x"}, **HTMX)
    by_button = client.post(address("need_draft"), {"name": "Hộ Lan"})
    again = text_of(client.get(address("need_add")))
    dropped = client.post(address("need_draft"), {"drop": "1"})

    assert "Phiếu ghi dở đã được giữ lúc" in text_of(kept)
    assert by_button.url == dropped.url == address("need_add")
    assert 'value="Hộ Lan"' in again
    assert not NeedDraft.objects.exists()


def test_a_need_becomes_a_dossier(law, centre, centre_officer, commune_officer):
    need = NeedFactory(commune=commune_officer.organisation.place, name="Hộ Lan")
    page = address("need_to_dossier", need.pk)

    asked = text_of(centre.get(page))
    posted = {
        "name": "Máy sấy tại Hộ Lan",
        "tier": "province",
        "form": "single",
        "year": 2027,
        "sub_content": queries.usual_sub_content("machine").pk,
        "legal_form": "household",
    }
    wrong = centre.post(page, posted | {"name": ""})
    opened = centre.post(page, posted)
    again = centre.get(page)

    scheme = Scheme.objects.get()
    assert "Máy sấy lạnh tại Hộ Lan" in asked
    assert wrong.status_code == 200
    assert opened.url == again.url == address("dossier_detail", scheme.code)
    assert scheme.implementer == centre_officer.organisation


def test_the_lists_of_needs_and_outreach_take_the_same_queries_for_any_number(
    centre, commune_officer, django_assert_num_queries
):
    commune = commune_officer.organisation.place
    NeedFactory(commune=commune)
    OutreachFactory(commune=commune)
    counts = []
    centre.get(address("need_list"))  # the units within a place are read once for a process
    for _ in range(2):
        for name in ("need_list", "outreach_list"):
            with django_assert_num_queries(6, exact=False) as captured:
                centre.get(address(name))
            counts.append(len(captured))
        NeedFactory.create_batch(2, commune=commune)
        OutreachFactory.create_batch(2, commune=commune)

    assert counts[:2] == counts[2:]


def test_the_rows_of_needs_come_alone_for_htmx(centre):
    rows = text_of(centre.get(address("need_list"), **HTMX))

    assert "<html" not in rows
    assert "Chưa ghi nhu cầu nào" in rows


def test_outreach_is_recorded(sign_in, commune_officer):
    client, commune = sign_in(commune_officer), commune_officer.organisation.place
    page = address("outreach_add")
    posted = {"commune": commune.pk, "held_on": "1/2/2026", "channel": "visit", "people_count": 7}

    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 200
    assert client.post(page, posted).url == address("outreach_list")
    assert (Outreach.objects.get().people_count, Outreach.objects.get().told_by) == (
        7,
        commune_officer.organisation,
    )


def test_coverage_is_opened_down_to_the_establishment(
    centre, province, ministry_officer, sign_in, stranger, commune_officer
):
    commune = CommuneFactory(province=province, name="An Hòa")
    EstablishmentFactory(name="HTX Im Lặng", province=province, commune=commune)
    EstablishmentFactory(name="HTX Khác", province=province, commune=commune)
    page = address("coverage_of_place", commune.pk)

    whole = text_of(centre.get(address("coverage"), {"year": "2026"}))
    nation = text_of(sign_in(ministry_officer).get(address("coverage")))
    one = text_of(centre.get(page, {"state": "chua-gi", "words": "im lang", "year": "2026"}))

    assert f'<a href="{page}?year=2026">Xã An Hòa</a>' in whole
    assert f'<a href="?place={province.pk}">Tỉnh Nghệ An</a>' in nation
    assert "HTX Im Lặng" in one
    assert "HTX Khác" not in one
    assert sign_in(stranger).get(page).status_code == 404
    assert sign_in(commune_officer).get(page).status_code == 404
    assert centre.get(address("coverage_of_place", 0)).status_code == 404
    rows = text_of(centre.get(address("coverage"), {"records": "True"}, **HTMX))
    assert "<html" not in rows


def test_a_new_dossier_is_opened_written_and_submitted(law, centre, centre_officer, province):
    posted = {
        "name": "Sàn trực tuyến",
        "tier": "province",
        "form": "single",
        "year": 2027,
        "sub_content": queries.usual_sub_content("info").pk,
    }
    assert centre.get(address("dossier_add")).status_code == 200
    assert centre.post(address("dossier_add"), {}).status_code == 200
    opened = centre.post(address("dossier_add"), posted)
    scheme = Scheme.objects.get()
    listed = text_of(centre.get(address("dossier_list")))
    shown = text_of(centre.get(address("dossier_detail", scheme.code)))
    refused = text_of(centre.post(address("dossier_submit", scheme.code)))
    complete(scheme, centre_officer)
    ready = text_of(centre.get(address("dossier_submit", scheme.code)))
    sent = centre.post(address("dossier_submit", scheme.code), {"note": "Kính trình."})

    scheme.refresh_from_db()
    assert opened.url == sent.url == address("dossier_detail", scheme.code)
    assert scheme.code in listed
    assert "Phần 3 «Mục tiêu» chưa có nội dung." in shown
    assert "tạm theo các phần của đề án khuyến công quốc gia" in shown
    assert "Chưa trình được: Phần 2" in refused
    assert "600.000.000 đồng" in ready
    assert scheme.state == "submitted"


def test_the_page_of_a_scheme_leads_to_its_dossier_and_to_its_submission(
    draft, centre, sign_in, province_officer
):
    page = f"/de-an/{draft.code}/"

    ours, theirs = text_of(centre.get(page)), text_of(sign_in(province_officer).get(page))

    links = [address("dossier_detail", draft.code), address("dossier_submit", draft.code)]
    assert [link in ours for link in links] == [True, True]
    assert [link in theirs for link in links] == [False, False]


def test_a_scheme_without_a_dossier_may_be_given_one(law, centre, province, sign_in):
    draft = SchemeFactory(state="draft", province=province)
    old = SchemeFactory(province=province)
    page = address("dossier_detail", draft.code)

    offered = text_of(centre.get(page))
    opened = centre.post(page)
    none = text_of(centre.get(address("dossier_detail", old.code)))

    assert "Mở hồ sơ" in offered
    assert (opened.url, draft.sections.count()) == (page, 8)
    assert "Đề án này không lập hồ sơ trên hệ thống." in none
    assert centre.get(address("attachment_list", old.code)).status_code == 404
    assert centre.post(address("dossier_detail", old.code)).status_code == 302
    assert not hasattr(old, "dossier")


def test_a_dossier_is_copied_for_another_year(ready, centre):
    page = address("dossier_copy", ready.code)

    assert centre.get(page).status_code == 200
    assert centre.post(page, {"year": "x"}).status_code == 200
    copied = centre.post(page, {"year": 2028})

    shown = text_of(centre.get(copied.url))
    assert copied.url == address("dossier_detail", "KCDP-2028-40-001")
    assert f'Chép từ</dt><dd class="col-sm-9"><a href="/ho-so/{ready.code}/"' in shown


def test_a_part_is_saved_by_the_button_and_while_typing(draft, centre):
    page = address("section_edit", draft.code, 3)

    form = text_of(centre.get(page))
    typing = text_of(centre.post(page, {"text": "Mục tiêu", "seen": 0, "page": "a"}, **HTMX))
    button = centre.post(page, {"text": "Mục tiêu 1", "seen": 1, "page": "a"})

    assert 'name="seen" id="seen" value="0"' in form
    assert 'value="1" hx-swap-oob="true"' in typing
    assert (button.url, draft.sections.get(part__number=3).text) == (page, "Mục tiêu 1")
    assert centre.get(address("section_edit", draft.code, 99)).status_code == 404


def test_the_second_person_sees_what_changed_and_merges(
    draft, centre, sign_in, colleague, centre_officer
):
    other, page = sign_in(colleague), address("section_edit", draft.code, 3)
    merge = address("section_merge", draft.code, 3)
    assert other.get(merge).url == page
    centre.post(page, {"text": "Một\nHai", "seen": 0, "page": "a"})
    centre.post(page, {"text": "Một sửa\nHai", "seen": 1, "page": "a"})

    late = text_of(other.post(page, {"text": "Một\nHai\nBa", "seen": 1, "page": "b"}, **HTMX))
    old = text_of(other.post(page, {"text": "Một\nHai", "seen": 1, "page": "c"}, **HTMX))
    button = other.post(page, {"text": "Một\nHai\nBa", "seen": 1, "page": "b"})
    warned = text_of(other.get(page))
    asked = text_of(other.get(merge))
    stale = other.post(merge, {"text": "x", "seen": 1, "choice": "merged"})
    mine = other.post(merge, {"text": "Một sửa\nHai\nBa", "seen": "2", "choice": "merged"})

    assert "Chữ bạn gõ đã được giữ riêng" in late
    assert "Người khác vừa lưu bản mới" in old
    assert button.url == merge
    assert "chưa gộp vào phần này" in warned
    assert "Một<ins> sửa</ins>" in asked
    assert "Một sửa Hai Ba</textarea>" in asked
    assert stale.url == merge
    assert mine.url == page
    history = text_of(centre.get(address("section_history", draft.code, 3)))
    assert "Ngô Đồng Nghiệp" in history
    assert draft.sections.get(part__number=3).text == "Một sửa\nHai\nBa"


@pytest.mark.parametrize(("choice", "text"), [("theirs", "Một"), ("mine", "Hai")])
def test_a_side_may_be_taken_whole(draft, centre, centre_officer, colleague, choice, text):
    section = draft.sections.get(part__number=3)
    typed = Typed(text="Một", seen=0, page="a")
    actions.save_section(section, typed, by=colleague, at=AT)
    typed = Typed(text="Hai", seen=0, page="b")
    actions.save_section(section, typed, by=centre_officer, at=AT)

    centre.post(address("section_merge", draft.code, 3), {"choice": choice, "seen": 1})

    section.refresh_from_db()
    assert (section.text, SideText.objects.get().text) == (text, "Hai")


def test_a_line_is_edited_on_its_page(draft, centre, province):
    page = address("estimate_edit_line", draft.code, draft.lines.get().pk)
    posted = {
        "sub_content": queries.usual_sub_content("info").pk,
        "item": "Trang tin",
        "year": 2027,
    }

    wrong = text_of(centre.post(address("estimate_add_line", draft.code), posted | {"year": 2029}))
    added = centre.post(address("estimate_add_line", draft.code), posted)
    seen = centre.get(page).context["form"]["seen"].value()
    changed = centre.post(page, posted | {"item": "Tờ rơi", "establishment": "", "seen": seen})
    removed = centre.post(page, {"remove": "1"})
    kept = centre.post(
        address("estimate_edit_line", draft.code, draft.lines.get().pk),
        {"remove": "1"},
        follow=True,
    )

    assert "Đề án này thực hiện 2027." in wrong
    assert added.url == changed.url == removed.url == address("estimate_detail", draft.code)
    assert draft.lines.get().item == "Trang tin"
    assert "Đề án phải còn ít nhất một dòng nội dung." in text_of(kept)
    assert centre.get(address("estimate_add_line", draft.code)).status_code == 200
    assert (
        centre.get(address("estimate_edit_line", draft.code, draft.lines.get().pk)).status_code
        == 200
    )


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("virus.exe", b"MZ", "Chỉ nhận tệp PDF"),
        ("anh.png", b"GIF89a", "Nội dung tệp không phải là PNG"),
        ("trang.pdf", b"<script>", "Nội dung tệp không phải là PDF"),
        ("khoa.pdf", LOCKED["rc4-128"], "Tệp PDF có mật khẩu, người khác không mở được"),
    ],
)
def test_a_file_of_another_kind_is_refused(draft, centre, name, content, sentence):
    file = SimpleUploadedFile(name, content)

    told = text_of(centre.post(address("attachment_list", draft.code), {"file": file}))

    assert sentence in told
    assert not Attachment.objects.exists()


def test_a_file_too_large_is_refused(draft, centre):
    file = SimpleUploadedFile("to.pdf", b"%PDF-1.7" + bytes(20 * 1024 * 1024))

    assert "quá 20 MB" in text_of(
        centre.post(address("attachment_list", draft.code), {"file": file})
    )


def test_a_paper_is_handed_in_read_in_the_place_only_and_withdrawn(
    draft, centre, sign_in, province_officer, stranger
):
    page = address("attachment_list", draft.code)
    asked = queries.checklist_of(draft.dossier).requirements[0].asked
    for more in ({"requirement": asked.pk}, {"title": "Ảnh"}, {}):
        file = SimpleUploadedFile("../công văn.pdf", b"%PDF-1.7")
        assert centre.post(page, {"file": file, **more}).url == page
    paper = Attachment.objects.first()
    where = address("attachment_file", draft.code, paper.pk)

    got = centre.get(where)

    assert list(Attachment.objects.values_list("title", flat=True)) == [
        asked.name,
        "Ảnh",
        "công văn.pdf",
    ]
    assert b"".join(got.streaming_content) == b"%PDF-1.7"
    assert (got["Content-Type"], got["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert got["Content-Disposition"].startswith("attachment")
    assert [sign_in(one).get(where).status_code for one in (province_officer, stranger)] == [
        404,
        404,
    ]
    centre.post(address("attachment_withdraw", draft.code, paper.pk))
    assert Attachment.objects.in_force().count() == 2
    assert centre.get(page).status_code == 200


def test_a_paper_is_waived_with_a_reason_and_asked_again(draft, centre):
    asked = {one.asked.code: one.asked for one in queries.checklist_of(draft.dossier).requirements}
    page = address("attachment_waive", draft.code, asked["beneficiary_request"].pk)

    silent = text_of(centre.post(page, {"reason": ""}, follow=True))
    told = text_of(centre.post(page, {"reason": "Cùng đơn vị."}, follow=True))
    again = text_of(centre.post(page, {"undo": "1"}, follow=True))

    assert "Phải ghi lý do không áp dụng." in silent
    assert "Không áp dụng: Cùng đơn vị." in told
    assert "Cùng đơn vị." not in again
    wrong = address("attachment_waive", draft.code, asked["request_letter"].pk)
    assert centre.post(wrong, {"reason": "Lười."}).status_code == 404


def test_after_submission_the_department_reads_and_nobody_writes(
    ready, centre, centre_officer, sign_in, province_officer
):
    line = ready.lines.get()
    reader = sign_in(province_officer)
    pages = [
        address("dossier_detail", ready.code),
        address("estimate_detail", ready.code),
        address("attachment_list", ready.code),
        address("section_history", ready.code, 3),
    ]
    assert {reader.get(page).status_code for page in pages} == {404}

    actions.submit(ready, by=centre_officer, at=AT)

    assert {reader.get(page).status_code for page in pages} == {200}
    part = address("section_edit", ready.code, 3)
    writing = [
        part,
        address("estimate_add_item", ready.code, line.pk),
        address("dossier_submit", ready.code),
    ]
    assert {reader.get(page).status_code for page in writing} == {403}
    assert {centre.get(page).url for page in writing} == {pages[0]}
    assert "Hồ sơ không còn ở bước soạn thảo" in text_of(centre.post(part, follow=True))
    typing = text_of(centre.post(part, {"text": "Thêm", "seen": 2, "page": "a"}, **HTMX))
    assert "chữ bạn vừa gõ chưa được lưu" in typing
    assert "Không có hồ sơ nào" in text_of(centre.get(address("dossier_list")))
    assert ready.code in text_of(centre.get(address("dossier_list"), {"tat-ca": "1"}))


def test_the_list_of_dossiers_takes_the_same_queries_for_any_number(
    draft, centre, centre_officer, province, django_assert_max_num_queries
):
    counts = []
    centre.get(address("dossier_list"))  # the units within a place are read once for a process
    for _ in range(2):
        with django_assert_max_num_queries(8) as captured:
            centre.get(address("dossier_list"))
        counts.append(len(captured))
        for _ in range(2):
            scheme = SchemeFactory(state="draft", province=province)
            actions.open_dossier(scheme, by=centre_officer, at=AT)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("count", [1, 3])
def test_a_dossier_page_takes_one_number_of_queries(
    ready, centre, centre_officer, province_officer, count, django_assert_num_queries
):
    """At most, of a copy that was returned: whatever the number of lines, papers, partners."""
    copy = actions.copy_dossier(ready, year=2028, by=centre_officer, at=AT)
    for _ in range(count):
        line = LineFactory(scheme=copy)
        EstimateItemFactory(line=line)
        AttachmentFactory(scheme=copy)
        copy.partners.add(OrganisationFactory())
    schemes.take_step(copy, "submit", by=centre_officer, at=AT)
    schemes.take_step(copy, "return", by=province_officer, at=AT, note="Thiếu báo giá.")
    centre.get(address("dossier_list"))  # the units within a place are read once for a process

    with django_assert_num_queries(12):
        centre.get(address("dossier_detail", copy.code))


def test_money_of_a_district_is_asked_for_only_while_there_were_districts(
    law, centre, centre_officer, province
):
    shown = []
    for year in (2025, 2026):
        facts = draft_facts(centre_officer, province, year=year)
        scheme = actions.open_draft(facts, by=centre_officer, at=AT)
        line = scheme.lines.get()
        shown.append(text_of(centre.get(address("estimate_add_item", scheme.code, line.pk))))

    assert ["Ngân sách huyện" in page for page in shown] == [True, False]


def test_who_works_in_several_provinces_chooses_one(province, other_province, ministry_officer):
    assert "province" in DraftForm(user=ministry_officer).fields


def test_who_prepares_no_dossier_may_not_change_one(ready, centre_officer, leader, rf):
    actions.submit(ready, by=centre_officer, at=AT)
    request = rf.get("/")
    request.user = leader

    with pytest.raises(PermissionDenied):
        find_to_prepare(request, ready.code)

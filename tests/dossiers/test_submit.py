import pytest

from khuyencong.dossiers import actions, queries
from khuyencong.dossiers.actions import DossierClosed, DossierIncomplete, LineFacts, Typed
from khuyencong.dossiers.models import EstimateItem, Waiver
from khuyencong.funding.models import Entry
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme
from tests.dossiers.conftest import PDF, complete, draft_facts
from tests.factories.dossiers import AT, EstimateItemFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


def sentences(scheme):
    return [one.sentence for one in queries.missing_for_submission(scheme)]


def registered(scheme):
    return list(
        Entry.objects.filter(account__line__scheme=scheme)
        .order_by("pk")
        .values_list("nature", "kind", "level", "amount_vnd")
    )


def test_a_new_dossier_tells_all_that_it_lacks_and_where(draft):
    missing = queries.missing_for_submission(draft)
    base = f"/ho-so/{draft.code}"
    line = draft.lines.get().pk

    assert [(one.sentence, one.url.partition("#")[0]) for one in missing] == [
        *(
            (f"Phần {number} «{name}» chưa có nội dung.", f"{base}/phan/{number}/")
            for number, name in (
                (2, "Sự cần thiết và căn cứ"),
                (3, "Mục tiêu"),
                (4, "Quy mô"),
                (5, "Nội dung và tiến độ"),
                (7, "Tổ chức thực hiện"),
                (8, "Hiệu quả"),
            )
        ),
        ("Dòng «Máy sấy lạnh» chưa có khoản mục dự toán.", f"{base}/du-toan/dong/{line}/them/"),
        ("Thiếu «Công văn đề nghị của đơn vị thực hiện đề án».", f"{base}/giay-to/"),
        ("Thiếu «Văn bản đề nghị hỗ trợ của đơn vị thụ hưởng».", f"{base}/giay-to/"),
        *(
            (f"Thiếu «{one.asked.name}».", f"{base}/giay-to/")
            for one in queries.checklist_of(draft.dossier).requirements
            if one.asked.code.startswith("commitment")
        ),
    ]


def test_a_complete_dossier_is_submitted_and_its_estimate_registered(ready, centre_officer):
    assert sentences(ready) == []

    taken = actions.submit(ready, by=centre_officer, at=AT, note="Kính trình.")

    ready.refresh_from_db()
    assert (ready.state, taken.name, taken.by, taken.note) == (
        "submitted",
        "submit",
        centre_officer,
        "Kính trình.",
    )
    assert registered(ready) == [
        ("registered", "counterpart", "", 400_000_000),
        ("registered", "grant", "province", 200_000_000),
    ]
    with pytest.raises(DossierClosed):
        actions.submit(ready, by=centre_officer, at=AT)


def test_a_returned_dossier_is_registered_anew_when_it_is_submitted_again(
    ready, centre_officer, province_officer
):
    actions.submit(ready, by=centre_officer, at=AT)
    schemes.take_step(ready, "return", by=province_officer, at=AT, note="Giảm mức hỗ trợ.")
    EstimateItem.objects.update(province_vnd=0, national_vnd=150_000_000, is_recoverable=True)

    actions.submit(ready, by=centre_officer, at=AT)

    assert registered(ready)[2:] == [
        ("registered", "counterpart", "", -400_000_000),
        ("registered", "counterpart", "", 450_000_000),
        ("registered", "grant", "province", -200_000_000),
        ("registered", "recoverable", "national", 150_000_000),
    ]


def test_an_incomplete_dossier_is_refused_and_nothing_is_booked(draft, centre_officer):
    with pytest.raises(DossierIncomplete, match="Phần 3 «Mục tiêu» chưa có nội dung."):
        actions.submit(draft, by=centre_officer, at=AT)

    draft.refresh_from_db()
    assert (draft.state, registered(draft)) == ("draft", [])


def test_a_text_that_waits_to_be_merged_holds_the_dossier_back(ready, colleague):
    section = ready.sections.get(part__number=3)
    typed = Typed(text="Khác", seen=0, page="hai")
    actions.save_section(section, typed, by=colleague, at=AT)

    assert sentences(ready) == ["Phần 3 «Mục tiêu» còn bản gõ chưa gộp."]


def test_a_line_must_say_its_content_its_establishment_and_its_items(ready, centre_officer):
    for content in ("machine", "info"):
        facts = LineFacts(year=2027, content=content, item=f"Dòng {content}")
        actions.add_line(ready, facts, by=centre_officer, at=AT)

    assert sentences(ready) == [
        "Dòng «Dòng machine» chưa chọn nội dung cụ thể.",
        "Dòng «Dòng machine» chưa có đơn vị thụ hưởng.",
        "Dòng «Dòng info» chưa chọn nội dung cụ thể.",
        "Dòng «Dòng machine» chưa có khoản mục dự toán.",
        "Dòng «Dòng info» chưa có khoản mục dự toán.",
    ]


def test_a_group_scheme_may_name_its_beneficiaries_later(law, centre_officer, province):
    facts = draft_facts(centre_officer, province, form="group", tier="national")
    scheme = complete(actions.open_draft(facts, by=centre_officer, at=AT), centre_officer)

    assert sentences(scheme) == ["Dự toán chưa có kinh phí từ khuyến công quốc gia."]
    assert scheme.code == "KCQG-2027-40-001"


def test_state_money_must_be_asked_for(ready):
    EstimateItem.objects.update(province_vnd=0)

    assert sentences(ready) == ["Dự toán chưa có kinh phí đề nghị nhà nước hỗ trợ."]


def test_an_implementer_lines_and_parts_are_asked_for(law, centre_officer):
    scheme = SchemeFactory(state="draft")
    before = sentences(scheme)
    actions.open_dossier(scheme, by=centre_officer, at=AT)
    scheme.refresh_from_db()

    assert before == ["Đề án chưa có hồ sơ trên hệ thống."]
    assert {
        "Chưa ghi đơn vị thực hiện đề án.",
        "Đề án chưa có dòng nội dung nào.",
    } <= set(sentences(scheme))


def test_a_paper_left_to_the_case_may_be_waived_with_a_reason(draft, centre_officer):
    asked = {one.asked.code: one for one in queries.checklist_of(draft.dossier).requirements}
    wanted = asked["beneficiary_request"]

    actions.waive(draft, wanted.asked, reason="Cùng đơn vị.", by=centre_officer, at=AT)

    assert [one.may_be_waived for one in (wanted, asked["request_letter"])] == [True, False]
    assert not any("thụ hưởng" in sentence for sentence in sentences(draft))
    assert str(Waiver.objects.get()) == "Cùng đơn vị."
    actions.ask_again(draft, wanted.asked)
    assert any("thụ hưởng" in sentence for sentence in sentences(draft))


def test_a_withdrawn_paper_is_missing_again_and_its_file_stays(draft, centre_officer):
    asked = queries.checklist_of(draft.dossier).requirements[0].asked
    paper = actions.hand_in(
        draft, PDF, title=asked.name, requirement=asked, by=centre_officer, at=AT
    )
    extra = actions.hand_in(draft, PDF, title="Ảnh", requirement=None, by=centre_officer, at=AT)

    handed = queries.checklist_of(draft.dossier)
    for _ in range(2):
        actions.withdraw(paper, by=centre_officer, at=AT)

    paper.refresh_from_db()
    with paper.file.open("rb") as file:
        content = file.read()
    assert (handed.requirements[0].papers, handed.others) == ((paper,), (extra,))
    assert queries.checklist_of(draft.dossier).requirements[0].papers == ()
    assert (paper.withdrawn_by, content, str(paper)) == (
        centre_officer,
        PDF.content,
        asked.name,
    )
    assert "cv" not in paper.file.name


def test_last_years_dossier_is_copied_without_papers_and_money(ready, centre_officer, colleague):
    actions.submit(ready, by=centre_officer, at=AT)

    copy = actions.copy_dossier(ready, year=2028, by=colleague, at=AT)

    old, new = ready.lines.get(), copy.lines.get()
    assert (copy.state, copy.code, copy.start_year, copy.end_year, copy.dossier.copied_from) == (
        "draft",
        "KCDP-2028-40-001",
        2028,
        2028,
        ready,
    )
    assert (new.account.year, new.beneficiary.establishment, new.item, new.sub_content) == (
        2028,
        old.beneficiary.establishment,
        old.item,
        old.sub_content,
    )
    assert list(copy.sections.values_list("text", flat=True)) == ["Đã rõ."] * 8
    assert [item.sources for item in new.estimate.all()] == [
        item.sources for item in old.estimate.all()
    ]
    assert (copy.attachments.count(), registered(copy)) == (0, [])


def test_a_copy_of_a_beginning_is_a_beginning(draft, centre_officer):
    copy = actions.copy_dossier(draft, year=2028, by=centre_officer, at=AT)

    assert [section.number for section in copy.sections.all()] == [1, *[0] * 7]


def test_codes_go_on_where_the_year_of_the_province_stopped(law, centre_officer, province):
    facts = draft_facts(centre_officer, province)
    SchemeFactory(code="KCDP-2027-40-007")
    SchemeFactory(code="KCDP-2027-40-cu")

    codes = [actions.open_draft(facts, by=centre_officer, at=AT).code for _ in range(2)]

    assert codes == ["KCDP-2027-40-008", "KCDP-2027-40-009"]
    assert Scheme.objects.filter(state="draft").count() == 2


def test_opening_twice_is_opening_once(draft, centre_officer):
    again = actions.open_dossier(draft, by=centre_officer, at=AT)

    assert (again, str(again)) == (draft.dossier, f"Hồ sơ {draft.pk}")
    assert str(draft.sections.first()) == f"Phần {draft.sections.first().part_id}, bản 1"


def test_a_province_with_rules_of_its_own_borrows_none(draft, province):
    part = draft.sections.first().part
    own = type(part).objects.create(
        code="part-1-nghe-an",
        number=1,
        name="Nội dung",
        wording="Theo mẫu của tỉnh.",
        applies_to="local",
        jurisdiction=province,
        document=part.document,
        article="Điều 1",
        valid_from="2026-01-01",
    )

    paper = queries.papers_asked(draft, (), on=AT.date())[0]
    paper.pk, paper.code, paper.applies_to = None, "giay-nghe-an", "local"
    paper.jurisdiction = province
    paper.save(force_insert=True)

    asked = {row.code for row in queries.papers_asked(draft, (), on=AT.date())}
    assert "giay-nghe-an" in asked
    assert "request_letter" not in asked
    assert queries.is_borrowed(draft, [part])
    assert queries.parts_for(draft, on=AT.date()) == [own]
    assert not queries.is_borrowed(draft, [own])


def test_money_of_other_sources_is_registered_apart(ready, centre_officer):
    EstimateItemFactory(line=ready.lines.get(), province_vnd=0, other_vnd=600_000_000)

    actions.submit(ready, by=centre_officer, at=AT)

    assert ("registered", "other", "", 600_000_000) in registered(ready)

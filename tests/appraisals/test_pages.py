import pytest

from khuyencong.appraisals import actions
from khuyencong.appraisals.models import Appraisal, Conclusion, Council, Opinion
from khuyencong.appraisals.queries import points_for
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme
from tests.appraisals.conftest import add_line, facts, locked, scheme_waiting
from tests.factories.accounts import UserFactory
from tests.factories.appraisals import AT, QuorumRuleFactory
from tests.factories.dossiers import AttachmentFactory
from tests.factories.funding import EntryFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db

HOME = "/tham-dinh/"
HERE = "/tham-dinh/KCDP-2027-1/"
PAGES = ["", "mo/", "dinh-muc/", "xung-dot/", "y-kien/", "ket-luan/"]
READING = ["cac-y-kien/", "doi-chieu/", "ho-tro-truoc/", "ho-so/"]


def typed(appraisal, **changes):
    """What is posted of a whole opinion."""
    points = points_for(appraisal)
    said = {f"verdict_{point.pk}": "met" for point in points}
    return {**said, "score": "85", "support_vnd": "180 triệu", "text": "Nên làm.", **changes}


@pytest.mark.parametrize("page", [*PAGES, *READING])
def test_a_stranger_finds_nothing(sign_in, stranger, by_staff, page):
    assert sign_in(stranger).get(f"{HERE}{page}").status_code == 404


@pytest.mark.parametrize(
    "page",
    ["", *(f"KCDP-2027-1/{page}" for page in [*PAGES, *READING]), "hoi-dong/"],
)
def test_a_visitor_is_sent_to_sign_in(client, by_staff, page):
    assert client.get(f"{HOME}{page}").status_code == 302


@pytest.mark.parametrize(
    ("person", "statuses"),
    [
        ("province_officer", [200, 200, 200, 200, 200, 200]),
        ("leader", [200, 200, 200, 200, 403, 200]),
        ("centre_officer", [200, 403, 403, 200, 403, 403]),
        ("accountant", [200, 403, 403, 200, 403, 403]),
        ("ministry_officer", [200, 403, 403, 200, 403, 403]),
        ("expert", [404, 403, 403, 404, 404, 404]),
        ("applicant", [403, 403, 403, 403, 403, 403]),
    ],
)
def test_each_role_opens_its_own_pages(request, sign_in, by_staff, person, statuses):
    client = sign_in(request.getfixturevalue(person))

    assert [client.get(f"{HERE}{page}").status_code for page in PAGES] == statuses


def test_a_dossier_not_yet_sent_is_not_appraised(sign_in, province_officer, law, province):
    scheme_waiting(province, code="KCDP-2027-1", state="draft")

    assert sign_in(province_officer).get(HERE).status_code == 404


def test_the_page_of_a_scheme_leads_here(sign_in, province_officer, leader, scheme):
    for person, labels in (
        (province_officer, ["Trả lại để hoàn thiện", "Thẩm định cấp cơ sở"]),
        (leader, ["Không chấp thuận"]),
    ):
        context = sign_in(person).get("/de-an/KCDP-2027-1/").context
        here = [label for label, address in context["steps"] if address == HERE]
        assert (here, ("Thẩm định", HERE) in context["panels"]) == (labels, True)


def test_an_officer_opens_gives_an_opinion_and_concludes(sign_in, province_officer, scheme):
    client = sign_in(province_officer)
    client.post(f"{HERE}mo/", {"council": ""})
    appraisal = Appraisal.objects.get()
    line = scheme.lines.get()
    client.post(f"{HERE}dinh-muc/", {f"units_{line.pk}": "2"})

    response = client.post(f"{HERE}y-kien/", typed(appraisal, lock="1"))
    assert response.status_code == 302
    assert "85 điểm, đề xuất 180 triệu đồng" in client.get(HERE).content.decode()
    response = client.post(
        f"{HERE}ket-luan/",
        {
            "outcome": "approve",
            f"agreed_{line.pk}": "180 triệu",
            "minutes_number": "1/BB",
            "minutes_date": "26/5/2026",
        },
    )

    assert response.status_code == 302
    done = Conclusion.objects.get()
    assert (done.support_vnd, done.step.decision_number, scheme.history.count()) == (
        180_000_000,
        "1/BB",
        2,
    )
    shown = client.get(HERE).content.decode()
    assert "85 điểm (tổng 85 điểm của 1 ý kiến)" in shown
    assert "180.000.000 đồng" in shown
    assert appraisal.bases.get().units == 2
    assert client.get(f"{HERE}y-kien/").status_code == 404


def test_a_wrong_opinion_keeps_what_was_typed(sign_in, province_officer, by_staff):
    wrong = typed(by_staff, score="150", text="Cân nhắc thêm.")

    page = sign_in(province_officer).post(f"{HERE}y-kien/", wrong).content.decode()

    assert "Cân nhắc thêm." in page
    assert 'value="150"' in page
    assert not Opinion.objects.exists()


def test_a_draft_comes_back_and_what_it_lacks_is_told(sign_in, province_officer, by_staff):
    client = sign_in(province_officer)
    client.post(f"{HERE}y-kien/", {"text": "Đang đọc."})
    assert "Đang đọc." in client.get(f"{HERE}y-kien/").content.decode()

    page = client.post(f"{HERE}y-kien/", {"text": "Đang đọc.", "lock": "1"}).content.decode()

    assert "Chưa cho điểm." in page
    assert Opinion.objects.get().locked_at is None


def test_a_conclusion_that_cannot_be_says_why_and_keeps_what_was_typed(
    sign_in, province_officer, by_staff
):
    client = sign_in(province_officer)
    no_reason = client.post(f"{HERE}ket-luan/", {"outcome": "return", "minutes_number": "1/BB"})
    not_ready = client.post(f"{HERE}ket-luan/", {"outcome": "approve", "note": "Đồng ý."})

    told = no_reason.content.decode()
    assert "Phải ghi rõ lý do." in told
    assert "Biên bản phải có cả số và ngày." in told
    assert "Chưa có ý kiến thẩm định nào đã khóa." in not_ready.content.decode()
    assert "Đồng ý." in not_ready.content.decode()


def test_others_opinions_are_hidden_until_the_own_is_locked(
    sign_in, leader, province_officer, expert, by_council
):
    locked(by_council, province_officer, score=77)

    def reads(person):
        client = sign_in(person)
        pages = [client.get(f"{HERE}{page}") for page in ("", "cac-y-kien/", "ket-luan/")]
        return ["77 điểm" in page.content.decode() for page in pages]

    assert (reads(leader), reads(expert)) == ([False] * 3, [False] * 3)
    for person in (leader, expert):
        locked(by_council, person)
    assert (reads(leader), reads(expert)) == ([True] * 3, [True, True, False])


def test_an_expert_sees_the_scheme_of_the_council_and_no_other(
    sign_in, expert, by_council, province
):
    AttachmentFactory(scheme=by_council.scheme, title="Báo giá máy")
    scheme_waiting(province, code="KHAC-1")
    client = sign_in(expert)

    listed = client.get(f"{HOME}?tat-ca=1").content.decode()
    told = "".join(client.get(f"{HERE}{page}").content.decode() for page in ["", *READING])

    assert ("KCDP-2027-1" in listed, "KHAC-1" in listed) == (True, False)
    assert ("Báo giá máy" in told, '"/ho-so/' in told, '"/de-an/' in told) == (True, False, False)
    assert client.get(f"{HOME}KHAC-1/").status_code == 404
    assert client.post(f"{HERE}y-kien/", typed(by_council, lock="1")).status_code == 302


def test_a_council_is_set_up_and_changed_on_its_pages(
    sign_in, leader, expert, accountant, province
):
    client = sign_in(leader)
    wrong = client.post(f"{HOME}hoi-dong/lap/", {"name": "Hội đồng năm 2026"})
    assert "Hội đồng năm 2026" in wrong.content.decode()
    facts_ = {
        "name": "Hội đồng năm 2026",
        "decision_number": "9/QĐ-SCT",
        "decision_date": "4/5/2026",
        "chair": leader.pk,
    }
    client.post(f"{HOME}hoi-dong/lap/", facts_)
    again = client.post(f"{HOME}hoi-dong/lap/", facts_)
    council = Council.objects.get()
    here = f"{HOME}hoi-dong/{council.pk}/"
    QuorumRuleFactory()

    client.post(here, {"person": expert.pk, "seat": "member"})
    twice = client.post(here, {"person": expert.pk, "seat": "chair"})
    member = council.members.get(person=expert)
    for _ in range(2):
        client.post(f"{here}thoi/{member.pk}/")
    page = client.get(here).content.decode()

    assert "đã được ghi" in again.content.decode()
    assert "đã là thành viên hội đồng" in twice.content.decode()
    assert [str(one) for one in council.members.sitting()] == ["Lê Lãnh Đạo, chủ tịch"]
    assert "2/3 số thành viên (Quy chế làm việc của hội đồng)" in page
    assert "Người này đã thôi tham gia hội đồng." in page
    assert "Hội đồng năm 2026" in client.get(f"{HOME}hoi-dong/").content.decode()
    assert sign_in(accountant).get(here).status_code == 200
    assert sign_in(accountant).post(here, {"person": expert.pk}).status_code == 403


def test_nobody_changes_the_council_of_another_level(
    sign_in, ministry_officer, leader, council, stranger
):
    here = f"{HOME}hoi-dong/{council.pk}/"
    member = council.members.first()

    assert sign_in(ministry_officer).post(f"{here}thoi/{member.pk}/").status_code == 403
    assert sign_in(stranger).get(here).status_code == 404
    page = sign_in(ministry_officer).get(f"{HOME}hoi-dong/lap/")
    assert list(page.context["form"].fields["chair"].queryset) == [ministry_officer]


def test_the_way_of_appraisal_may_change_and_a_wrong_council_is_told(
    sign_in, province_officer, by_staff, council
):
    client = sign_in(province_officer)
    client.post(f"{HERE}mo/", {"council": council.pk})
    assert Appraisal.objects.get().council == council
    locked(Appraisal.objects.get(), province_officer)

    page = client.post(f"{HERE}mo/", {"council": ""}).content.decode()

    assert "không đổi cách thẩm định được nữa" in page


def test_the_list_tells_each_person_what_to_do(
    sign_in, province_officer, leader, ministry_officer, expert, by_council, province, colleague
):
    scheme_waiting(province, code="MOI-1")
    by_staff = actions.open_appraisal(
        scheme_waiting(province, code="NV-1"), by=province_officer, at=AT
    )
    locked(by_staff, colleague)

    def tasks(person, query=""):
        rows = sign_in(person).get(f"{HOME}{query}").context["rows"]
        return {row.scheme.code: row.task for row in rows}

    assert tasks(province_officer) == {
        "KCDP-2027-1": "Cho ý kiến",
        "MOI-1": "Mở thẩm định",
        "NV-1": "Cho ý kiến",
    }
    assert tasks(colleague) == {"MOI-1": "Mở thẩm định", "NV-1": "Kết luận (1 ý kiến đã khóa)"}
    assert tasks(leader) == {"KCDP-2027-1": "Cho ý kiến"}
    assert (tasks(expert), tasks(ministry_officer)) == ({"KCDP-2027-1": "Cho ý kiến"}, {})
    assert tasks(ministry_officer, "?tat-ca=1") == {"KCDP-2027-1": "", "MOI-1": "", "NV-1": ""}
    locked(by_council, leader)
    assert tasks(leader) == {"KCDP-2027-1": "Kết luận (1 ý kiến đã khóa)"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_one_number_of_queries(
    sign_in, province_officer, law, province, count, django_assert_num_queries
):
    for number in range(count):
        scheme = scheme_waiting(province, code=f"A-{number}")
        other = scheme_waiting(province, code=f"B-{number}")
        actions.open_appraisal(scheme, by=province_officer, at=AT)
        done = actions.open_appraisal(other, by=province_officer, at=AT)
        note = actions.ConclusionFacts(outcome="return", note="Thiếu.")
        actions.conclude(done, note, by=province_officer, at=AT)
    client = sign_in(province_officer)
    for address, most in ((HOME, 4), (f"{HOME}da-ket-luan/", 4)):
        client.get(address)
        with django_assert_num_queries(most):
            client.get(address)


def test_empty_lists_say_so(sign_in, province_officer):
    client = sign_in(province_officer)

    said = [
        client.get(f"{HOME}{page}").content.decode()
        for page in ("", "?tat-ca=1", "da-ket-luan/", "hoi-dong/")
    ]

    sentences = [
        "Không có đề án nào chờ bạn thẩm định.",
        "Không có đề án nào đang chờ thẩm định",
        "Chưa có kết luận thẩm định nào",
        "Chưa có hội đồng thẩm định nào.",
    ]
    assert [sentence in page for sentence, page in zip(sentences, said, strict=True)] == [True] * 4


def test_earlier_support_and_norms_have_pages_of_their_own(
    sign_in, province_officer, by_staff, scheme, province
):
    other = SchemeFactory(code="CU-1", province=province, start_year=2024)
    whose = BeneficiaryFactory(scheme=other, establishment=scheme.beneficiaries.get().establishment)
    line = LineFactory(scheme=other, beneficiary=whose, item="Máy sấy lạnh")
    EntryFactory(account=line.account, amount_vnd=150_000_000)
    LineFactory(scheme=scheme)

    client = sign_in(province_officer)
    earlier = client.get(f"{HERE}ho-tro-truoc/").content.decode()
    norms = client.get(f"{HERE}doi-chieu/").content.decode()
    deciding = client.get(f"{HERE}ket-luan/").content.decode()

    for page in (earlier, deciding):  # who concludes need not look for it
        assert '<a href="/de-an/CU-1/">CU-1</a>' in page
        assert "trùng hạng mục" in page
    fetched = client.get(f"{HERE}doi-chieu/", headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{HERE}doi-chieu/" hx-trigger="load"' in deciding
    assert "<h1" not in fetched
    for page in (norms, fetched):
        assert "Định mức: tối đa 50% chi phí" in page
    assert "chưa có khoản mục dự toán" not in norms  # a line that came after the dossier


def test_what_an_opinion_says_on_every_point_stays_to_be_read(
    sign_in, province_officer, centre_officer, by_staff
):
    before = sign_in(province_officer).get(f"{HERE}cac-y-kien/").content.decode()
    locked(by_staff, province_officer)
    during = sign_in(province_officer).get(f"{HERE}cac-y-kien/").content.decode()
    note = actions.ConclusionFacts(outcome="return", note="Thiếu báo giá.")
    actions.conclude(by_staff, note, by=province_officer, at=AT)

    after, others = (
        sign_in(person).get(f"{HERE}cac-y-kien/").content.decode()
        for person in (province_officer, centre_officer)
    )

    assert "chỉ hiện sau khi bạn khóa" in before
    assert [page.count("<dd") for page in (during, after)] == [6, 6]  # five points, when locked
    assert "Không có ý kiến thẩm định nào để bạn đọc." in others


def test_the_norms_stay_to_be_read_when_the_appraisal_is_concluded(
    sign_in, province_officer, scheme
):
    client = sign_in(province_officer)
    before = client.get(f"{HERE}doi-chieu/").content.decode()
    appraisal = actions.open_appraisal(scheme, by=province_officer, at=AT)
    during = client.get(f"{HERE}doi-chieu/").content.decode()
    note = actions.ConclusionFacts(outcome="return", note="Thiếu báo giá.")
    actions.conclude(appraisal, note, by=province_officer, at=AT)
    after = client.get(f"{HERE}doi-chieu/").content.decode()

    day = f"{AT:%d/%m/%Y}"
    said = "Theo tỷ lệ: 50% × 600 triệu đồng = 300 triệu đồng."
    assert "đề án chưa có lần thẩm định nào" in before
    assert [said in page for page in (before, during, after)] == [False, True, True]
    assert [f"đã kết luận ngày {day}" in page for page in (during, after)] == [False, True]
    assert ["Sửa căn cứ đối chiếu" in page for page in (during, after)] == [True, False]


def returned_before(scheme, by):
    """A round that two opinions were locked on and that sent the dossier back; it came again."""
    appraisal = actions.open_appraisal(scheme, by=by, at=AT)
    for person in (by, UserFactory()):
        locked(appraisal, person)
    note = actions.ConclusionFacts(outcome="return", note="Thiếu báo giá.")
    actions.conclude(appraisal, note, by=by, at=AT)
    schemes.take_step(scheme, "submit", by=by, at=AT)


def supported_before(scheme):
    """One more beneficiary, who has had support, with a line of the estimate and a paper."""
    place = CommuneFactory(province=scheme.province)
    beneficiary = BeneficiaryFactory(scheme=scheme, establishment__commune=place)
    add_line(scheme, beneficiary=beneficiary, asked=100_000_000)
    other = SchemeFactory(province=scheme.province, start_year=2024)
    whose = BeneficiaryFactory(scheme=other, establishment=beneficiary.establishment)
    EntryFactory(account=LineFactory(scheme=other, beneficiary=whose).account)
    AttachmentFactory(scheme=scheme)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_a_scheme_take_one_number_of_queries(
    sign_in, province_officer, leader, council, scheme, count, django_assert_num_queries
):
    """Whatever the number of rounds, opinions, beneficiaries, papers; twelve at most."""
    for _ in range(count):
        returned_before(scheme, province_officer)
        supported_before(scheme)
    current = actions.open_appraisal(scheme, council=council, by=province_officer, at=AT)
    for member in list(council.members.all())[: count + 1]:
        locked(current, member.person)
    QuorumRuleFactory()
    client = sign_in(leader)

    pages = ["", *READING, "ket-luan/"]
    for page, most in zip(pages, (10, 10, 10, 6, 7, 12), strict=True):
        client.get(f"{HERE}{page}")
        with django_assert_num_queries(most):
            client.get(f"{HERE}{page}")


def test_a_draft_opinion_of_mine_is_told_and_the_form_of_the_bases_keeps_what_was_typed(
    sign_in, province_officer, by_staff, scheme
):
    actions.save_opinion(by_staff, facts(by_staff), by=province_officer, at=AT)
    client = sign_in(province_officer)

    wrong = client.post(f"{HERE}dinh-muc/", {f"units_{scheme.lines.get().pk}": "0"})

    assert "bản nháp lưu lúc" in client.get(HERE).content.decode()
    assert "Chưa lưu được" in wrong.content.decode()


def test_who_declares_a_conflict_of_interest_is_rid_of_the_scheme(
    sign_in, province_officer, by_staff, scheme
):
    client = sign_in(province_officer)
    assert client.post(f"{HERE}xung-dot/", {"reason": ""}).status_code == 200

    response = client.post(f"{HERE}xung-dot/", {"reason": "Em ruột là chủ cơ sở"}, follow=True)

    assert "đề án không còn hiện với bạn nữa" in response.content.decode()
    assert client.get(HERE).status_code == 404
    assert not Scheme.objects.visible_to(province_officer).exists()

"""What waits, for whom, by when; late and soon late."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.appraisals import actions as appraisals
from khuyencong.delivery import actions as delivery
from khuyencong.delivery.actions import FollowUpFacts
from khuyencong.desk.worklist import worklist_of
from khuyencong.regulations.models import DossierPart
from khuyencong.schemes.models import Recusal
from tests.adjustments.asking import millions, submitted
from tests.appraisals.conftest import locked
from tests.delivery.conftest import SETTLED, advance_facts, at
from tests.factories.accounts import UserFactory
from tests.factories.adjustments import approved_scheme
from tests.factories.appraisals import AT as APPRAISED_AT
from tests.factories.appraisals import CouncilFactory, MemberFactory
from tests.factories.dossiers import SectionFactory, SideTextFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 13)


def told(user, today=MAY):
    return [
        (row.sentence.partition(": ")[2], row.label, row.standing)
        for row in worklist_of(user, today=today)
    ]


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 5, 11), ""),
        (date(2026, 5, 12), "soon"),
        (date(2026, 5, 19), "soon"),
        (date(2026, 5, 20), "late"),
    ],
)
def test_a_national_dossier_is_due_before_the_twentieth_of_may(
    law, province, centre_officer, today, standing
):
    SchemeFactory(province=province, national=True, state="draft", start_year=2027)

    assert told(centre_officer, today) == [
        ("hoàn thiện hồ sơ và trình thẩm định.", "trước 20/05/2026", standing)
    ]


def test_what_was_appraised_goes_to_the_ministry_before_the_fifteenth_of_june(
    law, province, leader
):
    SchemeFactory(province=province, national=True, state="appraised", start_year=2027)
    SchemeFactory(province=province, state="appraised", start_year=2027)

    assert told(leader) == [
        ("đăng ký với Bộ Công Thương.", "trước 15/06/2026", ""),
        ("1 đề án đã thẩm định chờ đưa vào kế hoạch năm 2027.", "", ""),
    ]


def test_missing_monthly_reports_are_one_task_by_the_oldest(law, under_way, centre_officer):
    under_way.tier = "national"
    under_way.save()

    assert told(centre_officer, date(2026, 6, 19)) == [
        ("báo cáo tiến độ tháng 03/2026 (còn thiếu 3 tháng).", "trước 25/03/2026", "late"),
        ("đề nghị tạm ứng lần một (Máy sấy, HTX Vinh Lộc).", "", ""),
    ]


def test_a_report_waits_for_the_department(under_way, province_officer):
    assert told(province_officer) == [("xác nhận báo cáo tiến độ tháng 05/2026.", "", "")]


def test_after_acceptance_the_file_and_the_liquidation_are_due(
    accepted, centre_officer, accountant
):
    accepted.tier = "national"
    accepted.save()

    day = date(2026, 9, 10)
    assert (told(centre_officer, day), told(accountant, day)) == (
        [("lập hồ sơ quyết toán.", "chậm nhất 16/09/2026", "soon")],
        [
            ("thanh lý, quyết toán.", "chậm nhất 22/01/2027", ""),
            ("tạm ứng kinh phí còn lại 200 triệu đồng (Máy sấy, HTX Vinh Lộc).", "", ""),
        ],
    )


def test_who_was_helped_is_looked_at_again_after_a_year_and_after_three(
    accepted, centre_officer, accountant, province_officer
):
    assert told(province_officer, date(2026, 9, 30)) == [
        ("xác nhận báo cáo tiến độ tháng 05/2026.", "", "")
    ]
    delivery.settle(accepted, SETTLED, by=accountant, at=at(10, 1))
    asked = "đánh giá sau 12 tháng (HTX Vinh Lộc)."

    assert told(province_officer, date(2027, 8, 20)) == []
    assert told(province_officer, date(2027, 8, 30))[0] == (asked, "chậm nhất 01/09/2027", "soon")
    facts = FollowUpFacts(round=12, visited_on=date(2027, 9, 1), is_running=True)
    line = accepted.lines.get()
    delivery.follow_up(line, facts, by=centre_officer, at=at(9, 1, 2027))
    assert told(province_officer, date(2029, 9, 4))[0] == (
        "đánh giá sau 36 tháng (HTX Vinh Lộc).",
        "chậm nhất 01/09/2029",
        "late",
    )


def test_the_last_step_waits_until_what_was_settled_is_paid(accepted, accountant, province_officer):
    delivery.settle(accepted, SETTLED, by=accountant, at=at(10, 1))
    line, day = accepted.lines.get(), date(2029, 9, 4)
    closed = FollowUpFacts(round=36, visited_on=date(2029, 9, 1), is_running=True)
    delivery.follow_up(line, closed, by=province_officer, at=at(9, 1, 2029))

    unpaid = (told(accountant, day), told(province_officer, day))
    paid = advance_facts(accepted, 185, paid_on=date(2026, 10, 2))
    delivery.pay_settled(line, paid, by=accountant, at=at(10, 2))

    said = "thanh toán 185 triệu đồng đã quyết toán, chưa chi (Máy sấy, HTX Vinh Lộc)."
    assert unpaid == ([(said, "", "")], [])
    assert told(province_officer, day) == [("kết thúc đánh giá sau hỗ trợ.", "", "")]


def test_a_member_of_a_council_is_told_to_give_an_opinion(waiting, province_officer, province):
    expert = UserFactory(role="council_member", organisation=OrganisationFactory(place=province))
    council = CouncilFactory(province=province, recorded_by=province_officer)
    MemberFactory(council=council, person=expert)
    appraisals.open_appraisal(waiting, council=council, by=province_officer, at=APPRAISED_AT)

    assert told(expert) == [("thẩm định cấp cơ sở: cho ý kiến.", "", "")]


def test_who_has_locked_an_opinion_waits_for_the_others_and_the_chair_concludes(
    waiting, province_officer, leader, province
):
    expert = UserFactory(role="council_member", organisation=OrganisationFactory(place=province))
    council = CouncilFactory(province=province, recorded_by=province_officer)
    MemberFactory(council=council, person=expert)
    MemberFactory(council=council, person=leader, chair=True)
    opened = appraisals.open_appraisal(
        waiting, council=council, by=province_officer, at=APPRAISED_AT
    )
    for person in (expert, leader):
        locked(opened, person)

    concludes = "thẩm định cấp cơ sở: kết luận (2 ý kiến đã khóa)."
    assert [told(person) for person in (expert, leader)] == [[], [(concludes, "", "")]]


def test_a_text_put_aside_waits_for_who_typed_it_while_the_dossier_is_prepared(
    law, province, centre_officer
):
    scheme = SchemeFactory(province=province, state="draft")
    parts = DossierPart.objects.order_by("number")
    first, second = (SectionFactory(scheme=scheme, part=part) for part in parts[:2])
    for section in (second, first, first):
        SideTextFactory(section=section, by=centre_officer)
    SideTextFactory(section=second, by=centre_officer, settled_at=at(5, 1))
    of_another = SchemeFactory(province=province, state="submitted")
    SideTextFactory(section=SectionFactory(scheme=of_another, part=parts[0]), by=centre_officer)
    SideTextFactory(section=SectionFactory(scheme=scheme, part=parts[2]))

    assert [words for words, *_ in told(centre_officer)] == [
        "gộp bản gõ của bạn ở phần 1 của hồ sơ.",
        "gộp bản gõ của bạn ở phần 2 của hồ sơ.",
        "hoàn thiện hồ sơ và trình thẩm định.",
    ]


def test_a_change_request_waits_for_its_decider(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    submitted(scheme, centre_officer, ("money", millions(150), line, "grant:province"))

    assert "quyết định đề nghị điều chỉnh lần 1." in [words for words, _, _ in told(leader)]


def test_nothing_waits_of_what_the_person_may_not_see(
    law, province, province_officer, stranger, applicant
):
    scheme = SchemeFactory(province=province, state="submitted")
    SchemeFactory(province=province, state="submitted", illustrative=True)
    Recusal.objects.create(
        scheme=scheme, person=province_officer, reason="Người nhà", declared_at=at(5, 1)
    )

    assert [told(person) for person in (province_officer, stranger, applicant)] == [[], [], []]


def test_a_synthetic_account_is_told_of_synthetic_schemes(law, province, province_officer):
    SchemeFactory(province=province, state="submitted", illustrative=True)
    province_officer.is_illustrative = True

    assert len(told(province_officer)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_longer_list_costs_no_more_queries(law, province, centre_officer, count):
    SchemeFactory.create_batch(count, province=province, national=True, state="draft")

    with CaptureQueriesContext(connection) as queries:
        rows = worklist_of(centre_officer, today=MAY)

    assert (len(rows), len(queries)) == (count, 8)


def test_the_home_and_the_whole_list_show_what_waits(law, province, province_officer, sign_in):
    SchemeFactory.create_batch(16, province=province, state="submitted")
    client = sign_in(province_officer)

    home = client.get("/ban-lam-viec/").content.decode()
    whole = client.get("/ban-lam-viec/viec-dang-cho/").content.decode()

    assert "Việc đang chờ (16)" in home
    assert (home.count("mở thẩm định."), whole.count("mở thẩm định.")) == (15, 16)

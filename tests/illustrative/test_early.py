"""The schemes that stand at a step on the day of loading, and what of them waits for whom.

They are loaded once for the tests of this file.
"""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.accounts.models import User
from khuyencong.adjustments.models import ChangeRequest
from khuyencong.appraisals.models import Council, Member, Opinion
from khuyencong.desk.own import needs_of, schemes_of
from khuyencong.desk.worklist import worklist_of
from khuyencong.dossiers.models import Need
from khuyencong.dossiers.queries import missing_for_submission
from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import Entry
from khuyencong.group_plans.models import GroupPlan
from khuyencong.illustrative.ground import seeded
from khuyencong.illustrative.plan import read_plan
from khuyencong.illustrative.standing import standing_of, year_asked_for, year_of
from khuyencong.lib.working_days import is_working_day
from khuyencong.planning.models import Plan
from khuyencong.schemes.models import Recusal, Scheme, StepTaken

AT = datetime(2026, 1, 5, tzinfo=UTC)
TODAY = date(2026, 1, 5)
AT_A_STEP = r"-(H\d\d)-001$"
STANDING = [batch for term in read_plan() for batch in term.early]


def scheme_of(code):
    return Scheme.objects.get(code__endswith=f"-{code}-001")


def code_of(scheme):
    """The code of its row in the plan."""
    return scheme.code.split("-")[3]


def test_every_step_before_the_work_is_done_has_a_scheme_that_stands_there(records):
    found = Scheme.objects.filter(code__regex=AT_A_STEP)

    assert {code_of(one): (one.tier, one.form, one.state, one.start_year) for one in found} == {
        "H01": ("province", "single", "draft", 2027),
        "H02": ("province", "single", "draft", 2027),
        "H03": ("national", "group", "draft", 2027),
        "H04": ("commune", "single", "draft", 2027),
        "H05": ("province", "single", "returned", 2027),
        "H06": ("province", "single", "submitted", 2027),
        "H07": ("province", "single", "submitted", 2027),
        "H08": ("national", "single", "submitted", 2027),
        "H09": ("national", "focal", "submitted", 2027),
        "H10": ("national", "single", "appraised", 2027),
        "H11": ("national", "single", "registered", 2027),
        "H12": ("national", "group", "registered", 2027),
        "H13": ("national", "group", "planned", 2025),
        "H14": ("province", "group", "planned", 2025),
        "H15": ("province", "single", "contracted", 2025),
        "H16": ("national", "single", "under_way", 2025),
    }
    assert {(one.is_illustrative, one.programme) for one in found} == {(True, None)}


NO_SUPPORT_YET = (
    "Thiếu «Cam kết chưa được hỗ trợ từ bất kỳ nguồn kinh phí nào của nhà nước cho cùng một nội "
    "dung chi»."
)
ENOUGH_MONEY = (
    "Thiếu «Cam kết đã đầu tư vốn hoặc đầu tư đủ kinh phí thực hiện đề án, sau khi trừ số ngân "
    "sách nhà nước hỗ trợ»."
)
LETTER = "Thiếu «Công văn đề nghị của đơn vị thực hiện đề án»."
LACKING = {
    "H01": [
        "Phần 2 «Sự cần thiết và căn cứ» chưa có nội dung.",
        "Phần 3 «Mục tiêu» chưa có nội dung.",
        "Phần 4 «Quy mô» chưa có nội dung.",
        "Phần 5 «Nội dung và tiến độ» chưa có nội dung.",
        "Phần 7 «Tổ chức thực hiện» chưa có nội dung.",
        "Phần 8 «Hiệu quả» chưa có nội dung.",
        "Dự toán chưa có kinh phí đề nghị nhà nước hỗ trợ.",
        LETTER,
        "Thiếu «Văn bản đề nghị hỗ trợ của đơn vị thụ hưởng».",
        ENOUGH_MONEY,
        NO_SUPPORT_YET,
    ],
    "H02": [NO_SUPPORT_YET],
    "H03": [
        "Phần 5 «Nội dung và tiến độ» chưa có nội dung.",
        "Phần 7 «Tổ chức thực hiện» chưa có nội dung.",
        "Phần 8 «Hiệu quả» chưa có nội dung.",
        LETTER,
        ENOUGH_MONEY,
        NO_SUPPORT_YET,
    ],
    "H04": [NO_SUPPORT_YET],
    "H05": [],
    "H06": [],
    "H09": [],
    "H12": [],
}


@pytest.mark.parametrize(("code", "sentences"), LACKING.items(), ids=LACKING)
def test_a_dossier_lacks_what_its_row_in_the_plan_says(records, code, sentences):
    assert [one.sentence for one in missing_for_submission(scheme_of(code))] == sentences


BY_PLAN = {"registered", "assigned", "allocated"}


def test_no_money_moves_before_its_step(records):
    entries = Entry.objects.filter(account__line__scheme__code__regex=AT_A_STEP).order_by()
    natures = {}
    for state, nature in entries.values_list("account__line__scheme__state", "nature"):
        natures.setdefault(state, set()).add(nature)

    assert natures == {
        "returned": {"registered"},
        "submitted": {"registered"},
        "appraised": {"registered"},
        "registered": {"registered"},
        "planned": BY_PLAN,
        "contracted": BY_PLAN | {"contracted"},
        "under_way": BY_PLAN | {"contracted", "advanced", "disbursed"},
    }


def test_a_council_has_opinions_locked_and_open_and_a_member_with_an_interest(records):
    opinions = Opinion.objects.filter(appraisal__conclusion=None).order_by("pk")
    told = [(code_of(one.appraisal.scheme), one.seat, bool(one.locked_at)) for one in opinions]
    recusal = Recusal.objects.get()

    assert told == [
        ("H08", "secretary", True),
        ("H08", "member", True),
        ("H09", "secretary", True),
        ("H08", "chair", False),
        ("H12", "", False),
    ]
    assert (code_of(recusal.scheme), recusal.person) == ("H09", opinions[1].person)


def test_changes_a_plan_of_a_group_and_a_plan_of_the_year_wait_for_a_decision(records):
    asked = ChangeRequest.objects.filter(state="submitted").order_by("scheme__code")
    group, plan = GroupPlan.objects.get(), Plan.objects.get()

    assert [(code_of(one.scheme), one.decider) for one in asked] == [
        ("H15", ""),
        ("H16", "department"),
    ]
    assert (code_of(group.scheme), group.state, group.parts.count()) == ("H14", "submitted", 3)
    assert (plan.year, plan.is_decided, plan.is_illustrative) == (2027, False, True)


@pytest.fixture
def people(records):
    """The demonstration accounts by their roles."""
    call_command("create_demo_users", verbosity=0)
    return {user.role: user for user in User.objects.filter(username__startswith="minhhoa-")}


def waiting(person):
    """What waits for the person, without the schemes of the years in hand and whose a line is."""
    sentences = [task.sentence for task in worklist_of(person, today=TODAY)]
    short = [re.sub(r" \([^()]*minh họa[^()]*\)", "", said) for said in sentences]
    found = [re.sub(r"^MH-NA-\d+-(H\d\d)-001 – .*?: ", r"\1: ", said) for said in short]
    return [said for said in found if not said.startswith("MH-")]


WAITING = {
    "accountant": [
        "H15: tạm ứng lần một: chưa có đề nghị.",
    ],
    "administrator": [],
    "applicant": [],
    "centre_officer": [
        "H16: báo cáo tiến độ tháng 11/2025 (còn thiếu 2 tháng).",
        "H16: chuẩn bị hồ sơ nghiệm thu.",
        "Khảo sát: 5 nhu cầu của năm 2027 chưa lập hồ sơ đề án.",
        "H03: hoàn thiện hồ sơ và trình thẩm định.",
        "H13: chọn đơn vị thụ hưởng, lập kế hoạch Mẫu số 11 "
        "(Ứng dụng máy móc tiên tiến, chuyển giao công nghệ).",
        "H15: bắt đầu thực hiện.",
        "H15: đề nghị tạm ứng lần một.",
        "H01: hoàn thiện hồ sơ và trình thẩm định.",
        "H02: hoàn thiện hồ sơ và trình thẩm định.",
        "H04: hoàn thiện hồ sơ và trình thẩm định.",
        "H05: hoàn thiện hồ sơ được trả lại.",
    ],
    "collaborator": [],
    "commune_officer": [
        "Khảo sát: 2 nhu cầu của năm 2027 chưa lập hồ sơ đề án.",
        "H04: hoàn thiện hồ sơ và trình thẩm định.",
    ],
    "council_member": [
        "H08: thẩm định cấp cơ sở: cho ý kiến.",
        "H09: thẩm định cấp cơ sở: cho ý kiến.",
    ],
    "leader": [
        "H08: thẩm định cấp cơ sở: cho ý kiến.",
        "H09: thẩm định cấp cơ sở: cho ý kiến.",
        "H10: đăng ký với Bộ Công Thương.",
        "Khuyến công địa phương (tỉnh): 14 đề án đã thẩm định chờ đưa vào kế hoạch năm 2026.",
        "H14: phê duyệt kế hoạch đề án nhóm (Mẫu số 11).",
        "H15: quyết định đề nghị điều chỉnh lần 1.",
        "Phương án «Dự kiến đợt 1» năm 2027: quyết định giao kế hoạch.",
    ],
    "ministry_leader": [
        "Khuyến công quốc gia: 2 đề án đã thẩm định chờ đưa vào kế hoạch năm 2026.",
    ],
    "ministry_officer": [
        "Khuyến công quốc gia: 2 đề án đã thẩm định chờ đưa vào kế hoạch năm 2026.",
        "H16: quyết định đề nghị điều chỉnh lần 1.",
        "H11: thẩm định cấp Bộ: mở thẩm định.",
        "H12: thẩm định cấp Bộ: cho ý kiến.",
    ],
    "province_officer": [
        "H16: nghiệm thu cơ sở.",
        "Khuyến công địa phương (tỉnh): 14 đề án đã thẩm định chờ đưa vào kế hoạch năm 2026.",
        "H14: xem xét kế hoạch đề án nhóm (Mẫu số 11), lãnh đạo Sở phê duyệt.",
        "H06: thẩm định cấp cơ sở: mở thẩm định.",
        "H07: thẩm định cấp cơ sở: cho ý kiến.",
        "Phương án «Dự kiến đợt 1» năm 2027: hoàn thiện để trình quyết định.",
    ],
}


@pytest.mark.parametrize(("role", "sentences"), WAITING.items(), ids=WAITING)
def test_each_role_is_told_what_waits_for_it(people, role, sentences):
    assert waiting(people[role]) == sentences


def test_the_establishment_of_the_demonstration_has_asked_and_follows_its_dossier(people):
    person = people["applicant"]
    own = Establishment.objects.visible_to(person).get()

    followed = schemes_of(person, own, today=TODAY)

    assert [need.item for need in needs_of(person) if need.scheme is None] == [
        "Nhãn hiệu, mã truy xuất nguồn gốc"
    ]
    assert [one.waiting.what for one in followed if code_of(one.scheme) == "H07"] == [
        "thẩm định cấp cơ sở"
    ]


def test_the_leader_of_the_demonstration_takes_the_chair_once(people):
    council = Council.objects.get()
    call_command("create_demo_users", verbosity=0)

    sitting = Member.objects.sitting().filter(council=council).order_by("pk")
    left = Member.objects.exclude(pk__in=sitting).get()

    assert [(one.person.username.partition("-")[0], one.seat) for one in sitting] == [
        ("mh", "secretary"),
        ("mh", "member"),
        ("minhhoa", "chair"),
        ("minhhoa", "member"),
    ]
    assert (left.person.username.partition("-")[0], left.seat) == ("mh", "chair")


def test_nothing_happened_after_the_day_of_loading(records):
    taken = StepTaken.objects.filter(scheme__code__regex=AT_A_STEP)
    told = Need.objects.order_by("-recorded_at")

    assert (max(one.at for one in taken) <= AT, told[0].recorded_at <= AT) == (True, True)


DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
STEPS = {
    "asked": "",
    "opened": "draft",
    "submitted": "submitted",
    "returned": "returned",
    "sent_again": "",
    "appraised": "appraised",
    "registered": "registered",
    "judged": "",
    "planned": "planned",
    "contracted": "contracted",
    "started": "",
    "advanced": "under_way",
    "accepted": "",
    "paid": "",
    "settled": "",
}
"""The steps in order, each with the state in which it is the last that was taken."""


@given(st.sampled_from(STANDING), DAYS, st.integers())
def test_what_was_done_lies_behind_today_and_what_is_to_come_ahead(batch, today, seed):
    drawn = standing_of(batch, today, seeded(str(seed))).days
    names = [name for name in STEPS if name in drawn]
    days = [drawn[name] for name in names]
    done = [STEPS[name] for name in names].index(batch.stands) + 1

    assert days == sorted(days)
    assert days[:done] == [day for day in days if day <= today]
    assert [day for day in days if not is_working_day(day)] == []


@given(st.sampled_from(STANDING), DAYS)
def test_a_contract_ends_after_the_work_begins(batch, today):
    standing = standing_of(batch, today, seeded("a contract"))

    assert standing.ends_on > standing.delivery.started


@given(st.sampled_from(STANDING), DAYS)
def test_the_plan_of_a_scheme_is_given_in_its_year_or_lies_ahead(batch, today):
    year = year_of(batch, today)
    standing = standing_of(batch, today, seeded("a year"))

    assert year == standing.days["planned"].year if standing.is_given else year > today.year


@pytest.mark.parametrize(("today", "year"), [(date(2026, 5, 19), 2027), (date(2026, 5, 20), 2028)])
def test_needs_are_told_for_the_next_year_whose_deadline_lies_ahead(today, year):
    assert year_asked_for(today) == year

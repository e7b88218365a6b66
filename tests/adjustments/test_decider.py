"""Who decides follows from what changes: Điều 11 of TT 36/2013, the province's rule, or neither."""

from datetime import date

import pytest

from khuyencong.accounts.roles import ROLES, Permission
from khuyencong.adjustments import actions, policy, queries
from khuyencong.adjustments.actions import NotTheDecider
from khuyencong.adjustments.lifecycle import LIFECYCLE, State, deciders
from khuyencong.adjustments.models import Change
from khuyencong.adjustments.queries import standing
from khuyencong.regulations.models import AdjustmentDecider, LegalDocument
from khuyencong.schemes.models import Scheme, Tier
from tests.factories.accounts import UserFactory
from tests.factories.adjustments import AT, ChangeRequestFactory, approved_scheme, line_given
from tests.factories.schemes import SchemeFactory

from .asking import DECISION, asked, millions, submitted, words

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)


def money(old, new, level="national"):
    return Change(
        kind="money", line_id=1, source=f"grant:{level}", old_key=str(old), new_key=str(new)
    )


def until(old, new):
    return Change(kind="end_date", old_key=old, new_key=new)


LATER = until("2026-12-31", "2027-03-31")
SOONER = until("2026-12-31", "2026-10-31")
PLACE, PARTNERS = Change(kind="place", line_id=1), Change(kind="partners")
BENEFICIARY = Change(kind="beneficiary", line_id=1)


@pytest.mark.parametrize(
    ("changes", "single", "group"),
    [
        ([PLACE], "department", "province_department"),
        ([BENEFICIARY], "department", "province_department"),
        ([PARTNERS], "department", "province_department"),
        ([SOONER], "department", "department"),
        ([LATER], "ministry", "ministry"),
        ([Change(kind="year", line_id=1)], "ministry", "ministry"),
        ([Change(kind="equipment", line_id=1)], "department", "department"),
        ([Change(kind="investment", line_id=1)], "department", "department"),
        ([Change(kind="content", line_id=1)], "ministry", "ministry"),
        ([Change(kind="add", slot=1)], "ministry", "ministry"),
        ([Change(kind="stop")], "ministry", "ministry"),
        ([money(100, 150)], "ministry", "ministry"),
        ([money(100, 50)], "department", "department"),
        ([money(100, 50), money(0, 50)], "department", "department"),
        ([money(100, 50, "province"), money(0, 50)], "ministry", "ministry"),
        ([money(100, 50), money(0, 60, "province")], "ministry", "ministry"),
        ([BENEFICIARY, money(100, 150)], "ministry", "ministry"),
        ([BENEFICIARY, PARTNERS, SOONER], "department", "department"),
    ],
)
def test_the_decider_of_a_national_scheme(law, changes, single, group):
    found = []
    for form in ("single", "group"):
        scheme = SchemeFactory.build(tier="national", form=form, province__code="40")
        found.append(queries.decision_on(scheme, changes, on=ON).decider)

    assert found == [single, group]


def test_of_an_added_line_only_the_addition_and_its_money_count():
    added = [
        Change(kind="add", slot=1, new_key="fair:"),
        Change(kind="beneficiary", slot=1, new_key="5"),
        Change(kind="money", slot=1, source="grant:province", new_key="30"),
    ]

    assert queries.law_changes(added) == {"add", "raise_money"}


def test_a_province_without_a_rule_is_told_so(law, province):
    scheme = SchemeFactory.build(tier="province", province=province)
    answer = queries.decision_on(scheme, [PLACE], on=ON)

    assert queries.told(answer, scheme, on=ON) == (
        "Chưa kiểm chứng. Chưa có quy định của tỉnh về thẩm quyền điều chỉnh: thay đổi địa điểm. "
        "Quy trình của khuyến công địa phương do Ủy ban nhân dân cấp tỉnh quy định (điểm b khoản 3 "
        "Điều 8 Thông tư số 46/2012/TT-BCT). Tạm theo người giao kế hoạch: lãnh đạo Sở ghi quyết "
        "định."
    )


def test_a_national_change_before_there_was_a_rule_is_told_so(law, province):
    scheme = SchemeFactory.build(tier="national", province=province)
    answer = queries.decision_on(scheme, [PLACE], on=date(2013, 1, 1))

    assert queries.told(answer, scheme, on=date(2013, 1, 1)).endswith("cán bộ Cục ghi quyết định.")


@pytest.mark.parametrize("verification", ["verified", "unverified"])
def test_a_dated_setting_of_the_province_is_followed(law, province, verification):
    AdjustmentDecider.objects.create(
        code=f"nghe-an-{verification}",
        change="place",
        decider="province",
        applies_to="local",
        jurisdiction=province,
        document=LegalDocument.objects.first(),
        article="Điều 9",
        valid_from=date(2020, 1, 1),
        verification=verification,
    )
    scheme = SchemeFactory.build(tier="province", province=province)
    answer = queries.decision_on(scheme, [PLACE], on=ON)

    assert answer.decider == "province"
    assert queries.told(answer, scheme, on=ON).startswith("Chưa kiểm chứng.") == (
        verification == "unverified"
    )


def test_a_request_is_told_why_in_sentences(law, province):
    scheme = SchemeFactory.build(tier="national", form="group", province=province)
    told = queries.told(queries.decision_on(scheme, [BENEFICIARY, LATER], on=ON), scheme, on=ON)

    assert told.startswith(
        "Gia hạn thời gian thực hiện sang năm sau: Bộ Công Thương quyết định (điểm a khoản 2 Điều "
        "11 Thông tư số 36/2013/TT-BCT). Thay đổi đơn vị thụ hưởng: Sở Công Thương quyết định đối "
        "với đề án lập theo nhóm (khoản 4 Điều 11 Thông tư số 36/2013/TT-BCT). Thẩm quyền cao "
        "nhất: Bộ Công Thương."
    )


# Who may what


PROPOSE = {"centre_officer", "commune_officer"}
DECIDE = {
    ("national", ""): {"ministry_leader"},
    ("province", ""): {"leader"},
    **{(tier, "ministry"): {"ministry_leader"} for tier in ("national", "province")},
    **{(tier, "department"): {"ministry_officer"} for tier in ("national", "province")},
    **{(tier, "province_department"): {"leader"} for tier in ("national", "province")},
    **{(tier, "province"): {"leader"} for tier in ("national", "province")},
}


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may(role):
    person = UserFactory.build(role=role, organisation=None)
    sees = Permission.VIEW_RECORDS in ROLES[role].permissions
    scheme = SchemeFactory.build(state="planned", province=None)

    assert (
        policy.propose(person),
        policy.decide(person),
        policy.see_requests(person, scheme),
    ) == (role in PROPOSE, role in {"leader", "ministry_leader", "ministry_officer"}, sees)


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_with_a_request(role):
    person = UserFactory.build(role=role, organisation=None)
    requests = [
        ChangeRequestFactory.build(
            scheme=SchemeFactory.build(tier=tier, province=None), state=state, opened_by=person
        )
        for tier in Tier.values
        for state in State.values
    ]

    assert [
        (policy.edit_request(person, request), policy.withdraw_request(person, request))
        for request in requests
    ] == [
        (
            role in PROPOSE and request.state in ("draft", "returned"),
            role in PROPOSE and request.state in ("draft", "returned", "submitted"),
        )
        for request in requests
    ]


@pytest.mark.parametrize("is_active", [True, False])
@pytest.mark.parametrize("role", ROLES)
def test_only_the_role_of_the_decider_decides(role, is_active):
    person = UserFactory.build(role=role, organisation=None, is_active=is_active)

    assert {
        (tier, decider): policy.decide_request(
            person,
            ChangeRequestFactory.build(
                scheme=SchemeFactory.build(tier=tier, province=None), opened_by=person
            ),
            decider,
        )
        for tier, decider in DECIDE
    } == {key: is_active and role in roles for key, roles in DECIDE.items()}


def test_every_decider_of_the_law_has_a_role():
    assert {
        decider: deciders(decider, tier="national") for decider in AdjustmentDecider.Decider.values
    } == {
        "ministry": {"ministry_leader"},
        "department": {"ministry_officer"},
        "province_department": {"leader"},
        "province": {"leader"},
    }
    assert LIFECYCLE.reachable() == set(State.values)


def test_the_action_itself_refuses_another_decider(
    law, province, centre_officer, leader, ministry_officer, ministry_leader
):
    scheme = approved_scheme(province, tier="national", form="group")
    line = scheme.lines.get()
    request = submitted(scheme, centre_officer, ("money", millions(50), line, "grant:national"))
    assert request.decider == "ministry"
    for deed in (
        lambda: actions.approve(request, DECISION, by=leader, at=AT),
        lambda: actions.approve(request, DECISION, by=ministry_officer, at=AT),
        lambda: actions.reject(request, by=leader, at=AT, note="Không đủ căn cứ."),
        lambda: actions.send_back(request, by=leader, at=AT, note="Thiếu."),
    ):
        with pytest.raises(NotTheDecider, match="do Bộ Công Thương quyết định"):
            deed()
    actions.approve(request, DECISION, by=ministry_leader, at=AT)

    assert Scheme.objects.get().change_requests.get().decider == "ministry"


def test_the_department_decides_on_a_group_and_the_ministry_on_a_single_one(
    law, province, centre_officer, leader, ministry_officer
):
    deciders_of = {}
    for form, decider, other in (
        ("group", leader, ministry_officer),
        ("single", ministry_officer, leader),
    ):
        lines = (line_given(province, national=100),)
        scheme = approved_scheme(province, form, tier="national", form=form, lines=lines)
        request = submitted(scheme, centre_officer, ("place", words("Vinh"), scheme.lines.get()))
        with pytest.raises(NotTheDecider):
            actions.approve(request, DECISION, by=other, at=AT)
        deciders_of[form] = actions.approve(request, DECISION, by=decider, at=AT).decider

    assert deciders_of == {"group": "province_department", "single": "department"}


def test_the_rule_of_the_day_of_the_decision_counts(law, province, centre_officer, leader):
    scheme = approved_scheme(province)
    request = submitted(scheme, centre_officer, ("place", words("Vinh"), scheme.lines.get()))
    AdjustmentDecider.objects.create(
        code="nghe-an-place",
        change="place",
        decider="province",
        applies_to="local",
        jurisdiction=province,
        document=LegalDocument.objects.first(),
        article="Điều 9",
        valid_from=date(2020, 1, 1),
        verification="verified",
    )
    before = request.decider
    actions.approve(request, DECISION, by=leader, at=AT)
    request.refresh_from_db()

    assert (before, request.decider) == ("", "province")


def test_the_waiting_list_of_each_role_holds_what_it_decides(
    law, province, centre_officer, leader, ministry_officer, stranger
):
    local = approved_scheme(province, "LOCAL")
    national = approved_scheme(province, "NATIONAL", tier="national")
    for scheme in (local, national):
        submitted(scheme, centre_officer, ("place", words("Vinh"), scheme.lines.get()))
    asked(local, centre_officer, ("end_date", standing.day(date(2026, 10, 1))))

    assert {
        who.role: [row.scheme.code for row in queries.waiting_for(who)]
        for who in (leader, ministry_officer, centre_officer, stranger)
    } == {
        "leader": ["LOCAL"],
        "ministry_officer": ["NATIONAL"],
        "centre_officer": [],
        "province_officer": [],
    }

"""The pages of a group scheme's plan: what each person may do there, and who sees nothing of it."""

import pytest
import time_machine

from khuyencong.group_plans import actions, policy, queries
from khuyencong.group_plans.lifecycle import LIFECYCLE, State
from khuyencong.places.queries import units_within_ids
from khuyencong.schemes.models import Scheme
from tests.factories.establishments import EstablishmentFactory
from tests.factories.schemes import SchemeFactory

from .conftest import MILLION, at, facts, group_scheme, plan_of

TODAY = time_machine.travel("2026-02-20 09:00+07:00", tick=False)
PLANS = "/ke-hoach-nhom/de-an/KCQG-2026-001/"


@pytest.fixture(autouse=True)
def _units():
    units_within_ids.cache_clear()
    yield
    units_within_ids.cache_clear()


@pytest.fixture
def plan(scheme, centre_officer):
    """One household in it, with all its papers."""
    return plan_of(scheme, centre_officer, facts(scheme, "Hộ An"))


def address(plan, rest=""):
    return f"/ke-hoach-nhom/{plan.pk}/{rest}"


@TODAY
def test_a_plan_is_made_submitted_and_approved_on_its_pages(
    sign_in, scheme, centre_officer, leader
):
    EstablishmentFactory(code="NA-1", name="HTX Bình", province=scheme.province)
    client = sign_in(centre_officer)
    assert client.get(PLANS).context["waiting"] == [scheme.lines.get()]

    here = client.post(PLANS)["Location"]
    line = scheme.lines.get()
    typed = {"establishment": "NA-1", "item": "Máy sấy", "support_vnd": "600 triệu"}
    wrong = client.post(f"{here}dong/{line.pk}/", {**typed, "support_vnd": "0"})
    assert list(wrong.context["form"].errors) == ["support_vnd"]
    client.post(f"{here}dong/{line.pk}/", {**typed, "counterpart_vnd": "700 triệu"})
    again = client.post(f"{here}dong/{line.pk}/", typed)
    assert again.context["form"].non_field_errors() == ["Kế hoạch đã có HTX Bình ở dòng này."]
    refused = client.post(f"{here}trinh/", {"note": ""})
    assert "chưa ghi «Giấy chứng nhận" in refused.context["form"].non_field_errors()[0]
    part = client.get(here).context["told"].lines[0].rows[0].part
    page = f"{here}co-so/{part.pk}/"
    papers = {one.name: "lưu tại Sở" for one in client.get(page).context["form"].paper_fields}
    client.post(page, {**typed, "counterpart_vnd": "700 triệu", **papers})
    client.post(f"{here}trinh/", {"note": ""})
    client = sign_in(leader)
    early = client.post(f"{here}phe-duyet/", {"number": "31/QĐ-SCT", "date": "21/2/2026"})
    assert early.context["form"].non_field_errors() == ["Ngày quyết định không được sau hôm nay."]
    client.post(f"{here}phe-duyet/", {"number": "31/QĐ-SCT", "date": "20/2/2026", "note": ""})

    told = client.get(here).context["told"]
    assert (told.plan.state, told.support_vnd, told.counterpart_vnd, list(told.missing)) == (
        "approved",
        600 * MILLION,
        700 * MILLION,
        [],
    )
    assert str(scheme.lines.get().beneficiary) == "HTX Bình"
    assert client.get(PLANS).context["waiting"] == []


@TODAY
def test_an_establishment_is_taken_out_and_nothing_is_changed_once_submitted(
    sign_in, plan, centre_officer
):
    client, part = sign_in(centre_officer), plan.parts.get()
    actions.submit(plan, by=centre_officer, at=at(2, 12))
    client.post(address(plan, f"co-so/{part.pk}/"), {"remove": "1"})
    assert plan.parts.count() == 1

    actions.send_back(plan, by=centre_officer, at=at(2, 13), note="Thiếu báo giá.")
    client.post(address(plan, f"co-so/{part.pk}/"), {"remove": "1"})
    assert plan.parts.count() == 0


@TODAY
def test_the_department_returns_a_plan_with_a_reason(sign_in, plan, centre_officer, leader):
    actions.submit(plan, by=centre_officer, at=at(2, 12))
    client = sign_in(leader)

    client.post(address(plan, "tra-lai/"), {"note": ""})
    plan.refresh_from_db()
    assert plan.state == State.SUBMITTED
    client.post(address(plan, "tra-lai/"), {"note": "Thiếu báo giá."})
    plan.refresh_from_db()
    assert plan.state == State.RETURNED


def test_a_scheme_that_waits_for_nobody_opens_no_plan(sign_in, plan, centre_officer, leader):
    assert sign_in(leader).post(PLANS).status_code == 403
    plan.scheme.lines.update(content="fair")
    plan.parts.all().delete()
    plan.history.all().delete()
    plan.delete()

    answer = sign_in(centre_officer).post(PLANS, follow=True)

    assert [str(one) for one in answer.context["messages"]] == [
        "Mọi dòng nội dung của đề án đều đã có đơn vị thụ hưởng."
    ]


def test_a_stranger_and_who_has_no_part_in_it_get_nothing(
    sign_in, plan, stranger, province_officer, centre_officer, law, province
):
    part, line = plan.parts.get(), plan.scheme.lines.get()
    pages = [
        PLANS,
        address(plan),
        address(plan, f"dong/{line.pk}/"),
        address(plan, f"co-so/{part.pk}/"),
        address(plan, "trinh/"),
        address(plan, "phe-duyet/"),
        address(plan, "tra-lai/"),
    ]

    assert {sign_in(stranger).get(one).status_code for one in pages} <= {403, 404}
    assert [sign_in(province_officer).get(one).status_code for one in pages] == [
        200, 200, 403, 403, 403, 403, 403,
    ]  # fmt: skip
    single = SchemeFactory(form="single", province=province)
    assert sign_in(centre_officer).get(f"/ke-hoach-nhom/de-an/{single.code}/").status_code == 404


ROLES = ("leader", "province_officer", "centre_officer", "commune_officer", "accountant")


@pytest.mark.parametrize("state", State.values)
def test_each_step_is_one_roles_and_of_one_state(request, plan, state):
    plan.state = state
    may = {
        (name, role)
        for name in LIFECYCLE.steps
        for role in ROLES
        if policy.take_step(request.getfixturevalue(role), plan, name)
    }
    prepared = {("submit", "centre_officer"), ("submit", "commune_officer")}
    decided = {("approve", "leader"), ("return", "leader"), ("return", "province_officer")}

    assert (
        may
        == {
            "draft": prepared,
            "returned": prepared,
            "submitted": decided,
            "approved": set(),
        }[state]
    )


def test_a_plan_is_proposed_from_its_submission_and_waits_for_those_who_act_next(
    plan, centre_officer, province_officer, leader, accountant
):
    people = (centre_officer, province_officer, leader, accountant)

    def told():
        proposed = list(queries.plans_proposed(Scheme.objects.all()))
        waits = [policy.takes_next(who, plan) for who in people for plan in proposed]
        return len(proposed), waits

    before = told()
    actions.submit(plan, by=centre_officer, at=at(2, 12))
    submitted = told()
    actions.send_back(plan, note="Thiếu giấy tờ.", by=leader, at=at(2, 13))

    assert before == (0, [])
    assert submitted == (1, [False, True, True, False])
    assert told() == (1, [True, False, False, False])


def test_another_scheme_has_no_plan_to_see(law, province, centre_officer):
    single = group_scheme(province, centre_officer.organisation, form="single")

    assert not policy.see_plans(centre_officer, single)

"""Two officers on one plan: nobody overwrites, decides or fills another plan than the one seen."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from khuyencong.planning import actions, queries
from khuyencong.planning.actions import (
    ConflictOfInterest,
    PlanChanged,
    PlanDecided,
    PlanFacts,
    making,
)
from khuyencong.planning.models import Plan, PlanEdition
from khuyencong.planning.optimiser import Rules
from khuyencong.schemes.actions import Decision, recuse
from tests.factories.funding import EnvelopeFactory
from tests.factories.planning import MILLION, YEAR, appraised, scheme_asking

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, tzinfo=UTC)
DECISION = Decision("4500/QĐ-UBND", date(2026, 12, 10))


@pytest.fixture
def plan(leader, province):
    EnvelopeFactory(year=YEAR, place=province, amount_vnd=1000 * MILLION)
    for code, score in (("KIN", 90), ("MO", 80)):
        appraised(scheme_asking(province, code, province=200), score)
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier="province", place=province)
    return actions.open_plan(facts, by=leader, at=AT)


def item(plan, code="MO"):
    return plan.items.select_related("plan").get(scheme__code=code)


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def test_the_second_to_edit_a_scheme_is_shown_what_the_first_wrote(
    sign_in, leader, province_officer, plan
):
    one = item(plan)
    page = url("item_edit", plan.pk, one.pk)
    first, second = sign_in(leader), sign_in(province_officer)
    seen = first.get(page).context["form"].initial["seen"]
    first.post(page, {"province_vnd": "150 triệu", "seen": seen})
    told = second.post(page, {"province_vnd": "120 triệu", "seen": seen})
    again = {"province_vnd": "120 triệu", "seen": told.context["form"].data["seen"]}

    assert "vừa được người khác sửa. Hiện nay: nguồn tỉnh 150.000.000 đồng" in told.content.decode()
    assert 'value="120 triệu"' in told.content.decode()
    assert item(plan).province_vnd == 150 * MILLION
    assert second.post(page, again).status_code == 302
    assert item(plan).province_vnd == 120 * MILLION


def test_a_decision_is_about_the_plan_that_was_seen(sign_in, leader, province_officer, plan):
    actions.move(item(plan), is_included=True, by=leader)
    client, page = sign_in(leader), url("plan_decide", plan.pk)
    version = client.get(page).context["form"].initial["version"]
    actions.move(item(plan, "KIN"), is_included=True, by=province_officer)
    typed = {"number": "1/QĐ-UBND", "date": "10/12/2026", "version": version}
    told = client.post(page, typed)

    assert "vừa được người khác thay đổi" in told.content.decode()
    assert PlanEdition.objects.count() == 0
    seen = told.context["form"].data["version"]
    assert client.post(page, typed | {"version": seen}).status_code == 302
    assert PlanEdition.objects.get().rows.count() == 2


def test_a_proposal_does_not_undo_what_others_did_while_it_was_solved(
    monkeypatch, leader, province_officer, plan
):
    solve = making.propose

    def solved_slowly(*args):
        actions.move(item(plan), is_included=False, by=province_officer)
        return solve(*args)

    monkeypatch.setattr(making, "propose", solved_slowly)
    with pytest.raises(PlanChanged):
        actions.propose_plan(plan, Rules(by_priority=False), by=leader)

    assert list(plan.items.values_list("is_included", flat=True)) == [False, False]


def test_who_was_still_moving_a_plan_that_is_frozen_is_told(
    sign_in, leader, province_officer, plan
):
    actions.move(item(plan), is_included=True, by=leader)
    late = item(plan, "KIN")
    actions.decide_plan(plan, DECISION, by=leader, at=AT)
    with pytest.raises(PlanDecided):
        actions.move(late, is_included=True, by=province_officer)
    moved = sign_in(province_officer).post(
        url("plan_move", plan.pk), {"item": late.pk, "viec": "vao"}, headers={"HX-Request": "true"}
    )

    assert "đã được quyết định nên không thay đổi nữa" in moved.content.decode()
    assert "data-plan-board" not in moved.content.decode()


def test_a_person_with_a_conflict_of_interest_weighs_nothing(sign_in, leader, plan):
    for code in ("KIN", "MO"):
        actions.move(item(plan, code), is_included=True, by=leader)
    version = Plan.objects.get(pk=plan.pk).version
    recuse(item(plan, "KIN").scheme, person=leader, reason="Em ruột là chủ cơ sở", at=AT)
    client = sign_in(leader)
    pages = [
        client.get(url("plan_detail", plan.pk)).content.decode(),
        client.get(url("plan_decide", plan.pk)).content.decode(),
        client.get(url("year_detail", YEAR)).content.decode(),
    ]

    assert [one.scheme.code for one in queries.listed(plan, leader)] == ["MO"]
    assert ["KIN" in page for page in pages] == [False] * 3
    assert ["400 triệu" in page for page in pages] == [False] * 3
    assert "xung đột lợi ích" in pages[0]
    typed = {"number": "1/QĐ-UBND", "date": "10/12/2026", "version": version}
    told = client.post(url("plan_decide", plan.pk), typed).content.decode()
    assert "người khác phải đề xuất, quyết định phương án này" in told
    with pytest.raises(ConflictOfInterest):
        actions.propose_plan(plan, Rules(), by=leader)
    moved = client.post(url("plan_move", plan.pk), {"item": item(plan, "KIN").pk, "viec": "ra"})
    assert moved.status_code == 404
    own = actions.open_plan(
        PlanFacts(title="Riêng", year=YEAR, tier="province", place=plan.place), by=leader, at=AT
    )
    assert [one.scheme.code for one in own.items.select_related("scheme")] == ["MO"]

"""A plan names who benefits of a group scheme; its approval splits the line and its money."""

from dataclasses import replace
from datetime import date

import pytest
from django.db.models import Sum

from khuyencong.delivery.queries import cells_of, missing_for_contract
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Entry
from khuyencong.group_plans import actions, queries
from khuyencong.group_plans.actions import PlanNotReady, PlanRefused
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision, LineFacts
from tests.factories.dossiers import NeedFactory
from tests.factories.establishments import EstablishmentFactory

from .conftest import MILLION, at, facts, group_scheme, plan_of

DECISION = Decision("31/QĐ-SCT", date(2026, 2, 20))


def approved(plan, centre_officer, leader):
    actions.submit(plan, by=centre_officer, at=at(2, 12))
    return actions.approve(plan, DECISION, by=leader, at=at(2, 20))


def ledger(scheme):
    """What stands on each line, in millions, by who benefits."""
    rows = (
        Entry.objects.filter(account__line__scheme=scheme)
        .values_list("account__line__beneficiary__establishment__name", "nature", "kind", "level")
        .annotate(total=Sum("amount_vnd"))
        .order_by("account__line", "nature", "kind", "level")
    )
    return [(*key, total // MILLION) for *key, total in rows if total]


def said(caught):
    return [one.sentence for one in caught.value.missing]


def test_approval_gives_each_establishment_a_line_with_its_share_of_every_source(
    scheme, centre_officer, leader
):
    plan = plan_of(
        scheme, centre_officer, facts(scheme, "Hộ An"), facts(scheme, "HTX Bình", 300, 400)
    )

    approved(plan, centre_officer, leader)

    assert [
        (str(line.beneficiary), line.item, line.account.dated_on)
        for line in scheme.lines.order_by("pk")
    ] == [
        ("Hộ An", "Máy sấy của Hộ An", date(2026, 2, 1)),
        ("HTX Bình", "Máy sấy của HTX Bình", date(2026, 2, 1)),
    ]
    shares = [
        ("allocated", "grant", "national", 250),
        ("allocated", "grant", "province", 50),
        ("registered", "counterpart", "", 350),
        ("registered", "grant", "national", 250),
        ("registered", "grant", "province", 50),
    ]
    assert ledger(scheme) == [
        ("Hộ An", "allocated", "counterpart", "", 350),
        *(("Hộ An", *share) for share in shares),
        ("HTX Bình", "allocated", "counterpart", "", 400),
        *(("HTX Bình", *share) for share in shares),
    ]


def test_what_a_plan_leaves_waits_for_the_next(scheme, centre_officer, leader):
    approved(plan_of(scheme, centre_officer, facts(scheme, "Hộ An")), centre_officer, leader)

    assert [str(line.beneficiary) for line in scheme.lines.order_by("pk")] == ["None", "Hộ An"]
    assert [sum(queries.allocated_of(one).values()) for one in scheme.lines.order_by("pk")] == [
        300 * MILLION,
        300 * MILLION,
    ]
    again = actions.open_plan(scheme, by=centre_officer, at=at(3, 1))
    line = queries.unnamed_lines(scheme).get()
    actions.put_part(again, line, facts(scheme, "HTX Bình"))
    approved(again, centre_officer, leader)
    assert again.number == 2
    assert missing_for_contract(scheme, cells_of(scheme)) == []


def test_a_line_takes_the_place_of_the_establishment_it_is_given_to(scheme, centre_officer, leader):
    parts = [
        replace(facts(scheme, name), place=place)
        for name, place in (("Hộ An", "Thôn 1"), ("HTX Bình", "Thôn 2"))
    ]

    approved(plan_of(scheme, centre_officer, *parts), centre_officer, leader)

    assert [(str(one.beneficiary), one.place) for one in scheme.lines.order_by("pk")] == [
        ("Hộ An", "Thôn 1"),
        ("HTX Bình", "Thôn 2"),
    ]


def test_a_line_that_the_plan_says_nothing_of_waits_as_it_is(scheme, centre_officer, leader):
    plan = plan_of(scheme, centre_officer, facts(scheme, "Hộ An", 600, 700))
    posting = Posting(90 * MILLION, "allocated", "grant", "national", date(2026, 2, 1))
    brand = LineFacts(year=2026, content="brand", item="Xây dựng nhãn hiệu", postings=(posting,))
    (waiting,) = schemes.add_lines(scheme, [brand], by=centre_officer, at=at(2, 11))

    approved(plan, centre_officer, leader)

    assert [(str(one.beneficiary), one.item) for one in scheme.lines.order_by("pk")] == [
        ("Hộ An", "Máy sấy của Hộ An"),
        ("None", "Xây dựng nhãn hiệu"),
    ]
    assert list(queries.unnamed_lines(scheme)) == [waiting]
    assert queries.allocated_of(waiting) == {("grant", "national"): 90 * MILLION}


def test_one_establishment_for_the_whole_line_takes_it_as_it_is(scheme, centre_officer, leader):
    before = scheme.lines.get().account

    plan = plan_of(scheme, centre_officer, facts(scheme, "Hộ An", 600, 700))
    approved(plan, centre_officer, leader)

    assert scheme.lines.get().account == before
    assert str(scheme.lines.get().beneficiary) == "Hộ An"


def test_a_contract_waits_for_the_plan(scheme):
    assert [one.sentence for one in missing_for_contract(scheme, cells_of(scheme))] == [
        "Dòng «Hỗ trợ máy sấy lạnh cho 02 cơ sở» chưa có đơn vị thụ hưởng: lập kế hoạch (Mẫu số "
        "11) để Sở Công Thương phê duyệt (khoản 3 Điều 23 Thông tư 36/2013/TT-BCT)."
    ]


def test_those_who_asked_stand_in_the_plan_from_the_start(scheme, centre_officer):
    for name in ("Hộ An", "HTX Bình"):
        named = EstablishmentFactory(name=name, province=scheme.province)
        NeedFactory(scheme=scheme, establishment=named, name=name, item=f"Máy của {name}")

    plan = actions.open_plan(scheme, by=centre_officer, at=at(2, 10))

    assert [
        (str(one), one.item, one.support_vnd // MILLION, one.counterpart_vnd // MILLION)
        for one in plan.parts.all()
    ] == [("Hộ An", "Máy của Hộ An", 300, 350), ("HTX Bình", "Máy của HTX Bình", 300, 350)]
    assert actions.open_plan(scheme, by=centre_officer, at=at(2, 11)) == plan


def test_a_plan_says_what_it_lacks(scheme, centre_officer):
    plan = plan_of(
        scheme,
        centre_officer,
        facts(scheme, "Hộ An", 400, 400),
        facts(scheme, "HTX Bình", 300, 350, papers=False),
    )

    with pytest.raises(PlanNotReady) as caught:
        actions.submit(plan, by=centre_officer, at=at(2, 12))

    assert said(caught) == [
        "Dòng «Hỗ trợ máy sấy lạnh cho 02 cơ sở»: các cơ sở cộng lại 700.000.000 đồng, vượt kinh "
        "phí được giao 600.000.000 đồng.",
        "HTX Bình: chưa ghi «Giấy chứng nhận đăng ký kinh doanh của đơn vị thụ hưởng (lưu tại Sở "
        "và đơn vị thực hiện)».",
        "HTX Bình: chưa ghi «Bảng cân đối kế toán của đơn vị thụ hưởng (lưu tại Sở và đơn vị thực "
        "hiện)».",
    ]


def test_an_empty_plan_is_not_submitted(scheme, centre_officer):
    with pytest.raises(PlanNotReady) as caught:
        actions.submit(plan_of(scheme, centre_officer), by=centre_officer, at=at(2, 12))

    assert said(caught) == ["Kế hoạch chưa ghi đơn vị thụ hưởng nào."]


def test_a_returned_plan_is_changed_and_submitted_again(scheme, centre_officer, province_officer):
    plan = plan_of(scheme, centre_officer, facts(scheme, "Hộ An"))
    actions.submit(plan, by=centre_officer, at=at(2, 12))
    with pytest.raises(PlanRefused, match="không sửa được"):
        actions.drop_part(plan.parts.get())
    with pytest.raises(PlanRefused, match="phải ghi rõ lý do"):
        actions.send_back(plan, by=province_officer, at=at(2, 13), note=" ")

    actions.send_back(plan, by=province_officer, at=at(2, 13), note="Thiếu báo giá.")
    actions.drop_part(plan.parts.get())
    actions.put_part(plan, scheme.lines.get(), facts(scheme, "HTX Bình"))
    actions.submit(plan, by=centre_officer, at=at(2, 14))

    assert [(one.name, one.to_state, one.note) for one in plan.history.all()] == [
        ("open", "draft", ""),
        ("submit", "submitted", ""),
        ("return", "returned", "Thiếu báo giá."),
        ("submit", "submitted", ""),
    ]


def test_a_decision_is_not_of_tomorrow_and_taken_once(scheme, centre_officer, leader):
    plan = plan_of(scheme, centre_officer, facts(scheme, "Hộ An", 600, 700))
    actions.submit(plan, by=centre_officer, at=at(2, 12))
    with pytest.raises(PlanRefused, match="không được sau hôm nay"):
        actions.approve(plan, DECISION, by=leader, at=at(2, 19))
    actions.approve(plan, DECISION, by=leader, at=at(2, 20))

    with pytest.raises(StepNotAllowed):
        actions.approve(plan, DECISION, by=leader, at=at(2, 21))
    with pytest.raises(PlanRefused, match="đều đã có đơn vị thụ hưởng"):
        actions.open_plan(scheme, by=centre_officer, at=at(2, 22))


def test_a_line_names_an_establishment_once(scheme, centre_officer):
    first = facts(scheme, "Hộ An")
    plan = plan_of(scheme, centre_officer, first)
    part = plan.parts.get()

    actions.put_part(plan, part.line, first, part=part)
    with pytest.raises(PlanRefused, match="đã có Hộ An"):
        actions.put_part(plan, part.line, first)


def test_only_a_group_scheme_has_such_a_plan(law, province, centre_officer):
    single = group_scheme(province, centre_officer.organisation, form="single")

    with pytest.raises(PlanRefused, match="Chỉ đề án lập theo nhóm"):
        actions.open_plan(single, by=centre_officer, at=at(2, 10))

"""What a scheme has gone through says which papers are offered, what each is called, in order."""

from datetime import date, timedelta

import pytest

from khuyencong.adjustments.lifecycle import State as RequestState
from khuyencong.adjustments.models import ChangeRequest
from khuyencong.delivery import actions as delivery
from khuyencong.funding.models import STATE_KINDS, Kind
from khuyencong.papers.building import offered
from khuyencong.papers.building.life import SENT_BACK, life_of
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.actions import take_step
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme, StepTaken
from tests.adjustments.asking import asked, submitted, words
from tests.delivery.conftest import SETTLED, at, fresh, line_of
from tests.factories.adjustments import (
    AT,
    ChangeFactory,
    ChangeRequestFactory,
    RequestStepFactory,
    approved_scheme,
)
from tests.factories.delivery import FollowUpFactory, VoucherFactory
from tests.factories.dossiers import DossierFactory, EstimateItemFactory
from tests.factories.group_plans import GroupPlanFactory, PlanPartFactory
from tests.factories.schemes import LineFactory, SchemeFactory

from .conftest import visit

pytestmark = pytest.mark.django_db


def named(scheme):
    """The papers that are offered, each as its kind and what people call it."""
    return [(kind.value, one.label) for kind, one in offered(fresh(scheme))]


def keys(scheme):
    return {kind.value: one.key for kind, one in offered(fresh(scheme))}


def test_a_dossier_offers_its_text_estimate_and_an_annex_for_each_line_of_two_kinds(law, province):
    scheme = SchemeFactory(province=province, state=State.DRAFT)
    taught = SubContent.objects.filter(kind__code="vocational_training").first()
    built = SubContent.objects.filter(kind__code="cluster_infrastructure").first()
    LineFactory(scheme=scheme, sub_content=taught, item="Nghề mộc", account__year=2028)
    LineFactory(scheme=scheme, sub_content=built, item="Đường gom")
    line = LineFactory(scheme=scheme, sub_content=taught, item="Nghề may")
    bare = named(scheme)
    DossierFactory(scheme=scheme)
    EstimateItemFactory(line=line)

    annexes = [
        ("training_programme", "Nghề mộc"),
        ("training_programme", "Nghề may"),
        ("infrastructure_report", "Đường gom"),
        ("submission", "đề nghị thẩm định cấp cơ sở"),
    ]
    assert bare == annexes
    assert named(scheme) == [("dossier", ""), ("estimate", ""), *annexes]
    assert keys(scheme)["training_programme"] == f"line-{line.pk}"


def test_every_time_it_was_sent_back_offers_a_notice_the_latest_first(waiting, province_officer):
    take_step(waiting, "return", by=province_officer, at=at(5, 25), note="Bổ sung báo giá.")
    scheme = Scheme.objects.get(pk=waiting.pk)
    take_step(scheme, "submit", by=province_officer, at=at(5, 26))
    late = at(5, 27) + timedelta(hours=16)  # one in the morning of the next day
    take_step(scheme, "reject", by=province_officer, at=late, note="Trùng đề án.")

    labels = [label for kind, label in named(scheme) if kind == "return_notice"]
    assert labels == ["Không chấp thuận, 28/05/2026", "Trả lại để hoàn thiện, 25/05/2026"]


def test_a_council_is_named_with_its_decision(appraised, council):
    called = f"Hội đồng thẩm định đề án khuyến công ({council.decision_number}, 04/05/2026)"
    assert named(appraised) == [
        ("submission", "đề nghị phê duyệt, giao kế hoạch"),
        ("council_decision", called),
        ("appraisal_sheet", "Thẩm định cấp cơ sở, lần 1"),
        ("council_minutes", f"Thẩm định cấp cơ sở, lần 1, {called}"),
        ("plan_decision", "dự thảo"),
    ]


def test_a_whole_life_names_its_deeds(accepted, province_officer, accountant):
    for day in (1, 9):
        visit(accepted, date(2026, 6, day), by=province_officer)
    delivery.settle(accepted, SETTLED, by=accountant, at=at(10, 1))
    scheme = fresh(accepted)
    FollowUpFactory(line=line_of(scheme), scheme=scheme, by=province_officer)

    line = "Máy sấy, HTX Vinh Lộc"
    assert named(scheme) == [
        ("contract", "Hợp đồng số 12/HĐ-KC"),
        ("progress_contract", "tháng 05/2026"),
        ("progress_volume", "tháng 05/2026"),
        ("visit_minutes", "09/06/2026, Xã Vinh Lộc"),
        ("visit_minutes", "01/06/2026, Xã Vinh Lộc"),
        ("acceptance_minutes", line),
        ("final_report", ""),
        ("voucher_list", ""),
        ("voucher_list_all", "cả phần kinh phí từ nguồn khác"),
        ("settlement_sheet", ""),
        ("payment_sheet", ""),
        ("reconciliation", ""),
        ("liquidation_minutes", f"Biên bản thanh lý số {SETTLED.number}"),
        ("follow_up", f"{line}, 12 tháng, 02/09/2027"),
    ]


def test_what_was_asked_is_written_what_was_submitted_is_decided(law, province, centre_officer):
    scheme = approved_scheme(province)
    request = submitted(scheme, centre_officer, ("place", words("xã Vinh Lộc"), scheme.lines.get()))
    found = keys(scheme)

    assert (found["change_letter"], found["adjustment_decision"]) == (f"request-{request.pk}",) * 2
    other = approved_scheme(province, code="KC-2026-002")
    asked(other, centre_officer)
    assert {"change_letter", "adjustment_decision"} & set(keys(other)) == set()


def test_a_plan_of_work_is_offered_once_it_names_somebody(law, province):
    plan = GroupPlanFactory(scheme__province=province, scheme__state=State.PLANNED)
    before = named(plan.scheme)
    for _ in range(2):
        PlanPartFactory(plan=plan)

    assert before == [("contract", "dự thảo theo kế hoạch")]
    assert named(plan.scheme) == [("work_plan", "đợt 1"), *before]


def test_the_database_knows_the_words_for_sending_back_state_money_and_waiting(province):
    """The view has them written out."""
    scheme = SchemeFactory(province=province)
    line = LineFactory(scheme=scheme)
    for number, name in enumerate(["submit", *SENT_BACK], start=scheme.history.count() + 1):
        StepTaken.objects.create(
            scheme=scheme, number=number, name=name, at=AT, note="Bão.",
            from_state=scheme.state, to_state=scheme.state,
        )  # fmt: skip
    told = {}
    for kind in Kind:
        paid = VoucherFactory(line=line, kind=kind, level="province" if kind in STATE_KINDS else "")
        life = life_of(scheme)
        told[kind] = (life.has_state_vouchers, life.has_other_vouchers)
        paid.delete()

    assert [step.name for step in life_of(scheme).steps] == [*reversed(SENT_BACK)]
    assert told == {kind: (kind in STATE_KINDS, kind not in STATE_KINDS) for kind in Kind}


def moved(request, state):
    """Bring a draft to that state, by whoever opened it."""
    facts = {"state": state}
    if state != RequestState.DRAFT:
        facts |= {"submitted_by": request.opened_by, "submitted_at": AT}
    if state in (RequestState.APPROVED, RequestState.REJECTED):
        facts |= {"decided_by": request.opened_by, "decided_at": AT}
        facts |= {"decision_number": "40/QĐ", "decision_date": AT.date()}
    RequestStepFactory(
        request=request, number=2, name="submit", from_state="draft", to_state=state, note="Bão."
    )
    ChangeRequest.objects.filter(pk=request.pk).update(**facts)


@pytest.mark.parametrize("state", RequestState)
def test_a_request_is_a_letter_until_withdrawn_and_decided_once_submitted(state, province):
    request = ChangeRequestFactory(scheme__province=province)
    ChangeFactory(request=request)
    moved(request, state)
    life = life_of(request.scheme)

    assert (len(life.letters), len(life.requests)) == (
        state != RequestState.WITHDRAWN,
        state in (RequestState.SUBMITTED, RequestState.APPROVED),
    )


def test_the_whole_life_is_one_question(accepted, django_assert_num_queries):
    with django_assert_num_queries(1):
        life = life_of(accepted)
        told = [f"{one} {one.beneficiary} {one.account.advance_percent}" for one in life.lines]

    assert told == ["Máy sấy HTX Vinh Lộc 70"]
    assert life.visits == []


def test_a_column_that_no_name_needs_is_read_when_it_is_asked_for(accepted):
    life = life_of(accepted)

    assert life.contract is not None
    assert life.contract.party == accepted.contract.party

from datetime import date
from fractions import Fraction

import pytest
from django.db import DatabaseError, transaction

from khuyencong.appraisals import actions, queries
from khuyencong.appraisals.actions import AppraisalClosed, ConclusionFacts, NotReady
from khuyencong.appraisals.models import AgreedLine, Conclusion, Opinion, OpinionPoint
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision, StepIncomplete
from khuyencong.schemes.models import Scheme
from tests.appraisals.conftest import facts, locked
from tests.factories.appraisals import AT, QuorumRuleFactory

pytestmark = pytest.mark.django_db


def approval(scheme, amount=200_000_000, **more):
    return ConclusionFacts(
        outcome="approve", agreed={line.pk: amount for line in scheme.lines.all()}, **more
    )


def state_of(scheme):
    return Scheme.objects.get(pk=scheme.pk).state


def test_an_approval_by_staff_takes_the_step_and_keeps_score_and_money(
    by_staff, scheme, province_officer, colleague
):
    locked(by_staff, province_officer, score=81)
    locked(by_staff, colleague, score=90)
    minutes = Decision("12/BB-SCT", date(2026, 5, 20))

    done = actions.conclude(
        by_staff, approval(scheme, 180_000_000, minutes=minutes), by=province_officer, at=AT
    )

    taken = scheme.history.latest("number")
    assert (taken.name, taken.by, taken.decision_number) == (
        "appraise",
        province_officer,
        "12/BB-SCT",
    )
    assert (done.step, done.average_score, done.support_vnd, done.members_count) == (
        taken,
        Fraction(171, 2),
        180_000_000,
        None,
    )
    assert state_of(scheme) == "appraised"
    assert queries.scores_of([scheme]) == {scheme.pk: Fraction(171, 2)}
    assert queries.agreed_of(scheme) == {scheme.lines.get().pk: 180_000_000}
    assert str(done) == "Chấp thuận"


@pytest.mark.parametrize(
    ("tier", "state", "outcome", "step", "leads_to"),
    [
        ("province", "submitted", "approve", "appraise", "appraised"),
        ("province", "submitted", "return", "return", "returned"),
        ("province", "submitted", "reject", "reject", "rejected"),
        ("national", "submitted", "approve", "appraise", "appraised"),
        ("national", "registered", "approve", "appraise_ministry", "ministry_appraised"),
        ("national", "registered", "return", "return_ministry", "returned"),
        ("national", "registered", "reject", "reject_ministry", "rejected"),
    ],
)
def test_each_conclusion_takes_its_own_step(
    national,
    scheme,
    leader,
    province_officer,
    ministry_officer,
    tier,
    state,
    outcome,
    step,
    leads_to,
):
    subject = national if tier == "national" else scheme
    appraiser = ministry_officer if state == "registered" else province_officer
    if state == "registered":
        for name in ("appraise", "register"):
            schemes.take_step(subject, name, by=leader, at=AT)
    appraisal = actions.open_appraisal(Scheme.objects.get(pk=subject.pk), by=appraiser, at=AT)
    locked(appraisal, appraiser)
    facts_ = ConclusionFacts(outcome=outcome, note="Chưa rõ nguồn vốn đối ứng.")
    if outcome == "approve":
        facts_ = approval(subject)

    actions.conclude(appraisal, facts_, by=appraiser, at=AT)

    assert (subject.history.latest("number").name, state_of(subject)) == (step, leads_to)


def test_the_chair_concludes_with_the_quorum_of_the_dated_rule(
    by_council, scheme, leader, province_officer, expert, accountant
):
    QuorumRuleFactory(valid_to=date(2026, 5, 25))  # the last day is one of its days
    QuorumRuleFactory(valid_from=date(2026, 5, 26), numerator=1, denominator=1)
    for person, score in ((leader, 70), (expert, 85)):
        locked(by_council, person, score=score)

    with pytest.raises(NotReady) as refused:
        actions.conclude(by_council, approval(scheme), by=leader, at=AT)
    assert refused.value.missing == (
        "Mới có 2 ý kiến đã khóa, cần 3. Cần ý kiến của 2/3 số thành viên "
        "(Quy chế làm việc của hội đồng).",
    )

    locked(by_council, province_officer, score=95)
    done = actions.conclude(by_council, approval(scheme), by=leader, at=AT)

    assert (done.score_sum, done.scores_count, done.members_count, done.quorum_count) == (
        250,
        3,
        4,
        3,
    )
    assert done.average_score == Fraction(250, 3)


def test_without_a_rule_every_member_must_have_given_an_opinion(
    by_council, scheme, leader, province_officer, expert, accountant
):
    for person in (leader, province_officer, expert):
        locked(by_council, person)
    assert queries.missing_for_conclusion(by_council, "approve", leader) == [
        "Mới có 3 ý kiến đã khóa, cần 4. Chưa có quy định về số ý kiến tối thiểu nên cần đủ ý "
        "kiến của mọi thành viên."
    ]

    locked(by_council, accountant)

    assert queries.missing_for_conclusion(by_council, "approve", leader) == []


def test_a_provinces_own_rule_comes_before_the_general_one(council, province):
    general = QuorumRuleFactory(numerator=1, denominator=2)
    own = QuorumRuleFactory(province=province)
    QuorumRuleFactory(level="ministry")

    assert queries.quorum_rule(council, on=date(2026, 5, 25)) == own
    assert queries.quorum_rule(council, on=date(2019, 12, 31)) is None
    assert (str(own), [general.of(n) for n in (1, 2, 3, 5)]) == ("2/3 số thành viên", [1, 1, 2, 3])


def test_a_recused_member_votes_and_counts_nothing(
    by_council, scheme, leader, province_officer, expert, accountant
):
    for person, score in ((leader, 70), (province_officer, 80), (accountant, 90), (expert, 0)):
        locked(by_council, person, score=score)
    schemes.recuse(scheme, person=expert, reason="Cố vấn của HTX", at=AT)

    done = actions.conclude(by_council, approval(scheme), by=leader, at=AT)

    assert (done.average_score, done.members_count, done.quorum_count) == (80, 3, 3)
    assert [one.person for one in queries.opinions_of(by_council)] == [
        leader,
        province_officer,
        accountant,
    ]


def test_a_recused_person_neither_writes_locks_nor_concludes(by_council, scheme, leader):
    draft = actions.save_opinion(by_council, facts(by_council), by=leader, at=AT)
    schemes.recuse(scheme, person=leader, reason="Góp vốn", at=AT)

    with pytest.raises(AppraisalClosed, match="xung đột lợi ích"):
        actions.save_opinion(by_council, facts(by_council), by=leader, at=AT)
    with pytest.raises(AppraisalClosed, match="xung đột lợi ích"):
        actions.lock_opinion(draft, at=AT)
    with pytest.raises(NotReady, match="xung đột lợi ích"):
        actions.conclude(by_council, approval(scheme), by=leader, at=AT)


def test_only_the_chair_with_the_own_opinion_locked_concludes(by_council, leader, province_officer):
    locked(by_council, province_officer)
    QuorumRuleFactory(numerator=1, denominator=4)

    assert [
        queries.missing_for_conclusion(by_council, "approve", person)
        for person in (leader, province_officer)
    ] == [["Người kết luận chưa khóa ý kiến của mình."], ["Chỉ chủ tịch hội đồng kết luận."]]


def test_the_opinion_of_one_who_left_the_council_does_not_count(
    by_council, council, leader, province_officer
):
    other = council.members.get(person=province_officer)
    locked(by_council, leader)
    actions.save_opinion(by_council, facts(by_council), by=province_officer, at=AT)
    actions.dismiss(other, by=leader, at=AT)

    tally = queries.tally_of(by_council, queries.opinions_of(by_council))
    assert [member.person for member in tally.members] == [
        member.person for member in council.members.exclude(pk=other.pk)
    ]


def test_the_staff_returns_without_opinions_but_approves_and_rejects_on_one(
    by_staff, province_officer, leader
):
    assert [
        queries.missing_for_conclusion(by_staff, outcome, leader)
        for outcome in ("approve", "return", "reject")
    ] == [
        ["Chưa có ý kiến thẩm định nào đã khóa."],
        [],
        ["Chưa có ý kiến thẩm định nào đã khóa."],
    ]
    done = actions.conclude(
        by_staff,
        ConclusionFacts(outcome="return", note="Thiếu báo giá."),
        by=province_officer,
        at=AT,
    )
    assert (done.average_score, done.outcome) == (None, "return")


def test_one_whose_opinion_is_a_draft_locks_it_before_concluding(
    by_staff, province_officer, colleague
):
    locked(by_staff, colleague)
    actions.save_opinion(by_staff, facts(by_staff), by=province_officer, at=AT)

    assert queries.missing_for_conclusion(by_staff, "approve", province_officer) == [
        "Ý kiến của bạn còn là bản nháp: hãy khóa trước khi kết luận."
    ]


@pytest.mark.parametrize("outcome", ["return", "reject"])
def test_against_a_scheme_one_says_why_and_nothing_is_kept_otherwise(
    by_staff, scheme, province_officer, outcome
):
    locked(by_staff, province_officer)

    with pytest.raises(StepIncomplete):
        actions.conclude(by_staff, ConclusionFacts(outcome=outcome), by=province_officer, at=AT)

    assert (Conclusion.objects.count(), state_of(scheme)) == (0, "submitted")


@pytest.mark.parametrize(
    ("amount", "sentences"),
    [
        (None, ("Dòng «Máy sấy lạnh» chưa ghi mức hỗ trợ thống nhất.",)),
        (
            200_000_001,
            (
                "Dòng «Máy sấy lạnh»: mức thống nhất 200.000.001 đồng vượt mức đề nghị "
                "200.000.000 đồng.",
            ),
        ),
        (0, ()),
    ],
)
def test_the_amount_agreed_to_is_told_and_within_what_was_asked(
    by_staff, scheme, province_officer, amount, sentences
):
    locked(by_staff, province_officer)
    agreed = {} if amount is None else {scheme.lines.get().pk: amount}

    with pytest.raises(NotReady) as refused:
        actions.conclude(
            by_staff,
            ConclusionFacts(outcome="approve", agreed=agreed),
            by=province_officer,
            at=AT,
        )

    nothing = () if amount else ("Chấp thuận phải có kinh phí hỗ trợ.",)
    assert refused.value.missing == (*sentences, *nothing)


def test_what_is_concluded_stays_and_the_next_round_is_another(
    by_staff, scheme, province_officer, centre_officer
):
    returned = ConclusionFacts(outcome="return", note="Thiếu báo giá.")
    actions.conclude(by_staff, returned, by=province_officer, at=AT)
    for act in (
        lambda: actions.conclude(by_staff, returned, by=province_officer, at=AT),
        lambda: actions.save_opinion(by_staff, facts(by_staff), by=province_officer, at=AT),
        lambda: actions.appoint_council(by_staff, None),
        lambda: actions.set_bases(by_staff, {}, by=province_officer, at=AT),
        lambda: actions.open_appraisal(scheme, by=province_officer, at=AT),
    ):
        with pytest.raises(AppraisalClosed):
            act()

    schemes.take_step(scheme, "submit", by=centre_officer, at=AT)
    again = actions.open_appraisal(scheme, by=province_officer, at=AT)

    assert (again.round, str(again)) == (2, "Thẩm định cấp cơ sở, lần 2")
    assert [one.round for one in queries.rounds_of(scheme)] == [1]
    assert actions.open_appraisal(scheme, by=province_officer, at=AT) == again


@pytest.mark.parametrize("model", [Conclusion, AgreedLine, Opinion, OpinionPoint])
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_what_is_locked_and_concluded(
    by_staff, scheme, province_officer, model, change
):
    locked(by_staff, province_officer)
    actions.conclude(by_staff, approval(scheme), by=province_officer, at=AT)
    field = {Conclusion: "note", AgreedLine: "support_vnd", Opinion: "text", OpinionPoint: "text"}
    act = {
        "update": lambda: model.objects.update(**{field[model]: 1}),
        "delete": lambda: model.objects.all()._raw_delete("default"),
    }[change]

    with pytest.raises(DatabaseError, match="không được sửa hay xóa"), transaction.atomic():
        act()

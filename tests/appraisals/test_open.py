"""What the database tells of an appraisal under way: whose it is, who sits, who has locked."""

import pytest

from khuyencong.appraisals import actions
from khuyencong.appraisals.models import Member, OpenAppraisal
from tests.appraisals.conftest import locked
from tests.factories.appraisals import AT, AppraisalFactory, OpinionFactory

pytestmark = pytest.mark.django_db
TOLD = ("scheme", "appraisal", "council", "chair_id", "members", "locked_by")


def told():
    return list(OpenAppraisal.objects.values_list(*TOLD))


def test_by_staff_nobody_sits_and_a_draft_is_not_locked(by_staff, province_officer):
    OpinionFactory(appraisal=by_staff, person=province_officer)

    assert told() == [(by_staff.scheme_id, by_staff.pk, None, None, [], [])]


def test_who_has_left_a_council_does_not_sit(
    by_council, council, leader, province_officer, accountant, expert
):
    locked(by_council, expert)
    Member.objects.filter(person=accountant).update(left_at=AT, left_by=leader)

    members = [leader.pk, province_officer.pk, expert.pk]
    assert told() == [
        (by_council.scheme_id, by_council.pk, council.pk, leader.pk, members, [expert.pk])
    ]


def test_a_concluded_one_gives_way_to_the_next(by_staff, province_officer):
    facts = actions.ConclusionFacts(outcome="return", note="Thiếu.")
    actions.conclude(by_staff, facts, by=province_officer, at=AT)
    between = told()
    again = AppraisalFactory(scheme=by_staff.scheme, round=2)

    assert between == []
    assert told() == [(by_staff.scheme_id, again.pk, None, None, [], [])]
    assert str(by_staff.scheme.open_appraisal) == f"Đề án {by_staff.scheme_id}"

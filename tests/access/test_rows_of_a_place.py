"""What belongs to a place and to no scheme: which roles see it, and that no applicant does."""

from datetime import UTC, date, datetime

import pytest

from khuyencong.accounts.models import User
from khuyencong.funding.models import Envelope, YearClosing
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.papers.models import PaperTemplate
from khuyencong.planning.models import Plan, PlanEdition
from tests.factories.establishments import RepresentativeFactory
from tests.factories.funding import EnvelopeFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, tzinfo=UTC)
OF_A_PLACE = (Plan, PlanEdition, Envelope, YearClosing, PaperTemplate)


@pytest.fixture
def rows(province, leader):
    """One row of each for Nghệ An."""
    plan = Plan.objects.create(
        title="Phương án",
        year=2027,
        tier="province",
        place=province,
        created_by=leader,
        created_at=AT,
    )
    PlanEdition.objects.create(
        plan=plan,
        year=2027,
        tier="province",
        place=province,
        number=1,
        decision_number="1/QĐ",
        decision_date=date(2026, 3, 2),
        decided_by=leader,
        decided_at=AT,
    )
    EnvelopeFactory(place=province)
    YearClosing.objects.create(year=2024, place=province, by=leader, at=AT)
    PaperTemplate.objects.create(
        province=province,
        kind=PaperKind.values[0],
        number=1,
        valid_from=date(2026, 1, 1),
        by=leader,
        at=AT,
    )


def seen(person: User) -> list[int]:
    return [model.objects.visible_to(person).count() for model in OF_A_PLACE]


def test_who_sees_the_plans_envelopes_closings_and_templates_of_a_province(
    rows,
    province,
    leader,
    province_officer,
    centre_officer,
    accountant,
    commune_officer,
    ministry_officer,
    stranger,
    applicant,
):
    department = leader.organisation
    given = RepresentativeFactory(establishment__province=province, person__organisation=department)

    assert {
        "leader": seen(leader),
        "officer": seen(province_officer),
        "centre": seen(centre_officer),
        "accountant": seen(accountant),
        "ministry": seen(ministry_officer),
        "commune": seen(commune_officer),
        "stranger": seen(stranger),
        "applicant": seen(given.person),
        "applicant of none": seen(applicant),
    } == {
        **dict.fromkeys(("leader", "officer", "centre", "accountant", "ministry"), [1, 1, 1, 1, 1]),
        **dict.fromkeys(("commune", "stranger", "applicant", "applicant of none"), [0, 0, 0, 0, 0]),
    }

from typing import Any

import pytest

from khuyencong.accounts import roles
from khuyencong.accounts.models import User
from khuyencong.appraisals import actions
from khuyencong.appraisals.actions import OpinionFacts, PointFacts
from khuyencong.appraisals.models import Appraisal, Council, Opinion
from khuyencong.appraisals.queries import points_for
from khuyencong.organisations.models import Kind, Organisation
from khuyencong.places.models import Unit
from khuyencong.regulations.models import SubContent
from khuyencong.schemes.models import Scheme
from tests.factories.accounts import UserFactory
from tests.factories.appraisals import AT, CouncilFactory, MemberFactory
from tests.factories.dossiers import EstimateItemFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, SchemeFactory


@pytest.fixture
def colleague(department: Organisation) -> User:
    """Another officer of the department."""
    return UserFactory(full_name="Ngô Đồng Nghiệp", organisation=department)


@pytest.fixture
def expert(province: Unit) -> User:
    """Sits in councils and does nothing else here."""
    school = OrganisationFactory(name="Trường Đại học Vinh", kind=Kind.OTHER, place=province)
    return UserFactory(
        full_name="Cao Chuyên Gia", role=roles.COUNCIL_MEMBER.code, organisation=school
    )


def scheme_waiting(province: Unit, *, asked: int = 200_000_000, **changes: Any) -> Scheme:
    """A scheme for one machine of 600 million, submitted and waiting."""
    facts = {"province": province, "state": "submitted", "start_year": 2027, **changes}
    scheme = SchemeFactory(**facts)
    beneficiary = BeneficiaryFactory(scheme=scheme, establishment__name="HTX Vinh Lộc")
    add_line(scheme, beneficiary=beneficiary, asked=asked)
    return scheme


def add_line(scheme: Scheme, *, beneficiary: Any = None, asked: int, cost: int = 600_000_000):
    """A line for machinery, with an estimate of one item."""
    line = LineFactory(
        scheme=scheme,
        beneficiary=beneficiary,
        item="Máy sấy lạnh",
        sub_content=SubContent.objects.filter(norm_item="machinery").first(),
    )
    source = "national_vnd" if scheme.tier == "national" else "province_vnd"
    money = {"province_vnd": 0, source: asked}
    EstimateItemFactory(line=line, unit_price_vnd=cost, **money)
    return line


@pytest.fixture
def scheme(law: None, province: Unit) -> Scheme:
    """A local scheme that waits for its appraisal at base."""
    return scheme_waiting(province, code="KCDP-2027-1", name="Máy sấy tại HTX Vinh Lộc")


@pytest.fixture
def national(law: None, province: Unit) -> Scheme:
    """A national scheme that waits for its appraisal at base."""
    return scheme_waiting(province, code="KCQG-2027-1", national=True)


@pytest.fixture
def council(
    province: Unit, leader: User, province_officer: User, accountant: User, expert: User
) -> Council:
    """A leader in the chair, an officer, an accountant and an expert."""
    council = CouncilFactory(province=province, recorded_by=province_officer)
    MemberFactory(council=council, person=leader, chair=True)
    for person in (province_officer, accountant, expert):
        MemberFactory(council=council, person=person)
    return council


@pytest.fixture
def by_staff(scheme: Scheme, province_officer: User) -> Appraisal:
    """An appraisal by staff, just opened."""
    return actions.open_appraisal(scheme, by=province_officer, at=AT)


@pytest.fixture
def by_council(scheme: Scheme, council: Council, province_officer: User) -> Appraisal:
    """An appraisal by the council, just opened."""
    return actions.open_appraisal(scheme, council=council, by=province_officer, at=AT)


def facts(appraisal: Appraisal, *, score: int = 80, support_vnd: int = 200_000_000) -> OpinionFacts:
    """An opinion that lacks nothing."""
    points = {point.pk: PointFacts("met") for point in points_for(appraisal)}
    return OpinionFacts(score=score, support_vnd=support_vnd, points=points)


def locked(appraisal: Appraisal, person: User, **changes: Any) -> Opinion:
    """The person's opinion, locked."""
    opinion = actions.save_opinion(appraisal, facts(appraisal, **changes), by=person, at=AT)
    return actions.lock_opinion(opinion, at=AT)

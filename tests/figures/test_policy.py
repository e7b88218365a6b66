"""Who sees and decides what about figures, the whole table."""

import pytest
from django.contrib.auth.models import AnonymousUser

from khuyencong.figures import policy
from khuyencong.places.queries import units_within_ids
from tests.factories.accounts import UserFactory
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db

PEOPLE = (
    "leader",
    "province_officer",
    "centre_officer",
    "commune_officer",
    "accountant",
    "ministry_leader",
    "ministry_officer",
    "stranger",
    "applicant",
    "administrator",
    "deactivated",
)


@pytest.fixture(autouse=True)
def _units():
    units_within_ids.cache_clear()
    yield
    units_within_ids.cache_clear()


@pytest.fixture
def people(request, department):
    return {name: request.getfixturevalue(name) for name in PEOPLE} | {
        "illustrative": UserFactory(organisation=department, is_illustrative=True),
    }


@pytest.fixture
def commune(province):
    return CommuneFactory(code="16681", name="Thành Vinh", province=province)


def answers(people, questions):
    return {
        name: {who for who, user in people.items() if asks(user)}
        for name, asks in questions.items()
    }


def test_who_sees_and_decides_what(people, province, other_province):
    questions = {
        "open_records": policy.open_records,
        "confirm_figures": policy.confirm_figures,
        "check_reports": policy.check_reports,
        "sees_documents": policy.sees_documents,
        "totals_of_the_province": lambda user: policy.see_real_totals(user, province),
        "totals_elsewhere": lambda user: policy.see_real_totals(user, other_province),
        "totals_of_the_country": lambda user: policy.see_real_totals(user, None),
    }
    local = {"leader", "province_officer", "centre_officer", "commune_officer", "accountant"}
    ministry = {"ministry_leader", "ministry_officer"}
    confirming = {"province_officer", "ministry_officer", "stranger", "illustrative"}

    assert answers(people, questions) == {
        "open_records": local | ministry | {"stranger", "illustrative"},
        "confirm_figures": confirming,
        "check_reports": confirming | {"leader", "centre_officer"},
        "sees_documents": confirming,
        "totals_of_the_province": local - {"commune_officer"} | ministry,
        "totals_elsewhere": ministry | {"stranger"},
        "totals_of_the_country": ministry,
    }


def test_a_visitor_opens_no_records_totals_or_texts(province):
    visitor = AnonymousUser()

    assert (
        policy.open_records(visitor),
        policy.see_real_totals(visitor, province),
        policy.sees_documents(visitor),
    ) == (False, False, False)


def test_whose_place_a_figure_lies_in(people, province, other_province, commune):
    questions = {
        "province": lambda user: policy.is_within(user, province),
        "its_commune": lambda user: policy.is_within(user, commune),
        "elsewhere": lambda user: policy.is_within(user, other_province),
        "no_place": lambda user: policy.is_within(user, None),
    }
    country = {"ministry_leader", "ministry_officer", "administrator"}
    of_the_province = set(PEOPLE) - country - {"stranger", "commune_officer"} | {"illustrative"}

    assert answers(people, questions) == {
        "province": country | of_the_province,
        "its_commune": country | of_the_province,
        "elsewhere": country | {"stranger"},
        "no_place": set(people),
    }

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts import actions, policy
from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ADMINISTRATOR, LEADER, PROVINCE_OFFICER, ROLES, Permission
from tests.factories.accounts import UserFactory

AT = datetime(2025, 7, 1, tzinfo=UTC)


def test_an_officer_sees_the_province_of_the_department(province_officer, province):
    assert province_officer.scope_unit == province


def test_the_ministry_sees_the_whole_country(ministry_officer):
    assert ministry_officer.scope_unit is None


def test_every_permission_belongs_to_a_role():
    held = {permission for role in ROLES.values() for permission in role.permissions}

    assert held == set(Permission)


def test_only_a_leader_approves_and_only_an_accountant_posts(leader, province_officer, accountant):
    people = {"leader": leader, "officer": province_officer, "accountant": accountant}

    assert {n for n, p in people.items() if p.may(Permission.APPROVE_SCHEMES)} == {"leader"}
    assert {n for n, p in people.items() if p.may(Permission.POST_ENTRIES)} == {"accountant"}


def test_a_closed_account_may_nothing(deactivated):
    assert not any(deactivated.may(permission) for permission in Permission)
    assert not policy.view_records(deactivated)


def test_only_the_administrator_manages_people(administrator, leader):
    assert policy.manage_people(administrator)
    assert not policy.manage_people(leader)


def test_only_a_superuser_enters_the_back_office(administrator, leader):
    assert (administrator.is_staff, administrator.has_perm("x.y"), leader.is_staff) == (
        True,
        True,
        False,
    )
    assert administrator.has_module_perms("places")
    assert not leader.has_module_perms("places")


def test_an_officer_must_belong_to_an_organisation(db):
    with pytest.raises(IntegrityError, match="accounts_user_belongs_somewhere"):
        UserFactory(role=PROVINCE_OFFICER.code, organisation=None)


def test_a_role_that_is_not_in_the_code_is_refused(db):
    with pytest.raises(IntegrityError, match="accounts_user_role_known"):
        UserFactory(role="king")


def test_an_account_is_not_closed_without_saying_by_whom(province_officer):
    province_officer.is_active = False

    with pytest.raises(IntegrityError, match="accounts_user_deactivation_is_told"):
        province_officer.save()


def test_names_of_people_are_one_in_any_case(province_officer):
    with pytest.raises(IntegrityError, match="accounts_user_username_once"):
        UserFactory(username=province_officer.username.upper())


@pytest.mark.parametrize("name", ["canbo@example.vn", "@canbo"])
def test_a_name_that_would_be_looked_up_as_an_address_is_refused_wherever_it_is_made(
    department, name
):
    with pytest.raises(IntegrityError, match="accounts_user_username_is_no_address"):
        actions.open_account(
            username=name, full_name="A", role=LEADER, organisation=department, password=None
        )


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("can-bo.na_1+2", []),
        ("canbo@example.vn", ["Chỉ dùng chữ không dấu, số và . + - _"]),
        ("cán bộ", ["Chỉ dùng chữ không dấu, số và . + - _"]),
    ],
)
def test_a_command_that_asks_for_a_name_says_which_will_do(name, sentences):
    field = User._meta.get_field("username")

    try:
        field.clean(name, None)
    except ValidationError as refused:
        told = refused.messages
    else:
        told = []

    assert told == sentences


def test_an_account_is_opened_with_a_password_that_works(department):
    person = actions.open_account(
        username="Moi",
        full_name="Người Mới",
        role=LEADER,
        organisation=department,
        password="mot cum tu du dai",
    )

    assert (person.username, str(person), person.role_data) == ("moi", "Người Mới", LEADER)
    assert person.check_password("mot cum tu du dai")


def test_closing_an_account_says_who_and_when(province_officer, administrator):
    closed = actions.deactivate(province_officer, by=administrator, at=AT)

    assert (closed.is_active, closed.deactivated_by, closed.deactivated_at) == (
        False,
        administrator,
        AT,
    )


def test_createsuperuser_makes_an_administrator(db):
    person = User.objects.create_superuser("goc", "mot cum tu du dai", full_name="Gốc")

    assert (person.role, person.is_superuser) == (ADMINISTRATOR.code, True)
    assert User.objects.get_by_natural_key("GOC") == person


def test_a_page_loads_the_person_with_place_in_one_query(sign_in, province_officer):
    client = sign_in(province_officer)

    with CaptureQueriesContext(connection) as queries:
        response = client.get("/tai-khoan/")

    assert "Tỉnh Nghệ An" in response.content.decode()
    assert len(queries) == 2  # the session, the person

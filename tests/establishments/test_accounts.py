"""Accounts of establishments: to whom one is given, by whom, and what holds it."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction

from khuyencong.accounts.actions import choose_password, deactivate
from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES
from khuyencong.establishments import actions, policy
from khuyencong.establishments.actions import AccountFacts, NotGiven
from khuyencong.establishments.models import Establishment, Representative
from tests.factories.accounts import UserFactory
from tests.factories.establishments import EstablishmentFactory, RepresentativeFactory
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 2, tzinfo=UTC)
YET_LATER = datetime(2026, 7, 1, 2, tzinfo=UTC)
LIST = "/co-so/tai-khoan/"
FACTS = AccountFacts(username="HTX-Vinh-Loc", full_name="Nguyễn Thị Chủ")


@pytest.fixture
def establishment(province):
    return EstablishmentFactory(province=province, name="HTX Vinh Lộc", code="CS-1")


@pytest.fixture
def given(establishment, centre_officer):
    return actions.open_account(
        establishment, FACTS, password="một mật khẩu dài", by=centre_officer, at=AT
    )


@pytest.mark.parametrize("role", ROLES)
def test_who_gives_accounts(role):
    assert policy.give_accounts(User(role=role)) == (role in ("centre_officer", "administrator"))


def test_an_account_is_opened_by_the_centre_which_keeps_it(given, establishment, centre_officer):
    person = given.person

    assert (person.username, person.full_name, person.role) == (
        "htx-vinh-loc",
        "Nguyễn Thị Chủ",
        "applicant",
    )
    assert person.organisation == centre_officer.organisation
    assert person.check_password("một mật khẩu dài")
    assert person.password_given_at == AT
    assert (given.establishment, given.given_by, given.given_at) == (
        establishment,
        centre_officer,
        AT,
    )
    assert str(given) == "Nguyễn Thị Chủ, HTX Vinh Lộc"


def test_what_an_administrator_opens_the_centre_of_the_province_keeps(
    establishment, administrator, centre_officer
):
    given = actions.open_account(establishment, FACTS, password=None, by=administrator, at=AT)

    assert given.person.organisation == centre_officer.organisation


def test_without_a_centre_an_administrator_opens_none(establishment, administrator):
    with pytest.raises(NotGiven, match="chưa có Trung tâm Khuyến công của tỉnh Nghệ An"):
        actions.open_account(establishment, FACTS, password=None, by=administrator, at=AT)


def test_a_name_that_is_taken_opens_none(given, establishment, centre_officer):
    with pytest.raises(NotGiven, match="Tên đăng nhập này đã có"):
        actions.open_account(establishment, FACTS, password=None, by=centre_officer, at=AT)


def test_a_person_acts_for_one_establishment_at_a_time(given, centre_officer, province):
    other = EstablishmentFactory(province=province)
    with pytest.raises(NotGiven, match="«htx-vinh-loc» đang thuộc cơ sở HTX Vinh Lộc"):
        actions.give_account(other, given.person, by=centre_officer, at=LATER)

    actions.take_account_back(given, by=centre_officer, at=LATER)
    assert list(Establishment.objects.visible_to(given.person)) == []
    actions.give_account(other, given.person, by=centre_officer, at=LATER)
    assert list(Establishment.objects.visible_to(given.person)) == [other]


def test_what_has_ended_stays_as_it_ended(given, centre_officer, administrator):
    ended = actions.take_account_back(given, by=centre_officer, at=LATER)

    again = actions.take_account_back(given, by=administrator, at=datetime(2027, 1, 1, tzinfo=UTC))

    assert (again.ended_by, again.ended_at) == (ended.ended_by, LATER)


# The database, whatever the code above does.


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"applicant", "administrator"}))
def test_no_other_role_is_given_an_establishment(role, establishment):
    person = UserFactory(role=role)

    with pytest.raises(IntegrityError, match="vai trò «Cơ sở CNNT»"), transaction.atomic():
        RepresentativeFactory(establishment=establishment, person=person)


@pytest.mark.parametrize("is_illustrative", [True, False])
def test_real_accounts_are_of_real_establishments(is_illustrative, province):
    other = EstablishmentFactory(province=province, is_illustrative=not is_illustrative)
    person = UserFactory(role="applicant", is_illustrative=is_illustrative)

    with pytest.raises(IntegrityError, match="minh họa"), transaction.atomic():
        RepresentativeFactory(establishment=other, person=person)


@pytest.mark.parametrize("change", [{"role": "leader"}, {"is_illustrative": True}])
def test_an_applicant_keeps_the_role_while_the_account_is_given(given, centre_officer, change):
    rows = User.objects.filter(pk=given.person.pk)
    with pytest.raises(IntegrityError, match="thu hồi"), transaction.atomic():
        rows.update(**change)

    actions.take_account_back(given, by=centre_officer, at=LATER)
    assert rows.update(**change) == 1


def test_a_person_is_of_two_establishments_not_even_in_the_database(given):
    with (
        pytest.raises(IntegrityError, match="representative_of_one_establishment"),
        transaction.atomic(),
    ):
        RepresentativeFactory(person=given.person)


@pytest.mark.parametrize(
    ("ended_at", "is_told"),
    [(LATER, False), (None, True), (datetime(2026, 1, 1, tzinfo=UTC), True)],
)
def test_an_end_has_a_day_after_the_beginning_and_a_person(given, ended_at, is_told):
    ended_by = given.given_by if is_told else None
    with (
        pytest.raises(IntegrityError, match="representative_end_is_told"),
        transaction.atomic(),
    ):
        Representative.objects.filter(pk=given.pk).update(ended_at=ended_at, ended_by=ended_by)


@pytest.mark.parametrize("change", [{"given_at": LATER}, {"person_id": 0}, {"given_by_id": 0}])
def test_what_was_given_is_neither_deleted_nor_changed(given, change):
    rows = Representative.objects.filter(pk=given.pk)
    for attempt in (rows.delete, lambda: rows.update(**change)):
        with pytest.raises(IntegrityError, match="chỉ được thu hồi"), transaction.atomic():
            attempt()


@pytest.mark.parametrize("change", [{"ended_at": None, "ended_by": None}, {"ended_at": YET_LATER}])
def test_an_end_is_neither_taken_back_nor_changed(given, centre_officer, change):
    actions.take_account_back(given, by=centre_officer, at=LATER)
    rows = Representative.objects.filter(pk=given.pk)
    for attempt in (rows.delete, lambda: rows.update(**change)):
        with pytest.raises(IntegrityError, match="chỉ được thu hồi"), transaction.atomic():
            attempt()


def test_a_renewal_of_a_password_is_neither_deleted_nor_changed(given, centre_officer):
    actions.renew_password(given, password="mật khẩu thứ hai", by=centre_officer, at=LATER)
    for attempt in (given.renewals.all().delete, lambda: given.renewals.update(at=YET_LATER)):
        with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
            attempt()


# The pages.


def test_the_centre_opens_an_account_on_the_page_and_is_told_its_password_once(
    sign_in, centre_officer, establishment, client
):
    page = sign_in(centre_officer).post(
        LIST,
        {"establishment": "cs-1", "full_name": "Nguyễn Thị Chủ", "username": "htx-vinh-loc"},
    )

    password = page.context["password"]
    assert f"<code>{password}</code>" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    signed_in = client.post("/dang-nhap/", {"username": "htx-vinh-loc", "password": password})
    assert signed_in.url == "/ban-lam-viec/"
    assert client.get(signed_in.url).url == "/tai-khoan/mat-khau/"
    again = sign_in(centre_officer).get(LIST).content.decode()
    assert "Nguyễn Thị Chủ" in again
    assert password not in again


def test_the_page_of_an_establishment_leads_to_its_accounts(
    sign_in, centre_officer, province_officer, given
):
    link = "/co-so/tai-khoan/?co-so=CS-1"
    for code in ("CS-10", "CS-100"):
        RepresentativeFactory(
            establishment__province=given.establishment.province,
            establishment__code=code,
            establishment__name="Xưởng CS-1",
        )

    shown = {
        person.role: link in sign_in(person).get("/co-so/CS-1/").content.decode()
        for person in (centre_officer, province_officer)
    }

    assert shown == {"centre_officer": True, "province_officer": False}
    page = sign_in(centre_officer).get(link)
    assert list(page.context["page"]) == [given]
    assert page.context["form"]["establishment"].value() == "CS-1"
    none = sign_in(centre_officer).get("/co-so/tai-khoan/?co-so=CS-2").content.decode()
    assert "Cơ sở này chưa có tài khoản nào." in none


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"establishment": "CS-9"}, "establishment", "Không có cơ sở mang mã «CS-9»"),
        ({"establishment": "CS-FAR"}, "establishment", "Không có cơ sở mang mã «CS-FAR»"),
        ({"username": "htx vinh lộc"}, "username", "Chỉ dùng chữ không dấu"),
        ({"username": "htx@vinh-loc.vn"}, "username", "Chỉ dùng chữ không dấu"),
        ({"username": "htx-vinh-loc"}, "__all__", "Tên đăng nhập này đã có"),
        ({"full_name": ""}, "full_name", "Trường này là bắt buộc"),
    ],
)
def test_what_cannot_be_opened_is_said_beside_the_field(
    sign_in, centre_officer, given, other_province, typed, field, said
):
    EstablishmentFactory(province=other_province, code="CS-FAR")
    right = {"establishment": "CS-1", "full_name": "Trần B", "username": "tran-b"}

    page = sign_in(centre_officer).post(LIST, right | typed)

    assert said in page.context["form"].errors[field][0]
    assert Representative.objects.count() == 1


def test_an_account_is_taken_back_and_given_again(
    sign_in, centre_officer, given, province, other_province
):
    EstablishmentFactory(province=province, code="CS-2", name="Cơ sở mới")
    EstablishmentFactory(province=province, code="CS-MH", illustrative=True)
    client, page = sign_in(centre_officer), f"{LIST}{given.pk}/"

    taken = client.post(page, {"take": "1"})
    wrong = client.post(page, {"establishment": "CS-MH"})
    again = client.post(page, {"establishment": "CS-2"})
    twice = client.post(page, {"establishment": "CS-1"})

    assert taken.url == LIST
    assert wrong.context["form"].errors["establishment"] == [
        "Tài khoản minh họa chỉ được giao cho cơ sở minh họa, và ngược lại."
    ]
    now = Representative.objects.current().get(person=given.person)
    assert (again.url, str(now.establishment)) == (f"{LIST}{now.pk}/", "Cơ sở mới")
    assert twice.context["form"].errors["__all__"] == [
        "Tài khoản «htx-vinh-loc» đang thuộc cơ sở Cơ sở mới."
    ]
    assert "đã thu hồi" in client.get(page).content.decode()
    assert client.post(page, {}).status_code == 200


def test_a_new_password_is_told_once_and_ends_what_is_open(sign_in, centre_officer, given):
    page = f"{LIST}{given.pk}/"
    choose_password(given.person, password="mật khẩu tự tôi chọn")
    inside = sign_in(given.person)
    assert inside.get("/tai-khoan/").status_code == 200

    told = sign_in(centre_officer).post(page, {"password": "1"})

    person = User.objects.get(pk=given.person.pk)
    assert person.check_password(told.context["password"])
    assert person.password_given_at == given.renewals.get().at
    assert inside.get("/tai-khoan/").url == "/dang-nhap/?next=/tai-khoan/"


def test_it_stays_told_who_gave_a_new_password_and_when(given, centre_officer, administrator):
    renewed = [
        actions.renew_password(given, password="mật khẩu thứ hai", by=by, at=at)
        for by, at in ((centre_officer, LATER), (administrator, YET_LATER))
    ]

    assert User.objects.get(pk=given.person.pk).check_password("mật khẩu thứ hai")
    assert [(one.by, one.at) for one in given.renewals.all()] == [
        (administrator, YET_LATER),
        (centre_officer, LATER),
    ]
    assert str(renewed[0]) == "Nguyễn Thị Chủ, HTX Vinh Lộc, 01/06/2026"


def test_the_page_of_an_account_tells_of_its_new_passwords(sign_in, centre_officer, given):
    client, page = sign_in(centre_officer), f"{LIST}{given.pk}/"
    assert "Cấp lại mật khẩu" not in client.get(page).content.decode()

    with time_machine.travel("2026-06-01 09:00+07:00", tick=False):
        client = sign_in(centre_officer)
        client.post(page, {"password": "1"})
        shown = client.get(page).content.decode()

    assert f'Cấp lại mật khẩu</dt><dd class="col-sm-8">{centre_officer}, 09:00, 01/06/2026' in shown


def test_who_took_an_account_back_sets_its_password_no_more(sign_in, centre_officer, given):
    actions.take_account_back(given, by=centre_officer, at=LATER)

    page = f"{LIST}{given.pk}/"
    told = sign_in(centre_officer).post(page, {"password": "1"}, follow=True)

    assert told.redirect_chain == [(page, 302)]
    assert "Tài khoản đã thu hồi thì không cấp lại mật khẩu nữa." in told.content.decode()
    assert not given.renewals.exists()
    assert User.objects.get(pk=given.person.pk).check_password("một mật khẩu dài")


def test_who_opens_the_pages(
    sign_in, client, given, centre_officer, administrator, leader, province_officer, other_province
):
    far = UserFactory(
        role="centre_officer", organisation=OrganisationFactory(centre=True, place=other_province)
    )
    page = f"{LIST}{given.pk}/"
    choose_password(given.person, password="mật khẩu tự tôi chọn")

    answers = {
        name: [sign_in(person).get(url).status_code for url in (LIST, page)]
        for name, person in (
            ("centre", centre_officer),
            ("administrator", administrator),
            ("far centre", far),
            ("leader", leader),
            ("officer", province_officer),
            ("applicant", given.person),
        )
    }

    assert answers == {
        "centre": [200, 200],
        "administrator": [200, 200],
        "far centre": [200, 404],
        "leader": [403, 403],
        "officer": [403, 403],
        "applicant": [403, 403],
    }
    assert client.get(page).url.startswith("/dang-nhap/")
    assert list(sign_in(far).get(LIST).context["page"]) == []


def test_nobody_is_shown_who_else_has_an_account(given):
    assert list(Representative.objects.visible_to(given.person)) == []


def test_a_closed_account_is_shown_closed(sign_in, centre_officer, administrator, given):
    deactivate(given.person, by=administrator, at=LATER)

    pages = [sign_in(centre_officer).get(url) for url in (LIST, f"{LIST}{given.pk}/")]

    assert all("đã khóa" in page.content.decode() for page in pages)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_few_queries(
    sign_in, centre_officer, province, count, django_assert_num_queries
):
    for _ in range(count):
        RepresentativeFactory(establishment__province=province)
    client = sign_in(centre_officer)
    client.get(LIST)

    with django_assert_num_queries(4):  # session, person, how many, the accounts
        client.get(LIST)

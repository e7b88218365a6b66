"""A password that somebody else gave opens one page: the one where the person chooses another."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts import actions
from khuyencong.accounts.management.commands import changepassword
from tests.factories.accounts import PASSWORD

AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
GIVEN, OWN = "mật khẩu người khác đặt", "mật khẩu tự tôi chọn"
CHOOSE = "/tai-khoan/mat-khau/"


@pytest.fixture
def person(province_officer):
    actions.give_password(province_officer, password=GIVEN, at=AT)
    return province_officer


@pytest.fixture
def client(person):
    """Signed in with the password that was given."""
    client = Client()
    client.post(reverse("accounts:sign_in"), {"username": person.username, "password": GIVEN})
    return client


def choose(client, new=OWN):
    return client.post(CHOOSE, {"current": GIVEN, "new": new, "repeated": new})


def test_signing_in_leads_to_the_page_where_another_is_chosen(client, person):
    home = client.get("/ban-lam-viec/")
    shown = client.get(home.url).content.decode()

    assert (home.status_code, home.url) == (302, CHOOSE)
    assert "Mật khẩu của bạn do người khác cấp." in shown


@pytest.mark.parametrize(
    "address", ["/", "/tai-khoan/", "/de-an/", "/so-lieu/", "/bao-cao/", "/quan-tri/"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_no_other_page_opens_nor_is_anything_sent(client, address, method):
    answer = getattr(client, method)(address)

    assert (answer.status_code, answer.url) == (302, CHOOSE)


def test_where_a_fragment_was_asked_for_the_whole_page_goes_there(client):
    answer = client.get("/de-an/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"], answer.content) == (200, CHOOSE, b"")


@pytest.mark.parametrize("address", ["/api/so-lieu/trich/", "/api/so-lieu/soat/"])
def test_the_interface_refuses_in_json(client, address):
    answer = client.post(address, {"text": "5 đề án"})

    assert (answer.status_code, answer.json()) == (
        403,
        {"error": "Hãy đổi mật khẩu được cấp trên trang rồi mới gọi giao diện này."},
    )


def test_a_person_may_sign_out_instead(client):
    assert client.post("/dang-xuat/").url == "/"
    assert client.get("/").status_code == 200


def test_the_same_one_will_not_do(client, person):
    told = choose(client, GIVEN).content.decode()

    person.refresh_from_db()
    assert "Mật khẩu mới phải khác mật khẩu hiện nay." in told
    assert person.password_given_at == AT


def test_whoever_has_chosen_goes_on(client, person):
    chosen = choose(client)

    person.refresh_from_db()
    assert (chosen.url, person.password_given_at) == ("/ban-lam-viec/", None)
    assert person.check_password(OWN)
    assert [client.get(one).status_code for one in ("/tai-khoan/", "/ban-lam-viec/", "/")] == [
        200
    ] * 3
    assert "do người khác cấp" not in client.get(CHOOSE).content.decode()


def test_one_that_is_given_ends_the_sessions_there_are(sign_in, province_officer):
    client = sign_in(province_officer)
    assert client.get("/tai-khoan/").status_code == 200

    actions.give_password(province_officer, password=GIVEN, at=AT)

    assert client.get("/tai-khoan/").url == "/dang-nhap/?next=/tai-khoan/"


@pytest.mark.parametrize("address", ["/tai-khoan/", "/"])
def test_asking_whose_password_it_is_costs_no_query(sign_in, province_officer, settings, address):
    client = sign_in(province_officer)
    client.get(address)  # what is read once for all
    asked = []
    for middleware in (
        settings.MIDDLEWARE,
        [one for one in settings.MIDDLEWARE if OURS not in one],
    ):
        settings.MIDDLEWARE = middleware
        client.handler.load_middleware()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]


OURS = "OwnPasswordMiddleware"


@pytest.fixture
def typed(monkeypatch):
    """What somebody types at the prompt of the console."""
    monkeypatch.setattr("getpass.getpass", lambda prompt: GIVEN)


def test_the_command_of_the_console_gives_one_too(province_officer, typed, time_machine):
    time_machine.move_to(AT, tick=False)

    told = call_command("changepassword", province_officer.username)

    province_officer.refresh_from_db()
    assert told == f"Password changed successfully for user '{province_officer}'"
    assert province_officer.check_password(GIVEN)
    assert province_officer.password_given_at == AT


def test_the_command_without_a_name_means_whoever_types_it(province_officer, typed, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: province_officer.username)

    call_command("changepassword")

    province_officer.refresh_from_db()
    assert province_officer.check_password(GIVEN)
    assert province_officer.password_given_at is not None


def test_the_command_is_ours(province_officer):
    with pytest.raises(CommandError, match="does not exist"):
        call_command(changepassword.Command(), "khong-co-ai")

    province_officer.refresh_from_db()
    assert province_officer.check_password(PASSWORD)
    assert province_officer.password_given_at is None

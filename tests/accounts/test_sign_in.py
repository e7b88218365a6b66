import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import PASSWORD

SIGN_IN = reverse("accounts:sign_in")
HOME = resolve_url(settings.LOGIN_REDIRECT_URL)


def _submit(client, username, password=PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def test_the_address_is_vietnamese():
    assert SIGN_IN == "/dang-nhap/"


def test_a_person_signs_in_by_user_name(client, province_officer):
    response = _submit(client, province_officer.username)

    assert (response.status_code, response.url) == (302, HOME)
    assert client.session["_auth_user_id"] == str(province_officer.pk)


def test_a_person_signs_in_by_e_mail_in_any_case(client, province_officer):
    province_officer.email = "canbo@example.vn"
    province_officer.save()

    _submit(client, "CanBo@Example.VN")

    assert client.session["_auth_user_id"] == str(province_officer.pk)


def test_a_person_goes_on_to_the_page_that_was_asked_for(client, province_officer):
    response = _submit(client, province_officer.username, next="/tai-khoan/")

    assert response.url == "/tai-khoan/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "//example.com",
        "/\\example.com",
        "javascript:alert(1)",
        "ban-lam-viec",
    ],
)
def test_nobody_is_sent_to_another_site(client, province_officer, elsewhere):
    response = _submit(client, province_officer.username, next=elsewhere)

    assert response.url == HOME


@pytest.mark.parametrize("password", ["", "sai mật khẩu"])
def test_a_wrong_password_is_told_in_vietnamese(client, province_officer, password):
    response = _submit(client, province_officer.username, password)

    expected = {
        "": "Trường này là bắt buộc.",
        "sai mật khẩu": "Tên đăng nhập hoặc mật khẩu không đúng.",
    }
    assert expected[password] in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_open(client, deactivated):
    response = _submit(client, deactivated.username)

    assert "Tên đăng nhập hoặc mật khẩu không đúng." in response.content.decode()


def test_a_session_ends_when_the_account_is_closed(sign_in, deactivated):
    response = sign_in(deactivated).get("/tai-khoan/")

    assert response.url == "/dang-nhap/?next=/tai-khoan/"


def test_five_wrong_passwords_lock_the_door(client, province_officer):
    for _ in range(5):
        response = _submit(client, province_officer.username, "sai mật khẩu")

    assert response.status_code == 429
    assert "Hãy thử lại sau một giờ" in response.content.decode()
    assert _submit(client, province_officer.username).status_code == 429


def test_the_door_stays_open_to_others_at_the_same_address(client, province_officer, leader):
    for _ in range(5):
        _submit(client, province_officer.username, "sai mật khẩu")

    assert _submit(client, province_officer.username).status_code == 429
    assert _submit(client, leader.username).url == HOME


def test_the_door_stays_open_to_the_same_person_at_another_address(client, province_officer):
    for _ in range(5):
        _submit(client, province_officer.username, "sai mật khẩu")

    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert _submit(elsewhere, province_officer.username).url == HOME


def test_signing_out_takes_a_post(sign_in, province_officer):
    client = sign_in(province_officer)

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").url == "/"
    assert "_auth_user_id" not in client.session


def test_a_form_without_its_token_is_refused_in_vietnamese(province_officer):
    response = _submit(Client(enforce_csrf_checks=True), province_officer.username)

    assert response.status_code == 403
    assert "Phiên làm việc đã thay đổi" in response.content.decode()


def test_a_person_changes_the_password(sign_in, province_officer):
    client = sign_in(province_officer)
    new = "mot cum tu du dai 2025"

    response = client.post(
        "/tai-khoan/mat-khau/", {"current": PASSWORD, "new": new, "repeated": new}
    )

    assert response.url == "/tai-khoan/"
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Đã đổi mật khẩu."]
    province_officer.refresh_from_db()
    assert province_officer.check_password(new)
    assert client.get("/tai-khoan/").status_code == 200


@pytest.mark.parametrize(
    ("current", "new", "repeated", "sentence"),
    [
        ("sai", "mot cum tu du dai", "mot cum tu du dai", "Mật khẩu hiện nay không đúng."),
        (PASSWORD, "mot cum tu du dai", "khac di", "Hai lần nhập mật khẩu mới không giống nhau."),
        (PASSWORD, "ngan", "ngan", "Mật khẩu phải có ít nhất 12 ký tự."),
        (PASSWORD, PASSWORD, PASSWORD, "Mật khẩu mới phải khác mật khẩu hiện nay."),
    ],
)
def test_a_password_that_does_not_do_is_told_why(
    sign_in, province_officer, current, new, repeated, sentence
):
    fields = {"current": current, "new": new, "repeated": repeated}

    response = sign_in(province_officer).post("/tai-khoan/mat-khau/", fields)

    assert sentence in response.content.decode()

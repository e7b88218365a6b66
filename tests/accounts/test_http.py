import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import path

from khuyencong.accounts import policy
from khuyencong.accounts.checks import every_view_declares_its_access
from khuyencong.accounts.http import page


@page("GET", may=policy.view_records)
def _records(request):
    return HttpResponse("hồ sơ")


@page("GET", public=True)
def _front(request):
    return HttpResponse("trang đầu")


def _undeclared(request):
    return HttpResponse()


urlpatterns = [path("ho-so/", _records), path("quen/", _undeclared)]


@pytest.mark.parametrize(("method", "status"), [("get", 200), ("head", 200), ("post", 405)])
def test_a_page_answers_only_the_methods_it_declares(method, status):
    request = getattr(RequestFactory(), method)("/")

    assert _front(request).status_code == status


def test_a_person_whose_role_may_not_is_refused(rf, applicant, province_officer):
    request = rf.get("/")

    request.user = province_officer
    assert _records(request).content.decode() == "hồ sơ"
    request.user = applicant
    with pytest.raises(PermissionDenied):
        _records(request)


@pytest.mark.parametrize("address", ["/a%00b/", "/?page=1&name=%00"])
def test_an_address_with_a_nul_sign_is_no_page(address):
    with pytest.raises(Http404):
        _front(RequestFactory().get(address))


def test_only_public_pages_open_without_signing_in():
    assert _front.login_required is False
    assert not hasattr(_records, "login_required")


@pytest.mark.parametrize("access", [{}, {"may": policy.view_records, "public": True}])
def test_a_page_declares_one_access_and_not_two(access):
    with pytest.raises(TypeError, match="either public or says who"):
        page("GET", **access)


@pytest.mark.urls(__name__)
def test_an_address_without_access_does_not_start_the_server():
    messages = every_view_declares_its_access(None)

    assert [(message.id, message.msg) for message in messages] == [
        ("khuyencong.E001", "The address 'quen/' does not declare who may open it.")
    ]


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get("/tai-khoan/").url == "/dang-nhap/?next=/tai-khoan/"

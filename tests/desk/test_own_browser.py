"""An establishment in the browser: the account is opened, it signs in, asks, and follows."""

import pytest
from django.db import transaction
from playwright.sync_api import expect

from tests.browsing import arriving, flaws
from tests.factories.dossiers import NeedFactory
from tests.factories.establishments import EstablishmentFactory, RepresentativeFactory
from tests.factories.funding import EntryFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scheme(province):
    """Under way, of HTX Vinh Lộc, to which 200 million were given."""
    with transaction.atomic():  # a scheme stands where its last step led
        scheme = SchemeFactory(province=province, state="under_way", code="KC-1", name="Máy sấy")
    establishment = EstablishmentFactory(
        province=province, commune=CommuneFactory(province=province), code="CS-1", name="HTX A"
    )
    beneficiary = BeneficiaryFactory(scheme=scheme, establishment=establishment)
    line = LineFactory(scheme=scheme, beneficiary=beneficiary)
    EntryFactory(account=line.account, nature="allocated", amount_vnd=200_000_000)
    return scheme


def test_an_account_is_opened_and_its_owner_asks_and_follows_on_a_phone(
    live_server, page, phone, sign_in_browser, scheme, centre_officer
):
    sign_in_browser(page, centre_officer)
    page.goto(f"{live_server.url}/co-so/CS-1/")
    with arriving(page):
        page.get_by_role("link", name="Tài khoản của cơ sở").click()
    wrong = flaws(page)
    page.get_by_label("Họ và tên người dùng").fill("Nguyễn Thị Chủ")
    page.get_by_label("Tên đăng nhập").fill("htx-a")
    with arriving(page):
        page.get_by_role("button", name="Mở tài khoản").click()
    password = page.locator("code").last.inner_text()
    wrong += flaws(page)

    phone.goto(f"{live_server.url}/dang-nhap/")
    phone.get_by_label("Tên đăng nhập").fill("htx-a")
    phone.get_by_label("Mật khẩu").fill(password)
    with arriving(phone):
        phone.locator("main").get_by_role("button", name="Đăng nhập").click()
    phone.get_by_label("Mật khẩu hiện nay").fill(password)
    phone.locator("[name=new]").fill("mật khẩu tự tôi chọn")
    phone.get_by_label("Nhập lại mật khẩu mới").fill("mật khẩu tự tôi chọn")
    with arriving(phone):
        phone.get_by_role("button", name="Đổi mật khẩu").click()
    phone.get_by_role("link", name="Nêu nhu cầu hỗ trợ").click()
    phone.get_by_label("Mong muốn hỗ trợ").select_option("machine")
    phone.get_by_role("button", name="Gửi nhu cầu").click()
    expect(phone.locator("main")).to_contain_text("Chờ đơn vị khuyến công lập hồ sơ đề án")
    phone.get_by_role("link", name="200 triệu đồng").click()
    expect(phone.locator("main")).to_contain_text("200.000.000 đồng")
    assert wrong == []


def test_the_pages_of_an_establishment_fit_a_phone_and_axe_finds_nothing(
    live_server, page, sign_in_browser, scheme
):
    given = RepresentativeFactory(establishment=scheme.beneficiaries.get().establishment)
    NeedFactory(establishment=given.establishment, commune=given.establishment.commune)
    sign_in_browser(page, given.person)
    addresses = ("", "de-an/KC-1/", "kinh-phi/?loai=grant&giai-doan=allocated")
    wrong = []

    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        for address in (*(f"/ban-lam-viec/{one}" for one in addresses), "/khao-sat/ghi/"):
            page.goto(live_server.url + address)
            wrong += flaws(page)

    assert wrong == []

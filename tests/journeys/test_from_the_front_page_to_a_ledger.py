"""The main journey of the site, in a real browser, on the published and illustrative data."""

from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Page, expect

from khuyencong.accounts.roles import PROVINCE_OFFICER
from khuyencong.figures import actions as figures
from khuyencong.illustrative import actions as illustrative
from khuyencong.places import actions as places
from khuyencong.places.models import Unit
from khuyencong.places.queries import provinces_today, units_within_ids
from khuyencong.regulations import actions as regulations
from tests.browsing import flaws, width_of
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.organisations import OrganisationFactory

AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def site(transactional_db, live_server):
    """The whole country, the five programmes, and an officer of today's Hải Phòng."""
    _forget()
    places.load_places(at=AT)
    regulations.load_regulations(on=date(2026, 1, 1))
    figures.load_published()
    illustrative.load(at=AT)
    today = Unit.objects.provinces().current().get(name="Hải Phòng")
    UserFactory(
        username="can-bo",
        role=PROVINCE_OFFICER.code,
        organisation=OrganisationFactory(name="Sở Công Thương Hải Phòng", place=today),
    )
    yield live_server.url
    _forget()


def _forget():
    units_within_ids.cache_clear()
    provinces_today.cache_clear()


@pytest.mark.django_db(transaction=True)
def test_from_the_front_page_to_the_ledger_of_one_scheme(site, page, phone):
    page.goto(site)
    assert flaws(page) == []

    page.get_by_role("link", name="Hải Dương").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tỉnh Hải Dương")
    assert flaws(page) == []

    page.get_by_role("row", name="nguồn quốc gia").filter(
        has_text="Kinh phí hỗ trợ – Ứng dụng máy móc"
    ).get_by_role("link", name="900 triệu đồng").click()
    expect(page.get_by_text("Chính xác: 900.000.000 đồng.")).to_be_visible()
    expect(page.locator(".chart svg").first).to_be_attached()
    assert flaws(page) == []

    page.get_by_role("link", name="Đăng nhập để xem").click()
    page.get_by_label("Tên đăng nhập hoặc thư điện tử").fill("can-bo")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    records = page.get_by_role("table", name="đứng sau con số").get_by_role("link")
    expect(records).to_have_count(5)
    assert flaws(page) == []

    code = records.first.inner_text()
    records.first.click()
    expect(page.get_by_text("Đề án này được tổng hợp")).to_be_visible()
    assert flaws(page) == []

    page.get_by_role("link", name="Sổ kinh phí").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sổ kinh phí")
    expect(page.get_by_role("table", name="Các bút toán").get_by_role("row")).not_to_have_count(1)
    assert flaws(page) == []

    _on_a_phone_without_scripts(site, phone, code)


def _on_a_phone_without_scripts(site: str, phone: Page, code: str) -> None:
    """The same way, 390 px wide, where no script runs."""
    phone.goto(f"{site}/tinh/hai-duong/")
    phone.get_by_role("link", name="900 triệu đồng").first.click()
    phone.get_by_role("link", name="Đăng nhập để xem").click()
    phone.get_by_label("Tên đăng nhập hoặc thư điện tử").fill("can-bo")
    phone.get_by_label("Mật khẩu").fill(PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    phone.get_by_role("link", name=code).click()
    phone.get_by_role("link", name="Sổ kinh phí").click()

    expect(phone).to_have_url(f"{site}/de-an/{code}/so-kinh-phi/")
    assert width_of(phone) == 390

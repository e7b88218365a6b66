"""An officer enters an establishment, a scheme for it and its money, and sees the figure move."""

import re

import pytest
from django.db import transaction
from playwright.sync_api import expect

from khuyencong.places.queries import units_within_ids
from tests.browsing import arriving, barriers, whole
from tests.factories.places import CommuneFactory
from tests.factories.schemes import SchemeFactory


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1200, 390])
def test_an_officer_enters_a_scheme_and_the_figure_follows(
    live_server, page, sign_in_browser, province_officer, province, width
):
    units_within_ids.cache_clear()
    CommuneFactory(name="Anh Sơn", province=province)
    sign_in_browser(page, province_officer)
    page.set_viewport_size({"width": width, "height": 844})

    enter_the_establishment(page, live_server.url)
    enter_the_scheme(page, live_server.url)

    page.goto(f"{live_server.url}/ban-lam-viec/")
    page.get_by_role("link", name="Xem kinh phí hỗ trợ của địa bàn").click()
    expect(page.locator(".figure-card")).to_have_text("300 triệu đồng")
    page.get_by_role("link", name="KCDP-2026-001").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hỗ trợ máy sấy chè")


def enter_the_establishment(page, site):
    page.goto(f"{site}/ban-lam-viec/")
    with arriving(page):
        page.get_by_role("link", name="Thêm cơ sở").click()
    page.get_by_label("Tên cơ sở").fill("HTX chè Anh Sơn")
    page.get_by_label("Loại hình").select_option("Hợp tác xã")
    page.get_by_label("Xã, phường nơi sản xuất").press_sequentially("anh son")
    expect(page.locator("#xa-phuong option")).to_have_count(1)
    assert barriers(page) == []
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi cơ sở «HTX chè Anh Sơn»")


def enter_the_scheme(page, site):
    page.goto(f"{site}/de-an/them/")
    page.get_by_label("Mã đề án").fill("KCDP-2026-001")
    page.get_by_label("Tên đề án").fill("Hỗ trợ máy sấy chè")
    page.get_by_label("Chương trình phê duyệt").select_option("Khuyến công quốc gia")
    assert barriers(page) == []
    with arriving(page):
        page.get_by_role("button", name="Lưu và thêm dòng kinh phí").click()

    page.get_by_label("Cơ sở thụ hưởng").fill("htx che anh son")
    page.get_by_label("Hỗ trợ từ khuyến công quốc gia").press_sequentially("300 triệu")
    expect(page.get_by_text("Hiểu là 300.000.000 đồng (300 triệu đồng).")).to_be_visible()
    assert barriers(page) == []
    page.get_by_role("button", name="Lưu dòng này").click()
    expect(page.get_by_role("status")).to_contain_text("hỗ trợ từ khuyến công quốc gia 300 triệu")


@pytest.mark.django_db(transaction=True)
def test_a_list_is_filtered_without_a_reload(
    live_server, page, sign_in_browser, province_officer, province
):
    units_within_ids.cache_clear()
    with transaction.atomic():  # a scheme and its first step are one
        SchemeFactory(name="Máy sấy chè", province=province)
        SchemeFactory(name="Máy dệt chiếu", province=province)
    sign_in_browser(page, province_officer)
    page.goto(f"{live_server.url}/de-an/")
    whole(page).evaluate("window.notReloaded = true")

    page.get_by_label("Tên, mã đề án").press_sequentially("chieu")

    expect(page.locator("#ket-qua tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("words=chieu"))
    assert whole(page).evaluate("window.notReloaded")

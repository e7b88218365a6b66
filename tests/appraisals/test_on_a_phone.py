"""An officer sets up a council, gives an opinion and concludes, on a telephone."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import transaction
from playwright.sync_api import expect

from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations
from tests.appraisals.conftest import scheme_waiting

WIDTH = 390


def complaints(page) -> list[str]:
    """What is wrong with the page: barriers, and anything wider than the screen."""
    found = [
        f"{one['id']}: {[node['html'][:200] for node in one['nodes']]}"
        for one in Axe().run(page).response["violations"]
    ]
    width = page.evaluate("document.documentElement.scrollWidth")
    return [*found, *([f"{page.url}: {width} px"] if width > WIDTH else [])]


@pytest.fixture
def officer(page, live_server, sign_in_browser, leader, transactional_db, province):
    """A leader signed in on a telephone; one scheme waits."""
    units_within_ids.cache_clear()
    with transaction.atomic():
        regulations.load_regulations(on=date(2026, 1, 1))
        scheme_waiting(province, code="KCDP-2027-1", name="Máy sấy tại HTX Vinh Lộc")
    sign_in_browser(page, leader)
    page.set_viewport_size({"width": WIDTH, "height": 844})
    return page


def set_up_council(page, home) -> list[str]:
    page.goto(f"{home}hoi-dong/lap/")
    wrong = complaints(page)
    page.get_by_label("Số quyết định thành lập").fill("9/QĐ-SCT")
    page.get_by_label("Ngày quyết định").fill("4/5/2026")
    page.get_by_label("Chủ tịch hội đồng").select_option(index=1)
    page.get_by_role("button", name="Lưu và thêm thành viên").click()
    expect(page.get_by_role("cell", name="Lê Lãnh Đạo", exact=True)).to_be_visible()
    return wrong + complaints(page)


def open_the_appraisal(page, home) -> list[str]:
    page.goto(f"{home}?tat-ca=1")
    wrong = complaints(page)
    page.get_by_role("link", name="Máy sấy tại HTX Vinh Lộc").click()
    page.get_by_role("link", name="Mở thẩm định").click()
    page.get_by_label("Cách thẩm định").select_option(index=1)
    wrong += complaints(page)
    page.get_by_role("button", name="Mở thẩm định").click()
    page.get_by_role("link", name="Sửa căn cứ đối chiếu").click()
    wrong += complaints(page)
    page.get_by_role("button", name="Lưu").click()
    for name in ("Ý kiến", "Hỗ trợ trước đây", "Hồ sơ", "Đối chiếu định mức", "Thẩm định"):
        wrong += complaints(page)
        tabs = page.get_by_role("main").get_by_role("list").first
        tabs.get_by_role("link", name=name, exact=True).click()
    return wrong


def give_an_opinion(page) -> list[str]:
    page.get_by_role("link", name="Cho ý kiến").click()
    for number in range(1, 6):
        page.get_by_label(f"Đánh giá nội dung {number}").select_option("Đạt")
    page.get_by_label("Điểm").fill("85")
    page.get_by_label("Mức hỗ trợ đề xuất").fill("180 triệu")
    wrong = complaints(page)
    page.get_by_role("button", name="Khóa ý kiến").click()
    expect(page.get_by_text("85 điểm, đề xuất 180 triệu đồng")).to_be_visible()
    return wrong + complaints(page)


def conclude(page) -> list[str]:
    page.get_by_role("link", name="Kết luận", exact=True).click()
    page.get_by_role("radio", name="Chấp thuận", exact=True).check()
    page.get_by_label("Mức hỗ trợ thống nhất: Máy sấy lạnh").fill("180 triệu")
    expect(page.get_by_text("Định mức: tối đa 50% chi phí")).to_be_visible()  # fetched
    wrong = complaints(page)
    page.get_by_role("button", name="Kết luận").click()
    expect(page.get_by_role("status")).to_contain_text("Đã kết luận: chấp thuận.")
    return wrong + complaints(page)


def test_from_the_list_to_the_conclusion(officer, live_server):
    home = f"{live_server.url}/tham-dinh/"

    wrong = set_up_council(officer, home)
    wrong += open_the_appraisal(officer, home)
    wrong += give_an_opinion(officer)
    wrong += conclude(officer)
    officer.goto(f"{home}KCDP-2027-1/xung-dot/")

    assert [*wrong, *complaints(officer)] == []

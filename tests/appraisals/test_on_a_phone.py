"""An officer sets up a council, gives an opinion and concludes, on a telephone."""

from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations
from tests.appraisals.conftest import scheme_waiting
from tests.browsing import arriving, flaws

WIDTH = 390


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
    wrong = flaws(page)
    page.get_by_label("Số quyết định thành lập").fill("9/QĐ-SCT")
    page.get_by_label("Ngày quyết định").fill("4/5/2026")
    page.get_by_label("Chủ tịch hội đồng").select_option(index=1)
    page.get_by_role("button", name="Lưu và thêm thành viên").click()
    expect(page.get_by_role("cell", name="Lê Lãnh Đạo", exact=True)).to_be_visible()
    return wrong + flaws(page)


def open_the_appraisal(page, home) -> list[str]:
    page.goto(f"{home}?tat-ca=1")
    wrong = flaws(page)
    page.get_by_role("link", name="Máy sấy tại HTX Vinh Lộc").click()
    page.get_by_role("link", name="Mở thẩm định").click()
    page.get_by_label("Cách thẩm định").select_option(index=1)
    wrong += flaws(page)
    page.get_by_role("button", name="Mở thẩm định").click()
    with arriving(page):
        page.get_by_role("link", name="Sửa căn cứ đối chiếu").click()
    wrong += flaws(page)
    with arriving(page):
        page.get_by_role("button", name="Lưu").click()
    for name in ("Ý kiến", "Hỗ trợ trước đây", "Hồ sơ", "Đối chiếu định mức", "Thẩm định"):
        wrong += flaws(page)
        tabs = page.get_by_role("main").get_by_role("list").first
        with arriving(page):
            tabs.get_by_role("link", name=name, exact=True).click()
    return wrong


def give_an_opinion(page) -> list[str]:
    page.get_by_role("link", name="Cho ý kiến").click()
    for number in range(1, 6):
        page.get_by_label(f"Đánh giá nội dung {number}").select_option("Đạt")
    page.get_by_label("Điểm").fill("85")
    page.get_by_label("Mức hỗ trợ đề xuất").fill("180 triệu")
    wrong = flaws(page)
    page.get_by_role("button", name="Khóa ý kiến").click()
    expect(page.get_by_text("85 điểm, đề xuất 180 triệu đồng")).to_be_visible()
    return wrong + flaws(page)


def conclude(page) -> list[str]:
    page.get_by_role("link", name="Kết luận", exact=True).click()
    page.get_by_role("radio", name="Chấp thuận", exact=True).check()
    page.get_by_label("Mức hỗ trợ thống nhất: Máy sấy lạnh").fill("180 triệu")
    expect(page.get_by_text("Định mức: tối đa 50% chi phí")).to_be_visible()  # fetched
    wrong = flaws(page)
    page.get_by_role("button", name="Kết luận").click()
    expect(page.get_by_role("status")).to_contain_text("Đã kết luận: chấp thuận.")
    return wrong + flaws(page)


def test_from_the_list_to_the_conclusion(officer, live_server):
    home = f"{live_server.url}/tham-dinh/"

    wrong = set_up_council(officer, home)
    wrong += open_the_appraisal(officer, home)
    wrong += give_an_opinion(officer)
    wrong += conclude(officer)
    officer.goto(f"{home}KCDP-2027-1/xung-dot/")

    assert [*wrong, *flaws(officer)] == []

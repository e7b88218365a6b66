"""A scheme under contract, seen in a browser: next steps, a refusal, a paper handed in, a phone."""

from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from khuyencong.delivery import actions
from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations
from tests.browsing import barriers, width_of
from tests.delivery.conftest import at, contract_facts, key, plan_scheme, report


@pytest.fixture
def scheme(transactional_db, province, centre_officer):
    """Contracted and begun in March 2026; reported once."""
    units_within_ids.cache_clear()
    regulations.load_regulations(on=date(2026, 1, 1))
    with transaction.atomic():  # a scheme and its first step are one
        scheme = plan_scheme(province, centre_officer.organisation)
    actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))
    actions.start(scheme, by=centre_officer, at=at(3, 12))
    report(scheme, "40", centre_officer, at(3, 20))
    return scheme


@pytest.mark.parametrize("width", [1200, 390])
def test_the_accountant_sees_why_an_advance_must_wait(
    live_server, page, sign_in_browser, scheme, accountant, width
):
    sign_in_browser(page, accountant)
    page.set_viewport_size({"width": width, "height": 844})

    page.goto(f"{live_server.url}/de-an/{scheme.code}/")
    page.get_by_role("link", name="Thực hiện đề án").click()
    expect(page.get_by_role("heading", name="Việc tiếp theo")).to_be_visible()
    assert barriers(page) == []

    page.get_by_role("link", name="Máy sấy, HTX Vinh Lộc: chưa tạm ứng lần một.").click()
    expect(page.get_by_text("Báo cáo tiến độ được Sở Công Thương xác nhận").first).to_be_visible()
    assert barriers(page) == []
    page.locator(f"[name='{key(scheme)}']").fill("150 triệu")
    page.get_by_label("Chứng từ").fill("UNC 01")
    page.get_by_role("button", name="Ghi tạm ứng").click()
    expect(page.get_by_role("heading", name="Chưa làm được, vì")).to_be_visible()

    page.get_by_role("link", name="Thiếu «Hợp đồng thực hiện đề án».").click()
    opened = page.locator("section", has_text="Hợp đồng thực hiện đề án").first
    opened.get_by_text("Ghi tài liệu này").click()
    opened.get_by_label("Số, ký hiệu").fill("12/HĐ-KC")
    assert barriers(page) == []
    opened.get_by_role("button", name="Lưu tài liệu").click()
    expect(page.get_by_role("status")).to_contain_text("Đã ghi «Hợp đồng thực hiện đề án»")
    if width < 400:
        assert width_of(page) <= width

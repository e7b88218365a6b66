"""Schemes dragged in and out of a plan, by mouse, by keys, and by forms on a phone."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from khuyencong.planning import actions
from khuyencong.planning.actions import PlanFacts
from tests.browsing import barriers, whole, width_of
from tests.factories.funding import EnvelopeFactory
from tests.factories.planning import MILLION, YEAR, appraised, scheme_asking

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def plan(leader, province):
    EnvelopeFactory(year=YEAR, place=province, amount_vnd=500 * MILLION)
    for number in range(3):
        appraised(scheme_asking(province, f"A{number}", province=200), 90 - number)
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier="province", place=province)
    return actions.open_plan(facts, by=leader, at=AT)


def card(page, code):
    return page.locator(".plan-card", has_text=f"Đề án {code}")


def test_a_card_is_dragged_in_and_pressed_out_by_keys(
    live_server, page, sign_in_browser, leader, plan
):
    sign_in_browser(page, leader)
    page.goto(f"{live_server.url}/ke-hoach/phuong-an/{plan.pk}/")
    whole(page).evaluate("window.notReloaded = true")
    inside = page.locator("[data-side=vao]")

    card(page, "A1").drag_to(inside)
    expect(inside.locator(".plan-card")).to_contain_text(["Đề án A1"])
    expect(page.locator(".plan-bar")).to_contain_text("Nguồn tỉnh: còn 300 triệu đồng")
    expect(page.get_by_role("status")).to_contain_text("Đã đưa vào phương án: đề án A1.")
    expect(page.get_by_role("button", name="Đưa ra A1")).to_be_focused()

    page.get_by_role("button", name="Đưa vào A0").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Đưa ra A0")).to_be_focused()
    expect(page.locator(".plan-bar")).to_contain_text("còn 100 triệu đồng")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Đưa vào A0")).to_be_focused()

    assert whole(page).evaluate("window.notReloaded")
    assert barriers(page) == []
    assert set(plan.items.filter(is_included=True).values_list("scheme__code", flat=True)) == {"A1"}


def test_on_a_phone_without_scripts_every_move_is_a_form(
    live_server, phone, sign_in_browser, leader, plan
):
    sign_in_browser(phone, leader)
    phone.goto(f"{live_server.url}/ke-hoach/phuong-an/{plan.pk}/")
    phone.get_by_role("button", name="Đưa vào A2").click()

    expect(phone.locator("[data-side=vao] .plan-card")).to_contain_text(["Đề án A2"])
    expect(phone.get_by_text("Đã đưa vào phương án: đề án A2.")).to_be_visible()
    assert width_of(phone) <= 390

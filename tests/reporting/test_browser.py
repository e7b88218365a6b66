"""The report in Chromium: a chart per drawn table, and a narrow screen without scripts."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from khuyencong.figures.models import SourceText

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/bao-cao/nghe-an/2016-2020/cong-bo/"


def test_a_chart_stands_before_the_table_it_is_drawn_from(
    page: Page, live_server: Any, published: SourceText
) -> None:
    page.goto(f"{live_server.url}{PATH}")

    page.wait_for_selector(".chart svg")
    assert page.locator("table[data-chart]").count() == page.locator(".chart").count() == 1
    assert Axe().run(page).response["violations"] == []


def test_a_narrow_screen_without_scripts_reads_the_whole_report(
    phone: Page, live_server: Any, published: SourceText
) -> None:
    phone.goto(f"{live_server.url}{PATH}")

    assert "hơn 4 tỷ đồng" in phone.inner_text("article")
    box = phone.locator("article").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    assert phone.locator("a.figure").first.get_attribute("href").startswith("/so-lieu/?")


def test_the_list_of_reports_is_no_wider_than_a_phone(
    phone: Page, live_server: Any, published: SourceText
) -> None:
    phone.goto(f"{live_server.url}/bao-cao/")

    assert phone.get_by_role("link", name="Xem báo cáo theo sổ").is_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390

"""The report in Chromium: a chart per drawn table, and a narrow screen without scripts."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from khuyencong.figures.models import SourceText
from tests.browsing import barriers, whole, width_of

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/bao-cao/nghe-an/2016-2020/cong-bo/"


def test_a_chart_stands_before_the_table_it_is_drawn_from(
    page: Page, live_server: Any, published: SourceText
) -> None:
    page.goto(f"{live_server.url}{PATH}")

    expect(page.locator(".chart svg")).to_be_visible()
    expect(page.locator("table[data-chart]")).to_have_count(1)
    expect(page.locator(".chart")).to_have_count(1)
    assert barriers(page) == []


def test_a_narrow_screen_without_scripts_reads_the_whole_report(
    phone: Page, live_server: Any, published: SourceText
) -> None:
    phone.goto(f"{live_server.url}{PATH}")

    expect(phone.locator("article")).to_contain_text("hơn 4 tỷ đồng", use_inner_text=True)
    box = whole(phone).locator("article").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 390
    expect(phone.locator("a.figure").first).to_have_attribute("href", re.compile(r"^/so-lieu/\?"))


def test_the_list_of_reports_is_no_wider_than_a_phone(
    phone: Page, live_server: Any, published: SourceText
) -> None:
    phone.goto(f"{live_server.url}/bao-cao/")

    expect(phone.get_by_role("link", name="Xem báo cáo theo sổ")).to_be_visible()
    assert width_of(phone) == 390

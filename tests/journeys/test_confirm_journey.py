"""An officer brings in a text like those of the provinces and confirms its figures by keys."""

import pytest
from playwright.sync_api import expect

from khuyencong.figures.models import CandidateState, Document, PublishedFigure
from khuyencong.places.queries import units_within_ids
from tests.browsing import arriving, barriers, whole, width_of
from tests.figures.made_up import TITLE, WRONG


@pytest.fixture(autouse=True)
def _units():
    units_within_ids.cache_clear()
    yield
    units_within_ids.cache_clear()


def bring_in(page, address):
    page.goto(f"{address}/van-ban/")
    page.get_by_role("link", name="Đưa văn bản vào đọc").click()
    page.get_by_label("Hoặc dán nội dung").fill(WRONG)
    with arriving(page):
        page.get_by_role("button", name="Đọc số liệu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def selected(page):
    return page.locator(".claim[aria-current]")


@pytest.mark.django_db(transaction=True)
def test_figures_are_confirmed_changed_rejected_and_undone_by_keys(
    live_server, page, sign_in_browser, province_officer, province
):
    sign_in_browser(page, province_officer)
    bring_in(page, live_server.url)
    assert barriers(page) == []
    expect(selected(page)).to_have_text("5 năm")
    whole(page).evaluate("window.notReloaded = true")

    page.keyboard.press("a")
    expect(selected(page)).to_have_text("30 đề án")
    page.keyboard.press("a")
    expect(selected(page)).to_have_text("6,2 tỷ đồng")
    page.keyboard.press("p")
    expect(selected(page)).to_have_text("30 đề án")
    page.keyboard.press("u")
    expect(page.get_by_text("Đã quyết định 1/14 số liệu.")).to_be_visible()

    page.keyboard.press("n")
    expect(selected(page)).to_have_text("6,2 tỷ đồng")
    page.keyboard.press("s")
    expect(page.locator("#id_kind")).to_be_focused()
    page.get_by_label("Nguồn kinh phí").select_option("nguồn tỉnh")
    page.get_by_role("button", name="Lưu và xác nhận").click()
    expect(selected(page)).to_have_text("04 đề án")

    page.keyboard.press("b")
    expect(page.get_by_label("Lý do bác")).to_be_focused()
    page.keyboard.type("Kể lại của năm 2013.")
    page.keyboard.press("Enter")
    expect(selected(page)).to_have_text("1,2 tỷ đồng")

    page.get_by_role("button", name="số liệu có câu rõ ràng").click()
    expect(page.get_by_text("Đã quyết định 3/14")).to_have_count(0)
    assert whole(page).evaluate("window.notReloaded")
    assert barriers(page) == []

    _assert_published(province)


def _assert_published(province):
    document = Document.objects.get()
    decided = document.candidates.exclude(state=CandidateState.WAITING)
    assert PublishedFigure.objects.count() == decided.filter(published__isnull=False).count() > 5
    changed = document.candidates.get(quote="6,2 tỷ đồng").published
    assert (changed.source, changed.place) == ("province", province)


@pytest.mark.django_db(transaction=True)
def test_a_contradiction_is_shown_and_sent_as_a_question(
    live_server, page, sign_in_browser, province_officer, province
):
    sign_in_browser(page, province_officer)
    bring_in(page, live_server.url)

    finding = page.locator("li", has_text="Các phần cộng lại vượt 2 đề án")
    finding.get_by_role("link", name="Tô trong văn bản").click()
    expect(page.locator(".claim.is-in-finding")).to_have_text(
        ["30 đề án", "04 đề án", "20 đề án", "08 đề án"]
    )
    finding.get_by_role("textbox").fill("Có 6 hay 8 đề án hội chợ?")
    finding.get_by_role("button", name="Hỏi tác giả").click()

    expect(finding).to_contain_text("Hỏi tác giả: Có 6 hay 8 đề án hội chợ?")


@pytest.mark.django_db(transaction=True)
def test_a_refusal_is_said_on_the_page_and_nothing_typed_is_lost(
    live_server, page, sign_in_browser, province_officer, province
):
    sign_in_browser(page, province_officer)
    bring_in(page, live_server.url)
    Document.objects.get().candidates.filter(number=1).update(version=7)

    page.get_by_label("Lý do bác").fill("Không phải số liệu.")
    page.get_by_role("button", name="Bác").click()

    expect(page.get_by_role("alert")).to_contain_text("Số liệu này vừa được người khác quyết định")
    expect(page.get_by_label("Lý do bác")).to_have_value("Không phải số liệu.")


@pytest.mark.django_db(transaction=True)
def test_on_a_phone_without_scripts_everything_is_a_form(
    live_server, phone, sign_in_browser, province_officer, province
):
    sign_in_browser(phone, province_officer)
    bring_in(phone, live_server.url)

    phone.get_by_role("button", name="Xác nhận a").click()
    expect(phone.get_by_text("Đã quyết định 1/14 số liệu.")).to_be_visible()
    phone.get_by_role("button", name="Hoàn tác").click()
    expect(phone.get_by_text("Đã quyết định 0/14 số liệu.")).to_be_visible()
    assert width_of(phone) <= 390

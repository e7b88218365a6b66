"""Surveys and dossiers in Chromium: two people on one part, and every page on both screens."""

from datetime import date

import pytest
from playwright.sync_api import expect

from khuyencong.dossiers import actions
from khuyencong.dossiers.models import Need, NeedDraft
from khuyencong.regulations import actions as regulations
from tests.browsing import arriving, barriers, uncomplaining, whole, width_of
from tests.dossiers.conftest import complete, draft_facts
from tests.factories.dossiers import AT, NeedFactory, OutreachFactory
from tests.factories.establishments import EstablishmentFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scheme(centre_officer, province):
    """A dossier that lacks nothing, under the shipped law."""
    regulations.load_regulations(on=date(2026, 1, 1))
    establishment = EstablishmentFactory(name="HTX Vinh Lộc", province=province)
    facts = draft_facts(centre_officer, province, establishment=establishment)
    return complete(actions.open_draft(facts, by=centre_officer, at=AT), centre_officer)


@pytest.fixture
def other(new_context):
    """The page of a second person, at another computer."""
    with uncomplaining(new_context().new_page()) as page:
        yield page


@pytest.fixture
def touch(new_context):
    """A telephone with a touch screen."""
    size = {"width": 390, "height": 844}
    page = new_context(viewport=size, has_touch=True, is_mobile=True).new_page()
    with uncomplaining(page):
        yield page


def test_two_people_type_in_one_part_and_no_word_is_lost(
    live_server, page, other, sign_in_browser, scheme, centre_officer, colleague
):
    address = f"{live_server.url}/ho-so/{scheme.code}/phan/3/"
    for one, person in ((page, centre_officer), (other, colleague)):
        sign_in_browser(one, person)
        one.goto(address)
        whole(one)

    page.get_by_label("Nội dung").fill("Đã rõ.\nTăng năng suất 30%.")
    expect(page.get_by_role("status")).to_contain_text("Đã lưu lúc")
    page.get_by_label("Nội dung").fill("Đã rõ.\nTăng năng suất 35%.")
    expect(page.get_by_role("status")).to_contain_text("bản 3")
    other.get_by_label("Nội dung").fill("Mục tiêu đã rõ.")
    expect(other.get_by_role("status")).to_contain_text("giữ riêng")
    with arriving(other):
        other.get_by_role("link", name="Xem thay đổi và gộp").click()
    merged = other.get_by_label("Bản gộp").input_value()
    assert barriers(other) == []
    with arriving(other):
        other.get_by_role("button", name="Lưu bản gộp").click()

    assert merged == "Đã rõ.\nTăng năng suất 35%.\nMục tiêu đã rõ."
    assert scheme.sections.get(part__number=3).text == merged


def test_a_need_is_kept_while_it_is_typed_on_a_phone(
    live_server, page, sign_in_browser, commune_officer
):
    sign_in_browser(page, commune_officer)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/khao-sat/ghi/")

    whole(page).get_by_label("Tên cơ sở").fill("Hộ Lan")
    expect(page.get_by_role("status")).to_contain_text("đã được giữ")
    page.reload()
    whole(page).get_by_label("Điện thoại").fill("0912 345 678")
    page.get_by_label("Mong muốn hỗ trợ").select_option("machine")
    page.get_by_role("button", name="Ghi nhu cầu").click()
    page.get_by_text("Đã ghi nhu cầu của Hộ Lan.").wait_for()

    assert (Need.objects.get().phone, NeedDraft.objects.count()) == ("0912 345 678", 0)


def test_a_phone_without_javascript_saves_a_part(
    live_server, phone, sign_in_browser, scheme, centre_officer
):
    sign_in_browser(phone, centre_officer)
    phone.goto(f"{live_server.url}/ho-so/{scheme.code}/phan/3/")

    phone.get_by_label("Nội dung").fill("Viết không cần JavaScript.")
    with arriving(phone):
        phone.get_by_role("button", name="Lưu").click()

    assert scheme.sections.get(part__number=3).text == "Viết không cần JavaScript."


def test_every_page_is_accessible_and_no_wider_than_the_screen(
    live_server, page, sign_in_browser, scheme, centre_officer, commune_officer
):
    commune = commune_officer.organisation.place
    need = NeedFactory(commune=commune)
    outreach = OutreachFactory(commune=commune)
    EstablishmentFactory(province=commune.province, commune=commune)
    line = scheme.lines.get()
    base = f"/ho-so/{scheme.code}"
    addresses = [
        "/khao-sat/",
        "/khao-sat/ghi/",
        f"/khao-sat/{need.pk}/",
        f"/khao-sat/{need.pk}/sua/",
        f"/khao-sat/{need.pk}/rut/",
        f"/khao-sat/{need.pk}/lap-ho-so/",
        "/khao-sat/tuyen-truyen/",
        "/khao-sat/tuyen-truyen/ghi/",
        f"/khao-sat/tuyen-truyen/{outreach.pk}/",
        f"/khao-sat/tuyen-truyen/{outreach.pk}/sua/",
        "/khao-sat/do-phu/",
        f"/khao-sat/do-phu/{commune.pk}/",
        "/ho-so/",
        "/ho-so/lap-moi/",
        f"{base}/",
        f"{base}/thong-tin-chung/",
        f"{base}/chep/",
        f"{base}/trinh/",
        f"{base}/phan/1/",
        f"{base}/phan/1/cac-ban/",
        f"{base}/cac-ban/",
        f"{base}/du-toan/",
        f"{base}/du-toan/dong/",
        f"{base}/du-toan/dong/{line.pk}/them/",
        f"{base}/du-toan/khoan/{line.estimate.get().pk}/",
        f"{base}/giay-to/",
    ]
    sign_in_browser(page, centre_officer)
    wrong = []
    for width in (1200, 390):
        page.set_viewport_size({"width": width, "height": 844})
        for address in addresses:
            page.goto(live_server.url + address)
            wide = width_of(page)
            # Once for a page: what is folded on a phone is the menu, which `ui` tests.
            found = barriers(page) if width == 390 else []
            if found or wide != width:
                wrong.append((width, address, wide, found))

    assert wrong == []


def test_a_need_takes_six_taps_on_a_phone(live_server, touch, sign_in_browser, commune_officer):
    """A new establishment: name, telephone, what is wanted, record; nothing else is touched."""
    taps = []

    def tap(locator):
        taps.append(locator)
        locator.tap()

    sign_in_browser(touch, commune_officer)
    touch.goto(f"{live_server.url}/khao-sat/")
    tap(touch.get_by_role("link", name="Ghi nhu cầu"))
    expect(touch.get_by_label("Tên cơ sở")).to_be_visible()
    fields = "main form :is(input, select, textarea):visible"
    shown = whole(touch).locator(fields).count()
    tap(touch.get_by_label("Tên cơ sở"))
    touch.keyboard.insert_text("Hộ Lan")
    tap(touch.get_by_label("Điện thoại"))
    touch.keyboard.insert_text("0912 345 678")
    tap(touch.get_by_label("Mong muốn hỗ trợ"))
    touch.get_by_label("Mong muốn hỗ trợ").select_option("machine")  # the tap on the choice
    taps.append("choice")
    tap(touch.get_by_role("button", name="Ghi nhu cầu"))
    touch.get_by_text("Đã ghi nhu cầu của Hộ Lan.").wait_for()

    assert (len(taps), shown) == (6, 5)
    assert Need.objects.get().content == "machine"

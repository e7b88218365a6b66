import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

from khuyencong.ui import panels
from tests.browsing import arriving, barriers, width_of


@pytest.fixture
def menu(monkeypatch):
    """A menu of the test's own."""
    monkeypatch.setattr(panels, "_links", [])


def test_the_menu_is_in_order_and_shows_what_is_for_the_visitor(menu, province_officer):
    panels.add_menu_link("Sau", "accounts:account", order=2)
    panels.add_menu_link("Trước", "accounts:sign_in", order=1)
    panels.add_menu_link("Riêng", "accounts:account", order=3, shown_to=lambda user: user.is_staff)

    links = panels.menu_for(province_officer)

    assert [(link.label, link.href) for link in links] == [
        ("Trước", "/dang-nhap/"),
        ("Sau", "/tai-khoan/"),
    ]


def test_a_page_that_is_not_there_answers_in_vietnamese(client, db):
    response = client.get("/khong-co/")

    assert response.status_code == 404
    assert "<h1>Không tìm thấy trang</h1>" in response.content.decode()


def test_a_breakdown_is_told_without_the_frame():
    assert "<h1>Hệ thống gặp lỗi</h1>" in render_to_string("500.html")


def test_every_page_is_under_a_strict_policy(client, db):
    policy = client.get("/dang-nhap/")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/dang-nhap/", "/khong-co/", "/tai-khoan/"])
@pytest.mark.parametrize("width", [1200, 390])
def test_a_page_is_accessible_and_no_wider_than_the_screen(
    live_server, page, sign_in_browser, province_officer, address, width
):
    if address == "/tai-khoan/":
        sign_in_browser(page, province_officer)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(live_server.url + address)

    assert barriers(page) == []
    assert width_of(page) == width


@pytest.mark.django_db(transaction=True)
def test_a_phone_without_javascript_opens_the_menu_and_signs_out(
    live_server, phone, sign_in_browser, province_officer
):
    sign_in_browser(phone, province_officer)
    phone.goto(live_server.url + "/tai-khoan/")

    phone.get_by_text("Danh mục").click()
    with arriving(phone):
        phone.get_by_role("button", name="Đăng xuất").click()
    phone.goto(live_server.url + "/tai-khoan/")

    expect(phone).to_have_url(f"{live_server}/dang-nhap/?next=/tai-khoan/")


TABLE = """
<div class="table-responsive"><table class="table" data-chart="{kind}" data-unit="tỷ đồng">
<caption>Kinh phí theo nguồn</caption>
<thead><tr><th>Năm</th><th>Quốc gia</th><th>Tỉnh</th></tr></thead>
<tbody><tr><th>2014</th><td data-value="1.2">1,2</td><td data-value="3.1">3,1</td></tr>
<tr><th>2015</th><td data-value="2.2">2,2</td><td>không rõ</td></tr></tbody></table></div>
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["bar", "stack", "line", "share"])
def test_a_chart_is_drawn_from_the_table_under_the_strict_policy(live_server, page, kind):
    address = live_server.url + "/dang-nhap/"

    def with_table(route):
        response = route.fetch()
        body = response.text().replace("</main>", TABLE.format(kind=kind) + "</main>")
        route.fulfill(response=response, body=body)

    page.route(address, with_table)
    page.goto(address)

    expect(page.locator(".chart svg")).to_be_visible()
    expect(page.locator(".chart")).to_have_attribute("aria-hidden", "true")
    expect(page.locator(".chart svg path").nth(2)).to_be_attached()

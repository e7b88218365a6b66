"""In Chromium: a phone without JavaScript, and no barriers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyencong.papers import tasks
from khuyencong.papers.models import ScanBatch
from tests.browsing import barriers, whole, width_of
from tests.factories.adjustments import approved_scheme

from .piles import blank_page, pile_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses(province, write, province_officer, sign_in):
    """Every page, with a paper written, a pile that waits and one whose last page waits."""
    scheme = approved_scheme(province)
    paper = write(scheme, "contract")
    for name in ("ban-ky-dot-1.pdf", "ban-ky-dot-2.pdf"):
        pile = SimpleUploadedFile(name, pile_of(paper, blank_page()))
        sign_in(province_officer).post("/van-thu/quet/", {"file": pile})
    first, second = ScanBatch.objects.order_by("pk")
    tasks.read_pile(first.pk)
    return [
        reverse(f"papers:{name}", args=args)
        for name, args in (
            ("register", []),
            ("scheme_papers", [scheme.code]),
            ("paper_detail", [paper.code]),
            ("batch_list", []),
            ("batch_detail", [first.pk]),
            ("batch_detail", [second.pk]),
        )
    ]


def test_on_a_phone_nothing_sticks_out(
    addresses, province_officer, leader, phone, live_server, sign_in_browser
):
    widths = {}
    sign_in_browser(phone, province_officer)
    for address in addresses:
        phone.goto(live_server.url + address)
        widths[address] = width_of(phone)
    sign_in_browser(phone, leader)
    for address in ("/van-thu/mau/", "/van-thu/mau/contract/"):
        phone.goto(live_server.url + address)
        widths[address] = width_of(phone)

    assert set(widths.values()) == {390}


def test_on_a_phone_the_button_that_writes_is_in_sight(
    addresses, province_officer, phone, live_server, sign_in_browser
):
    sign_in_browser(phone, province_officer)
    phone.goto(live_server.url + addresses[1])

    boxes = [one.bounding_box() for one in whole(phone).get_by_role("button", name="Lập").all()]

    assert boxes
    assert [box for box in boxes if box["x"] + box["width"] > 390] == []


def test_there_are_no_barriers(
    addresses, province_officer, leader, page, live_server, sign_in_browser
):
    found = {}
    for person, pages in (
        (province_officer, addresses),
        (leader, ["/van-thu/mau/", "/van-thu/mau/contract/"]),
    ):
        sign_in_browser(page, person)
        for address in pages:
            page.goto(live_server.url + address)
            found[address] = barriers(page)

    assert found == dict.fromkeys(found, [])

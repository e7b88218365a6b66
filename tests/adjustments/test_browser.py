"""In Chromium: a phone without JavaScript."""

import pytest
from django.urls import reverse

from khuyencong.adjustments import actions
from tests.browsing import whole, width_of
from tests.factories.adjustments import AT, approved_scheme

from .asking import DECISION, asked, millions, submitted, words

pytestmark = pytest.mark.django_db(transaction=True)


def test_on_a_phone_the_diff_is_stacked_and_nothing_sticks_out(
    province, centre_officer, leader, phone, live_server, sign_in_browser
):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    rival = submitted(scheme, centre_officer, ("equipment", words("Máy sấy nóng 500 kg"), line))
    request = asked(
        scheme,
        centre_officer,
        ("money", millions(150), line, "grant:province"),
        ("equipment", words("Máy sấy lạnh công suất 2 tấn/mẻ, máy nén 15 kW"), line),
    )
    actions.approve(rival, DECISION, by=leader, at=AT)
    sign_in_browser(phone, centre_officer)
    pages = [
        reverse(f"adjustments:{name}", args=args)
        for name, args in (
            ("request_detail", [request.pk]),
            ("change_choose", [request.pk]),
            ("change_line", [request.pk, line.pk, "kinh-phi"]),
            ("line_add", [request.pk]),
            ("scheme_requests", [scheme.code]),
            ("request_list", []),
            ("lead_times", []),
        )
    ]
    widths = {}
    for page in pages:
        phone.goto(live_server.url + page)
        widths[page] = width_of(phone)
    phone.goto(live_server.url + pages[0])
    old, new = (whole(phone).locator(one).first.bounding_box() for one in ("del", "ins"))

    assert widths == dict.fromkeys(pages, 390)
    assert old["y"] + old["height"] <= new["y"]

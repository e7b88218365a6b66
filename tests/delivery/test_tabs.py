"""The four tabs of a scheme's delivery: what each holds, where a deed leads, how much they ask."""

import re
from datetime import date

import pytest
import time_machine

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import (
    AdvanceFacts,
    AppendixFacts,
    InstalmentFacts,
    MonthFacts,
    PhotoFacts,
    RepaymentFacts,
    VisitFacts,
)
from khuyencong.delivery.queries import Stage
from khuyencong.dossiers.actions import FileFacts
from tests.delivery.conftest import (
    MILLION,
    amounts,
    at,
    contract_facts,
    fresh,
    key,
    line_of,
    plan_scheme,
    report,
    tick,
)
from tests.factories.delivery import FollowUpFactory

pytestmark = pytest.mark.django_db

TODAY = time_machine.travel("2026-07-04 09:00+07:00", tick=False)
TABS = {
    "": "Hợp đồng và kinh phí",
    "tien-do/": "Tiến độ",
    "nghiem-thu/": "Nghiệm thu, quyết toán",
    "sau-ho-tro/": "Sau hỗ trợ",
}


@TODAY
@pytest.mark.parametrize("path", TABS)
def test_every_tab_leads_to_the_others_and_says_which_it_is(
    under_way, sign_in, centre_officer, path
):
    base = f"/thuc-hien/{under_way.code}/"

    page = sign_in(centre_officer).get(base + path).content.decode()

    nav = page.split('<nav aria-label="Thực hiện đề án">')[1].split("</nav>")[0]
    links = re.findall(r'<a [^>]*?(aria-current="page")? href="([^"]+)">([^<]+)</a>', nav)
    assert links == [
        ('aria-current="page"' if one == path else "", base + one, label)
        for one, label in TABS.items()
    ]


@pytest.fixture
def full(law, province, centre_officer, province_officer, accountant, names):
    """Under way and behind, with everything that the tabs can show of recoverable support."""
    officer, department = centre_officer, province_officer
    scheme = plan_scheme(province, officer.organisation, names=names, kind="recoverable")
    actions.sign(scheme, contract_facts(scheme), by=officer, at=at(3, 10))
    scheme = fresh(scheme)
    actions.start(scheme, by=officer, at=at(3, 12))
    given = amounts(scheme, recoverable=200, counterpart=300)
    appendix = AppendixFacts(
        number="01", signed_on=date(2026, 3, 20), reason="Gia hạn", amounts=given
    )
    actions.add_appendix(scheme, appendix, by=officer, at=at(3, 20))
    for when in (at(3, 13), at(3, 14)):
        actions.set_forecast(scheme, MONTHS, by=officer, at=when)
    for when in (at(3, 20), at(5, 2)):
        told = report(scheme, "80", officer, when)
        actions.confirm_progress(told, opinion="Đúng.", by=department, at=when)
        photograph(told, officer, when)
    facts = VisitFacts(visited_on=date(2026, 5, 1), place="A", people="B", findings="C", advice="D")
    photograph(
        actions.record_visit(scheme, facts, by=department, at=at(5, 2)), department, at(5, 2)
    )
    for name in names:
        pay_and_bring_back(scheme, name, officer, accountant)
        FollowUpFactory(line=line_of(scheme, name))
    return scheme


MONTHS = [MonthFacts(date(2026, month, 1), 100, 500 * MILLION) for month in range(3, 13)]


def photograph(subject, by, when):
    facts = PhotoFacts(
        file=FileFacts(
            content=b"\xff\xd8\xff", name="a.jpg", media_type="image/jpeg", extension="jpg"
        ),
        taken_at=when,
        place="Xưởng",
    )
    actions.add_photo(subject, facts, by=by, at=when)


def pay_and_bring_back(scheme, name, officer, accountant):
    """Advanced, cancelled and advanced again; one instalment has come back."""
    line, source = line_of(scheme, name), key(scheme, "recoverable", name)
    tick(scheme, line, Stage.FIRST_ADVANCE, officer, at(5, 3))
    due = [InstalmentFacts(date(2027, 6, 30), 200 * MILLION)]
    actions.set_schedule(scheme, source, due, by=officer, at=at(5, 3))
    facts = AdvanceFacts(document=name, paid_on=date(2026, 5, 4), amounts={source: 100 * MILLION})
    wrong = actions.advance(line, facts, by=accountant, at=at(5, 4))
    actions.cancel_advance(wrong, reason="Nhầm.", by=accountant, at=at(5, 5))
    actions.advance(line, facts, by=accountant, at=at(5, 6))
    back = RepaymentFacts(
        source=source, amount_vnd=MILLION, document=name, paid_on=date(2026, 6, 1)
    )
    actions.repay(scheme, back, by=accountant, at=at(6, 2))


@TODAY
@pytest.mark.parametrize("names", [("HTX A",), ("HTX A", "HTX B", "HTX C")])
def test_a_tab_asks_no_more_for_more_lines(
    full, province_officer, sign_in, names, django_assert_num_queries
):
    client = sign_in(province_officer)
    asked = {
        "": 12,
        "tien-do/": 11,
        "nghiem-thu/": 10,
        "sau-ho-tro/": 6,
        "quyet-toan/chung-tu/": 7,
    }

    for path, number in asked.items():
        client.get(f"/thuc-hien/{full.code}/{path}")
        with django_assert_num_queries(number):
            page = client.get(f"/thuc-hien/{full.code}/{path}")
        shown = page.content.decode()
        assert [one for one in names if f"Máy sấy, {one}" not in shown] == []


@TODAY
@pytest.mark.parametrize("names", [("HTX A", "HTX B"), ("HTX A", "HTX B", "HTX C", "HTX D")])
def test_a_form_with_a_place_for_every_line_asks_no_more_for_more_lines(
    law, province, centre_officer, sign_in, names, django_assert_num_queries
):
    scheme = plan_scheme(province, centre_officer.organisation, names=names)
    client, base = sign_in(centre_officer), f"/thuc-hien/{scheme.code}/"
    client.get(f"{base}hop-dong/")

    with django_assert_num_queries(9):
        client.get(f"{base}hop-dong/")
    actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))
    with django_assert_num_queries(7):
        client.get(f"{base}tien-do/bao-cao/")


@TODAY
@pytest.mark.parametrize(("percent", "is_behind"), [("20", True), ("100", False)])
def test_the_first_tab_says_with_the_others_that_the_work_is_behind_its_plan(
    under_way, sign_in, centre_officer, percent, is_behind
):
    report(under_way, percent, centre_officer, at(6, 2))
    base, client = f"/thuc-hien/{under_way.code}/", sign_in(centre_officer)

    pages = [client.get(base + path).content.decode() for path in ("", "tien-do/")]
    listed = client.get("/thuc-hien/cham-ke-hoach/").content.decode()

    badge = '<span class="label label-danger">chậm kế hoạch</span>'
    sentence = queries.outlook_of(under_way, today=date(2026, 7, 4)).sentence
    assert [badge in page and sentence in page for page in pages] == [is_behind, is_behind]
    assert (sentence in listed) is is_behind


@TODAY
def test_nothing_is_to_come_back_before_the_contract_is_liquidated(under_way, sign_in, accountant):
    page = sign_in(accountant).get(f"/thuc-hien/{under_way.code}/nghiem-thu/").content.decode()

    assert '<span class="unknown">chưa thanh lý</span>' in page


@TODAY
def test_a_deed_leads_to_the_tab_on_which_it_stands(
    under_way, sign_in, centre_officer, province_officer
):
    base = f"/thuc-hien/{under_way.code}/"
    line = line_of(under_way).pk
    progress = {"month": "5/2026", f"percent-{line}": "40"}
    visit = {"visited_on": "3/5/2026", "place": "Xã A", "people": "Sở", "findings": "Đã lắp."}

    answers = [
        sign_in(person).post(base + path, data).headers["Location"].removeprefix(base)
        for person, path, data in (
            (centre_officer, "tien-do/bao-cao/", progress),
            (province_officer, "kiem-tra/", visit),
        )
    ]

    assert answers == ["tien-do/", "tien-do/"]


@TODAY
@pytest.mark.parametrize("names", [("HTX A",), ("HTX A", "HTX B", "HTX C")])
def test_the_lists_of_evidence_are_read_at_once(
    full, province_officer, sign_in, django_assert_num_queries
):
    client = sign_in(province_officer)
    page = f"/thuc-hien/{full.code}/giay-to/"
    client.get(page)

    with django_assert_num_queries(5):
        shown = client.get(page).content.decode()

    assert [stage for stage in ("quyết toán", "bất khả kháng") if stage not in shown.lower()] == []

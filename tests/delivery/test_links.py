"""What the tabs of delivery offer in each state of a scheme: what its action takes, no more."""

import re
from datetime import date

import pytest
import time_machine

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.actions import (
    FollowUpFacts,
    NotReady,
    PhotoFacts,
    SettlementFacts,
    VisitFacts,
)
from khuyencong.delivery.lifecycle import WHEN
from khuyencong.delivery.queries import Stage
from khuyencong.dossiers.actions import FileFacts
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme
from tests.delivery.conftest import (
    SETTLED,
    acceptance_facts,
    advance_facts,
    at,
    contract_facts,
    fresh,
    line_of,
    report,
    tick,
    voucher_facts,
)
from tests.factories.accounts import UserFactory
from tests.factories.delivery import (
    AcceptanceFactory,
    AdvanceFactory,
    ContractFactory,
    ProgressReportFactory,
    RepaymentFactory,
    SettlementFactory,
    VisitFactory,
)
from tests.factories.schemes import LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db

PICTURE = FileFacts(content=b"\xff\xd8\xff", name="a.jpg", media_type="image/jpeg", extension="jpg")
PHOTO = PhotoFacts(file=PICTURE, taken_at=at(3, 10), place="Xưởng sấy")


def cancel(action, factory, scheme):
    deed = factory(line=scheme.lines.get())
    action(deed, reason="Nhầm.", by=UserFactory(), at=at(10, 1))


DEEDS = {
    "contract": lambda scheme: actions.sign(scheme, None, by=None, at=None),
    "appendix": lambda scheme: actions.add_appendix(scheme, None, by=None, at=None),
    "start": lambda scheme: actions.start(scheme, by=None, at=None),
    "forecast": lambda scheme: actions.set_forecast(scheme, [], by=None, at=None),
    "report": lambda scheme: actions.report_progress(scheme, None, by=None, at=None),
    "confirm": lambda scheme: actions.confirm_progress(
        ProgressReportFactory(scheme=scheme), opinion="", by=UserFactory(), at=at(10, 1)
    ),
    "photograph_report": lambda scheme: actions.add_photo(
        ProgressReportFactory(scheme=scheme), PHOTO, by=UserFactory(), at=at(10, 1)
    ),
    "visit": lambda scheme: actions.record_visit(scheme, None, by=None, at=None),
    "photograph_visit": lambda scheme: actions.add_photo(
        VisitFactory(scheme=scheme), PHOTO, by=UserFactory(), at=at(10, 1)
    ),
    "evidence": lambda scheme: actions.file_evidence(scheme, None, by=None, at=None),
    "voucher": lambda scheme: actions.save_voucher(scheme, None, by=None, at=None),
    "advance": lambda scheme: actions.advance(scheme.lines.get(), None, by=None, at=None),
    "pay_settled": lambda scheme: actions.pay_settled(scheme.lines.get(), None, by=None, at=None),
    "repay": lambda scheme: actions.repay(scheme, None, by=None, at=None),
    "schedule": lambda scheme: actions.set_schedule(scheme, "", [], by=None, at=None),
    "accept": lambda scheme: actions.accept(scheme.lines.get(), None, by=None, at=None),
    "finish_acceptance": lambda scheme: actions.finish_acceptance(
        scheme, reason="", by=None, at=None
    ),
    "settle": lambda scheme: actions.settle(scheme, None, by=None, at=None),
    "settle_year": lambda scheme: actions.settle_year(scheme, 2026, None, by=None, at=None),
    "follow_up": lambda scheme: actions.follow_up(scheme.lines.get(), None, by=None, at=None),
    "evaluate": lambda scheme: actions.evaluate(scheme, by=None, at=at(10, 1)),
    "cancel_advance": lambda scheme: cancel(actions.cancel_advance, AdvanceFactory, scheme),
    "cancel_acceptance": lambda scheme: cancel(
        actions.cancel_acceptance, AcceptanceFactory, scheme
    ),
    "cancel_repayment": lambda scheme: cancel(actions.cancel_repayment, RepaymentFactory, scheme),
    "cancel_settlement": lambda scheme: actions.cancel_settlement(
        SettlementFactory(scheme=scheme, year=2026), reason="Nhầm.", by=UserFactory(), at=at(10, 1)
    ),
}
REFUSALS = ("việc này chỉ làm khi", "không hủy được nữa")


def test_every_deed_of_the_table_is_tried_below():
    assert WHEN.keys() == DEEDS.keys()


AFTER_SETTLEMENT = {
    "visit",
    "photograph_visit",
    "follow_up",
    "evaluate",
    "pay_settled",
    "cancel_advance",
    "repay",
    "cancel_repayment",
    "schedule",
    "cancel_settlement",
}
NO_MORE_TO_TERMINATE = {"evaluate"}


def test_after_the_settlement_only_what_follows_the_support_up_and_after_the_evaluation_nothing():
    done = {state: {deed for deed in WHEN if state in WHEN[deed]} for state in State.values}

    assert done["settled"] == AFTER_SETTLEMENT
    assert done["terminated"] == AFTER_SETTLEMENT - NO_MORE_TO_TERMINATE
    assert done["evaluated"] == set()


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_is_refused_in_every_state_that_offers_no_link_to_it(province, deed):
    accepted = []
    for state in State:
        scheme = SchemeFactory(state=state, province=province, start_year=2026)
        LineFactory(scheme=scheme)
        try:
            DEEDS[deed](fresh(scheme))
        except NotReady as refused:
            if not any(words in str(refused) for words in REFUSALS):
                accepted.append(state)
        except (AttributeError, TypeError):  # the state was right: it read the facts, of none
            accepted.append(state)
        else:
            accepted.append(state)

    assert set(accepted) == set(WHEN[deed])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", State.values)
def test_what_a_page_offers_is_whose_it_is_when_it_is_done(province, role, state):
    scheme = ContractFactory(scheme__state=state, scheme__province=province).scheme
    person = User(role=role)

    assert policy.deeds_of(person, scheme) == {
        deed for deed in WHEN if state in WHEN[deed] and policy.who_does(deed)(person, scheme)
    }


@pytest.mark.parametrize("state", State.values)
def test_without_a_contract_nothing_is_offered_that_needs_one(province, state):
    scheme = SchemeFactory(state=state, province=province, tier="national")
    people = [User(role=role) for role in ROLES]

    assert not set().union(*(policy.deeds_of(one, scheme) for one in people)) & {
        "appendix",
        "start",
        "forecast",
        "report",
        "advance",
        "schedule",
        "accept",
    }


VISITS = {"kiem-tra/#/anh/", "kiem-tra/"}
AFTER_WORK = {*VISITS, "tien-do/#/anh/"}
WORK = {"hop-dong/phu-luc/", "tien-do/du-kien/", "tien-do/bao-cao/", "tam-ung/#/"}
OFFERED = {
    "planned": {"hop-dong/"},
    "contracted": {*WORK, "bat-dau/", "kiem-tra/"},
    "under_way": {
        *(WORK | AFTER_WORK),
        "tien-do/#/",
        "nghiem-thu/#/",
        "huy/tam-ung/#/",
    },
    "accepted": {
        *AFTER_WORK,
        "tien-do/#/",
        "tam-ung/#/",
        "quyet-toan/",
        "huy/tam-ung/#/",
        "huy/nghiem-thu/#/",
    },
    "settled": {
        *VISITS,
        "tam-ung/#/",
        "huy/tam-ung/#/",
        "danh-gia/#/",
        "huy/thanh-ly/#/",
    },
    "evaluated": set(),
    "stopped": {
        *AFTER_WORK,
        "tien-do/#/",
        "nghiem-thu/#/",
        "quyet-toan/",
        "huy/tam-ung/#/",
    },
    "terminated": {
        *VISITS,
        "hoan-tra/",
        "danh-gia/#/",
        "huy/thanh-ly/#/",
    },
}
"""State → the links to deeds that the tabs show to anybody, keys left out."""

READ_ONLY = r"(|tien-do/(#.*)?|nghiem-thu/|sau-ho-tro/|giay-to/.*|quyet-toan/chung-tu/)"


def offered(scheme, sign_in, people):
    """The links to deeds on every tab, for whoever of the people sees one; each page opens."""
    base, found = f"/thuc-hien/{scheme.code}/", set()
    for person in people:
        client = sign_in(person)
        for tab in ("", "tien-do/", "nghiem-thu/", "sau-ho-tro/"):
            page = client.get(base + tab).content.decode()
            links = set(re.findall(f'href="{base}([^"]*)"', page))
            own = {link for link in links if not re.fullmatch(READ_ONLY, link)}
            assert {link: client.get(base + link).status_code for link in own} == dict.fromkeys(
                own, 200
            )
            found |= {re.sub(r"/\d+/", "/#/", link) for link in own}
    return found


def live(scheme, officer, department, accountant):
    """Take the scheme through its life, and yield it in each state with the day it is."""
    yield scheme, "2026-03-01"
    actions.sign(scheme, contract_facts(scheme), by=officer, at=at(3, 10))
    yield fresh(scheme), "2026-03-11"
    actions.start(fresh(scheme), by=officer, at=at(3, 12))
    report(scheme, "80", officer, at(4, 2))
    visit = VisitFacts(visited_on=date(2026, 4, 1), place="A", people="B", findings="C")
    actions.record_visit(fresh(scheme), visit, by=department, at=at(4, 2))
    confirmed = report(scheme, "90", officer, at(5, 2))
    actions.confirm_progress(confirmed, opinion="Đúng.", by=department, at=at(5, 3))
    line = line_of(scheme)
    tick(scheme, line, Stage.FIRST_ADVANCE, officer, at(5, 3))
    actions.advance(line, advance_facts(scheme, 60), by=accountant, at=at(5, 4))
    yield fresh(scheme), "2026-05-05"


def finish(scheme, officer, department, accountant):
    """From under way on to the end."""
    line = line_of(scheme)
    tick(scheme, line, Stage.REMAINING, officer, at(9, 1))
    told = acceptance_facts(scheme, grant=200, counterpart=300)
    actions.accept(line, told, by=department, at=at(9, 2))
    yield fresh(scheme), "2026-09-03"
    actions.save_voucher(scheme, voucher_facts(scheme, 200), by=accountant, at=at(9, 3))
    actions.settle(fresh(scheme), SETTLED, by=accountant, at=at(10, 1))
    half = advance_facts(scheme, 70, document="UNC 02", paid_on=date(2026, 10, 2))
    actions.pay_settled(line, half, by=accountant, at=at(10, 2))
    yield fresh(scheme), "2026-10-03"
    rest = advance_facts(scheme, 70, document="UNC 03", paid_on=date(2026, 10, 5))
    actions.pay_settled(line, rest, by=accountant, at=at(10, 5))
    last = FollowUpFacts(round=36, visited_on=date(2029, 9, 2), is_running=True)
    actions.follow_up(line, last, by=department, at=at(9, 2, 2029))
    actions.evaluate(fresh(scheme), by=department, at=at(9, 3, 2029))
    yield fresh(scheme), "2029-09-04"


def stop(scheme, leader, accountant):
    """From under way to the end of a scheme that is given up."""
    decision = Decision("9/QĐ-BCT", date(2026, 6, 1))
    schemes.take_step(
        fresh(scheme), "stop", by=leader, at=at(6, 2), note="Giải thể.", decision=decision
    )
    yield fresh(scheme), "2026-06-03"
    ended = SettlementFacts(number="1", settled_on=date(2026, 6, 4), reason="Giải thể.")
    actions.settle(fresh(scheme), ended, by=accountant, at=at(6, 5))
    yield fresh(scheme), "2026-06-06"


def test_a_link_is_offered_in_the_states_in_which_its_deed_is_done(
    planned, sign_in, centre_officer, province_officer, accountant
):
    people = (centre_officer, province_officer, accountant)
    found = {}
    for life in (live, finish):
        for scheme, today in life(planned, *people):
            with time_machine.travel(f"{today} 09:00+07:00", tick=False):
                found[scheme.state] = offered(scheme, sign_in, people)

    assert found == {
        state: links for state, links in OFFERED.items() if state not in {"stopped", "terminated"}
    }


def test_a_stopped_scheme_offers_what_ends_it(
    planned, sign_in, centre_officer, province_officer, accountant, ministry_leader
):
    people = (centre_officer, province_officer, accountant)
    for _ in live(planned, *people):
        pass
    found = {}
    for scheme, today in stop(planned, ministry_leader, accountant):
        with time_machine.travel(f"{today} 09:00+07:00", tick=False):
            found[scheme.state] = offered(scheme, sign_in, people)

    assert found == {state: OFFERED[state] for state in ("stopped", "terminated")}


@pytest.mark.parametrize("rounds", [[], [12], [36], [12, 36]])
def test_each_evaluation_is_offered_once(
    planned, sign_in, centre_officer, province_officer, accountant, rounds
):
    people = (centre_officer, province_officer, accountant)
    walk = [*live(planned, *people), *finish_until_settled(planned, *people)]
    line = line_of(planned)
    for one in rounds:
        facts = FollowUpFacts(round=one, visited_on=date(2029, 9, 2), is_running=True)
        actions.follow_up(line, facts, by=province_officer, at=at(9, 2, 2029))

    page = sign_in(province_officer).get(f"/thuc-hien/{planned.code}/sau-ho-tro/").content.decode()

    assert walk[-1].state == "settled"
    assert (f"/danh-gia/{line.pk}/" in page) is (rounds != [12, 36])
    told = queries.follow_ups_of(planned)[line]
    assert queries.rounds_left(told) == sorted({12, 36} - set(rounds))


def finish_until_settled(scheme, *people):
    """As :func:`finish`, the evaluations left out."""
    walk = finish(scheme, *people)
    yield next(walk)[0]
    yield next(walk)[0]


def test_a_settled_scheme_takes_no_more_papers_and_vouchers(
    planned, sign_in, centre_officer, province_officer, accountant
):
    people = (centre_officer, province_officer, accountant)
    base, forms = f"/thuc-hien/{planned.code}", {}
    for life in (live, finish):
        for scheme, _ in life(planned, *people):
            pages = [
                sign_in(accountant).get(f"{base}/{path}").content.decode()
                for path in ("giay-to/", "quyet-toan/chung-tu/")
            ]
            forms[scheme.state] = ["Ghi tài liệu này" in pages[0], "Thêm chứng từ" in pages[1]]

    assert forms == {
        "planned": [True, False],
        "contracted": [True, True],
        "under_way": [True, True],
        "accepted": [True, True],
        "settled": [False, False],
        "evaluated": [False, False],
    }
    sent = sign_in(accountant).post(f"{base}/quyet-toan/chung-tu/", {"source": "1", "item": "Điện"})
    assert Scheme.objects.get().voucher_rows.count() == 1
    assert sent.context["form"].errors

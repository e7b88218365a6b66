"""Real parallel transactions, each with a connection of its own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from khuyencong.adjustments import actions
from khuyencong.adjustments.actions import RequestNotReady
from khuyencong.adjustments.models import ChangeRequest, RequestStep
from khuyencong.funding.actions import Refused
from khuyencong.funding.models import Entry
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.planning.models import PlanEdition
from khuyencong.schemes.actions import Decision
from tests.factories.adjustments import AT, MILLION, approved_scheme
from tests.factories.funding import EnvelopeFactory

from .asking import DECISION, asked, millions, state_of, submitted, words

pytestmark = pytest.mark.django_db(transaction=True)
PROVINCE = "grant:province"
CLIENTS = 12


def at_once(deeds):
    """Run every deed in a thread of its own, all starting together; the kind of each outcome."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            deed()
        except (StepNotAllowed, RequestNotReady, Refused) as refused:
            return type(refused).__name__
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return Counter(threads.map(run, deeds))


def test_a_request_approved_by_many_at_once_is_applied_once(province, centre_officer, leader):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    request = submitted(scheme, centre_officer, ("money", millions(150), line, PROVINCE))
    outcomes = at_once(
        [lambda: actions.approve(request, DECISION, by=leader, at=AT) for _ in range(CLIENTS)]
    )

    assert outcomes == {"done": 1, "StepNotAllowed": CLIENTS - 1}
    assert list(Entry.objects.order_by("pk").values_list("amount_vnd", flat=True)) == [
        200 * MILLION,
        -200 * MILLION,
        150 * MILLION,
    ]
    assert (PlanEdition.objects.count(), RequestStep.objects.filter(name="approve").count()) == (
        1,
        1,
    )


def test_two_requests_on_one_scheme_are_approved_at_once_and_both_hold(
    province, centre_officer, leader
):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    money = submitted(scheme, centre_officer, ("money", millions(150), line, PROVINCE))
    item = submitted(scheme, centre_officer, ("equipment", words("Máy sấy lạnh"), line))
    outcomes = at_once(
        [
            lambda: actions.approve(money, DECISION, by=leader, at=AT),
            lambda: actions.approve(
                item, Decision("56/QĐ-UBND", date(2026, 6, 1)), by=leader, at=AT
            ),
        ]
    )

    assert outcomes == {"done": 2}
    assert [(row[2], row[5]) for row in state_of(scheme)] == [("Máy sấy lạnh", {"province": 150})]


def test_of_two_that_touch_the_same_only_one_is_submitted(province, centre_officer):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    drafts = [
        asked(scheme, centre_officer, ("equipment", words(f"Máy {number}"), line))
        for number in range(CLIENTS)
    ]
    outcomes = at_once(
        [lambda draft=draft: actions.submit(draft, by=centre_officer, at=AT) for draft in drafts]
    )

    assert outcomes == {"done": 1, "RequestNotReady": CLIENTS - 1}
    assert ChangeRequest.objects.filter(state="submitted").count() == 1


def test_requests_of_many_schemes_race_for_the_last_of_an_envelope(
    province, centre_officer, leader
):
    EnvelopeFactory(place=province, amount_vnd=(200 * CLIENTS + 100) * MILLION)
    requests = []
    for number in range(CLIENTS):
        scheme = approved_scheme(province, f"KC-{number}")
        change = ("money", millions(230), scheme.lines.get(), PROVINCE)
        requests.append(submitted(scheme, centre_officer, change))
    outcomes = at_once(
        [
            lambda request=request: actions.approve(request, DECISION, by=leader, at=AT)
            for request in requests
        ]
    )

    assert outcomes == {"done": 3, "EnvelopeExceeded": CLIENTS - 3}  # 3 × 30 of the last 100
    assert ChangeRequest.objects.filter(state="submitted").count() == CLIENTS - 3

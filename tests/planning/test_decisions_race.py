"""Two officers decide at once, each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import Sum

from khuyencong.funding.actions import EnvelopeExceeded
from khuyencong.funding.models import Entry
from khuyencong.planning import actions
from khuyencong.planning.actions import PlanDecided, PlanFacts, PlanNotReady
from khuyencong.planning.models import PlanEdition
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Scheme
from tests.factories.funding import EnvelopeFactory
from tests.factories.planning import MILLION, YEAR, scheme_asking

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 12, 1, tzinfo=UTC)


def at_once(deeds):
    start = Barrier(len(deeds))

    def run(deed):
        try:
            start.wait(timeout=30)
            return deed()
        except (EnvelopeExceeded, PlanDecided, PlanNotReady) as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


def test_of_plans_decided_together_only_those_that_fit_happen(leader, province):
    EnvelopeFactory(year=YEAR, place=province, amount_vnd=250 * MILLION)
    schemes = [scheme_asking(province, f"A{number}", province=100) for number in range(6)]
    plans = []
    for number, scheme in enumerate(schemes):
        facts = PlanFacts(title=f"P{number}", year=YEAR, tier="province", place=province)
        plan = actions.open_plan(facts, by=leader, at=AT)
        actions.move(plan.items.get(scheme=scheme), is_included=True, by=leader)
        plans.append(plan)

    def decider(plan):
        decision = Decision(f"{plan.pk}/QĐ-UBND", date(2026, 12, 10))
        return lambda: actions.decide_plan(plan, decision, by=leader, at=AT)

    outcomes = at_once([decider(plan) for plan in plans])

    refused = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert len(refused) == 4
    assert all("chỉ còn" in str(one) for one in refused)
    assert Entry.objects.filter(nature="allocated").aggregate(it=Sum("amount_vnd"))["it"] == (
        200 * MILLION
    )
    assert Scheme.objects.filter(state="planned").count() == 2
    assert sorted(PlanEdition.objects.values_list("number", flat=True)) == [1, 2]


def test_one_plan_is_decided_once(leader, province):
    scheme = scheme_asking(province, "A")
    facts = PlanFacts(title="P", year=YEAR, tier="province", place=province)
    plan = actions.open_plan(facts, by=leader, at=AT)
    actions.move(plan.items.get(scheme=scheme), is_included=True, by=leader)
    decision = Decision("1/QĐ-UBND", date(2026, 12, 10))

    outcomes = at_once([lambda: actions.decide_plan(plan, decision, by=leader, at=AT)] * 4)

    assert sum(isinstance(outcome, PlanDecided) for outcome in outcomes) == 3
    assert Entry.objects.filter(nature="allocated").count() == 1

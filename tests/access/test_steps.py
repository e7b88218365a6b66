"""Who takes which step: the button, the answer to the form and the table are one."""

import itertools

import pytest
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES
from khuyencong.adjustments.queries import standing
from khuyencong.appraisals import actions as appraisals
from khuyencong.appraisals.lifecycle import STEPS as CONCLUSIONS
from khuyencong.appraisals.lifecycle import runners_of
from khuyencong.dossiers.actions import open_dossier
from khuyencong.planning import actions as planning
from khuyencong.planning.actions import PlanFacts
from khuyencong.schemes.lifecycle import STEPS, State, lifecycle_of, who_may
from khuyencong.schemes.models import Scheme, Tier
from khuyencong.schemes.panels import PLAIN_STEPS, STEP_PAGES, steps_of
from tests.access.conftest import AT, YEAR
from tests.access.test_every_address import count_rows, sent, signed_in
from tests.adjustments.asking import submitted
from tests.appraisals.conftest import scheme_waiting
from tests.factories.adjustments import approved_scheme, line_given
from tests.factories.planning import scheme_asking
from tests.factories.schemes import LineFactory, SchemeFactory

NATIONWIDE = {"ministry_leader", "ministry_officer"}
WORDS = {name: word for word, name in PLAIN_STEPS.items()}
BY_CONCLUSION = {step: level for (level, _), step in CONCLUSIONS.items()}
DELIVERY = {
    "contract": "contract_sign",
    "start": "start",
    "accept": "acceptance_add",
    "settle": "settlement",
    "terminate": "settlement",
    "evaluate": "evaluation",
}


CANCELS = {name for name in STEPS if name.startswith("reopen_")}
"""Steps without a button: each is taken by cancelling the deed that it takes back."""


def test_every_step_has_a_page():
    assert {*STEP_PAGES, *PLAIN_STEPS.values()} == set(STEPS) - CANCELS


@pytest.mark.parametrize(("tier", "state"), list(itertools.product(Tier.values, State.values)))
def test_the_buttons_are_those_of_the_table(tier, state):
    scheme = Scheme(code="KC-1", tier=tier, state=state)
    ahead = lifecycle_of(tier).steps_from(state)

    assert {role: [label for label, _ in steps_of(scheme, User(role=role))] for role in ROLES} == {
        role: [
            step.label
            for name, step in ahead.items()
            if name not in CANCELS and role in who_may(name, tier=tier)
        ]
        for role in ROLES
    }


TABLE = [
    (tier, name)
    for tier in ("national", "province")
    for name in lifecycle_of(tier).steps
    if name not in CANCELS
]


@pytest.mark.django_db
@pytest.mark.parametrize(("tier", "name"), TABLE, ids=lambda value: value)
def test_a_form_is_taken_from_whom_the_table_names_and_from_nobody_else(place, tier, name):
    address = page_of(place, tier, name)
    allowed = set(who_may(name, tier=tier))
    if name in BY_CONCLUSION:  # one page concludes all three ways
        allowed = set(runners_of(BY_CONCLUSION[name], tier=tier))

    before = count_rows()
    refused = {
        (whose, role)
        for whose, people in (("own", place.own), ("others", place.others))
        for role, person in people.items()
        if (whose, role) not in taken(allowed)
        and sent(signed_in(person), address).status in (403, 404)
    }
    unchanged = count_rows() == before
    answered = {
        (whose, role): sent(signed_in(getattr(place, whose)[role]), address).status
        for whose, role in taken(allowed)
    }

    everybody = {(whose, role) for whose in ("own", "others") for role in ROLES}
    assert (everybody - refused, unchanged) == (taken(allowed), True)
    assert {who for who, status in answered.items() if status not in (200, 302)} == set()


def taken(allowed):
    """Those whose form is read: of the place, and from everywhere the Ministry's."""
    return {("own", role) for role in allowed} | {("others", role) for role in allowed & NATIONWIDE}


def page_of(place, tier, name):
    """The page on which the step is taken, of a scheme of Nghệ An that stands before it."""
    source = sorted(lifecycle_of(tier).steps[name].sources)[0]
    if name in BY_CONCLUSION:
        return _conclusion(place, tier, source)
    if name == "plan":
        return _plan(place, tier, source)
    if name == "stop":
        return _stop(place, tier)
    scheme = SchemeFactory(province=place.here, tier=tier, state=source, start_year=2026)
    commune = place.own["commune_officer"].organisation.place
    line = LineFactory(
        scheme=scheme, for_beneficiary=True, beneficiary__establishment__commune=commune
    )
    if name in DELIVERY:
        more = [line.pk] if name == "accept" else []
        return reverse(f"delivery:{DELIVERY[name]}", args=[scheme.code, *more])
    if name == "submit":
        open_dossier(scheme, by=place.own["centre_officer"], at=AT)
        return reverse("dossiers:dossier_submit", args=[scheme.code])
    return reverse("schemes:scheme_step", args=[scheme.code, WORDS[name]])


def _conclusion(place, tier, source):
    scheme = scheme_waiting(place.here, code="KC-1", tier=tier, state=source)
    role = "province_officer" if source == State.SUBMITTED else "ministry_officer"
    appraisals.open_appraisal(scheme, by=place.own[role], at=AT)
    return reverse("appraisals:conclusion_add", args=[scheme.code])


def _plan(place, tier, source):
    scheme_asking(place.here, "KC-1", state=source, tier=tier, **{tier: 200})
    where, by = (None, "ministry_leader") if tier == "national" else (place.here, "leader")
    facts = PlanFacts(title="Phương án", year=YEAR, tier=tier, place=where)
    plan = planning.open_plan(facts, by=place.own[by], at=AT)
    return reverse("planning:plan_decide", args=[plan.pk])


def _stop(place, tier):
    lines = (line_given(place.here, **{tier: 200}),)
    scheme = approved_scheme(place.here, "KC-1", tier=tier, lines=lines)
    request = submitted(scheme, place.own["centre_officer"], ("stop", standing.STOPPED))
    return reverse("adjustments:request_approve", args=[request.pk])

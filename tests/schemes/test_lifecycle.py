from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from khuyencong.accounts.roles import ROLES
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.schemes import actions
from khuyencong.schemes.actions import Decision, StepFacts, StepIncomplete
from khuyencong.schemes.lifecycle import (
    CARRIED_OUT,
    LOCAL,
    NATIONAL,
    STEPS,
    WHO,
    State,
    lifecycle_of,
    who_may,
)
from khuyencong.schemes.models import Scheme, StepTaken, Tier
from tests.factories.schemes import SchemeFactory
from tests.schemes.test_record import facts

AT = datetime(2018, 5, 20, tzinfo=UTC)
DECISION = Decision("12/QĐ-SCT", date(2018, 5, 19))

NATIONAL_STATES = frozenset(State)
LOCAL_STATES = NATIONAL_STATES - {State.REGISTERED, State.MINISTRY_APPRAISED}


@pytest.mark.parametrize(
    ("tier", "states"),
    [(tier, NATIONAL_STATES if tier == "national" else LOCAL_STATES) for tier in Tier.values],
)
def test_every_state_of_a_chain_can_be_reached(tier, states):
    assert lifecycle_of(tier).reachable() == states


STEPS_FROM = {
    State.DRAFT: {"submit", "withdraw"},
    State.SUBMITTED: {"return", "appraise", "reject", "withdraw"},
    State.RETURNED: {"submit", "withdraw"},
    State.PLANNED: {"contract", "stop"},
    State.CONTRACTED: {"start", "stop"},
    State.UNDER_WAY: {"accept", "stop"},
    State.ACCEPTED: {"settle", "reopen_acceptance"},
    State.STOPPED: {"terminate"},
    State.TERMINATED: {"reopen_termination"},
    State.SETTLED: {"evaluate", "reopen_settlement"},
    State.EVALUATED: set(),
    State.REJECTED: set(),
    State.WITHDRAWN: set(),
}
LOCAL_ONLY = {State.APPRAISED: {"plan", "withdraw"}}
NATIONAL_ONLY = {
    State.APPRAISED: {"register", "withdraw"},
    State.REGISTERED: {"return_ministry", "appraise_ministry", "reject_ministry", "withdraw"},
    State.MINISTRY_APPRAISED: {"plan", "withdraw"},
}


@pytest.mark.parametrize("state", State)
def test_a_local_scheme_takes_the_steps_of_the_table(state):
    assert set(LOCAL.steps_from(state)) == (STEPS_FROM | LOCAL_ONLY).get(state, set())


@pytest.mark.parametrize("state", State)
def test_a_national_scheme_also_passes_the_ministry(state):
    assert set(NATIONAL.steps_from(state)) == (STEPS_FROM | NATIONAL_ONLY)[state]


def test_every_step_has_roles_that_exist():
    assert set(WHO) == set(STEPS)
    assert set().union(*WHO.values()) <= set(ROLES)


@pytest.mark.parametrize(
    ("step", "tier", "roles"),
    [
        ("plan", "national", {"ministry_leader"}),
        ("plan", "province", {"leader"}),
        ("stop", "national", {"ministry_leader"}),
        ("appraise_ministry", "national", {"ministry_officer"}),
        ("stop", "commune", {"leader"}),
        ("submit", "national", {"centre_officer", "commune_officer"}),
        ("settle", "province", {"accountant"}),
        ("contract", "province", {"centre_officer"}),
        ("contract", "commune", {"centre_officer", "commune_officer"}),
        ("terminate", "national", {"accountant"}),
    ],
)
def test_who_takes_a_step_depends_on_the_programme(step, tier, roles):
    assert who_may(step, tier=tier) == roles


@pytest.mark.django_db
def test_a_step_changes_the_state_and_is_kept(province_officer):
    scheme = SchemeFactory(state=State.SUBMITTED)
    actions.take_step(scheme, "return", by=province_officer, at=AT, note=" Thiếu dự toán ")

    assert Scheme.objects.get().state == State.RETURNED
    assert list(
        StepTaken.objects.values_list("number", "name", "from_state", "to_state", "note")
    ) == [
        (1, "record", "", "submitted", ""),
        (2, "return", "submitted", "returned", "Thiếu dự toán"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "step", "sentence"),
    [
        (State.SUBMITTED, "return", "Bước «Trả lại để hoàn thiện» phải ghi rõ lý do."),
        (State.PLANNED, "contract", "Bước «Ký hợp đồng» phải có số và ngày văn bản."),
    ],
)
def test_a_step_without_its_note_or_decision_is_refused(province_officer, state, step, sentence):
    scheme = SchemeFactory(state=state)

    with pytest.raises(StepIncomplete) as caught:
        actions.take_step(scheme, step, by=province_officer, at=AT, note=" ")

    assert str(caught.value) == sentence


@pytest.mark.django_db
def test_a_step_outside_the_table_is_refused_and_nothing_changes(province_officer):
    scheme = SchemeFactory(state=State.PLANNED)

    with pytest.raises(StepNotAllowed):
        actions.take_step(scheme, "accept", by=province_officer, at=AT)

    assert (Scheme.objects.get().state, StepTaken.objects.count()) == (State.PLANNED, 1)


@pytest.mark.django_db
def test_a_recorded_history_takes_every_step_in_order(province):
    steps = ("submit", "appraise", "plan", "contract", "start", "accept", "settle")
    history = tuple(
        StepFacts(name=name, at=AT, decision=DECISION if STEPS[name].needs_decision else None)
        for name in steps
    )
    scheme = actions.record(facts(province, tier="province", history=history), by=None, at=AT)

    assert scheme.state == State.SETTLED
    assert [taken.label for taken in scheme.history.all()] == [
        "Lập hồ sơ",
        "Trình thẩm định",
        "Thẩm định cấp cơ sở",
        "Giao kế hoạch",
        "Ký hợp đồng",
        "Bắt đầu thực hiện",
        "Nghiệm thu",
        "Thanh lý, quyết toán",
    ]


@pytest.mark.django_db
def test_a_draft_is_no_scheme_of_the_programme_yet(province):
    actions.draft(facts(province), by=None, at=AT)
    counted = {state: SchemeFactory(state=state) for state in State}

    assert set(Scheme.objects.carried_out()) == {counted[state] for state in CARRIED_OUT}


@pytest.mark.django_db
def test_the_database_refuses_a_state_that_no_step_led_to():
    scheme = SchemeFactory(state=State.PLANNED)

    with pytest.raises(IntegrityError, match="bước cuối cùng"):
        _put(scheme, State.ACCEPTED)


@transaction.atomic
def _put(scheme, state):
    Scheme.objects.filter(pk=scheme.pk).update(state=state)
    connection.check_constraints()


@pytest.mark.django_db
def test_the_history_is_never_changed():
    SchemeFactory()

    with pytest.raises(IntegrityError, match="không được sửa"), transaction.atomic():
        StepTaken.objects.update(note="khác")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "return"},
        {"name": "contract"},
        {"name": "dance"},
        {"name": "submit", "decision_number": "12"},
        {"name": "submit", "decision_date": date(2018, 1, 1)},
        {"name": "submit", "number": 1},
    ],
)
def test_the_database_refuses_an_incomplete_step(wrong):
    scheme = SchemeFactory()
    step = {"scheme": scheme, "number": 2, "to_state": State.PLANNED, "at": AT} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        StepTaken.objects.create(**step)

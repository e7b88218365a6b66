"""Who may do what: role × state × action, generated from the tables of the lifecycle."""

import itertools

import pytest

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES
from khuyencong.appraisals import policy
from khuyencong.appraisals.lifecycle import Level, Outcome, level_waiting
from khuyencong.appraisals.models import Appraisal, Council, Seat
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

OFFICERS = {"open", "set up", "opinion", "approve", "return"}
MINISTRY = OFFICERS | {"reject"}
READ = {"read"}
READERS = {
    "leader", "province_officer", "centre_officer", "commune_officer", "accountant",
    "ministry_leader", "ministry_officer",
}  # fmt: skip
MAY = {
    ("province_officer", State.SUBMITTED): OFFICERS,
    ("leader", State.SUBMITTED): {"open", "set up", "reject"},
    ("ministry_officer", State.REGISTERED): MINISTRY,
}


def allowed(user: User, scheme: Scheme) -> set[str]:
    """What the person may do to a scheme that its staff appraises."""
    level = level_waiting(scheme.state) or Level.BASE
    appraisal = Appraisal(scheme=scheme, level=level)
    acts = {
        "read": policy.read_appraisal(user, scheme),
        "open": policy.open_appraisal(user, scheme),
        "set up": policy.appraise(user, appraisal),
        "opinion": policy.give_opinion(user, appraisal, ""),
    }
    acts |= {str(one): one in policy.conclude(user, appraisal, "") for one in Outcome}
    return {name for name, may in acts.items() if may}


@pytest.mark.parametrize(("role", "state"), list(itertools.product(ROLES, State.values)))
def test_role_by_state_by_action(role, state):
    scheme = Scheme(state=state, tier="national")
    reads = READ if role in READERS and state != State.DRAFT else set()

    assert allowed(User(role=role), scheme) == MAY.get((role, state), set()) | reads


@pytest.mark.parametrize("role", ROLES)
def test_a_closed_account_may_nothing(role):
    for state in State.values:
        assert (
            allowed(User(role=role, is_active=False), Scheme(state=state, tier="national")) == set()
        )


@pytest.mark.parametrize(
    ("role", "seat"),
    list(itertools.product(("leader", "province_officer", "council_member"), ("", *Seat))),
)
def test_in_a_council_the_seat_decides_and_not_the_role(role, seat):
    appraisal = Appraisal(
        scheme=Scheme(state="submitted", tier="province"), level="base", council=Council(pk=1)
    )
    user = User(role=role)

    assert policy.give_opinion(user, appraisal, seat) == bool(seat)
    assert policy.conclude(user, appraisal, seat) == (tuple(Outcome) if seat == "chair" else ())


@pytest.mark.parametrize(
    ("role", "council", "seat", "state", "has_locked", "reads"),
    [
        ("province_officer", None, "", "submitted", False, False),
        ("province_officer", None, "", "submitted", True, True),
        ("leader", None, "", "submitted", False, True),
        ("centre_officer", None, "", "submitted", False, False),
        ("ministry_officer", None, "", "submitted", False, False),
        ("council_member", 1, "member", "submitted", False, False),
        ("council_member", 1, "member", "submitted", True, True),
        ("leader", 1, "chair", "submitted", False, False),
        ("leader", 1, "chair", "submitted", True, True),
        ("leader", 1, "", "submitted", False, False),
        ("province_officer", 1, "", "submitted", False, False),
        ("province_officer", 1, "", "appraised", False, True),
        ("council_member", 1, "member", "appraised", False, True),
        ("council_member", 1, "", "appraised", False, False),
        ("centre_officer", None, "", "appraised", False, False),
    ],
)
def test_the_opinions_of_others_are_read_only_by(role, council, seat, state, has_locked, reads):
    appraisal = Appraisal(
        scheme=Scheme(state=state, tier="province"), level="base", council_id=council
    )

    assert policy.read_opinions(User(role=role), appraisal, seat, has_locked=has_locked) is reads


def test_councils_are_recorded_by_those_who_run_the_level():
    may = {
        role: [level for level in Level.values if policy.runs(User(role=role), level)]
        for role in ROLES
    }

    assert {role: levels for role, levels in may.items() if levels} == {
        "leader": ["base"],
        "province_officer": ["base"],
        "ministry_officer": ["ministry"],
    }
    assert {role for role in ROLES if policy.run_councils(User(role=role))} == {
        "leader",
        "province_officer",
        "ministry_officer",
    }
    assert policy.run_council(User(role="leader"), Council(level="ministry")) is False
    assert {role for role in ROLES if policy.open_appraisals(User(role=role))} == READERS | {
        "council_member"
    }

"""Who may do what: the whole table, role by role."""

import pytest

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES
from khuyencong.delivery import policy
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

CENTRE, OFFICER, ACCOUNTANT = "centre_officer", "province_officer", "accountant"
TABLE = {
    policy.sign_contracts: {CENTRE},
    policy.start_work: {CENTRE},
    policy.report_progress: {CENTRE},
    policy.confirm_progress: {OFFICER},
    policy.visit_sites: {CENTRE, OFFICER},
    policy.pay: {ACCOUNTANT},
    policy.file_evidence: {CENTRE, OFFICER, ACCOUNTANT},
    policy.accept_work: {OFFICER},
    policy.settle: {ACCOUNTANT},
    policy.follow_up: {CENTRE, OFFICER},
    policy.evaluate: {OFFICER},
}


@pytest.mark.parametrize("may", TABLE, ids=lambda may: may.__name__)
def test_every_deed_has_its_roles(may):
    assert {role for role in ROLES if may(User(role=role))} == TABLE[may]
    assert not any(may(User(role=role, is_active=False)) for role in ROLES)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (
            state,
            state
            in {
                "planned",
                "contracted",
                "under_way",
                "accepted",
                "settled",
                "evaluated",
                "stopped",
            },
        )
        for state in State.values
    ],
)
def test_delivery_is_shown_from_the_plan_on(state, shown):
    assert policy.has_delivery(User(role=OFFICER), Scheme(state=state)) is shown
    assert not policy.has_delivery(User(role="applicant"), Scheme(state=state))

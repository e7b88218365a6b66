"""Who may do what: the whole table, role by role."""

import pytest

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES
from khuyencong.delivery import policy
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import Unit
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme, Tier

CENTRE, OFFICER, ACCOUNTANT = "centre_officer", "province_officer", "accountant"
COMMUNE = "commune_officer"
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
    policy.cancel: {ACCOUNTANT, OFFICER},
    policy.follow_up: {CENTRE, OFFICER},
    policy.evaluate: {OFFICER},
}


@pytest.mark.parametrize("may", TABLE, ids=lambda may: may.__name__)
@pytest.mark.parametrize("tier", Tier.values)
def test_every_deed_has_its_roles(may, tier):
    scheme = Scheme(tier=tier)
    roles = {role for role in ROLES if may(User(role=role), scheme)}
    assert roles == TABLE[may] | (
        {COMMUNE} if tier == "commune" and CENTRE in TABLE[may] else set()
    )
    assert {role for role in ROLES if may(User(role=role))} >= roles
    assert not any(may(User(role=role, is_active=False), scheme) for role in ROLES)


@pytest.mark.parametrize("may", [policy.pay, policy.settle])
@pytest.mark.parametrize("tier", Tier.values)
def test_a_communes_accountant_keeps_the_books_of_what_communes_manage(may, tier):
    def accountant(level):
        return User(role=ACCOUNTANT, organisation=Organisation(place=Unit(level=level)))

    told = [may(accountant(level), Scheme(tier=tier)) for level in ("province", "commune")]

    assert told == [True, tier == "commune"]


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
                "terminated",
            },
        )
        for state in State.values
    ],
)
def test_delivery_is_shown_from_the_plan_on(state, shown):
    assert policy.has_delivery(User(role=OFFICER), Scheme(state=state)) is shown
    assert not policy.has_delivery(User(role="applicant"), Scheme(state=state))

"""Who writes which paper, the whole table."""

import pytest

from khuyencong.accounts import roles
from khuyencong.accounts.models import User
from khuyencong.papers import policy
from khuyencong.papers.lifecycle import MARKS, PaperKind
from khuyencong.schemes.models import Scheme

CENTRE, COMMUNE, OFFICER, LEADER, ACCOUNTANT, MINISTER, MINISTRY = (
    role.code
    for role in (
        roles.CENTRE_OFFICER,
        roles.COMMUNE_OFFICER,
        roles.PROVINCE_OFFICER,
        roles.LEADER,
        roles.ACCOUNTANT,
        roles.MINISTRY_LEADER,
        roles.MINISTRY_OFFICER,
    )
)
LOCAL = {
    "dossier": {CENTRE, COMMUNE},
    "estimate": {CENTRE, COMMUNE},
    "training_programme": {CENTRE, COMMUNE},
    "infrastructure_report": {CENTRE, COMMUNE},
    "return_notice": {OFFICER},
    "council_decision": {OFFICER},
    "work_plan": {CENTRE},
    "work_plan_decision": {OFFICER, LEADER},
    "visit_minutes": {OFFICER, CENTRE},
    "change_letter": {CENTRE, COMMUNE},
    "final_report": {CENTRE},
    "settlement_sheet": {ACCOUNTANT, CENTRE},
    "payment_sheet": {ACCOUNTANT, CENTRE},
    "reconciliation": {ACCOUNTANT, CENTRE},
    "registration_table": set(),
    "year_reconciliation": {ACCOUNTANT, CENTRE},
    "follow_up": {OFFICER, CENTRE},
    "submission": {CENTRE, COMMUNE, OFFICER},
    "appraisal_sheet": {OFFICER},
    "council_minutes": {OFFICER},
    "plan_decision": {LEADER, OFFICER},
    "contract": {CENTRE, OFFICER},
    "appendix": {CENTRE, OFFICER},
    "advance_request": {CENTRE},
    "progress_contract": {CENTRE},
    "progress_volume": {CENTRE},
    "acceptance_minutes": {OFFICER, CENTRE},
    "liquidation_minutes": {ACCOUNTANT, CENTRE, OFFICER},
    "voucher_list": {ACCOUNTANT, CENTRE},
    "voucher_list_all": {ACCOUNTANT, CENTRE},
    "adjustment_decision": {LEADER, OFFICER},
}
NATIONAL = LOCAL | {
    "submission": {CENTRE, COMMUNE, OFFICER, LEADER},
    "registration_table": {LEADER, OFFICER},
    "appraisal_sheet": {OFFICER, MINISTRY},
    "council_decision": {OFFICER, MINISTRY},
    "council_minutes": {OFFICER, MINISTRY},
    "return_notice": {OFFICER, MINISTRY},
    "plan_decision": {MINISTER, MINISTRY, OFFICER},
    "adjustment_decision": {MINISTER, MINISTRY, LEADER, OFFICER},
}


@pytest.mark.parametrize(("tier", "table"), [("province", LOCAL), ("national", NATIONAL)])
def test_each_kind_of_paper_is_written_by_its_roles(tier, table):
    scheme = Scheme(tier=tier)

    found = {
        kind.value: {
            code for code in roles.ROLES if policy.write_paper(User(role=code), scheme, kind)
        }
        for kind in PaperKind
    }

    assert found == table


def test_a_commune_writes_of_its_own_schemes_what_a_centre_may_write():
    def written_by(role):
        return {kind for kind in PaperKind if role in policy.writers_of(kind, tier="commune")}

    assert written_by(COMMUNE) >= written_by(CENTRE) > set()
    assert PaperKind.VISIT_MINUTES in written_by(COMMUNE)


def test_a_commune_reconciles_with_nobody():
    assert policy.writers_of(PaperKind.YEAR_RECONCILIATION, tier="commune") == frozenset()


def test_every_kind_has_its_mark_and_its_step():
    assert (set(MARKS), set(policy.STEP_OF)) == (set(PaperKind), set(PaperKind))


@pytest.mark.parametrize("code", roles.ROLES)
def test_who_writes_nothing_and_who_sees_nothing(code):
    user = User(role=code)
    writes = {code for table in (LOCAL, NATIONAL) for found in table.values() for code in found}

    assert policy.write_papers(user) == policy.open_scans(user) == (code in writes)
    assert policy.open_papers(user) == policy.view_records(user)


def test_a_deactivated_person_writes_nothing():
    user = User(role=OFFICER, is_active=False)

    assert policy.kinds_written(user, Scheme(tier="province")) == frozenset()


def test_the_leaders_office_of_a_province_words_its_papers(leader, province_officer, administrator):
    people = (leader, province_officer, administrator)

    assert [policy.edit_templates(person) for person in people] == [True, False, False]

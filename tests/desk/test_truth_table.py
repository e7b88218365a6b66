"""Every role × every state of every programme: what waits, in words."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts import roles
from khuyencong.desk.worklist import worklist_of
from khuyencong.schemes.lifecycle import lifecycle_of
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db
MAY = date(2026, 5, 13)
MOST_QUERIES = 8  # the page itself reads the session, the person, the counts and the reports

PREPARES = {
    "draft": ["hoàn thiện hồ sơ và trình thẩm định."],
    "returned": ["hoàn thiện hồ sơ được trả lại."],
}
CARRIES_OUT = {
    **PREPARES,
    "planned": ["ký hợp đồng."],
    "contracted": ["bắt đầu thực hiện."],
    "accepted": ["lập hồ sơ quyết toán."],
    "stopped": ["kê chứng từ, giải trình phần đã làm."],
}
APPRAISES = {"submitted": ["thẩm định cấp cơ sở: mở thẩm định."]}
SETTLES = {
    "accepted": ["thanh lý, quyết toán."],
    "stopped": ["thanh lý, quyết toán phần đã làm."],
}
NOTHING = ["collaborator", "council_member", "applicant", "administrator"]


def gives(programme):
    """One sentence for all that waits for a plan: to who composes it and to who decides it."""
    return {programme: ["1 đề án đã thẩm định chờ đưa vào kế hoạch năm 2027."]}


TABLE = {
    "national": {
        "leader": {"appraised": ["đăng ký với Bộ Công Thương."]},
        "province_officer": APPRAISES,
        "centre_officer": CARRIES_OUT,
        "commune_officer": PREPARES,
        "accountant": SETTLES,
        "ministry_officer": {
            "registered": ["thẩm định cấp Bộ: mở thẩm định."],
            **gives("Khuyến công quốc gia"),
        },
        "ministry_leader": gives("Khuyến công quốc gia"),
    },
    "province": {
        "leader": gives("Khuyến công địa phương (tỉnh)"),
        "province_officer": {**APPRAISES, **gives("Khuyến công địa phương (tỉnh)")},
        "centre_officer": CARRIES_OUT,
        "commune_officer": PREPARES,
        "accountant": SETTLES,
        "ministry_officer": {},
        "ministry_leader": {},
    },
    "commune": {
        "leader": gives("Khuyến công địa phương (xã)"),
        "province_officer": {**APPRAISES, **gives("Khuyến công địa phương (xã)")},
        "centre_officer": CARRIES_OUT,
        "commune_officer": CARRIES_OUT,
        "accountant": SETTLES,
        "ministry_officer": {},
        "ministry_leader": {},
    },
}


@pytest.mark.parametrize("tier", TABLE)
def test_each_role_is_told_its_step_of_each_state(
    law,
    tier,
    province,
    leader,
    province_officer,
    centre_officer,
    commune_officer,
    accountant,
    ministry_officer,
):
    """The schemes are the commune's own, so that everybody of the province sees them."""
    for state in lifecycle_of(tier).reachable():
        SchemeFactory(
            code=state,
            tier=tier,
            state=state,
            province=province,
            start_year=2027,
            implementer=commune_officer.organisation,
        )
    here, nation = OrganisationFactory(place=province), OrganisationFactory(ministry=True)
    minister = UserFactory(role="ministry_leader", organisation=nation)
    others = [
        UserFactory(role=role, organisation=None if role == roles.ADMINISTRATOR.code else here)
        for role in NOTHING
    ]

    found = {
        person.role: _by_state(person)
        for person in (
            leader,
            province_officer,
            centre_officer,
            commune_officer,
            accountant,
            ministry_officer,
            minister,
            *others,
        )
    }

    assert found == {**TABLE[tier], **dict.fromkeys(NOTHING, {})}


def _by_state(person):
    """State (or programme) → what waits; read with few queries, for the page has twelve."""
    told = {}
    with CaptureQueriesContext(connection) as queries:
        rows = worklist_of(person, today=MAY)
    assert len(queries) <= MOST_QUERIES
    for row in rows:
        who, _, words = row.sentence.partition(": ")
        told.setdefault(who.partition(" – ")[0], []).append(words)
    return told

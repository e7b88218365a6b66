"""Who may what of needs and dossiers, by role and state, generated from the tables."""

import pytest

from khuyencong.accounts.roles import ROLES, Permission
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.models import Attachment, Dossier, NeedDraft, readable_by
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Tier
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import (
    AT,
    AttachmentFactory,
    DossierFactory,
    NeedDraftFactory,
    WaiverFactory,
)
from tests.factories.organisations import OrganisationFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db

PREPARE = {"centre_officer", "commune_officer"}
SEE = {code for code, role in ROLES.items() if Permission.VIEW_RECORDS in role.permissions}
RECORD = {"province_officer", "centre_officer", "commune_officer", "collaborator"}


@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may(role, province):
    person = UserFactory.build(role=role, organisation=None)

    assert {
        "record": policy.record_needs(person),
        "needs": policy.view_needs(person),
        "dossiers": policy.view_dossiers(person),
        "prepare": policy.prepare_dossiers(person),
    } == {
        "record": role in RECORD,
        "needs": role in RECORD | SEE,
        "dossiers": role in SEE,
        "prepare": role in PREPARE,
    }


@pytest.mark.parametrize("tier", Tier.values)
@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", ROLES)
def test_what_a_role_may_with_a_dossier(role, state, tier):
    person = UserFactory.build(role=role, organisation=None)
    scheme = SchemeFactory.build(state=state, tier=tier, province=None)

    assert (policy.prepare_dossier(person, scheme), policy.read_dossier(person, scheme)) == (
        role in PREPARE and state in ("draft", "returned"),
        role in SEE and (role in PREPARE or state != "draft"),
    )


def test_a_deactivated_person_may_nothing(deactivated):
    scheme = SchemeFactory.build(state="draft", province=None)
    deactivated.role = "centre_officer"

    assert not any(
        (
            policy.record_needs(deactivated),
            policy.view_needs(deactivated),
            policy.prepare_dossiers(deactivated),
            policy.prepare_dossier(deactivated, scheme),
            policy.read_dossier(deactivated, scheme),
        )
    )


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("draft", {"centre_officer"}),
        ("submitted", {"centre_officer", "province_officer", "leader", "ministry_officer"}),
        ("returned", {"centre_officer", "province_officer", "leader", "ministry_officer"}),
    ],
)
def test_a_dossier_and_its_papers_are_read_in_the_place_once_submitted(
    request, province, state, readers
):
    scheme = SchemeFactory(state=state, province=province)
    dossier, paper = DossierFactory(scheme=scheme), AttachmentFactory(scheme=scheme)
    cast = ["centre_officer", "province_officer", "leader", "ministry_officer", "stranger"]

    seen = {
        name
        for name in cast
        if list(readable_by(request.getfixturevalue(name))) == [scheme]
        and list(Attachment.objects.visible_to(request.getfixturevalue(name))) == [paper]
        and list(Dossier.objects.visible_to(request.getfixturevalue(name))) == [dossier]
    }

    assert seen == readers


def test_a_commune_sees_the_dossiers_it_prepares(commune_officer, province):
    own = SchemeFactory(state="draft", province=province, implementer=commune_officer.organisation)
    SchemeFactory(state="draft", province=province, implementer=OrganisationFactory())

    assert list(readable_by(commune_officer)) == [own]


def test_what_is_being_typed_is_seen_by_its_author_alone(commune_officer, centre_officer):
    mine = NeedDraftFactory(by=commune_officer)
    NeedDraftFactory(by=centre_officer)

    assert list(NeedDraft.objects.visible_to(commune_officer)) == [mine]


def test_without_law_a_dossier_has_no_parts_and_says_so(centre_officer, province):
    scheme = SchemeFactory(state="draft", province=province)
    actions.open_dossier(scheme, by=centre_officer, at=AT)

    sentences = [one.sentence for one in queries.missing_for_submission(scheme)]

    assert "Chưa có quy định về các phần của hồ sơ: cần nạp quy định trước." in sentences


def test_a_waiver_without_a_reason_says_nothing():
    assert str(WaiverFactory.build(scheme=None, requirement=None, by=None)).startswith("Đơn vị")

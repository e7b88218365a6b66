"""Every address of surveys and dossiers, opened by those whom it does not concern."""

import pytest
from django.urls import reverse

from khuyencong.accounts import roles
from khuyencong.dossiers import actions, queries
from khuyencong.dossiers.models import Attachment, Need
from khuyencong.dossiers.urls import urlpatterns
from khuyencong.schemes import actions as schemes
from tests.dossiers.conftest import PDF
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import AT, NeedFactory
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db

OF_ONE_RECORD = [one.name for one in urlpatterns if one.pattern.converters]
KEYS = {
    "need_to_dossier": "need",
    "coverage_of_place": "commune",
    "estimate_edit_item": "item",
    "attachment_file": "paper",
    "attachment_withdraw": "paper",
    "attachment_waive": "asked",
}


@pytest.fixture
def records(ready, province, centre_officer):
    """One of everything in Nghệ An, by the word the addresses know it by."""
    commune = CommuneFactory(province=province)
    extra = actions.hand_in(ready, PDF, title="Ảnh", requirement=None, by=centre_officer, at=AT)
    checklist = queries.checklist_of(ready.dossier)
    return {
        "code": ready.code,
        "need": NeedFactory(commune=commune).pk,
        "commune": commune.pk,
        "line": ready.lines.get().pk,
        "item": queries.items_of(ready).get().pk,
        "paper": extra.pk,
        "asked": next(one.asked.pk for one in checklist.requirements if one.may_be_waived),
    }


def addresses(records, names=tuple(one.name for one in urlpatterns)):
    for one in urlpatterns:
        if one.name in names:
            known = {"code": records["code"], "number": 3}
            known["key"] = records[KEYS.get(one.name, "line")]
            wanted = one.pattern.converters
            yield reverse(f"dossiers:{one.name}", kwargs={name: known[name] for name in wanted})


@pytest.mark.parametrize("role", ["centre_officer", "commune_officer"])
def test_a_stranger_of_the_same_role_finds_nothing(records, stranger, sign_in, role):
    stranger.role = role
    stranger.save()
    client = sign_in(stranger)

    answers = {
        (address, method(address).status_code)
        for address in addresses(records, OF_ONE_RECORD)
        for method in (client.get, client.post)
    }

    assert {status for _, status in answers} <= {404, 405}
    assert Attachment.objects.filter(withdrawn_at__isnull=False).count() == 0


def test_who_has_not_signed_in_or_no_longer_may_is_sent_to_sign_in(
    records, client, sign_in, deactivated
):
    for one in (client, sign_in(deactivated)):
        answers = {one.get(address).url.partition("?")[0] for address in addresses(records)}

        assert answers == {"/dang-nhap/"}


@pytest.mark.parametrize("role", ["applicant", "council_member", "administrator"])
def test_roles_outside_the_programme_open_nothing(records, sign_in, role, department):
    person = UserFactory(role=role, organisation=department)
    client = sign_in(person)

    answers = {client.get(address).status_code for address in addresses(records)}

    assert answers <= {403, 404, 405}  # 404: an applicant asks for its own establishment, or none


def test_a_collaborator_opens_the_survey_and_no_dossier(records, sign_in, province):
    place = CommuneFactory(province=province)
    collaborator = UserFactory(role=roles.COLLABORATOR.code)
    collaborator.organisation.place = place
    collaborator.organisation.save()
    client = sign_in(collaborator)

    opened = {
        address.split("/")[1]
        for address in addresses(records)
        if client.get(address).status_code == 200
    }

    assert opened == {"khao-sat"}


def test_who_declared_an_interest_sees_neither_the_dossier_nor_its_need(
    ready, colleague, commune_officer, sign_in
):
    need = NeedFactory(commune=commune_officer.organisation.place, scheme=ready)
    page = reverse("dossiers:dossier_detail", args=[ready.code])
    before = sign_in(colleague).get(page).status_code

    schemes.recuse(ready, person=colleague, reason="Người nhà.", at=AT)

    assert (before, sign_in(colleague).get(page).status_code) == (200, 404)
    assert list(Need.objects.visible_to(colleague)) == []
    assert list(Need.objects.visible_to(commune_officer)) == [need]

"""What a member of a council may save, and what a declared interest hides of sums and copies."""

import pytest

from khuyencong.dossiers.actions import copy_dossier
from khuyencong.schemes import actions as schemes
from tests.access.conftest import AT
from tests.access.test_every_address import signed_in
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_member_of_the_council_saves_the_papers_and_no_other_person_outside_does(everything):
    address = f"/tham-dinh/KIN-2/giay-to/{everything.attachment}/"
    member = everything.own["council_member"]
    other = UserFactory(role="council_member", organisation=member.organisation)

    page = signed_in(member).get("/tham-dinh/KIN-2/ho-so/")
    answer = signed_in(member).get(address)

    assert address in page.content.decode()
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert signed_in(other).get(address).status_code == 404
    schemes.recuse(everything.waiting, person=member, reason="Người nhà", at=AT)
    assert signed_in(member).get(address).status_code == 404


def test_sums_leave_out_the_scheme_of_a_declared_interest(everything):
    leader, officer = everything.own["leader"], everything.own["province_officer"]
    address = "/so-lieu/?measure={}&place=Nghệ+An&records=real&period=2026-2027"

    def sums(person):
        pages = [
            signed_in(person).get(address.format(measure), follow=True).context["opened"]
            for measure in ("schemes", "support", "beneficiaries")
        ]
        return [page.evaluation.value or 0 for page in pages]

    before = sums(leader)
    schemes.recuse(everything.running, person=leader, reason="Góp vốn", at=AT)

    assert sums(officer) == before
    assert [now - then for now, then in zip(sums(leader), before, strict=True)] == [
        -1,
        -200_000_000,
        -1,
    ]


def test_a_copy_does_not_name_the_scheme_that_it_began_as(everything):
    centre = everything.own["centre_officer"]
    copy = copy_dossier(everything.waiting, year=2028, by=centre, at=AT)
    colleague = UserFactory(role="centre_officer", organisation=centre.organisation)
    schemes.recuse(everything.waiting, person=colleague, reason="Người nhà", at=AT)

    told = {
        person.pk: "/ho-so/KIN-2/" in signed_in(person).get(f"/ho-so/{copy.code}/").content.decode()
        for person in (centre, colleague)
    }

    assert told == {centre.pk: True, colleague.pk: False}

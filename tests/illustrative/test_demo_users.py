from functools import partial
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES
from khuyencong.establishments.models import Establishment
from khuyencong.illustrative.people import people_of
from khuyencong.organisations.actions import add_organisation
from khuyencong.organisations.models import Organisation
from tests.factories.establishments import EstablishmentFactory
from tests.factories.schemes import BeneficiaryFactory


def _run(**options):
    said = StringIO()
    call_command("create_demo_users", stdout=said, **options)
    return said.getvalue()


def test_every_role_gets_one_labelled_account_with_a_password_said_once(province):
    said = _run()

    people = User.objects.all()
    password = said.rpartition("Mật khẩu chung: ")[2].strip()
    assert {person.role for person in people} == set(ROLES)
    assert all(person.is_illustrative and person.check_password(password) for person in people)
    assert len(password) >= 12


def test_a_second_run_gives_the_same_accounts_a_new_password(province, settings):
    _run()
    settings.DEMO_PASSWORD = "mot cum tu du dai"

    said = _run()

    assert "Mật khẩu chung: mot cum tu du dai" in said
    assert User.objects.count() == len(ROLES)
    assert all(person.check_password("mot cum tu du dai") for person in User.objects.all())


def test_a_place_is_found_without_marks(province, other_province):
    _run(place="ha tinh")

    officer = User.objects.get(username="minhhoa-province-officer")
    assert officer.scope_unit == other_province
    assert officer.organisation.name == "Sở Công Thương Hà Tĩnh (minh họa)"


def test_people_work_at_the_bodies_of_the_illustrative_schemes_where_there_are_any(
    province, other_province
):
    add = partial(add_organisation, kind="promotion_centre", is_illustrative=True)
    add(code="khac", name="Trung tâm Khuyến công Hà Tĩnh (minh họa)", place=other_province)
    centre = add(code="co", name="Trung tâm Khuyến công Nghệ An (minh họa)", place=province)
    people_of(province, centre)

    _run()
    _run()

    bodies = {
        person.organisation.name: person.organisation
        for person in User.objects.filter(
            username__startswith="minhhoa-", organisation__place=province
        )
    }
    found = Organisation.objects.filter(name__in=bodies, place=province)
    assert bodies.keys() == {
        "Sở Công Thương Nghệ An (minh họa)",
        "Trung tâm Khuyến công Nghệ An (minh họa)",
        "Đơn vị ngoài ngành Nghệ An (minh họa)",
        "Ủy ban nhân dân tỉnh Nghệ An (minh họa)",
    }
    assert found.count() == len(bodies)
    assert bodies[centre.name] == centre


def test_an_unknown_province_is_told_in_a_sentence(db):
    with pytest.raises(CommandError, match="Không tìm thấy tỉnh «Atlantis»"):
        _run(place="Atlantis")


def test_the_applicant_is_given_the_illustrative_establishment_with_most_schemes(province):
    EstablishmentFactory(province=province, illustrative=True)
    busy = EstablishmentFactory(province=province, illustrative=True)
    BeneficiaryFactory(establishment=busy, scheme__province=province, scheme__illustrative=True)
    EstablishmentFactory(province=province)

    said = [_run(), _run()]

    applicant = User.objects.get(username="minhhoa-applicant")
    assert list(Establishment.objects.visible_to(applicant)) == [busy]
    assert all(f"minhhoa-applicant là người của {busy} ({busy.code})." in one for one in said)
    assert applicant.representations.get().given_by.username == "minhhoa-centre-officer"


def test_without_illustrative_establishments_the_applicant_waits_for_one(province):
    assert "minhhoa-applicant chưa có cơ sở: hãy chạy `manage.py load_illustrative`" in _run()

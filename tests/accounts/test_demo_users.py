from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES


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
    assert officer.organisation.name == "Sở Công Thương tỉnh Hà Tĩnh (minh họa)"


def test_an_unknown_province_is_told_in_a_sentence(db):
    with pytest.raises(CommandError, match="Không tìm thấy tỉnh «Atlantis»"):
        _run(place="Atlantis")

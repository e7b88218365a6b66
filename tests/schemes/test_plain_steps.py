"""Steps that have no page of an app: a note, a button, and the scheme stands elsewhere."""

import pytest

from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme, StepTaken, Tier
from khuyencong.schemes.panels import steps_of
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(province):
    return SchemeFactory(code="KCDP-2026-40-001", province=province, state=State.SUBMITTED)


ADDRESS = "/de-an/KCDP-2026-40-001/buoc/{}/"


def test_a_dossier_is_withdrawn_with_its_reason(submitted, sign_in, centre_officer):
    page = ADDRESS.format("rut-ho-so")
    client = sign_in(centre_officer)
    assert ("Rút hồ sơ", page) in steps_of(submitted, centre_officer)

    silent = client.post(page, {"note": " "})
    done = client.post(page, {"note": "Cơ sở không đầu tư nữa."}, follow=True)

    assert silent.context["form"].errors == {"note": ["Trường này là bắt buộc."]}
    assert [str(one) for one in done.context["messages"]] == ["Đã thực hiện: Rút hồ sơ."]
    last = StepTaken.objects.last()
    assert (Scheme.objects.get().state, last.name, last.note, last.by) == (
        State.WITHDRAWN,
        "withdraw",
        "Cơ sở không đầu tư nữa.",
        centre_officer,
    )
    again = client.get(page, follow=True)
    assert [str(one) for one in again.context["messages"]] == [
        "Đề án đang ở tình trạng «Đã rút hồ sơ»."
    ]


def test_the_leader_registers_a_national_scheme_without_a_note(province, sign_in, leader):
    SchemeFactory(
        code="KCDP-2026-40-001", province=province, state=State.APPRAISED, tier=Tier.NATIONAL
    )

    sign_in(leader).post(ADDRESS.format("dang-ky-voi-bo"), {"note": ""})

    assert Scheme.objects.get().state == State.REGISTERED


@pytest.mark.parametrize(
    ("person", "word", "status"),
    [
        ("province_officer", "rut-ho-so", 403),
        ("leader", "rut-ho-so", 403),
        ("centre_officer", "dang-ky-voi-bo", 403),
        ("centre_officer", "ngung", 404),
        ("stranger", "rut-ho-so", 403),
    ],
)
def test_whose_step_it_is_not_is_refused(submitted, sign_in, request, person, word, status):
    client = sign_in(request.getfixturevalue(person))

    assert client.get(ADDRESS.format(word)).status_code == status

"""What a declared interest hides of dossiers and of the needs they came from.

Strangers are sent to every address by tests/access.
"""

import pytest
from django.urls import reverse

from khuyencong.dossiers.models import Need
from khuyencong.schemes import actions as schemes
from tests.factories.dossiers import AT, NeedFactory

pytestmark = pytest.mark.django_db


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

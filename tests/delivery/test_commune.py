"""A scheme that a commune manages: its officer contracts and reports, the department accepts."""

import pytest

from khuyencong.delivery import actions
from khuyencong.delivery.actions import Terms
from tests.delivery.conftest import at, contract_facts, fresh, line_of, plan_scheme

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_commune(law, province, commune_officer):
    return plan_scheme(province, commune_officer.organisation, tier="commune", sub_content="")


DEEDS = ["hop-dong/", "bat-dau/", "tien-do/bao-cao/", "kiem-tra/"]


@pytest.mark.parametrize("deed", DEEDS)
def test_the_commune_carries_out_what_it_manages(of_commune, sign_in, commune_officer, deed):
    page = sign_in(commune_officer).get(f"/thuc-hien/{of_commune.code}/{deed}")

    assert page.status_code == 200


@pytest.mark.parametrize("deed", DEEDS)
def test_what_the_centre_carries_out_is_not_the_communes(law, province, sign_in, deed, request):
    officer = request.getfixturevalue("commune_officer")
    scheme = plan_scheme(province, officer.organisation, tier="province")

    assert sign_in(officer).get(f"/thuc-hien/{scheme.code}/{deed}").status_code == 403


def test_who_is_waited_for_is_the_commune(of_commune, sign_in, commune_officer, accountant):
    terms = {line_of(of_commune).pk: Terms(50, "12/QĐ-UBND")}
    facts = contract_facts(of_commune, terms=terms)
    actions.sign(of_commune, facts, by=commune_officer, at=at(3, 10))

    pages = [
        sign_in(person).get(f"/thuc-hien/{of_commune.code}/")
        for person in (commune_officer, accountant)
    ]

    told = ("Bắt đầu thực hiện đề án.", "Ủy ban nhân dân cấp xã")
    assert [
        [
            (todo.sentence, who, todo.deed in page.context["deeds"])
            for todo, who in page.context["todos"]
        ]
        for page in pages
    ] == [[(*told, True)], [(*told, False)]]
    assert fresh(of_commune).state == "contracted"

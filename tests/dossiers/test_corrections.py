"""Needs and outreach put right and withdrawn: who, when, and what stood before."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from khuyencong.dossiers import actions, queries
from khuyencong.dossiers.models import Need, Outreach, SurveyChange
from tests.dossiers.conftest import draft_facts
from tests.factories.dossiers import AT, NeedFactory, OutreachFactory
from tests.factories.establishments import EstablishmentFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"dossiers:{name}", args=args)


def opened(client, page):
    """The fields of a form as they stand, with the mark of what was seen."""
    response = client.get(page)
    values = {field.name: field.value() for field in response.context["form"]}
    row = response.context.get("need") or response.context["outreach"]
    filled = {name: value for name, value in values.items() if value not in (None, "", [])}
    return {**filled, "seen": row.fingerprint}


@pytest.fixture
def commune(commune_officer):
    return commune_officer.organisation.place


@pytest.fixture
def client(sign_in, commune_officer):
    return sign_in(commune_officer)


def test_a_need_is_corrected_and_the_old_value_stays(client, commune, commune_officer):
    need = NeedFactory(commune=commune, name="Hộ Lan", investment_vnd=500_000_000)
    page = address("need_edit", need.pk)
    posted = opened(client, page)

    corrected = client.post(page, posted | {"name": "Hộ Lan Anh", "investment_vnd": "600 triệu"})
    late = client.post(page, posted | {"name": "Hộ Khác"}).content.decode()
    shown = client.get(address("need_detail", need.pk)).content.decode()

    assert corrected.url == address("need_detail", need.pk)
    assert list(
        SurveyChange.objects.values_list("need", "label", "old_text", "new_text", "by")
    ) == [
        (need.pk, "Tên cơ sở", "Hộ Lan", "Hộ Lan Anh", commune_officer.pk),
        (
            need.pk,
            "Vốn tự đầu tư dự kiến",
            "500.000.000 đồng",
            "600.000.000 đồng",
            commune_officer.pk,
        ),
    ]
    assert "vừa được người khác sửa hoặc rút" in late
    assert "trước là «Hộ Lan»" in shown.replace("\n", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyChange.objects.update(old_text="khác")


def test_a_need_is_withdrawn_with_a_reason_and_counts_no_more(client, commune, centre_officer):
    need = NeedFactory(commune=commune, name="Hộ Lan")
    page = address("need_withdraw", need.pk)

    without = client.post(page, {"reason": ""}).status_code
    client.post(page, {"reason": "Ghi nhầm cơ sở"})

    need.refresh_from_db()
    assert (without, need.withdrawn_reason) == (200, "Ghi nhầm cơ sở")
    assert list(queries.needs_of(centre_officer, {})) == []
    assert list(queries.needs_of(centre_officer, {"state": "withdrawn"})) == [need]
    reached = queries.Reached(commune.province)
    assert queries.coverage_of(centre_officer, reached).total.new_names == 0
    assert client.get(address("need_edit", need.pk)).status_code == 200
    facts = actions.NeedFacts(commune=commune, name="x", content="machine", year=2027)
    by, seen = need.withdrawn_by, need.fingerprint
    with pytest.raises(actions.ChangedMeanwhile):
        actions.correct_need(need, facts, seen=seen, by=by, at=AT)


def test_a_need_that_became_a_dossier_is_not_withdrawn(client, commune):
    scheme = SchemeFactory(province=commune.province, state="draft")
    need = NeedFactory(commune=commune, scheme=scheme)

    told = client.post(address("need_withdraw", need.pk), {"reason": "x"}).content.decode()

    need.refresh_from_db()
    assert "hãy rút hồ sơ đề án" in told
    assert need.withdrawn_at is None


def test_no_dossier_is_made_from_a_need_withdrawn_meanwhile(commune, centre_officer):
    need = NeedFactory(commune=commune, name="Hộ Lan")
    scheme = SchemeFactory(province=commune.province, state="draft", form="group")
    actions.withdraw_need(need, reason="ghi hai lần", by=centre_officer, at=AT)
    facts = draft_facts(centre_officer, commune.province)

    with pytest.raises(actions.NeedWithdrawn, match="Phiếu nhu cầu của Hộ Lan đã được rút"):
        actions.draft_from_need(need, facts, legal_form="household", by=centre_officer, at=AT)
    with pytest.raises(actions.NeedWithdrawn):
        actions.join_group(need, scheme, legal_form="household")


@pytest.mark.parametrize(
    ("factory", "withdraw"),
    [(NeedFactory, actions.withdraw_need), (OutreachFactory, actions.withdraw_outreach)],
)
def test_whoever_withdraws_says_why_and_the_first_reason_stays(
    commune, commune_officer, centre_officer, factory, withdraw
):
    row = factory(commune=commune)

    with pytest.raises(actions.NoReason, match="Rút phiếu phải ghi lý do"):
        withdraw(row, reason=" ", by=commune_officer, at=AT)
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason) == (None, None, "")

    withdraw(row, reason=" Ghi hai lần ", by=commune_officer, at=AT)
    withdraw(row, reason="Lý do khác", by=centre_officer, at=AT + timedelta(days=1))
    row.refresh_from_db()
    assert (row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason) == (
        commune_officer,
        AT,
        "Ghi hai lần",
    )


def test_an_outreach_is_corrected_and_withdrawn(client, commune, commune_officer):
    told, other = EstablishmentFactory.create_batch(2, province=commune.province, commune=commune)
    outreach = OutreachFactory(commune=commune, establishments=[told])
    page = address("outreach_edit", outreach.pk)

    posted = opened(client, page) | {"people_count": 50, "establishments": [other.pk]}
    corrected = client.post(page, posted)
    late = client.post(page, posted).content.decode()
    client.post(address("outreach_withdraw", outreach.pk), {"reason": "Ghi hai lần"})

    outreach.refresh_from_db()
    assert corrected.url == address("outreach_detail", outreach.pk)
    assert "vừa được người khác sửa" in late
    assert list(outreach.corrections.values_list("label", "old_text", "new_text")) == [
        ("Số lượt người", "40", "50"),
        ("Các cơ sở có tên trong sổ", told.name, other.name),
    ]
    assert (outreach.withdrawn_by, outreach.withdrawn_reason) == (commune_officer, "Ghi hai lần")
    assert list(Outreach.objects.in_force()) == []
    listed = client.get(address("outreach_list") + "?da-rut=1").content.decode()
    assert address("outreach_detail", outreach.pk) in listed
    assert client.get(address("outreach_detail", outreach.pk)).status_code == 200


def test_the_establishments_of_the_chosen_commune_are_offered(sign_in, centre_officer, commune):
    EstablishmentFactory(province=commune.province, commune=commune, name="HTX Vinh Lộc")
    centre, page = sign_in(centre_officer), address("outreach_add")

    nothing = centre.get(page).content.decode()
    by_htmx = centre.get(page, {"commune": commune.pk}, HTTP_HX_REQUEST="true").content.decode()
    by_button = centre.post(page, {"commune": commune.pk, "list": "1"}).content.decode()

    assert ["HTX Vinh Lộc" in shown for shown in (nothing, by_htmx, by_button)] == [
        False,
        True,
        True,
    ]
    assert Outreach.objects.count() == 0


@pytest.mark.parametrize("name", ["need_detail", "need_edit", "need_withdraw"])
def test_a_stranger_finds_no_need(sign_in, stranger, commune, name):
    need = NeedFactory(commune=commune)

    assert sign_in(stranger).get(address(name, need.pk)).status_code == 404
    assert Need.objects.get().withdrawn_at is None

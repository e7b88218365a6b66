from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyencong.dossiers import actions, queries
from khuyencong.dossiers.actions import NeedFacts, OutreachFacts
from khuyencong.dossiers.models import EstimateItem, Need, NeedDraft, Outreach
from khuyencong.establishments.models import Establishment
from tests.dossiers.conftest import draft_facts
from tests.factories.dossiers import AT, NeedFactory, OutreachFactory
from tests.factories.establishments import EstablishmentFactory
from tests.factories.places import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(commune_officer):
    return commune_officer.organisation.place


def test_a_need_is_recorded_and_the_form_begins_anew(commune, commune_officer):
    actions.keep_need_draft({"name": "Hộ"}, by=commune_officer, at=AT)
    facts = NeedFacts(
        commune=commune,
        name="Hộ Lan",
        phone="0912",
        content="machine",
        item="Máy sấy",
        investment_vnd=500_000_000,
        year=2027,
        quarter=2,
        heard_from="commune",
    )

    need = actions.record_need(facts, by=commune_officer, at=AT)

    assert (need.province, need.fold, need.recorded_by) == (
        commune.province,
        "ho lan",
        commune_officer,
    )
    assert str(need) == "Hộ Lan: ứng dụng máy móc tiên tiến, chuyển giao công nghệ"
    assert NeedDraft.objects.count() == 0


def test_a_button_pressed_twice_records_one_need(commune, commune_officer, centre_officer):
    facts = NeedFacts(commune=commune, name="Hộ Lan", phone="09", content="machine", year=2027)

    def record(by, seconds, **more):
        at = AT + timedelta(seconds=seconds)
        return actions.record_need(replace(facts, **more), by=by, at=at).pk

    first = record(commune_officer, 0)
    again = record(commune_officer, 10)
    others = {
        record(commune_officer, 11),
        record(commune_officer, 12, item="Máy sấy"),
        record(centre_officer, 12),
    }

    assert (again, len(others - {first}), Need.objects.count()) == (first, 3, 4)


def test_what_is_typed_is_kept_once_for_a_person(commune_officer):
    for name in ("Hộ", "Hộ Lan"):
        draft = actions.keep_need_draft({"name": name}, by=commune_officer, at=AT)

    assert list(NeedDraft.objects.values_list("typed", flat=True)) == [{"name": "Hộ Lan"}]
    assert str(draft) == "Hộ Lan"
    actions.drop_need_draft(by=commune_officer)
    assert not NeedDraft.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"phone": ""},
        {"name": ""},
        {"content": "gold"},
        {"heard_from": "bird"},
        {"investment_vnd": 0},
        {"quarter": 5},
    ],
)
def test_the_database_refuses_a_need_that_makes_no_sense(commune, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        NeedFactory(commune=commune, **wrong)


def test_outreach_names_who_was_told(commune, commune_officer):
    named = EstablishmentFactory(province=commune.province, commune=commune)
    facts = OutreachFacts(
        commune=commune,
        held_on=date(2026, 2, 1),
        channel="visit",
        told_by=commune_officer.organisation,
        establishments_count=3,
        establishments=(named,),
    )

    told = actions.record_outreach(facts, by=commune_officer, at=AT)

    assert list(told.establishments.all()) == [named]
    assert str(told) == f"{commune.pk}, 01/02/2026"
    with pytest.raises(IntegrityError), transaction.atomic():
        OutreachFactory(commune=commune, channel="song")


def test_a_need_of_a_new_name_becomes_a_dossier_and_enters_the_register(
    law, commune, commune_officer, province
):
    need = NeedFactory(commune=commune, name="Hộ Lan", investment_vnd=500_000_000)
    facts = draft_facts(commune_officer, province)

    scheme = actions.draft_from_need(need, facts, legal_form="household", by=commune_officer, at=AT)

    need.refresh_from_db()
    line = scheme.lines.get()
    assert (need.scheme, scheme.state, scheme.code) == (scheme, "draft", "KCDP-2027-40-001")
    assert (need.establishment.name, need.establishment.legal_form) == ("Hộ Lan", "household")
    assert (line.beneficiary.establishment, line.item) == (need.establishment, need.item)
    assert [(i.name, i.amount_vnd, i.counterpart_vnd) for i in line.estimate.all()] == [
        ("Máy sấy lạnh", 500_000_000, 500_000_000)
    ]
    assert scheme.sections.get(part__number=1).text == (
        f"Đơn vị thực hiện: {commune_officer.organisation}.\nĐơn vị phối hợp: không có.\n"
        "Đơn vị thụ hưởng: Hộ Lan.\nĐịa điểm thực hiện: Xã Vinh Lộc; Tỉnh Nghệ An."
    )
    again = actions.draft_from_need(need, facts, legal_form="other", by=commune_officer, at=AT)
    assert again == scheme


def test_a_need_of_a_registered_establishment_registers_nobody(
    law, commune, commune_officer, province
):
    known = EstablishmentFactory(province=province, commune=commune)
    need = NeedFactory(commune=commune, establishment=known, phone="", name=known.name)

    actions.draft_from_need(
        need, draft_facts(commune_officer, province), legal_form="", by=commune_officer, at=AT
    )

    assert list(Establishment.objects.all()) == [known]
    assert not need.establishment.needs.get().scheme.lines.get().estimate.exists()


def test_a_need_put_into_a_group_scheme_enters_the_register_and_the_estimate_once(
    law, commune, centre_officer, province
):
    group = actions.open_draft(
        draft_facts(centre_officer, province, form="group"), by=centre_officer, at=AT
    )
    other = actions.open_draft(
        draft_facts(centre_officer, province, form="group"), by=centre_officer, at=AT
    )
    need = NeedFactory(commune=commune, name="Hộ Lan", investment_vnd=500_000_000)

    joined = [
        actions.join_group(need, scheme, legal_form="household") for scheme in (group, group, other)
    ]

    need.refresh_from_db()
    assert (joined, need.scheme) == ([group, group, group], group)
    assert list(
        Establishment.objects.values_list("pk", "name", "legal_form", "commune", "phone")
    ) == [(need.establishment_id, "Hộ Lan", "household", commune.pk, "0900 000 000")]
    assert [
        (item.line.scheme, item.order, item.name, item.amount_vnd)
        for item in EstimateItem.objects.all()
    ] == [(group, 1, "Máy sấy lạnh", 500_000_000)]


@pytest.mark.parametrize(
    "told", [{"investment_vnd": None}, {"investment_vnd": 500_000_000, "content": "brand"}]
)
def test_a_need_without_money_or_a_line_to_meet_it_leaves_the_estimate_of_the_group_alone(
    law, commune, centre_officer, province, told
):
    facts = draft_facts(centre_officer, province, form="group")
    group = actions.open_draft(facts, by=centre_officer, at=AT)
    known = EstablishmentFactory(province=province, commune=commune)
    need = NeedFactory(commune=commune, establishment=known, name=known.name, **told)

    actions.join_group(need, group, legal_form="")

    need.refresh_from_db()
    assert (need.scheme, need.establishment) == (group, known)
    assert list(Establishment.objects.all()) == [known]
    assert list(EstimateItem.objects.all()) == []


def test_needs_are_seen_in_their_place_and_found_by_their_words(
    commune, commune_officer, collaborator, centre_officer, ministry_officer, stranger, province
):
    here = NeedFactory(commune=commune, name="Hộ Lan", phone="0912 345")
    next_door = NeedFactory(commune=CommuneFactory(province=province), content="brand", year=2028)

    def seen(person, **words):
        return set(queries.needs_of(person, words))

    assert [
        seen(person)
        for person in (commune_officer, collaborator, centre_officer, ministry_officer, stranger)
    ] == [{here}, {here}, {here, next_door}, {here, next_door}, set()]
    filters = ({"words": "ho lan"}, {"words": "0912"}, {"year": 2028}, {"content": "brand"})
    assert [seen(centre_officer, **words) for words in filters] == [
        {here},
        {here},
        {next_door},
        {next_door},
    ]
    assert [seen(centre_officer, state=state) for state in ("open", "used")] == [
        {here, next_door},
        set(),
    ]


def test_outreach_is_seen_in_its_place(commune, commune_officer, stranger):
    told = OutreachFactory(commune=commune)

    assert list(Outreach.objects.visible_to(commune_officer)) == [told]
    assert list(Outreach.objects.visible_to(stranger)) == []
    assert list(Need.objects.visible_to(stranger)) == []


def test_communes_are_those_of_the_persons_place(
    commune, commune_officer, centre_officer, ministry_officer
):
    other = CommuneFactory(province=commune.province, name="An Hòa")
    far = CommuneFactory(name="Yên Sơn")

    assert list(queries.communes_for(commune_officer)) == [commune]
    assert list(queries.communes_for(ministry_officer)) == [other, commune, far]
    assert list(queries.communes_for(centre_officer)) == [other, commune]


def test_a_save_on_its_way_when_the_need_is_recorded_leaves_no_draft(commune_officer):
    commune = commune_officer.scope_unit
    facts = NeedFacts(
        commune=commune, name="Hộ Lan", phone="0912345678", content="machine", year=2027
    )
    actions.record_need(facts, by=commune_officer, at=AT)

    actions.keep_need_draft({"name": "Hộ Lan"}, by=commune_officer, at=AT)
    left = NeedDraft.objects.count()
    actions.keep_need_draft({"name": "Hộ Huệ"}, by=commune_officer, at=AT)

    assert (left, NeedDraft.objects.get().typed) == (0, {"name": "Hộ Huệ"})

"""An applicant asks for support, for the establishment of the account and for no other."""

from datetime import date

import pytest
from django.utils import timezone

from khuyencong.dossiers.models import Need, NeedDraft, Outreach
from khuyencong.establishments.actions import give_account, take_account_back
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import NeedFactory, OutreachFactory
from tests.factories.establishments import EstablishmentFactory, RepresentativeFactory
from tests.factories.places import CommuneFactory, UnitFactory

pytestmark = pytest.mark.django_db
PAGE = "/khao-sat/ghi/"
KEEP = "/khao-sat/ghi-do/"
ASKED = {"content": "machine", "item": "Máy sấy", "investment_vnd": "300 triệu", "year": "2027"}


@pytest.fixture
def commune(province):
    return CommuneFactory(province=province, name="Vinh Lộc")


@pytest.fixture
def own(province, commune):
    """The owner of a cooperative of the commune."""
    establishment = EstablishmentFactory(
        province=province, commune=commune, name="HTX Vinh Lộc", phone="0900 111 222"
    )
    return RepresentativeFactory(establishment=establishment)


def test_the_form_asks_neither_whose_need_it_is_nor_where(sign_in, own):
    form = sign_in(own.person).get(PAGE).context["form"]

    assert list(form.fields) == [
        "commune",
        "phone",
        "content",
        "item",
        "investment_vnd",
        "year",
        "quarter",
        "heard_from",
        "note",
    ]
    assert (form["commune"].field.only, form["phone"].value()) == (
        str(own.establishment.commune),
        "0900 111 222",
    )


def test_the_way_back_is_the_desk_and_the_programmes_own_spending_is_not_offered(sign_in, own):
    page = sign_in(own.person).get(PAGE)

    assert '<a href="/ban-lam-viec/">Cơ sở của tôi</a>' in page.content.decode()
    offered = {code for code, _ in page.context["form"].fields["content"].choices}
    assert {"training", "capacity", "admin"} & offered == set()
    assert {"machine", "brand", "vocational"} <= offered


def test_a_need_is_recorded_for_the_own_establishment_whatever_is_sent(
    sign_in, own, commune, province
):
    EstablishmentFactory(province=province, commune=commune, name="Cơ sở khác", code="CS-9")
    elsewhere = CommuneFactory(province=province)

    answer = sign_in(own.person).post(
        PAGE, {**ASKED, "commune": elsewhere.pk, "name": "CS-9 – Cơ sở khác", "next": "1"}
    )
    assert "commune" in answer.context["form"].errors
    answer = sign_in(own.person).post(
        PAGE, {**ASKED, "commune": commune.pk, "name": "CS-9 – Cơ sở khác", "next": "1"}
    )

    need = Need.objects.get()
    assert answer.url == "/ban-lam-viec/"
    assert (need.establishment, need.name, need.commune, need.province, need.recorded_by) == (
        own.establishment,
        "HTX Vinh Lộc",
        commune,
        province,
        own.person,
    )
    assert (need.investment_vnd, need.is_illustrative) == (300_000_000, False)


def test_where_the_commune_is_not_known_one_of_the_province_is_chosen(
    sign_in, province, commune, other_province
):
    CommuneFactory(province=other_province)
    given = RepresentativeFactory(establishment__province=province)

    form = sign_in(given.person).get(PAGE).context["form"]

    assert list(form["commune"].field.queryset) == [commune]
    answer = sign_in(given.person).post(PAGE, {**ASKED, "commune": commune.pk})
    assert answer.status_code == 302


ENDED = {"valid_from": date(2004, 1, 1), "valid_to": date(2025, 6, 30)}


@pytest.mark.parametrize("is_whole", [True, False])
def test_where_the_place_has_ended_what_took_it_in_is_asked_for(
    sign_in, province, commune, is_whole
):
    other = CommuneFactory(province=province)
    before = UnitFactory(name="Tỉnh cũ", **ENDED)
    old = CommuneFactory(province=before, name="Xã cũ", **ENDED)
    for unit, into, whole in ((before, province, True), (old, commune, is_whole)):
        unit.successions.create(successor=into, is_whole=whole, on_date=date(2025, 7, 1))
    placed, unplaced = (
        RepresentativeFactory(establishment__province=before, establishment__commune=where)
        for where in (old, None)
    )

    found = [
        set(sign_in(one.person).get(PAGE).context["form"]["commune"].field.queryset)
        for one in (placed, unplaced)
    ]

    assert found == [{commune} if is_whole else {commune, other}, {commune, other}]


def test_an_illustrative_applicant_records_an_illustrative_need(sign_in, province, commune):
    given = RepresentativeFactory(
        establishment__province=province,
        establishment__commune=commune,
        establishment__illustrative=True,
    )

    sign_in(given.person).post(PAGE, {**ASKED, "commune": commune.pk})

    assert Need.objects.get().is_illustrative


def test_what_is_typed_is_kept_and_gone_once_it_is_sent(sign_in, own, commune):
    client = sign_in(own.person)
    client.post(KEEP, {"item": "Máy ép"})
    assert client.get(PAGE).context["form"]["item"].value() == "Máy ép"

    client.post(PAGE, {**ASKED, "commune": commune.pk})
    client.post(KEEP, {"item": "Máy ép"})  # was still on its way

    assert NeedDraft.objects.count() == 0
    wrong = client.post(PAGE, {**ASKED, "content": ""})
    assert wrong.context["form"].errors["content"]
    assert client.post(KEEP, {"drop": "1"}).url == PAGE


def test_nothing_else_of_the_survey_opens(sign_in, own):
    need = NeedFactory(establishment=own.establishment)
    client = sign_in(own.person)

    answers = {
        url: client.get(url).status_code
        for url in (
            "/khao-sat/",
            f"/khao-sat/{need.pk}/",
            f"/khao-sat/{need.pk}/sua/",
            "/khao-sat/co-so/?name=HTX",
            "/khao-sat/tuyen-truyen/",
            "/khao-sat/do-phu/",
        )
    }

    assert set(answers.values()) == {403}


def test_without_an_establishment_there_is_no_form(sign_in, applicant):
    client = sign_in(applicant)

    assert [client.get(PAGE).status_code, client.post(PAGE, ASKED).status_code] == [404, 404]
    assert client.post(KEEP, {"item": "Máy"}).status_code == 404


def test_only_own_needs_are_seen_and_no_outreach(own, commune):
    mine = NeedFactory(establishment=own.establishment, commune=commune)
    NeedFactory(commune=commune)
    OutreachFactory(commune=commune)

    assert list(Need.objects.visible_to(own.person)) == [mine]
    assert list(Outreach.objects.visible_to(own.person)) == []
    assert list(Need.objects.visible_to(UserFactory(role="applicant"))) == []


def test_the_form_takes_few_queries(sign_in, own, django_assert_num_queries):
    client = sign_in(own.person)
    client.get(PAGE)

    with django_assert_num_queries(5):  # session, person, draft, last commune, own
        client.get(PAGE)


def test_what_was_begun_for_another_establishment_is_not_taken_for_this_one(sign_in, own, province):
    client = sign_in(own.person)
    client.post(KEEP, ASKED)
    take_account_back(own, by=own.given_by, at=timezone.now())
    other = EstablishmentFactory(province=province, name="HTX Nam Đàn")
    give_account(other, own.person, by=own.given_by, at=timezone.now())

    page = client.get(PAGE)

    assert (page.context["draft"], page.context["form"]["item"].value()) == (None, None)
    client.post(KEEP, {**ASKED, "item": "Máy nghiền"})
    assert client.get(PAGE).context["form"]["item"].value() == "Máy nghiền"

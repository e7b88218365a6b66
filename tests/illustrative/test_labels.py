from datetime import date

from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import Account
from khuyencong.illustrative.models import Loading
from khuyencong.indicators.models import TermTotal
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import DisadvantagedArea
from khuyencong.places.queries import is_disadvantaged
from khuyencong.programmes.models import Programme
from khuyencong.schemes.lifecycle import CARRIED_OUT
from khuyencong.schemes.models import Beneficiary, Result, Scheme

LABELLED = (
    Programme,
    Establishment,
    Scheme,
    Account,
    Result,
    TermTotal,
    DisadvantagedArea,
    Organisation,
)


def test_every_row_is_labelled_illustrative(records):
    unlabelled = {model: model.objects.filter(is_illustrative=False).count() for model in LABELLED}

    assert unlabelled == dict.fromkeys(LABELLED, 0)


def test_every_name_says_that_it_is_invented(records):
    plain = [
        row.name
        for model in (Programme, Establishment, Scheme, Organisation)
        for row in model.objects.all()
        if "minh họa" not in row.name
    ]

    assert plain == []


def test_codes_begin_with_the_mark_of_illustrative_data(records):
    assert not Scheme.objects.exclude(code__startswith="MH-").exists()
    assert not Establishment.objects.exclude(code__startswith="MH-").exists()


def test_establishments_carry_no_invented_tax_code_phone_or_address(records):
    invented = Establishment.objects.exclude(tax_code="", phone="", address="")

    assert list(invented) == []


def test_establishments_lie_in_communes_of_their_province_at_that_time(records):
    wrong = [
        place
        for place in Establishment.objects.select_related("commune")
        if place.commune.province_id != place.province_id
        or not place.commune.was_valid_on(date(2018, 6, 30))
    ]

    assert wrong == []


def test_an_area_is_disadvantaged_where_the_illustrative_list_says_so(records):
    told = Beneficiary.objects.filter(
        scheme__province__name="Gia Lai", scheme__dated_on__isnull=False
    ).select_related("scheme", "establishment__commune")

    differing = [
        each
        for each in told
        if each.in_disadvantaged_area
        != is_disadvantaged(each.establishment.commune, on=each.scheme.dated_on, illustrative=True)
    ]

    assert (len(told), differing) == (60, [])


def test_the_illustrative_list_of_areas_never_answers_for_the_real_one(records):
    listed = DisadvantagedArea.objects.first()

    assert not is_disadvantaged(listed.unit, on=listed.valid_from)


def test_totals_of_the_earlier_term_say_that_they_are_derived(records):
    notes = TermTotal.objects.values_list("source", "value", "note").order_by("source")

    assert [(source, value, "suy ra" in note) for source, value, note in notes] == [
        ("national", 8_868_600_000, True),
        ("province", 19_782_400_000, True),
    ]


def test_a_loading_names_its_term(records):
    assert sorted(str(loading) for loading in Loading.objects.all()) == [
        "gia-lai-2012-2022",
        "ha-tinh-2016-2020",
        "hai-duong-2014-2018",
        "nghe-an-2016-2020",
        "thanh-hoa-2017-2018",
    ]


def test_schemes_whose_money_is_known_are_evaluated_and_the_others_only_planned(records):
    published = Scheme.objects.filter(programme__isnull=False, state__in=CARRIED_OUT)
    states = published.order_by().values_list("province__name", "state").distinct()

    assert sorted(states) == [
        ("Gia Lai", "evaluated"),
        ("Gia Lai", "planned"),
        ("Hà Tĩnh", "evaluated"),
        ("Hải Dương", "evaluated"),
        ("Nghệ An", "evaluated"),
        ("Thanh Hóa", "planned"),
    ]

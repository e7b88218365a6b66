import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.dossiers.forms import CoverageForm
from khuyencong.dossiers.queries import (
    CoverageRow,
    Reached,
    coverage_of,
    establishments_reached,
)
from tests.factories.dossiers import NeedFactory, OutreachFactory
from tests.factories.establishments import EstablishmentFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import BeneficiaryFactory, SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def communes(province):
    return [CommuneFactory(province=province, name=name) for name in ("An Hòa", "Bình Sơn")]


@pytest.fixture
def four(communes):
    """One told, one that asked, one supported, one that never got anything; all of An Hòa."""
    told, asked, supported, silent = EstablishmentFactory.create_batch(
        4, province=communes[0].province, commune=communes[0]
    )
    OutreachFactory(commune=communes[0], establishments=[told])
    OutreachFactory(commune=communes[0], held_on="2025-05-05", people_count=None)
    NeedFactory(commune=communes[0], establishment=asked, name=asked.name)
    NeedFactory.create_batch(2, commune=communes[0], name="Hộ mới")
    scheme = SchemeFactory(province=communes[0].province)
    BeneficiaryFactory(scheme=scheme, establishment=supported)
    draft = SchemeFactory(province=communes[0].province, state="draft")
    BeneficiaryFactory(scheme=draft, establishment=silent)
    return told, asked, supported, silent


def test_each_commune_tells_who_was_reached(four, communes, province, centre_officer):
    lost = EstablishmentFactory(province=province)

    found = coverage_of(centre_officer, Reached(province))

    assert found.rows == [
        CoverageRow(
            communes[0],
            establishments=4,
            occasions=2,
            people=40,
            told=1,
            asked=1,
            new_names=1,
            supported=1,
            silent=1,
        ),
        CoverageRow(communes[1]),
        CoverageRow(None, establishments=1, silent=1),
    ]
    assert [row.label for row in found.rows] == ["Xã An Hòa", "Xã Bình Sơn", "Không rõ xã, phường"]
    assert (found.total.establishments, found.total.never_supported) == (5, 4)
    assert lost.commune is None


def test_a_year_limits_who_was_told_and_who_asked_but_not_who_was_supported(
    four, communes, province, centre_officer
):
    row = coverage_of(centre_officer, Reached(province, year=2025)).rows[0]

    assert row == CoverageRow(communes[0], establishments=4, occasions=1, supported=1, silent=3)


def test_the_country_is_told_by_province(four, province, other_province, ministry_officer):
    rows = {row.unit: row for row in coverage_of(ministry_officer, Reached(None)).rows}

    assert (rows[province].establishments, rows[province].asked) == (4, 1)
    assert rows[other_province] == CoverageRow(other_province)


def test_a_commune_sees_itself(four, communes, commune_officer):
    here = commune_officer.organisation.place

    assert coverage_of(commune_officer, Reached(here)).rows == [CoverageRow(here)]


def test_a_stranger_counts_nothing(four, province, stranger):
    rows = coverage_of(stranger, Reached(province)).rows

    assert {row.establishments + row.people + row.new_names for row in rows} == {0}


def test_illustrative_records_are_never_counted_with_real_ones(four, province, centre_officer):
    found = coverage_of(centre_officer, Reached(province, is_illustrative=True))

    assert found.total == CoverageRow(None)


def test_an_illustrative_person_counts_illustrative_records_without_asking(centre_officer):
    centre_officer.is_illustrative = True

    form = CoverageForm({"records": "False"}, user=centre_officer)

    assert ("records" in form.fields, form.reached().is_illustrative) == (False, True)


def test_each_establishment_tells_what_reached_it(four, communes, centre_officer):
    rows = establishments_reached(centre_officer, Reached(communes[0])).order_by("pk")

    assert [(one.is_told, one.has_asked, one.is_supported) for one in rows] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
        (False, False, False),
    ]


def test_coverage_takes_four_queries_whatever_there_is(four, communes, province, centre_officer):
    def count():
        with CaptureQueriesContext(connection) as captured:
            coverage_of(centre_officer, Reached(province))
        return len(captured)

    count()  # the units within a place are read once for a process
    first = count()
    for commune in communes:
        EstablishmentFactory.create_batch(3, province=province, commune=commune)
        OutreachFactory.create_batch(3, commune=commune)

    assert (first, count()) == (4, 4)

from datetime import date

import pytest
from django.db import IntegrityError

from khuyencong.organisations.actions import add_organisation, rename_organisation
from khuyencong.organisations.models import Kind, Organisation
from tests.factories.organisations import OrganisationFactory


def twice_renamed():
    """Cục Công nghiệp địa phương, as it was renamed in 2017 and in 2025."""
    organisation = OrganisationFactory(ministry=True, name="Cục Công nghiệp địa phương")
    rename_organisation(
        organisation, name="Cục Công Thương địa phương", on=date(2017, 8, 18), source="NĐ 98/2017"
    )
    return rename_organisation(
        organisation, name="Cục Khuyến công", on=date(2025, 3, 1), source="NĐ 40/2025"
    )


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2010, 1, 1), "Cục Công nghiệp địa phương"),
        (date(2017, 8, 17), "Cục Công nghiệp địa phương"),
        (date(2017, 8, 18), "Cục Công Thương địa phương"),
        (date(2025, 2, 28), "Cục Công Thương địa phương"),
        (date(2025, 3, 1), "Cục Khuyến công"),
    ],
)
def test_the_name_of_a_day_is_the_one_borne_then(db, on, name):
    assert twice_renamed().name_on(on) == name


def test_the_row_shows_the_name_of_today(db):
    organisation = twice_renamed()

    assert [str(organisation), *map(str, organisation.former_names.all())] == [
        "Cục Khuyến công",
        "Cục Công nghiệp địa phương",
        "Cục Công Thương địa phương",
    ]


def test_only_the_ministry_has_no_place(db):
    with pytest.raises(IntegrityError, match="only_ministry_is_national"):
        OrganisationFactory(kind=Kind.PROVINCE_DEPARTMENT, place=None)


def test_adding_twice_gives_the_same_organisation(province):
    wanted = {"code": "so", "name": "Sở", "kind": Kind.PROVINCE_DEPARTMENT, "place": province}

    assert add_organisation(**wanted) == add_organisation(**wanted)
    assert Organisation.objects.count() == 1

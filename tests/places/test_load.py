from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from khuyencong.places import actions
from khuyencong.places.models import Edition, Kind, Succession, Unit
from tests.factories.places import CommuneFactory, UnitFactory

AT = datetime(2026, 11, 23, tzinfo=UTC)


def facts(unit):
    return (
        unit.code,
        unit.level,
        unit.kind,
        unit.full_name,
        unit.parent and unit.parent.full_name,
        unit.province and unit.province.full_name,
        str(unit.valid_from),
        str(unit.valid_to),
        unit.started_by,
        unit.ended_by,
    )


def test_the_whole_list_is_in_the_database(places):
    assert (Unit.objects.count(), Succession.objects.count()) == (14390, 10875)


def test_a_commune_has_its_district_and_province_of_the_time(places):
    assert [facts(unit) for unit in Unit.objects.filter(code="07294").order_by("valid_to")] == [
        (
            "07294",
            "commune",
            "township",
            "Thị trấn Bố Hạ",
            "Huyện Yên Thế",
            "Tỉnh Bắc Giang",
            "None",
            "2025-06-30",
            "",
            "1658/NQ-UBTVQH15",
        ),
        (
            "07294",
            "commune",
            "rural_commune",
            "Xã Bố Hạ",
            "Tỉnh Bắc Ninh",
            "Tỉnh Bắc Ninh",
            "2025-07-01",
            "2026-09-19",
            "1658/NQ-UBTVQH15",
            "388/NQ-UBTVQH16",
        ),
        (
            "07294",
            "commune",
            "ward",
            "Phường Bố Hạ",
            "Thành phố Bắc Ninh",
            "Thành phố Bắc Ninh",
            "2026-09-20",
            "None",
            "388/NQ-UBTVQH16",
            "",
        ),
    ]


def test_loading_again_does_nothing(places):
    before = Edition.objects.get()

    loading = actions.load_places(at=AT)

    assert loading == actions.Loading(14390, 10875, was_current=True)
    assert Edition.objects.get() == before


def test_a_new_edition_repairs_rows_in_place_and_drops_what_it_no_longer_holds(places):
    hai_duong = Unit.objects.get(code="30")
    Unit.objects.filter(pk=hai_duong.pk).update(name="Sai", full_name="Sai")
    by_hand = UnitFactory()
    stale = UnitFactory(pk=actions.unit_key("97", None))
    Edition.objects.update(digest="của bản trước")

    loading = actions.load_places(at=AT)

    assert loading == actions.Loading(14390, 10875, was_current=False)
    assert facts(Unit.objects.get(pk=hai_duong.pk)) == facts(hai_duong)
    assert list(Unit.objects.filter(pk__in=[by_hand.pk, stale.pk])) == [by_hand]


def test_a_unit_that_a_row_points_at_is_not_dropped(places):
    CommuneFactory(province=UnitFactory(pk=actions.unit_key("97", None)))
    Edition.objects.update(digest="của bản trước")

    actions.load_places(at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        transaction.get_connection().check_constraints()


def test_the_command_says_what_it_did(places):
    out = StringIO()

    call_command("load_places", stdout=out)

    assert out.getvalue() == ("Đơn vị hành chính: đã có sẵn 14.390 đơn vị, 10.875 lần sắp xếp.\n")


def test_one_code_is_one_unit_at_a_time(places):
    UnitFactory(code="97", valid_to=datetime(2020, 1, 1, tzinfo=UTC).date())

    UnitFactory(code="97", valid_from=datetime(2019, 1, 1, tzinfo=UTC).date())

    with pytest.raises(IntegrityError):
        transaction.get_connection().check_constraints()


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "097"},
        {"kind": Kind.WARD},
        {
            "valid_from": datetime(2020, 1, 2, tzinfo=UTC).date(),
            "valid_to": datetime(2020, 1, 1, tzinfo=UTC).date(),
        },
    ],
)
def test_the_database_refuses_a_unit_that_cannot_be(places, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitFactory(**wrong)

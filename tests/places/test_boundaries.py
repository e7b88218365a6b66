from datetime import date

import pytest

from khuyencong.places.models import DisadvantagedArea, HardshipCategory, Succession, Unit
from khuyencong.places.queries import (
    address_of,
    cartogram,
    communes_of_old,
    is_disadvantaged,
    provinces_today,
    resolve_place,
    resolve_province,
    unit_today,
    units_within,
)
from tests.factories.places import CommuneFactory, UnitFactory

IN_2018 = date(2018, 12, 31)


def called(keys):
    units = Unit.objects.select_related("parent", "province").filter(pk__in=keys)
    return {(unit.code, address_of(unit), str(unit.valid_to)) for unit in units}


@pytest.mark.parametrize(
    ("name", "on", "within"),
    [
        (
            "Hải Phòng",
            None,
            {
                ("30", "Tỉnh Hải Dương", "2025-06-30"),
                ("31", "Thành phố Hải Phòng", "2025-06-30"),
                ("31", "Thành phố Hải Phòng", "None"),
            },
        ),
        ("Hải Dương", None, {("30", "Tỉnh Hải Dương", "2025-06-30")}),
        ("Gia Lai", IN_2018, {("64", "Tỉnh Gia Lai", "2025-06-30")}),
        (
            "Gia Lai",
            None,
            {
                ("52", "Tỉnh Bình Định", "2025-06-30"),
                ("64", "Tỉnh Gia Lai", "2025-06-30"),
                ("52", "Tỉnh Gia Lai", "None"),
            },
        ),
        (
            "Bắc Ninh",
            None,
            {
                ("24", "Tỉnh Bắc Giang", "2025-06-30"),
                ("27", "Tỉnh Bắc Ninh", "2025-06-30"),
                ("24", "Tỉnh Bắc Ninh", "2026-09-19"),
                ("24", "Thành phố Bắc Ninh", "None"),
            },
        ),
        ("Hà Tĩnh", IN_2018, {("42", "Tỉnh Hà Tĩnh", "None")}),
    ],
)
def test_a_province_holds_the_records_of_those_it_took_in(places, name, on, within):
    assert called(units_within(resolve_province(name, on))) == within


def test_a_divided_commune_is_nobodys_but_a_whole_one_is(places):
    divided = Succession.objects.filter(is_whole=False, on_date=date(2025, 7, 1)).first()
    commune = resolve_place("Xã Nguyễn Bỉnh Khiêm, Hải Phòng")

    assert divided.predecessor_id not in units_within(divided.successor)
    assert called(units_within(commune)) == {
        ("11911", "Xã Trấn Dương, Huyện Vĩnh Bảo, Thành phố Hải Phòng", "2025-06-30"),
        ("11890", "Xã Hòa Bình, Huyện Vĩnh Bảo, Thành phố Hải Phòng", "2025-06-30"),
        ("11884", "Xã Lý Học, Huyện Vĩnh Bảo, Thành phố Hải Phòng", "2025-06-30"),
        ("11911", "Xã Nguyễn Bỉnh Khiêm, Thành phố Hải Phòng", "None"),
    }


def test_namesakes_far_apart_are_not_parts_of_one_commune(places):
    """The source joined Phường 4 of Tân An to Tân Ninh, 93 km away, and so for 30 more."""
    ward = resolve_place("Phường 4, Tân An, Long An")

    assert called(ward.successions.values_list("successor", flat=True)) == {
        ("27694", "Phường Long An, Tỉnh Tây Ninh", "None")
    }


def test_an_old_island_district_is_read_through_its_special_zone(places):
    hoang_sa = resolve_place("đặc khu Hoàng Sa, Đà Nẵng")

    assert called(units_within(hoang_sa)) == {
        ("498", "Huyện Hoàng Sa, Thành phố Đà Nẵng", "2025-06-30"),
        ("20333", "Đặc khu Hoàng Sa, Thành phố Đà Nẵng", "None"),
    }


def test_the_cached_answer_costs_no_query(places, django_assert_num_queries):
    hai_phong = resolve_province("Hải Phòng")
    units_within(hai_phong)

    with django_assert_num_queries(0):
        units_within(hai_phong)


def test_who_holds_an_old_place_today(places):
    old = ["huyện Hiệp Hòa, Bắc Giang", "Hải Dương", "Thị trấn Bố Hạ, Bắc Giang", "Hà Tĩnh"]

    assert [str(unit_today(resolve_place(name))) for name in old] == [
        "Huyện Hiệp Hòa",
        "Thành phố Hải Phòng",
        "Phường Bố Hạ",
        "Tỉnh Hà Tĩnh",
    ]


def test_an_old_district_in_terms_of_todays_communes(places):
    old = communes_of_old(resolve_place("huyện Hiệp Hòa, Bắc Giang"))

    assert (called(old.communes), old.unknown) == (
        {
            ("07822", "Xã Hoàng Vân, Thành phố Bắc Ninh", "None"),
            ("07840", "Phường Hiệp Hòa, Thành phố Bắc Ninh", "None"),
            ("07864", "Xã Hợp Thịnh, Thành phố Bắc Ninh", "None"),
            ("07870", "Xã Xuân Cẩm, Thành phố Bắc Ninh", "None"),
        },
        frozenset(),
    )


def test_old_provinces_share_out_todays_communes(places):
    parts = [communes_of_old(resolve_province(name, IN_2018)) for name in ("Gia Lai", "Bình Định")]
    today = Unit.objects.communes().current().inside(resolve_province("Gia Lai"))

    assert frozenset.union(*(part.communes for part in parts)) == frozenset(
        today.values_list("pk", flat=True)
    )
    assert [len(part.unknown) for part in parts] == [0, 0]


def test_a_commune_made_of_both_sides_is_unknown_to_each(places):
    day = date(2030, 1, 1)
    old, other = UnitFactory(), UnitFactory()
    ours = CommuneFactory(province=old, parent=old, valid_to=date(2029, 12, 31))
    theirs = CommuneFactory(province=other, parent=other, valid_to=date(2029, 12, 31))
    mixed, later = CommuneFactory(valid_from=day), CommuneFactory(valid_from=day)
    for predecessor, successor, is_whole in (
        (ours, mixed, True),
        (theirs, mixed, True),
        (mixed, later, True),
    ):
        Succession.objects.create(
            predecessor=predecessor, successor=successor, is_whole=is_whole, on_date=day
        )

    reading = communes_of_old(old)

    assert (reading.communes, reading.unknown) == (frozenset(), {mixed.pk, later.pk})


@pytest.mark.parametrize(
    ("on", "illustrative", "expected"),
    [
        (date(2015, 12, 31), False, False),
        (date(2016, 1, 1), False, True),
        (date(2020, 12, 31), False, True),
        (date(2021, 1, 1), False, False),
        (date(2018, 1, 1), True, False),
    ],
)
def test_a_place_is_disadvantaged_while_its_listing_lasts(places, on, illustrative, expected):
    province = UnitFactory()
    commune = CommuneFactory(province=province)
    DisadvantagedArea.objects.create(
        unit=province,
        category=HardshipCategory.DIFFICULT,
        valid_from=date(2016, 1, 1),
        valid_to=date(2020, 12, 31),
        source="Danh mục thử",
    )

    answers = [
        is_disadvantaged(unit, on=on, illustrative=illustrative)
        for unit in (province, commune, UnitFactory())
    ]

    assert answers == [expected, expected, False]


def test_the_cartogram_shows_every_province_and_both_archipelagos_once(places):
    tiles = cartogram()
    provinces = Unit.objects.provinces().current()

    assert {tile.province for tile in tiles if not tile.archipelago} == set(provinces)
    assert {(tile.archipelago, str(tile.province)) for tile in tiles if tile.archipelago} == {
        ("Quần đảo Hoàng Sa", "Thành phố Đà Nẵng"),
        ("Quần đảo Trường Sa", "Tỉnh Khánh Hòa"),
    }
    assert len({(tile.row, tile.column) for tile in tiles}) == len(tiles) == 36
    assert len({tile.label for tile in tiles}) == 36


def test_the_cartogram_is_the_right_way_up(places):
    at = {tile.archipelago or tile.province.name: (tile.row, tile.column) for tile in cartogram()}

    north_to_south = ["Tuyên Quang", "Hà Nội", "Thanh Hóa", "Huế", "Gia Lai", "Lâm Đồng", "Cà Mau"]
    assert sorted(north_to_south, key=lambda name: at[name]) == north_to_south
    assert at["Quần đảo Hoàng Sa"][1] > at["Đà Nẵng"][1]
    assert at["Quần đảo Trường Sa"][1] > at["Khánh Hòa"][1]


def test_every_province_there_ever_was_is_in_one_of_today(places, django_assert_num_queries):
    provinces_today.cache_clear()

    with django_assert_num_queries(2):
        today = provinces_today()

    names = dict(Unit.objects.provinces().values_list("pk", "full_name"))
    standing = set(Unit.objects.provinces().current().values_list("pk", flat=True))
    assert (len(today), set(today.values())) == (len(names), standing)
    assert {
        names[old]: names[new]
        for old, new in today.items()
        if names[old] in ("Tỉnh Hải Dương", "Tỉnh Bắc Giang", "Tỉnh Hà Tĩnh", "Tỉnh Thừa Thiên Huế")
    } == {
        "Tỉnh Hải Dương": "Thành phố Hải Phòng",
        "Tỉnh Bắc Giang": "Thành phố Bắc Ninh",
        "Tỉnh Hà Tĩnh": "Tỉnh Hà Tĩnh",
        "Tỉnh Thừa Thiên Huế": "Thành phố Huế",
    }

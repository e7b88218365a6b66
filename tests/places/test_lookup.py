from datetime import date

import pytest

from khuyencong.places.models import Level, Unit
from khuyencong.places.queries import (
    AmbiguousPlace,
    UnknownPlace,
    address_of,
    find_units,
    resolve_place,
    resolve_province,
)

IN_2018 = date(2018, 12, 31)
IN_2022 = date(2022, 12, 31)
TODAY = date(2026, 11, 23)


def called(unit):
    return (unit.code, address_of(unit), unit.is_current)


HAI_DUONG = ("30", "Tỉnh Hải Dương", False)
OLD_GIA_LAI = ("64", "Tỉnh Gia Lai", False)
GIA_LAI = ("52", "Tỉnh Gia Lai", True)
HO_CHI_MINH = ("79", "Thành phố Hồ Chí Minh", True)
VUNG_TAU = ("77", "Tỉnh Bà Rịa - Vũng Tàu", False)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Hải Dương", HAI_DUONG),
        ("hai duong", HAI_DUONG),
        ("  TỈNH  HẢI DƯƠNG ", HAI_DUONG),
        ("hai-duong", HAI_DUONG),
        ("Gia Lai", GIA_LAI),
        ("Thanh Hoá", ("38", "Tỉnh Thanh Hóa", True)),
        ("Thanh Hoa", ("38", "Tỉnh Thanh Hóa", True)),
        ("Nghệ An", ("40", "Tỉnh Nghệ An", True)),
        ("ha tinh", ("42", "Tỉnh Hà Tĩnh", True)),
        ("TPHCM", HO_CHI_MINH),
        ("TP.HCM", HO_CHI_MINH),
        ("Tp. Hồ Chí Minh", HO_CHI_MINH),
        ("thành phố hồ chí minh", HO_CHI_MINH),
        ("Bà Rịa-Vũng Tàu", VUNG_TAU),
        ("Bà Rịa – Vũng Tàu", VUNG_TAU),
        ("BR-VT", VUNG_TAU),
        ("Thừa Thiên - Huế", ("46", "Tỉnh Thừa Thiên Huế", False)),
        ("Huế", ("46", "Thành phố Huế", True)),
        ("Đắc Lắc", ("66", "Tỉnh Đắk Lắk", True)),
        ("tỉnh Đồng Nai", ("75", "Thành phố Đồng Nai", True)),
        ("TP Hải Dương", ("288", "Thành phố Hải Dương, Tỉnh Hải Dương", False)),
        ("Quận 1", ("760", "Quận 1, Thành phố Hồ Chí Minh", False)),
        ("Q.1, TPHCM", ("760", "Quận 1, Thành phố Hồ Chí Minh", False)),
        ("Cồn Cỏ", ("471", "Huyện Cồn Cỏ, Tỉnh Quảng Trị", False)),
        ("P. 4, Tân An, Long An", ("27691", "Phường 4, Thành phố Tân An, Tỉnh Long An", False)),
        ("xã Ea H'leo, Đắk Lắk", ("24184", "Xã Ea H’Leo, Tỉnh Đắk Lắk", True)),
    ],
)
def test_a_name_in_any_spelling_means_the_newest_unit_of_that_name(places, text, unit):
    assert called(resolve_place(text)) == unit


@pytest.mark.parametrize(
    ("text", "on", "unit"),
    [
        ("Gia Lai", IN_2022, OLD_GIA_LAI),
        ("Gia Lai", TODAY, GIA_LAI),
        ("Bình Định", IN_2018, ("52", "Tỉnh Bình Định", False)),
        ("Hải Dương", TODAY, HAI_DUONG),
        ("Hải Phòng", IN_2018, ("31", "Thành phố Hải Phòng", False)),
        ("Huế", IN_2018, ("46", "Thành phố Huế", True)),
        ("TP Bắc Ninh", IN_2018, ("256", "Thành phố Bắc Ninh, Tỉnh Bắc Ninh", False)),
        ("TP Bắc Ninh", TODAY, ("24", "Thành phố Bắc Ninh", True)),
        ("Bắc Ninh", IN_2018, ("27", "Tỉnh Bắc Ninh", False)),
    ],
)
def test_with_a_day_a_name_means_the_unit_of_that_day(places, text, on, unit):
    assert called(resolve_place(text, on=on)) == unit


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Gia Lai", GIA_LAI),
        ("Bình Định", GIA_LAI),
        ("Hải Dương", ("31", "Thành phố Hải Phòng", True)),
        ("Hà Tĩnh", ("42", "Tỉnh Hà Tĩnh", True)),
        ("Bắc Giang", ("24", "Thành phố Bắc Ninh", True)),
        ("Thừa Thiên Huế", ("46", "Thành phố Huế", True)),
    ],
)
def test_in_the_boundaries_of_now_a_name_means_who_holds_the_place_today(places, text, unit):
    asked = [
        resolve_place(text, on=IN_2018, boundaries="now"),
        resolve_place(f"{text} (ranh giới hiện nay)", on=IN_2018),
    ]

    assert [called(found) for found in asked] == [unit, unit]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Hải Dươg",
            "Không có địa danh «Hải Dươg». Gần nhất: Hải Dương, Hải Phòng, Bình Dương.",
        ),
        ("Hà Tỉn", "Không có địa danh «Hà Tỉn». Gần nhất: Hà Tĩnh, Hòa Bình, Hà Giang."),
        ("", "Không có địa danh «»."),
        ("zzzzzz", "Không có địa danh «zzzzzz»."),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(places, text, sentence):
    with pytest.raises(UnknownPlace) as refusal:
        resolve_province(text)

    assert str(refusal.value) == sentence


def test_a_name_of_several_places_asks_for_the_one_above(places):
    with pytest.raises(AmbiguousPlace) as refusal:
        resolve_place("xã Tân Hòa")

    assert str(refusal.value) == (
        "«xã Tân Hòa» là tên của 4 nơi: Xã Tân Hòa, Tỉnh Tây Ninh; Xã Tân Hòa, Tỉnh Đồng Tháp;"
        " Xã Tân Hòa, Tỉnh Vĩnh Long; Xã Tân Hòa, Thành phố Cần Thơ. Hãy ghi thêm tên cấp trên."
    )


def test_a_province_is_never_a_commune(places):
    with pytest.raises(UnknownPlace):
        resolve_province("Bố Hạ")


@pytest.mark.parametrize(
    ("text", "options", "units"),
    [
        (
            "hai duong",
            {},
            [
                HAI_DUONG,
                ("288", "Thành phố Hải Dương, Tỉnh Hải Dương", False),
                ("10525", "Phường Hải Dương, Thành phố Hải Phòng", True),
                ("19711", "Xã Hải Dương, Huyện Hải Lăng, Tỉnh Quảng Trị", False),
                ("14260", "Xã Hải Đường, Huyện Hải Hậu, Tỉnh Nam Định", False),
            ],
        ),
        (
            "Hải Dương",
            {"level": Level.PROVINCE, "on": TODAY},
            [("31", "Thành phố Hải Phòng", True)],
        ),
        ("bo ha", {"on": TODAY}, [("07294", "Phường Bố Hạ, Thành phố Bắc Ninh", True)]),
        (
            "thuận thành",
            {"level": Level.DISTRICT},
            [("262", "Thị xã Thuận Thành, Tỉnh Bắc Ninh", False)],
        ),
        (
            "đắk",
            {"level": Level.PROVINCE, "on": IN_2018},
            [("66", "Tỉnh Đắk Lắk", False), ("67", "Tỉnh Đắk Nông", False)],
        ),
        ("", {}, []),
        ("...", {}, []),
        ("zzzzzz", {}, []),
    ],
)
def test_finding_lists_the_likeliest_first(places, text, options, units):
    assert [called(unit) for unit in find_units(text, **options)] == units


def test_finding_stops_at_its_limit(places):
    assert len(find_units("tân", limit=7)) == 7


def test_looking_up_costs_the_same_however_many_are_found(places, django_assert_num_queries):
    with django_assert_num_queries(2):
        find_units("tân", limit=50)
    with django_assert_num_queries(1):
        resolve_place("Hà Tĩnh")


def test_provinces_sort_by_the_vietnamese_alphabet(places):
    names = Unit.objects.provinces().current().in_name_order().values_list("name", flat=True)

    assert list(names) == [
        "An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk",
        "Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Nội", "Hà Tĩnh", "Hải Phòng",
        "Hồ Chí Minh", "Huế", "Hưng Yên", "Khánh Hòa", "Lai Châu", "Lạng Sơn", "Lào Cai",
        "Lâm Đồng", "Nghệ An", "Ninh Bình", "Phú Thọ", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị",
        "Sơn La", "Tây Ninh", "Thái Nguyên", "Thanh Hóa", "Tuyên Quang", "Vĩnh Long",
    ]  # fmt: skip

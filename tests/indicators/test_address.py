from datetime import date

import pytest

from khuyencong.indicators.address import Address, AddressError, describe, parse
from khuyencong.lib.period import Period, PeriodError
from khuyencong.places.models import Succession
from khuyencong.places.queries import UnknownPlace
from tests.factories.places import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hai_duong():
    return UnitFactory(code="30", name="Hải Dương", valid_to=date(2025, 6, 30))


def test_words_become_an_address(hai_duong):
    address = parse(
        {
            "measure": "support",
            "content": "machine, model",
            "source": "national",
            "place": "hai duong",
            "period": "2014-2018",
        }
    )

    assert address == Address(
        measure="support",
        contents=("machine", "model"),
        source="national",
        place=hai_duong,
        period=Period.of_years(2014, 2018),
    )


def test_an_address_is_spelled_as_it_is_read(hai_duong):
    params = {
        "measure": "products",
        "content": "fair,selection",
        "source": "local",
        "place": "Hải Dương",
        "period": "2014-2018",
        "item": "certified_product",
        "certified_at": "province",
        "records": "illustrative",
    }

    assert parse(params).params() == params


def test_the_query_string_is_the_same_words():
    address = parse({"measure": "schemes", "period": "2018-H1", "content": "fair,selection"})

    assert address.query() == "measure=schemes&content=fair%2Cselection&period=2018-H1"


@pytest.mark.parametrize(
    ("written", "source", "measure"),
    [
        ("quốc gia", "national", "support"),
        ("địa phương", "local", "support"),
        ("tỉnh", "province", "support"),
        ("huyện", "district", "support"),
        ("xã", "commune", "support"),
        ("tất cả", "", "support"),
        ("all", "", "support"),
        ("đối ứng", "", "counterpart"),
        ("counterpart", "", "counterpart"),
        ("tổng", "", "total"),
    ],
)
def test_a_source_is_read_as_the_texts_spell_it(written, source, measure):
    address = parse({"measure": "support", "source": written})

    assert (address.source, address.measure) == (source, measure)


@pytest.mark.parametrize("name", ["", "cả nước", "Việt Nam", "toàn quốc"])
def test_no_place_is_the_whole_country(name):
    assert parse({"measure": "support", "place": name}).place is None


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        (
            {"measure": "suport"},
            "Không có chỉ tiêu «suport». Gần nhất: support, percent, products.",
        ),
        (
            {"measure": "support", "content": "machin"},
            "Không có nội dung «machin». Gần nhất: machine, admin, training.",
        ),
        (
            {"measure": "support", "source": "quoc gi"},
            "Không có nguồn «quoc gi». Gần nhất: quoc gia.",
        ),
        (
            {"measure": "support", "legal_form": "hkd"},
            "Không có legal_form «hkd». Gần nhất: enterprise, cooperative, cooperative_group, "
            "household, other.",
        ),
        (
            {"measure": "support", "content": ", ,"},
            "Không có nội dung «,». Gần nhất: vocational, management, training, model, machine, "
            "sxsh.",
        ),
        (
            {"measure": "support", "source": "😀"},
            "Không có nguồn «😀». Gần nhất: national, local, province, district, commune, all.",
        ),
        (
            {"measures": "support"},
            "Không có tham số «measures». Gần nhất: measure, source, nature.",
        ),
        (
            {"measure": "schemes", "source": "counterpart"},
            "Nguồn «đối ứng», «tổng» chỉ dùng với chỉ tiêu kinh phí.",
        ),
    ],
)
def test_an_unknown_word_is_answered_with_the_nearest(params, sentence):
    with pytest.raises(AddressError) as caught:
        parse(params)

    assert str(caught.value) == sentence


def test_a_missing_measure_is_answered_with_what_there_is():
    with pytest.raises(AddressError) as caught:
        parse({})

    assert str(caught.value) == (
        "Không có chỉ tiêu «». Gần nhất: support, total, counterpart, recoverable, investment, "
        "requested."
    )


def test_an_unknown_place_is_answered_with_the_nearest(hai_duong):
    with pytest.raises(UnknownPlace) as caught:
        parse({"measure": "support", "place": "Hải Dươn"})

    assert str(caught.value) == "Không có địa danh «Hải Dươn». Gần nhất: Hải Dương."


@pytest.mark.parametrize("name", ["😀", "...", "-", "\ufffd"])
def test_signs_without_a_letter_are_not_the_whole_country(name):
    with pytest.raises(UnknownPlace):
        parse({"measure": "support", "place": name})


def test_a_reversed_period_is_refused():
    with pytest.raises(PeriodError):
        parse({"measure": "support", "period": "2018-2014"})


def test_a_place_is_the_unit_of_the_period_unless_today_is_asked_for(hai_duong):
    merged = UnitFactory(code="31", name="Hải Phòng", valid_from=date(2025, 7, 1))
    Succession.objects.create(
        predecessor=hai_duong, successor=merged, is_whole=True, on_date=date(2025, 7, 1)
    )
    words = {"measure": "support", "place": "Hải Dương", "period": "2014-2018"}

    assert [parse(words).place, parse({**words, "boundaries": "now"}).place] == [hai_duong, merged]


def test_an_address_is_described_in_words(hai_duong):
    address = Address(
        measure="people",
        item="turn",
        contents=("sxsh",),
        source="national",
        legal_form="household",
        area="disadvantaged",
        per="year",
        place=hai_duong,
        boundaries="now",
        period=Period.of_years(2014, 2018),
    )

    assert describe(address) == (
        "Số người – Lượt người tham gia – Sản xuất sạch hơn – nguồn quốc gia – Hộ kinh doanh – "
        "địa bàn khó khăn – bình quân mỗi năm – Hải Dương (ranh giới hiện nay) – 2014–2018"
    )


def test_levels_and_natures_are_described_too():
    address = Address(measure="support", nature="advanced", certified_at="region")

    assert describe(address) == "Kinh phí hỗ trợ – Cấp khu vực – Tạm ứng – cả nước"

import pytest

from khuyencong.places.models import Unit
from tests.factories.schemes import SchemeFactory

PAGES = ["/", "/tinh/ha-tinh/", "/so-sanh/", "/phuong-phap/"]


@pytest.mark.parametrize("address", PAGES)
def test_everybody_may_read_the_portal(client, sign_in, stranger, address):
    assert (client.get(address).status_code, sign_in(stranger).get(address).status_code) == (
        200,
        200,
    )


def test_an_empty_site_says_so(client, db):
    assert "Chưa nạp số liệu công bố nào." in client.get("/").content.decode()


def test_the_front_page_tells_every_programme_in_its_own_words(client, published):
    programmes = client.get("/").context["programmes"]

    told = {text.place_words: [figure.shown for figure in shown] for text, shown in programmes}
    assert told == {
        "Gia Lai (gợi ý, chờ xác nhận)": [
            "60,182 tỷ đồng",
            "42,995 tỷ đồng",
            "12,982 tỷ đồng",
            "4,205 tỷ đồng",
        ],
        "Hà Tĩnh": ["109 đề án", "hơn 23,29 tỷ đồng"],
        "Hải Dương": ["66 đề án", "11,072 tỷ đồng"],
        "Nghệ An": ["gần 39 tỷ đồng", "417 đề án", "35 đề án"],
        "Thanh Hóa": ["39 đề án"],
    }


def test_the_map_has_34_provinces_and_both_archipelagos(client, published):
    tiles = client.get("/").context["map"].tiles

    mainland = {tile.title for tile in tiles if not tile.archipelago}
    islands = [tile.title for tile in tiles if tile.archipelago]
    opened = {tile.slug for tile in tiles if tile.slug}
    assert len(mainland) == 34
    assert islands == [
        "Quần đảo Hoàng Sa (Tỉnh Đà Nẵng)",
        "Quần đảo Trường Sa (Tỉnh Khánh Hòa)",
    ]
    assert opened == {"thanh-hoa", "nghe-an", "ha-tinh", "gia-lai", "hai-phong"}


def test_the_outermost_tiles_lie_whole_inside_the_map(client, published):
    shown = client.get("/").context["map"]

    rightmost, lowest = (
        max(int(getattr(tile, side)) for tile in shown.tiles) for side in ("x", "y")
    )
    # The drawing begins 2 before the first tile; a tile is 54 by 38, and its line needs room.
    assert (int(shown.width) - 2, int(shown.height) - 2) > (rightmost + 54, lowest + 38)


def test_an_old_province_tells_where_it_went_and_keeps_its_name(client, published):
    page = client.get("/tinh/hai-duong/")

    [edge] = page.context["province"].went_into
    [told] = page.context["province"].told
    assert (edge.unit.name, edge.since, edge.resolution) == (
        "Hải Phòng",
        "01/07/2025",
        "202/2025/QH15",
    )
    assert told.text.place.name == "Hải Dương"
    assert "11,072 tỷ đồng" in page.content.decode()
    assert "tỉnh Hải Dương nhập vào <a" in page.content.decode()


@pytest.mark.parametrize(("slug", "old"), [("hai-phong", "Hải Dương"), ("gia-lai", "Gia Lai")])
def test_a_province_of_today_holds_what_the_old_one_published(client, published, slug, old):
    province = client.get(f"/tinh/{slug}/").context["province"]

    assert province.unit.is_current
    assert [edge.unit.name for edge in province.made_of] == [old]
    assert [told.text.place.name for told in province.told] == [old]


def test_a_suggested_place_is_marked_with_its_evidence(client, published):
    page = client.get("/tinh/gia-lai/").content.decode()

    assert "Gia Lai (gợi ý, chờ xác nhận)" in page
    assert "Gợi ý: Gia Lai, chờ xác nhận." in page


def test_results_stand_by_content_and_goals_apart(client, published):
    [told] = client.get("/tinh/ha-tinh/").context["province"].told

    assert [group.label for group in told.groups][:2] == [
        "Kết quả chung",
        "Đào tạo, tập huấn (không rõ loại)",
    ]
    assert [row.figure.shown for row in told.goals][:2] == ["20–30 mô hình", "5–8%"]


def test_a_province_without_figures_says_so(client, published):
    assert "chưa có số liệu công bố nào" in client.get("/tinh/ca-mau/").content.decode()


def test_an_unknown_province_is_not_found(client, published):
    assert client.get("/tinh/khong-co/").status_code == 404


def test_the_comparison_sets_like_beside_like(client, published):
    rows = client.get("/so-sanh/").context["rows"]

    assert {
        row.text.place.name: (
            row.support.value_vnd,
            row.counterpart.value_vnd,
            row.total.value_vnd,
            row.schemes,
        )
        for row in rows
    } == {
        "Gia Lai": (17_187_000_000, 42_995_000_000, 60_182_000_000, None),
        "Hà Tĩnh": (23_290_000_000, None, None, 109),
        "Hải Dương": (11_072_000_000, None, None, 66),
        "Nghệ An": (39_000_000_000, None, None, None),
        "Thanh Hóa": (None, None, None, 39),
    }


def test_what_is_not_published_is_said_not_to_be(client, published):
    assert client.get("/so-sanh/").content.decode().count("không công bố</span>") == 11


@pytest.mark.parametrize("address", ["/", "/tinh/hai-duong/", "/tinh/nghe-an/", "/so-sanh/"])
def test_a_page_takes_no_more_than_twelve_queries(
    client, published, address, django_assert_max_num_queries
):
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)


def test_no_page_shows_a_sum_of_real_records_to_a_visitor(client, published):
    SchemeFactory(province=Unit.objects.get(name="Hà Tĩnh"), start_year=2018)

    page = client.get("/tinh/ha-tinh/").content.decode()

    assert "Công bố cao hơn" not in page
    assert "sổ đề án ghi" not in page


def test_real_records_change_nothing_that_a_visitor_reads(client, published):
    before = client.get("/tinh/ha-tinh/").context["province"]
    SchemeFactory(province=Unit.objects.get(name="Hà Tĩnh"), start_year=2018)

    after = client.get("/tinh/ha-tinh/").context["province"]

    assert after.told == before.told

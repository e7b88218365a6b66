"""The nine groups, their sub-contents and the trades of Nghị định 45/2012/NĐ-CP."""

from datetime import date

import pytest

from khuyencong.lib.contents import GROUPS, Content, possible_groups
from khuyencong.regulations import queries
from khuyencong.regulations.models import ContentGroup, CostNorm, SchemeKind, SubContent, Trade

pytestmark = pytest.mark.usefixtures("law")

TODAY = date(2026, 6, 1)


def test_the_nine_groups_are_those_of_the_shared_vocabulary_each_with_its_clause() -> None:
    groups = ContentGroup.objects.all()

    assert {group.number: (group.name, group.citation) for group in groups} == {
        number: (name, f"khoản {number} Điều 4 Nghị định số 45/2012/NĐ-CP")
        for number, name in GROUPS.items()
    }


def test_all_nine_groups_are_listed_with_their_sub_contents_in_two_queries(
    django_assert_num_queries,
) -> None:
    with django_assert_num_queries(2):
        listed = queries.groups(on=TODAY)

    assert {row.group.number: len(row.sub_contents) for row in listed} == {
        1: 2,
        2: 10,
        3: 6,
        4: 9,
        5: 6,
        6: 4,
        7: 9,
        8: 3,
        9: 8,
    }


def test_the_details_of_the_circular_come_a_year_after_the_decree() -> None:
    before = {s.code for row in queries.groups(on=date(2012, 12, 31)) for s in row.sub_contents}

    assert "machinery" not in before
    assert "brand" in before


def test_a_sub_content_lies_in_a_group_its_content_may_belong_to() -> None:
    wrong = [
        (sub.code, sub.group.number, sub.content)
        for sub in SubContent.objects.select_related("group")
        if sub.content and sub.group.number not in possible_groups(Content(sub.content))
    ]

    assert wrong == []


def test_only_international_cooperation_has_no_content_code() -> None:
    rows = SubContent.objects.filter(content="").values_list("group__number", flat=True)

    assert list(rows) == [8, 8, 8]


def test_every_content_within_the_nine_groups_has_a_sub_content_but_the_vague_one() -> None:
    covered = set(SubContent.objects.values_list("content", flat=True)) - {""}

    assert set(Content.values) - covered == {"training", "village", "admin", "ocop"}


def test_a_sub_content_names_a_norm_item_that_exists() -> None:
    named = set(SubContent.objects.exclude(norm_item="").values_list("norm_item", flat=True))

    assert named <= set(CostNorm.objects.values_list("item", flat=True))


def test_machinery_is_detailed_by_the_circular_with_its_conditions() -> None:
    machinery = SubContent.objects.select_related("kind", "group").get(code="machinery")

    assert (
        machinery.citation,
        machinery.group.number,
        machinery.content,
        machinery.kind and machinery.kind.code,
        machinery.norm_item,
    ) == ("khoản 4 Điều 4 Thông tư số 46/2012/TT-BCT", 3, "machine", "machinery", "machinery")
    assert machinery.condition.startswith("Máy móc thiết bị đơn chiếc")


def test_the_trades_are_the_seven_points_in_order() -> None:
    assert [(trade.letter, trade.short_name, trade.article) for trade in Trade.objects.all()] == [
        ("a", "Chế biến nông - lâm - thủy sản, thực phẩm", "điểm a khoản 1 Điều 5"),
        ("b", "Hàng tiêu dùng, xuất khẩu, thay thế nhập khẩu", "điểm b khoản 1 Điều 5"),
        ("c", "Hóa chất phục vụ nông nghiệp; vật liệu xây dựng", "điểm c khoản 1 Điều 5"),
        ("d", "Cơ khí, điện, điện tử - tin học; công nghiệp hỗ trợ", "điểm d khoản 1 Điều 5"),
        ("đ", "Tiểu thủ công nghiệp", "điểm đ khoản 1 Điều 5"),
        ("e", "Khai thác, chế biến khoáng sản ở địa bàn khó khăn", "điểm e khoản 1 Điều 5"),
        ("g", "Áp dụng sản xuất sạch hơn; xử lý ô nhiễm môi trường", "điểm g khoản 1 Điều 5"),
    ]


def test_clay_bricks_and_minerals_are_restricted() -> None:
    restricted = Trade.objects.exclude(restriction="").values_list("letter", flat=True)

    assert list(restricted) == ["c", "e"]


def test_the_fifteen_evidence_lists_are_all_there() -> None:
    numbers = SchemeKind.objects.exclude(list_number=None).values_list("list_number", flat=True)

    assert sorted(set(numbers)) == list(range(1, 16))

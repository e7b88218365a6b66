"""What the figures of each published text say about one another, whole and exact."""

from decimal import Decimal
from fractions import Fraction

import pytest

from khuyencong.figures.findings import Weight, find
from khuyencong.figures.queries import figures_of
from tests.factories.figures import PublishedFigureFactory, SourceTextFactory

BILLION, MILLION = 10**9, 10**6

FINDINGS = {
    "ha-tinh-2016-2020": [
        ("sum", "khớp", (109, 109)),
        ("sum", "khớp", (23_290 * MILLION, 23_290 * MILLION)),
        ("yearly_average", "lưu ý", (490 * MILLION,)),
        ("unclassified", "khoảng trống", (48, 109)),
        ("unclassified", "khoảng trống", (4, 10)),
        ("unclassified", "khoảng trống", (11_490 * MILLION, 23_290 * MILLION)),
        ("unclassified", "khoảng trống", (9 * BILLION, 11_040 * MILLION)),
        ("counterpart_not_told", "lưu ý", (23_290 * MILLION,)),
    ],
    "nghe-an-2016-2020": [
        ("sum", "khớp", (39 * BILLION, 38_995 * MILLION)),
        ("share", "khớp", (Fraction("5.77"), Fraction(225_000, 38_995))),
        ("share", "khớp", (Fraction("56.42"), Fraction(2_200_000, 38_995))),
        ("share", "khớp", (Fraction("37.81"), Fraction(1_474_500, 38_995))),
        ("shares_sum", "khớp", (100,)),
        ("growth_base", "lưu ý", (19_782 * MILLION,)),
        ("growth_base", "lưu ý", (8_869 * MILLION,)),
        ("not_by_content", "khoảng trống", (39 * BILLION,)),
        ("counterpart_not_told", "lưu ý", (39 * BILLION,)),
    ],
    "gia-lai-2012-2022": [
        ("sum", "khớp", (60_182 * MILLION, 60_182 * MILLION)),
        ("part_exceeds_whole", "lệch", (29_916 * MILLION, 2_630 * MILLION)),
        ("beneficiaries_differ", "khoảng trống", (39, 49)),
        ("unclassified", "khoảng trống", (4_120 * MILLION, 17_187 * MILLION)),
        ("unclassified", "khoảng trống", (10_352 * MILLION, 12_982 * MILLION)),
        (
            "total_includes_counterpart",
            "lưu ý",
            (60_182 * MILLION, 17_187 * MILLION, 42_995 * MILLION),
        ),
        ("period_length", "lệch", (10, 11)),
        ("no_number", "lưu ý", ()),
    ],
    "thanh-hoa-2017-2018": [
        ("no_money", "khoảng trống", ()),
        ("no_number", "lưu ý", ()),
    ],
    "hai-duong-2014-2018": [
        ("sum", "khớp", (66, 66)),
        ("sum", "khớp", (11_072 * MILLION, 11_072 * MILLION)),
        ("sum", "khớp", (5, 5)),
        ("sum", "khớp", (1_550 * MILLION, 1_550 * MILLION)),
        ("sum", "khớp", (55, 55)),
        ("sum", "khớp", (8_615 * MILLION, 8_615 * MILLION)),
        ("told_twice", "khớp", (6, 6)),
        ("told_twice", "khớp", (907 * MILLION, 907_200_000)),
        ("counterpart_not_told", "lưu ý", (11_072 * MILLION,)),
        ("period_length", "khớp", (5, 5)),
        ("outside_period", "lưu ý", (4, 14, 2)),
    ],
}


@pytest.fixture
def text(db):
    return SourceTextFactory()


def tell(text, *, billions=None, **said):
    """A figure of the text; ``billions`` makes it so much support."""
    if billions is not None:
        said |= {"money": True, "value": Decimal(str(billions)) * BILLION}
    return PublishedFigureFactory(text=text, **said)


def found(text):
    return [(one.code, one.weight, one.amounts) for one in find(figures_of([text]))]


@pytest.mark.parametrize("code", FINDINGS)
def test_each_text_is_held_to_its_own_arithmetic(published, code):
    findings = find(figures_of([published[code]]))

    assert [(one.code, one.weight.value, one.amounts) for one in findings] == FINDINGS[code]


def test_findings_are_sentences_that_an_officer_can_act_on(published):
    messages = [
        one.message
        for code in ("gia-lai-2012-2022", "hai-duong-2014-2018")
        for one in find(figures_of([published[code]]))
        if one.code in ("part_exceeds_whole", "beneficiaries_differ", "told_twice")
    ]

    assert messages == [
        "«Trong đó» 29,916 tỷ đồng lớn hơn chính số chứa nó là 2,63 tỷ đồng: không thể là một "
        "phần, chỉ có thể là số đi kèm.",
        "23 đơn vị + 8 đơn vị + 18 đơn vị = 49 đơn vị theo loại hình, nhưng nội dung «Ứng dụng "
        "máy móc tiên tiến, chuyển giao công nghệ» ghi 39 đơn vị (25 đề án, một đề án có nhiều "
        "đơn vị): chênh 10 đơn vị không được nói rõ thụ hưởng nội dung nào.",
        "3 đề án + 3 đề án = 6 đề án; văn bản ghi 6 đề án: khớp. Kể lại lần thứ hai, không cộng "
        "thêm.",
        "686,2 triệu đồng + 221 triệu đồng = 907,2 triệu đồng; văn bản ghi 907 triệu đồng: khớp "
        "do làm tròn. Kể lại lần thứ hai, không cộng thêm.",
    ]


def test_parts_that_do_not_add_up_differ_by_their_amounts(text):
    whole = tell(text, value=Decimal(10))
    tell(text, value=Decimal(4), source="national", part_of=whole)
    tell(text, value=Decimal(5), source="province", part_of=whole)

    assert found(text)[0] == ("sum", Weight.DIFFERS, (10, 9))


def test_shares_that_do_not_make_a_hundred_differ(text):
    tell(text, measure="share", unit="%", value=Decimal(40), source="national")
    tell(text, measure="share", unit="%", value=Decimal(50), source="province")

    assert ("shares_sum", Weight.DIFFERS, (90,)) in found(text)


def test_more_beneficiaries_of_a_content_than_there_are_in_all_differ(text):
    told = {"measure": "beneficiaries", "unit": "cơ sở"}
    tell(text, **told, legal_form="enterprise", value=Decimal(3))
    tell(text, **told, legal_form="household", value=Decimal(2))
    tell(text, **told, contents=["machine"], value=Decimal(6))

    assert found(text)[0] == ("beneficiaries_differ", Weight.DIFFERS, (6, 5))


def test_money_that_is_classified_to_the_last_dong_leaves_no_gap(text):
    tell(text, billions=3)
    tell(text, billions=1, contents=["model"])
    tell(text, billions="1.5", contents=["fair", "selection"])
    tell(text, billions=1, contents=["selection"])
    tell(text, billions="0.5", contents=["machine"])

    assert [one[0] for one in found(text)] == ["counterpart_not_told"]

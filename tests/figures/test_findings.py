"""What the figures of each published text say about one another, whole and exact."""

from decimal import Decimal
from fractions import Fraction

import pytest

from khuyencong.figures.findings import Weight, find
from khuyencong.figures.queries import figures_of
from tests.factories.figures import PublishedFigureFactory, SourceTextFactory

BILLION, MILLION = 10**9, 10**6
AGREES, NOTE, UNCLEAR, CONTRADICTION = "khớp", "lưu ý", "chưa rõ", "mâu thuẫn"

# Code, weight, numbers of the figures in their text, difference.
FINDINGS = {
    "ha-tinh-2016-2020": [
        ("unclassified", UNCLEAR, (4, 11, 15), 9 * BILLION),
        ("unclassified", UNCLEAR, (2, 11, 13, 19), 11_980 * MILLION),
        ("unclassified", UNCLEAR, (3, 10, 14), 4),
        ("unclassified", UNCLEAR, (1, 7, 10, 12), 48),
        ("average_implies", NOTE, (8,), 490 * MILLION),
        ("average_implies", NOTE, (9,), 1600),
        ("counterpart_not_told", NOTE, (2,), 0),
        ("parts_agree", AGREES, (1, 3, 5), 0),
        ("parts_rounded", AGREES, (2, 4, 6), 0),
    ],
    "nghe-an-2016-2020": [
        ("not_by_content", UNCLEAR, (1,), 39 * BILLION),
        ("growth_implies", NOTE, (10, 5), Fraction(22 * BILLION * 10_000, 11_121)),
        ("growth_implies", NOTE, (11, 8), Fraction(14_745 * MILLION * 10_000, 16_626)),
        ("counterpart_not_told", NOTE, (1,), 0),
        ("parts_agree", AGREES, (1, 2, 5, 8), 0),
        ("share_agrees", AGREES, (3, 2, 1), Fraction("5.77") - Fraction(225_000, 38_995)),
        ("share_agrees", AGREES, (6, 5, 1), Fraction("56.42") - Fraction(2_200_000, 38_995)),
        ("share_agrees", AGREES, (9, 8, 1), Fraction("37.81") - Fraction(1_474_500, 38_995)),
        ("shares_agree", AGREES, (3, 6, 9), 0),
    ],
    "gia-lai-2012-2022": [
        ("part_exceeds_whole", CONTRADICTION, (13, 12), 27_286 * MILLION),
        ("unclassified", UNCLEAR, (2, 3, 9, 12, 16, 17), 4_120 * MILLION),
        ("years_differ", UNCLEAR, (18,), -1),
        ("beneficiaries_subset", NOTE, (15, 5, 6, 7), 10),
        ("total_includes_counterpart", NOTE, (1, 4, 2, 3), 42_995 * MILLION),
        ("no_number", NOTE, (19,), 0),
        ("parts_agree", AGREES, (1, 2, 3, 4), 0),
    ],
    "thanh-hoa-2017-2018": [
        ("no_money", NOTE, (1, 2, 4), 0),
        ("no_number", NOTE, (5,), 0),
    ],
    "hai-duong-2014-2018": [
        ("told_twice", NOTE, (16, 19, 22), 0),
        ("told_twice", NOTE, (17, 20, 23), -200_000),
        ("outside_article", NOTE, (24, 25, 26), 0),
        ("counterpart_not_told", NOTE, (3,), 0),
        ("parts_agree", AGREES, (2, 4, 10, 16), 0),
        ("parts_agree", AGREES, (3, 5, 11, 17), 0),
        ("parts_agree", AGREES, (4, 6, 8), 0),
        ("parts_agree", AGREES, (5, 7, 9), 0),
        ("parts_agree", AGREES, (10, 12, 14), 0),
        ("parts_agree", AGREES, (11, 13, 15), 0),
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
    return [(one.code, one.weight, one.difference) for one in find(figures_of([text]))]


@pytest.mark.parametrize("code", FINDINGS)
def test_each_text_is_held_to_its_own_arithmetic(published, code):
    findings = find(figures_of([published[code]]))

    assert [
        (
            one.code,
            one.weight.value,
            tuple(figure.number for figure in one.figures),
            one.difference,
        )
        for one in findings
    ] == FINDINGS[code]


def test_findings_of_money_are_sentences_that_an_officer_can_act_on(published):
    messages = [
        (one.message, one.resolve)
        for code in ("gia-lai-2012-2022", "nghe-an-2016-2020")
        for one in find(figures_of([published[code]]))
        if one.code in ("total_includes_counterpart", "counterpart_not_told", "not_by_content")
    ]

    assert messages == [
        (
            "«Tổng kinh phí» 60,182 tỷ đồng gồm cả vốn đối ứng 42,995 tỷ đồng; phần Nhà nước hỗ "
            "trợ là 17,187 tỷ đồng, mỗi đồng hỗ trợ đi với 2,50 đồng đối ứng.",
            "So với nơi khác chỉ dùng phần Nhà nước hỗ trợ.",
        ),
        (
            "«gần 39 tỉ đồng» không được phân theo nội dung nào.",
            "Đối chiếu theo nội dung trong sổ.",
        ),
        (
            "Kinh phí Nhà nước hỗ trợ gần 39 tỷ đồng không gồm vốn đối ứng, văn bản cũng không "
            "công bố vốn đối ứng.",
            "So với nơi khác chỉ dùng phần Nhà nước hỗ trợ.",
        ),
    ]


def test_parts_that_do_not_add_up_differ_by_their_amount(text):
    whole = tell(text, value=Decimal(10))
    tell(text, value=Decimal(4), source="national", part_of=whole)
    tell(text, value=Decimal(5), source="province", part_of=whole)

    assert found(text)[0] == ("parts_differ", Weight.DIFFERS, 1)


def test_a_share_of_money_that_is_not_told_is_not_recomputed(text):
    tell(text, measure="share", unit="%", value=Decimal(40), source="national")

    assert found(text) == []


def test_a_range_told_as_a_part_is_no_contradiction(text):
    whole = tell(text, value=Decimal(10))
    tell(text, value=None, low=Decimal(2), high=Decimal(3), part_of=whole)

    assert [one[0] for one in found(text)] == ["no_money"]

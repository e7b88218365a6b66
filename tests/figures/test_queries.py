"""Published figures at a place, at an address, and programmes side by side."""

from khuyencong.figures.queries import claims_at, comparison, programme_pages
from khuyencong.indicators.address import parse
from tests.factories.figures import PublishedFigureFactory


def claims(**words):
    return [(one.text.code, one.number, one.shown) for one in claims_at(parse(words))]


def test_an_address_has_the_figures_published_at_it_and_no_others(published):
    asked = {"place": "Hải Dương", "period": "2014-2018", "content": "machine"}

    assert claims(measure="support", source="national", **asked) == [
        ("hai-duong-2014-2018", 15, "900 triệu đồng")
    ]
    assert claims(measure="support", **asked) == [("hai-duong-2014-2018", 11, "8,615 tỷ đồng")]
    assert claims(measure="support", source="commune", **asked) == []


def test_a_target_is_found_at_its_address_in_its_term(published):
    assert claims(
        measure="models", content="model", place="Hà Tĩnh", period="2021-2025", nature="settled"
    ) == [("ha-tinh-2016-2020", 29, "trên 10 mô hình")]


def test_an_address_that_leaves_the_only_kind_of_result_out_is_the_same_address(published):
    asked = {"measure": "establishments", "place": "Hà Tĩnh", "period": "2016-2020"}

    assert (
        claims(content="sxsh", **asked)
        == claims(content="sxsh", item="assessment", **asked)
        == [("ha-tinh-2016-2020", 18, "15 cơ sở")]
    )


def test_lines_that_are_no_part_of_the_article_are_published_at_no_address(published):
    assert claims(measure="schemes", place="Hải Dương", period="2019") == []


def test_a_programme_has_a_headline_of_its_whole_and_its_figures_by_kind(published):
    pages = {page.text.code: page for page in programme_pages()}
    page = pages["gia-lai-2012-2022"]

    assert [figure.shown for figure in page.headline] == ["60,182 tỷ đồng", "42,995 tỷ đồng"]
    assert [len(kind) for kind in (page.results, page.plans, page.targets, page.claims)] == [
        17,
        0,
        0,
        2,
    ]


def test_programme_pages_take_two_queries(published, django_assert_num_queries):
    with django_assert_num_queries(2):
        programme_pages()


def test_programmes_are_compared_like_with_like_and_gaps_stay_gaps(published):
    assert [
        (
            one.place,
            one.schemes,
            one.support.shown,
            one.support_a_year_vnd,
            one.counterpart.shown,
            one.total.shown,
        )
        for one in comparison()
    ] == [
        (
            "Gia Lai (gợi ý, chờ xác nhận)",
            None,
            "17,187 tỷ đồng (cộng 2 nguồn)",
            1_562_454_545,
            "42,995 tỷ đồng",
            "60,182 tỷ đồng",
        ),
        ("Hà Tĩnh", 109, "hơn 23,29 tỷ đồng", 4_658_000_000, "không công bố", "không công bố"),
        ("Hải Dương", 66, "11,072 tỷ đồng", 2_214_400_000, "không công bố", "không công bố"),
        ("Nghệ An", None, "gần 39 tỷ đồng", 7_800_000_000, "không công bố", "không công bố"),
        ("Thanh Hóa", 39, "không công bố", None, "không công bố", "không công bố"),
    ]


def test_a_claim_of_another_period_is_no_headline_of_the_programme(published):
    text = published["thanh-hoa-2017-2018"]
    PublishedFigureFactory(text=text, number=90, money=True, start_date=None, end_date=None)

    (thanh_hoa,) = comparison([text])

    assert thanh_hoa.support.shown == "không công bố"

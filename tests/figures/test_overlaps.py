"""The same thing told for other times: a period inside another, a goal and what came of it."""

from datetime import date

import pytest

from khuyencong.figures.models import FigureKind
from khuyencong.figures.overlaps import overlaps_of
from khuyencong.places.queries import units_within_ids
from tests.factories.figures import PublishedFigureFactory, SourceTextFactory


@pytest.fixture(autouse=True)
def _units():
    units_within_ids.cache_clear()
    yield
    units_within_ids.cache_clear()


def figure(place, first, last, **said):
    text = SourceTextFactory(
        place=place,
        start_date=date(first, 1, 1),
        end_date=date(last, 12, 31),
        period_label=f"{first}–{last}",
    )
    made = PublishedFigureFactory(text=text, **said)
    made.refresh_from_db()
    return made


def told(one):
    return [(found.relation, found.sentence, found.tone) for found in overlaps_of([one])]


def test_a_shorter_period_is_a_part_and_not_added(province):
    whole = figure(province, 2012, 2022, value=250, surface="250 đề án")
    part = figure(province, 2014, 2020, value=120, surface="120 đề án")

    said = "Kỳ 2014–2020 nằm trong 2012–2022: là một phần, không cộng thêm."
    assert told(part) == [("kỳ nằm trong kỳ", said, "neutral")]
    assert told(whole) == [("kỳ nằm trong kỳ", said, "neutral")]


def test_a_part_larger_than_the_whole_cannot_be(province):
    whole = figure(province, 2012, 2022, value=100)
    figure(province, 2014, 2020, value=120)

    assert told(whole) == [
        (
            "kỳ nằm trong kỳ",
            "Kỳ 2014–2020 nằm trong 2012–2022 nhưng số của kỳ ngắn lại nhiều hơn 20 đề án.",
            "danger",
        )
    ]


@pytest.mark.parametrize(
    ("value", "sentence", "tone"),
    [
        (10, "Hai văn bản nêu như nhau.", "success"),
        (12, "Hai văn bản nêu khác nhau, chênh 2 đề án.", "danger"),
    ],
)
def test_two_texts_tell_one_period(province, value, sentence, tone):
    one = figure(province, 2021, 2025)
    figure(province, 2021, 2025, value=value, surface=f"{value} đề án")

    assert told(one) == [("cùng kỳ", sentence, tone)]


def test_periods_that_cross_are_not_added(province):
    one = figure(province, 2014, 2018)
    figure(province, 2016, 2020)

    assert told(one) == [
        (
            "kỳ giao nhau",
            "Kỳ 2014–2018 và 2016–2020 chỉ trùng nhau một phần: không cộng được.",
            "neutral",
        )
    ]


@pytest.mark.parametrize(
    ("done", "word", "tone"), [(3, "đạt", "success"), (2, "chưa đạt", "warning")]
)
def test_a_goal_is_set_against_what_came_of_it(province, done, word, tone):
    rounds = {"measure": "events", "unit": "cuộc", "item": "selection_round"}
    goal = figure(province, 2021, 2025, kind=FigureKind.TARGET, value=3, surface="3 cuộc", **rounds)
    figure(province, 2021, 2025, value=done, surface=f"{done} cuộc", **rounds)

    assert told(goal) == [
        ("mục tiêu và kết quả", f"Mục tiêu «3 cuộc», kết quả «{done} cuộc»: {word}.", tone)
    ]


def test_a_goal_is_not_judged_before_its_time(province):
    goal = figure(province, 2021, 2025, kind=FigureKind.TARGET, value=30)
    figure(province, 2021, 2023, value=12)

    assert told(goal) == [
        (
            "mục tiêu và kết quả",
            "Mục tiêu «30 đề án», kết quả «12 đề án» (mới tính 2021–2023).",
            "neutral",
        )
    ]


def test_products_promised_and_establishments_delivered_are_of_another_unit(province):
    goal = figure(
        province, 2021, 2025, kind=FigureKind.TARGET, measure="products", contents=["brand"],
        value=30, unit="sản phẩm", qualifier="khoảng", surface="khoảng 30 sản phẩm",
    )  # fmt: skip
    figure(
        province, 2021, 2025, measure="beneficiaries", contents=["brand"], value=9, unit="cơ sở",
        surface="9 cơ sở",
    )  # fmt: skip

    assert told(goal) == [
        (
            "đơn vị khác nhau",
            "Đơn vị khác nhau («khoảng 30 sản phẩm» và «9 cơ sở»): không so trực tiếp được.",
            "warning",
        )
    ]


def test_other_places_other_things_and_other_times_do_not_touch(province, other_province):
    one = figure(province, 2016, 2020)
    figure(other_province, 2016, 2020)
    figure(province, 2016, 2020, source="national")
    figure(province, 2016, 2020, contents=["machine"])
    figure(province, 2021, 2025)
    PublishedFigureFactory(text=one.text)

    assert told(one) == []


def test_averages_and_rates_of_a_shorter_period_are_not_compared(province):
    rate = {"measure": "growth", "unit": "%", "value": 5}
    one = figure(province, 2016, 2020, **rate)
    figure(province, 2018, 2018, **rate)

    assert [sentence for _, sentence, _ in told(one)] == [
        "Kỳ 2018–2018 nằm trong 2016–2020: không so trực tiếp."
    ]


def test_many_figures_ask_one_query(province, django_assert_num_queries):
    figures = [figure(province, 2016, 2020) for _ in range(4)]
    overlaps_of(figures)

    with django_assert_num_queries(1):
        assert len(overlaps_of(figures)) == 12


def test_the_page_of_an_address_shows_what_is_told_of_other_periods(client, province):
    figure(province, 2012, 2022, value=250, surface="250 đề án")

    opened = client.get("/so-lieu/?measure=schemes&place=Ngh%E1%BB%87+An&period=2014-2020").context[
        "opened"
    ]

    assert (opened.claims, [(one.other.surface, one.sentence) for one in opened.overlaps]) == (
        [],
        [("250 đề án", "Kỳ 2014–2020 nằm trong 2012–2022: không so trực tiếp.")],
    )


def test_a_goal_published_at_the_address_stands_beside_what_came_of_it(client, province):
    figure(province, 2021, 2025, kind=FigureKind.TARGET, value=30, surface="30 đề án")
    figure(province, 2021, 2025, value=31, surface="31 đề án")

    opened = client.get("/so-lieu/?measure=schemes&place=Ngh%E1%BB%87+An&period=2021-2025").context[
        "opened"
    ]

    assert len(opened.claims) == 2
    assert [one.sentence for one in opened.overlaps] == [
        "Mục tiêu «30 đề án», kết quả «31 đề án»: đạt."
    ]

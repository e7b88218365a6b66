"""What reconciliation says of figures that no record answers, or only in part."""

from collections import Counter

import pytest

from khuyencong.figures.models import PublishedFigure
from khuyencong.figures.queries import texts_of
from khuyencong.figures.reconciliation import reconcile
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit
from tests.factories.schemes import LineFactory, ResultFactory


def row(text, number):
    (found,) = reconcile([text])
    return next(one for one in found.rows if one.figure.number == number)


def test_without_records_nothing_is_computed_and_the_reason_is_told(published):
    outcomes = Counter(
        (row.verdict.outcome.value, row.explanation)
        for found in reconcile([published["nghe-an-2016-2020"]])
        for row in found.rows
    )

    assert outcomes == {
        ("chưa tính được", "Chưa có bản ghi nào trong kỳ này."): 13,
        ("chưa tính được", "«Tỷ lệ khác» không tính được từ sổ đề án."): 1,
    }


def test_a_length_of_time_is_held_against_the_period_itself(published):
    length = row(published["gia-lai-2012-2022"], 18)

    assert (length.basis, length.computed_words, length.verdict.outcome.value) == (
        "period",
        "11 năm",
        "lệch",
    )
    assert length.explanation == "Kỳ 2012–2022 tính cả hai đầu là 11 năm ngân sách."


@pytest.mark.parametrize(
    ("code", "number", "explanation"),
    [
        ("ha-tinh-2016-2020", 28, "Là mục tiêu của kỳ 2021–2025, không phải kết quả."),
        ("thanh-hoa-2017-2018", 3, "Là kế hoạch (2018–2020), không phải kết quả."),
        ("thanh-hoa-2017-2018", 5, "Nhận định không nêu con số cụ thể."),
        (
            "hai-duong-2014-2018",
            25,
            "Là dòng ngoài bài, nói về 2019, không thuộc kỳ 2014–2018.",
        ),
    ],
)
def test_what_is_no_result_says_what_it_is(published, code, number, explanation):
    assert row(published[code], number).explanation == explanation


def test_a_target_shows_what_has_been_done_so_far(published):
    text = published["ha-tinh-2016-2020"]
    ResultFactory(province=text.place, kind="model", content="model", year=2022, quantity=4)

    assert row(text, 29).explanation == (
        "Là mục tiêu của kỳ 2021–2025, không phải kết quả. Đến nay sổ đề án ghi 4 mô hình."
    )


def test_only_rows_that_are_not_known_at_an_address_make_it_unclear(published):
    text = published["ha-tinh-2016-2020"]
    LineFactory(
        scheme__province=text.place,
        content="",
        account__settled={"national": 600_000_000},
    )

    unclear, differs = row(text, 15), row(text, 4)

    assert unclear.explanation == (
        "Chưa kết luận được với sổ đề án (0 bản ghi). Chỉ có bản ghi «không rõ» tại địa chỉ này. "
        "Còn 1 bản ghi «không rõ»."
    )
    assert (unclear.verdict.outcome.value, differs.verdict.outcome.value) == ("không rõ", "lệch")


def test_people_of_several_classes_of_a_year_are_not_added_up(published):
    text = published["ha-tinh-2016-2020"]
    for _ in range(2):
        ResultFactory(province=text.place, kind="person", content="training", year=2018)

    assert (row(text, 9).verdict.outcome.value, row(text, 9).explanation) == (
        "chưa tính được",
        "Số người của nhiều lớp không cộng được: một người có thể học nhiều lớp.",
    )


def test_a_rate_without_a_period_of_its_own_is_not_computed(published):
    PublishedFigure.objects.filter(measure="growth", source="province").update(
        start_date=None, end_date=None
    )

    assert row(published["nghe-an-2016-2020"], 10).explanation == "Văn bản không nêu kỳ."


def test_a_measure_that_rows_do_not_keep_by_a_refinement_says_so(published):
    PublishedFigure.objects.filter(measure="classes").update(area="disadvantaged")

    assert row(published["gia-lai-2012-2022"], 10).explanation == (
        "«Số lớp» không có chiều «địa bàn khó khăn» trong sổ."
    )


def test_a_period_keeps_the_figures_that_lie_in_it_and_what_is_found_about_them(published):
    texts = texts_of(Unit.objects.get(name="Hải Dương"))

    (found,) = reconcile(texts, period=Period.parse("2018-2019"))

    assert [one.figure.number for one in found.rows] == [25, 26]
    assert [one.code for one in found.findings] == ["outside_article"]
    assert reconcile(texts, period=Period.parse("2001-2005")) == []


def test_a_period_that_holds_the_period_of_a_text_keeps_the_whole_text(published):
    (found,) = reconcile([published["hai-duong-2014-2018"]], period=Period.parse("2014-2018"))

    assert (len(found.rows), len(found.findings)) == (26, 10)

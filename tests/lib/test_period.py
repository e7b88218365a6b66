from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.lib.period import Period, PeriodError


@pytest.mark.parametrize(
    ("words", "start", "end", "label", "code"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31), "2018", "2018"),
        ("năm 2018", date(2018, 1, 1), date(2018, 12, 31), "2018", "2018"),
        ("2014-2018", date(2014, 1, 1), date(2018, 12, 31), "2014–2018", "2014-2018"),
        (
            "giai đoạn 2016 – 2020",
            date(2016, 1, 1),
            date(2020, 12, 31),
            "2016–2020",
            "2016-2020",
        ),
        (
            "6 tháng đầu năm 2018",
            date(2018, 1, 1),
            date(2018, 6, 30),
            "6 tháng đầu năm 2018",
            "2018-H1",
        ),
        (
            "2018-H2",
            date(2018, 7, 1),
            date(2018, 12, 31),
            "6 tháng cuối năm 2018",
            "2018-H2",
        ),
        ("quý II/2018", date(2018, 4, 1), date(2018, 6, 30), "quý II/2018", "2018-Q2"),
        (
            "Quý 4 năm 2018",
            date(2018, 10, 1),
            date(2018, 12, 31),
            "quý IV/2018",
            "2018-Q4",
        ),
        (
            "2017 và 6 tháng đầu năm 2018",
            date(2017, 1, 1),
            date(2018, 6, 30),
            "2017 và 6 tháng đầu năm 2018",
            "2017-01-01..2018-06-30",
        ),
        (
            "2017-01-01..2018-06-30",
            date(2017, 1, 1),
            date(2018, 6, 30),
            "01/01/2017–30/06/2018",
            "2017-01-01..2018-06-30",
        ),
        (
            "2018-01-01..2018-12-31",
            date(2018, 1, 1),
            date(2018, 12, 31),
            "2018",
            "2018",
        ),
    ],
)
def test_a_period_is_read_from_the_words_people_use(
    words: str, start: date, end: date, label: str, code: str
) -> None:
    period = Period.parse(words)

    assert (period, period.code) == (Period(start, end, label), code)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "0001-9999",
            "Kỳ «0001-9999» nằm ngoài những năm tra cứu được: từ 1900 đến 2100.",
        ),
        ("2101", "Kỳ «2101» nằm ngoài những năm tra cứu được: từ 1900 đến 2100."),
        (
            "0000 và nửa đầu năm 2018",
            "Kỳ «0000 và nửa đầu năm 2018» có ngày không tồn tại trong lịch.",
        ),
        (
            "2020-2016",
            "Kỳ «2020–2016» có ngày kết thúc trước ngày bắt đầu: hãy đổi lại thứ tự.",
        ),
        (
            "năm ngoái",
            "Không hiểu kỳ «năm ngoái». Viết như «2018», «2014-2018», «2018-H1», «2018-Q2» "
            "hoặc «2017-01-01..2018-06-30».",
        ),
        ("2018-02-30..2018-03-01", "Kỳ «2018-02-30» có ngày không tồn tại trong lịch."),
        ("0000", "Kỳ «0» có ngày không tồn tại trong lịch."),
    ],
)
def test_words_that_name_no_period_are_refused_with_a_sentence(words: str, sentence: str) -> None:
    with pytest.raises(PeriodError) as caught:
        Period.parse(words)

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("code", "before"),
    [
        ("2016-2020", "2011-2015"),
        ("2018", "2017"),
        ("2018-H1", "2017-H2"),
        ("2018-Q1", "2017-Q4"),
        ("2017-01-01..2018-06-30", "2015-07-01..2016-12-31"),
        ("2018-01-11..2018-01-20", "2018-01-01..2018-01-10"),
    ],
)
def test_a_period_knows_the_one_before(code: str, before: str) -> None:
    assert Period.parse(code).previous().code == before


def test_a_period_is_cut_into_its_years() -> None:
    parts = Period.parse("2017 và 6 tháng đầu năm 2018").each_year()

    assert [part.code for part in parts] == ["2017", "2018-H1"]


def test_ten_years_are_not_2012_to_2022() -> None:
    assert len(Period.parse("2012-2022").years) == 11


@pytest.mark.parametrize(("inner", "inside"), [("2018-Q2", True), ("2018-2019", False)])
def test_a_period_contains_what_lies_within_it(inner: str, inside: bool) -> None:
    assert Period.parse("2014-2018").contains(Period.parse(inner)) is inside


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)),
)
def test_a_code_is_read_back_as_the_same_days(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other), "x")
    again = Period.parse(period.code)

    assert (again.start, again.end) == (period.start, period.end)

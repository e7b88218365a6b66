from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.lib.working_days import (
    add_working_days,
    is_working_day,
    last_working_day,
    next_working_day,
    working_days_between,
)

DAYS = st.dates(min_value=date(2012, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2024, 5, 20), True),
        (date(2024, 5, 18), False),  # thứ Bảy
        (date(2024, 5, 19), False),  # Chủ nhật
        (date(2024, 9, 2), False),  # Quốc khánh
        (date(2024, 4, 30), False),
        (date(2024, 5, 1), False),
        (date(2024, 4, 18), False),  # Giỗ Tổ Hùng Vương, mùng 10 tháng 3 âm lịch
        (date(2024, 2, 9), False),  # 30 Tết Giáp Thìn
        (date(2024, 2, 12), False),  # mùng 3 Tết
        (date(2024, 2, 16), True),
        (date(2024, 4, 29), False),  # nghỉ hoán đổi
        (date(2024, 5, 4), True),  # thứ Bảy làm bù
        (date(2025, 1, 29), False),  # mùng 1 Tết Ất Tỵ
        (date(2026, 2, 17), False),  # mùng 1 Tết Bính Ngọ
    ],
)
def test_weekends_public_holidays_and_tet_are_not_worked(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_a_holiday_on_a_sunday_is_taken_on_the_monday() -> None:
    assert not is_working_day(date(2023, 1, 2))  # 01/01/2023 là Chủ nhật


def test_fifteen_working_days_pass_over_tet() -> None:
    assert add_working_days(date(2024, 2, 1), 15) == date(2024, 2, 29)


def test_a_day_off_added_by_decision_is_not_counted() -> None:
    assert add_working_days(date(2024, 5, 20), 1, closed={date(2024, 5, 21)}) == date(2024, 5, 22)


def test_a_day_off_moves_to_the_working_day_after_or_before() -> None:
    assert next_working_day(date(2024, 5, 19)) == date(2024, 5, 20)
    assert last_working_day(date(2024, 5, 19)) == date(2024, 5, 17)


def test_a_negative_number_of_days_is_refused() -> None:
    with pytest.raises(ValueError, match="không được âm"):
        add_working_days(date(2024, 5, 20), -1)


@given(DAYS, st.integers(min_value=0, max_value=60))
def test_counting_back_gives_the_number_that_was_added(day: date, count: int) -> None:
    assert working_days_between(day, add_working_days(day, count)) == count


@given(DAYS)
def test_the_nearest_working_days_are_worked_and_nothing_worked_lies_between(day: date) -> None:
    before, after = last_working_day(day), next_working_day(day)

    assert is_working_day(before)
    assert is_working_day(after)
    assert all(
        not is_working_day(before + timedelta(days=n)) for n in range(1, (after - before).days)
    )

"""A day is written one way: 06/10/2025."""

from datetime import UTC, date, datetime

import pytest

from khuyencong.lib.days import show_clock, show_day, show_moment, show_month


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2025, 10, 6), "06/10/2025"),
        (date(2025, 2, 1), "01/02/2025"),
        (date(2025, 3, 9), "09/03/2025"),
        (date(2025, 12, 31), "31/12/2025"),
        (datetime(2025, 10, 5, 17, 0, tzinfo=UTC), "06/10/2025"),
        (datetime(2025, 10, 5, 16, 59, tzinfo=UTC), "05/10/2025"),
    ],
)
def test_a_day_has_two_digits_and_a_moment_is_of_its_day_in_vietnam(day, shown):
    assert show_day(day) == shown


def test_a_month_has_two_digits():
    assert [show_month(date(2025, month, 6)) for month in (1, 9, 10)] == [
        "01/2025",
        "09/2025",
        "10/2025",
    ]


def test_a_moment_is_told_in_vietnams_time():
    at = datetime(2025, 12, 31, 18, 5, 7, tzinfo=UTC)

    assert (show_moment(at), show_clock(at)) == ("01:05, 01/01/2026", "01:05:07")

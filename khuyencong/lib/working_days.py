"""Working days by the Vietnamese calendar: no Saturdays, Sundays, public holidays or days in lieu.

Holidays, Tết included, and the Saturdays worked in exchange for a day off come from the
``holidays`` package; a day off decided after it was published is given as *closed*.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

import holidays

_DAY = timedelta(days=1)


@cache
def _public_holidays(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return the days off of *year*, and its weekend days that are worked in exchange."""
    calendar = holidays.country_holidays("VN", years=year)
    return frozenset(calendar), frozenset(calendar.weekend_workdays)


def is_working_day(day: date, *, closed: Collection[date] = ()) -> bool:
    """Return whether state offices work on *day*."""
    days_off, worked = _public_holidays(day.year)
    if day in closed or day in days_off:
        return False
    return day.weekday() < 5 or day in worked


def add_working_days(day: date, count: int, *, closed: Collection[date] = ()) -> date:
    """Return the *count*-th working day after *day*; the day itself is not counted.

    Raise ``ValueError`` for a negative count.
    """
    if count < 0:
        raise ValueError("Số ngày làm việc không được âm.")
    while count:
        day += _DAY
        count -= is_working_day(day, closed=closed)
    return day


def next_working_day(day: date, *, closed: Collection[date] = ()) -> date:
    """Return *day* if offices work then, else the first working day after it."""
    while not is_working_day(day, closed=closed):
        day += _DAY
    return day


def last_working_day(day: date, *, closed: Collection[date] = ()) -> date:
    """Return *day* if offices work then, else the last working day before it."""
    while not is_working_day(day, closed=closed):
        day -= _DAY
    return day


def working_days_between(start: date, end: date, *, closed: Collection[date] = ()) -> int:
    """Return how many working days lie after *start*, up to and with *end*; 0 if reversed."""
    days = (end - start).days
    return sum(is_working_day(start + n * _DAY, closed=closed) for n in range(1, days + 1))

"""How a day, a month and a moment are written, on screens and papers alike.

Two digits for the day and the month, 06/10/2025: Nghị định 30/2020/NĐ-CP, Phụ lục I, puts a 0
before days below 10 and months 1, 2; in figures alone every month takes it, so that days line up in
a column.  A moment is told in Vietnam's time, wherever it was recorded.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

DAY = "%d/%m/%Y"
"""A day as :func:`show_day` writes it, for a field that reads it back."""

MONTH = "%m/%Y"
"""A month as :func:`show_month` writes it."""

_HERE = ZoneInfo("Asia/Ho_Chi_Minh")


def show_day(day: date) -> str:
    """«06/10/2025»; of a moment the day it was in Vietnam."""
    day = _here(day) if isinstance(day, datetime) else day
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def show_month(day: date) -> str:
    """«10/2025», the month of a day."""
    return f"{day.month:02d}/{day.year}"


def show_moment(at: datetime) -> str:
    """«09:05, 06/10/2025»."""
    here = _here(at)
    return f"{here.hour:02d}:{here.minute:02d}, {show_day(here)}"


def show_clock(at: datetime) -> str:
    """«09:05:07», the time of day to the second."""
    return f"{_here(at):%H:%M:%S}"


def _here(at: datetime) -> datetime:
    return at.astimezone(_HERE)

"""The deadlines of a year, and the last day to act after an event."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from khuyencong.lib.days import show_day
from khuyencong.lib.working_days import add_working_days, last_working_day

from ..models import AppliesTo, Deadline

Every = Deadline.Every


@dataclass(frozen=True, slots=True)
class DueDate:
    """One deadline on the calendar.

    ``named_day`` is the day the law names; ``last_day`` the last day in time, one earlier where the
    law says «trước ngày»; ``last_working_day`` the last one on which offices are open.
    """

    deadline: Deadline
    named_day: date
    last_day: date
    last_working_day: date

    @property
    def label(self) -> str:
        """«trước 20/05/2025» or «chậm nhất 22/01/2026»."""
        word = "trước" if self.deadline.is_before else "chậm nhất"
        return f"{word} {show_day(self.named_day)}"


def deadlines_for(
    year: int, *, chain: str = AppliesTo.NATIONAL, province: str | None = None
) -> list[DueDate]:
    """Return the deadlines of a plan year with a day of their own, in order of the day.

    The liquidation of 22/01 is that of the year: it falls in the next.  Deadlines after an event
    have no day before the event: see :func:`days_of_event`.  A rule counts on the day it names.
    """
    rows = (
        Deadline.objects.filter(applies_to__in=(chain, AppliesTo.BOTH))
        .exclude(every=Every.EVENT)
        .select_related("document", "jurisdiction")
        .prefetch_related("document__amendments")
    )
    return due_dates(rows, year, chain=chain, province=province)


def due_dates(
    rows: Iterable[Deadline], year: int, *, chain: str, province: str | None
) -> list[DueDate]:
    """The same of rows that have been read; those of other money or another province drop out."""
    due = [
        _due(row, day)
        for row in rows
        if row.every != Every.EVENT and row.applies_to in (chain, AppliesTo.BOTH)
        if row.jurisdiction is None or row.jurisdiction.code == province
        for day in _days(row, year)
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    ]
    return sorted(due, key=lambda d: (d.last_day, d.deadline.code))


def days_of_event(deadline: Deadline, event: date) -> DueDate:
    """Return the due date of a deadline that runs from *event*; the event's day is not counted.

    Raise ``ValueError`` for a deadline with a day of its own.
    """
    if deadline.days is None:
        raise ValueError("Thời hạn này có ngày cố định, không tính từ một sự kiện.")
    if deadline.is_working_days:
        return _due(deadline, add_working_days(event, deadline.days))
    return _due(deadline, event + timedelta(days=deadline.days))


def _days(row: Deadline, year: int) -> Iterator[date]:
    months = [row.month] if row.month else range(1, 13)
    for month in months:
        last = monthrange(year + row.year_offset, month)[1]
        yield date(year + row.year_offset, month, min(row.day or last, last))


def _due(row: Deadline, named: date) -> DueDate:
    last = named - timedelta(days=1) if row.is_before else named
    return DueDate(row, named, last, last_working_day(last))

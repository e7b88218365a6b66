"""When a year's money moves: plan, allocation, advance, acceptance, settlement, in that order.

Thông tư 36/2013/TT-BCT: Điều 13 (advance of at most 70 %), and settlement of a year's money by
22/01 of the next.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Kind, Level, Nature
from khuyencong.lib.working_days import last_working_day, next_working_day

ADVANCE_PERCENT = 70
DOCUMENT = "Chứng từ minh họa"
_ROUND = 100_000


@dataclass(frozen=True, slots=True)
class Timetable:
    """The working days on which the money of one line moves."""

    planned: date
    allocated: date
    advanced: date
    accepted: date
    settled: date


def plan_day(year: int, random: Random) -> date:
    """A working day from 10/02 to the beginning of June, when plans of the year are given."""
    return next_working_day(date(year, 2, 10) + timedelta(days=random.randrange(105)))


def result_day(year: int, random: Random) -> date:
    """A working day from 15/06 to the middle of November."""
    return next_working_day(date(year, 6, 15) + timedelta(days=random.randrange(150)))


def timetable(planned: date, random: Random) -> Timetable:
    """Draw the days that follow the day of the plan."""
    allocated = next_working_day(planned + timedelta(days=random.randint(7, 20)))
    advanced = next_working_day(allocated + timedelta(days=random.randint(20, 50)))
    accepted = next_working_day(date(planned.year, 9, 15) + timedelta(days=random.randrange(85)))
    settled = last_working_day(accepted + timedelta(days=random.randint(12, 35)))
    return Timetable(planned, allocated, advanced, accepted, settled)


def postings(source: str, amount_vnd: int, days: Timetable) -> list[Posting]:
    """The entries of one line's money of one source, from the plan to the settlement."""
    accepted, settled = (Nature.ACCEPTED, days.accepted), (Nature.SETTLED, days.settled)
    if source == Kind.COUNTERPART:
        return [
            Posting(amount_vnd, nature, Kind.COUNTERPART, Level.NONE, on, DOCUMENT)
            for nature, on in (accepted, settled)
        ]
    advance = amount_vnd * ADVANCE_PERCENT // 100 // _ROUND * _ROUND
    moved = (
        (Nature.ASSIGNED, days.planned, amount_vnd),
        (Nature.ALLOCATED, days.allocated, amount_vnd),
        (Nature.ADVANCED, days.advanced, advance),
        (Nature.DISBURSED, days.advanced, advance),
        (*accepted, amount_vnd),
        (Nature.DISBURSED, days.settled, amount_vnd - advance),
        (*settled, amount_vnd),
    )
    return [Posting(part, nature, Kind.GRANT, source, on, DOCUMENT) for nature, on, part in moved]

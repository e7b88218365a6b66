"""When things happen to a scheme: asked for, written, appraised, planned, carried out, evaluated.

Thông tư 36/2013/TT-BCT: dossiers at base before 20/05 and at the Ministry before 15/06 of the year
before (Điều 7), an advance of at most 70 % (Điều 13), settlement by 22/01 of the next year (Điều
18).  A local dossier is written in the second half of the year before.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from django.utils import timezone

from khuyencong.delivery.queries.followups import add_months
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Kind, Level, Nature
from khuyencong.lib.working_days import last_working_day, next_working_day

ADVANCE_PERCENT = 70
_ROUND = 100_000


@dataclass(frozen=True, slots=True)
class Preparation:
    """The working days of a dossier, all in the year before that of its plan.

    ``returned`` and ``sent_again`` for one that went back once; ``registered`` and ``judged`` at
    the Ministry, of a national scheme.
    """

    asked: date
    opened: date
    submitted: date
    appraised: date
    returned: date | None = None
    sent_again: date | None = None
    registered: date | None = None
    judged: date | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """The working days of a scheme under its plan."""

    planned: date
    contracted: date
    started: date
    settled: date


@dataclass(frozen=True, slots=True)
class LineDays:
    """The working days on which the money of one line moves, and its evaluations."""

    planned: date
    contracted: date
    advanced: date
    accepted: date
    paid: date
    looked_at: tuple[date, date]


@cache
def moment(day: date, hour: int = 9) -> datetime:
    """The time at which something of *day* was recorded."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def preparation(year: int, random: Random, *, is_national: bool) -> Preparation:
    """Draw the days of the dossier of a scheme planned in *year*."""
    begin = date(year - 1, 2, 10) if is_national else date(year - 1, 6, 1)
    asked = _after(begin, 0, 40 if is_national else 70, random)
    opened = _after(asked, 4, 12, random)
    submitted = _after(opened, 8, 18, random) if is_national else _after(opened, 20, 70, random)
    returned = sent_again = None
    if random.randrange(12) == 0:
        returned = _after(submitted, 2, 3, random)
        sent_again = _after(returned, 2, 4, random)
    appraised = _after(sent_again or submitted, 4, 10, random)
    if not is_national:
        return Preparation(asked, opened, submitted, appraised, returned, sent_again)
    return Preparation(
        asked,
        opened,
        submitted,
        appraised,
        returned,
        sent_again,
        registered=_after(appraised, 1, 5, random),
        judged=_after(date(year - 1, 8, 10), 0, 60, random),
    )


def plan_days(year: int, random: Random) -> tuple[date, date]:
    """The working days of the two decisions of a year, both in its first half."""
    return (
        next_working_day(date(year, 2, 15) + timedelta(days=random.randrange(25))),
        next_working_day(date(year, 4, 10) + timedelta(days=random.randrange(40))),
    )


def result_day(year: int, random: Random) -> date:
    """A working day from 15/06 to the middle of November."""
    return next_working_day(date(year, 6, 15) + timedelta(days=random.randrange(150)))


def delivery(planned: date, random: Random) -> Delivery:
    """Draw the days of a scheme that a plan gave, without that of its settlement."""
    contracted = _after(planned, 7, 20, random)
    return Delivery(planned, contracted, _after(contracted, 1, 8, random), contracted)


def line_days(planned: date, contracted: date, random: Random) -> LineDays:
    """Draw the days of a line whose money the plan gave and a contract holds."""
    advanced = _after(contracted, 25, 50, random)
    accepted = next_working_day(date(planned.year, 9, 15) + timedelta(days=random.randrange(85)))
    paid = _after(accepted, 4, 8, random)
    first, last = (_after(add_months(accepted, months), 1, 20, random) for months in (12, 36))
    return LineDays(planned, contracted, advanced, accepted, paid, (first, last))


def settle_day(paid: date, random: Random) -> date:
    """A working day after the last payment, not after 22/01 of the next year."""
    return last_working_day(paid + timedelta(days=random.randint(6, 20)))


def _after(day: date, least: int, most: int, random: Random) -> date:
    return next_working_day(day + timedelta(days=random.randint(least, most)))


@dataclass(frozen=True, slots=True)
class Documents:
    """What the entries of a line rest on."""

    estimate: str
    plan: str
    contract: str
    advance: str
    acceptance: str
    payment: str
    settlement: str


def first_advance(amount_vnd: int, percent: int) -> int:
    """What is advanced first: the percent, in round hundreds of thousands of đồng."""
    return amount_vnd * percent // 100 // _ROUND * _ROUND


@dataclass(frozen=True, slots=True)
class Moves:
    """When a line's money moves and on what papers; ``percent`` is advanced first."""

    submitted: date
    days: LineDays
    settled: date
    documents: Documents
    percent: int = ADVANCE_PERCENT


def postings(source: str, amount_vnd: int, moves: Moves) -> list[Posting]:
    """The entries of one line's money of one source, from the estimate to the settlement."""
    told, days = moves.documents, moves.days
    first = first_advance(amount_vnd, moves.percent)
    rest = amount_vnd - first
    moved = [
        (Nature.REGISTERED, moves.submitted, amount_vnd, told.estimate),
        (Nature.CONTRACTED, days.contracted, amount_vnd, told.contract),
        (Nature.ACCEPTED, days.accepted, amount_vnd, told.acceptance),
        (Nature.SETTLED, moves.settled, amount_vnd, told.settlement),
    ]
    if source == Kind.COUNTERPART:
        return [
            Posting(part, nature, Kind.COUNTERPART, Level.NONE, on, document)
            for nature, on, part, document in moved
        ]
    moved += [
        (Nature.ASSIGNED, days.planned, amount_vnd, told.plan),
        (Nature.ALLOCATED, days.planned, amount_vnd, told.plan),
        (Nature.ADVANCED, days.advanced, first, told.advance),
        (Nature.DISBURSED, days.advanced, first, told.advance),
        (Nature.ADVANCED, days.paid, rest, told.payment),
        (Nature.DISBURSED, days.paid, rest, told.payment),
    ]
    return [
        Posting(part, nature, Kind.GRANT, source, on, document)
        for nature, on, part, document in sorted(moved, key=lambda one: one[1])
        if part
    ]

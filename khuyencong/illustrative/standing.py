"""The days of a scheme that stands at a step today: what was done before, what is still to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from khuyencong.delivery.queries.followups import add_months
from khuyencong.lib.working_days import last_working_day, next_working_day
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Tier

from .decisions import PlanDecision
from .ground import seeded
from .plan import Batch
from .timetable import Delivery, LineDays, Preparation

_GAPS: Mapping[str, tuple[int, int]] = {
    "asked": (0, 0),
    "opened": (4, 9),
    "submitted": (8, 16),
    "returned": (4, 8),
    "sent_again": (4, 9),
    "appraised": (5, 10),
    "registered": (3, 7),
    "judged": (20, 40),
    "planned": (30, 60),
    "contracted": (8, 14),
    "started": (2, 6),
    "advanced": (15, 22),
    "accepted": (60, 80),
    "paid": (5, 9),
    "settled": (8, 15),
}
"""The steps in order, and how many days each comes after the one before."""

_LAST: Mapping[str, str] = {
    State.DRAFT: "opened",
    State.SUBMITTED: "submitted",
    State.RETURNED: "returned",
    State.APPRAISED: "appraised",
    State.REGISTERED: "registered",
    State.PLANNED: "planned",
    State.CONTRACTED: "contracted",
    State.UNDER_WAY: "advanced",
}
"""The last thing that happened to a scheme in each state."""

_GIVEN = (State.PLANNED, State.CONTRACTED, State.UNDER_WAY)
_SINCE_PLAN = timedelta(days=60)
_SINCE_LAST = (3, 8)
_BASE_DEADLINE = (5, 20)  # TT 36/2013 Điều 7: dossiers at base before 20/05 of the year before
_YEAR_END = (12, 20)
_ROUND = 3


@dataclass(frozen=True, slots=True)
class Standing:
    """What of the plan a scheme is drawn from, and the days of its steps around today."""

    batch: Batch
    days: Mapping[str, date]

    @property
    def is_given(self) -> bool:
        """Whether a plan has given it."""
        return self.batch.stands in _GIVEN

    @property
    def ends_on(self) -> date:
        """The day until which the contract of one that a plan gave runs: in its year, if it can."""
        end = date(self.days["planned"].year, *_YEAR_END)
        return end if end > self.days["started"] else self.days["accepted"]

    @property
    def preparation(self) -> Preparation:
        names = ("asked", "opened", "submitted", "appraised", "returned", "sent_again")
        of_ministry = ("registered", "judged")
        return Preparation(**{name: self.days.get(name) for name in (*names, *of_ministry)})  # type: ignore[arg-type]  # the first four are always there

    @property
    def delivery(self) -> Delivery:
        names = ("planned", "contracted", "started", "settled")
        return Delivery(**{name: self.days[name] for name in names})

    @property
    def line_days(self) -> LineDays:
        names = ("planned", "contracted", "advanced", "accepted", "paid")
        days = {name: self.days[name] for name in names}
        first, last = (add_months(days["accepted"], months) for months in (12, 36))
        return LineDays(**days, looked_at=(first, last))


def standing_of(batch: Batch, today: date, random: Random) -> Standing | None:
    """Draw the days around today of a scheme that stands at a step; ``None`` for any other."""
    if not batch.stands:
        return None
    names = [name for name in _GAPS if _takes(batch, name)]
    at = names.index(_LAST[batch.stands])
    anchor = names.index("planned") if batch.stands in _GIVEN else at
    since = _SINCE_PLAN if batch.stands in _GIVEN else timedelta(days=random.randint(*_SINCE_LAST))
    days = {names[anchor]: last_working_day(today - since)}
    for number in range(anchor, 0, -1):
        gap = timedelta(days=random.randint(*_GAPS[names[number]]))
        days[names[number - 1]] = last_working_day(days[names[number]] - gap)
    for number in range(anchor + 1, len(names)):
        gap = timedelta(days=random.randint(*_GAPS[names[number]]))
        before = days[names[number - 1]]
        begin = before if number <= at else max(before, today)
        days[names[number]] = next_working_day(begin + gap)
    return Standing(batch, days)


def _takes(batch: Batch, name: str) -> bool:
    """Only what was returned is sent again; only a national scheme goes to the Ministry."""
    if name in ("returned", "sent_again"):
        return batch.stands == State.RETURNED
    return batch.tier == Tier.NATIONAL or name not in ("registered", "judged")


def year_of(batch: Batch, today: date) -> int:
    """The year of the plan that such a scheme is for, or was given by.

    A national dossier is written for the next year whose deadline at base lies ahead.
    """
    if batch.stands in _GIVEN:
        return last_working_day(today - _SINCE_PLAN).year
    is_ahead = batch.tier == Tier.NATIONAL and batch.stands != State.REGISTERED
    return year_asked_for(today) if is_ahead else today.year + 1


def year_asked_for(today: date) -> int:
    """The year that needs told today are for."""
    return today.year + 1 + ((today.month, today.day) >= _BASE_DEADLINE)


def given_by(term: str, tier: str, standing: Standing) -> PlanDecision:
    """The decision that gave the schemes of a tier in a round of its own."""
    day = standing.days["planned"]
    issuer = "QĐ-BCT" if tier == Tier.NATIONAL else "QĐ-UBND"
    number = seeded(term, "round", tier, str(day.year)).randint(1900, 2600)
    return PlanDecision(day.year, tier, _ROUND, f"{number}/{issuer} (minh họa)", day)

"""The decisions that give the plans of a year: two a year for each programme of a place."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random

from khuyencong.schemes.models import Tier

from .ground import seeded
from .timetable import plan_days


@dataclass(frozen=True, slots=True, order=True)
class PlanDecision:
    """The decision of one round of a year's plan; its number says that it is invented."""

    year: int
    tier: str
    round: int
    number: str
    date: date


def plan_decision(term: str, tier: str, year: int, random: Random) -> PlanDecision:
    """Draw which of the year's two decisions gives a scheme; two of three come with the first."""
    return _decisions(term, tier, year)[random.randrange(3) // 2]


@cache
def _decisions(term: str, tier: str, year: int) -> tuple[PlanDecision, PlanDecision]:
    random = seeded(term, "plan", tier, str(year))
    issuer = "QĐ-BCT" if tier == Tier.NATIONAL else "QĐ-UBND"
    numbers = sorted(random.sample(range(120, 1900), 2))
    first, second = (
        PlanDecision(year, tier, round_, f"{number}/{issuer} (minh họa)", day)
        for round_, (number, day) in enumerate(
            zip(numbers, plan_days(year, random), strict=True), start=1
        )
    )
    return first, second

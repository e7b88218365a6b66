from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import Permission
from khuyencong.schemes.lifecycle import State, who_may
from khuyencong.schemes.models import Scheme, Tier

from .lifecycle import STEPS, Level, Outcome, appraisers_of, level_waiting, runners_of
from .models import Appraisal, Council, Seat

__all__ = [
    "Rights",
    "appraise",
    "appraises",
    "conclude",
    "give_opinion",
    "open_appraisal",
    "open_appraisals",
    "read_appraisal",
    "read_opinions",
    "rights",
    "run_council",
    "run_councils",
    "runs",
    "view_records",
]


def open_appraisals(user: User) -> bool:
    """Who views records, and members of councils who do nothing else here."""
    return user.may(Permission.VIEW_RECORDS) or user.may(Permission.SCORE_PRODUCTS)


def read_appraisal(user: User, scheme: Scheme) -> bool:
    return user.may(Permission.VIEW_RECORDS) and scheme.state != State.DRAFT


def appraises(user: User, level: str, *, tier: str = Tier.NATIONAL) -> bool:
    """Whether the person is of the staff that appraises at *level*."""
    return user.is_active and user.role in appraisers_of(level, tier=tier)


def runs(user: User, level: str, *, tier: str = Tier.NATIONAL) -> bool:
    """Whether the person opens appraisals of *level* and records its councils."""
    return user.is_active and user.role in runners_of(level, tier=tier)


def run_councils(user: User) -> bool:
    return any(runs(user, level) for level in Level.values)


def run_council(user: User, council: Council) -> bool:
    return runs(user, council.level)


def open_appraisal(user: User, scheme: Scheme) -> bool:
    """Whether the person may begin to appraise the scheme now."""
    level = level_waiting(scheme.state)
    return level is not None and runs(user, level, tier=scheme.tier)


def appraise(user: User, appraisal: Appraisal) -> bool:
    """Whether the person may set up the appraisal at hand: its council, what norms rest on."""
    return appraisal.is_waiting and runs(user, appraisal.level, tier=appraisal.scheme.tier)


def give_opinion(user: User, appraisal: Appraisal, seat: str) -> bool:
    """A member of the council; without a council, the staff.  ``seat`` is empty for no member."""
    if not (user.is_active and appraisal.is_waiting):
        return False
    if appraisal.council_id:
        return bool(seat)
    return appraises(user, appraisal.level, tier=appraisal.scheme.tier)


def conclude(user: User, appraisal: Appraisal, seat: str) -> tuple[Outcome, ...]:
    """Return what the person may conclude: the chair all; without a council by the lifecycle."""
    if not (user.is_active and appraisal.is_waiting):
        return ()
    if appraisal.council_id:
        return tuple(Outcome) if seat == Seat.CHAIR else ()
    tier, level = appraisal.scheme.tier, appraisal.level
    return tuple(one for one in Outcome if user.role in who_may(STEPS[level, one], tier=tier))


def read_opinions(user: User, appraisal: Appraisal, seat: str, *, has_locked: bool) -> bool:
    """Whether the person may read the opinions of others.

    Who gives one reads them once the own is locked; after the conclusion, so do those who run the
    appraisal.  A leader who decides on the staff's opinions gives none and reads them all along.
    """
    is_runner = user.is_active and runs(user, appraisal.level, tier=appraisal.scheme.tier)
    if not appraisal.is_waiting:
        return is_runner or bool(seat)
    if give_opinion(user, appraisal, seat):
        return has_locked
    return is_runner and not appraisal.council_id


@dataclass(frozen=True, slots=True)
class Rights:
    """What a person may do and read of an appraisal under way."""

    may_set_up: bool
    may_give: bool
    outcomes: tuple[Outcome, ...]
    reads_opinions: bool


def rights(user: User, appraisal: Appraisal, seat: str, *, has_locked: bool) -> Rights:
    return Rights(
        may_set_up=appraise(user, appraisal),
        may_give=give_opinion(user, appraisal, seat) and not has_locked,
        outcomes=conclude(user, appraisal, seat),
        reads_opinions=read_opinions(user, appraisal, seat, has_locked=has_locked),
    )

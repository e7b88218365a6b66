from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import MINISTRY_OFFICER
from khuyencong.funding.models import Level
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within
from khuyencong.schemes.lifecycle import who_may
from khuyencong.schemes.models import Tier

from .models import Plan

__all__ = [
    "change_plan",
    "close_year",
    "decide_plan",
    "give_envelope",
    "give_plans",
    "make_plan_of",
    "make_plans",
    "view_records",
]

PREPARED_BY = {Tier.NATIONAL: frozenset({MINISTRY_OFFICER.code})}
"""Who draws a plan up for whoever gives it (Điều 6.3, 8.3 TT 36/2013: Cục trình Bộ trưởng)."""


def make_plans(user: User) -> bool:
    """Whoever draws plans up, and whoever gives them."""
    return user.is_active and any(_makes(user, tier) for tier in Tier.values)


def give_plans(user: User) -> bool:
    """The leader of a province, and of the Ministry for the country."""
    return user.is_active and any(_gives(user, tier) for tier in Tier.values)


def make_plan_of(user: User, tier: str, place: Unit | None) -> bool:
    """A plan of that programme for that place."""
    return user.is_active and _makes(user, tier) and _covers(user, place)


def change_plan(user: User, plan: Plan) -> bool:
    """Move schemes, propose: whoever may make such a plan."""
    return make_plan_of(user, plan.tier, plan.place)


def decide_plan(user: User, plan: Plan) -> bool:
    """Give the plan by a decision: who takes the step «plan» of its schemes."""
    return user.is_active and _gives(user, plan.tier) and _covers(user, plan.place)


def give_envelope(user: User, level: str, place: Unit | None) -> bool:
    """National money by the Ministry's leader, local money by the leader of the province."""
    tier = Tier.NATIONAL if level == Level.NATIONAL else Tier.PROVINCE
    return user.is_active and _gives(user, tier) and _covers(user, place)


def close_year(user: User, place: Unit) -> bool:
    """The leader of the province closes its books."""
    return user.is_active and _gives(user, Tier.PROVINCE) and _covers(user, place)


def _gives(user: User, tier: str) -> bool:
    return user.role in who_may("plan", tier=tier)


def _makes(user: User, tier: str) -> bool:
    return _gives(user, tier) or user.role in PREPARED_BY.get(Tier(tier), frozenset())


def _covers(user: User, place: Unit | None) -> bool:
    if user.scope_unit is None:
        return True
    return place is not None and place.pk in units_within(user.scope_unit)

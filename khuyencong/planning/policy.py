from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import MINISTRY_OFFICER, PROVINCE_OFFICER
from khuyencong.funding.models import Level
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within
from khuyencong.schemes.lifecycle import who_may
from khuyencong.schemes.models import Tier

from .models import Plan

__all__ = [
    "change_plan",
    "decide_plan",
    "give_envelope",
    "give_plans",
    "make_plans",
    "tiers_planned",
    "view_records",
]


def make_plans(user: User) -> bool:
    """Whoever prepares plans of some programme."""
    return user.is_active and any(_prepares(user, tier) for tier in Tier.values)


def make_plan_of(user: User, tier: str, place: Unit | None) -> bool:
    """A what-if plan of that programme for that place."""
    return user.is_active and _prepares(user, tier) and _covers(user, place)


def tiers_planned(user: User) -> list[str]:
    """The programmes whose plans for their own place the person makes."""
    return [tier for tier in Tier.values if make_plan_of(user, tier, user.scope_unit)]


def change_plan(user: User, plan: Plan) -> bool:
    """Move schemes and propose: whoever may make such a plan."""
    return make_plan_of(user, plan.tier, plan.place)


def give_plans(user: User) -> bool:
    """Whoever gives plans, envelopes and closes years: those who take the step «giao kế hoạch»."""
    return user.is_active and any(_decides(user, tier) for tier in Tier.values)


def decide_plan(user: User, plan: Plan) -> bool:
    """Give the plan of that programme and place by a decision."""
    return user.is_active and _decides(user, plan.tier) and _covers(user, plan.place)


def give_envelope(user: User, level: str, place: Unit | None) -> bool:
    """National money by whoever gives the national plan, local money by who gives the local."""
    tier = Tier.NATIONAL if level == Level.NATIONAL else Tier.PROVINCE
    return user.is_active and _decides(user, tier) and _covers(user, place)


def close_year(user: User, place: Unit) -> bool:
    """Close the books of the province: whoever gives its local plans."""
    return user.is_active and _decides(user, Tier.PROVINCE) and _covers(user, place)


def _prepares(user: User, tier: str) -> bool:
    """Cục and Sở put plans together (TT 46/2012 Điều 8.2); their leaders decide them."""
    officer = MINISTRY_OFFICER if tier == Tier.NATIONAL else PROVINCE_OFFICER
    return user.role == officer.code or _decides(user, tier)


def _decides(user: User, tier: str) -> bool:
    return user.role in who_may("plan", tier=tier)


def _covers(user: User, place: Unit | None) -> bool:
    """Whether the place, or the province it lies in, is within the person's own."""
    if user.scope_unit is None:
        return True
    within = units_within(user.scope_unit)
    return place is not None and not within.isdisjoint({place.pk, place.province_id})

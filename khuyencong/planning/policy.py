from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.funding.models import Level
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within
from khuyencong.schemes.lifecycle import who_may
from khuyencong.schemes.models import Tier

from .models import Plan

__all__ = ["change_plan", "give_envelope", "make_plans", "view_records"]


def make_plans(user: User) -> bool:
    """Whoever gives plans: the leader of a province, the Ministry's officer for the country."""
    return user.is_active and any(_plans(user, tier) for tier in Tier.values)


def make_plan_of(user: User, tier: str, place: Unit | None) -> bool:
    """A plan of that programme for that place."""
    return user.is_active and _plans(user, tier) and _covers(user, place)


def change_plan(user: User, plan: Plan) -> bool:
    """Move schemes, propose, decide: whoever may make such a plan."""
    return make_plan_of(user, plan.tier, plan.place)


def give_envelope(user: User, level: str, place: Unit | None) -> bool:
    """National money by the Ministry's officer, local money by the leader of the province."""
    tier = Tier.NATIONAL if level == Level.NATIONAL else Tier.PROVINCE
    return make_plan_of(user, tier, place)


def close_year(user: User, place: Unit) -> bool:
    """The leader of the province closes its books."""
    return make_plan_of(user, Tier.PROVINCE, place)


def _plans(user: User, tier: str) -> bool:
    return user.role in who_may("plan", tier=tier)


def _covers(user: User, place: Unit | None) -> bool:
    if user.scope_unit is None:
        return True
    return place is not None and place.pk in units_within(user.scope_unit)

from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.schemes.lifecycle import CARRIED_OUT, State
from khuyencong.schemes.models import Form, Scheme, Tier

from .lifecycle import EDITABLE, who_takes
from .models import GroupPlan

__all__ = ["view_records"]


def make_plans(user: User) -> bool:
    """Whoever makes plans of group schemes of any programme."""
    return user.is_active and any(user.role in who_takes("submit", tier=tier) for tier in Tier)


def make_plan_of(user: User, scheme: Scheme) -> bool:
    """Make the plan of the scheme; its place is ``visible_to``'s."""
    return user.is_active and user.role in who_takes("submit", tier=scheme.tier)


def edit_plan(user: User, plan: GroupPlan) -> bool:
    return make_plan_of(user, plan.scheme) and plan.state in EDITABLE


def take_step(user: User, plan: GroupPlan, name: str) -> bool:
    """Whether the step may be taken now, and is the person's."""
    tier = plan.scheme.tier
    return user.is_active and name in plan.steps_ahead and user.role in who_takes(name, tier=tier)


def takes_next(user: User, plan: GroupPlan) -> bool:
    """Whether the plan waits for the person: to submit it, or to decide."""
    return any(take_step(user, plan, name) for name in plan.steps_ahead)


def see_plans(user: User, scheme: Scheme) -> bool:
    """Shown on the page of a group scheme once a plan of the year has given it."""
    shown = (*CARRIED_OUT, State.STOPPED, State.TERMINATED)
    return view_records(user) and scheme.form == Form.GROUP and scheme.state in shown

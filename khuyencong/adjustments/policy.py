from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.schemes.lifecycle import CARRIED_OUT, State
from khuyencong.schemes.models import Scheme, Tier

from .lifecycle import EDITABLE, OPEN, deciders, proposers
from .models import ChangeRequest

__all__ = ["view_records"]


def propose(user: User) -> bool:
    """Whoever may ask for a change to a scheme of any programme."""
    return user.is_active and any(user.role in proposers(tier) for tier in Tier.values)


def decide(user: User) -> bool:
    """Whoever may be a decider; of which request, :func:`decide_request` tells."""
    every = ("", "ministry", "department", "province_department", "province")
    return user.is_active and any(
        user.role in deciders(decider, tier=tier) for decider in every for tier in Tier.values
    )


def propose_on(user: User, scheme: Scheme) -> bool:
    """Ask for a change to the scheme; its place is ``visible_to``'s."""
    return user.is_active and user.role in proposers(scheme.tier)


def edit_request(user: User, request: ChangeRequest) -> bool:
    """Change what is asked for, and submit it."""
    return propose_on(user, request.scheme) and request.state in EDITABLE


def withdraw_request(user: User, request: ChangeRequest) -> bool:
    return propose_on(user, request.scheme) and request.state in OPEN


def decide_request(user: User, request: ChangeRequest, decider: str) -> bool:
    """Return, approve or reject: the role of the decider that follows from what changes."""
    return user.is_active and user.role in deciders(decider, tier=request.scheme.tier)


def see_requests(user: User, scheme: Scheme) -> bool:
    """Shown on the page of a scheme once a plan has given it."""
    return view_records(user) and scheme.state in (*CARRIED_OUT, State.STOPPED, State.TERMINATED)

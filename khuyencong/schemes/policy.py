from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import Permission
from khuyencong.schemes.lifecycle import PLAIN_STEPS, who_may
from khuyencong.schemes.models import Scheme, Tier

__all__ = ["correct_scheme", "edit_schemes", "take_step", "take_steps", "view_records"]


def edit_schemes(user: User) -> bool:
    return user.may(Permission.EDIT_SCHEMES)


def correct_scheme(user: User, *, steps_count: int) -> bool:
    """Whether what was entered of a scheme may still be corrected by hand.

    Its first step enters it.  Once it has taken another, its dossier, its plan and change requests
    say what it is: else a clerk could move an approved scheme to another programme, or book money
    that nobody decided.
    """
    return edit_schemes(user) and steps_count <= 1


def take_steps(user: User) -> bool:
    """Whoever takes a step that has no page of its own; of which scheme, :func:`take_step` says."""
    return user.is_active and any(
        user.role in who_may(name, tier=tier)
        for name in PLAIN_STEPS.values()
        for tier in Tier.values
    )


def take_step(user: User, scheme: Scheme, name: str) -> bool:
    """Whether the step is the person's to take; its place is ``visible_to``'s."""
    return user.is_active and user.role in who_may(name, tier=scheme.tier)

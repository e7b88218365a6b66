"""Making plans, and deciding them."""

from .deciding import Amendment, PlanNotReady, amend, decide_plan, note_change
from .making import (
    ConflictOfInterest,
    PlanChanged,
    PlanDecided,
    PlanFacts,
    copy_plan,
    move,
    open_plan,
    propose_plan,
    refresh_plan,
    release,
    revise_item,
)

__all__ = [
    "Amendment",
    "ConflictOfInterest",
    "PlanChanged",
    "PlanDecided",
    "PlanFacts",
    "PlanNotReady",
    "amend",
    "copy_plan",
    "decide_plan",
    "move",
    "note_change",
    "open_plan",
    "propose_plan",
    "refresh_plan",
    "release",
    "revise_item",
]

"""What is approved, what is asked for, who decides it, what stands in the way, how long it took."""

from .conflicts import Asked, Meeting, asked_of, meetings, others_open, stale, touch
from .deciding import decision_on, is_unverified, law_changes, told
from .missing import missing_for_decision, missing_for_submission
from .reading import RequestPage, page_of, search, waiting_for
from .standing import CHANGEABLE, Standing, Value, source_of, standing_of, value_of
from .waiting import GROUPS, LONG_WAIT, LeadTimes, lead_times

__all__ = [
    "CHANGEABLE",
    "GROUPS",
    "LONG_WAIT",
    "Asked",
    "LeadTimes",
    "Meeting",
    "RequestPage",
    "Standing",
    "Value",
    "asked_of",
    "decision_on",
    "is_unverified",
    "law_changes",
    "lead_times",
    "meetings",
    "missing_for_decision",
    "missing_for_submission",
    "others_open",
    "page_of",
    "search",
    "source_of",
    "stale",
    "standing_of",
    "told",
    "touch",
    "value_of",
    "waiting_for",
]

"""What the law says on a day, and what follows from it for a request, a change, a year."""

from .calendar import Calendar
from .contents import GroupWithContents, groups
from .deadlines import DueDate, days_of_event, deadlines_for
from .deciders import Decision, UnknownChange, decider_for
from .evidence import AdvanceAnswer, advance_for, advances_for, evidence_for, papers_for
from .norms import (
    NormCheck,
    SupportCheck,
    SupportLine,
    Verdict,
    check_line,
    check_support,
    norm_for,
    norms_for,
)

__all__ = [
    "AdvanceAnswer",
    "Calendar",
    "Decision",
    "DueDate",
    "GroupWithContents",
    "NormCheck",
    "SupportCheck",
    "SupportLine",
    "UnknownChange",
    "Verdict",
    "advance_for",
    "advances_for",
    "check_line",
    "check_support",
    "days_of_event",
    "deadlines_for",
    "decider_for",
    "evidence_for",
    "groups",
    "norm_for",
    "norms_for",
    "papers_for",
]

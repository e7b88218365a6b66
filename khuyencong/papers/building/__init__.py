"""What each kind of paper says, from the records of a scheme or of a year's schemes."""

from .compose import (
    KINDS,
    Composed,
    blank_symbol,
    compose,
    draft_of,
    offered,
    place_and_date,
    subject_of,
)
from .frame import Draft, Group, Subject
from .wording import defaults, template_of, wording_of
from .years import Offer, draft_of_year, offers_of

__all__ = [
    "KINDS",
    "Composed",
    "Draft",
    "Group",
    "Offer",
    "Subject",
    "blank_symbol",
    "compose",
    "defaults",
    "draft_of",
    "draft_of_year",
    "offered",
    "offers_of",
    "place_and_date",
    "subject_of",
    "template_of",
    "wording_of",
]

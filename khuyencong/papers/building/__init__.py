"""What each kind of paper says, from the records of a scheme."""

from .compose import KINDS, Composed, blank_symbol, compose, offered, place_and_date, subject_of
from .frame import Subject
from .wording import defaults, template_of, wording_of

__all__ = [
    "KINDS",
    "Composed",
    "Subject",
    "blank_symbol",
    "compose",
    "defaults",
    "offered",
    "place_and_date",
    "subject_of",
    "template_of",
    "wording_of",
]

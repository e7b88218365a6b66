"""The tables of money: the ledger, and the limits that it is held to."""

from .envelopes import Envelope, EnvelopeRevision, YearClosing
from .ledger import Account, Closing, Entry, Stage
from .sources import BUDGETS, STATE_KINDS, Kind, Level, Nature

__all__ = [
    "BUDGETS",
    "STATE_KINDS",
    "Account",
    "Closing",
    "Entry",
    "Envelope",
    "EnvelopeRevision",
    "Kind",
    "Level",
    "Nature",
    "Stage",
    "YearClosing",
]

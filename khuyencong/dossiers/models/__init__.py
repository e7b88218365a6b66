"""The tables of needs and outreach, and of a dossier: its parts, estimate and papers."""

from .dossier import (
    Dossier,
    Paper,
    PaperQuerySet,
    Section,
    SectionVersion,
    SideText,
    Waiver,
    readable_by,
)
from .estimate import SOURCES, STATE_FIELDS, EstimateItem, amount_of
from .needs import Channel, HeardFrom, LocalQuerySet, Need, NeedDraft, Outreach
from .promises import UNITS, Measure, Promise, show_number

__all__ = [
    "SOURCES",
    "STATE_FIELDS",
    "UNITS",
    "Channel",
    "Dossier",
    "EstimateItem",
    "HeardFrom",
    "LocalQuerySet",
    "Measure",
    "Need",
    "NeedDraft",
    "Outreach",
    "Paper",
    "PaperQuerySet",
    "Promise",
    "Section",
    "SectionVersion",
    "SideText",
    "Waiver",
    "amount_of",
    "readable_by",
    "show_number",
]

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

__all__ = [
    "SOURCES",
    "STATE_FIELDS",
    "Channel",
    "Dossier",
    "EstimateItem",
    "HeardFrom",
    "LocalQuerySet",
    "Need",
    "NeedDraft",
    "Outreach",
    "Paper",
    "PaperQuerySet",
    "Section",
    "SectionVersion",
    "SideText",
    "Waiver",
    "amount_of",
    "readable_by",
]

"""The tables of needs and outreach, and of a dossier: its parts, estimate and papers."""

from .dossier import (
    Attachment,
    AttachmentQuerySet,
    Dossier,
    Section,
    SectionVersion,
    SideText,
    Waiver,
    readable_by,
)
from .estimate import SOURCES, STATE_FIELDS, EstimateItem, amount_of
from .forms import FormDraft, FormVersion
from .needs import Channel, HeardFrom, LocalQuerySet, Need, NeedDraft, Outreach, SurveyChange
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
    "FormDraft",
    "FormVersion",
    "Outreach",
    "Attachment",
    "AttachmentQuerySet",
    "Promise",
    "Section",
    "SectionVersion",
    "SideText",
    "SurveyChange",
    "Waiver",
    "amount_of",
    "readable_by",
    "show_number",
]

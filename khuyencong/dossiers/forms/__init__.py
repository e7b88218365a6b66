"""What people type: a survey form, a dossier's beginning, its lines, items and papers."""

from .dossier import CopyForm, DraftForm, GeneralForm, ItemForm, LineForm, PaperForm, WaiverForm
from .needs import (
    REACH,
    CoverageForm,
    NeedForm,
    NeedSearchForm,
    OutreachForm,
    ReachedForm,
)

__all__ = [
    "REACH",
    "CopyForm",
    "CoverageForm",
    "DraftForm",
    "GeneralForm",
    "ItemForm",
    "LineForm",
    "NeedForm",
    "NeedSearchForm",
    "OutreachForm",
    "PaperForm",
    "ReachedForm",
    "WaiverForm",
]

"""What people type: a survey form, a dossier's beginning, its lines, items and papers."""

from .dossier import (
    AttachmentForm,
    CopyForm,
    DraftForm,
    GeneralForm,
    ItemForm,
    JoinForm,
    LineForm,
    WaiverForm,
)
from .needs import (
    REACH,
    CoverageForm,
    NeedForm,
    NeedSearchForm,
    OutreachForm,
    OwnNeedForm,
    ReachedForm,
    ReasonForm,
    initial_of_need,
    initial_of_outreach,
)

__all__ = [
    "REACH",
    "CopyForm",
    "CoverageForm",
    "DraftForm",
    "GeneralForm",
    "ItemForm",
    "JoinForm",
    "LineForm",
    "NeedForm",
    "NeedSearchForm",
    "OutreachForm",
    "OwnNeedForm",
    "AttachmentForm",
    "ReachedForm",
    "ReasonForm",
    "initial_of_need",
    "initial_of_outreach",
    "WaiverForm",
]

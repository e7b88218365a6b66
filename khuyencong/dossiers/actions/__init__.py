"""Recording needs; opening, writing, estimating, papering and submitting a dossier."""

from khuyencong.schemes.actions import LineFacts

from .attachments import FileFacts, ask_again, hand_in, waive, withdraw
from .corrections import (
    NeedInUse,
    NoReason,
    correct_need,
    correct_outreach,
    withdraw_need,
    withdraw_outreach,
)
from .dossier import DraftFacts, copy_dossier, open_dossier, open_draft
from .editing import ChangedMeanwhile, DossierClosed, refuse_closed
from .estimate import (
    ItemFacts,
    LineInUse,
    add_item,
    add_line,
    change_item,
    change_line,
    remove_item,
    remove_line,
)
from .forms import drop_form, keep_form, save_general
from .needs import (
    NeedFacts,
    NeedWithdrawn,
    OutreachFacts,
    draft_from_need,
    drop_need_draft,
    join_group,
    keep_need_draft,
    record_need,
    record_outreach,
)
from .promises import PromiseFacts, set_promises
from .sections import Saved, Typed, save_section, settle_side_text
from .submission import DossierIncomplete, submit

__all__ = [
    "drop_form",
    "keep_form",
    "save_general",
    "NeedInUse",
    "NoReason",
    "correct_need",
    "correct_outreach",
    "withdraw_need",
    "withdraw_outreach",
    "ChangedMeanwhile",
    "DossierClosed",
    "DossierIncomplete",
    "DraftFacts",
    "FileFacts",
    "ItemFacts",
    "LineFacts",
    "LineInUse",
    "NeedFacts",
    "NeedWithdrawn",
    "OutreachFacts",
    "PromiseFacts",
    "Saved",
    "Typed",
    "add_item",
    "add_line",
    "ask_again",
    "change_item",
    "change_line",
    "copy_dossier",
    "draft_from_need",
    "drop_need_draft",
    "hand_in",
    "join_group",
    "keep_need_draft",
    "open_dossier",
    "open_draft",
    "record_need",
    "record_outreach",
    "refuse_closed",
    "remove_item",
    "remove_line",
    "save_section",
    "set_promises",
    "settle_side_text",
    "submit",
    "waive",
    "withdraw",
]

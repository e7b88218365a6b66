"""Asking for changes, deciding them, applying them."""

from .common import NotTheDecider, RequestClosed, RequestNotReady
from .drafting import (
    AddedLine,
    NothingChanges,
    PaperFacts,
    add_line,
    drop_change,
    drop_paper,
    hand_in,
    open_request,
    put_change,
    refresh,
    revise_reason,
)
from .steps import approve, reject, send_back, submit, withdraw

__all__ = [
    "AddedLine",
    "NotTheDecider",
    "NothingChanges",
    "PaperFacts",
    "RequestClosed",
    "RequestNotReady",
    "add_line",
    "approve",
    "drop_change",
    "drop_paper",
    "hand_in",
    "open_request",
    "put_change",
    "refresh",
    "reject",
    "revise_reason",
    "send_back",
    "submit",
    "withdraw",
]

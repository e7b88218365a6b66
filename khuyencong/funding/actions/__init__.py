"""Posting to the ledger, giving envelopes, closing years; and what the database refuses."""

from .envelopes import EnvelopeFacts, close_year, give_envelope, revise_envelope
from .ledger import (
    AlreadyReversed,
    Posting,
    date_accounts,
    limit_advance,
    post,
    post_all,
    replace,
    reverse,
)
from .refusals import (
    AcceptanceExceeded,
    AdvanceExceeded,
    ContractExceeded,
    DisbursementExceeded,
    EnvelopeExceeded,
    Refused,
    RepaymentExceeded,
    SettlementExceeded,
    YearClosed,
)

__all__ = [
    "AcceptanceExceeded",
    "AdvanceExceeded",
    "AlreadyReversed",
    "ContractExceeded",
    "DisbursementExceeded",
    "EnvelopeExceeded",
    "EnvelopeFacts",
    "Posting",
    "Refused",
    "RepaymentExceeded",
    "SettlementExceeded",
    "YearClosed",
    "close_year",
    "date_accounts",
    "give_envelope",
    "limit_advance",
    "post",
    "post_all",
    "replace",
    "reverse",
    "revise_envelope",
]

"""Posting to the ledger, giving envelopes, closing years; and what the database refuses."""

from .closings import close_accounts, reopen_accounts
from .envelopes import EnvelopeFacts, close_year, give_envelope, revise_envelope
from .ledger import (
    AlreadyReversed,
    Posting,
    charge_communes,
    date_accounts,
    limit_advance,
    post,
    post_all,
    replace,
    reverse,
    reverse_all,
)
from .refusals import (
    AcceptanceExceeded,
    AccountClosed,
    AdvanceExceeded,
    ContractExceeded,
    DisbursementExceeded,
    EnvelopeExceeded,
    Refused,
    RepaymentExceeded,
    SettlementExceeded,
    YearAhead,
    YearClosed,
)

__all__ = [
    "AcceptanceExceeded",
    "AccountClosed",
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
    "YearAhead",
    "YearClosed",
    "charge_communes",
    "close_accounts",
    "close_year",
    "date_accounts",
    "give_envelope",
    "limit_advance",
    "post",
    "post_all",
    "reopen_accounts",
    "replace",
    "reverse",
    "reverse_all",
    "revise_envelope",
]

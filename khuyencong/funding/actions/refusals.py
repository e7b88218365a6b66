"""What the database refuses, told as exceptions whose message is a Vietnamese sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError


class Refused(Exception):
    """A limit of money, held by the database, was reached.

    ``remaining_vnd`` is what could still be posted, in đồng; ``None`` where nothing is counted.
    """

    def __init__(self, message: str, *, remaining_vnd: int | None = None) -> None:
        super().__init__(message)
        self.remaining_vnd = remaining_vnd


class EnvelopeExceeded(Refused):
    """More would be allocated or delegated than the envelope holds."""


class ContractExceeded(Refused):
    """More would be contracted than was allocated."""


class AdvanceExceeded(Refused):
    """More would be advanced than the contract, or the rule on advances, allows."""


class DisbursementExceeded(Refused):
    """More would be disbursed than was contracted."""


class AcceptanceExceeded(Refused):
    """More would be accepted than was contracted."""


class SettlementExceeded(Refused):
    """More would be settled than was accepted."""


class RepaymentExceeded(Refused):
    """More would be paid back than was paid out."""


class YearClosed(Refused):
    """The books of that year and place are closed."""


class YearAhead(Refused):
    """The year has not begun: closing it would be for good."""


class AccountClosed(Refused):
    """The account is closed: all that may still move is what comes back, and what is owed."""


_BY_NAME: dict[str, type[Refused]] = {
    "funding_envelope_exceeded": EnvelopeExceeded,
    "funding_contracted_exceeded": ContractExceeded,
    "funding_advanced_exceeded": AdvanceExceeded,
    "funding_disbursed_exceeded": DisbursementExceeded,
    "funding_accepted_exceeded": AcceptanceExceeded,
    "funding_settled_exceeded": SettlementExceeded,
    "funding_repaid_exceeded": RepaymentExceeded,
    "funding_year_closed": YearClosed,
    "funding_account_closed": AccountClosed,
}


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what a trigger of the ledger refuses into the exception of its limit."""
    try:
        yield
    except IntegrityError as error:
        told = getattr(error.__cause__, "diag", None)
        refused = _BY_NAME.get(told.constraint_name or "") if told else None
        if refused is None or told is None:
            raise
        left = told.message_detail
        raise refused(told.message_primary, remaining_vnd=int(left) if left else None) from error

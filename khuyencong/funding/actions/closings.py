"""Closing accounts at what was settled of them, and opening them again after a mistake."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User

from ..models import Closing
from .refusals import refusals


@transaction.atomic
def close_accounts(
    accounts: Collection[int], *, on: date, document: str, by: User | None, at: datetime
) -> list[Closing]:
    """Close accounts that have been settled (tất toán dòng kinh phí), also at nothing.

    Raise ``AccountClosed`` where one is closed already.
    """
    with refusals():
        return Closing.objects.bulk_create(
            Closing(account_id=account, closed_on=on, document=document, by=by, at=at)
            for account in sorted(accounts)
        )


@transaction.atomic
def reopen_accounts(
    accounts: Collection[int], *, document: str, by: User | None, at: datetime
) -> list[Closing]:
    """Cancel the standing closing of accounts (hủy tất toán ghi nhầm); those open stay open."""
    standing = Closing.objects.select_for_update(of=("self",)).filter(
        account__in=accounts, reverses__isnull=True, reversed_by__isnull=True
    )
    with refusals():
        return Closing.objects.bulk_create(
            Closing(
                account_id=one.account_id,
                closed_on=one.closed_on,
                document=document,
                reverses=one,
                by=by,
                at=at,
            )
            for one in standing.order_by("account")
        )

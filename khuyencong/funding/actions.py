from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User

from .models import Account, Entry


class AlreadyReversed(Exception):
    """The entry is itself a reversal, or has been reversed before."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One amount to post: whole đồng with its nature, kind and source level."""

    amount_vnd: int
    nature: str
    kind: str
    level: str
    booked_on: date
    document: str = ""


@transaction.atomic
def post(
    account: Account, postings: Iterable[Posting], *, by: User | None, at: datetime
) -> list[Entry]:
    """Post entries to the ledger (ghi sổ kinh phí); the database keeps the account's stage."""
    return post_all([(account, posting) for posting in postings], by=by, at=at)


@transaction.atomic
def post_all(
    lines: Iterable[tuple[Account, Posting]], *, by: User | None, at: datetime
) -> list[Entry]:
    """Post the entries of many accounts at once."""
    return Entry.objects.bulk_create(
        [
            Entry(
                account=account,
                amount_vnd=posting.amount_vnd,
                nature=posting.nature,
                kind=posting.kind,
                level=posting.level,
                booked_on=posting.booked_on,
                document=posting.document,
                recorded_by=by,
                recorded_at=at,
            )
            for account, posting in lines
        ]
    )


@transaction.atomic
def reverse(entry: Entry, *, document: str, by: User | None, at: datetime) -> Entry:
    """Cancel an entry by its opposite (đảo bút toán); raise :class:`AlreadyReversed`."""
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.reverses_id or Entry.objects.filter(reverses=entry).exists():
        raise AlreadyReversed("Bút toán này đã được đảo, hoặc chính nó là bút toán đảo.")
    return Entry.objects.create(
        account_id=entry.account_id,
        amount_vnd=-entry.amount_vnd,
        nature=entry.nature,
        kind=entry.kind,
        level=entry.level,
        booked_on=entry.booked_on,
        document=document,
        reverses=entry,
        recorded_by=by,
        recorded_at=at,
    )

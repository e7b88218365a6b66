"""Entries: posted, replaced by another amount, reversed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User

from ..models import Account, Entry
from .refusals import refusals


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
    """Post entries to the ledger (ghi sổ kinh phí); the database keeps the account's stage.

    Raise a :class:`~.refusals.Refused` where a limit is reached or the year is closed.
    """
    return post_all([(account, posting) for posting in postings], by=by, at=at)


@transaction.atomic
def post_all(
    lines: Iterable[tuple[Account, Posting]], *, by: User | None, at: datetime
) -> list[Entry]:
    """Post the entries of many accounts at once."""
    with refusals():
        return Entry.objects.bulk_create(
            [_entry(account, posting, by=by, at=at) for account, posting in lines]
        )


@transaction.atomic
def replace(account: Account, posting: Posting, *, by: User | None, at: datetime) -> list[Entry]:
    """Reverse what stands of the posting's nature, kind and level, and post it instead.

    One statement, so that limits judge the outcome (điều chỉnh số tiền).  An amount of 0 only
    reverses.  Raise :class:`~.refusals.Refused` as :func:`post`.
    """
    Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    standing = Entry.objects.filter(
        account=account,
        nature=posting.nature,
        kind=posting.kind,
        level=posting.level,
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    entries = [_opposite(entry, posting.document, by=by, at=at) for entry in standing]
    if posting.amount_vnd:
        entries.append(_entry(account, posting, by=by, at=at))
    with refusals():
        return Entry.objects.bulk_create(entries)


def reverse(entry: Entry, *, document: str, by: User | None, at: datetime) -> Entry:
    """Cancel an entry by its opposite (đảo bút toán); raise :class:`AlreadyReversed`."""
    return reverse_all([entry], document=document, by=by, at=at)[0]


@transaction.atomic
def reverse_all(
    entries: Collection[Entry], *, document: str, by: User | None, at: datetime
) -> list[Entry]:
    """Cancel entries that were posted together; one statement, so that limits judge the outcome.

    Raise :class:`AlreadyReversed` where one of them is a reversal, or was reversed before.
    """
    keys = [entry.pk for entry in entries]
    locked = Entry.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    standing = list(locked)
    done = Entry.objects.filter(reverses__in=keys).exists()
    if done or any(entry.reverses_id for entry in standing):
        raise AlreadyReversed("Bút toán này đã được đảo, hoặc chính nó là bút toán đảo.")
    with refusals():
        return Entry.objects.bulk_create(
            [_opposite(entry, document, by=by, at=at) for entry in standing]
        )


@transaction.atomic
def limit_advance(account: Account, *, percent: int, basis: str) -> Account:
    """Copy the rule on advances of the day the contract is signed (tỷ lệ tạm ứng tối đa).

    ``basis`` cites the rule.  After acceptance the accepted amount may be advanced in full.
    """
    account = Account.objects.select_for_update(of=("self",), no_key=True).get(pk=account.pk)
    account.advance_percent, account.advance_basis = percent, basis
    account.save(update_fields=["advance_percent", "advance_basis"])
    return account


def date_accounts(accounts: Collection[int], *, on: date) -> None:
    """Write the day on which the plan gave the accounts of that year their money."""
    Account.objects.filter(pk__in=accounts, year=on.year).update(dated_on=on)


def charge_communes(communes: Mapping[int, int | None]) -> None:
    """Write which commune's own budget pays each account (xã chi), by the account's id.

    The database keeps the commune of an account that has money of communes allocated.
    """
    accounts = Account.objects.in_bulk([key for key, commune in communes.items() if commune])
    changed = [one for one in accounts.values() if one.commune_id != communes[one.pk]]
    for account in changed:
        account.commune_id = communes[account.pk]
    Account.objects.bulk_update(changed, ["commune"], batch_size=500)


def _entry(account: Account, posting: Posting, *, by: User | None, at: datetime) -> Entry:
    return Entry(
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


def _opposite(entry: Entry, document: str, *, by: User | None, at: datetime) -> Entry:
    return Entry(
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

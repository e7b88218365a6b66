"""Envelopes and rules on advances that are recorded afterwards, many at once."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from khuyencong.accounts.models import User

from ..models import Account, Envelope, EnvelopeRevision
from .envelopes import EnvelopeFacts
from .refusals import refusals


@transaction.atomic
def give_envelopes(
    given: Sequence[EnvelopeFacts], *, by: User, at: Sequence[datetime]
) -> list[Envelope]:
    """Give envelopes at the times told, in three statements (ghi các hạn mức đã giao).

    None of them may be of the whole country.  Raise as ``give_envelope``.
    """
    wholes = {
        (whole.year, whole.level, whole.is_illustrative): whole
        for whole in Envelope.objects.filter(
            place__isnull=True, year__in={facts.year for facts in given}
        )
    }
    with refusals():
        envelopes = Envelope.objects.bulk_create(
            Envelope(
                year=facts.year,
                level=facts.level,
                place=facts.place,
                parent=wholes.get((facts.year, facts.level, facts.is_illustrative)),
                amount_vnd=facts.amount_vnd,
                decision_number=facts.decision_number,
                decision_date=facts.decision_date,
                is_illustrative=facts.is_illustrative,
            )
            for facts in given
        )
    EnvelopeRevision.objects.bulk_create(
        EnvelopeRevision(
            envelope=envelope,
            amount_vnd=envelope.amount_vnd,
            decision_number=envelope.decision_number,
            decision_date=envelope.decision_date,
            by=by,
            at=when,
        )
        for envelope, when in zip(envelopes, at, strict=True)
    )
    return envelopes


@transaction.atomic
def limit_advances(rules: Mapping[int, tuple[int, str]]) -> None:
    """Copy to accounts, by their ids, the percent and the basis of the rule on advances.

    As ``limit_advance``, one statement for each rule there is.
    """
    for rule in set(rules.values()):
        percent, basis = rule
        accounts = [account for account, own in rules.items() if own == rule]
        Account.objects.filter(pk__in=accounts).update(advance_percent=percent, advance_basis=basis)

"""Giving, delegating and revising envelopes, and closing years."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.places.models import Unit

from ..models import Envelope, EnvelopeRevision, YearClosing
from .refusals import YearAhead, refusals


@dataclass(frozen=True, slots=True, kw_only=True)
class EnvelopeFacts:
    """What a decision gives: whole đồng of one source for one year and place.

    ``place`` is a province, or a commune for the source of communes; ``None`` is the whole
    country, of the national source only.
    """

    year: int
    level: str
    place: Unit | None
    amount_vnd: int
    decision_number: str
    decision_date: date
    is_illustrative: bool = False


@transaction.atomic
def give_envelope(facts: EnvelopeFacts, *, by: User, at: datetime) -> Envelope:
    """Give an envelope (giao hạn mức kinh phí).

    Where the whole country has one of that source and year, a province's is a delegated part of
    it; where the communes of a province have one in common, so is a commune's.  Raise
    ``EnvelopeExceeded`` if that has too little left, or if more than the amount is allocated
    already.
    """
    with refusals():
        envelope = Envelope.objects.create(
            year=facts.year,
            level=facts.level,
            place=facts.place,
            parent=_wider(facts),
            amount_vnd=facts.amount_vnd,
            decision_number=facts.decision_number,
            decision_date=facts.decision_date,
            is_illustrative=facts.is_illustrative,
        )
    _remember(envelope, by=by, at=at)
    return envelope


def _wider(facts: EnvelopeFacts) -> Envelope | None:
    """The envelope that one for a place is a part of: the next wider of its year and source."""
    if facts.place is None:
        return None
    return (
        Envelope.objects.filter(
            Q(place__isnull=True) | Q(place=facts.place.province_id),
            year=facts.year,
            level=facts.level,
            is_illustrative=facts.is_illustrative,
        )
        .order_by(F("place").asc(nulls_last=True))
        .first()
    )


@transaction.atomic
def revise_envelope(
    envelope: Envelope,
    *,
    amount_vnd: int,
    decision_number: str,
    decision_date: date,
    by: User,
    at: datetime,
) -> Envelope:
    """Change the amount of an envelope by a new decision (điều chỉnh hạn mức kinh phí).

    Raise ``EnvelopeExceeded`` where more is in use, or where the envelope it is a part of has too
    little left.
    """
    keys = [key for key in (envelope.parent_id, envelope.pk) if key is not None]
    locked = Envelope.objects.select_for_update(of=("self",)).order_by("pk")
    envelope = list(locked.filter(pk__in=keys))[-1]  # a part is younger than its whole
    envelope.amount_vnd = amount_vnd
    envelope.decision_number, envelope.decision_date = decision_number, decision_date
    with refusals():
        envelope.save(update_fields=["amount_vnd", "decision_number", "decision_date"])
    _remember(envelope, by=by, at=at)
    return envelope


def _remember(envelope: Envelope, *, by: User, at: datetime) -> None:
    EnvelopeRevision.objects.create(
        envelope=envelope,
        amount_vnd=envelope.amount_vnd,
        decision_number=envelope.decision_number,
        decision_date=envelope.decision_date,
        by=by,
        at=at,
    )


def close_year(
    year: int, place: Unit, *, by: User, at: datetime, is_illustrative: bool = False
) -> YearClosing:
    """Close the books of a province's year (khóa sổ năm); waits for entries under way.

    A year that is closed stays as it was closed first.  Raise :class:`YearAhead` for a year that
    has not begun.
    """
    if year > timezone.localdate(at).year:
        raise YearAhead(f"Năm {year} chưa tới, chưa khóa sổ được.")
    return YearClosing.objects.get_or_create(
        year=year, place=place, is_illustrative=is_illustrative, defaults={"by": by, "at": at}
    )[0]

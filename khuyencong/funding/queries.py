from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from khuyencong.accounts.models import User

from .models import Envelope, YearClosing


@dataclass(frozen=True, slots=True)
class EnvelopeUse:
    """An envelope with what is allotted from it, what of it is delegated, what is left (đồng)."""

    envelope: Envelope
    allotted_vnd: int
    delegated_vnd: int

    @property
    def left_vnd(self) -> int:
        return self.envelope.amount_vnd - self.allotted_vnd - self.delegated_vnd


def envelopes_in_use(
    user: User, *, year: int | None = None, is_illustrative: bool | None = None
) -> list[EnvelopeUse]:
    """The envelopes that *user* may see, newest year first, as they stand now; two queries."""
    found = Envelope.objects.visible_to(user).select_related("place", "parent")
    if year is not None:
        found = found.filter(year=year)
    if is_illustrative is not None:
        found = found.filter(is_illustrative=is_illustrative)
    return use_of(found.order_by("-year", "place__sort_key", "pk"))


def use_of(envelopes: Iterable[Envelope]) -> list[EnvelopeUse]:
    """Each envelope with its use, read by the very function the database's limits read."""
    envelopes = list(envelopes)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, (used).allotted, (used).delegated FROM ("
            " SELECT id, funding_envelope_use(id) AS used FROM funding_envelope"
            " WHERE id = ANY(%s) OFFSET 0) AS envelopes",
            [[envelope.pk for envelope in envelopes]],
        )
        used = {pk: (int(allotted), int(delegated)) for pk, allotted, delegated in cursor}
    return [EnvelopeUse(envelope, *used[envelope.pk]) for envelope in envelopes]


def closings_of(user: User, year: int) -> list[YearClosing]:
    """The closings of a year within what *user* may see."""
    return list(
        YearClosing.objects.visible_to(user).filter(year=year).select_related("place", "by")
    )

"""Plans of years past that are recorded afterwards, many at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Max

from khuyencong.accounts.models import User
from khuyencong.places.models import Unit
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Scheme

from ..models import AMOUNT_FIELDS, EditionRow, PlanEdition, RowKind
from .deciding import _EDITION_LOCK


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRow:
    """What an edition gave a scheme, or changed, in đồng by source level."""

    scheme: Scheme
    amounts: Mapping[str, int] = field(default_factory=dict)
    kind: str = RowKind.GIVEN
    contents: str = ""
    score: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEdition:
    """A decision on the plan of a year; ``place`` ``None`` is the whole country."""

    year: int
    tier: str
    place: Unit | None
    title: str
    decision: Decision
    by: User
    at: datetime
    rows: Sequence[PastRow]
    is_illustrative: bool = False


@transaction.atomic
def record_editions(editions: Sequence[PastEdition]) -> list[PlanEdition]:
    """Record editions in the order given, after those there are (ghi các lần giao kế hoạch).

    A fixed number of statements, besides a lock for each year.  The money that each gave is posted
    by whoever records the schemes, and judged by their envelopes.
    """
    with connection.cursor() as cursor:
        for year in sorted({past.year for past in editions}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_EDITION_LOCK, year])
    keys = ("year", "tier", "place", "is_illustrative")
    last = Counter(
        {
            tuple(row[:4]): row[4]
            for row in PlanEdition.objects.order_by().values_list(*keys).annotate(Max("number"))
        }
    )
    made = []
    for past in editions:
        key = (past.year, past.tier, past.place.pk if past.place else None, past.is_illustrative)
        last[key] += 1
        made.append(_edition(past, last[key]))
    recorded = PlanEdition.objects.bulk_create(made)
    EditionRow.objects.bulk_create(
        _row(edition, row)
        for edition, past in zip(recorded, editions, strict=True)
        for row in past.rows
    )
    return recorded


def _edition(past: PastEdition, number: int) -> PlanEdition:
    return PlanEdition(
        year=past.year,
        tier=past.tier,
        place=past.place,
        is_illustrative=past.is_illustrative,
        number=number,
        title=past.title,
        decision_number=past.decision.number,
        decision_date=past.decision.date,
        decided_by=past.by,
        decided_at=past.at,
    )


def _row(edition: PlanEdition, row: PastRow) -> EditionRow:
    return EditionRow(
        edition=edition,
        scheme=row.scheme,
        kind=row.kind,
        code=row.scheme.code,
        name=row.scheme.name,
        contents=row.contents,
        score=row.score,
        reason=row.reason,
        **{AMOUNT_FIELDS[level]: amount for level, amount in row.amounts.items()},  # type: ignore[index]  # a level
    )

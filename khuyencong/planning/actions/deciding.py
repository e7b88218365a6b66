"""The decision: an edition, a step of every scheme, an allocation from the envelopes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from khuyencong.accounts.models import User
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Account, Entry, Nature
from khuyencong.lib.days import show_day
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Scheme, Tier

from .. import queries
from ..models import AMOUNT_FIELDS, EditionRow, Plan, PlanEdition, PlanItem, RowKind
from ..queries import NOTHING, Cell, Details, apportion
from .making import _change, refuse_conflict

_EDITION_LOCK = 7306  # the first key of the advisory lock on numbering; the second is the year


class PlanNotReady(Exception):
    """The plan cannot be decided yet; ``sentences`` tells what is missing."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = tuple(sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """New đồng by source level that a scheme is to have in all for a year, and why."""

    scheme: Scheme
    amounts: Mapping[str, int]
    reason: str


@transaction.atomic
def decide_plan(
    plan: Plan, decision: Decision, *, by: User, at: datetime, seen: int | None = None
) -> PlanEdition:
    """Give the plan (quyết định giao kế hoạch) as an edition frozen with its values.

    Takes the step «plan» of every included scheme and allocates its money.  ``seen`` is the
    version that the person saw.  Raise ``PlanDecided``, ``PlanChanged``, ``ConflictOfInterest``,
    :class:`PlanNotReady`, or ``EnvelopeExceeded`` where another decision was quicker; then nothing
    has happened.
    """
    plan = _change(plan, seen=seen)
    refuse_conflict(plan, by)
    listed = queries.listed(plan, by)
    PlanItem.objects.bulk_update(listed, ["score"], batch_size=500)  # as they were that day
    items = [item for item in listed if item.is_included]
    items.sort(key=lambda item: item.scheme_id)  # schemes are locked in one order
    cells = queries.cells_of([item.scheme_id for item in items], year=plan.year)
    lacking = queries.missing_for_decision(plan, items, cells)
    if lacking:
        raise PlanNotReady(lacking)
    edition = _new_edition(plan, decision, by=by, at=at)
    _freeze(edition, items)
    for item in items:
        if "plan" in item.scheme.steps_ahead:
            schemes.take_step(item.scheme, "plan", by=by, at=at, decision=decision)
    _allocate(items, cells, decision, by=by, at=at)
    _date(items, cells, decision)
    return edition


@transaction.atomic
def amend(
    amendments: Sequence[Amendment],
    *,
    year: int,
    title: str,
    decision: Decision,
    by: User,
    at: datetime,
) -> PlanEdition:
    """Change the money that schemes were given (điều chỉnh kế hoạch) as a further edition.

    All schemes are of one programme, place and kind of record.  Each source's allocation is
    replaced, so envelopes and contracts judge the outcome: raise a ``funding.actions.Refused``.
    """
    edition = _later_edition(
        amendments[0].scheme, year=year, title=title, decision=decision, by=by, at=at
    )
    for amendment in sorted(amendments, key=lambda one: one.scheme.pk):
        _amend(edition, amendment, decision, by=by, at=at)
    return edition


@transaction.atomic
def note_change(
    change: Amendment, *, year: int, title: str, decision: Decision, by: User, at: datetime
) -> PlanEdition:
    """Write an edition of a change whose money somebody else has posted (ghi lần điều chỉnh).

    ``amounts`` are what is added to each source, negative where money is taken back; none where
    only words change.
    """
    scheme = change.scheme
    edition = _later_edition(scheme, year=year, title=title, decision=decision, by=by, at=at)
    EditionRow.objects.create(
        edition=edition,
        scheme=scheme,
        kind=RowKind.CHANGED,
        code=scheme.code,
        name=scheme.name,
        reason=change.reason,
        **_words_of(scheme, year),
        **{AMOUNT_FIELDS[level]: amount for level, amount in change.amounts.items()},  # type: ignore[index]  # a level
    )
    return edition


def _later_edition(
    scheme: Scheme, *, year: int, title: str, decision: Decision, by: User, at: datetime
) -> PlanEdition:
    key = {
        "year": year,
        "tier": scheme.tier,
        "place": None if scheme.tier == Tier.NATIONAL else scheme.province,
        "is_illustrative": scheme.is_illustrative,
    }
    return _edition(key, title=title, decision=decision, by=by, at=at)


def _new_edition(plan: Plan, decision: Decision, *, by: User, at: datetime) -> PlanEdition:
    key = {
        "year": plan.year,
        "tier": plan.tier,
        "place": plan.place,
        "is_illustrative": plan.is_illustrative,
    }
    return _edition(key, title=plan.title, decision=decision, by=by, at=at, plan=plan)


def _edition(
    key: Mapping[str, Any],
    *,
    title: str,
    decision: Decision,
    by: User,
    at: datetime,
    plan: Plan | None = None,
) -> PlanEdition:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_EDITION_LOCK, key["year"]])
    same = PlanEdition.objects.filter(
        **{
            name if value is not None else f"{name}__isnull": value if value is not None else True
            for name, value in key.items()
        }
    )
    number = (same.aggregate(last=Max("number"))["last"] or 0) + 1
    return PlanEdition.objects.create(
        **key,
        number=number,
        title=title,
        decision_number=decision.number,
        decision_date=decision.date,
        plan=plan,
        decided_by=by,
        decided_at=at,
    )


def _freeze(edition: PlanEdition, items: Sequence[PlanItem]) -> None:
    details = queries.details_of([item.scheme_id for item in items], year=edition.year)
    EditionRow.objects.bulk_create(
        EditionRow(
            edition=edition,
            scheme=item.scheme,
            kind=RowKind.GIVEN,
            code=item.scheme.code,
            name=item.scheme.name,
            score=item.score,
            reason=item.reason,
            **_words(item.scheme, details.get(item.scheme_id, NOTHING)),
            **{name: getattr(item, name) for name in AMOUNT_FIELDS.values()},
        )
        for item in items
    )


def _words(scheme: Scheme, details: Details) -> dict[str, str]:
    """Who carries out the scheme, for whom, where, as it stands that day."""
    return {
        "implementer": scheme.implementer.name if scheme.implementer else "",
        "contents": "; ".join(sorted(details.contents))[:300],
        "beneficiaries": "; ".join(details.beneficiaries),
        "places": "; ".join(details.places),
    }


def _words_of(scheme: Scheme, year: int) -> dict[str, str]:
    details = queries.details_of([scheme.pk], year=year)
    return _words(scheme, details.get(scheme.pk, NOTHING))


def _allocate(
    items: Iterable[PlanItem],
    cells: Mapping[int, list[Cell]],
    decision: Decision,
    *,
    by: User,
    at: datetime,
) -> None:
    pairs = [
        pair for item in items for pair in queries.planned(item, cells.get(item.scheme_id, ()))
    ]
    funding.charge_communes({cell.account_id: cell.commune_id for cell, _ in pairs})
    accounts = Account.objects.in_bulk({cell.account_id for cell, _ in pairs})
    funding.post_all(
        [
            (accounts[cell.account_id], _posting(cell.kind, cell.level, amount, decision))
            for cell, amount in pairs
            if amount
        ],
        by=by,
        at=at,
    )


def _date(items: Iterable[PlanItem], cells: Mapping[int, list[Cell]], decision: Decision) -> None:
    """The day of the plan, where it lies in the year the money and the scheme are of."""
    ids = [item.scheme_id for item in items]
    funding.date_accounts(
        {cell.account_id for one in ids for cell in cells.get(one, ())}, on=decision.date
    )
    of_plan = Scheme.objects.filter(pk__in=ids, dated_on__isnull=True)
    of_plan.filter(start_year=decision.date.year).update(dated_on=decision.date)
    Scheme.objects.filter(pk__in=ids, approval="").update(
        approval=f"{decision.number} ngày {show_day(decision.date)}"
    )


def _amend(
    edition: PlanEdition,
    amendment: Amendment,
    decision: Decision,
    *,
    by: User,
    at: datetime,
) -> None:
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=amendment.scheme.pk)
    given = _given(scheme, edition.year)
    change = {}
    for level, wanted in amendment.amounts.items():
        of_level = [one for one in given if one[2] == level]
        if not of_level:
            raise PlanNotReady([f"Đề án {scheme.code} chưa được phân bổ kinh phí từ nguồn này."])
        amounts = [amount for *_, amount in of_level]
        for (account, kind, _, _), part in zip(of_level, apportion(wanted, amounts), strict=True):
            posting = _posting(kind, level, part, decision)
            funding.replace(account, posting, by=by, at=at)
        change[AMOUNT_FIELDS[level]] = wanted - sum(amounts)  # type: ignore[index]  # a level
    EditionRow.objects.create(
        edition=edition,
        scheme=scheme,
        kind=RowKind.CHANGED,
        code=scheme.code,
        name=scheme.name,
        reason=amendment.reason,
        **_words_of(scheme, edition.year),
        **change,
    )


def _given(scheme: Scheme, year: int) -> list[tuple[Account, str, str, int]]:
    """What stands allocated on each account of the scheme's year, by kind and level."""
    standing = (
        Entry.objects.filter(
            account__line__scheme=scheme,
            account__year=year,
            nature=Nature.ALLOCATED,
            level__in=list(AMOUNT_FIELDS),
            reverses__isnull=True,
            reversed_by__isnull=True,
        )
        .select_related("account")
        .order_by("account_id", "kind", "level")
    )
    sums: dict[tuple[Account, str, str], int] = {}
    for entry in standing:
        key = (entry.account, entry.kind, entry.level)
        sums[key] = sums.get(key, 0) + entry.amount_vnd
    return [(*key, amount) for key, amount in sums.items()]


def _posting(kind: str, level: str, amount_vnd: int, decision: Decision) -> Posting:
    return Posting(
        amount_vnd, Nature.ALLOCATED, kind, level, booked_on=decision.date, document=decision.number
    )

"""Editions of a year's plan: what stands after each, and what changed between two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import QuerySet

from khuyencong.accounts.models import User

from ..models import AMOUNT_FIELDS, EditionRow, PlanEdition

_COLUMNS = (
    *("kind", "code", "name", "contents", "implementer", "beneficiaries", "places", "score"),
    *("reason", "edition", "scheme__code", "scheme__start_year", "scheme__end_year"),
    *AMOUNT_FIELDS.values(),
)
Money = Mapping[str, int]
"""Đồng by source level."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A scheme as the editions up to one leave it: its words and its đồng by source."""

    row: EditionRow
    money: Money

    @property
    def total_vnd(self) -> int:
        return sum(self.money.values())


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a scheme between two editions, in đồng by source, and by which rows."""

    row: EditionRow
    before: Money
    after: Money
    rows: Sequence[EditionRow]

    @property
    def before_vnd(self) -> int:
        return sum(self.before.values())

    @property
    def after_vnd(self) -> int:
        return sum(self.after.values())

    @property
    def difference_vnd(self) -> int:
        return self.after_vnd - self.before_vnd

    @property
    def sources(self) -> list[tuple[str, int, int]]:
        """The sources whose money differs: label, đồng before, đồng after."""
        return [
            (str(level.label), self.before.get(level, 0), self.after.get(level, 0))
            for level in AMOUNT_FIELDS
            if self.before.get(level, 0) != self.after.get(level, 0)
        ]


@dataclass(frozen=True, slots=True)
class Given:
    """What an edition gives, and the plan in force after it: its own and those before, summed."""

    rows: Sequence[EditionRow]
    standing: Sequence[Standing]

    @property
    def total_vnd(self) -> int:
        return sum(row.total_vnd for row in self.rows)

    @property
    def standing_vnd(self) -> int:
        return sum(one.total_vnd for one in self.standing)


def editions_beside(edition: PlanEdition, user: User) -> "QuerySet[PlanEdition]":
    """All editions of the same plan: of one year, programme, place and kind of record, in order."""
    return PlanEdition.objects.visible_to(user).filter(
        year=edition.year,
        tier=edition.tier,
        place=edition.place,
        is_illustrative=edition.is_illustrative,
    )


def given_by(edition: PlanEdition, beside: Iterable[PlanEdition], user: User) -> Given:
    """What an edition gives schemes that the person may see; one query.

    *beside* are those of :func:`editions_beside`.
    """
    rows = _rows(edition, beside, user)
    return Given(
        rows=sorted((row for row in rows if row.edition_id == edition.pk), key=attrgetter("pk")),
        standing=[Standing(found[-1], _sum(found)) for found in _by_scheme(rows).values()],
    )


def changes_between(
    since: int, edition: PlanEdition, beside: Iterable[PlanEdition], user: User
) -> list[Changed]:
    """What editions after number *since* up to *edition* did to each scheme; one query.

    *since* 0 is before the first; *beside* are those of :func:`editions_beside`.
    """
    found = []
    for of_scheme in _by_scheme(_rows(edition, beside, user)).values():
        later = [row for row in of_scheme if row.edition.number > since]
        if later:
            earlier = [row for row in of_scheme if row.edition.number <= since]
            found.append(Changed(later[-1], _sum(earlier), _sum(of_scheme), later))
    return found


def _rows(edition: PlanEdition, beside: Iterable[PlanEdition], user: User) -> list[EditionRow]:
    """The rows of the edition and of those before, scheme by scheme; one query."""
    editions = {one.pk: one for one in beside if one.number <= edition.number}
    found = EditionRow.objects.visible_to(user).filter(edition__in=list(editions))
    told = found.select_related("scheme").only(*_COLUMNS).order_by("code", "edition__number")
    rows = list(told)
    for row in rows:
        row.edition = editions[row.edition_id]
    return rows


def _by_scheme(rows: Iterable[EditionRow]) -> dict[int, list[EditionRow]]:
    found: dict[int, list[EditionRow]] = {}
    for row in rows:
        found.setdefault(row.scheme_id, []).append(row)
    return found


def _sum(rows: Iterable[EditionRow]) -> dict[str, int]:
    money: dict[str, int] = {}
    for row in rows:
        for level, amount in row.by_level.items():
            money[level] = money.get(level, 0) + amount
    return {level: amount for level, amount in money.items() if amount}

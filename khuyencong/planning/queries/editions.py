"""Editions of a year's plan: what stands after each, and what changed between two."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from khuyencong.accounts.models import User

from ..models import AMOUNT_FIELDS, EditionRow, PlanEdition

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


def edition_rows(edition: PlanEdition, user: User) -> "QuerySet[EditionRow]":
    """The rows of an edition whose schemes the person may see."""
    return EditionRow.objects.visible_to(user).filter(edition=edition).select_related("scheme")


def editions_beside(edition: PlanEdition, user: User) -> "QuerySet[PlanEdition]":
    """All editions of the same plan: of one year, programme, place and kind of record, in order."""
    return PlanEdition.objects.visible_to(user).filter(
        year=edition.year,
        tier=edition.tier,
        place=edition.place,
        is_illustrative=edition.is_illustrative,
    )


def standing_after(edition: PlanEdition, user: User) -> list[Standing]:
    """The plan in force after an edition: the sum of it and those before; one query."""
    rows = _rows(edition, user)
    return [Standing(of_scheme[-1], _sum(of_scheme)) for of_scheme in _by_scheme(rows).values()]


def changes_between(since: int, edition: PlanEdition, user: User) -> list[Changed]:
    """What editions after number *since* up to *edition* did to each scheme; one query.

    *since* 0 is before the first.
    """
    found = []
    for of_scheme in _by_scheme(_rows(edition, user)).values():
        later = [row for row in of_scheme if row.edition.number > since]
        if later:
            earlier = [row for row in of_scheme if row.edition.number <= since]
            found.append(Changed(later[-1], _sum(earlier), _sum(of_scheme), later))
    return found


def _rows(edition: PlanEdition, user: User) -> Iterable[EditionRow]:
    editions = editions_beside(edition, user).filter(number__lte=edition.number)
    return (
        EditionRow.objects.visible_to(user)
        .filter(edition__in=editions)
        .select_related("edition", "scheme")
        .order_by("code", "edition__number")
    )


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

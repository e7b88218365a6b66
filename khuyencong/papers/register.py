"""The register of numbers as a person reads it: narrowed, with doubles told.

It holds those given here and those that people typed when they recorded a deed; nothing is stored
twice, the rows are a view of the database (``models/register.py``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Count

from khuyencong.accounts.models import User

from .models import Paper, RegisterQuerySet, RegisterRow, Source

_NUMBER = re.compile(r"(\d{1,6})/")


class Direction(StrEnum):
    """Whose papers: those that the person's own body issued, or those of others."""

    SENT = "di"
    RECEIVED = "den"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the register is narrowed to; nothing chosen shows all."""

    year: int | None = None
    issuer: str = ""
    kind: str = ""
    direction: str = ""

    def conditions(self, user: User) -> list[tuple[str, str | int, bool]]:
        """Columns of a row, each with a value that it has, or has not (``False``)."""
        own = user.organisation.code if user.organisation else ""
        found: list[tuple[str, str | int, bool]] = []
        if self.year is not None:
            found.append(("year", self.year, True))
        if self.issuer:
            found.append(("issuer", self.issuer, True))
        if self.kind:
            found.append(("source", self.kind, True))
        if self.direction:
            found.append(("issuer", own, self.direction == Direction.SENT))
        return found


class Group(NamedTuple):
    """The rows of one source, year and body, counted."""

    source: str
    year: int
    issuer: str
    issuer_name: str
    rows_count: int


def groups_of(seen: RegisterQuerySet) -> list[Group]:
    """The rows by source, year and body: what there is to choose, and how many of each."""
    columns = ("source", "year", "issuer", "issuer_name")
    counted = seen.order_by().values_list(*columns).annotate(Count("key"))
    return [Group(*row) for row in counted]


def choices_of(groups: Iterable[Group]) -> tuple[list[int], dict[str, str]]:
    """The years, newest first, and the bodies by code in the order of their names."""
    named = sorted({(one.issuer_name, one.issuer) for one in groups if one.issuer})
    return sorted({one.year for one in groups}, reverse=True), {code: name for name, code in named}


def count_of(groups: Iterable[Group], choice: Choice, user: User) -> int:
    """How many rows were chosen, in the words of :func:`rows_of`."""
    conditions = choice.conditions(user)
    return sum(
        one.rows_count
        for one in groups
        if all((getattr(one, column) == value) == wanted for column, value, wanted in conditions)
    )


def rows_of(seen: RegisterQuerySet, choice: Choice, user: User) -> RegisterQuerySet:
    """Those of the rows that were chosen, the newest first."""
    for column, value, wanted in choice.conditions(user):
        asked = {column: value}
        seen = seen.filter(**asked) if wanted else seen.exclude(**asked)
    return seen


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a row besides: who signs, who gets it, its doubles."""

    signer: str = ""
    recipients: Sequence[str] = ()
    doubles: Sequence[RegisterRow] = ()


def said_of(rows: Sequence[RegisterRow], seen: RegisterQuerySet) -> list[tuple[RegisterRow, Said]]:
    """Each row with what else the printed register tells, of what is *seen*; three queries."""
    numbers = [row.key for row in rows if row.source == Source.NUMBER]
    papers: dict[tuple[str, int], tuple[str, list[str]]] = {
        (Source.NUMBER, number): ("; ".join(one["name"] for one in signed if one["name"]), sent_to)
        for number, signed, sent_to in Paper.objects.filter(number__in=numbers).values_list(
            "number", "content__signatures", "content__recipients"
        )
    }
    return [
        (row, Said(*papers.get((row.source, row.key), ("", [])), others))
        for row, others in doubles_of(rows, seen)
    ]


def doubles_of(
    rows: Sequence[RegisterRow], seen: RegisterQuerySet
) -> list[tuple[RegisterRow, list[RegisterRow]]]:
    """Each row with the other papers that bear its number, of what is *seen*.

    Most have none: whether the person may read those found is only asked where there are any.
    """
    bearing: dict[tuple[str, int, str], list[RegisterRow]] = defaultdict(list)
    for one in RegisterRow.objects.filter(
        folded__in={row.folded for row in rows},
        year__in={row.year for row in rows},
        issuer__in={row.issuer for row in rows},
    ):
        bearing[one.document].append(one)
    others = [[one for one in bearing[row.document] if not _is_same(one, row)] for row in rows]
    open_to = {(row.source, row.key) for row in rows}
    unread = {one.key for found in others for one in found if (one.source, one.key) not in open_to}
    if unread:
        open_to |= set(seen.order_by().filter(key__in=unread).values_list("source", "key"))
    return [
        (row, [one for one in found if (one.source, one.key) in open_to])
        for row, found in zip(rows, others, strict=True)
    ]


def _is_same(one: RegisterRow, other: RegisterRow) -> bool:
    """Whether two rows are one paper: of one day, and of one scheme or one kind of deed.

    A contract, an acceptance or a decision may well be about several schemes or lines, and the
    decision about a change is the edition of the plan that it makes.
    """
    if one.dated_on != other.dated_on:
        return False
    shared = one.scheme_code == other.scheme_code and one.scheme_code != ""
    sources = {one.source, other.source}
    return shared or len(sources) == 1 or Source.STEP in sources or sources == _PLAN_CHANGED


_PLAN_CHANGED = {Source.EDITION, Source.ADJUSTMENT}


def typed_numbers(issuer: str, year: int, ending: str) -> frozenset[int]:
    """The numbers of that body and year, ending so («/QĐ-SCT»), that people typed by hand."""
    typed = RegisterRow.objects.exclude(source=Source.NUMBER).filter(
        issuer=issuer, year=year, folded__endswith=ending.upper()
    )
    matches = (_NUMBER.match(folded) for folded in typed.values_list("folded", flat=True))
    return frozenset(int(match[1]) for match in matches if match)

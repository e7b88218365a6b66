"""The register of numbers as a person reads it: narrowed, with doubles told.

It holds those given here and those that people typed when they recorded a deed; nothing is stored
twice, the rows are a view of the database (``models/register.py``).
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Count, Window

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
    words: str = ""
    kind: str = ""
    direction: str = ""


def rows_of(seen: RegisterQuerySet, choice: Choice, user: User) -> RegisterQuerySet:
    """Those of the rows that were chosen, the newest first."""
    if choice.year is not None:
        seen = seen.filter(year=choice.year)
    if choice.kind:
        seen = seen.filter(source=choice.kind)
    own = user.organisation.code if user.organisation else ""
    if choice.direction == Direction.SENT:
        seen = seen.filter(issuer=own)
    elif choice.direction == Direction.RECEIVED:
        seen = seen.exclude(issuer=own)
    return seen.holding(choice.words)


def page_of(chosen: RegisterQuerySet, asked: str, size: int) -> Page[RegisterRow]:
    """The page that was *asked* for, its rows and how many there are in all read at once.

    One that is not there is the first or the last, as in every list; that asks once more.
    """
    found = Paginator(chosen, size)
    number = int(asked) if asked.isdecimal() and int(asked) else 1
    rows = chosen.annotate(rows_count=Window(Count("key")))
    shown = list(rows[(number - 1) * size : number * size])
    if not shown:
        return found.get_page(asked)
    found.count = vars(shown[0])["rows_count"]
    return Page(shown, number, found)


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
    bearing: dict[tuple[str, int, str], list[_Bearer]] = defaultdict(list)
    found = RegisterRow.objects.filter(
        folded__in={row.folded for row in rows},
        year__in={row.year for row in rows},
        issuer__in={row.issuer for row in rows},
    ).order_by()
    for one in map(_Bearer._make, found.values_list(*_Bearer._fields)):
        bearing[one.issuer, one.year, one.folded].append(one)
    others = [
        {(one.source, one.key) for one in bearing[row.document] if not _is_same(one, row)}
        for row in rows
    ]
    keys = {key for pairs in others for _, key in pairs}
    readable = list(seen.filter(key__in=keys)) if keys else []
    return [
        (row, [one for one in readable if one.pk in pairs])
        for row, pairs in zip(rows, others, strict=True)
    ]


class _Bearer(NamedTuple):
    """A row of the register, by what tells whether another is the same paper."""

    source: str
    key: int
    issuer: str
    year: int
    folded: str
    dated_on: date
    scheme_code: str


def _is_same(one: _Bearer, other: RegisterRow) -> bool:
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

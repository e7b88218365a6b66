"""The register of numbers as a person reads it: narrowed, with doubles told.

It holds those given here and those that people typed when they recorded a deed; nothing is stored
twice, the rows are a view of the database (``models/register.py``).
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

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


def rows_of(user: User, choice: Choice) -> RegisterQuerySet:
    """The rows that the person may read, the newest first."""
    rows = RegisterRow.objects.visible_to(user)
    own = user.organisation.code if user.organisation else ""
    if choice.kind:
        rows = rows.filter(source=choice.kind)
    if choice.year is not None:
        rows = rows.filter(year=choice.year)
    if choice.issuer:
        rows = rows.filter(issuer=choice.issuer)
    if choice.direction == Direction.SENT:
        rows = rows.filter(issuer=own)
    elif choice.direction == Direction.RECEIVED:
        rows = rows.exclude(issuer=own)
    return rows


def choices_for(user: User) -> tuple[list[int], dict[str, str]]:
    """The years, newest first, and the bodies by code, that the person's register has."""
    rows = RegisterRow.objects.visible_to(user).order_by()
    found = list(rows.values_list("year", "issuer", "issuer_name").distinct())
    bodies = {code: name for _, code, name in sorted(found, key=lambda row: row[2]) if code}
    return sorted({year for year, _, _ in found}, reverse=True), bodies


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a row besides: who signs, who gets it, its doubles."""

    signer: str = ""
    recipients: Sequence[str] = ()
    doubles: Sequence[RegisterRow] = ()


def said_of(rows: Sequence[RegisterRow], user: User) -> list[tuple[RegisterRow, Said]]:
    """Each row with what else is known of it; two queries however many there are."""
    numbers = [row.key for row in rows if row.source == Source.NUMBER]
    papers = {
        (Source.NUMBER, number): ("; ".join(one["name"] for one in signed if one["name"]), sent_to)
        for number, signed, sent_to in Paper.objects.filter(number__in=numbers).values_list(
            "number", "content__signatures", "content__recipients"
        )
    }
    doubles = _doubles(rows, user)
    said = []
    for row in rows:
        signer, recipients = papers.get(row.pk, ("", []))
        others = [one for one in doubles[row.document] if not _is_same(one, row)]
        said.append((row, Said(signer, recipients, others)))
    return said


def _doubles(
    rows: Sequence[RegisterRow], user: User
) -> Mapping[tuple[str, int, str], list[RegisterRow]]:
    """The rows that bear a number of those rows, by body, year and number."""
    bearing = RegisterRow.objects.visible_to(user).filter(
        folded__in={row.folded for row in rows}, year__in={row.year for row in rows}
    )
    found: dict[tuple[str, int, str], list[RegisterRow]] = defaultdict(list)
    for one in bearing:
        found[one.document].append(one)
    return found


def _is_same(one: RegisterRow, other: RegisterRow) -> bool:
    """Whether two rows are one paper: of one day, and of one scheme or one kind of deed.

    A contract, an acceptance or a decision may well be about several schemes or lines.
    """
    if one.dated_on != other.dated_on:
        return False
    shared = one.scheme_code == other.scheme_code and one.scheme_code != ""
    return shared or one.source == other.source or Source.STEP in (one.source, other.source)


def typed_numbers(issuer: str, year: int, ending: str) -> frozenset[int]:
    """The numbers of that body and year, ending so («/QĐ-SCT»), that people typed by hand."""
    typed = RegisterRow.objects.exclude(source=Source.NUMBER).filter(
        issuer=issuer, year=year, folded__endswith=ending.upper()
    )
    matches = (_NUMBER.match(folded) for folded in typed.values_list("folded", flat=True))
    return frozenset(int(match[1]) for match in matches if match)

"""The register as a person may read it: narrowed, page by page, with doubles told."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.documents.models import DocumentNumber
from khuyencong.dossiers.models import readable_by
from khuyencong.schemes.models import Scheme

from ..models import Paper
from .parts import PARTS, part_rows

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


class RegisterRow(NamedTuple):
    """A number with what it stands on; ``source`` and ``key`` are the table and its row."""

    source: str
    key: int
    issuer: str
    issuer_name: str
    symbol: str
    folded: str
    dated_on: date
    year: int
    kind: str
    subject: str
    scheme_code: str
    scheme_name: str
    at: datetime
    clerk: str | None

    @property
    def url(self) -> str:
        """What the number decided; a number given here leads to its paper."""
        part = PARTS[self.source]
        if not part.page:
            return ""
        return reverse(part.page, args=[self.scheme_code if part.by_scheme else self.key])

    @property
    def document(self) -> tuple[Any, ...]:
        """What makes two rows one document: the day, and the scheme or the kind of deed."""
        return (self.issuer, self.year, self.folded)


def rows_of(user: User, choice: Choice) -> "QuerySet[Any]":
    """The rows that the person may read, the newest first, as tuples for :func:`told`."""
    own = user.organisation.code if user.organisation else ""
    parts = [
        _narrowed(part_rows(source, readable_by(user), user), choice, own)
        for source in PARTS
        if choice.kind in ("", source)
    ]
    return _joined(parts).order_by("-r_dated_on", "-r_at", "-r_key")


def _joined(parts: Sequence["QuerySet[Any]"]) -> "QuerySet[Any]":
    first, *rest = parts
    return first.union(*rest, all=True) if rest else first


def _narrowed(rows: "QuerySet[Any]", choice: Choice, own: str) -> "QuerySet[Any]":
    if choice.year is not None:
        rows = rows.filter(r_year=choice.year)
    if choice.issuer:
        rows = rows.filter(r_issuer=choice.issuer)
    if choice.direction == Direction.SENT:
        rows = rows.filter(r_issuer=own)
    elif choice.direction == Direction.RECEIVED:
        rows = rows.exclude(r_issuer=own)
    return rows


def told(rows: Iterable[tuple[Any, ...]]) -> list[RegisterRow]:
    """The tuples as rows."""
    return [RegisterRow(*row) for row in rows]


def choices_for(user: User) -> tuple[list[int], dict[str, str]]:
    """The years, newest first, and the bodies by code, that the person's register has."""
    names = ("r_year", "r_issuer", "r_issuer_name")
    parts = [
        part_rows(source, readable_by(user), user).values_list(*names).distinct()
        for source in PARTS
    ]
    found = list(parts[0].union(*parts[1:]))
    bodies = {code: name for _, code, name in sorted(found, key=lambda row: row[2]) if code}
    return sorted({year for year, _, _ in found}, reverse=True), bodies


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says besides: who signs, who gets it, its doubles, why it is void."""

    url: str
    signer: str = ""
    recipients: Sequence[str] = ()
    doubles: Sequence[RegisterRow] = ()
    void: str = ""


def said_of(rows: Sequence[RegisterRow], user: User) -> list[tuple[RegisterRow, Said]]:
    """Each row with what else is known of it; three queries however many there are."""
    keys = [row.key for row in rows if row.source == "number"]
    numbers = DocumentNumber.objects.filter(pk__in=keys).select_related("void").in_bulk()
    papers = {
        number: (signatures, recipients)
        for number, signatures, recipients in Paper.objects.filter(number__in=keys).values_list(
            "number", "content__signatures", "content__recipients"
        )
    }
    doubles = _doubles(rows, user)
    return [(row, _said(row, numbers, papers, doubles)) for row in rows]


def _said(
    row: RegisterRow,
    numbers: Mapping[int, DocumentNumber],
    papers: Mapping[int, tuple[list[dict[str, str]], list[str]]],
    doubles: Mapping[tuple[Any, ...], Sequence[RegisterRow]],
) -> Said:
    others = [one for one in doubles[row.document] if not _is_same(one, row)]
    number = numbers.get(row.key) if row.source == "number" else None
    if number is None:
        return Said(row.url, doubles=others)
    signatures, recipients = papers.get(row.key, ([], []))
    void = getattr(number, "void", None)
    return Said(
        number.address,
        "; ".join(filter(None, (one["name"] for one in signatures))),
        recipients,
        others,
        void.reason if void else "",
    )


def _doubles(
    rows: Sequence[RegisterRow], user: User
) -> Mapping[tuple[Any, ...], list[RegisterRow]]:
    """The rows that bear a number of those rows, by body, year and number."""
    folded = {row.folded for row in rows}
    years = {row.year for row in rows}
    parts = [
        part_rows(source, readable_by(user), user).filter(r_folded__in=folded, r_year__in=years)
        for source in PARTS
    ]
    found: dict[tuple[Any, ...], list[RegisterRow]] = defaultdict(list)
    if rows:
        for row in told(_joined(parts)):
            found[row.document].append(row)
    return found


def _is_same(one: RegisterRow, other: RegisterRow) -> bool:
    """Whether two rows are one paper: of one day, and of one scheme or one kind of deed.

    A contract, an acceptance or a decision may well be about several schemes or lines.
    """
    if one.dated_on != other.dated_on:
        return False
    shared = one.scheme_code == other.scheme_code and one.scheme_code != ""
    return shared or one.source == other.source or "step" in (one.source, other.source)


def typed_numbers(issuer: str, year: int, ending: str) -> frozenset[int]:
    """The numbers of that body and year, ending so («/QĐ-SCT»), that people typed by hand."""
    everywhere = Scheme.objects.all()
    parts: Collection[QuerySet[Any]] = [
        part_rows(source, everywhere, None)
        .filter(r_issuer=issuer, r_year=year, r_folded__endswith=ending.upper())
        .values_list("r_folded", flat=True)
        for source in PARTS
        if source != "number"
    ]
    matches = (_NUMBER.match(folded) for folded in _joined(list(parts)))
    return frozenset(int(match[1]) for match in matches if match)

"""The plan of the synthetic records: ``data/*.tsv`` as plain values."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from khuyencong.lib.period import Period

DATA = Path(__file__).parent / "data"
EDITION = 4
"""Raised when the drawing itself changes, so that a database can tell which records it holds."""

Weights = tuple[tuple[int, int], ...]
"""Years with their weights."""


@dataclass(frozen=True, slots=True)
class Register:
    """How many establishments of a legal form, and how many of them in poor areas, if known."""

    legal_form: str
    count: int
    poor: int | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Schemes of one kind: how many, for whom, in which years, with how many đồng by source.

    ``taking_part`` places are filled from ``establishments`` (numbers in the register) in turn,
    over and over; a scheme runs ``span`` years.  ``fate`` is the step that ends its schemes
    before a plan: ``reject`` or ``withdraw``.

    ``stands`` is the state that its schemes have come to on the day of loading, ``lacks`` what
    their dossiers still want (``all``, ``parts``, ``papers``), ``opens`` the deed that is going on.
    """

    code: str
    tier: str
    form: str
    content: str
    sub_content: str
    schemes: int
    taking_part: int
    establishments: tuple[int, ...]
    years: Weights
    span: int
    is_even: bool
    money: tuple[tuple[str, int], ...]
    ceiling_vnd: int | None
    title: str
    title_many: str
    fate: str = ""
    stands: str = ""
    lacks: str = ""
    opens: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A quantity of results cut into rows: of a batch's schemes in turn, or of the programme."""

    kind: str
    content: str
    certified_at: str
    quantity: int
    rows: int
    years: Weights
    scheme_code: str
    is_even: bool
    legal_forms: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class EarlierTotal:
    """A total of the term before, which has no records of its own."""

    measure: str
    source: str
    value: int
    note: str


@dataclass(frozen=True, slots=True)
class Activity:
    """What an establishment makes: its trade, the machine it would want, where it is usual."""

    name: str
    trade: str
    machine: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A need of these weeks, of an establishment by its number in the register.

    ``batch`` is that of the group scheme it has become part of, empty for one still open.
    """

    establishment: int
    content: str
    item: str
    investment_vnd: int
    batch: str


@dataclass(frozen=True)
class Term:
    """One programme of the plan with everything under it.

    ``refused`` are dossiers that no plan gave, ``in_hand`` schemes of the years around the day of
    loading: their years count from that one, ``early`` schemes that stand at a step today.
    ``askings`` are the needs of these weeks, ``envelopes`` what the year after today's is given.
    No published figure holds any of them.
    """

    code: str
    abbreviation: str
    place: str
    period: Period
    name: str
    registers: tuple[Register, ...]
    batches: tuple[Batch, ...]
    refused: tuple[Batch, ...]
    in_hand: tuple[Batch, ...]
    early: tuple[Batch, ...]
    askings: tuple[Asking, ...]
    envelopes: tuple[tuple[str, int], ...]
    outcomes: tuple[Outcome, ...]
    earlier_totals: tuple[EarlierTotal, ...]
    activities: tuple[Activity, ...]

    @cached_property
    def digest(self) -> str:
        """Tells one plan from another."""
        return hashlib.sha256(f"{EDITION} {self!r}".encode()).hexdigest()


SOURCES = ("national", "province", "district", "commune", "counterpart")


def read_plan(folder: Path = DATA) -> list[Term]:
    """Read the plan of all terms."""
    activities = [_activity(row) for row in _rows(folder, "activities")]
    return [
        Term(
            code=row["code"],
            abbreviation=row["abbreviation"],
            place=row["place"],
            period=Period.parse(row["period"]),
            name=row["name"],
            registers=tuple(_register(each) for each in _rows(folder, "register", row["code"])),
            batches=tuple(_batch(each) for each in _rows(folder, "schemes", row["code"])),
            refused=tuple(_batch(each) for each in _rows(folder, "refused", row["code"])),
            in_hand=tuple(_batch(each) for each in _rows(folder, "in_hand", row["code"])),
            early=tuple(_batch(each) for each in _rows(folder, "early", row["code"])),
            askings=tuple(_asking(each) for each in _rows(folder, "needs", row["code"])),
            envelopes=tuple(
                (each["source"], int(each["amount_vnd"]))
                for each in _rows(folder, "envelopes", row["code"])
            ),
            outcomes=tuple(_outcome(each) for each in _rows(folder, "results", row["code"])),
            earlier_totals=tuple(
                _total(each) for each in _rows(folder, "term_totals", row["code"])
            ),
            activities=tuple(
                each for each in activities if not each.places or row["abbreviation"] in each.places
            ),
        )
        for row in _rows(folder, "terms")
    ]


def _rows(folder: Path, name: str, term: str = "") -> Iterator[dict[str, str]]:
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if not term or row["term"] == term:
                yield row


def _activity(row: dict[str, str]) -> Activity:
    return Activity(row["activity"], row["trade"], row["machine"], _words(row["places"]))


def _register(row: dict[str, str]) -> Register:
    return Register(row["legal_form"], int(row["count"]), _number(row["disadvantaged_count"]))


def _batch(row: dict[str, str]) -> Batch:
    amounts = [(source, _number(row.get(f"{source}_vnd", ""))) for source in SOURCES]
    return Batch(
        code=row["code"],
        tier=row["tier"],
        form=row["form"],
        content=row["content"],
        sub_content=row["sub_content"],
        schemes=int(row["schemes"]),
        taking_part=int(row["taking_part"]),
        establishments=_ranges(row["establishments"]),
        years=_years(row["years"]),
        span=int(row["span"]),
        is_even=row["split"] == "even",
        money=tuple((source, amount) for source, amount in amounts if amount),
        ceiling_vnd=_number(row["ceiling_vnd"]),
        title=row["title"],
        title_many=row["title_many"] or row["title"],
        fate=row.get("fate", ""),
        stands=row.get("stands", ""),
        lacks=row.get("lacks", ""),
        opens=row.get("opens", ""),
    )


def _asking(row: dict[str, str]) -> Asking:
    return Asking(
        establishment=int(row["establishment"]),
        content=row["content"],
        item=row["item"],
        investment_vnd=int(row["investment_vnd"]),
        batch=row["batch"],
    )


def _outcome(row: dict[str, str]) -> Outcome:
    return Outcome(
        kind=row["kind"],
        content=row["content"],
        certified_at=row["certified_at"],
        quantity=int(row["quantity"]),
        rows=int(row["rows"]),
        years=_years(row["years"]),
        scheme_code=row["scheme_code"],
        is_even=row["split"] == "even",
        legal_forms=_words(row["legal_forms"]),
        note=row["note"],
    )


def _total(row: dict[str, str]) -> EarlierTotal:
    return EarlierTotal(row["measure"], row["source"], int(row["value"]), row["note"])


def _number(text: str) -> int | None:
    return int(text) if text else None


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


def _ranges(text: str) -> tuple[int, ...]:
    """«29-39,1-2» → 29 … 39, 1, 2."""
    return tuple(number for part in _words(text) for number in _range(part))


def _years(text: str) -> Weights:
    """«2012-2020 2021*8» → each year with its weight, 1 where none is given."""
    return tuple(
        (year, int(weight or 1))
        for part in text.split()
        for years, _, weight in [part.partition("*")]
        for year in _range(years)
    )


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)

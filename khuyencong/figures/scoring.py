"""Scoring of an extraction against gold rows (chấm điểm trích số liệu).

A figure is found when value or range and unit family agree and its words overlap the gold ones. Of
the found: the share with the right qualifier, measure, content, source and period. False is a
figure given as a result or a plan that no gold row knows.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from .gold import Gold, read_gold, unit_family
from .reading.figure import Figure, Reading, TextPeriod

__all__ = ["Score", "Tally", "read_gold", "score"]

FIELDS = ("qualifier", "measure", "content", "fund_source", "period")
_HEADS = ("tìm thấy", "sai", "từ định lượng", "đại lượng", "nội dung", "nguồn", "kỳ")


@dataclass(slots=True)
class Tally:
    """Counts of one text: gold rows, found, given, false; per field right and asked."""

    doc: str
    rows: int = 0
    found: int = 0
    given: int = 0
    false: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIELDS, 0))
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.rows += other.rows
        self.found += other.found
        self.given += other.given
        self.false += other.false
        for name in FIELDS:
            self.right[name] += other.right[name]
            self.asked[name] += other.asked[name]

    @property
    def found_share(self) -> Fraction:
        return Fraction(self.found, self.rows) if self.rows else Fraction(1)

    @property
    def false_share(self) -> Fraction:
        return Fraction(self.false, self.given) if self.given else Fraction(0)

    def share(self, name: str) -> Fraction:
        return Fraction(self.right[name], self.asked[name]) if self.asked[name] else Fraction(1)

    def cells(self) -> list[str]:
        shares = [self.found_share, self.false_share, *(self.share(name) for name in FIELDS)]
        return [f"{float(share) * 100:.1f}%".replace(".", ",") for share in shares]


@dataclass(frozen=True, slots=True)
class Score:
    """One tally a text and the total."""

    documents: tuple[Tally, ...]
    total: Tally

    def table(self) -> str:
        """The scores as lines of a table, one text a line and the total last."""
        rows = [["văn bản", "dòng", *_HEADS]]
        rows += [[t.doc, str(t.rows), *t.cells()] for t in (*self.documents, self.total)]
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        return "\n".join(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        )


def score(readings: Mapping[str, Reading], rows: Iterable[Gold]) -> Score:
    """Score readings by the name of their text; rows of texts not read count as missed."""
    by_doc: dict[str, list[Gold]] = {}
    for row in rows:
        by_doc.setdefault(row.doc, []).append(row)
    tallies = [
        _score_one(doc, readings.get(doc, Reading(())), gold) for doc, gold in by_doc.items()
    ]
    total = Tally("tổng")
    for tally in tallies:
        total.add(tally)
    return Score(tuple(tallies), total)


def _score_one(doc: str, reading: Reading, gold: Sequence[Gold]) -> Tally:
    tally = Tally(doc)
    taken: set[int] = set()
    for row in gold:
        if not row.numbers and row.qualifier is None:
            continue
        tally.rows += 1
        index = _match(row, reading, taken)
        if index is None:
            tally.missed.append(f"{row.surface} = {row.numbers}")
            continue
        taken.add(index)
        tally.found += 1
        _judge(tally, row, reading.figures[index])
    given = [i for i, f in enumerate(reading.figures) if f.kind in ("result", "plan")]
    tally.given = len(given)
    tally.invented = [reading.figures[i].quote for i in given if i not in taken]
    tally.false = len(tally.invented)
    return tally


def _match(row: Gold, reading: Reading, taken: set[int]) -> int | None:
    spans = _spans(row.surface, reading.source)
    for index, figure in enumerate(reading.figures):
        if index in taken or not _same_number(row, figure) or not _same_family(row, figure):
            continue
        if any(start < figure.end and figure.start < end for start, end in spans):
            return index
        if not spans and _digits(figure.quote) in row.surface:
            return index
    return None


def _spans(surface: str, source: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(word) for word in surface.split())
    return [found.span() for found in re.finditer(pattern, source)] if pattern else []


def _digits(quote: str) -> str:
    found = re.search(r"\d[\d.,/]*", quote)
    return found.group() if found else quote


def _same_number(row: Gold, figure: Figure) -> bool:
    given = (figure.low, figure.high) if figure.is_range else (figure.value, figure.whole)
    numbers = tuple(Decimal(number) for number in given if number is not None)
    return numbers == row.numbers


def _same_family(row: Gold, figure: Figure) -> bool:
    if not row.unit or not row.numbers:
        return True
    given = unit_family(figure.unit)
    return given == row.family or given.startswith(row.family) or row.family.startswith(given)


def _judge(tally: Tally, row: Gold, figure: Figure) -> None:
    verdicts = {
        "qualifier": None if row.qualifier is None else _same_qualifier(row.qualifier, figure),
        "measure": figure.measure in row.measures,
        "content": None if row.contents is None else figure.content in row.contents,
        "fund_source": None if row.sources is None else figure.fund_source in row.sources,
        "period": None if row.period is None else _same_period(row.period, figure.period),
    }
    for name, verdict in verdicts.items():
        if verdict is None:
            continue
        tally.asked[name] += 1
        tally.right[name] += verdict
        if not verdict:
            value = getattr(figure, name)
            given = value.label if isinstance(value, TextPeriod) else value
            tally.wrong.append(f"{row.surface}: {name} = {given!r}")


def _same_qualifier(gold: str, figure: Figure) -> bool:
    return figure.qualifier == gold or (bool(gold) and figure.qualifier.startswith(gold))


def _same_period(gold: TextPeriod, given: TextPeriod) -> bool:
    """Both ends in the same month; an end that gold leaves open is not asked."""
    ends = ((gold.start, given.start), (gold.end, given.end))
    return all(
        wanted is None
        or (told is not None and (wanted.year, wanted.month) == (told.year, told.month))
        for wanted, told in ends
    )

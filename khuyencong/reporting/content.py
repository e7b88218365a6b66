"""The plain form of a report: what every renderer shows and none computes.

A report is an arrangement of addresses: sentences whose slots are numbers, tables whose cells are
numbers, charts of such tables.  All of it is frozen and compares by value.
"""

from dataclasses import dataclass
from enum import StrEnum

from khuyencong.documents.content import Heading
from khuyencong.lib.period import Period
from khuyencong.lib.vietnamese import lower_first
from khuyencong.places.models import Unit

from .numbers import Number

Inline = str | Number


class Basis(StrEnum):
    """What the numbers of a report rest on (căn cứ số liệu)."""

    PUBLISHED = "published"
    RECORDS = "records"

    @property
    def label(self) -> str:
        return "theo công bố" if self is Basis.PUBLISHED else "theo sổ"


class Role(StrEnum):
    """What a paragraph or a row is among its neighbours."""

    BODY = "body"
    BULLET = "bullet"
    NOTE = "note"
    GROUP = "group"
    PART = "part"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words with numbers in their slots."""

    parts: tuple[Inline, ...]
    role: Role = Role.BODY

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.words for part in self.parts)


@dataclass(frozen=True, slots=True)
class Sum:
    """A number that is the sum of the cells above it in the rows named by index."""

    number: Number
    rows: tuple[int, ...]


Cell = str | Number | Sum


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; the first cell is its label."""

    cells: tuple[Cell, ...]
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Column:
    """A column's head; ``unit`` of numbers («triệu đồng»), ``width`` relative to the others."""

    title: str
    unit: str = ""
    width: int = 2
    is_number: bool = True

    @property
    def head(self) -> str:
        """The title, and the unit where the title does not say it."""
        says_unit = not self.unit or self.unit in self.title.lower()
        return self.title if says_unit else f"{self.title} ({self.unit})"


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of some columns of a table, over the rows named by index.

    ``kind`` is ``bar`` (compared side by side) or ``line`` (over years); one unit for all.
    """

    title: str
    kind: str
    columns: tuple[int, ...]
    rows: tuple[int, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption, remarks beneath, and the chart drawn from it, if any."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    chart: Chart | None = None


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of the report with the parts below it."""

    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """The components after the contents: who receives it, who signs it."""

    recipients: tuple[str, ...]
    signer: str


@dataclass(frozen=True, slots=True)
class Report:
    """A summary report (báo cáo tổng kết) of a place and period on one basis.

    ``label`` is what every page of every format says about its numbers; ``is_illustrative`` says
    that they come from synthetic records.
    """

    place: Unit | None
    period: Period
    basis: Basis
    label: str
    is_illustrative: bool
    heading: Heading
    opening: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    closing: tuple[Paragraph, ...]
    signing: Signing
    annexes: tuple[Section, ...]

    @property
    def title(self) -> str:
        """One line: «Báo cáo tổng kết hoạt động khuyến công …»."""
        abstract = " ".join(self.heading.abstract.split())
        return f"Báo cáo {lower_first(abstract)}"

    @property
    def name(self) -> str:
        """The stem of a file's name: ``bao-cao-ha-tinh-2016-2020-cong-bo``."""
        place = self.place.slug if self.place else "ca-nuoc"
        return f"bao-cao-{place}-{self.period.code}-{SLUGS[self.basis]}".replace("..", "_")


SLUGS = {Basis.PUBLISHED: "cong-bo", Basis.RECORDS: "so"}
"""How a basis is spelled in addresses and names of files."""


def tables_of(report: Report) -> list[Table]:
    """Return every table in the order they stand, so that each has one number everywhere."""
    found: list[Table] = []
    for section in (*report.sections, *report.annexes):
        found += _tables(section)
    return found


def _tables(section: Section) -> list[Table]:
    found = [block for block in section.blocks if isinstance(block, Table)]
    return found + [table for part in section.sections for table in _tables(part)]


def numbers_of(report: Report) -> list[Number]:
    """Return every number the report shows, in order."""
    found = [part for p in report.opening for part in p.parts if isinstance(part, Number)]
    for section in (*report.sections, *report.annexes):
        found += _numbers(section)
    return found


def _numbers(section: Section) -> list[Number]:
    found: list[Number] = []
    for block in section.blocks:
        if isinstance(block, Paragraph):
            found += [part for part in block.parts if isinstance(part, Number)]
        else:
            cells = [cell for row in block.rows for cell in row.cells]
            found += [
                cell.number if isinstance(cell, Sum) else cell
                for cell in cells
                if not isinstance(cell, str)
            ]
    return found + [number for part in section.sections for number in _numbers(part)]

"""The report as the web's templates walk through it."""

from dataclasses import dataclass

from khuyencong.lib.money import MILLION

from ..content import Block, Cell, Column, Inline, Paragraph, Report, Role, Section, Table
from .plain import ROMAN, Numbering, chart_of, number_of, text_of


@dataclass(frozen=True, slots=True)
class Slot:
    """Words on a page; with ``query``, a number that opens at its address."""

    text: str
    query: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class WebCell:
    """A cell; ``plotted`` is what a chart draws of it."""

    slot: Slot
    is_number: bool
    plotted: str


@dataclass(frozen=True, slots=True)
class WebRow:
    role: str
    label: Slot
    cells: tuple[WebCell, ...]
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class WebColumn:
    head: str
    is_number: bool
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class WebTable:
    caption: str
    columns: tuple[WebColumn, ...]
    rows: tuple[WebRow, ...]
    totals: tuple[WebRow, ...]
    notes: tuple[str, ...]
    chart: str
    unit: str
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class WebParagraph:
    role: str
    slots: tuple[Slot, ...]
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class WebSection:
    """A part with its anchor; ``level`` is that of its heading."""

    anchor: str
    level: int
    title: str
    blocks: tuple[WebTable | WebParagraph, ...]
    sections: tuple["WebSection", ...]


@dataclass(frozen=True, slots=True)
class Web:
    opening: tuple[WebParagraph, ...]
    sections: tuple[WebSection, ...]
    closing: tuple[WebParagraph, ...]


def web(report: Report) -> Web:
    """Return the report for the templates; annexes follow the chapters."""
    numbering = Numbering(report)
    chapters = [
        _section(it, f"{ROMAN[index]}. ", f"phan-{index + 1}", 2, numbering)
        for index, it in enumerate(report.sections)
    ]
    annexes = [
        _section(it, f"Phụ lục {index}. ", f"phu-luc-{index}", 2, numbering)
        for index, it in enumerate(report.annexes, start=1)
    ]
    return Web(
        opening=tuple(_paragraph(it) for it in report.opening),
        sections=(*chapters, *annexes),
        closing=tuple(_paragraph(it) for it in report.closing),
    )


def _section(
    section: Section, mark: str, anchor: str, level: int, numbering: Numbering
) -> WebSection:
    return WebSection(
        anchor=anchor,
        level=level,
        title=f"{mark}{section.title}",
        blocks=tuple(_block(it, numbering) for it in section.blocks),
        sections=tuple(
            _section(it, f"{index}. ", f"{anchor}-{index}", level + 1, numbering)
            for index, it in enumerate(section.sections, start=1)
        ),
    )


def _block(block: Block, numbering: Numbering) -> WebTable | WebParagraph:
    return _paragraph(block) if isinstance(block, Paragraph) else _table(block, numbering)


def _paragraph(paragraph: Paragraph) -> WebParagraph:
    return WebParagraph(paragraph.role.value, tuple(_slot(part) for part in paragraph.parts))


def _slot(part: Inline) -> Slot:
    if isinstance(part, str):
        return Slot(part)
    return Slot(part.words, part.address.query(), part.note)


def _table(table: Table, numbering: Numbering) -> WebTable:
    chart = chart_of(table)
    columns = chart.columns if chart else ()
    drawn = chart.rows if chart else ()
    rows = [_row(table, index, index in drawn) for index in range(len(table.rows))]
    return WebTable(
        caption=f"{numbering.table(table)}. {table.caption}",
        columns=tuple(
            WebColumn(it.head, it.is_number, index in columns)
            for index, it in enumerate(table.columns)
        ),
        rows=tuple(row for row in rows if row.role != Role.TOTAL),
        totals=tuple(row for row in rows if row.role == Role.TOTAL),
        notes=table.notes,
        chart="bar" if chart else "",
        unit=chart.unit if chart else "",
    )


def _row(table: Table, index: int, is_drawn: bool) -> WebRow:
    row = table.rows[index]
    label, *cells = zip(row.cells, table.columns, strict=True)
    return WebRow(
        role=row.role.value,
        label=_cell_slot(*label),
        cells=tuple(_cell(*cell) for cell in cells),
        is_drawn=is_drawn,
    )


def _cell(cell: Cell, column: Column) -> WebCell:
    return WebCell(_cell_slot(cell, column), column.is_number, _plotted(cell))


def _cell_slot(cell: Cell, column: Column) -> Slot:
    number = number_of(cell)
    text = text_of(cell, in_words=not column.is_number)
    return Slot(text, number.address.query(), number.note) if number else Slot(text)


def _plotted(cell: Cell) -> str:
    """A chart's axis stands in millions where the table does."""
    number = number_of(cell)
    if number is None or number.value is None:
        return ""
    return str(float(number.value) / MILLION if number.is_money else float(number.value))

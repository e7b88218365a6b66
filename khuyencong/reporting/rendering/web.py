"""The report as the web's templates walk through it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from khuyencong.indicators.address import Address
from khuyencong.lib.money import MILLION

from ..content import Block, Cell, Column, Inline, Paragraph, Report, Role, Section, Table
from .plain import ROMAN, Numbering, chart_of, number_of, text_of


@dataclass(frozen=True, slots=True)
class WebCell:
    """A cell; ``plotted`` is what a chart draws of it."""

    words: str
    is_number: bool
    plotted: str


@dataclass(frozen=True, slots=True)
class WebRow:
    role: str
    label: str
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
    words: SafeString
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


@dataclass(frozen=True, slots=True)
class _Page:
    """How the report at hand counts its tables, and where its numbers open; «» is nowhere."""

    numbering: Numbering
    opens_at: str

    def words(self, text: str, address: Address) -> SafeString:
        """Return the words of a number, as a link where it opens."""
        if not self.opens_at:
            return escape(text)
        href = f"{self.opens_at}?{address.query()}"
        return format_html('<a class="figure" href="{}">{}</a>', href, text)


def web(report: Report, *, is_linked: bool) -> Web:
    """Return the report for the templates; annexes follow the chapters."""
    page = _Page(Numbering(report), reverse("figures:address") if is_linked else "")
    chapters = [
        _section(it, f"{ROMAN[index]}. ", f"phan-{index + 1}", 2, page)
        for index, it in enumerate(report.sections)
    ]
    annexes = [
        _section(it, f"Phụ lục {index}. ", f"phu-luc-{index}", 2, page)
        for index, it in enumerate(report.annexes, start=1)
    ]
    return Web(
        opening=tuple(_paragraph(it, page) for it in report.opening),
        sections=(*chapters, *annexes),
        closing=tuple(_paragraph(it, page) for it in report.closing),
    )


def _section(section: Section, mark: str, anchor: str, level: int, page: _Page) -> WebSection:
    return WebSection(
        anchor=anchor,
        level=level,
        title=f"{mark}{section.title}",
        blocks=tuple(_block(it, page) for it in section.blocks),
        sections=tuple(
            _section(it, f"{index}. ", f"{anchor}-{index}", level + 1, page)
            for index, it in enumerate(section.sections, start=1)
        ),
    )


def _block(block: Block, page: _Page) -> WebTable | WebParagraph:
    return _paragraph(block, page) if isinstance(block, Paragraph) else _table(block, page)


def _paragraph(paragraph: Paragraph, page: _Page) -> WebParagraph:
    words = [_part(it, page) for it in paragraph.parts]
    return WebParagraph(paragraph.role.value, SafeString("".join(words)))


def _part(part: Inline, page: _Page) -> SafeString:
    return escape(part) if isinstance(part, str) else page.words(part.words, part.address)


def _table(table: Table, page: _Page) -> WebTable:
    chart = chart_of(table)
    columns = chart.columns if chart else ()
    drawn = chart.rows if chart else ()
    rows = [_row(table, index, index in drawn, page) for index in range(len(table.rows))]
    return WebTable(
        caption=f"{page.numbering.table(table)}. {table.caption}",
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


def _row(table: Table, index: int, is_drawn: bool, page: _Page) -> WebRow:
    row = table.rows[index]
    label, *cells = zip(row.cells, table.columns, strict=True)
    return WebRow(
        role=row.role.value,
        label=_words(*label, page),
        cells=tuple(_cell(*cell, page) for cell in cells),
        is_drawn=is_drawn,
    )


def _cell(cell: Cell, column: Column, page: _Page) -> WebCell:
    return WebCell(_words(cell, column, page), column.is_number, _plotted(cell))


def _words(cell: Cell, column: Column, page: _Page) -> str:
    number = number_of(cell)
    text = text_of(cell, in_words=not column.is_number)
    return page.words(text, number.address) if number else text


def _plotted(cell: Cell) -> str:
    """A chart's axis stands in millions where the table does."""
    number = number_of(cell)
    if number is None or number.value is None:
        return ""
    return str(float(number.value) / MILLION if number.is_money else float(number.value))

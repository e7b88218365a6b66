"""Tables as an Excel workbook: numbers and days are such, words are words and never formulas."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""

Cell = str | int | float | date | None
_LONGEST_TITLE = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
_NARROW, _WIDE = 12, 60  # of a column, in letters; longer words go on below
_LINE = 15  # points


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its tab, the lines above the table, the headings, the rows."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    above: Sequence[str] = ()


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return the sheets as an xlsx file.

    A text that a spreadsheet would take for a formula is marked as text («quote prefix»), so that
    it stays words even after somebody edits the cell.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        looks = _Looks(
            bold=book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1}),
            whole=book.add_format({"num_format": "#,##0", "valign": "top"}),
            broken=book.add_format({"num_format": "#,##0.###", "valign": "top"}),
            day=book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
            words=book.add_format({"text_wrap": True, "valign": "top"}),
            quoted=book.add_format({"quote_prefix": True}),
            quoted_words=book.add_format(
                {"quote_prefix": True, "text_wrap": True, "valign": "top"}
            ),
        )
        for one in sheets:
            tab = one.title.translate(_FORBIDDEN)[:_LONGEST_TITLE]
            _fill(book.add_worksheet(tab), one, looks)
    return file.getvalue()


@dataclass(frozen=True, slots=True)
class _Looks:
    bold: Any
    whole: Any
    broken: Any
    day: Any
    words: Any
    quoted: Any
    quoted_words: Any


def _fill(page: Any, sheet: Sheet, looks: _Looks) -> None:
    for index, line in enumerate(sheet.above):
        page.write_string(index, 0, line, looks.quoted if _is_risky(line) else None)
    top = len(sheet.above) + bool(sheet.above)
    for column, heading in enumerate(sheet.head):
        page.write_string(top, column, heading, looks.bold)
    rows = [list(row) for row in sheet.rows]
    widths = _widths(sheet.head, rows)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    lengths = [
        [len(heading) * 6 // 5 for heading in sheet.head],  # bold letters are broader
        *([len(cell) if isinstance(cell, str) else 0 for cell in row] for row in rows),
    ]
    for index, found in enumerate(lengths, start=top):
        if (lines := _lines(found, widths)) > 1:
            page.set_row(index, lines * _LINE)
    for index, row in enumerate(rows, start=top + 1):
        for column, cell in enumerate(row):
            _write(page, index, column, cell, looks)
    page.freeze_panes(top + 1, 1)
    _on_paper(page, top)


def _widths(head: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Of each column, in letters: amounts whole, headings and words on several lines if long."""
    found = [len(heading) // 2 for heading in head]
    for row in rows:
        for column, cell in enumerate(row):
            words = f"{cell:,}" if isinstance(cell, int | float) else str(cell or "")
            found[column] = max(found[column], len(words))
    return [min(max(width + 2, _NARROW), _WIDE) for width in found]


def _lines(lengths: Sequence[int], widths: Sequence[int]) -> int:
    """How many lines the longest words of a row need."""
    return max((-(-one // width) for one, width in zip(lengths, widths, strict=False)), default=1)


def _on_paper(page: Any, top: int) -> None:
    """A4 on its side, as wide as the sheet, the headings on every page."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


def _write(page: Any, row: int, column: int, cell: Cell, looks: _Looks) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        look = looks.quoted_words if _is_risky(cell) else looks.words
        page.write_string(row, column, cell, look)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, looks.day)
    else:  # a format with decimals leaves a whole number with an idle comma
        look = looks.whole if cell == int(cell) else looks.broken
        page.write_number(row, column, cell, look)


def _is_risky(text: str) -> bool:
    return text.startswith(_DANGEROUS)

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
    widths = [len(heading) // 2 for heading in sheet.head]
    for index, row in enumerate(sheet.rows, start=top + 1):
        for column, cell in enumerate(row):
            _write(page, index, column, cell, looks)
            if isinstance(cell, str):
                widths[column] = max(widths[column], len(cell))
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width + 2, _NARROW), _WIDE))
    page.freeze_panes(top + 1, 1)


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

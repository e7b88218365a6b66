"""A workbook being written: its formats, and sheets with a title above a table."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

LINE = 15.5
HEAD = 5
"""The row of the heads of columns: above it at most four lines of title and an empty one."""

MONEY_WIDTH = 17
_A4 = 9


@contextmanager
def written(made: BytesIO) -> Iterator["Sheets"]:
    """A workbook written into *made*; no text in it is ever taken for a formula or an address."""
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(made, options) as book:
        yield Sheets(book)


@dataclass(slots=True)
class Sheets:
    """The workbook with its formats made once each."""

    book: Workbook
    _formats: dict[tuple[tuple[str, object], ...], Format] = field(default_factory=dict)

    def format(self, **facts: object) -> Format:
        """The look that *facts* name, in the typeface of papers."""
        key = tuple(sorted(facts.items()))
        if key not in self._formats:
            base = {"font_name": "Times New Roman", "font_size": 11, "valign": "top"}
            self._formats[key] = self.book.add_format({**base, **facts})
        return self._formats[key]

    def words(self, **facts: object) -> Format:
        """A cell of words in a table."""
        return self.format(border=1, text_wrap=True, **facts)

    def money(self, **facts: object) -> Format:
        """A cell of whole đồng in a table."""
        return self.format(border=1, num_format="#,##0", **facts)

    def head(self) -> Format:
        """A head of a column."""
        return self.words(bold=True, align="center", bg_color="#EEF2F7")

    def sheet(self, name: str, lines: Sequence[str], *, widths: Sequence[float]) -> Worksheet:
        """Add a sheet of A4 across with its lines of title, the first of them strong."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, line in enumerate(lines):
            style = self.format(bold=row == 0, italic=row > 1, align="center")
            sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
            sheet.write_string(row, 0, line, style)
        return sheet

    def heads(self, sheet: Worksheet, labels: Sequence[str]) -> None:
        """Write the heads of the columns, repeated on every printed page."""
        for column, label in enumerate(labels):
            sheet.write_string(HEAD, column, label, self.head())
        sheet.set_row(HEAD, 2 * LINE)
        sheet.repeat_rows(HEAD)

"""The report as a workbook: a sheet a table, numbers as numbers, totals as formulas."""

from dataclasses import replace
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ..content import Cell, Chart, Column, Report, Role, Row, Sum, Table, tables_of
from ..numbers import MONEY, PERCENT, Number
from .plain import Numbering, chart_of, number_of, text_of

HEAD_ROW = 4
"""Rows above it: the label, the caption, the report's title, one empty."""

TYPEFACE = "Times New Roman"
LONG_LABEL = 12  # beyond it bars lie, as on the web
LINE_HEIGHT = 15.5  # points of a line of the size below
VIETNAMESE = "[$-42A]"
_EDGE = {"border": 1, "border_color": "#9CA3AF", "font_name": TYPEFACE, "font_size": 11}
_STRONG = (Role.TOTAL, Role.GROUP)


def render(report: Report) -> bytes:
    """Return the report's tables as a .xlsx file; money in whole đồng."""
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"title": report.title, "author": "Hệ thống khuyến công"})
        writer = _Writer(book, report)
        for table in tables_of(report):
            writer.add(table)
    return buffer.getvalue()


class _Writer:
    """A workbook being written, with its formats made once each."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self._book, self._report = book, report
        self._numbering = Numbering(report)
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def add(self, table: Table) -> None:
        """Add a sheet with the table and its chart."""
        sheet = self._book.add_worksheet(self._name(table))
        self._top(sheet, table)
        for column, it in enumerate(table.columns):
            head = replace(it, unit=_unit(it)).head
            sheet.write_string(HEAD_ROW, column, head, self._head())
            sheet.set_column(column, column, _width(it))
        sheet.set_row(HEAD_ROW, 2 * LINE_HEIGHT)
        for index, row in enumerate(table.rows):
            sheet.set_row(HEAD_ROW + 1 + index, _lines(table, row) * LINE_HEIGHT)
            for column, cell in enumerate(row.cells):
                self._cell(sheet, table, (index, column), cell)
        for index, note in enumerate(table.notes):
            place = HEAD_ROW + len(table.rows) + 2 + index
            sheet.write_string(place, 0, note, self._format(italic=True, font_name=TYPEFACE))
        if chart := chart_of(table):
            self._chart(sheet, table, chart)

    def _name(self, table: Table) -> str:
        number = self._numbering.table(table)
        return "Định nghĩa" if table.caption == "Định nghĩa" else number

    def _top(self, sheet: Worksheet, table: Table) -> None:
        marked = self._report.is_illustrative
        label = self._format(
            bold=True,
            font_color="#5B2A86" if marked else "#374151",
            bg_color="#F3ECF9" if marked else "#EEF2F7",
            font_name=TYPEFACE,
        )
        strong = self._format(bold=True, font_name=TYPEFACE, font_size=13)
        plain = self._format(font_name=TYPEFACE, font_size=11)
        for column in range(len(table.columns)):
            sheet.write_blank(0, column, None, label)
        sheet.write_string(0, 0, self._report.label, label)
        sheet.write_string(1, 0, f"{self._numbering.table(table)}. {table.caption}", strong)
        sheet.write_string(2, 0, self._report.title, plain)
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.set_header(f"&C{self._report.label}")
        sheet.set_footer("&CTrang &P/&N")

    def _cell(self, sheet: Worksheet, table: Table, place: tuple[int, int], cell: Cell) -> None:
        index, column = place
        row = table.rows[index]
        at = (HEAD_ROW + 1 + index, column)
        number = number_of(cell)
        if number is None or number.value is None:
            words = text_of(cell, in_words=not table.columns[column].is_number)
            look = self._words(row, table.columns[column])
            if words:
                sheet.write_string(*at, words, look)
            else:
                sheet.write_blank(*at, None, look)
            return
        shown = self._number(row, number, with_unit=not table.columns[column].is_number)
        value = float(number.value) / 100 if number.unit == PERCENT else float(number.value)
        if isinstance(cell, Sum):
            sheet.write_formula(*at, _sum(cell, column), shown, value)
        else:
            sheet.write_number(*at, value, shown)

    def _words(self, row: Row, column: Column) -> Format:
        align = "right" if column.is_number else "left"
        return self._format(
            **_EDGE, bold=row.role in _STRONG, text_wrap=True, align=align, valign="vcenter"
        )

    def _number(self, row: Row, number: Number, *, with_unit: bool) -> Format:
        return self._format(
            **_EDGE,
            bold=row.role in _STRONG,
            num_format=number_format(number, with_unit=with_unit),
            align="right",
            indent=1 if with_unit else 0,
            valign="vcenter",
        )

    def _head(self) -> Format:
        return self._format(
            **_EDGE, bold=True, text_wrap=True, bg_color="#EEF2F7", align="center", valign="vcenter"
        )

    def _format(self, **look: object) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def _chart(self, sheet: Worksheet, table: Table, chart: Chart) -> None:
        is_long = any(len(str(table.rows[row].cells[0])) > LONG_LABEL for row in chart.rows)
        drawn = self._book.add_chart({"type": "bar" if is_long else "column"})
        shown = "#,##0,," if chart.unit == "triệu đồng" else "#,##0"
        for column in chart.columns:
            drawn.add_series(
                {
                    "name": table.columns[column].title,
                    "categories": _range(sheet, chart, 0),
                    "values": _range(sheet, chart, column),
                    "data_labels": {"value": True, "num_format": shown},
                }
            )
        drawn.set_title({"name": f"{chart.title} ({chart.unit})", "name_font": {"size": 12}})
        drawn.set_legend({"position": "bottom", "none": len(chart.columns) == 1})
        values = {"num_format": shown, "min": 0, "major_gridlines": {"visible": False}}
        drawn.set_x_axis(values if is_long else {})
        drawn.set_y_axis({"reverse": True} if is_long else values)
        drawn.set_size({"width": 760, "height": 320 if len(chart.rows) < 7 else 460})
        place = HEAD_ROW + len(table.rows) + len(table.notes) + 4
        sheet.insert_chart(place, 0, drawn, {"description": chart.title})


def _width(column: Column) -> int:
    return max(14, column.width * (6 if column.is_number else 8))


def _lines(table: Table, row: Row) -> int:
    """Return how many lines the row needs: a spreadsheet does not find out by itself."""
    needed = [
        len(text_of(cell, in_words=True)) // (_width(column) - 1) + 1
        for cell, column in zip(row.cells, table.columns, strict=True)
        if not column.is_number
    ]
    return max(needed, default=1)


def number_format(number: Number, *, with_unit: bool) -> str:
    """Return how a spreadsheet shows the number: its qualifier and unit are part of the format."""
    if number.unit == PERCENT:
        digits = "0.00%"
    elif number.value is not None and number.value != int(number.value):
        digits = "#,##0.00"
    else:
        digits = "#,##0"
    unit = "đồng" if number.unit.startswith(MONEY) else number.noun or number.unit
    after = f'" {unit}"' if with_unit and number.unit != PERCENT else ""
    mark = '"*"' if number.is_derived and not with_unit else ""
    return f"{VIETNAMESE}{_quoted(number.prefix)}{digits}{after}{mark}"


def _quoted(words: str) -> str:
    return f'"{words}"' if words.strip() else ""


def _unit(column: Column) -> str:
    """Money stands in whole đồng here, in millions elsewhere."""
    return "đồng" if column.unit == "triệu đồng" else column.unit


def _sum(cell: Sum, column: int) -> str:
    """Return the formula of a total; consecutive rows as a range."""
    name = xl_col_to_name(column)
    rows = [HEAD_ROW + 2 + row for row in cell.rows]
    if rows == list(range(rows[0], rows[-1] + 1)):
        return f"=SUM({name}{rows[0]}:{name}{rows[-1]})"
    return f"=SUM({','.join(f'{name}{row}' for row in rows)})"


def _range(sheet: Worksheet, chart: Chart, column: int) -> str:
    """Return the cells of a column over the chart's rows as a reference."""
    name = xl_col_to_name(column)
    rows = [HEAD_ROW + 2 + row for row in chart.rows]
    if rows == list(range(rows[0], rows[-1] + 1)):
        return f"='{sheet.name}'!${name}${rows[0]}:${name}${rows[-1]}"
    cells = ",".join(f"'{sheet.name}'!${name}${row}" for row in rows)
    return f"=({cells})"

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from khuyencong.documents.content import MOTTO, NATION

from ..content import Block, Cell, Chart, Paragraph, Report, Section, Sum, Table, tables_of
from ..numbers import Number

Plain = dict[str, Any]

MONEY_UNIT = "triệu đồng"
UNIT_LINE = f"Đơn vị tính kinh phí: {MONEY_UNIT}"
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def plain(report: Report) -> Plain:
    """Return a report as plain data: words as they are shown, tables and charts numbered."""
    numbering = Numbering(report)
    return {
        "name": report.name,
        "title": report.title,
        "label": report.label,
        "is_illustrative": report.is_illustrative,
        "nation": NATION,
        "motto": MOTTO,
        "heading": {name: getattr(report.heading, name) for name in report.heading.__slots__},
        "opening": _blocks(report.opening, numbering),
        "sections": [
            _section(section, ROMAN[index], numbering)
            for index, section in enumerate(report.sections)
        ],
        "closing": _blocks(report.closing, numbering),
        "signing": {
            "recipients": list(report.signing.recipients),
            "signer": report.signing.signer,
        },
        "annexes": [
            _section(section, f"Phụ lục {index}", numbering)
            for index, section in enumerate(report.annexes, start=1)
        ],
    }


class Numbering:
    """The numbers of tables and charts, the same in every format."""

    def __init__(self, report: Report) -> None:
        tables = tables_of(report)
        drawn = [id(table) for table in tables if chart_of(table)]
        self._tables = {id(table): index for index, table in enumerate(tables, start=1)}
        self._charts = {key: index for index, key in enumerate(drawn, start=1)}

    def table(self, table: Table) -> str:
        return f"Bảng {self._tables[id(table)]}"

    def chart(self, table: Table) -> str:
        return f"Biểu đồ {self._charts[id(table)]}"


def chart_of(table: Table) -> Chart | None:
    """Return the chart of a table with only the rows that have something to draw, if any."""
    if table.chart is None:
        return None
    rows = tuple(row for row in table.chart.rows if _has_size(table, table.chart, row))
    return replace(table.chart, rows=rows) if rows else None


def _has_size(table: Table, chart: Chart, row: int) -> bool:
    numbers = (number_of(table.rows[row].cells[column]) for column in chart.columns)
    return any(number is not None and number.is_positive for number in numbers)


def number_of(cell: Cell) -> Number | None:
    """Return the number of a cell, ``None`` for words."""
    if isinstance(cell, Sum):
        return cell.number
    return cell if isinstance(cell, Number) else None


def text_of(cell: Cell, *, in_words: bool) -> str:
    """Return a cell as it is shown; with its unit where the column's head has none."""
    number = number_of(cell)
    if number is None:
        return cell if isinstance(cell, str) else ""
    return number.words if in_words else number.cell


def _section(section: Section, mark: str, numbering: Numbering) -> Plain:
    return {
        "mark": mark,
        "title": section.title,
        "blocks": _blocks(section.blocks, numbering),
        "sections": [
            _section(part, str(index), numbering)
            for index, part in enumerate(section.sections, start=1)
        ],
    }


def _blocks(blocks: Iterable[Block], numbering: Numbering) -> list[Plain]:
    return [
        {"kind": "paragraph", "role": block.role.value, "text": block.text}
        if isinstance(block, Paragraph)
        else _table(block, numbering)
        for block in blocks
    ]


def _table(table: Table, numbering: Numbering) -> Plain:
    chart = chart_of(table)
    return {
        "kind": "table",
        "caption": f"{numbering.table(table)}. {table.caption}",
        "unit": UNIT_LINE if any(it.unit == MONEY_UNIT for it in table.columns) else "",
        "columns": [
            {
                "head": it.title if it.unit == MONEY_UNIT else it.head,
                "width": it.width,
                "is_number": it.is_number,
            }
            for it in table.columns
        ],
        "rows": [
            {
                "role": row.role.value,
                "cells": [
                    text_of(cell, in_words=not column.is_number)
                    for cell, column in zip(row.cells, table.columns, strict=True)
                ],
            }
            for row in table.rows
        ],
        "notes": list(table.notes),
        "chart": chart_data(table, chart, numbering) if chart else None,
    }


def chart_data(table: Table, chart: Chart, numbering: Numbering) -> Plain:
    """Return what is drawn: a label for every row, a series for every column."""
    return {
        "caption": f"{numbering.chart(table)}. {chart.title} ({chart.unit})",
        "labels": [str(table.rows[row].cells[0]).lstrip("– ") for row in chart.rows],
        "series": [
            {
                "name": table.columns[column].title,
                "values": [_drawn(table.rows[row].cells[column]) for row in chart.rows],
            }
            for column in chart.columns
        ],
    }


def _drawn(cell: Cell) -> Plain:
    number = number_of(cell)
    value = number.value if number else None
    return {"size": float(value or 0), "text": number.cell if number else ""}

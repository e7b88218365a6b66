import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

import xlsxwriter

from khuyencong.indicators.address import describe
from khuyencong.indicators.dimensions import SPLITS

from .behind import Record
from .opening import Opened, Row
from .report_check import Report

Cell = str | int | float | None
_TITLE_ROWS = 3


def as_csv(opened: Opened, records: Sequence[Record]) -> str:
    """The figure, its years, its parts and its records; marked for Excel as UTF-8."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    for title, rows in _tables(opened, records):
        writer.writerow([title])
        writer.writerows([_harmless(cell) for cell in row] for row in rows)
        writer.writerow([])
    return text.getvalue()


def as_xlsx(opened: Opened, records: Sequence[Record]) -> bytes:
    """The same as a workbook, a sheet each; numbers are numbers."""
    file = io.BytesIO()
    words_stay_words = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, {"in_memory": True, **words_stay_words}) as book:
        bold = book.add_format({"bold": True})
        number = book.add_format({"num_format": "#,##0.##"})
        for title, rows in _tables(opened, records):
            sheet = book.add_worksheet(title)
            sheet.write_string(0, 0, describe(opened.address), bold)
            sheet.write_string(1, 0, _basis(opened))
            sheet.set_column(0, 0, 44)
            sheet.set_column(1, 5, 22, number)
            for index, row in enumerate(rows, start=_TITLE_ROWS):
                style = bold if index == _TITLE_ROWS else None
                for column, cell in enumerate(row):
                    sheet.write(index, column, cell, style)
    return file.getvalue()


def _tables(
    opened: Opened, records: Sequence[Record]
) -> Iterator[tuple[str, list[tuple[Cell, ...]]]]:
    yield "Số liệu", list(_summary(opened))
    if opened.years:
        yield "Theo năm", _rows("Năm", opened, opened.years)
    if opened.parts:
        name = SPLITS[opened.chosen]
        yield f"Theo {name}"[:31], _rows(name.capitalize(), opened, opened.parts)
    if records:
        head: tuple[Cell, ...] = ("Mã", "Tên", "Chi tiết", "Giá trị")
        yield "Hồ sơ", [head, *((r.code, r.name, r.detail, r.value) for r in records)]
    if opened.claims:
        yield "Theo công bố", [("Nguyên văn", "Kết luận đối chiếu", "Nguồn"), *_claims(opened)]


def _summary(opened: Opened) -> Iterator[tuple[Cell, ...]]:
    yield ("Số liệu", "Giá trị", "Đơn vị")
    found = opened.evaluation
    value = None if found is None or found.value is None else found.value
    yield (describe(opened.address), _plain(value), _unit(found.unit) if found else "")
    if found is not None:
        yield ("Số bản ghi", found.rows_count, "bản ghi")
        yield ("Số bản ghi không rõ", found.unknown_count, "bản ghi")
    yield ("Loại hồ sơ", _basis(opened), "")


def _rows(name: str, opened: Opened, rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
    unit = _unit(opened.evaluation.unit) if opened.evaluation else ""
    head: tuple[Cell, ...] = (name, f"Giá trị ({unit})", "Số bản ghi")
    return [head, *((row.label, _plain(row.value), row.rows_count) for row in rows)]


def _claims(opened: Opened) -> Iterator[tuple[Cell, ...]]:
    for claim in opened.claims:
        yield (claim.figure.surface, claim.verdict.outcome.value, str(claim.figure.text))


def _plain(value: object) -> Cell:
    if value is None or isinstance(value, int):
        return value
    return float(value)  # type: ignore[arg-type]  # a Fraction


def _unit(unit: str) -> str:
    return unit.replace("VND", "đồng")


def _basis(opened: Opened) -> str:
    if opened.evaluation is None:
        return "Không có hồ sơ"
    return "Dữ liệu minh họa" if opened.is_illustrative else "Sổ đề án"


def _harmless(cell: Cell) -> Cell:
    """A name that a spreadsheet would take for a formula is kept as words."""
    if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{cell}"
    return cell


def report_data(report: Report) -> dict[str, Any]:
    """A checked report as plain data; places of figures count from 0, as in ``figures``."""
    return {
        "contradicts": report.contradicts,
        "figures": report.reading.to_json(),
        "findings": [
            {
                "code": one.code,
                "severity": one.severity,
                "message": one.message,
                "figures": list(one.figures),
                "difference": float(one.difference),
                "resolve": one.resolve,
            }
            for one in report.findings
        ],
        "judgements": [
            {
                "figure": one.number - 1,
                "judgement": one.judgement.value,
                "sentences": one.sentences,
                "address": one.query,
                "basis": one.row.basis if one.row else "",
            }
            for one in report.judged
        ],
    }

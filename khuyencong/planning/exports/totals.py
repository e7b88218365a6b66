"""Sheets of totals: of one plan, and of plans side by side."""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from ..queries import Comparison, Part, PlanTotals
from .sheets import HEAD, MONEY_WIDTH, Sheets

_UNIT = "Đơn vị tính: đồng"


def add_totals(sheets: Sheets, lines: Sequence[str], totals: PlanTotals) -> None:
    """What a plan adds up to by everything, and what remains of each source after it."""
    labels = ["Phần", "Kinh phí", "Tỷ lệ", "Hạn mức còn lại hiện nay", "Còn lại sau phương án"]
    widths = [52, MONEY_WIDTH, 12, 24, 24]
    sheet = sheets.sheet("Tổng hợp", [*lines, _UNIT], widths=widths)
    sheets.heads(sheet, labels)
    _title(sheets, sheet, HEAD + 1, "Theo nguồn")
    for row, source in enumerate(totals.sources, HEAD + 2):
        sheet.write_string(row, 0, source.label, sheets.words())
        sheet.write_number(row, 1, source.amount_vnd, sheets.money())
        if source.left_vnd is None or source.after_vnd is None:
            sheet.write_string(row, 3, "chưa giao hạn mức", sheets.words())
        else:
            formula = f"={xl_rowcol_to_cell(row, 3)}-{xl_rowcol_to_cell(row, 1)}"
            sheet.write_number(row, 3, source.left_vnd, sheets.money())
            sheet.write_formula(row, 4, formula, sheets.money(), source.after_vnd)
    top = HEAD + 2 + len(totals.sources)
    for title, parts in totals.groups:
        _parts(sheets, sheet, top, title, parts)
        top += len(parts) + 1


def _parts(sheets: Sheets, sheet: Worksheet, row: int, title: str, parts: Sequence[Part]) -> None:
    """The sum of the parts as a formula beside their title, then each with its share."""
    total = sum(part.amount_vnd for part in parts)
    formula = f"=SUM({xl_range(row + 1, 1, row + len(parts), 1)})" if parts else "=0"
    _title(sheets, sheet, row, title)
    sheet.write_formula(row, 1, formula, sheets.money(bold=True), total)
    whole = xl_rowcol_to_cell(row, 1, row_abs=True, col_abs=True)
    share = sheets.format(border=1, num_format="0.0%")
    for index, part in enumerate(parts, row + 1):
        sheet.write_string(index, 0, part.label, sheets.words())
        sheet.write_number(index, 1, part.amount_vnd, sheets.money())
        value = float(part.percent / 100) if part.percent is not None else 0
        sheet.write_formula(index, 2, f"={xl_rowcol_to_cell(index, 1)}/{whole}", share, value)


def add_compared(sheets: Sheets, comparison: Comparison, year: int) -> None:
    """The totals of plans side by side, each row with its unit."""
    sheet = _beside(sheets, "Tổng hợp", {"Chỉ tiêu": 60, "Đơn vị": 10}, comparison, year)
    rows: list[tuple[str, str, Sequence[float | None]]] = [
        ("Số đề án", "đề án", [one.schemes_count for one in comparison.totals]),
        ("Tổng kinh phí hỗ trợ", "đồng", [one.total_vnd for one in comparison.totals]),
        ("Tổng điểm thẩm định", "điểm", [float(one.score) for one in comparison.totals]),
    ]
    row = HEAD + 1
    for label, unit, values in rows:
        _amounts(sheets, sheet, row, (label, unit), values)
        row += 1
    for title, compared in comparison.groups:
        _title(sheets, sheet, row, title)
        for index, one in enumerate(compared, row + 1):
            words = (one.label, "đồng")
            _amounts(sheets, sheet, index, words, one.amounts, missing="chưa giao hạn mức")
        row += len(compared) + 1


def add_differing(sheets: Sheets, comparison: Comparison, year: int) -> None:
    """The schemes on which the plans differ."""
    sheet = _beside(sheets, "Đề án khác nhau", {"Đề án": 60, "Đơn vị": 10}, comparison, year)
    for row, one in enumerate(comparison.differing, HEAD + 1):
        words = (str(one.scheme), "đồng")
        _amounts(sheets, sheet, row, words, one.amounts, missing="không có")


def _beside(
    sheets: Sheets, name: str, labels: Mapping[str, int], comparison: Comparison, year: int
) -> Worksheet:
    """A sheet with a column for each plan, right of the columns of words with their widths."""
    lines = [f"SO SÁNH PHƯƠNG ÁN KẾ HOẠCH KHUYẾN CÔNG NĂM {year}", name]
    if any(plan.is_illustrative for plan in comparison.plans):
        lines[1] += " (DỮ LIỆU MINH HỌA)"
    widths = [*labels.values(), *(24 for _ in comparison.plans)]
    sheet = sheets.sheet(name, lines, widths=widths)
    sheets.heads(sheet, [*labels, *(plan.title for plan in comparison.plans)])
    sheet.freeze_panes(HEAD + 1, len(labels))
    return sheet


def _amounts(
    sheets: Sheets,
    sheet: Worksheet,
    row: int,
    words: Sequence[str],
    amounts: Sequence[float | None],
    missing: str = "",
) -> None:
    for column, word in enumerate(words):
        sheet.write_string(row, column, word, sheets.words())
    for column, amount in enumerate(amounts, len(words)):
        if amount is None:
            sheet.write_string(row, column, missing, sheets.words())
        else:
            style = sheets.money() if amount == int(amount) else sheets.format(border=1)
            sheet.write_number(row, column, amount, style)


def _title(sheets: Sheets, sheet: Worksheet, row: int, title: str) -> None:
    sheet.write_string(row, 0, title, sheets.words(bold=True))

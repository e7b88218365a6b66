"""The page in front of a checked draft: how many figures, of what kind, and what to look at."""

from typing import Any

from docx.document import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table

from .checking.finding import CONTRADICTION
from .reconciliation import ONLY_ILLUSTRATIVE
from .report_check import Judged, Judgement, Report

MOST_LINES = 10
_WIDTHS = (Cm(3.5), Cm(1.5), Cm(11))
_LONGEST = 220
_MEANINGS = {
    Judgement.CONTRADICTS: "không khớp với số liệu khác trong chính văn bản",
    Judgement.DIFFERS: "khác với số tính từ sổ",
    Judgement.NOT_FOUND: "sổ không có bản ghi để đối chiếu",
    Judgement.AGREES: "khớp, hoặc khớp sau khi làm tròn",
    Judgement.NOT_COMPARED: "kế hoạch, mục tiêu, định mức, bối cảnh",
}


def put_summary(document: Document, report: Report) -> None:
    """Put the page of *report* before the first words of *document*."""
    body = document.element.body
    before = len(body)
    _write(document, report)
    added = [element for element in body if element.tag != qn("w:sectPr")][-_grown(body, before) :]
    for place, element in enumerate(added):
        body.insert(place, element)


def _grown(body: Any, before: int) -> int:
    return len(body) - before


def _write(document: Document, report: Report) -> None:
    _line(document, "PHIẾU SOÁT SỐ LIỆU", bold=True, size=15)
    _line(document, _opening(report))
    _table(document, report)
    if report.is_with_illustrative_records:
        _line(document, f"Sổ đang dùng là dữ liệu minh họa. {ONLY_ILLUSTRATIVE}")
    lines = _to_look_at(report)
    if lines:
        _line(document, "Cần xem lại trước khi công bố", bold=True, size=12)
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        _line(document, f"{number}. {line}")
    if len(lines) > MOST_LINES:
        _line(document, f"Còn {len(lines) - MOST_LINES} điểm nữa, xem chú thích trong văn bản.")
    end = document.add_paragraph()
    end.add_run().add_break(WD_BREAK.PAGE)


def _opening(report: Report) -> str:
    basis = "với chính văn bản và với sổ" if report.is_against_records else "với chính văn bản"
    verdict = (
        "Có chỗ phải xem lại trước khi công bố."
        if report.contradicts
        else "Không thấy chỗ nào mâu thuẫn."
    )
    return f"Đã soát {len(report.judged)} số liệu {basis}. {verdict}"


def _to_look_at(report: Report) -> list[str]:
    said = [
        _short(f"{one.message} {one.resolve}".strip())
        for one in report.findings
        if one.severity == CONTRADICTION
    ]
    return said + [
        _short(_differing(one)) for one in report.judged if one.judgement is Judgement.DIFFERS
    ]


def _differing(one: Judged) -> str:
    words = " ".join(one.figure.quote.split())
    computed = f"theo sổ là {one.row.computed_words}. {one.row.explanation}" if one.row else ""
    return f"«{words}»: {computed}"


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rsplit(' ', 1)[0]}…"


def _line(document: Document, words: str, *, bold: bool = False, size: int = 11) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(6)
    paragraph.paragraph_format.first_line_indent = Pt(0)
    run = paragraph.add_run(words)
    run.bold, run.font.size = bold, Pt(size)


def _table(document: Document, report: Report) -> None:
    counts = report.counts if report.is_against_records else _own_counts(report)
    table = document.add_table(rows=0, cols=3)
    table.autofit = False
    _put_borders(table)
    for judgement, count in counts.items():
        cells = table.add_row().cells
        said = (judgement.value, str(count), _MEANINGS[judgement])
        for cell, width, words in zip(cells, _WIDTHS, said, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.add_run(words).font.size = Pt(11)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _own_counts(report: Report) -> dict[Judgement, int]:
    return {Judgement.CONTRADICTS: report.counts[Judgement.CONTRADICTS]}


def _put_borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("color", "9CA3AF")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)

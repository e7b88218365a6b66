"""The report as a Word document: real styles, real tables, pictures of charts.

Sizes and margins follow common practice for administrative documents; the appendix of NĐ 30/2020
that fixes them is not among the project's sources.
"""

from collections.abc import Iterable
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table as WordTable
from docx.table import _Row as WordRow

from khuyencong.documents.content import Signature
from khuyencong.documents.rendering import docx_parts
from khuyencong.documents.rendering.docx_styles import (
    BODY_WIDTH,
    GROUND,
    keep_on_one_page,
    keep_row_together,
    paint,
    prepare,
    repeat_as_header,
)

from ..content import Report
from .pdf import picture
from .plain import Plain, plain

CENTER, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
STYLES = {"body": "Normal", "bullet": "Gạch đầu dòng", "note": "Ghi chú"}
SMALL = 9  # a table of so few rows is not broken over two pages
STRONG_ROWS = ("total", "group")


def render(report: Report) -> bytes:
    """Return the report as a .docx file."""
    data = plain(report)
    word = Document()
    prepare(word, title=data["title"], label=data["label"], is_marked=data["is_illustrative"])
    docx_parts.masthead(word, report.heading)
    _blocks(word, data["opening"])
    for section in data["sections"]:
        _section(word, section, 1)
    _blocks(word, data["closing"])
    signing = report.signing
    docx_parts.signing(word, signing.recipients, [Signature(signing.signer)])
    for index, annex in enumerate(data["annexes"]):
        _annex(word, annex, on_new_page=index == 0)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _section(word: Word, section: Plain, level: int) -> None:
    title = section["title"].upper() if level == 1 else section["title"]
    word.add_heading(f"{section['mark']}. {title}", level=level)
    _blocks(word, section["blocks"])
    for part in section["sections"]:
        _section(word, part, level + 1)


def _annex(word: Word, annex: Plain, *, on_new_page: bool) -> None:
    heading = word.add_heading(f"{annex['mark']}. {annex['title'].upper()}", level=1)
    heading.paragraph_format.page_break_before = on_new_page
    heading.alignment = CENTER
    _blocks(word, annex["blocks"])


def _blocks(word: Word, blocks: Iterable[Plain]) -> None:
    for block in blocks:
        if block["kind"] == "paragraph":
            mark = "– " if block["role"] == "bullet" else ""
            word.add_paragraph(f"{mark}{block['text']}", style=STYLES[block["role"]])
        else:
            _table(word, block)


def _table(word: Word, data: Plain) -> None:
    word.add_paragraph(data["caption"], style="Caption")
    if data["unit"]:
        word.add_paragraph(data["unit"], style="Đơn vị tính")
    columns = data["columns"]
    table = word.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    share = BODY_WIDTH / sum(column["width"] for column in columns)
    for column, data_of in zip(table.columns, columns, strict=True):
        column.width = Mm(share * data_of["width"])
    style = word.styles["Ô bảng"].style_id  # looked up once: a look-up reads every style
    _fill(table, style, [column["head"] for column in columns], data, role="head")
    repeat_as_header(table.rows[0])
    for row in data["rows"]:
        _fill(table, style, row["cells"], data, role=row["role"])
    if len(data["rows"]) <= SMALL:
        keep_on_one_page(table)
    for note in data["notes"]:
        word.add_paragraph(note, style="Ghi chú")
    if data["chart"]:
        _chart(word, data["chart"])


def _fill(table: WordTable, style: str, words: list[str], data: Plain, *, role: str) -> None:
    row: WordRow = table.add_row()  # type: ignore[no-untyped-call]  # python-docx left it untyped
    keep_row_together(row)
    for cell, text, column in zip(row.cells, words, data["columns"], strict=True):
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style
        paragraph.alignment = CENTER if role == "head" else RIGHT if column["is_number"] else LEFT
        run = paragraph.add_run(text)
        run.bold = role == "head" or role in STRONG_ROWS
        if role == "head":
            paint(cell, GROUND)


def _chart(word: Word, chart: Plain) -> None:
    paragraph = word.add_paragraph(style="Hình")
    docx_parts.picture(
        paragraph, picture(chart), width=BODY_WIDTH - 5, description=chart["caption"]
    )
    word.add_paragraph(chart["caption"], style="Chú thích hình")

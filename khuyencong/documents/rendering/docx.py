"""An administrative document as a Word file that officers go on editing."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

from ..content import AdministrativeDocument, Block, Paragraph, Role, Table
from .docx_parts import masthead, picture, signing
from .docx_styles import (
    BODY_WIDTH,
    GROUND,
    WIDE_WIDTH,
    keep_on_one_page,
    keep_row_together,
    lay_wide,
    paint,
    prepare,
    repeat_as_header,
    set_size,
)
from .qr import png
from .widths import SIZES, fit

CENTER, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
SMALL = 9  # a table of so few rows is not broken over two pages, but on a sheet on its side
QR_WIDTH = 24  # mm


def render(document: AdministrativeDocument, *, qr_text: str = "") -> bytes:
    """Return the document as a .docx file; ``qr_text`` stands where its QR code would."""
    word = Document()
    prepare(word, title=document.title, label=document.mark, is_marked=bool(document.mark))
    width = WIDE_WIDTH if document.is_wide else BODY_WIDTH
    if document.is_wide:
        lay_wide(word)
    _footers(word, document, width, qr_text)
    masthead(word, document.heading, width=width)
    contents(word, document.blocks, width)
    _hold_to_signing(word)
    if document.signatures:
        signing(word, document.recipients, document.signatures, width=width)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def contents(word: Word, blocks: Sequence[Block], width: int) -> None:
    """Add the blocks to the end of the body, tables *width* mm wide."""
    for block in blocks:
        if isinstance(block, Table):
            _table(word, block, width)
        else:
            _paragraph(word, block)


def _footers(word: Word, document: AdministrativeDocument, width: int, qr_text: str) -> None:
    """Put the code and its QR code at the foot of every page, so that any page can be matched."""
    section = word.sections[0]
    section.bottom_margin = Mm(32)
    section.footer_distance = Mm(5)
    content = b"" if qr_text else png(document.address)
    for footer in (section.footer, section.first_page_footer):
        table = footer.add_table(rows=1, cols=2, width=Mm(width))
        table.autofit = False
        left, right = table.rows[0].cells
        for column, of_it in zip(table.columns, (width - 30, 30), strict=True):
            column.width = Mm(of_it)  # of the grid and of the cells: readers differ in which counts
        said = left.paragraphs[0]
        said.style = "Nơi nhận"
        if document.foot:
            foot = said.add_run(document.foot)
            foot.italic, foot.font.size = True, Pt(8.5)
            foot.add_break()
        said.add_run(document.code).font.size = Pt(8.5)
        shown = right.paragraphs[0]
        shown.style, shown.alignment = "Nơi nhận", RIGHT
        if qr_text:
            shown.add_run(qr_text)
        else:
            description = f"Mã QR của văn bản {document.code}"
            picture(shown, content, width=QR_WIDTH, description=description)
        first = footer.paragraphs[0]._p  # the empty one that stands before the table
        first.getparent().remove(first)
        footer.add_paragraph(style="Nơi nhận").paragraph_format.line_spacing = Pt(1)


def _paragraph(word: Word, block: Paragraph) -> None:
    match block.role:
        case Role.BULLET:
            said = word.add_paragraph(f"– {block.text}", style="Gạch đầu dòng")
            _let_ragged(said, block)
        case Role.NOTE:
            word.add_paragraph(block.text, style="Ghi chú")
        case Role.CENTRE:
            said = word.add_paragraph(block.text, style="Caption")
            said.runs[0].font.size = Pt(13)
        case Role.ADDRESS:
            said = word.add_paragraph(block.text, style="Trình bày")
            said.paragraph_format.space_before = said.paragraph_format.space_after = Pt(8)
            if "\n" in block.text:  # each on a line of its own, below one another
                said.alignment, said.paragraph_format.left_indent = LEFT, Mm(45)
        case Role.HEADING:
            word.add_heading(block.text, level=1)
        case _:
            said = word.add_paragraph()
            if block.lead:
                said.add_run(f"{block.lead} ").bold = True
            said.add_run(block.text).italic = block.role == Role.BASIS
            _let_ragged(said, block)


def _let_ragged(said: WordParagraph, block: Paragraph) -> None:
    if block.is_ragged:
        said.alignment = LEFT


def _hold_to_signing(word: Word) -> None:
    """Nobody signs on a page of its own: the last paragraph goes with the signing block."""
    last = word.paragraphs[-1].paragraph_format
    last.keep_with_next = last.keep_together = True


def _table(word: Word, block: Table, width: int) -> None:
    if block.caption:
        word.add_paragraph(block.caption, style="Caption")
    if block.unit:
        word.add_paragraph(block.unit, style="Đơn vị tính")
    table = word.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    found = fit(block, width)
    for column, millimetres in zip(table.columns, found.widths, strict=True):
        column.width = Mm(millimetres)
    head = tuple(column.title for column in block.columns)
    _row(word, table, block, head, is_head=True)
    repeat_as_header(table.rows[0])
    for row in block.rows:
        _row(word, table, block, row.cells, is_strong=row.is_strong)
    if found.size != SIZES[0]:
        set_size(table, found.size)
    if len(block.rows) <= SMALL and width <= BODY_WIDTH:
        keep_on_one_page(table)
    word.add_paragraph(style="Nơi nhận")


def _row(
    word: Word,
    table: WordTable,
    block: Table,
    cells: tuple[str, ...],
    *,
    is_head: bool = False,
    is_strong: bool = False,
) -> None:
    row: WordRow = table.add_row()  # type: ignore[no-untyped-call]  # python-docx left it untyped
    keep_row_together(row)
    for cell, text, column in zip(row.cells, cells, block.columns, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = word.styles["Ô bảng"]
        paragraph.alignment = CENTER if is_head else RIGHT if column.is_number else LEFT
        paragraph.add_run(text).bold = is_head or is_strong
        if is_head:
            paint(cell, GROUND)

"""The letterhead and the signing block of a Word document, laid out in tables without borders."""

from collections.abc import Sequence
from io import BytesIO

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from ..content import MOTTO, NATION, Heading, Signature
from .docx_styles import BODY_WIDTH, keep_row_together, rule_under, without_borders


def masthead(word: Word, heading: Heading, *, width: int = BODY_WIDTH) -> None:
    """Add the letterhead *width* mm wide; without an issuer, the nation alone in the middle."""
    if heading.issuer:
        _letterhead(word, heading, width)
    else:
        _nation(word, heading.place_and_date, width)
    title = word.add_paragraph(heading.kind, style="Title")
    title.paragraph_format.space_before = Pt(10)
    abstract = word.add_paragraph(heading.abstract, style="Subtitle")
    rule_under(abstract, indent=Mm((width - 49) // 2))
    if not heading.issuer and heading.symbol:
        word.add_paragraph(heading.symbol, style="Trình bày").paragraph_format.space_after = Pt(8)


def _letterhead(word: Word, heading: Heading, width: int) -> None:
    left_width = width * 39 // 100
    table = plain_table(word, rows=2, widths=(left_width, width - left_width))
    left, right = table.rows[0].cells
    if heading.superior:
        line(left, heading.superior, size=12, style="Trình bày")
    line(left, heading.issuer, size=12, bold=True, style="Trình bày", ruled=(left_width - 28) // 2)
    line(right, NATION, size=12, bold=True, style="Trình bày")
    ruled = (width - left_width - 61) // 2
    line(right, MOTTO, size=13, bold=True, style="Trình bày", ruled=ruled)
    left, right = table.rows[1].cells
    line(left, heading.symbol, size=13, style="Trình bày")
    line(right, heading.place_and_date, size=13, italic=True, style="Trình bày")
    drop_first_paragraphs(table)


def _nation(word: Word, place_and_date: str, width: int) -> None:
    table = plain_table(word, rows=1, widths=(width,))
    cell = table.rows[0].cells[0]
    line(cell, NATION, size=12, bold=True, style="Trình bày")
    line(cell, MOTTO, size=13, bold=True, style="Trình bày", ruled=(width - 61) // 2)
    if place_and_date:
        said = line(cell, place_and_date, size=13, italic=True, style="Trình bày")
        said.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    drop_first_paragraphs(table)


def signing(
    word: Word,
    recipients: Sequence[str],
    signatures: Sequence[Signature],
    *,
    width: int = BODY_WIDTH,
) -> None:
    """Add the signing block: one signs beside «Nơi nhận», several above it in rows."""
    if len(signatures) == 1:
        table = plain_table(word, rows=1, widths=(width - width // 2 + 3, width // 2 - 3))
        left, right = table.rows[0].cells
        if recipients:
            _recipients(left, recipients)
        _signature(right, signatures[0])
    else:
        count = 3 if len(signatures) == 3 else 2
        rows = (len(signatures) + count - 1) // count
        table = plain_table(word, rows=rows, widths=(width // count,) * count)
        for index, one in enumerate(signatures):
            _signature(
                table.rows[index // count].cells[index % count], one, 12 if count == 3 else 13
            )
    drop_first_paragraphs(table)
    for row in table.rows:
        keep_row_together(row)
    if recipients and len(signatures) != 1:
        word.add_paragraph(style="Nơi nhận")  # two tables in a row would become one
        below = plain_table(word, rows=1, widths=(width,))
        _recipients(below.rows[0].cells[0], recipients)
        drop_first_paragraphs(below)


def _recipients(cell: WordCell, recipients: Sequence[str]) -> None:
    line(cell, "Nơi nhận:", size=12, bold=True, italic=True, style="Nơi nhận")
    for recipient in recipients:
        line(cell, f"- {recipient}", size=11, style="Nơi nhận")


def _signature(cell: WordCell, signature: Signature, size: int = 13) -> None:
    if signature.authority:
        line(cell, signature.authority, size=size, bold=True, style="Trình bày")
    line(cell, signature.title, size=size, bold=True, style="Trình bày")
    for _ in range(4):
        line(cell, "", size=size, style="Trình bày")
    if signature.name:
        line(cell, signature.name, size=size, bold=True, style="Trình bày")


def picture(paragraph: WordParagraph, content: bytes, *, width: int, description: str) -> None:
    """Add a picture *width* mm wide, with what a screen reader says of it."""
    shape = paragraph.add_run().add_picture(BytesIO(content), width=Mm(width))
    shape._inline.docPr.set("descr", description)


def plain_table(word: Word, *, rows: int, widths: tuple[int, ...]) -> WordTable:
    """Add a table without borders, its columns *widths* mm wide."""
    table: WordTable = word.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    without_borders(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def line(cell: WordCell, text: str, *, style: str, size: int, **look: bool | int) -> WordParagraph:
    """Add a line to a cell; *look*: bold, italic, and ``ruled`` (mm of indent of a rule below)."""
    paragraph: WordParagraph = cell.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold, run.italic = bool(look.get("bold")), bool(look.get("italic"))
    run.font.size = Pt(size)
    if indent := look.get("ruled"):
        rule_under(paragraph, indent=Mm(int(indent)))
    return paragraph


def drop_first_paragraphs(table: WordTable) -> None:
    """Word puts an empty paragraph into every new cell; take it out again."""
    for row in table.rows:
        for cell in row.cells:
            if len(cell.paragraphs) > 1 and not cell.paragraphs[0].text:
                first = cell.paragraphs[0]._p
                first.getparent().remove(first)

"""Styles of the Word document and what python-docx leaves to raw XML."""

from copy import deepcopy
from typing import Any, cast

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.text.parfmt import CT_PPr
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

TYPEFACE = "Times New Roman"
LONGEST_TITLE = 255  # what the properties of a Word file hold
BODY_WIDTH = 165  # mm: A4 less the margins of 30 and 15
WIDE_WIDTH = 252  # mm: the same sheet on its side
GROUND = "EEF2F7"
VIOLET, GREY, BLACK = RGBColor(0x5B, 0x2A, 0x86), RGBColor(0x37, 0x41, 0x51), RGBColor(0, 0, 0)
CENTER, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def prepare(word: Word, *, title: str, label: str, is_marked: bool) -> None:
    """Set the page, the styles, and the label that stands on every page."""
    word.core_properties.title = title[:LONGEST_TITLE]
    word.core_properties.author = "Hệ thống khuyến công"
    word.core_properties.language = "vi-VN"
    _page(word)
    _styles(word)
    _headers(word, label, VIOLET if is_marked else GREY)


def _page(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance, section.footer_distance = Mm(7), Mm(8)
    section.different_first_page_header_footer = True


def lay_wide(word: Word) -> None:
    """Lay the sheet on its side."""
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)


def _styles(word: Word) -> None:
    normal = _style(word, "Normal", 13)
    normal.paragraph_format.alignment = JUSTIFY
    normal.paragraph_format.first_line_indent = Mm(10)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.1
    bullet = _style(word, "Gạch đầu dòng", 13)
    bullet.paragraph_format.alignment = JUSTIFY
    bullet.paragraph_format.first_line_indent = Mm(10)
    bullet.paragraph_format.space_after = Pt(4)
    for level in (1, 2, 3):
        heading = _style(word, f"Heading {level}", 13, bold=True, italic=level == 3)
        heading.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
        heading.paragraph_format.first_line_indent = Mm(0)
        heading.paragraph_format.space_before = Pt(10)
        heading.paragraph_format.space_after = Pt(6)
        heading.paragraph_format.keep_with_next = True
    for name in ("Title", "Subtitle"):
        title = _centred(word, name, 14, after=2, bold=True)
        title.paragraph_format.left_indent = title.paragraph_format.right_indent = Mm(15)
    _centred(word, "Caption", 12, after=4, bold=True).paragraph_format.keep_with_next = True
    _centred(word, "Trình bày", 13, after=0)
    unit = _flush(word, "Đơn vị tính", 11, after=2)
    unit.font.italic = True
    unit.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    unit.paragraph_format.keep_with_next = True
    _centred(word, "Hình", 11, after=0).paragraph_format.keep_with_next = True
    _centred(word, "Chú thích hình", 12, after=10, italic=True)
    note = _flush(word, "Ghi chú", 11, after=6)
    note.font.italic = True
    _flush(word, "Ô bảng", 11, after=2)
    _flush(word, "Nơi nhận", 11, after=0)


def lend_styles(word: Word) -> None:
    """Give a file that others made the styles that our blocks ask for, and leave its own."""
    own = {it.name for it in word.styles}
    source = Document()
    _styles(source)
    for style in source.styles:
        if style.name in _LENT and style.name not in own:
            word.styles.element.append(deepcopy(style.element))


_LENT = (
    "Gạch đầu dòng", "Heading 1", "Caption", "Trình bày", "Đơn vị tính", "Ghi chú", "Ô bảng",
    "Nơi nhận", "Table Grid", "Normal Table",
)  # fmt: skip


def _centred(word: Word, name: str, size: int, *, after: int, **look: bool) -> ParagraphStyle:
    style = _style(word, name, size, **look)
    style.paragraph_format.alignment = CENTER
    style.paragraph_format.first_line_indent = Mm(0)
    style.paragraph_format.space_before = Pt(2)
    style.paragraph_format.space_after = Pt(after)
    return style


def _flush(word: Word, name: str, size: int, *, after: int) -> ParagraphStyle:
    style = _style(word, name, size)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    style.paragraph_format.first_line_indent = Mm(0)
    style.paragraph_format.space_before = Pt(1)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.0
    return style


def _style(
    word: Word, name: str, size: int, *, bold: bool = False, italic: bool = False
) -> ParagraphStyle:
    """Return the style of that name, made if need be, in our typeface for every script."""
    known = {it.name: it for it in word.styles if isinstance(it, ParagraphStyle)}
    style = known.get(name) or _added(word, name)
    style.font.name, style.font.size, style.font.color.rgb = TYPEFACE, Pt(size), BLACK
    style.font.bold, style.font.italic = bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{attribute}"), TYPEFACE)
    for attribute in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{attribute}"), None)
    for name in ("w:spacing", "w:kern"):
        for mark in style.element.get_or_add_rPr().findall(qn(name)):
            style.element.rPr.remove(mark)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    return style


def _added(word: Word, name: str) -> ParagraphStyle:
    return cast(ParagraphStyle, word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))


def _headers(word: Word, label: str, colour: RGBColor) -> None:
    """Put the label on every page and the number on all but the first, above in the middle."""
    section = word.sections[0]
    for header, has_number in ((section.header, True), (section.first_page_header, False)):
        first = header.paragraphs[0]
        first.style = "Trình bày"
        if has_number:
            _field(first, "PAGE")
        if not label:
            continue
        line = header.add_paragraph(style="Trình bày")
        run = line.add_run(label)
        run.font.size, run.italic, run.font.color.rgb = Pt(9.5), True, colour


def _field(paragraph: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def repeat_as_header(row: _Row) -> None:
    """Repeat a table's head on every page that the table runs to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_row_together(row: _Row) -> None:
    """Do not let a page break run through a row."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def keep_on_one_page(table: Table) -> None:
    """Do not let a page break run through a table; its last row may part from what follows."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def set_size(table: Table, points: float) -> None:
    """Give the letters of a table another size."""
    for cell in table._cells:
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(points)


def paint(cell: _Cell, colour: str) -> None:
    """Give a cell a ground."""
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def rule_under(paragraph: Paragraph, *, indent: Length) -> None:
    """Draw a thin rule under a paragraph, shorter than it by *indent* on both sides."""
    paragraph.paragraph_format.space_after = Pt(0)
    ruled = cast(CT_P, OxmlElement("w:p"))
    paragraph._p.addnext(ruled)
    below = Paragraph(ruled, paragraph._parent)
    below.style = "Trình bày"
    below.paragraph_format.left_indent = below.paragraph_format.right_indent = indent
    below.paragraph_format.space_before, below.paragraph_format.space_after = Pt(4), Pt(4)
    below.paragraph_format.line_spacing = Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties: CT_PPr = below._p.get_or_add_pPr()
    properties.insert_element_before(cast(Any, borders), "w:spacing", "w:ind", "w:jc")


def without_borders(table: Table) -> None:
    """Leave only the arrangement of a table, as for a letterhead."""
    table.style = "Normal Table"

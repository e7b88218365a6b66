"""A filled Word file told as plain data, so that its PDF says the same words in the same places."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ..rendering.typesetting import typeset

TEMPLATE = Path(__file__).parents[1] / "rendering" / "typst" / "transcribed.typ"
_ALIGN = {0: "left", 1: "center", 2: "right", 3: "justify"}
_POINT, _MILLIMETRE = 12700, 36000
_BLIP = ".//{http://schemas.openxmlformats.org/drawingml/2006/main}blip"


def as_pdf(content: bytes) -> bytes:
    """Return the Word file as a tagged PDF in our typeface."""
    return typeset(TEMPLATE, {"file": transcribe(content)})


def transcribe(content: bytes) -> dict[str, Any]:
    """Return the page, the headers and footers, and the blocks of a Word file."""
    word = Document(BytesIO(content))
    section = word.sections[0]
    is_first = section.different_first_page_header_footer
    sides = ("top", "bottom", "left", "right")
    return {
        "title": word.core_properties.title or "Văn bản",
        "page": {name: _mm(getattr(section, f"{name}_margin")) for name in sides}
        | {"width": _mm(section.page_width), "height": _mm(section.page_height)},
        "header": _blocks(section.header._element, section.header),
        "footer": _blocks(section.footer._element, section.footer),
        "first_header": _blocks(section.first_page_header._element, section.first_page_header)
        if is_first
        else None,
        "first_footer": _blocks(section.first_page_footer._element, section.first_page_footer)
        if is_first
        else None,
        "blocks": _blocks(word.element.body, word._body),
    }


def _mm(length: Length | None) -> float:
    return (length or 0) / _MILLIMETRE


def _blocks(element: Any, parent: Any) -> list[dict[str, Any]]:
    return list(_walk(element, parent))


def _walk(element: Any, parent: Any) -> Iterator[dict[str, Any]]:
    for child in element:
        if child.tag == qn("w:p"):
            yield _paragraph(Paragraph(child, parent))
        elif child.tag == qn("w:tbl"):
            yield _table(Table(child, parent))
        elif child.tag == qn("w:sdt"):
            for inside in child.iter(qn("w:sdtContent")):
                yield from _walk(inside, parent)


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    alignment = _styled(paragraph, "alignment")
    is_listed = paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None
    return {
        "kind": "paragraph",
        "align": _ALIGN.get(int(alignment) if alignment is not None else 0, "left"),
        "first": _points(_styled(paragraph, "first_line_indent")),
        "left": _points(_styled(paragraph, "left_indent")),
        "right": _points(_styled(paragraph, "right_indent")),
        "before": _points(_styled(paragraph, "space_before")),
        "after": _points(_styled(paragraph, "space_after")),
        "is_ruled": paragraph._p.find(f".//{qn('w:pBdr')}") is not None,
        "is_listed": is_listed,
        "keeps": bool(_styled(paragraph, "keep_with_next")),
        "runs": [run for one in _runs(paragraph) for run in _run(one, paragraph)],
    }


def _runs(paragraph: Paragraph) -> list[Run]:
    """Runs of the paragraph and of its links, in order."""
    return [Run(cast(Any, one), paragraph) for one in paragraph._p.iter(qn("w:r"))]


def _styled(paragraph: Paragraph, name: str) -> Any:
    """A property of the paragraph itself, else of its style or what that is based on."""
    value = getattr(paragraph.paragraph_format, name)
    style: Any = paragraph.style
    while value is None and style is not None:
        value = getattr(style.paragraph_format, name)
        style = style.base_style
    return value


def _points(length: Any) -> float:
    return (length or 0) / _POINT


def _run(run: Run, paragraph: Paragraph) -> Iterator[dict[str, Any]]:
    for picture in run._r.findall(_BLIP):
        yield _picture(run, picture)
    code = "".join(node.text or "" for node in run._r.findall(qn("w:instrText"))).strip()
    if code.startswith("PAGE"):
        yield {"kind": "page"}
    if run.text:
        size = _font(run, paragraph, "size")
        colour = run.font.color.rgb if run.font.color is not None else None
        yield {
            "kind": "text",
            "text": run.text,
            "bold": bool(_font(run, paragraph, "bold")),
            "italic": bool(_font(run, paragraph, "italic")),
            "underline": bool(run.font.underline),
            "size": size / _POINT if size else 13,
            "colour": f"#{colour}" if colour is not None else "#000000",
        }


def _font(run: Run, paragraph: Paragraph, name: str) -> Any:
    value = getattr(run.font, name)
    style: Any = paragraph.style
    while value is None and style is not None:
        value = getattr(style.font, name)
        style = style.base_style
    return value


def _picture(run: Run, blip: Any) -> dict[str, Any]:
    part = run.part.related_parts[blip.get(qn("r:embed"))]
    extent = run._r.find(f".//{qn('wp:extent')}")
    told = run._r.find(f".//{qn('wp:docPr')}")
    return {
        "kind": "picture",
        "data": list(part.blob),
        "format": {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}.get(
            part.content_type, "png"
        ),
        "width": int(extent.get("cx") or 0) / _MILLIMETRE if extent is not None else 20,
        "alt": (told.get("descr") if told is not None else "") or "Hình trong mẫu",
    }


def _table(table: Table) -> dict[str, Any]:
    grid = [one.get(qn("w:w")) for one in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    head = 0
    rows: list[list[dict[str, Any]]] = []
    for row in table.rows:
        is_head = row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None
        head += is_head and head == len(rows)
        rows.append([_cell(one, table) for one in row._tr.tc_lst])
    return {
        "kind": "table",
        "widths": [int(width) if width else 1 for width in grid],
        "is_bordered": _is_bordered(table),
        "head": head,
        "rows": rows,
    }


def _cell(cell: Any, table: Table) -> dict[str, Any]:
    shade = cell.tcPr.find(qn("w:shd")) if cell.tcPr is not None else None
    fill = shade.get(qn("w:fill")) if shade is not None else None
    return {
        "span": cell.grid_span,
        "fill": f"#{fill}" if fill and fill != "auto" else None,
        "blocks": _blocks(cell, table),
    }


def _is_bordered(table: Table) -> bool:
    own = table._tbl.tblPr.find(qn("w:tblBorders"))
    if own is not None:
        inside = own.find(qn("w:insideV"))
        return inside is not None and inside.get(qn("w:val")) not in ("none", "nil", None)
    return table.style is not None and table.style.name == "Table Grid"

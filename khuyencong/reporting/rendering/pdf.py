import json
from pathlib import Path
from typing import cast

import typst

from ..content import Report
from .plain import Plain, plain

HERE = Path(__file__).parent
TEMPLATES = HERE / "typst"
FONTS = HERE / "fonts"
DOTS_PER_INCH = 220


def render(report: Report) -> bytes:
    """Return the report as a tagged PDF with its typeface embedded."""
    return _compile("report.typ", "pdf", {"report": _json(plain(report))})


def picture(chart: Plain) -> bytes:
    """Return a chart as a PNG, drawn by the same template as in the PDF."""
    return _compile("picture.typ", "png", {"chart": _json(chart)})


def _json(data: Plain) -> str:
    return json.dumps(data, ensure_ascii=False)


def _compile(template: str, kind: str, inputs: dict[str, str]) -> bytes:
    """Compile a template with our own fonts alone; the words go in as data, never as markup."""
    compiled = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format=kind,
        ppi=DOTS_PER_INCH,
        sys_inputs=inputs,
    )
    return cast(bytes, compiled)  # one page of PNG, or one PDF: never a list of pages

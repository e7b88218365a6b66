import json
from pathlib import Path

import typst

from ..content import Report
from .plain import Plain, plain

HERE = Path(__file__).parent
TEMPLATES = HERE / "typst"
FONTS = HERE / "fonts"
DOTS_PER_INCH = 220


def render(report: Report) -> bytes:
    """Return the report as a tagged PDF (PDF/UA-1) with its typeface embedded."""
    return typst.compile(
        str(TEMPLATES / "report.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"report": _json(plain(report))},
    )


def picture(chart: Plain) -> bytes:
    """Return a chart as a PNG, drawn by the same template as in the PDF."""
    return typst.compile(
        str(TEMPLATES / "picture.typ"),
        root=str(TEMPLATES),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="png",
        ppi=DOTS_PER_INCH,
        sys_inputs={"chart": _json(chart)},
    )


def _json(data: Plain) -> str:
    """The words go in as data, never as markup."""
    return json.dumps(data, ensure_ascii=False)

from pathlib import Path

from khuyencong.documents.rendering.typesetting import typeset

from ..content import Report
from .plain import Plain, plain

TEMPLATES = Path(__file__).parent / "typst"


def render(report: Report) -> bytes:
    """Return the report as a tagged PDF (PDF/UA-1) with its typeface embedded."""
    return typeset(TEMPLATES / "report.typ", {"report": plain(report)})


def picture(chart: Plain) -> bytes:
    """Return a chart as a PNG, drawn by the same template as in the PDF."""
    return typeset(TEMPLATES / "picture.typ", {"chart": chart}, kind="png")

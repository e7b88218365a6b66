from django.template.loader import render_to_string

from ..content import Report
from .web import web


def render(report: Report) -> bytes:
    """Return the report as one HTML file that needs nothing beside it; its numbers do not link."""
    context = {"report": report, "web": web(report, is_linked=False)}
    return render_to_string("reporting/report_document.html", context).encode()

"""The formats of a report; each renderer, and the library it needs, is loaded when first used."""

from dataclasses import dataclass
from importlib import import_module

from .content import Report


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its ending, its name for people, and its media type."""

    code: str
    name: str
    media_type: str

    def render(self, report: Report) -> bytes:
        """Return the report as a file of this format."""
        renderer = import_module(f"{__package__}.rendering.{self.code}")
        rendered: bytes = renderer.render(report)
        return rendered


_OFFICE = "application/vnd.openxmlformats-officedocument"
FORMATS = {
    it.code: it
    for it in (
        Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document"),
        Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet"),
        Format("pdf", "PDF", "application/pdf"),
        Format("html", "Trang web", "text/html; charset=utf-8"),
    )
}
"""Every format a report can be written in, by its ending."""

DOWNLOADS = tuple(FORMATS[code] for code in ("docx", "xlsx", "pdf"))

from pathlib import Path

from ..content import MOTTO, NATION, AdministrativeDocument, to_data
from .qr import svg
from .typesetting import typeset

TEMPLATE = Path(__file__).parent / "typst" / "document.typ"


def render(document: AdministrativeDocument) -> bytes:
    """Return the document as a tagged PDF (PDF/UA-1) with its typeface embedded."""
    data = to_data(document) | {"title": document.title, "nation": NATION, "motto": MOTTO}
    return typeset(TEMPLATE, {"document": data, "qr": svg(document.address)})

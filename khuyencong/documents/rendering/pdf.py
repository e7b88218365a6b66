from dataclasses import asdict
from pathlib import Path

from ..content import MOTTO, NATION, AdministrativeDocument, Table, to_data
from .docx_styles import BODY_WIDTH, WIDE_WIDTH
from .qr import svg
from .typesetting import typeset
from .widths import fit

TEMPLATE = Path(__file__).parent / "typst" / "document.typ"


def render(document: AdministrativeDocument) -> bytes:
    """Return the document as a tagged PDF (PDF/UA-1) with its typeface embedded."""
    width = WIDE_WIDTH if document.is_wide else BODY_WIDTH
    blocks = [
        asdict(block)
        | (
            asdict(fit(block, width))
            if isinstance(block, Table)
            else {"is_ragged": block.is_ragged}
        )
        for block in document.blocks
    ]
    own = {"title": document.title, "nation": NATION, "motto": MOTTO, "blocks": blocks}
    data = to_data(document) | own
    return typeset(TEMPLATE, {"document": data, "qr": svg(document.address)})

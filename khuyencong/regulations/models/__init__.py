"""The tables of the law: documents, the vocabulary of contents, and dated rules."""

from .contents import ContentGroup, SchemeKind, SubContent, Trade
from .documents import LegalDocument, TextHeld, Verification
from .versions import Version, VersionQuerySet

__all__ = [
    "ContentGroup",
    "LegalDocument",
    "SchemeKind",
    "SubContent",
    "TextHeld",
    "Trade",
    "Verification",
    "Version",
    "VersionQuerySet",
]

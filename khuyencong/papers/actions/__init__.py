"""Writing papers, numbering them, taking signed scans back, wording the templates."""

from .scans import NothingToAssign, assign_page, file_batch, file_scan, read_batch
from .templates import WordingFacts, save_wording
from .writing import (
    NOT_WHOLE,
    WITHOUT_LETTERHEAD,
    AlreadyNumbered,
    AlreadyWritten,
    NotOffered,
    Wanted,
    number_paper,
    try_layout,
    void_paper,
    write_paper,
    write_year_paper,
)

__all__ = [
    "NOT_WHOLE",
    "WITHOUT_LETTERHEAD",
    "AlreadyNumbered",
    "AlreadyWritten",
    "NotOffered",
    "NothingToAssign",
    "Wanted",
    "WordingFacts",
    "assign_page",
    "file_batch",
    "file_scan",
    "number_paper",
    "read_batch",
    "save_wording",
    "try_layout",
    "void_paper",
    "write_paper",
    "write_year_paper",
]

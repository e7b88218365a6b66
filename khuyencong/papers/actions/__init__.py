"""Writing papers, numbering them, taking signed scans back, wording the templates."""

from .scans import NothingToAssign, assign_page, file_batch, file_scan
from .templates import WordingFacts, save_wording
from .writing import AlreadyNumbered, NotOffered, number_paper, write_paper

__all__ = [
    "AlreadyNumbered",
    "NotOffered",
    "NothingToAssign",
    "WordingFacts",
    "assign_page",
    "file_batch",
    "file_scan",
    "number_paper",
    "save_wording",
    "write_paper",
]

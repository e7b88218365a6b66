"""The tables of papers: templates, papers, signed scans and the batches they came in;
the register as a view over every table that keeps a number, and lives of schemes as another.
"""

from .life import SchemeLife
from .papers import Paper, WrittenQuerySet
from .register import RegisterQuerySet, RegisterRow, Source
from .scans import BatchQuerySet, Outcome, ScanBatch, ScanPage, SignedScan
from .templates import PaperTemplate, TemplateQuerySet

__all__ = [
    "BatchQuerySet",
    "Outcome",
    "Paper",
    "WrittenQuerySet",
    "PaperTemplate",
    "RegisterQuerySet",
    "RegisterRow",
    "ScanBatch",
    "ScanPage",
    "SchemeLife",
    "SignedScan",
    "Source",
    "TemplateQuerySet",
]

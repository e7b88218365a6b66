"""The tables of papers: templates, papers, signed scans and the batches they came in."""

from .papers import Paper, WrittenQuerySet
from .scans import BatchQuerySet, Outcome, ScanBatch, ScanPage, SignedScan
from .templates import PaperTemplate, TemplateQuerySet

__all__ = [
    "BatchQuerySet",
    "Outcome",
    "Paper",
    "WrittenQuerySet",
    "PaperTemplate",
    "ScanBatch",
    "ScanPage",
    "SignedScan",
    "TemplateQuerySet",
]

"""The tables of papers: templates, papers, signed scans and the batches they came in."""

from .papers import Paper, PaperQuerySet
from .scans import BatchQuerySet, ScanBatch, ScanPage, SignedScan
from .templates import PaperTemplate, TemplateQuerySet

__all__ = [
    "BatchQuerySet",
    "Paper",
    "PaperQuerySet",
    "PaperTemplate",
    "ScanBatch",
    "ScanPage",
    "SignedScan",
    "TemplateQuerySet",
]

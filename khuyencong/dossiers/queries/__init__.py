"""Reads of needs and dossiers: what the law asks, what stands, what is missing, who was reached."""

from .checklist import Checklist, Requirement, checklist_of
from .coverage import (
    Coverage,
    CoverageRow,
    Reached,
    coverage_of,
    establishments_reached,
)
from .law import ESTIMATE_PART, chain_of, is_borrowed, papers_asked, parts_for
from .missing import Missing, Whole, missing_for_submission, missing_in, whole_of
from .needs import (
    communes_for,
    establishments_called,
    needs_of,
    usual_sub_content,
)
from .promises import promises_of
from .read import (
    SOURCE_LABELS,
    Estimate,
    LineEstimate,
    Meeting,
    change_of,
    dossiers_of,
    estimate_of,
    items_of,
    meeting_of,
    origin_of,
    sections_of,
    side_text_of,
)

__all__ = [
    "ESTIMATE_PART",
    "SOURCE_LABELS",
    "Checklist",
    "Coverage",
    "CoverageRow",
    "Estimate",
    "LineEstimate",
    "Meeting",
    "Missing",
    "Reached",
    "Requirement",
    "Whole",
    "chain_of",
    "change_of",
    "checklist_of",
    "communes_for",
    "coverage_of",
    "dossiers_of",
    "establishments_called",
    "establishments_reached",
    "estimate_of",
    "is_borrowed",
    "items_of",
    "meeting_of",
    "missing_for_submission",
    "missing_in",
    "needs_of",
    "origin_of",
    "papers_asked",
    "parts_for",
    "promises_of",
    "sections_of",
    "side_text_of",
    "usual_sub_content",
    "whole_of",
]

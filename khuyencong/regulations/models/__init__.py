"""The tables of the law: documents, the vocabulary of contents, and dated rules."""

from .contents import ContentGroup, SchemeKind, SubContent, Trade
from .documents import LegalDocument, TextHeld, Verification
from .norms import AdvanceRule, CostNorm, NormUnit, PriorityRule
from .procedure import (
    AdjustmentDecider,
    AppraisalPoint,
    Deadline,
    DossierPaper,
    DossierPart,
    EvidenceItem,
)
from .versions import AppliesTo, Rule, Version, VersionQuerySet

__all__ = [
    "AdjustmentDecider",
    "AdvanceRule",
    "AppliesTo",
    "AppraisalPoint",
    "ContentGroup",
    "CostNorm",
    "Deadline",
    "DossierPaper",
    "DossierPart",
    "EvidenceItem",
    "LegalDocument",
    "NormUnit",
    "PriorityRule",
    "Rule",
    "SchemeKind",
    "SubContent",
    "TextHeld",
    "Trade",
    "Verification",
    "Version",
    "VersionQuerySet",
]

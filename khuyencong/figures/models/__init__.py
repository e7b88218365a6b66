from ..lifecycle import CandidateState
from .documents import (
    PUBLISHABLE,
    SHARED_FIELDS,
    Candidate,
    Document,
    DocumentState,
)
from .history import Action, Change, Decision, FindingDecision, fields_of
from .published import (
    FigureKind,
    PlaceStatus,
    PublishedFigure,
    PublishedFigureQuerySet,
    SourceText,
)

__all__ = [
    "PUBLISHABLE",
    "SHARED_FIELDS",
    "Action",
    "Candidate",
    "CandidateState",
    "Change",
    "Decision",
    "Document",
    "DocumentState",
    "FigureKind",
    "FindingDecision",
    "PlaceStatus",
    "PublishedFigure",
    "PublishedFigureQuerySet",
    "SourceText",
    "fields_of",
]

"""The tables of a scheme: itself, who benefits, who stays out, its history, lines and results."""

from .history import Correction, StepTaken
from .lines import Line
from .recusal import Recusal
from .results import CertifiedAt, Result, ResultKind, ResultQuerySet
from .scheme import Beneficiary, Form, Scheme, SchemeQuerySet, Tier

__all__ = [
    "Beneficiary",
    "CertifiedAt",
    "Correction",
    "Form",
    "Line",
    "Recusal",
    "Result",
    "ResultKind",
    "ResultQuerySet",
    "Scheme",
    "SchemeQuerySet",
    "StepTaken",
    "Tier",
]

"""The tables of a scheme: itself and who benefits, its history, its lines, its results."""

from .history import StepTaken
from .lines import Line
from .results import CertifiedAt, Result, ResultKind, ResultQuerySet
from .scheme import Beneficiary, Form, Scheme, SchemeQuerySet, Tier

__all__ = [
    "Beneficiary",
    "CertifiedAt",
    "Form",
    "Line",
    "Result",
    "ResultKind",
    "ResultQuerySet",
    "Scheme",
    "SchemeQuerySet",
    "StepTaken",
    "Tier",
]

"""A province's own Word file as the frame of a paper: its gaps are checked, then filled."""

from .checking import BadTemplate, check
from .fields import FIELDS, REQUIRED, Field, values_of
from .filling import fill, starter
from .transcribing import as_pdf

__all__ = [
    "FIELDS",
    "REQUIRED",
    "BadTemplate",
    "Field",
    "as_pdf",
    "check",
    "fill",
    "starter",
    "values_of",
]

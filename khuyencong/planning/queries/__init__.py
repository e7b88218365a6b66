"""What plans are made of, what they add up to, and what stands of them."""

from .candidates import candidates_of, left_for, schemes_open_to
from .cells import Cell, apportion, cells_of, planned
from .lists import (
    Comparison,
    PlanRow,
    compare,
    edition_rows,
    items_of,
    missing_for_decision,
    plans_of,
    year_rows,
)
from .totals import Part, PlanTotals, totals_of

__all__ = [
    "Cell",
    "Comparison",
    "Part",
    "PlanRow",
    "PlanTotals",
    "apportion",
    "candidates_of",
    "cells_of",
    "compare",
    "edition_rows",
    "items_of",
    "left_for",
    "missing_for_decision",
    "planned",
    "plans_of",
    "schemes_open_to",
    "totals_of",
    "year_rows",
]

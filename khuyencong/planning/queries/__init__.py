"""What plans are made of, what they add up to, and what stands of them."""

from .appraised import scores_of
from .board import Board, Card, OrderRow, asked_of, board_of, order_of, told_of
from .candidates import candidates_of, left_for, schemes_open_to
from .cells import Cell, apportion, cells_of, planned
from .comparing import MOST_COMPARED, ComparedRow, Comparison, Difference, compare
from .details import NOTHING, Details, details_of
from .editions import (
    Changed,
    Standing,
    changes_between,
    editions_beside,
    given_by,
)
from .lists import (
    PlanRow,
    hides_some,
    items_of,
    listed,
    missing_for_decision,
    plans_of,
    year_rows,
)
from .priority import confirmed_by_hand, grounds_of, rules_of
from .sources import Sources, sources_of
from .totals import Part, PlanTotals, totals_of
from .waiting import Waiting, waiting_by_year, waiting_for_plan

__all__ = [
    "told_of",
    "order_of",
    "board_of",
    "asked_of",
    "OrderRow",
    "Card",
    "Board",
    "MOST_COMPARED",
    "NOTHING",
    "Cell",
    "Changed",
    "ComparedRow",
    "Comparison",
    "Details",
    "Difference",
    "Part",
    "PlanRow",
    "PlanTotals",
    "Sources",
    "Standing",
    "Waiting",
    "apportion",
    "candidates_of",
    "cells_of",
    "changes_between",
    "compare",
    "confirmed_by_hand",
    "details_of",
    "editions_beside",
    "given_by",
    "grounds_of",
    "hides_some",
    "items_of",
    "left_for",
    "listed",
    "missing_for_decision",
    "planned",
    "plans_of",
    "rules_of",
    "schemes_open_to",
    "scores_of",
    "sources_of",
    "totals_of",
    "waiting_by_year",
    "waiting_for_plan",
    "year_rows",
]

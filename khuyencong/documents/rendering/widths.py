"""How wide the columns of a table are and how large its letters, so that no amount is cut.

Widths of letters are those of our typeface and of Times New Roman, roughly: in em, with a margin.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..content import Table

SIZES = (11.0, 10.0, 9.0, 8.0)
"""Points; the first in which everything has its place, else the last."""

LONGEST_WORD = 12
"""Letters; a longer word may be broken, and every word at its hyphens."""

_POINT = 25.4 / 72  # mm
_PADDING = 4.2  # mm, both sides of a cell with its rule
_KEEPS = 0.8  # of the width that it was meant to have, a column of words keeps
_NARROW, _DIGITS, _BROAD = frozenset(".,;:' !il|/()-"), frozenset("0123456789"), frozenset("mwMW%–")


@dataclass(frozen=True, slots=True)
class Fit:
    """Widths of the columns in mm, and the size of the letters in points."""

    widths: tuple[float, ...]
    size: float


def fit(table: Table, width: int) -> Fit:
    """Lay the columns out over *width* mm: as their weights say, but each as wide as it needs."""
    share = width / sum(column.width for column in table.columns)
    meant = [column.width * share for column in table.columns]
    for size in SIZES:
        needs = [_need(table, index, size) for index in range(len(meant))]
        least = [
            need if column.is_number else max(need, mean * _KEEPS)
            for need, mean, column in zip(needs, meant, table.columns, strict=True)
        ]
        if sum(least) <= width:
            return Fit(_spread(meant, least), size)
    return Fit(_spread(meant, [need * width / sum(needs) for need in needs]), SIZES[-1])


def _spread(meant: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """Raise each to its least, at the cost of those that have room, in proportion to it."""
    lacking = sum(max(low - mean, 0) for mean, low in zip(meant, least, strict=True))
    room = sum(max(mean - low, 0) for mean, low in zip(meant, least, strict=True))
    taken = lacking / room if room else 0
    return tuple(
        low if mean < low else mean - (mean - low) * taken
        for mean, low in zip(meant, least, strict=True)
    )


def _need(table: Table, index: int, size: float) -> float:
    """How wide a column must be, in mm: its amounts whole, its words as far as they stay whole."""
    column = table.columns[index]
    cells = [row.cells[index] for row in table.rows]
    whole = cells if column.is_number else []
    broken = [column.title] if column.is_number else [column.title, *cells]
    pieces = (piece[:LONGEST_WORD] for words in broken for piece in _BREAKS.split(words))
    longest = max((_em(one) for one in (*whole, *pieces)), default=0.0)
    return longest * size * _POINT + _PADDING


_BREAKS = re.compile(r"[\s-]+")


def _em(word: str) -> float:
    return sum(_letter(letter) for letter in word)


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.3
    if letter in _DIGITS:
        return 0.5
    if letter in _BROAD:
        return 0.95
    return 0.72 if letter.isupper() else 0.53

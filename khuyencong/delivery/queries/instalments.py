"""Recoverable support that is to come back by instalments, and what of each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khuyencong.funding.models import Kind

from ..models import Instalment
from .money import Cell, name_of


@dataclass(frozen=True, slots=True)
class Due:
    """An instalment of a source, what of it has come back (đồng), and whether its day is over."""

    cell: Cell
    instalment: Instalment
    covered_vnd: int
    is_late: bool

    @property
    def name(self) -> str:
        """What a sentence calls its line."""
        return name_of(self.cell.line)

    @property
    def left_vnd(self) -> int:
        return self.instalment.amount_vnd - self.covered_vnd


def dues_of(cells: Iterable[Cell], *, today: date) -> list[Due]:
    """The instalments of the recoverable sources among *cells* by day; one query, or none.

    What has come back of a source covers its oldest instalments first; one of a source that is not
    among *cells* is left out.
    """
    recoverable = {cell.source: cell for cell in cells if cell.kind == Kind.RECOVERABLE}
    if not recoverable:
        return []
    left = {source: cell.repaid_vnd for source, cell in recoverable.items()}
    lines = {line for line, _, _ in left}
    found = []
    for one in Instalment.objects.filter(line__in=lines).order_by("due_on", "pk"):
        source = (one.line_id, str(Kind.RECOVERABLE), one.level)
        if source not in left:
            continue
        covered = min(one.amount_vnd, left[source])
        left[source] -= covered
        is_late = one.due_on < today and covered < one.amount_vnd
        found.append(Due(recoverable[source], one, covered, is_late))
    return found

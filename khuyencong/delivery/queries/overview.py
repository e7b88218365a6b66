"""The tab «Hợp đồng và kinh phí»: what comes next on top, then the money line by line."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Q, Sum

from khuyencong.funding.models import Kind, Nature
from khuyencong.schemes.models import Scheme

from ..lifecycle import is_open
from ..models import Advance, Repayment
from .corrections import Cancelled, cancelled_among, say_advance, say_repayment
from .forecasts import Ground, MonthTold, Outlook, forecasts_of, reports_of
from .instalments import Due, dues_of
from .money import Cell, sources_of
from .rows import LineRow, lines_with_deeds, rows_of
from .todos import Todo, todos_of


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the first tab of a scheme's delivery shows; repayments with the line's name.

    ``outlook`` is ``None`` where no work under contract goes on.
    """

    rows: Sequence[LineRow]
    todos: Sequence[Todo]
    outlook: Outlook | None
    instalments: Sequence[Due]
    repayments: Sequence[tuple[str, Repayment]]
    cancelled: Sequence[Cancelled]

    @property
    def has_money(self) -> bool:
        return any(row.cells for row in self.rows)

    @property
    def comes_back(self) -> bool:
        """Whether any line has money to repay."""
        return any(row.comes_back for row in self.rows)

    @property
    def recoverable(self) -> list[tuple[str, Cell]]:
        """The sources that come back, each with its line's name."""
        cells = [(row.name, cell) for row in self.rows for cell in row.cells]
        return [(name, cell) for name, cell in cells if cell.kind == Kind.RECOVERABLE]


def overview_of(scheme: Scheme, *, today: date) -> Overview:
    """Read the money of a scheme's delivery, and what comes next; at most eight queries.

    What the ledger never booked is not asked for: an advance and a repayment have their entries.
    """
    lines = lines_with_deeds(scheme)
    sources = sources_of(scheme, lines)
    booked = {nature for cell in sources for nature in cell.sums}
    paid = _advances(scheme) if Nature.DISBURSED in booked else []
    back = _repayments(scheme) if Nature.REPAID in booked else []
    advances: dict[int, list[Advance]] = defaultdict(list)
    for one in paid:
        if one.cancelled_at is None:
            advances[one.line_id].append(one)
    rows = rows_of(lines, sources, advances)
    months: Mapping[date, MonthTold] = {}
    if is_open("report", scheme):
        months = reports_of([scheme.pk]).get(scheme.pk, {})
    names = {row.line.pk: row.name for row in rows}
    return Overview(
        rows=rows,
        todos=list(todos_of(scheme, rows, sources, months, today=today)),
        outlook=_outlook(scheme, rows, sources, months, today),
        instalments=dues_of(sources, today=today),
        repayments=[(names[one.line_id], one) for one in back if one.cancelled_at is None],
        cancelled=cancelled_among((paid, say_advance), (back, say_repayment)),
    )


def _outlook(
    scheme: Scheme,
    rows: Sequence[LineRow],
    sources: Sequence[Cell],
    months: Mapping[date, MonthTold],
    today: date,
) -> Outlook | None:
    """Where the work stands against the plan; one query."""
    if not is_open("report", scheme):
        return None
    amounts: dict[int, int] = defaultdict(int)
    for cell in sources:
        amounts[cell.line.pk] += cell.contracted_vnd
    ground = Ground(
        amounts={scheme.pk: amounts},
        forecasts=forecasts_of([scheme.pk]),
        reports={scheme.pk: months},
        accepted={scheme.pk: {row.line.pk: row.accepted_on for row in rows if row.accepted_on}},
    )
    return ground.outlook(scheme.contract, today)


_OF_ADVANCE = (
    "line",
    "kind",
    "document",
    "paid_on",
    "by__full_name",
    "cancelled_by__full_name",
    "cancelled_at",
    "cancellation",
)


def _advances(scheme: Scheme) -> list[Any]:
    """Every advance, also those cancelled, with ``paid_vnd``: its :attr:`Advance.amount_vnd`."""
    paid = Sum("entries__amount_vnd", filter=Q(entries__nature=Nature.DISBURSED))
    rows = Advance.everything.filter(scheme=scheme).select_related("by", "cancelled_by")
    found = rows.only(*_OF_ADVANCE).annotate(paid_vnd=paid).order_by()
    return sorted(found, key=attrgetter("paid_on", "pk"))


def _repayments(scheme: Scheme) -> list[Repayment]:
    """Every repayment, also those cancelled."""
    rows = Repayment.everything.filter(scheme=scheme)
    return list(rows.select_related("entry", "cancelled_by"))

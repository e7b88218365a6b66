"""The lines of a scheme with what was done on each, read in as few queries as there are tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from django.db.models import Exists, OuterRef, Q

from khuyencong.funding.models import Kind
from khuyencong.schemes.models import Line, Scheme

from ..models import Advance, Round, Settlement
from .money import Cell, name_of


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with its planned sources and what was done on it.

    ``is_settled``: of its year, or with the contract; ``is_evaluated``: after the support nothing
    more is to be looked at, ``has_evaluation``: something was.
    """

    line: Line
    name: str
    cells: Sequence[Cell]
    advances: Sequence[Advance]
    accepted_on: date | None
    is_settled: bool
    has_evaluation: bool
    is_evaluated: bool

    @property
    def is_contracted(self) -> bool:
        return any(cell.contracted_vnd for cell in self.cells)

    @property
    def is_unpaid(self) -> bool:
        """Whether something of it was settled and has not gone out."""
        return any(cell.unpaid_vnd for cell in self.cells)

    @property
    def comes_back(self) -> bool:
        """Whether it has money to repay: a grant once it is settled, recoverable support always."""
        return any(
            cell.to_come_back_vnd and (self.is_settled or cell.kind == Kind.RECOVERABLE)
            for cell in self.cells
        )

    @property
    def is_square(self) -> bool:
        """Whether nothing of it is to be paid nor to come back any more."""
        return not any(cell.unpaid_vnd or cell.to_come_back_vnd for cell in self.cells)

    @property
    def cancellable(self) -> list[Advance]:
        """The advances that no settlement keeps."""
        return [one for one in self.advances if not (self.is_settled and one.is_settled_later)]

    @property
    def waits(self) -> bool:
        """Whether it is to be accepted yet."""
        return self.is_contracted and self.accepted_on is None


_OF_LINE = (
    "content",
    "item",
    "account__year",
    "account__advance_percent",
    "account__advance_basis",
    "beneficiary__establishment__name",
    "done__accepted_on",
    "done__rounds",
    "done__is_closed",
)


def lines_with_deeds(scheme: Scheme) -> list[Any]:
    """The lines in the order of :func:`lines_of`, with the facts of :class:`LineRow` on each."""
    settled = Settlement.objects.filter(
        Q(year__isnull=True) | Q(year=OuterRef("account__year")), scheme=OuterRef("scheme")
    )
    lines = (
        Line.objects.filter(scheme=scheme)
        .select_related("account", "beneficiary__establishment", "done")
        .only(*_OF_LINE)
        .annotate(is_settled=Exists(settled))
        .order_by()
    )
    return sorted(lines, key=attrgetter("account.year", "pk"))


def rows_of(
    lines: Iterable[Any], sources: Iterable[Cell], advances: Mapping[int, Sequence[Advance]]
) -> list[LineRow]:
    """A row for each of :func:`lines_with_deeds`; *advances* by line."""
    own: dict[int, list[Cell]] = defaultdict(list)
    for cell in sources:
        if cell.is_planned:
            own[cell.line.pk].append(cell)
    return [
        LineRow(
            line=line,
            name=name_of(line),
            cells=own[line.pk],
            advances=advances.get(line.pk, ()),
            accepted_on=line.done.accepted_on,
            is_settled=line.is_settled,
            has_evaluation=bool(line.done.rounds),
            is_evaluated=line.done.is_closed or Round.LAST in line.done.rounds,
        )
        for line in lines
    ]

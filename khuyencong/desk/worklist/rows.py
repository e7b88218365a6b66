"""The lines that may wait, with what was done on each and their money."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from khuyencong.delivery.models import Round
from khuyencong.delivery.queries import Cell, sources_on
from khuyencong.dossiers.queries import is_named_later
from khuyencong.funding.models import Kind
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.papers.models import Paper
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Form, Line, SchemeQuerySet

_STATES = (
    State.CONTRACTED,
    State.UNDER_WAY,
    State.ACCEPTED,
    State.STOPPED,
    State.SETTLED,
    State.TERMINATED,
)
_MOVING = Q(state__in=_STATES) | Q(state=State.PLANNED, form=Form.GROUP)
"""The schemes of which a line may wait: before its contract, only that of a group."""


class LineRow(NamedTuple):
    """A line with its scheme as far as a task tells of them, and what was done on it.

    ``name`` and ``code`` are the scheme's; ``requested`` the subjects of requests for an advance.
    """

    pk: int
    content: str
    item: str
    beneficiary_id: int | None
    establishment: str
    scheme_id: int
    code: str
    name: str
    tier: str
    form: str
    state: str
    ends_on: date | None
    paid: Sequence[str]
    accepted_on: date | None
    done_percent: Decimal | None
    rounds: Sequence[int]
    is_closed: bool
    requested: Sequence[str]


_COLUMNS = (
    *("pk", "content", "item", "beneficiary_id", "beneficiary__establishment__name"),
    *("scheme_id", "scheme__code", "scheme__name", "scheme__tier", "scheme__form"),
    *("scheme__state", "scheme__done__ends_on", "done__paid", "done__accepted_on"),
    *("done__done_percent", "done__rounds", "done__is_closed", "requested"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it stands, with the money of its sources."""

    line: LineRow
    cells: Sequence[Cell]

    @property
    def name(self) -> str:
        """What a sentence calls it."""
        line = self.line
        said = line.item or str(Line(content=line.content))
        return f"{said}, {line.establishment}" if line.beneficiary_id else said

    @property
    def is_unnamed(self) -> bool:
        """Whether a plan must name who benefits (Mẫu số 11) before there is a contract."""
        line = self.line
        return line.beneficiary_id is None and is_named_later(line.form, line.content)

    @property
    def is_contracted(self) -> bool:
        return any(cell.contracted_vnd for cell in self.cells if cell.is_state)

    @property
    def is_asked(self) -> bool:
        """Whether somebody has written a request for its advance."""
        return f"line-{self.line.pk}" in self.line.requested

    @property
    def is_evaluated(self) -> bool:
        """Whether nothing more is to be looked at: 36 months are over, or the place has closed."""
        return self.line.is_closed or Round.LAST in self.line.rounds

    @property
    def to_pay_vnd(self) -> int:
        """Of what was accepted, the state money that has not gone out."""
        return sum(max(one.accepted_vnd - one.paid_vnd, 0) for one in self.cells if one.is_state)

    @property
    def unpaid_vnd(self) -> int:
        """What was settled and has not gone out."""
        return sum(one.unpaid_vnd for one in self.cells)

    @property
    def to_return_vnd(self) -> int:
        """What went out, was not settled and has not come back (khoản 6 Điều 12 TT 36/2013)."""
        return sum(one.unjustified_vnd for one in self.cells if one.kind == Kind.GRANT)

    @property
    def is_square(self) -> bool:
        """Whether nothing of it is to be paid nor to come back any more."""
        return not any(one.unpaid_vnd or one.to_come_back_vnd for one in self.cells)


def lines_of(schemes: SchemeQuerySet) -> list[Row]:
    """The lines of *schemes* that a plan has given, in order; two queries."""
    requests = Paper.objects.filter(kind=PaperKind.ADVANCE_REQUEST, scheme=OuterRef("scheme"))
    found = (
        Line.objects.filter(scheme__in=schemes.filter(_MOVING))
        .annotate(requested=ArraySubquery(requests.order_by().values("subject")))
        .order_by("scheme__code", "account__year", "pk")
    )
    lines: list[Any] = [LineRow(*row) for row in found.values_list(*_COLUMNS)]
    cells: dict[int, list[Cell]] = defaultdict(list)
    for cell in sources_on(lines):
        if cell.is_planned:
            cells[cell.line.pk].append(cell)
    return [Row(line, cells[line.pk]) for line in lines]

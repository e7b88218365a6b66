"""The tab «Nghiệm thu, quyết toán»: acceptance place by place, then what the contract came to."""

from collections.abc import Sequence
from dataclasses import dataclass

from khuyencong.dossiers.queries import Missing
from khuyencong.schemes.models import Line, Scheme

from ..models import Acceptance, Settlement, Voucher
from .corrections import Cancelled, cancelled_among, say_acceptance, say_settlement
from .missing import missing_on_lines
from .money import Total, cells_of, name_of, named_lines_of, reconciliation


@dataclass(frozen=True, slots=True)
class Place:
    """A line under contract: accepted, or what its acceptance lacks; whether it is settled."""

    line: Line
    name: str
    acceptance: Acceptance | None
    missing: Sequence[Missing]
    is_settled: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """All that the tab shows; ``settlement`` ended the contract, ``years`` are of single years."""

    places: Sequence[Place]
    years: Sequence[Settlement]
    settlement: Settlement | None
    vouchers_count: int
    totals: Sequence[Total]
    cancelled: Sequence[Cancelled]


_OF_CANCELLED = ("cancelled_by__full_name", "cancelled_at", "cancellation")


def closing_of(scheme: Scheme) -> Closing:
    """Read what was accepted and settled; at most seven queries."""
    lines = named_lines_of(scheme)
    by_key = {line.pk: line for line in lines}
    cells = cells_of(scheme, lines)
    told = list(
        Acceptance.everything.filter(scheme=scheme)
        .select_related("cancelled_by")
        .only("line", "number", "accepted_on", "place", "summary", "is_partial", *_OF_CANCELLED)
    )
    for one in told:
        one.line = by_key[one.line_id]
    settled = list(
        Settlement.everything.filter(scheme=scheme)
        .select_related("cancelled_by")
        .only("year", "number", "settled_on", "is_force_majeure", "reason", *_OF_CANCELLED)
        .order_by("year", "pk")
    )
    standing = [one for one in settled if one.cancelled_at is None]
    accepted = {one.line_id: one for one in told if one.cancelled_at is None}
    ended = {one.year for one in standing}
    contracted = {cell.line.pk for cell in cells if cell.contracted_vnd}
    due = [line for line in lines if line.pk in contracted]
    missing = missing_on_lines(scheme, [line for line in due if line.pk not in accepted])
    return Closing(
        places=[
            Place(
                line=line,
                name=name_of(line),
                acceptance=accepted.get(line.pk),
                missing=missing.get(line.pk, ()),
                is_settled=None in ended or line.account.year in ended,
            )
            for line in due
        ],
        years=[one for one in standing if one.year],
        settlement=next((one for one in standing if one.year is None), None),
        vouchers_count=Voucher.objects.filter(scheme=scheme).count(),
        totals=reconciliation(cells),
        cancelled=cancelled_among((told, say_acceptance), (settled, say_settlement)),
    )

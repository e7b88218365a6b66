"""What a plan adds up to, by source, content, place, trade and disadvantaged area."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.funding.models import Level
from khuyencong.lib.contents import Content
from khuyencong.lib.quantity import share, show_decimal

from ..models import Plan, PlanItem
from .cells import Cell, planned
from .sources import sources_of

_UNKNOWN = "Không rõ"
_AREAS = {True: "Địa bàn khó khăn", False: "Địa bàn khác", None: _UNKNOWN}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a plan: its name, đồng, and percent of the whole."""

    label: str
    amount_vnd: int
    percent: Fraction | None


@dataclass(frozen=True, slots=True)
class Source:
    """One source: what the plan takes, and what remains after it; ``None`` without an envelope."""

    label: str
    amount_vnd: int
    left_vnd: int | None
    after_vnd: int | None

    @property
    def is_short(self) -> bool:
        return self.after_vnd is not None and self.after_vnd < 0


@dataclass(frozen=True, slots=True)
class PlanTotals:
    """The sums of a plan's included schemes."""

    schemes_count: int
    total_vnd: int
    score: Fraction
    sources: Sequence[Source]
    contents: Sequence[Part]
    places: Sequence[Part]
    trades: Sequence[Part]
    areas: Sequence[Part]

    @property
    def score_told(self) -> str:
        """The sum of the scores, as a page writes it: «171,5»."""
        return show_decimal(self.score, 1)

    @property
    def groups(self) -> list[tuple[str, Sequence[Part]]]:
        """The tables of the page, with their titles."""
        return [
            ("Theo nội dung", self.contents),
            ("Theo địa bàn", self.places),
            ("Theo ngành nghề", self.trades),
            ("Theo diện địa bàn", self.areas),
        ]


def totals_of(plan: Plan, items: Iterable[PlanItem], cells: Mapping[int, list[Cell]]) -> PlanTotals:
    """Add up the included *items*; what remains is of the envelopes as they stand now.

    ``cells`` is of :func:`cells_of`; two more queries for the envelopes.
    """
    chosen = [item for item in items if item.is_included]
    pairs = [pair for item in chosen for pair in planned(item, cells.get(item.scheme_id, []))]
    total = sum(item.total_vnd for item in chosen)
    return PlanTotals(
        schemes_count=len(chosen),
        total_vnd=total,
        score=sum((Fraction(item.score) for item in chosen if item.score), Fraction(0)),
        sources=_sources(plan, pairs),
        contents=_parts(pairs, lambda cell: _content(cell.content), total),
        places=_parts(pairs, _commune if plan.place else _province, total),
        trades=_parts(pairs, lambda cell: cell.trade or _UNKNOWN, total),
        areas=_parts(pairs, lambda cell: _AREAS[cell.is_disadvantaged], total),
    )


def _parts(
    pairs: Iterable[tuple[Cell, int]], name: Callable[[Cell], str], total: int
) -> list[Part]:
    sums: Counter[str] = Counter()
    for cell, amount in pairs:
        sums[name(cell)] += amount
    return [
        Part(label, amount, share(amount, total))
        for label, amount in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _sources(plan: Plan, pairs: Iterable[tuple[Cell, int]]) -> list[Source]:
    sources = sources_of(plan)
    left = sources.left
    taken: Counter[str] = Counter()
    for cell, amount in pairs:
        taken[sources.key_of(cell)] += amount
    return [
        Source(
            _source_label(key),
            taken[key],
            left.get(key),
            left[key] - taken[key] if key in left else None,
        )
        for key in sorted({*taken, *left}, key=_order)
    ]


def _order(key: str) -> tuple[int, str]:
    level, _, place = key.partition(":")
    return Level.values.index(level), place


def _source_label(key: str) -> str:
    level, _, place = key.partition(":")
    label = f"Nguồn {str(Level(level).label).lower()}"
    return f"{label}, {place}" if place else label


def _content(code: str) -> str:
    return str(Content(code).label) if code else _UNKNOWN


def _commune(cell: Cell) -> str:
    return cell.commune or _UNKNOWN


def _province(cell: Cell) -> str:
    return cell.province

"""All rows of one place and period, grouped once: what a report of hundreds of addresses asks.

An address answered here and one answered by ``evaluation`` have the same value: the cube only
fetches the groups first and picks among them, instead of one filtered aggregate an address.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import BooleanField, Case, Count, F, Q, Sum, Value, When
from django.db.models.functions import Coalesce

from khuyencong.funding.models import Account
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit

from .address import SOURCES, Address
from .breakdown import Part, split
from .conditions import NO_MONEY, envelope, without_money
from .dimensions import UNSAID, dimension
from .evaluation import Counted, Evaluation, check, count_rows, evaluate_by, term_totals
from .measures import MEASURES, MODELS, Measure, Rows
from .models import TermTotal

_SAMPLE = {
    Rows.MONEY: "support",
    Rows.SCHEMES: "schemes",
    Rows.BENEFICIARIES: "beneficiaries",
    Rows.RESULTS: "classes",
}
_KEYS = {
    Rows.MONEY: ("content", "source", "legal_form", "area", "nature"),
    Rows.SCHEMES: ("content", "source", "legal_form", "area"),
    Rows.BENEFICIARIES: ("content", "source", "legal_form", "area"),
    Rows.RESULTS: ("content", "source", "legal_form", "item", "certified_at"),
}
_SPLIT_KEYS = {"disadvantaged": True, "other": False}


@dataclass(frozen=True, slots=True)
class Cell:
    """Rows alike in every key; ``who`` benefits, ``untold`` of them have no quantity."""

    keys: Mapping[str, frozenset[Any]]
    year: int | None
    day: Any
    kind: str
    is_carried_out: bool
    who: Sequence[int]
    value: int
    rows: int
    untold: int


ByYear = Mapping[int | None, Sequence[Cell]]


class Cube:
    """The rows of *place* within *period* and the period before it, real or illustrative."""

    at_hand = True

    def __init__(self, place: Unit, period: Period, records: str) -> None:
        self._place, self._records = place, records
        self._has_days = not period.is_whole_years
        self._span = Period(period.previous().start, period.end, period.label)
        self._whole = Address(
            measure="support", place=place, period=self._span, records=self._records
        )
        self._cells = {rows: self._load(rows) for rows in Rows}
        self._of: dict[tuple[str, str], ByYear] = {}
        self._without_money = _by_year(self._load_without_money())

    def evaluate_all(self, addresses: Sequence[Address]) -> list[Evaluation]:
        """Evaluate addresses without a query, but for those outside the cube."""
        return evaluate_by(self._count, self._term_totals, addresses)

    def split(self, address: Address, name: str) -> list[Part]:
        """Split *address* by one dimension, as ``breakdown.split`` does."""
        measure = check(address)
        if not self._covers(address) or name == "place":
            return split(address, name)
        dimension(measure, name)
        groups: dict[Any, list[Cell]] = defaultdict(list)
        for cell in self._matching(address, measure)[0]:
            for key in {cell.year} if name == "year" else cell.keys[name]:
                groups[_split_key(name, key)].append(cell)
        parts = [Part((key,), _sum(measure, cells), _rows(cells)) for key, cells in groups.items()]
        return sorted(parts, key=lambda part: (part.keys[0] is None, part.keys[0]))

    def _covers(self, address: Address) -> bool:
        period = address.period
        return (
            address.place == self._place
            and address.records in ("", self._records)
            and period is not None
            and self._span.contains(period)
            and (self._has_days or period.is_whole_years)
        )

    def _count(self, addresses: Sequence[Address]) -> dict[Address, Counted]:
        inside = {one: self._counted(one) for one in addresses if self._covers(one)}
        return inside | count_rows([one for one in addresses if one not in inside])

    def _counted(self, address: Address) -> Counted:
        measure = check(address)
        known, possible = self._matching(address, measure)
        untold = self._moneyless(address, measure)
        return Counted(
            value=_sum(measure, known),
            rows=_rows(known),
            unknown=_rows(possible) + sum(cell.untold for cell in known) + untold,
            records=self._records,
            without_money=untold,
        )

    def _term_totals(self, places: Set[Unit]) -> Sequence[TermTotal]:
        return self._totals if places == {self._place} else term_totals(places)

    @cached_property
    def _totals(self) -> Sequence[TermTotal]:
        return term_totals({self._place})

    def _matching(self, address: Address, measure: Measure) -> tuple[list[Cell], list[Cell]]:
        """Return the cells that are meant, and those besides that may be."""
        cells = self._cells_of(measure, address.nature)
        return _chosen(cells, address.period or self._span, _wanted(address, measure))

    def _cells_of(self, measure: Measure, nature: str) -> ByYear:
        """Return the cells of that kind and nature by year, looked for once."""
        asked = measure.code, nature
        if asked not in self._of:
            cells = self._cells[measure.rows]
            self._of[asked] = _by_year(cell for cell in cells if _is_of(cell, nature, measure))
        return self._of[asked]

    def _moneyless(self, address: Address, measure: Measure) -> int:
        """Return how many lines whose amount no entry tells may be meant."""
        if measure.rows is not Rows.MONEY:
            return 0
        wanted = [it for it in _wanted(address, measure) if it.name != "source"]
        known, possible = _chosen(self._without_money, address.period or self._span, wanted)
        return _rows(known) + _rows(possible)

    def _load(self, rows: Rows) -> list[Cell]:
        measure = MEASURES[_SAMPLE[rows]]
        kept = {name: dimension(measure, name).key() for name in _KEYS[rows]}
        alike = {"said_year": F(dimension(measure, "year").path)} | {
            f"said_{name}": key for name, key in kept.items()
        }
        if self._has_days:
            alike["said_day"] = F(dimension(measure, "day").path)
        common = envelope([self._whole.narrowed(measure=measure.code)])
        if rows is Rows.MONEY:
            stage = When(nature=F("account__stage"), then=Value(True))
            carried = Case(stage, default=Value(False), output_field=BooleanField())
            alike |= {"said_kind": F("kind"), "said_carried": carried}
        else:
            common &= measure.where if rows is not Rows.RESULTS else Q()
        found = MODELS[rows]._default_manager.filter(common).order_by().annotate(**alike)
        return [_cell(row, _KEYS[rows]) for row in found.values(*alike).annotate(**_SUMS[rows])]

    def _load_without_money(self) -> list[Cell]:
        names = ("content", "legal_form", "area")
        alike = {
            "said_year": F("year"),
            "said_content": F("content"),
            "said_legal_form": F("line__beneficiary__establishment__legal_form"),
            "said_area": _area_of_account(),
        }
        if self._has_days:
            alike["said_day"] = F("dated_on")
        found = Account.objects.filter(NO_MONEY, without_money(self._whole)).annotate(**alike)
        return [
            _cell(row, names)
            for row in found.order_by().values(*alike).annotate(value=Value(0), rows=Count("*"))
        ]


def _area_of_account() -> Case:
    """Return the area of an account without entries, as money with entries would have it."""
    area = "line__beneficiary__in_disadvantaged_area"
    return Case(
        When(**{area: True}, then=Value("disadvantaged")),
        When(**{area: False}, then=Value("other")),
        When(line__beneficiary__isnull=False, then=Value(UNSAID)),
        default=Value(""),
    )


_SUMS: Mapping[Rows, Mapping[str, Any]] = {
    Rows.MONEY: {"value": Sum("amount_vnd"), "rows": Count("*")},
    Rows.SCHEMES: {"value": Count("*"), "rows": Count("*")},
    Rows.BENEFICIARIES: {"who": ArrayAgg("establishment", distinct=True), "rows": Count("*")},
    Rows.RESULTS: {
        "value": Coalesce(Sum("quantity"), Value(0)),
        "rows": Count("*"),
        "untold": Count(Value(1), filter=Q(quantity__isnull=True)),
    },
}


def _cell(row: Mapping[str, Any], names: Sequence[str]) -> Cell:
    return Cell(
        keys={name: _as_set(row[f"said_{name}"]) for name in names},
        year=row["said_year"],
        day=row.get("said_day"),
        kind=row.get("said_kind", ""),
        is_carried_out=row.get("said_carried", False),
        who=row.get("who", ()),
        value=int(row.get("value", 0)),
        rows=row["rows"],
        untold=row.get("untold", 0),
    )


def _as_set(said: Any) -> frozenset[Any]:
    return _set_of(tuple(said) if isinstance(said, list) else (said,))


@lru_cache(maxsize=4096)
def _set_of(said: tuple[Any, ...]) -> frozenset[Any]:
    """Return one set for all the cells that have the same key."""
    return frozenset(said)


class Wanted(NamedTuple):
    """Which keys of a dimension are meant, and which is «không rõ»."""

    name: str
    keys: frozenset[str]
    unsaid: str | None


def _wanted(address: Address, measure: Measure) -> list[Wanted]:
    """Return the refinements of the address; raise ``NoSuchDimension`` where rows keep none."""
    asked: Mapping[str, Sequence[str]] = {
        "content": address.contents,
        "source": SOURCES[address.source],
        "legal_form": (address.legal_form,) if address.legal_form else (),
        "area": (address.area,) if address.area else (),
        "item": (address.item,) if address.item else (),
        "certified_at": (address.certified_at,) if address.certified_at else (),
    }
    return [
        Wanted(name, frozenset(values), dimension(measure, name).unsaid)
        for name, values in asked.items()
        if values
    ]


def _is_of(cell: Cell, nature: str, measure: Measure) -> bool:
    """Return whether the cell's rows are of the measure's kind and nature."""
    if measure.rows is Rows.RESULTS:
        return not cell.keys["item"].isdisjoint(measure.items)
    if measure.rows is not Rows.MONEY:
        if nature:
            dimension(measure, "nature")
        return True
    natures = (nature,) if nature else measure.natures
    is_asked = not cell.keys["nature"].isdisjoint(natures) if natures else cell.is_carried_out
    return is_asked and cell.kind in measure.kinds


def _by_year(cells: Iterable[Cell]) -> ByYear:
    found: dict[int | None, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.year].append(cell)
    return found


def _chosen(
    cells: ByYear, period: Period, wanted: Sequence[Wanted]
) -> tuple[list[Cell], list[Cell]]:
    """Return the cells of the period that have what is *wanted*, and those besides that may."""
    known, possible = _within(cells, period)
    for name, keys, unsaid in wanted:
        possible = [cell for cell in possible if not cell.keys[name].isdisjoint({*keys, unsaid})]
        others = [cell for cell in known if cell.keys[name].isdisjoint(keys)]
        possible += [cell for cell in others if unsaid in cell.keys[name]]
        known = [cell for cell in known if not cell.keys[name].isdisjoint(keys)]
    return known, possible


def _within(cells: ByYear, period: Period) -> tuple[list[Cell], list[Cell]]:
    """Return the cells that lie in the period, and those besides that may."""
    years = period.years
    if period.is_whole_years:
        known = [cell for year in years for cell in cells.get(year, ())]
        return known, list(cells.get(None, ()))
    known, possible = [], []
    for cell in chain.from_iterable(cells.values()):
        if cell.day is not None and period.start <= cell.day <= period.end:
            known.append(cell)
        elif cell.year is None or cell.day is None and cell.year in years:
            possible.append(cell)
    return known, possible


def _sum(measure: Measure, cells: Sequence[Cell]) -> int:
    if measure.rows is Rows.BENEFICIARIES:
        return len({one for cell in cells for one in cell.who})
    value = sum(cell.value for cell in cells)
    if measure.minus:
        minus = [cell for cell in cells if not cell.keys["nature"].isdisjoint(measure.minus)]
        value -= 2 * sum(cell.value for cell in minus)
    return value


def _rows(cells: Iterable[Cell]) -> int:
    return sum(cell.rows for cell in cells)


def _split_key(name: str, key: Any) -> Any:
    """Return the key that ``breakdown.split`` gives for the same rows."""
    return _SPLIT_KEYS.get(key) if name == "area" else key

"""The money that schemes ask for or were agreed to, line by line, with what it is for and where."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Sum

from khuyencong.funding.models import STATE_KINDS, Entry, Level, Nature
from khuyencong.places.models import DisadvantagedArea, Unit
from khuyencong.places.queries import unit_today

from ..models import AMOUNT_FIELDS, PlanItem
from .appraised import agreed_by_line

_LINE = "account__line"
_WHO = f"{_LINE}__beneficiary__establishment"
_COLUMNS = {
    "scheme": f"{_LINE}__scheme",
    "line": _LINE,
    "province": "account__province",
    "province_name": "account__province__full_name",
    "content": f"{_LINE}__content",
    "who": _WHO,
    "name": f"{_WHO}__name",
    "commune": f"{_WHO}__commune",
    "commune_name": f"{_WHO}__commune__full_name",
    "commune_ended": f"{_WHO}__commune__valid_to",
    "parent": f"{_WHO}__commune__parent",
    "trade": f"{_WHO}__trade__name",
    "trade_code": f"{_WHO}__trade__code",
    "workers": f"{_WHO}__workers_count",
    "flag": f"{_LINE}__beneficiary__in_disadvantaged_area",
    "is_illustrative": "account__is_illustrative",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """State money of one line from one source, in đồng, and what it is for.

    ``amount_vnd`` is the line's part of what the appraisal agreed to, or of what was registered
    (``asked_vnd``) where no appraisal has approved it.  ``commune_id`` is the commune whose own
    budget pays, of the source of communes only.  ``is_allocated``: the account already has an
    allocation.  ``is_disadvantaged`` is judged by the lists valid on the first day of the year;
    ``None`` is «không rõ».
    """

    scheme_id: int
    line_id: int
    account_id: int
    province_id: int
    province: str
    commune_id: int | None
    content: str
    kind: str
    level: str
    asked_vnd: int
    amount_vnd: int
    is_allocated: bool
    establishment_id: int | None
    establishment: str
    commune: str
    trade: str
    trade_code: str
    workers_count: int | None
    categories: frozenset[str]
    is_disadvantaged: bool | None


def cells_of(schemes: Collection[int], *, year: int) -> dict[int, list[Cell]]:
    """The cells of each scheme by its id, of one budget year, with a fixed number of queries."""
    allocated = Entry.objects.filter(
        account=OuterRef("account"),
        nature=Nature.ALLOCATED,
        reversed_by__isnull=True,
        amount_vnd__gt=0,
    )
    rows = list(
        Entry.objects.filter(
            account__line__scheme__in=schemes,
            account__year=year,
            nature=Nature.REGISTERED,
            kind__in=STATE_KINDS,
            level__in=list(AMOUNT_FIELDS),
        )
        .order_by()
        .values("account", "kind", "level", **{name: F(path) for name, path in _COLUMNS.items()})
        .annotate(total=Sum("amount_vnd"), is_allocated=Exists(allocated))
        .filter(total__gt=0)
        .order_by(f"{_LINE}__scheme", _LINE, "level", "kind")
    )
    areas, today = _areas(on=date(year, 1, 1)), _communes_today(rows)
    agreed = agreed_by_line(schemes)
    found: dict[int, list[Cell]] = defaultdict(list)
    for _, of_line in groupby((_cell(row, areas, today) for row in rows), lambda it: it.line_id):
        for cell in _agreed(list(of_line), agreed):
            found[cell.scheme_id].append(cell)
    return found


def _agreed(cells: list[Cell], agreed: Mapping[int, int]) -> list[Cell]:
    """The cells of one line, with what was agreed to split as it was registered."""
    amount = agreed.get(cells[0].line_id)
    if amount is None:
        return cells
    parts = apportion(amount, [cell.asked_vnd for cell in cells])
    return [replace(cell, amount_vnd=part) for cell, part in zip(cells, parts, strict=True)]


def _communes_today(rows: Iterable[Mapping[str, Any]]) -> dict[int, int]:
    """The standing commune of every ended one that pays; no query where none has ended."""
    ended = {row["commune"] for row in rows if row["commune_ended"] and _pays(row)}
    return {unit.pk: unit_today(unit).pk for unit in Unit.objects.filter(pk__in=ended or ())}


def _pays(row: Mapping[str, Any]) -> bool:
    return bool(row["level"] == Level.COMMUNE)


def _cell(
    row: Mapping[str, Any], areas: Mapping[tuple[bool, int], set[str]], today: Mapping[int, int]
) -> Cell:
    categories = frozenset(
        category
        for unit in (row["commune"], row["parent"], row["province"])
        if unit is not None
        for category in areas.get((row["is_illustrative"], unit), ())
    )
    return Cell(
        scheme_id=row["scheme"],
        line_id=row["line"],
        account_id=row["account"],
        province_id=row["province"],
        province=row["province_name"],
        commune_id=today.get(row["commune"], row["commune"]) if _pays(row) else None,
        content=row["content"],
        kind=row["kind"],
        level=row["level"],
        asked_vnd=row["total"],
        amount_vnd=row["total"],
        is_allocated=row["is_allocated"],
        establishment_id=row["who"],
        establishment=row["name"] or "",
        commune=row["commune_name"] or "",
        trade=row["trade"] or "",
        trade_code=row["trade_code"] or "",
        workers_count=row["workers"],
        categories=categories,
        is_disadvantaged=True if categories else _known(row, areas),
    )


def _known(row: Mapping[str, Any], areas: Mapping[tuple[bool, int], set[str]]) -> bool | None:
    """What was recorded; else no, where the commune and some list are known."""
    if row["flag"] is not None:
        return bool(row["flag"])
    has_list = any(kind == row["is_illustrative"] for kind, _ in areas)
    return False if row["commune"] is not None and has_list else None


def _areas(*, on: date) -> dict[tuple[bool, int], set[str]]:
    listed = DisadvantagedArea.objects.filter(valid_from__lte=on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    areas: dict[tuple[bool, int], set[str]] = defaultdict(set)
    for illustrative, unit, category in listed.values_list("is_illustrative", "unit", "category"):
        areas[illustrative, unit].add(category)
    return areas


def apportion(amount: int, weights: Sequence[int]) -> list[int]:
    """Split *amount* by *weights* into whole đồng that add up to it, the largest rests first.

    Raise ``ValueError`` where there is an amount but no weight.
    """
    whole = sum(weights)
    if not whole:
        if amount:
            raise ValueError("Không có dòng nào để phân bổ.")
        return [0] * len(weights)
    parts = [amount * weight // whole for weight in weights]
    rests = sorted(range(len(weights)), key=lambda n: (-(amount * weights[n] % whole), n))
    for index in rests[: amount - sum(parts)]:
        parts[index] += 1
    return parts


def planned(item: PlanItem, cells: Iterable[Cell]) -> list[tuple[Cell, int]]:
    """Each cell with its đồng in the plan: the item's amount of a source, split as registered."""
    found = list(cells)
    pairs = []
    for level, amount in item.by_level.items():
        of_level = [cell for cell in found if cell.level == level and cell.amount_vnd]
        if of_level:
            weights = [cell.amount_vnd for cell in of_level]
            pairs += list(zip(of_level, apportion(amount, weights), strict=True))
    return pairs

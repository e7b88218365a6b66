"""The money that schemes ask for, line by line, with what each line is and where."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Sum

from khuyencong.funding.models import STATE_KINDS, Entry, Nature
from khuyencong.places.models import DisadvantagedArea

from ..models import AMOUNT_FIELDS, PlanItem

_LINE = "account__line"
_WHO = f"{_LINE}__beneficiary__establishment"


@dataclass(frozen=True, slots=True)
class Cell:
    """State money of one line from one source: registered, in đồng, and what it is for.

    ``is_allocated``: the account already has an allocation.  ``is_disadvantaged`` is judged by the
    lists valid on the first day of the year; ``None`` is «không rõ».
    """

    scheme_id: int
    account_id: int
    province_id: int
    content: str
    kind: str
    level: str
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
    """The cells of each scheme by its id, of one budget year; two queries whatever their number."""
    allocated = Entry.objects.filter(
        account=OuterRef("account"),
        nature=Nature.ALLOCATED,
        reversed_by__isnull=True,
        amount_vnd__gt=0,
    )
    rows = (
        Entry.objects.filter(
            account__line__scheme__in=schemes,
            account__year=year,
            nature=Nature.REGISTERED,
            kind__in=STATE_KINDS,
            level__in=list(AMOUNT_FIELDS),
        )
        .order_by()
        .values_list(
            f"{_LINE}__scheme",
            "account",
            "account__province",
            f"{_LINE}__content",
            "kind",
            "level",
            _WHO,
            f"{_WHO}__name",
            f"{_WHO}__commune",
            f"{_WHO}__commune__parent",
            f"{_WHO}__commune__full_name",
            f"{_WHO}__trade__name",
            f"{_WHO}__trade__code",
            f"{_WHO}__workers_count",
            f"{_LINE}__beneficiary__in_disadvantaged_area",
            "account__is_illustrative",
        )
        .annotate(total=Sum("amount_vnd"), is_allocated=Exists(allocated))
        .order_by(f"{_LINE}__scheme", "account", "level", "kind")
    )
    areas = _areas(on=date(year, 1, 1))
    found: dict[int, list[Cell]] = defaultdict(list)
    for row in rows:
        if row[-2]:
            found[row[0]].append(_cell(row, areas))
    return found


def _cell(row: Sequence[object], areas: Mapping[tuple[bool, int], set[str]]) -> Cell:
    scheme, account, province, content, kind, level, who, name, commune, parent, *rest = row
    commune_name, trade, trade_code, workers, flag, illustrative, total, is_allocated = rest
    categories = frozenset(
        category
        for unit in (commune, parent, province)
        if unit is not None
        for category in areas.get((bool(illustrative), unit), ())  # type: ignore[arg-type]  # a key
    )
    return Cell(
        scheme_id=scheme,  # type: ignore[arg-type]  # as the query names them
        account_id=account,  # type: ignore[arg-type]
        province_id=province,  # type: ignore[arg-type]
        content=str(content),
        kind=str(kind),
        level=str(level),
        amount_vnd=int(str(total)),
        is_allocated=bool(is_allocated),
        establishment_id=who,  # type: ignore[arg-type]
        establishment=str(name or ""),
        commune=str(commune_name or ""),
        trade=str(trade or ""),
        trade_code=str(trade_code or ""),
        workers_count=workers,  # type: ignore[arg-type]
        categories=categories,
        is_disadvantaged=True if categories else _known(flag, commune, areas, bool(illustrative)),
    )


def _known(
    flag: object, commune: object, areas: Mapping[tuple[bool, int], set[str]], illustrative: bool
) -> bool | None:
    """What was recorded; else no, where the commune and some list are known."""
    if flag is not None:
        return bool(flag)
    has_list = any(kind == illustrative for kind, _ in areas)
    return False if commune is not None and has_list else None


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
        of_level = [cell for cell in found if cell.level == level]
        if of_level:
            weights = [cell.amount_vnd for cell in of_level]
            pairs += list(zip(of_level, apportion(amount, weights), strict=True))
    return pairs

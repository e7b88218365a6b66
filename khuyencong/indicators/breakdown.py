"""Split an address by its dimensions, and open it down to the records behind it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet

from khuyencong.places.queries import provinces_today

from .address import Address
from .conditions import Ids, conditions, leaving_out, records_of
from .dimensions import dimension
from .evaluation import check
from .measures import MODELS, Rows


@dataclass(frozen=True, slots=True)
class Part:
    """One cell of a split: its key in every dimension asked for, the value, the rows behind."""

    keys: tuple[Any, ...]
    value: int
    rows_count: int


def split(address: Address, *dimensions: str, without: Ids | None = None) -> list[Part]:
    """Split *address* by *dimensions* with one query, in the order of the keys.

    A key is a code, a year, a province's id or ``None``; empty and ``None`` are «không rõ».  With
    ``boundaries`` «now» provinces are read as they are today.  Rows of the schemes *without* do not
    count.
    """
    measure = check(address)
    address = address.narrowed(records=records_of([address])[address])
    names = [f"key_{number}" for number in range(len(dimensions))]
    kept = [dimension(measure, asked) for asked in dimensions]
    keys = {name: F(asked.path) for name, asked in zip(names, kept, strict=True)}
    many = any(asked.through for asked in kept)
    rows = Count("pk", distinct=True) if many else Count("*")
    found = (
        _rows(address, without)
        .order_by()
        .annotate(**keys)
        .values(*names)
        .annotate(value=measure.value(None), rows_count=rows)
    )
    parts = [
        Part(tuple(row[name] for name in names), row["value"], row["rows_count"]) for row in found
    ]
    if "place" in dimensions and address.boundaries == "now":
        parts = _as_of_today(parts, dimensions.index("place"))
    return sorted(parts, key=lambda part: tuple((key is None, key) for key in part.keys))


def _as_of_today(parts: Sequence[Part], position: int) -> list[Part]:
    today = provinces_today()
    folded: dict[tuple[Any, ...], list[Part]] = defaultdict(list)
    for part in parts:
        keys = list(part.keys)
        keys[position] = today[keys[position]]
        folded[tuple(keys)].append(part)
    return [
        Part(keys, sum(part.value for part in same), sum(part.rows_count for part in same))
        for keys, same in folded.items()
    ]


_BEHIND = {
    Rows.MONEY: "account__line__scheme",
    Rows.SCHEMES: "pk",
    Rows.BENEFICIARIES: "establishment",
    Rows.RESULTS: "pk",
}
"""What a person opens behind a figure: the schemes of money, the establishments that benefit."""


def behind(address: Address, *, without: Ids | None = None) -> QuerySet[Any, dict[str, Any]]:
    """Return the records behind *address* as rows of ``record`` (its id) and ``value``.

    Records of money are schemes with their share of the sum; largest first.  The caller narrows
    them to what the person may see.
    """
    measure = check(address)
    address = address.narrowed(records=records_of([address])[address])
    records: QuerySet[Any, dict[str, Any]] = (
        _rows(address, without)
        .order_by()
        .values(record=F(_BEHIND[measure.rows]))
        .annotate(value=measure.value(None))
        .order_by("-value", "record")
    )
    return records


def _rows(address: Address, without: Ids | None) -> QuerySet[Any]:
    rows = check(address).rows
    return MODELS[rows]._default_manager.filter(
        conditions(address).known & leaving_out(rows, without)
    )

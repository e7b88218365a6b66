"""The estimate of a synthetic line: items whose sources sum to its money, from ``data/``."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from khuyencong.dossiers.actions import ItemFacts
from khuyencong.funding.models import Kind

from .partition import partition
from .plan import DATA

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a content: its share of the estimate."""

    name: str
    unit: str
    share: int


@dataclass(frozen=True, slots=True)
class _Content:
    """The items of a content, and its least counterpart in percent of the support."""

    items: tuple[_Item, ...]
    counterpart_percent: int


@cache
def _contents() -> Mapping[str, _Content]:
    with (DATA / "estimates.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = {}
    for content in {row["content"] for row in rows}:
        own = [row for row in rows if row["content"] == content]
        items = tuple(_Item(row["name"], row["unit"], int(row["share"])) for row in own)
        found[content] = _Content(items, int(own[0]["counterpart_percent"]))
    return found


def counterpart_of(content: str, support_vnd: int, random: Random) -> int:
    """What an establishment promises beside the support, in whole millions of đồng."""
    percent = (_contents().get(content) or _contents()[""]).counterpart_percent
    least = support_vnd * percent // 100
    return -(-least * random.randint(105, 160) // 100 // _MILLION) * _MILLION


def items_of(content: str, item: str, money: Mapping[str, int]) -> list[ItemFacts]:
    """Return the items of a line: each source of *money* is shared out among them exactly."""
    kinds = (_contents().get(content) or _contents()[""]).items
    shares = [one.share for one in kinds]
    parts = {source: partition(amount, shares) for source, amount in money.items()}
    return [
        ItemFacts(
            name=one.name.format(item=item) if item else one.name.format(item="Máy móc, thiết bị"),
            unit=one.unit,
            quantity=Decimal(1),
            unit_price_vnd=sum(part[number] for part in parts.values()),
            **{  # type: ignore[arg-type]  # amounts alone
                f"{source}_vnd": part[number]
                for source, part in parts.items()
                if source != Kind.COUNTERPART
            },
        )
        for number, one in enumerate(kinds)
    ]

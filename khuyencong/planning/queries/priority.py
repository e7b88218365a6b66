"""The legal order in which schemes are served: which rules stand, and who falls under them.

TT 36/2013/TT-BCT Điều 7 (national: focal schemes; among equals the better implementer) and TT
46/2012/TT-BCT Điều 6 (places in order, then trades) are rows of ``regulations``.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.places.models import HardshipCategory
from khuyencong.regulations.models import AppliesTo, PriorityRule
from khuyencong.schemes.models import Form, Tier

from ..models import Plan, PlanItem
from .cells import Cell

# What the rows of the law mean in our own catalogues; rows not named here are confirmed by hand.
_CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "place_highland": (
        HardshipCategory.HIGHLAND,
        HardshipCategory.ISLAND,
        HardshipCategory.LAND_BORDER,
        HardshipCategory.ETHNIC_MINORITY,
    ),
    "place_poor": (HardshipCategory.POOR_DISTRICT,),
    "place_new_rural": (HardshipCategory.NEW_RURAL,),
    "place_difficult": (HardshipCategory.DIFFICULT, HardshipCategory.ESPECIALLY_DIFFICULT),
}
_TRADES: Mapping[str, str] = {
    "trade_mechanics": "mechanics_electronics",
    "trade_food_processing": "food_processing",
}
_LABOUR = "trade_labour"
_FOCAL = "form_focal"


@dataclass(frozen=True, slots=True)
class Ground:
    """The rule that gives a scheme its rank on an axis, in words."""

    rank: int
    name: str


def rules_of(plan: Plan) -> list[PriorityRule]:
    """The rules in force on the first day of the plan's year that rank; those of its province too.

    In the order in which they are served.
    """
    chain = AppliesTo.NATIONAL if plan.tier == Tier.NATIONAL else AppliesTo.LOCAL
    province = plan.place.code if plan.place else None
    found = PriorityRule.objects.governing(chain, on=date(plan.year, 1, 1), province=province)
    ranked = found.filter(rank__isnull=False).select_related("document")
    order = list(PriorityRule.Axis)
    rules = ranked.prefetch_related("document__amendments")
    return sorted(rules, key=lambda rule: (order.index(PriorityRule.Axis(rule.axis)), rule.rank))


def confirmed_by_hand(rules: Iterable[PriorityRule]) -> list[PriorityRule]:
    """The rules that no record tells: an officer confirms them scheme by scheme."""
    return [rule for rule in rules if rule.code not in {*_CATEGORIES, *_TRADES, _LABOUR, _FOCAL}]


def grounds_of(
    item: PlanItem, cells: Sequence[Cell], rules: Iterable[PriorityRule]
) -> dict[str, Ground]:
    """The first rule of each axis that the scheme falls under, by the axis."""
    found: dict[str, Ground] = {}
    for rule in rules:
        if rule.axis not in found and rule.rank and _falls(rule, item, cells):
            found[rule.axis] = Ground(rule.rank, rule.name)
    return found


def _falls(rule: PriorityRule, item: PlanItem, cells: Sequence[Cell]) -> bool:
    """Whether the records tell so, or an officer has confirmed it."""
    if rule.code == _FOCAL:
        return item.scheme.form == Form.FOCAL
    return rule.code in item.grounds or any(_line_falls(rule, cell) for cell in cells)


def _line_falls(rule: PriorityRule, cell: Cell) -> bool:
    if rule.code in _CATEGORIES:
        return bool(cell.categories & set(_CATEGORIES[rule.code]))
    if rule.code in _TRADES:
        return cell.trade_code == _TRADES[rule.code]
    if rule.code == _LABOUR and rule.threshold is not None:
        return cell.workers_count is not None and cell.workers_count >= rule.threshold
    return False

"""The board of a plan: its totals, and its schemes on two sides, in and out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator

from khuyencong.accounts.models import User
from khuyencong.funding.models import Level
from khuyencong.lib.money import show_exact, show_vnd
from khuyencong.lib.vietnamese import fold
from khuyencong.regulations.models import PriorityRule

from ..models import Plan, PlanItem
from .cells import Cell, cells_of
from .lists import listed, missing_for_decision
from .priority import confirmed_by_hand, grounds_of, rules_of
from .totals import PlanTotals, totals_of

PAGE_SIZE = 30
PARAMETERS = {True: "trang-trong", False: "trang-ngoai"}


@dataclass(frozen=True, slots=True)
class Card:
    """A scheme on the board: for whom, where, and what of the legal order it falls under."""

    item: PlanItem
    beneficiaries: str
    communes: str
    contents: frozenset[str]
    grounds: Sequence[str]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the board; ``count`` is of the whole side, whatever is sought."""

    is_inside: bool
    title: str
    count: int
    page: Page[Card]

    @property
    def parameter(self) -> str:
        """The name by which the address asks for a page of this side."""
        return PARAMETERS[self.is_inside]


@dataclass(frozen=True, slots=True)
class Board:
    """A plan as its page shows it."""

    totals: PlanTotals
    lacking: Sequence[str]
    sides: Sequence[Side]

    @property
    def left(self) -> list[str]:
        """What remains of each source after the plan, in a few words."""
        return [
            f"{one.label}: còn {show_vnd(one.after_vnd)}"
            if one.after_vnd >= 0
            else f"{one.label}: thiếu {show_vnd(-one.after_vnd)}"
            for one in self.totals.sources
            if one.after_vnd is not None
        ]


def board_of(
    plan: Plan, user: User, wanted: Mapping[str, Any], *, pages: Mapping[str, Any]
) -> Board:
    """Lay out the board, with a fixed number of queries.

    ``wanted`` may have ``words`` and a ``content`` to seek; ``pages`` the page of either side.
    """
    items = listed(plan, user)
    cells = cells_of([item.scheme_id for item in items], year=plan.year)
    rules = rules_of(plan)
    sides = []
    for is_inside, title in ((True, "Trong phương án"), (False, "Ngoài phương án")):
        of_side = [item for item in items if item.is_included is is_inside]
        cards = (_card(item, cells.get(item.scheme_id, ()), rules) for item in of_side)
        found = [card for card in cards if _is_sought(card, wanted)]
        page = Paginator(found, PAGE_SIZE).get_page(pages.get(PARAMETERS[is_inside]))
        sides.append(Side(is_inside, title, len(of_side), page))
    return Board(totals_of(plan, items, cells), missing_for_decision(plan, items, cells), sides)


def _card(item: PlanItem, cells: Sequence[Cell], rules: Iterable[PriorityRule]) -> Card:
    return Card(
        item=item,
        beneficiaries=_names(cell.establishment for cell in cells),
        communes=_names(cell.commune for cell in cells),
        contents=frozenset(cell.content for cell in cells),
        grounds=[ground.name for ground in grounds_of(item, cells, rules).values()],
    )


def _names(words: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(word for word in words if word))


def _is_sought(card: Card, wanted: Mapping[str, Any]) -> bool:
    if wanted.get("content") and wanted["content"] not in card.contents:
        return False
    scheme = card.item.scheme
    within = fold(f"{scheme.code} {scheme.name} {card.beneficiaries} {card.communes}")
    return all(word in within for word in fold(wanted.get("words") or "").split())


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One rule of the legal order: its article, how far it is verified, who tells of it."""

    rule: PriorityRule
    standing: str
    is_confirmed_by_hand: bool


def order_of(plan: Plan) -> list[OrderRow]:
    """The legal order that a proposal serves, with the articles it rests on."""
    rules = rules_of(plan)
    by_hand = {rule.code for rule in confirmed_by_hand(rules)}
    day = date(plan.year, 1, 1)
    return [OrderRow(rule, rule.standing(day), rule.code in by_hand) for rule in rules]


def asked_of(item: PlanItem) -> list[tuple[str, int, int]]:
    """What the scheme asks of each source, and what of it the appraisal agreed to, in đồng."""
    cells = cells_of([item.scheme_id], year=item.plan.year).get(item.scheme_id, [])
    return [
        (
            str(Level(level).label),
            sum(cell.asked_vnd for cell in cells if cell.level == level),
            sum(cell.amount_vnd for cell in cells if cell.level == level),
        )
        for level in dict.fromkeys(cell.level for cell in cells)
    ]


def told_of(item: PlanItem) -> str:
    """The money of an item in words: «nguồn tỉnh 200.000.000 đồng»."""
    return (
        ", ".join(
            f"nguồn {str(Level(level).label).lower()} {show_exact(amount)}"
            for level, amount in item.by_level.items()
        )
        or "chưa có kinh phí"
    )

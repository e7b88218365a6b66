"""What an optimisation chooses from: schemes with their money, priority and score."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q

from khuyencong.accounts.models import User
from khuyencong.funding.models import STATE_KINDS, Entry, Envelope, Nature
from khuyencong.funding.queries import EnvelopeUse, use_of
from khuyencong.lib.contents import Content
from khuyencong.places.models import HardshipCategory
from khuyencong.places.queries import units_within
from khuyencong.regulations.models import AppliesTo, PriorityRule
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme, Tier

from ..models import Plan, PlanItem
from ..optimiser import Candidate
from .cells import Cell, planned

WAITING = (State.SUBMITTED, State.APPRAISED, State.REGISTERED, State.MINISTRY_APPRAISED)
"""The states of schemes that a what-if plan may hold; only appraised ones can be decided."""
UNDER_WAY = (State.PLANNED, State.CONTRACTED, State.UNDER_WAY)
"""The states of schemes of several years that need the money of another year."""

# What the rows of Điều 6 Thông tư 46/2012/TT-BCT mean in our own catalogues.
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


def schemes_open_to(plan: Plan, user: User) -> list[Scheme]:
    """The schemes of the plan's programme and place that ask for money of its year.

    Those still waiting for a plan, and those under way that need another year's money.
    """
    asks = Entry.objects.filter(
        account__line__scheme=OuterRef("pk"),
        account__year=plan.year,
        nature=Nature.REGISTERED,
        kind__in=STATE_KINDS,
    )
    found = Scheme.objects.visible_to(user).filter(
        Q(state__in=WAITING) | Q(state__in=UNDER_WAY, start_year__lt=plan.year),
        tier=plan.tier,
        is_illustrative=plan.is_illustrative,
    )
    if plan.place is not None:
        found = found.filter(province_id__in=units_within(plan.place))
    return list(found.filter(Exists(asks)).order_by("code"))


def envelopes_of(plan: Plan) -> dict[tuple[str, int | None], EnvelopeUse]:
    """The envelopes that the plan's schemes draw on, by source level and province."""
    found = Envelope.objects.filter(year=plan.year, is_illustrative=plan.is_illustrative)
    if plan.place is not None:
        of_place = Q(place__in=units_within(plan.place)) | Q(place__isnull=True)
        found = found.filter(of_place)
    used = use_of(list(found.select_related("place")))
    return {(use.envelope.level, use.envelope.place_id): use for use in used}


def source_key(
    level: str, province_id: int, envelopes: Mapping[tuple[str, int | None], EnvelopeUse]
) -> str:
    """How the optimiser calls the envelope that a province's money of that level comes from."""
    own = envelopes.get((level, province_id))
    several = sum(of_level == level for of_level, _ in envelopes) > 1
    return f"{level}:{own.envelope.place}" if own and several else level


def remaining_by_source(
    plan: Plan, envelopes: Mapping[tuple[str, int | None], EnvelopeUse]
) -> dict[str, int]:
    """What is left of each source in đồng, by its key; a source without envelope is not named."""
    left = {}
    for (level, place), use in envelopes.items():
        if place is None and plan.place is not None and (level, plan.place_id) in envelopes:
            continue  # the province has its own part of the country's
        key = source_key(level, place, envelopes) if place is not None else level
        left[key] = use.left_vnd
    return left


def left_for(plan: Plan) -> dict[str, int]:
    """What is left now of each source that the plan draws on, as the optimiser takes it."""
    return remaining_by_source(plan, envelopes_of(plan))


def candidates_of(
    plan: Plan, items: Iterable[PlanItem], cells: Mapping[int, list[Cell]]
) -> list[Candidate]:
    """The items as the optimiser takes them, by the id of their scheme."""
    chain = AppliesTo.NATIONAL if plan.tier == Tier.NATIONAL else AppliesTo.LOCAL
    province = plan.place.code if plan.place else None
    rules = list(
        PriorityRule.objects.governing(chain, on=date(plan.year, 1, 1), province=province).filter(
            rank__isnull=False
        )
    )
    envelopes = envelopes_of(plan)
    return [_candidate(item, cells.get(item.scheme_id, []), rules, envelopes) for item in items]


def _candidate(
    item: PlanItem,
    cells: list[Cell],
    rules: list[PriorityRule],
    envelopes: Mapping[tuple[str, int | None], EnvelopeUse],
) -> Candidate:
    needs: dict[str, int] = defaultdict(int)
    contents: dict[str, int] = defaultdict(int)
    disadvantaged = 0
    for cell, amount in planned(item, cells):
        needs[source_key(cell.level, cell.province_id, envelopes)] += amount
        contents[cell.content] += amount
        disadvantaged += amount if cell.is_disadvantaged else 0
    return Candidate(
        key=str(item.scheme_id),
        score=item.score if needs else None,
        needs=needs,
        contents=contents,
        establishments={
            str(cell.establishment_id): cell.establishment for cell in cells if cell.establishment
        },
        disadvantaged_vnd=disadvantaged,
        place_rank=_rank(rules, PriorityRule.Axis.PLACE, cells),
        trade_rank=_rank(rules, PriorityRule.Axis.TRADE, cells),
        is_apart=bool(cells) and all(cell.content == Content.SXSH for cell in cells),
        fixed=item.is_included if item.is_fixed else None,
    )


def _rank(rules: list[PriorityRule], axis: str, cells: list[Cell]) -> int | None:
    """The first rank of that axis that any line of the scheme falls under."""
    ranks = [
        rule.rank
        for rule in rules
        if rule.axis == axis and rule.rank is not None and any(_falls(rule, one) for one in cells)
    ]
    return min(ranks, default=None)


def _falls(rule: PriorityRule, cell: Cell) -> bool:
    """Whether the records tell so; what they do not tell (exports, raw materials) gives no rank."""
    if rule.code in _CATEGORIES:
        return bool(cell.categories & set(_CATEGORIES[rule.code]))
    if rule.code in _TRADES:
        return cell.trade_code == _TRADES[rule.code]
    if rule.code == "trade_labour" and rule.threshold is not None:
        return cell.workers_count is not None and cell.workers_count >= rule.threshold
    return False

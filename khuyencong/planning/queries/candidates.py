"""What an optimisation chooses from: schemes with their money, priority and score."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef, Q

from khuyencong.accounts.models import User
from khuyencong.lib.contents import Content
from khuyencong.places.queries import units_within
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

from ..models import Plan, PlanItem
from ..optimiser import Candidate
from .cells import Cell, planned
from .priority import grounds_of, rules_of
from .sources import Sources, sources_of
from .waiting import asking, given_before

WAITING = (State.SUBMITTED, State.APPRAISED, State.REGISTERED, State.MINISTRY_APPRAISED)
"""The states of schemes that a what-if plan may hold; only appraised ones can be decided."""


def schemes_open_to(plan: Plan, user: User) -> list[Scheme]:
    """The schemes of the plan's programme and place that ask for money of its year.

    Those still waiting for a plan, and those given before that need this year's money.
    """
    asked = asking(Line.objects.filter(scheme=OuterRef("pk"), account__year=plan.year))
    found = Scheme.objects.visible_to(user).filter(
        Q(Exists(asked), state__in=WAITING) | given_before(plan.year),
        tier=plan.tier,
        is_illustrative=plan.is_illustrative,
    )
    if plan.place is not None:
        found = found.filter(province_id__in=units_within(plan.place))
    return list(found.order_by("code"))


def left_for(plan: Plan) -> dict[str, int]:
    """What is left now of each source that the plan draws on, as the optimiser takes it."""
    return sources_of(plan).left


def candidates_of(
    plan: Plan, items: Iterable[PlanItem], cells: Mapping[int, list[Cell]]
) -> list[Candidate]:
    """The items as the optimiser takes them, by the id of their scheme."""
    rules, sources = rules_of(plan), sources_of(plan)
    candidates = []
    for item in items:
        own = cells.get(item.scheme_id, [])
        grounds = grounds_of(item, own, rules)
        candidates.append(
            _candidate(
                item,
                own,
                sources,
                ranks={axis: ground.rank for axis, ground in grounds.items()},
                names={axis: ground.name for axis, ground in grounds.items()},
            )
        )
    return candidates


def _candidate(
    item: PlanItem,
    cells: list[Cell],
    sources: Sources,
    *,
    ranks: Mapping[str, int],
    names: Mapping[str, str],
) -> Candidate:
    needs: dict[str, int] = defaultdict(int)
    contents: dict[str, int] = defaultdict(int)
    disadvantaged = 0
    for cell, amount in planned(item, cells):
        needs[sources.key_of(cell)] += amount
        contents[cell.content] += amount
        disadvantaged += amount if cell.is_disadvantaged else 0
    return Candidate(
        key=str(item.scheme_id),
        score=item.score,
        needs=needs,
        contents=contents,
        establishments={
            str(cell.establishment_id): cell.establishment for cell in cells if cell.establishment
        },
        disadvantaged_vnd=disadvantaged,
        ranks=ranks,
        names=names,
        is_apart=bool(cells) and all(cell.content == Content.SXSH for cell in cells),
        fixed=item.is_included if item.is_fixed else None,
    )

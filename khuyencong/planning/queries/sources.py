"""The envelopes that a plan draws on, and what is left of each."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from khuyencong.funding.models import Envelope, Level
from khuyencong.funding.queries import EnvelopeUse, use_of
from khuyencong.places.queries import units_within

from ..models import Plan
from .cells import Cell

Key = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Sources:
    """The envelopes by source level and place; the name of each as the optimiser calls it.

    An account draws on the envelope of its commune (source of communes only), else of its
    province, else of the whole country, as the database's own limits do.
    """

    uses: Mapping[Key, EnvelopeUse]
    names: Mapping[Key, str]

    @property
    def left(self) -> dict[str, int]:
        """What is left of each source in đồng, by its name; without envelope it has no name."""
        return {name: self.uses[key].left_vnd for key, name in self.names.items()}

    def key_of(self, cell: Cell) -> str:
        """The name of the source that the money of *cell* comes from."""
        near = [place for place in (cell.commune_id, cell.province_id) if place is not None]
        keys = [(cell.level, place) for place in (*near, None)]
        return next((self.names[key] for key in keys if key in self.names), cell.level)


def sources_of(plan: Plan) -> Sources:
    """The envelopes as they stand now; two queries."""
    found = Envelope.objects.filter(year=plan.year, is_illustrative=plan.is_illustrative)
    if plan.place is not None:
        within = units_within(plan.place)
        found = found.filter(
            Q(place__in=within) | Q(place__province__in=within) | Q(place__isnull=True)
        )
    uses = {
        (use.envelope.level, use.envelope.place_id): use
        for use in use_of(list(found.select_related("place").order_by("level", "pk")))
    }
    drawn = {key: use for key, use in uses.items() if not _is_shadowed(key, plan, uses)}
    several = {level: sum(of_level == level for of_level, _ in drawn) > 1 for level in Level.values}
    names = {
        key: f"{key[0]}:{use.envelope.place}" if several[key[0]] and key[1] else key[0]
        for key, use in drawn.items()
    }
    return Sources(uses, names)


def _is_shadowed(key: Key, plan: Plan, uses: Mapping[Key, EnvelopeUse]) -> bool:
    """Whether the country's envelope is not drawn on: the plan's province has a part of its own."""
    level, place = key
    return place is None and plan.place is not None and (level, plan.place_id) in uses

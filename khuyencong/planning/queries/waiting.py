"""Appraised schemes that no decision has given yet: what a plan of their year is made for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from khuyencong.accounts.models import User
from khuyencong.schemes.lifecycle import lifecycle_of
from khuyencong.schemes.models import Scheme, SchemeQuerySet, Tier

from ..models import Plan

NAMED = 5
"""So many are named of each programme; the list of schemes has the rest."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The schemes of a programme that wait: the first, how many, and the plans being weighed."""

    tier: Tier
    year: int
    is_illustrative: bool
    first: Sequence[Mapping[str, object]]
    count: int
    plans: list[Plan]

    @property
    def label(self) -> str:
        return str(self.tier.label)

    @property
    def listed(self) -> str:
        """The query that the list of schemes finds them by."""
        return urlencode(
            {
                "year": self.year,
                "tier": self.tier.value,
                "state": next(iter(lifecycle_of(self.tier).steps["plan"].sources)),
                "records": self.is_illustrative,
            }
        )

    @property
    def wanted(self) -> str:
        """The query that a new plan for them begins with."""
        own = {"minh-hoa": "1"} if self.is_illustrative else {}
        return urlencode({"chuong-trinh": self.tier.value, **own})


def ready_for_plan(tiers: Iterable[str]) -> Q:
    """Schemes of those programmes that are appraised and given by no decision."""
    ready = Q(pk__in=[])
    for tier in tiers:
        sources = lifecycle_of(tier).steps["plan"].sources
        ready |= Q(tier=tier, state__in=sources)
    return ready


def waiting_by_year(schemes: SchemeQuerySet, tiers: Iterable[str]) -> list[tuple[int, str, int]]:
    """Plan year, programme, how many of *schemes* wait for its plan; one query.

    One of several years waits in each of them: its money is given year by year.
    """
    rows = schemes.filter(ready_for_plan(tiers)).order_by()
    counts: Counter[tuple[int, str]] = Counter()
    for first, last, tier, number in rows.values_list("start_year", "end_year", "tier").annotate(
        number=Count("pk")
    ):
        for year in range(first, last + 1):
            counts[year, tier] += number
    return [(year, tier, number) for (year, tier), number in sorted(counts.items())]


def waiting_for_plan(
    user: User, year: int, *, tiers: Iterable[str], plans: Sequence[Plan]
) -> list[Waiting]:
    """What waits for the plan of a year, by programme, illustrative schemes apart; one query.

    They are those that :func:`waiting_by_year` counts, as the list of schemes finds them.

    *tiers* are the programmes that the person plans, *plans* those still to be changed by them.
    """
    kind = [F("tier"), F("is_illustrative")]
    rows = (
        Scheme.objects.visible_to(user)
        .filter(ready_for_plan(tiers), start_year__lte=year, end_year__gte=year)
        .annotate(
            number=Window(RowNumber(), partition_by=kind, order_by="code"),
            total=Window(Count("pk"), partition_by=kind),
        )
        .filter(number__lte=NAMED)
        .order_by("is_illustrative", "tier", "code")
        .values("tier", "is_illustrative", "code", "name", "total")
    )
    return [
        Waiting(
            tier=Tier(tier),
            year=year,
            is_illustrative=is_illustrative,
            first=(first := list(found)),
            count=first[0]["total"],
            plans=[
                plan
                for plan in plans
                if (plan.tier, plan.is_illustrative) == (tier, is_illustrative)
            ],
        )
        for (tier, is_illustrative), found in groupby(
            rows, lambda row: (row["tier"], row["is_illustrative"])
        )
    ]

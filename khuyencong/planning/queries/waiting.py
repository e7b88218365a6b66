"""Schemes whose money no decision has given yet: what a plan of their year is made for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    Window,
)
from django.db.models.functions import RowNumber

from khuyencong.accounts.models import User
from khuyencong.funding.models import STATE_KINDS, Nature, Stage
from khuyencong.schemes.lifecycle import State, lifecycle_of
from khuyencong.schemes.models import Line, Scheme, SchemeQuerySet, Tier

from ..models import Plan

UNDER_WAY = (State.PLANNED, State.CONTRACTED, State.UNDER_WAY)
"""The states of schemes of several years that need the money of another year."""

NAMED = 5
"""So many are named of each programme; the list of schemes, or the plan, has the rest."""


class YearCount(NamedTuple):
    """How many schemes of a programme wait for the plan of a year.

    ``is_given``: the plan of an earlier year has given them, and they need this one's money.
    """

    year: int
    tier: str
    is_given: bool
    number: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """The schemes of a programme that wait: the first, how many, and the plans being weighed.

    ``is_given`` is as :class:`YearCount` has it.
    """

    tier: Tier
    year: int
    is_illustrative: bool
    is_given: bool
    first: Sequence[Mapping[str, object]]
    count: int
    plans: list[Plan]

    @property
    def label(self) -> str:
        return str(self.tier.label)

    @property
    def rest_count(self) -> int:
        """How many are not named."""
        return self.count - len(self.first)

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


def asking(lines: QuerySet[Line]) -> QuerySet[Line]:
    """Those of *lines* for which state money is registered, a line once for each registration."""
    return lines.filter(
        account__entries__nature=Nature.REGISTERED,
        account__entries__kind__in=STATE_KINDS,
        account__entries__amount_vnd__gt=0,
        account__entries__reversed_by__isnull=True,
    )


def lines_of_later_years() -> QuerySet[Line]:
    """The lines that wait for the plan of their year, of schemes given by that of an earlier one.

    None of a scheme whose money of that year a plan has already given: what is added to that is a
    change of the plan.
    """
    given = Line.objects.filter(
        scheme=OuterRef("scheme"),
        account__year=OuterRef("account__year"),
        account__stage__gt=Stage.OPEN,
    )
    return asking(Line.objects.order_by()).filter(
        ~Exists(given),
        account__stage=Stage.OPEN,
        account__year__gt=F("scheme__start_year"),
        scheme__state__in=UNDER_WAY,
    )


def given_before(year: int) -> Q:
    """Schemes that the plan of an earlier year has given and that need the money of this one."""
    return Q(pk__in=lines_of_later_years().filter(account__year=year).values("scheme"))


def waiting_by_year(schemes: SchemeQuerySet, tiers: Iterable[str]) -> list[YearCount]:
    """How many of *schemes* wait, by plan year and programme; one query.

    An appraised one of several years waits in each of them: its money is given year by year.
    """
    tiers = list(tiers)
    ready = schemes.filter(ready_for_plan(tiers)).order_by()
    later = lines_of_later_years().filter(scheme__in=schemes, scheme__tier__in=tiers)
    later_counts = later.values_list(
        "scheme__tier", "account__year", F("account__year"), Value(True)
    ).annotate(number=Count("scheme", distinct=True))
    rows = (
        ready.values_list("tier", "start_year", "end_year", Value(False))
        .annotate(number=Count("pk"))
        .union(later_counts, all=True)
    )
    counts: Counter[tuple[int, str, bool]] = Counter()
    for tier, first, last, is_given, number in rows:
        for year in range(first, last + 1):
            counts[year, tier, is_given] += number
    return [YearCount(*key, number) for key, number in sorted(counts.items())]


def waiting_for_plan(
    user: User, year: int, *, tiers: Iterable[str], plans: Sequence[Plan]
) -> list[Waiting]:
    """What waits for the plan of a year, by programme, illustrative schemes apart; one query.

    They are those that :func:`waiting_by_year` counts, as the list of schemes finds them.

    *tiers* are the programmes that the person plans, *plans* those still to be changed by them.
    """
    tiers = list(tiers)
    kind = [F("tier"), F("is_illustrative"), F("is_given")]
    rows = (
        Scheme.objects.visible_to(user)
        .filter(
            ready_for_plan(tiers) & Q(start_year__lte=year, end_year__gte=year)
            | Q(tier__in=tiers) & given_before(year)
        )
        .annotate(is_given=ExpressionWrapper(Q(state__in=UNDER_WAY), output_field=BooleanField()))
        .annotate(
            number=Window(RowNumber(), partition_by=kind, order_by="code"),
            total=Window(Count("pk"), partition_by=kind),
        )
        .filter(number__lte=NAMED)
        .order_by("is_illustrative", "tier", "is_given", "code")
        .values("tier", "is_illustrative", "is_given", "code", "name", "total")
    )
    return [
        Waiting(
            tier=Tier(tier),
            year=year,
            is_illustrative=is_illustrative,
            is_given=is_given,
            first=(first := list(found)),
            count=first[0]["total"],
            plans=[
                plan
                for plan in plans
                if (plan.tier, plan.is_illustrative) == (tier, is_illustrative)
            ],
        )
        for (tier, is_illustrative, is_given), found in groupby(
            rows, lambda row: (row["tier"], row["is_illustrative"], row["is_given"])
        )
    ]

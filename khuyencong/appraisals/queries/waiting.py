"""What waits for the person, and what has been concluded."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.appraisals.lifecycle import WAITING, Level, appraisers_of, level_waiting
from khuyencong.appraisals.models import Appraisal, Conclusion
from khuyencong.schemes.models import Scheme, StepTaken, Tier


@dataclass(frozen=True, slots=True)
class Waiting:
    """A scheme that waits for an appraisal, and what the person is to do; empty: nothing."""

    scheme: Any
    level: Level
    task: str


def waiting_schemes(user: User, *, mine: bool) -> QuerySet[Any]:
    """The schemes that wait for an appraisal, the longest wait first; ``mine``: for the person."""
    last = StepTaken.objects.filter(scheme=OuterRef("pk")).order_by("-number")
    found = Scheme.objects.visible_to(user).filter(state__in=WAITING.values())
    if not user.may(Permission.VIEW_RECORDS):
        found = found.filter(sits_on(user))
    if mine:
        found = found.filter(_is_mine(user))
    return found.annotate(
        waiting_since=Subquery(last.values("at")[:1]),
        appraisal_id=F("open_appraisal__appraisal"),
        council_id=F("open_appraisal__council"),
        chair_id=F("open_appraisal__chair_id"),
        members=F("open_appraisal__members"),
        locked_by=F("open_appraisal__locked_by"),
    ).order_by("waiting_since", "code")


def rows_of(schemes: Iterable[Any], user: User) -> list[Waiting]:
    """Those of *schemes* that wait for an appraisal, with the person's task; no more queries.

    Each tells of its appraisal what :func:`waiting_schemes` does.
    """
    return [
        Waiting(scheme, level, _task(scheme, level, user))
        for scheme in schemes
        if (level := level_waiting(scheme.state))
    ]


def concluded(user: User) -> QuerySet[Conclusion]:
    """The conclusions that the person may read, the latest first."""
    seen = Appraisal.objects.visible_to(user)
    return (
        Conclusion.objects.filter(appraisal__in=seen)
        .select_related("appraisal__scheme", "appraisal__council", "by")
        .order_by("-at", "-pk")
    )


def sits_on(user: User) -> Q:
    """Of schemes: those whose appraisal under way is given to a council of the person's."""
    return Q(open_appraisal__members__contains=[user.pk])


def _is_mine(user: User) -> Q:
    """A member who has not locked, the chair until the end, the staff where there is no council."""
    states = [
        Q(state=WAITING[level], tier=tier)
        for level in Level.values
        for tier in Tier.values
        if user.role in appraisers_of(level, tier=tier)
    ]
    goes_on = ~Q(open_appraisal__locked_by__contains=[user.pk]) | Q(
        open_appraisal__chair_id=user.pk
    )
    by_staff = Q(open_appraisal__council__isnull=True) & reduce(or_, states, Q(pk__in=()))
    return sits_on(user) & goes_on | by_staff


def _task(scheme: Any, level: Level, user: User) -> str:
    is_staff = scheme.council_id is None and user.role in appraisers_of(level, tier=scheme.tier)
    if scheme.appraisal_id is None:
        return "Mở thẩm định" if is_staff else ""
    sits = user.pk in scheme.members
    if (sits or is_staff) and user.pk not in scheme.locked_by:
        return "Cho ý kiến"
    if user.pk == scheme.chair_id or is_staff:
        return f"Kết luận ({len(scheme.locked_by)} ý kiến đã khóa)"
    return ""

"""What waits for the person, and what has been concluded."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.appraisals.lifecycle import WAITING, Level, appraisers_of, level_waiting
from khuyencong.appraisals.models import Appraisal, Conclusion, Member, Opinion, Seat
from khuyencong.schemes.models import Scheme, StepTaken, Tier


@dataclass(frozen=True, slots=True)
class Waiting:
    """A scheme that waits for an appraisal, and what the person is to do; empty: nothing."""

    scheme: Any
    level: Level
    task: str


def waiting_schemes(user: User, *, mine: bool) -> QuerySet[Any]:
    """The schemes that wait for an appraisal, the longest wait first; ``mine``: for the person."""
    found = _annotated(user).filter(state__in=WAITING.values())
    if not user.may(Permission.VIEW_RECORDS):
        found = found.filter(seat__isnull=False)
    if mine:
        found = found.filter(_is_mine(user))
    return found.select_related("province", "implementer").order_by("waiting_since", "code")


def rows_of(schemes: Iterable[Any], user: User) -> list[Waiting]:
    """The schemes of a page with the person's task; no more queries."""
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


def _annotated(user: User) -> QuerySet[Any]:
    under_way = Appraisal.objects.under_way().filter(scheme=OuterRef("pk")).order_by("-pk")
    seat = Member.objects.sitting().filter(council=OuterRef("council_id"), person=user)
    opinions = Opinion.objects.locked().filter(appraisal=OuterRef("appraisal_id"))
    counts = opinions.order_by().values("appraisal").annotate(number=Count("pk"))
    last = StepTaken.objects.filter(scheme=OuterRef("pk")).order_by("-number")
    return (
        Scheme.objects.visible_to(user)
        .annotate(
            appraisal_id=Subquery(under_way.values("pk")[:1]),
            council_id=Subquery(under_way.values("council")[:1]),
            waiting_since=Subquery(last.values("at")[:1]),
        )
        .annotate(
            seat=Subquery(seat.values("seat")[:1]),
            has_locked=Exists(opinions.filter(person=user)),
            locked_count=Subquery(counts.values("number")),
        )
    )


def _is_mine(user: User) -> Q:
    """A member who has not locked, the chair until the end, the staff where there is no council."""
    states = [
        Q(state=WAITING[level], tier=tier)
        for level in Level.values
        for tier in Tier.values
        if user.role in appraisers_of(level, tier=tier)
    ]
    sits = Q(seat__isnull=False) & (Q(has_locked=False) | Q(seat=Seat.CHAIR))
    return sits | Q(council_id__isnull=True) & reduce(or_, states, Q(pk__in=()))


def _task(scheme: Any, level: Level, user: User) -> str:
    is_staff = scheme.council_id is None and user.role in appraisers_of(level, tier=scheme.tier)
    if scheme.appraisal_id is None:
        return "Mở thẩm định" if is_staff else ""
    if (scheme.seat or is_staff) and not scheme.has_locked:
        return "Cho ý kiến"
    if scheme.seat == Seat.CHAIR or is_staff:
        return f"Kết luận ({scheme.locked_count or 0} ý kiến đã khóa)"
    return ""

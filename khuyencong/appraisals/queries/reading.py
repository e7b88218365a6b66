"""An appraisal as it stands: its points, the person's seat, opinions, earlier rounds."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects

from khuyencong.accounts.models import User
from khuyencong.appraisals.models import (
    AgreedLine,
    Appraisal,
    Council,
    CouncilQuerySet,
    Member,
    Opinion,
    OpinionPoint,
)
from khuyencong.dossiers.queries import chain_of
from khuyencong.places.queries import units_within
from khuyencong.regulations.models import AppliesTo, AppraisalPoint
from khuyencong.schemes.models import Recusal, Scheme

_LATEST = (F("conclusion__at").desc(nulls_first=True), "-pk")
_OF_LATEST = ("scheme", "level", "round", "law_on", "conclusion__at")


def points_for(appraisal: Appraisal) -> list[AppraisalPoint]:
    """The points that the appraisal must judge by the law of its day, in order.

    The local procedure is the province's (TT 46/2012 Điều 8.3b); until it has points of its own a
    local scheme is judged on those of the national programme.
    """
    rows = AppraisalPoint.objects.select_related("document").order_by("number")
    scheme, on = appraisal.scheme, appraisal.law_on
    own = list(rows.governing(chain_of(scheme), on=on, province=scheme.province.code))
    return own or list(rows.governing(AppliesTo.NATIONAL, on=on, province=scheme.province.code))


def current_of(scheme: Scheme, level: str | None) -> Appraisal | None:
    """The appraisal of *level* under way, if any; its scheme is *scheme* itself."""
    found = scheme.appraisals.under_way().filter(level=level or "")
    return found.select_related("council", "conclusion").order_by("-round").first()


def latest_of(scheme: Scheme) -> Appraisal | None:
    """The appraisal under way, else the one concluded last, with its day; at any level."""
    rows = scheme.appraisals.select_related("conclusion").only(*_OF_LATEST)
    found = sorted(rows.order_by(), key=attrgetter("pk"))
    under_way = [one for one in found if not one.is_concluded]
    if under_way:
        return under_way[-1]
    return max(found, key=attrgetter("conclusion.at", "pk"), default=None)


def appraisals_of(scheme: Scheme) -> list[Any]:
    """Every appraisal of the scheme, the latest first; two queries.

    Each has ``locked``, the opinions that count.
    """
    return list(
        scheme.appraisals.select_related("council", "conclusion__by")
        .prefetch_related(Prefetch("opinions", _counted(scheme), "locked"))
        .order_by(*_LATEST)
    )


def rounds_of(scheme: Scheme) -> list[Appraisal]:
    """The appraisals that were concluded, the latest first, with all that their opinions say."""
    found = [one for one in appraisals_of(scheme) if one.is_concluded]
    read_agreed(found)
    read_points([opinion for one in found for opinion in one.locked])
    return found


def _counted(scheme: Scheme) -> QuerySet[Opinion]:
    found = Opinion.objects.counted(scheme)
    return found.select_related("person").order_by("locked_at", "pk")


def read_agreed(appraisals: Sequence[Appraisal]) -> None:
    """Read what those that were concluded agree to, line by line; one query."""
    agreed = AgreedLine.objects.select_related("line").order_by("pk")
    prefetch_related_objects(appraisals, Prefetch("conclusion__agreed", agreed))


def read_points(opinions: Sequence[Opinion]) -> None:
    """Read what the opinions say on every point; one query."""
    points = OpinionPoint.objects.select_related("point").order_by("point__number")
    prefetch_related_objects(opinions, Prefetch("points", points))


def seat_of(appraisal: Appraisal, user: User) -> str:
    """What the person is in the council of the appraisal; empty for no member."""
    if appraisal.council_id is None:
        return ""
    seats = Member.objects.sitting().filter(council=appraisal.council_id, person=user)
    return seats.values_list("seat", flat=True).first() or ""


def seats_of(user: User) -> dict[int, str]:
    """What the person is in each council, by its id."""
    return dict(Member.objects.sitting().filter(person=user).values_list("council", "seat"))


def opinion_of(appraisal: Appraisal, user: User) -> Opinion | None:
    """The person's own opinion, locked or not."""
    return Opinion.objects.filter(appraisal=appraisal, person=user).first()


def opinions_of(appraisal: Appraisal) -> Sequence[Opinion]:
    """The locked opinions that count."""
    return list(_counted(appraisal.scheme).filter(appraisal=appraisal))


def is_recused(scheme: Scheme, user: User) -> bool:
    """Whether the person has declared a conflict of interest in the scheme."""
    return Recusal.objects.filter(scheme=scheme, person=user).exists()


def councils_for(scheme: Scheme, level: str) -> list[Council]:
    """The councils that may appraise the scheme: of its province, or of the Ministry."""
    rows = Council.objects.filter(level=level).select_related("province")
    return [
        council
        for council in rows
        if council.province is None or scheme.province_id in units_within(council.province)
    ]


def with_members(councils: CouncilQuerySet) -> CouncilQuerySet:
    """The councils, each with ``sitting``: those who sit in it."""
    sitting = Member.objects.sitting().select_related("person").order_by("pk")
    return councils.prefetch_related(Prefetch("members", sitting, to_attr="sitting"))


def members_of(council: Council) -> list[Member]:
    """All members there ever were, those who sit first."""
    rows = Member.objects.filter(council=council).select_related("person__organisation")
    return sorted(rows, key=lambda one: (one.left_at is not None, one.pk))

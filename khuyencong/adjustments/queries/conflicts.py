"""Requests that touch the same: which changes meet, and what a decision leaves of the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from ..lifecycle import OPEN
from ..models import Change, ChangeRequest, Kind
from .standing import Standing, Value, value_of


@dataclass(frozen=True, slots=True)
class Meeting:
    """A change and another request's change of the same, to be shown side by side."""

    own: Change
    other: Change


@dataclass(frozen=True, slots=True)
class Stale:
    """A change whose approved value is no longer what it says."""

    change: Change
    now: Value


def touch(one: Change, other: Change) -> bool:
    """Whether two changes touch the same: one field, a line that moves, or a scheme that stops."""
    if Kind.STOP in (one.kind, other.kind):
        return True
    if one.slot is not None or other.slot is not None or one.line_id != other.line_id:
        return False
    if one.line_id is not None and Kind.YEAR in (one.kind, other.kind):
        return True
    return (one.kind, one.source) == (other.kind, other.source)


def others_open(request: ChangeRequest) -> list[ChangeRequest]:
    """The other requests on the scheme that may still come to something, with their changes."""
    found = ChangeRequest.objects.filter(scheme=request.scheme_id, state__in=OPEN)
    return list(
        found.exclude(pk=request.pk)
        .select_related("scheme")
        .prefetch_related("changes__line")
        .order_by("number")
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """The changes of a request, and those of the other open requests on its scheme."""

    own: Sequence[Change]
    rivals: Sequence[Change]


def asked_of(request: ChangeRequest) -> Asked:
    """What the request asks for, and what others ask for beside it; one query."""
    of_others = Q(request__scheme=request.scheme_id, request__state__in=OPEN)
    found = (
        Change.objects.filter(Q(request=request) | of_others)
        .select_related(
            "request",
            "line__account",
            "line__beneficiary__establishment",
            "conflict__request__scheme",
        )
        .order_by("request__number", "pk")
    )
    own = [change for change in found if change.request_id == request.pk]
    return Asked(own, [change for change in found if change.request_id != request.pk])


def meetings(asked: Asked, *, states: Sequence[str] = OPEN) -> list[Meeting]:
    """Where the changes meet those of other requests that stand in one of *states*."""
    rivals = [change for change in asked.rivals if change.request.state in states]
    return [Meeting(own, rival) for own in asked.own for rival in rivals if touch(own, rival)]


def stale(standing: Standing, changes: Iterable[Change]) -> list[Stale]:
    """The changes whose approved value has become another since."""
    pairs = ((change, value_of(standing, change)) for change in changes)
    return [Stale(change, now) for change, now in pairs if change.old_key != now.key]

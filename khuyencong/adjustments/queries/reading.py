"""The pages of requests: lists, and one request with its changes as they are to be shown."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, prefetch_related_objects

from khuyencong.accounts.models import User
from khuyencong.regulations.queries import Decision
from khuyencong.schemes.models import Tier

from ..lifecycle import EDITABLE, OPEN, State, deciders
from ..models import Change, ChangeRequest, RequestQuerySet
from .conflicts import Meeting, asked_of, meetings
from .deciding import decision_on, told
from .missing import missing_for_decision, missing_for_submission
from .standing import standing_of

_DECIDERS = ("", "ministry", "department", "province_department", "province")


@dataclass(frozen=True, slots=True)
class Target:
    """What a group of changes is about, and the changes."""

    title: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class RequestPage:
    """A request as its page shows it.

    ``answer`` is ``None`` where nothing changes yet; ``clashes`` are changes beside those of
    another request that touch the same, open or approved since.
    """

    request: ChangeRequest
    targets: Sequence[Target]
    answer: Decision | None
    sentence: str
    clashes: Sequence[Meeting]
    missing: Sequence[str]

    @property
    def needs_appendix(self) -> bool:
        """Whether the contract does not say yet what was approved (phụ lục hợp đồng)."""
        contract = getattr(self.request.scheme, "contract", None)
        decided = self.request.decision_date
        if self.request.state != State.APPROVED or contract is None or decided is None:
            return False
        return all(one.signed_on < decided for one in contract.appendices.all())

    @property
    def decider(self) -> str:
        return (self.answer.decider or "") if self.answer else ""


def page_of(request: ChangeRequest, *, on: date) -> RequestPage:
    """One request; what is decided already is told as it was decided."""
    prefetch_related_objects([request], "papers")
    asked = asked_of(request)
    changes = asked.own
    answer = decision_on(request.scheme, changes, on=on) if changes else None
    sentence = told(answer, request.scheme, on=on) if answer else ""
    clashes = [Meeting(one, one.conflict) for one in changes if one.conflict]
    missing: list[str] = []
    if request.state in EDITABLE:
        standing = standing_of(request.scheme)
        missing = missing_for_submission(request, standing, asked, on=on)
    elif request.state == State.SUBMITTED:
        missing = missing_for_decision(standing_of(request.scheme), changes)
    if request.state in OPEN:
        clashes += meetings(asked)
    return RequestPage(request, _targets(changes), answer, sentence, clashes, missing)


def _targets(changes: Sequence[Change]) -> list[Target]:
    groups: dict[tuple[int, int], list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.slot or 0, change.line_id or 0].append(change)
    return [Target(_title(group[0]), group) for _, group in sorted(groups.items())]


def _title(change: Change) -> str:
    if change.slot is not None:
        return f"Dòng bổ sung {change.slot}"
    if change.line is None:
        return "Đề án"
    return f"Dòng «{change.line}», năm {change.line.account.year}"


_LISTED = (
    "number",
    "state",
    "decider",
    "opened_at",
    "submitted_at",
    "scheme__code",
    "scheme__name",
    "scheme__is_illustrative",
    "scheme__province__full_name",
)


def search(user: User, words: Mapping[str, Any]) -> RequestQuerySet:
    """The requests that the person sees within the filters of the list, the newest first."""
    found = ChangeRequest.objects.visible_to(user).select_related("scheme__province").only(*_LISTED)
    if state := words.get("state"):
        found = found.filter(state=state)
    if place := words.get("place"):
        found = found.filter(scheme__province=place)
    if text := (words.get("words") or "").strip():
        found = found.filter(scheme__code__icontains=text)
    if words.get("mine"):
        found = found.filter(_awaits(user))
    return found


def waiting_for(user: User) -> RequestQuerySet:
    """The submitted requests that await the person's decision, the oldest first."""
    return search(user, {"mine": True}).order_by("submitted_at", "pk")


def _awaits(user: User) -> Q:
    own = Q(pk__in=[])
    for tier in Tier.values:
        codes = [code for code in _DECIDERS if user.role in deciders(code, tier=tier)]
        own |= Q(scheme__tier=tier, decider__in=codes)
    return Q(state=State.SUBMITTED) & own

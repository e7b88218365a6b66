"""A person decides about the figures of a text (xác nhận số liệu); every decision can be undone.

Only a confirmed result, plan or target becomes a published figure, and only while it is confirmed.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from khuyencong.accounts.models import User
from khuyencong.indicators.address import Address
from khuyencong.lib.days import show_moment

from ..lifecycle import CANDIDATES
from ..models import (
    Action,
    Candidate,
    CandidateState,
    Change,
    Decision,
    Document,
    FindingDecision,
    PlaceStatus,
    PublishedFigure,
    fields_of,
)
from ..policy import is_within

EDITED = (
    "kind", "value", "low", "high", "unit", "qualifier", "measure", "contents", "source",
    "place_id", "start_date", "end_date", "period_label", "legal_form", "area", "item",
    "certified_at", "per",
)  # fmt: skip
_KEPT = (*EDITED, "state", "reason", "decided_by_id", "decided_at")


class ChangedMeanwhile(Exception):
    """Somebody else has decided about the figure since the page was opened."""

    def __init__(self, candidate: Candidate) -> None:
        self.candidate = candidate
        who = candidate.decided_by or "người khác"
        when = f" lúc {show_moment(candidate.decided_at)}" if candidate.decided_at else ""
        super().__init__(
            f"Số liệu này vừa được {who} quyết định{when}: «{candidate.get_state_display()}»."
        )


class Incomplete(Exception):
    """The text does not say enough yet for its figures to be published."""


class OutOfPlace(Exception):
    """The figure is about a place outside the person's own."""


class NothingToUndo(Exception):
    """There is no decision of this person left to take back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a person makes of a figure: its address, its kind, its number and its words."""

    address: Address
    kind: str
    unit: str
    qualifier: str = ""
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a person makes of a finding: its key and words, the decision, a reason or a question."""

    key: str
    message: str
    decision: str
    note: str = ""


@transaction.atomic
def accept(candidate: Candidate, *, version: int, by: User, at: datetime) -> Candidate:
    """Confirm a figure as it was read (xác nhận số liệu).

    Raise :class:`ChangedMeanwhile`, :class:`Incomplete`, :class:`OutOfPlace` or ``StepNotAllowed``.
    """
    return _decide(_Act(Action.ACCEPT, by, at), _lock(candidate, version))


@transaction.atomic
def accept_clear(
    document: Document, *, seen: Mapping[int, int], by: User, at: datetime
) -> list[Candidate]:
    """Confirm at once the figures whose sentence is unambiguous (xác nhận hàng loạt).

    *seen* says for each number which version the person saw; a figure decided meanwhile is left as
    it is.  Raise :class:`Incomplete`.
    """
    act = _Act(Action.ACCEPT, by, at)
    rows = document.candidates.select_for_update(of=("self",)).filter(
        number__in=seen, state=CandidateState.WAITING, is_clear=True
    )
    rows = rows.select_related("document__source", "document__place", "place", "part_of__published")
    return [
        _decide(act, candidate)
        for candidate in rows
        if seen[candidate.number] == candidate.version and is_within(by, candidate.place)
    ]


@transaction.atomic
def change(
    candidate: Candidate, meaning: Meaning, *, version: int, by: User, at: datetime
) -> Candidate:
    """Say what a figure means and confirm it (sửa và xác nhận); raise as :func:`accept` does."""
    locked = _lock(candidate, version)
    before = fields_of(locked, _KEPT)
    _take(locked, meaning)
    return _decide(_Act(Action.CHANGE, by, at), locked, before=before)


@transaction.atomic
def reject(candidate: Candidate, *, reason: str, version: int, by: User, at: datetime) -> Candidate:
    """Say that this is no figure of the text, and why (bác số liệu); raise as :func:`accept`."""
    return _decide(_Act(Action.REJECT, by, at, note=reason), _lock(candidate, version))


@transaction.atomic
def undo(document: Document, *, by: User, at: datetime) -> list[Candidate]:
    """Take back the person's own last decision in a text, a bulk one whole (hoàn tác).

    Raise :class:`NothingToUndo`, or :class:`ChangedMeanwhile` where somebody decided after it.
    """
    last = _last_batch(document, by)
    if not last:
        raise NothingToUndo("Không còn quyết định nào của bạn để hoàn tác.")
    batch = uuid.uuid4()
    return [_restore(line, one, batch, by=by, at=at) for line, one in last]


@transaction.atomic
def decide_finding(
    document: Document, ruling: Ruling, *, by: User, at: datetime
) -> FindingDecision:
    """Confirm a finding, dismiss it with a reason, or ask the author (xử lý nhận xét)."""
    made = FindingDecision(
        document=document,
        key=ruling.key,
        message=ruling.message,
        decision=Decision(ruling.decision),
        note=ruling.note.strip(),
        by=by,
        at=at,
    )
    made.full_clean()
    made.save()
    return made


@dataclass(frozen=True, slots=True)
class _Act:
    """One press of a button: what, who, when; its lines of the history share ``batch``."""

    action: Action
    by: User
    at: datetime
    note: str = ""
    batch: uuid.UUID = uuid.UUID(int=0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "batch", uuid.uuid4())


def _lock(candidate: Candidate, version: int) -> Candidate:
    rows = Candidate.objects.select_for_update(of=("self",))
    locked = rows.select_related(
        "document__source", "document__place", "place", "part_of__published", "decided_by"
    ).get(pk=candidate.pk)
    if locked.version != version:
        raise ChangedMeanwhile(locked)
    return locked


def _take(candidate: Candidate, meaning: Meaning) -> None:
    address = meaning.address
    for name in ("kind", "unit", "qualifier", "value", "low", "high"):
        setattr(candidate, name, getattr(meaning, name))
    for name in ("measure", "source", "place", "legal_form", "area", "item", "certified_at", "per"):
        setattr(candidate, name, getattr(address, name))
    candidate.contents = list(address.contents)
    period = address.period
    candidate.start_date = period.start if period else None
    candidate.end_date = period.end if period else None
    candidate.period_label = period.label if period else ""
    candidate.words = {**candidate.words, "fund_source": address.source}


def _decide(
    act: _Act, candidate: Candidate, *, before: Mapping[str, Any] | None = None
) -> Candidate:
    before = before or fields_of(candidate, _KEPT)
    candidate.state = CANDIDATES.target(act.action, state=candidate.state)
    candidate.reason = act.note
    candidate.decided_by, candidate.decided_at = act.by, act.at
    _check(act.by, candidate)
    _publish_or_withdraw(candidate)
    candidate.version += 1
    candidate.full_clean(exclude=("published", "part_of", "document", "place"))
    candidate.save()
    _note(act, candidate, before)
    return candidate


def _check(by: User, candidate: Candidate) -> None:
    """A text must say enough; a province publishes figures of its own place only."""
    place, whole = candidate.place, candidate.document.place
    publishes = candidate.state == CandidateState.CONFIRMED and candidate.is_publishable
    if whole and not is_within(by, whole):
        raise OutOfPlace("Văn bản này nói về địa bàn ngoài phạm vi của bạn.")
    if publishes and candidate.document.missing:
        raise Incomplete(" ".join(candidate.document.missing))
    if publishes and place is None and by.scope_unit:
        raise OutOfPlace("Chưa rõ số liệu thuộc địa bàn nào: hãy sửa địa bàn rồi xác nhận.")
    if publishes and not is_within(by, place):
        raise OutOfPlace("Số liệu này thuộc địa bàn ngoài phạm vi của bạn.")


def _note(act: _Act, candidate: Candidate, before: Mapping[str, Any]) -> None:
    after = fields_of(candidate, _KEPT)
    changed = [name for name in _KEPT if before[name] != after[name]]
    Change.objects.create(
        document=candidate.document,
        candidate=candidate,
        action=act.action,
        batch=act.batch,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        note=act.note,
        version=candidate.version,
        by=act.by,
        at=act.at,
    )


def _publish_or_withdraw(candidate: Candidate) -> None:
    if candidate.state == CandidateState.CONFIRMED and candidate.is_publishable:
        _publish(candidate)
    else:
        _withdraw(candidate)


def _publish(candidate: Candidate) -> None:
    text = _source(candidate)
    fresh = candidate.as_published
    fresh.text = text
    if candidate.published_id:
        fresh.pk = candidate.published_id
    parent = candidate.part_of.published if candidate.part_of else None
    fresh.part_of = parent if parent and parent.text_id == text.pk else None
    fresh.clean_fields(exclude=("id", "text", "place", "part_of", "told_again"))
    fresh.save()
    candidate.published = fresh
    mine = Candidate.objects.filter(part_of=candidate, published__isnull=False)
    PublishedFigure.objects.filter(candidate__in=mine).update(part_of=fresh)


def _source(candidate: Candidate) -> Any:
    """The published text of a document, made when its first figure is published."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=candidate.document_id)
    if document.source is None:
        text = document.source_text
        confirmed = _confirmation(document)
        if confirmed:
            text.place_status = PlaceStatus.CONFIRMED
            text.place_confirmed_by, text.place_confirmed_at = confirmed
        text.full_clean(exclude=("place", "place_confirmed_by"))
        text.save()
        document.source = text
        document.save(update_fields=["source"])
    candidate.document = document
    return document.source


def _confirmation(document: Document) -> tuple[User, datetime] | None:
    """Who confirmed the place of the text, and when; ``None`` where the text states it."""
    if document.place is None or document.place_status != PlaceStatus.CONFIRMED:
        return None
    line = document.changes.filter(action=Action.DESCRIBE).select_related("by").first()
    return (line.by, line.at) if line else None


def _withdraw(candidate: Candidate) -> None:
    """A figure that is no longer confirmed is no longer published; its history stays."""
    published = candidate.published
    if published is None:
        return
    candidate.published = None
    Candidate.objects.filter(pk=candidate.pk).update(published=None)
    PublishedFigure.objects.filter(part_of=published).update(part_of=None)
    published.delete()


def _last_batch(document: Document, by: User) -> list[tuple[Change, Candidate]]:
    """The person's newest decision that was not taken back, with all its lines."""
    lines = document.changes.filter(candidate__isnull=False, by=by)
    undone = lines.filter(undoes__isnull=False).values("undoes")
    open_lines = lines.filter(undoes__isnull=True).exclude(batch__in=undone)
    newest = open_lines.aggregate(newest=Max("pk"))["newest"]
    if newest is None:
        return []
    batch = open_lines.get(pk=newest).batch
    lines = open_lines.filter(batch=batch).select_related("candidate").order_by("-pk")
    return [(line, line.candidate) for line in lines if line.candidate]


def _restore(
    line: Change, candidate: Candidate, batch: uuid.UUID, *, by: User, at: datetime
) -> Candidate:
    candidate = _lock(candidate, line.version)
    before = fields_of(candidate, _KEPT)
    for name, value in line.before.items():
        setattr(candidate, name, _read_back(name, value))
    _publish_or_withdraw(candidate)
    candidate.version += 1
    candidate.save()
    after = fields_of(candidate, _KEPT)
    Change.objects.create(
        document=candidate.document,
        candidate=candidate,
        action=Action.UNDO,
        batch=batch,
        undoes=line.batch,
        before={name: before[name] for name in line.before},
        after={name: after[name] for name in line.before},
        version=candidate.version,
        by=by,
        at=at,
    )
    return candidate


def _read_back(name: str, value: Any) -> Any:
    """A value of the history in the type of its field."""
    if name.endswith("_id"):
        return None if value is None else int(value)
    fields = {field.attname: field for field in Candidate._meta.concrete_fields}
    return fields[name].to_python(value)

"""Change requests that were approved and are recorded afterwards, many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.planning.models import PlanEdition
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Line, Scheme

from ..lifecycle import OPENED, State
from ..models import Change, ChangeRequest, RequestPaper, RequestStep
from ..queries import Value
from .drafting import PaperFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class PastChange:
    """A value that was changed, from what to what."""

    kind: str
    old: Value
    new: Value
    line: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRequest:
    """A request that was approved; the scheme as recorded has the new values already."""

    scheme: Scheme
    number: int
    reason: str
    changes: Sequence[PastChange]
    papers: Sequence[PaperFacts]
    decider: str
    decider_basis: str
    decision: Decision
    edition: PlanEdition
    opened_by: User
    opened_at: datetime
    submitted_at: datetime
    decided_by: User
    decided_at: datetime


@transaction.atomic
def record_requests(requests: Sequence[PastRequest]) -> list[ChangeRequest]:
    """Record requests approved before, in six statements (ghi các lần điều chỉnh đã duyệt).

    The approval comes last: after it the database refuses changes and papers.
    """
    recorded = ChangeRequest.objects.bulk_create(
        ChangeRequest(
            scheme=past.scheme,
            number=past.number,
            state=State.SUBMITTED,
            reason=past.reason,
            opened_by=past.opened_by,
            opened_at=past.opened_at,
            submitted_by=past.opened_by,
            submitted_at=past.submitted_at,
            decider=past.decider,
            decider_basis=past.decider_basis,
        )
        for past in requests
    )
    pairs = list(zip(recorded, requests, strict=True))
    Change.objects.bulk_create(
        Change(
            request=request,
            kind=change.kind,
            line=change.line,
            old_key=change.old.key,
            old_text=change.old.text,
            new_key=change.new.key,
            new_text=change.new.text,
        )
        for request, past in pairs
        for change in past.changes
    )
    RequestPaper.objects.bulk_create(
        RequestPaper(
            request=request,
            title=paper.title,
            number=paper.number,
            dated_on=paper.dated_on,
            is_endorsement=paper.is_endorsement,
            by=past.opened_by,
            at=past.opened_at,
        )
        for request, past in pairs
        for paper in past.papers
    )
    RequestStep.objects.bulk_create(
        step for request, past in pairs for step in _steps(request, past)
    )
    linked = ChangeRequest.editions.through
    linked.objects.bulk_create(
        linked(changerequest_id=request.pk, planedition_id=past.edition.pk)
        for request, past in pairs
    )
    for request, past in pairs:
        request.state = State.APPROVED
        request.decided_by, request.decided_at = past.decided_by, past.decided_at
        request.decision_number = past.decision.number
        request.decision_date = past.decision.date
    decided = ["state", "decided_by", "decided_at", "decision_number", "decision_date"]
    ChangeRequest.objects.bulk_update(recorded, decided)
    return recorded


def _steps(request: ChangeRequest, past: PastRequest) -> list[RequestStep]:
    taken = (
        (OPENED, "", State.DRAFT, past.opened_by, past.opened_at),
        ("submit", State.DRAFT, State.SUBMITTED, past.opened_by, past.submitted_at),
        ("approve", State.SUBMITTED, State.APPROVED, past.decided_by, past.decided_at),
    )
    return [
        RequestStep(
            request=request, number=number, name=name, from_state=old, to_state=new, by=by, at=at
        )
        for number, (name, old, new, by, at) in enumerate(taken, start=1)
    ]

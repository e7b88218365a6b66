"""The steps of a request: submitted, returned, approved, rejected, withdrawn."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.schemes.actions import Decision

from .. import policy, queries
from ..lifecycle import LIFECYCLE
from ..models import ChangeRequest, RequestStep
from .applying import Application
from .common import NotTheDecider, RequestNotReady, lock
from .rebasing import rebase_others


@transaction.atomic
def submit(request: ChangeRequest, *, by: User, at: datetime, note: str = "") -> RequestStep:
    """Submit the request to whoever decides it (trình đề nghị điều chỉnh, TT 36/2013 Điều 11).

    Raise ``StepNotAllowed`` or ``RequestNotReady``.
    """
    request = lock(request)
    LIFECYCLE.target("submit", state=request.state)
    standing = queries.standing_of(request.scheme)
    on = timezone.localdate(at)
    asked = queries.asked_of(request)
    _refuse_if(queries.missing_for_submission(request, standing, asked, on=on))
    answer = queries.decision_on(request.scheme, asked.own, on=on)
    request.decider = answer.decider or ""
    request.decider_basis = queries.told(answer, request.scheme, on=on)
    request.submitted_by, request.submitted_at = by, at
    return _step(request, "submit", by=by, at=at, note=note)


@transaction.atomic
def send_back(request: ChangeRequest, *, by: User, at: datetime, note: str) -> RequestStep:
    """Return it to be completed (trả lại); raise as :func:`reject`."""
    return _refuse(request, "return", by=by, at=at, note=note)


@transaction.atomic
def reject(request: ChangeRequest, *, by: User, at: datetime, note: str) -> RequestStep:
    """Reject it (không chấp thuận điều chỉnh).

    Raise ``StepNotAllowed``, ``RequestNotReady`` without a reason, or ``NotTheDecider``.
    """
    return _refuse(request, "reject", by=by, at=at, note=note)


@transaction.atomic
def withdraw(request: ChangeRequest, *, by: User, at: datetime, note: str) -> RequestStep:
    """Take it back (rút đề nghị); raise ``StepNotAllowed`` or ``RequestNotReady``."""
    request = lock(request)
    LIFECYCLE.target("withdraw", state=request.state)
    return _step(request, "withdraw", by=by, at=at, note=note)


@transaction.atomic
def approve(
    request: ChangeRequest, decision: Decision, *, by: User, at: datetime, note: str = ""
) -> ChangeRequest:
    """Approve it and apply it (phê duyệt điều chỉnh): all of it, or nothing.

    Scheme, lines, ledger and plan change together; the other open requests are rebased.  Raise
    ``StepNotAllowed``, ``RequestNotReady``, ``NotTheDecider``, or a ``funding.actions.Refused``
    where an envelope, a contract or a closed year stands in the way.
    """
    request = lock(request)
    LIFECYCLE.target("approve", state=request.state)
    scheme = request.scheme
    standing = queries.standing_of(scheme)
    changes = list(request.changes.order_by("pk"))
    _refuse_if(queries.missing_for_decision(standing, changes))
    if decision.date > timezone.localdate(at):
        raise RequestNotReady(["Ngày quyết định không được sau hôm nay."])
    answer = queries.decision_on(scheme, changes, on=decision.date)
    request.decider = answer.decider or ""
    request.decider_basis = queries.told(answer, scheme, on=decision.date)
    _check_decider(request, by)
    editions = Application(request, standing, changes, decision, by=by, at=at).run()
    request.editions.set(editions)
    request.decided_by, request.decided_at = by, at
    request.decision_number, request.decision_date = decision.number, decision.date
    _step(request, "approve", by=by, at=at, note=note)
    rebase_others(request, changes)
    return request


def _refuse(request: ChangeRequest, name: str, *, by: User, at: datetime, note: str) -> RequestStep:
    request = lock(request)
    LIFECYCLE.target(name, state=request.state)
    _check_decider(request, by)
    if name == "reject":
        request.decided_by, request.decided_at = by, at
    return _step(request, name, by=by, at=at, note=note)


def _check_decider(request: ChangeRequest, by: User) -> None:
    if not policy.decide_request(by, request, request.decider):
        label = request.get_decider_display() or "người giao kế hoạch"
        raise NotTheDecider(f"Điều chỉnh này do {label} quyết định, không thuộc vai trò của bạn.")


def _refuse_if(sentences: list[str]) -> None:
    if sentences:
        raise RequestNotReady(sentences)


def _step(request: ChangeRequest, name: str, *, by: User, at: datetime, note: str) -> RequestStep:
    if LIFECYCLE.steps[name].needs_note and not note.strip():
        raise RequestNotReady([f"Bước «{LIFECYCLE.steps[name].label}» phải ghi rõ lý do."])
    to_state = LIFECYCLE.target(name, state=request.state)
    taken = RequestStep.objects.create(
        request=request,
        number=request.history.count() + 1,
        name=name,
        from_state=request.state,
        to_state=to_state,
        by=by,
        at=at,
        note=note.strip(),
    )
    request.state = to_state
    request.save()
    return taken

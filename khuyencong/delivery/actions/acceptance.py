"""Acceptance, place by place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.funding import actions as funding
from khuyencong.funding.models import Nature
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme, StepTaken

from ..models import Acceptance, MinutesForm
from ..queries import (
    accepted_lines,
    cells_of,
    later_lines,
    missing_for_acceptance,
    name_of,
    sources_of,
)
from .common import (
    acceptance_document,
    check_day,
    check_known,
    line_of,
    lock,
    posting,
    refuse,
    refuse_if,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptanceFacts:
    """Minutes of acceptance, with what was accepted in đồng by the key of a source."""

    number: str
    accepted_on: date
    place: str
    summary: str
    amounts: Mapping[str, int]
    form: str = MinutesForm.A


@transaction.atomic
def accept(line: Line, facts: AcceptanceFacts, *, by: User, at: datetime) -> Acceptance:
    """Accept the work at one place (nghiệm thu cơ sở); the last place takes the step «accept».

    Money meant for later years keeps the scheme under way.  Of a stopped scheme only the work done
    is confirmed, and no step is taken.  Raise ``NotReady``, or ``AcceptanceExceeded`` beyond the
    contract.
    """
    scheme = lock(line.scheme, "accept")
    line = line_of(scheme, line)
    if Acceptance.objects.filter(line=line).exists():
        refuse(scheme, f"{name_of(line)}: đã nghiệm thu.")
    refuse_if(missing_for_acceptance(line))
    first = scheme.contract.signed_on
    check_day(scheme, facts.accepted_on, what="Ngày nghiệm thu", at=at, not_before=first)
    cells = cells_of(scheme, [line])
    check_known(scheme, facts.amounts, cells)
    given = [(cell, facts.amounts.get(cell.key, 0)) for cell in cells]
    is_partial = scheme.state == State.STOPPED
    if not is_partial and not any(amount for cell, amount in given if cell.is_state):
        refuse(scheme, "Phải ghi kinh phí hỗ trợ được nghiệm thu.")
    acceptance: Acceptance = Acceptance.objects.create(
        scheme=scheme,
        line=line,
        form=facts.form,
        number=facts.number,
        accepted_on=facts.accepted_on,
        place=facts.place,
        summary=facts.summary,
        is_partial=is_partial,
        by=by,
        at=at,
    )
    document = acceptance_document(facts.number)
    postings = [
        posting(cell, amount, nature=Nature.ACCEPTED, on=facts.accepted_on, document=document)
        for cell, amount in given
        if amount
    ]
    acceptance.entries.set(funding.post(line.account, postings, by=by, at=at))
    if not is_partial and _is_last(scheme):
        decision = Decision(facts.number, facts.accepted_on)
        schemes.take_step(scheme, "accept", by=by, at=at, decision=decision)
    return acceptance


@transaction.atomic
def finish_acceptance(scheme: Scheme, *, reason: str, by: User, at: datetime) -> StepTaken:
    """End the acceptance of a scheme whose later years get no money (kết thúc nghiệm thu).

    Raise ``NotReady`` while a place under contract waits, or without a reason.
    """
    scheme = lock(scheme, "finish_acceptance")
    if not reason.strip():
        refuse(scheme, "Phải ghi lý do không thực hiện phần của các năm sau.")
    last = Acceptance.objects.filter(scheme=scheme).last()
    if last is None or not _are_accepted(scheme):
        refuse(scheme, "Còn địa điểm theo hợp đồng chưa nghiệm thu.")
    decision = Decision(last.number, last.accepted_on)
    return schemes.take_step(scheme, "accept", by=by, at=at, note=reason, decision=decision)


def _are_accepted(scheme: Scheme) -> bool:
    """Whether no line under contract waits."""
    contracted = {cell.line.pk for cell in cells_of(scheme) if cell.contracted_vnd}
    return contracted <= accepted_lines(scheme)


def _is_last(scheme: Scheme) -> bool:
    """Whether every line is accepted, and no later year is still to come."""
    return _are_accepted(scheme) and not later_lines(sources_of(scheme))

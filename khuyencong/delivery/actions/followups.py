"""What became of the support, and the end of the scheme's life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.lib.days import show_day
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Line, Scheme, StepTaken

from ..models import FollowUp, FollowUpFigure, Round
from ..queries import due_on, missing_for_evaluation, name_of, rounds_left
from .common import check_day, line_of, lock, refuse, refuse_if


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A measure in its unit: what the dossier promised (``None``: nothing) and what is."""

    measure: str
    unit: str
    promised: Decimal | None
    actual: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpFacts:
    """An evaluation so many months after acceptance."""

    round: int
    visited_on: date
    is_running: bool
    note: str = ""
    figures: Sequence[FigureFacts] = ()


@transaction.atomic
def follow_up(line: Line, facts: FollowUpFacts, *, by: User, at: datetime) -> FollowUp:
    """Record an evaluation after the support (đánh giá sau hỗ trợ).

    Not before it is due, unless the place has closed; raise ``NotReady``.
    """
    scheme = lock(line.scheme, "follow_up")
    line = line_of(scheme, line)
    if line.beneficiary is None:
        refuse(scheme, f"{line}: dòng này không có đơn vị thụ hưởng để đánh giá.")
    check_day(scheme, facts.visited_on, what="Ngày đánh giá", at=at)
    if facts.round not in rounds_left(FollowUp.objects.filter(line=line)):
        refuse(scheme, f"{name_of(line)}: đã đánh giá sau {Round(facts.round).label}.")
    due = due_on(line, facts.round)
    if facts.is_running and due is not None and facts.visited_on < due:
        months = Round(facts.round).label
        refuse(scheme, f"{name_of(line)}: {months} sau nghiệm thu là ngày {show_day(due)}.")
    told = FollowUp.objects.create(
        scheme=scheme,
        line=line,
        round=facts.round,
        visited_on=facts.visited_on,
        is_running=facts.is_running,
        note=facts.note,
        by=by,
        at=at,
    )
    FollowUpFigure.objects.bulk_create(
        FollowUpFigure(
            follow_up=told,
            measure=one.measure,
            unit=one.unit,
            promised=one.promised,
            actual=one.actual,
        )
        for one in facts.figures
    )
    return told


@transaction.atomic
def evaluate(scheme: Scheme, *, by: User, at: datetime, note: str = "") -> StepTaken:
    """Close the scheme after its last evaluation: the step «evaluate»; raise ``NotReady``."""
    scheme = lock(scheme, "evaluate")
    refuse_if(missing_for_evaluation(scheme))
    return schemes.take_step(scheme, "evaluate", by=by, at=at, note=note)

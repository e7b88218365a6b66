"""The conclusion of an appraisal, and the step of the scheme it takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.appraisals.lifecycle import STEPS, Outcome
from khuyencong.appraisals.models import AgreedLine, Appraisal, Conclusion
from khuyencong.appraisals.queries import (
    check_norms,
    missing_for_conclusion,
    opinions_of,
    requested_of,
    tally_of,
)
from khuyencong.dossiers.queries import estimate_of
from khuyencong.lib.money import show_exact
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Scheme

from .appraising import lock_appraisal


class NotReady(Exception):
    """Something is missing; ``missing`` says what, a Vietnamese sentence each."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(" ".join(missing))


@dataclass(frozen=True, slots=True, kw_only=True)
class ConclusionFacts:
    """A conclusion: ``agreed`` is the support of lines by their ids in đồng, for an approval.

    ``minutes`` are the number and date of the minutes (biên bản), where there are any.
    """

    outcome: str
    note: str = ""
    agreed: Mapping[int, int] = field(default_factory=dict)
    minutes: Decision | None = None


@transaction.atomic
def conclude(appraisal: Appraisal, facts: ConclusionFacts, *, by: User, at: datetime) -> Conclusion:
    """Conclude an appraisal and take the scheme's step with it (kết luận thẩm định).

    Raise :class:`NotReady`, ``AppraisalClosed``, or what ``take_step`` raises.
    """
    Scheme.objects.select_for_update(of=("self",)).get(pk=appraisal.scheme_id)
    appraisal = lock_appraisal(appraisal)
    missing = list(missing_for_conclusion(appraisal, facts.outcome, by))
    if facts.outcome == Outcome.APPROVE:
        missing += _of_amounts(appraisal, facts.agreed)
    if missing:
        raise NotReady(missing)
    step = schemes.take_step(
        appraisal.scheme,
        STEPS[appraisal.level, facts.outcome],
        by=by,
        at=at,
        note=facts.note,
        decision=facts.minutes,
    )
    tally = tally_of(appraisal, opinions_of(appraisal))
    conclusion = Conclusion.objects.create(
        appraisal=appraisal,
        outcome=facts.outcome,
        note=facts.note.strip(),
        score_sum=tally.score_sum,
        scores_count=len(tally.opinions),
        members_count=len(tally.members) if appraisal.council else None,
        quorum_count=tally.required_count if appraisal.council else None,
        step=step,
        by=by,
        at=at,
    )
    if facts.outcome == Outcome.APPROVE:
        AgreedLine.objects.bulk_create(
            AgreedLine(conclusion=conclusion, line_id=line, support_vnd=amount)
            for line, amount in facts.agreed.items()
        )
    return conclusion


def _of_amounts(appraisal: Appraisal, agreed: Mapping[int, int]) -> Iterator[str]:
    """What is wrong with the amounts agreed to: all lines, within what was asked and the norms."""
    for one in estimate_of(appraisal.scheme).lines:
        asked, amount = requested_of(one), agreed.get(one.line.pk)
        if amount is None:
            yield f"Dòng «{one.line}» chưa ghi mức hỗ trợ thống nhất."
        elif not 0 <= amount <= asked:
            yield (
                f"Dòng «{one.line}»: mức thống nhất {show_exact(amount)} vượt mức đề nghị "
                f"{show_exact(asked)}."
            )
    if not sum(agreed.values()):
        yield "Chấp thuận phải có kinh phí hỗ trợ."
    for checked in check_norms(appraisal, agreed):
        if checked.check.must_stop:
            allowed = show_exact(checked.check.allowed_vnd or 0)
            yield f"«{checked.label}» vượt định mức: không quá {allowed}."

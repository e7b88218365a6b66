"""Appraisals that are recorded afterwards, many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain

from django.db import transaction
from django.db.models import F

from khuyencong.accounts.models import User
from khuyencong.appraisals.lifecycle import STEPS
from khuyencong.appraisals.models import (
    AgreedLine,
    Appraisal,
    Conclusion,
    Council,
    Opinion,
    OpinionPoint,
)
from khuyencong.regulations.models import AppraisalPoint
from khuyencong.schemes.models import Scheme, StepTaken

from .opinions import PointFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class PastOpinion:
    """An opinion that was locked: score 0 to 100, support in đồng, a verdict on each point."""

    person: User
    score: int
    support_vnd: int
    text: str
    at: datetime
    seat: str = ""
    points: Sequence[tuple[AppraisalPoint, PointFacts]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastConclusion:
    """A conclusion; its step is in the scheme's history already, taken at the same time."""

    outcome: str
    by: User
    at: datetime
    note: str = ""
    agreed: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAppraisal:
    """An appraisal of a round with its opinions, and its conclusion unless it is under way."""

    scheme: Scheme
    level: str
    round: int
    law_on: date
    by: User
    at: datetime
    council: Council | None = None
    opinions: Sequence[PastOpinion] = ()
    conclusion: PastConclusion | None = None


@transaction.atomic
def record_appraisals(appraisals: Sequence[PastAppraisal]) -> list[Appraisal]:
    """Record appraisals held before, in seven statements (ghi các lần thẩm định đã làm)."""
    recorded = Appraisal.objects.bulk_create(
        Appraisal(
            scheme_id=past.scheme.pk,
            level=past.level,
            round=past.round,
            council=past.council,
            law_on=past.law_on,
            opened_by_id=past.by.pk,
            opened_at=past.at,
        )
        for past in appraisals
    )
    pairs = list(zip(recorded, appraisals, strict=True))
    _record_opinions([(appraisal, one) for appraisal, past in pairs for one in past.opinions])
    _record_conclusions(pairs)
    return recorded


def _record_opinions(pairs: Sequence[tuple[Appraisal, PastOpinion]]) -> None:
    """The points come before the lock: the database refuses them after it."""
    opinions = Opinion.objects.bulk_create(
        Opinion(
            appraisal_id=appraisal.pk,
            person_id=one.person.pk,
            seat=one.seat,
            score=one.score,
            support_vnd=one.support_vnd,
            text=one.text,
            saved_at=one.at,
        )
        for appraisal, one in pairs
    )
    OpinionPoint.objects.bulk_create(
        OpinionPoint(opinion_id=opinion.pk, point_id=point.pk, verdict=said.verdict, text=said.text)
        for opinion, (_, one) in zip(opinions, pairs, strict=True)
        for point, said in one.points
    )
    written = Opinion.objects.filter(pk__in=[opinion.pk for opinion in opinions])
    written.update(locked_at=F("saved_at"))


def _record_conclusions(pairs: Sequence[tuple[Appraisal, PastAppraisal]]) -> None:
    steps = {
        (step.scheme_id, step.name, step.at): step
        for step in StepTaken.objects.filter(
            scheme__in=[past.scheme.pk for _, past in pairs], name__in=set(STEPS.values())
        )
    }
    concluded = [(appraisal, past, past.conclusion) for appraisal, past in pairs if past.conclusion]
    conclusions = Conclusion.objects.bulk_create(
        Conclusion(
            appraisal_id=appraisal.pk,
            outcome=told.outcome,
            note=told.note,
            score_sum=sum(one.score for one in past.opinions),
            scores_count=len(past.opinions),
            members_count=len(past.opinions) if past.council else None,
            quorum_count=len(past.opinions) if past.council else None,
            step=steps[past.scheme.pk, STEPS[past.level, told.outcome], told.at],
            by_id=told.by.pk,
            at=told.at,
        )
        for appraisal, past, told in concluded
    )
    AgreedLine.objects.bulk_create(
        chain.from_iterable(
            (
                AgreedLine(conclusion_id=conclusion.pk, line_id=line, support_vnd=amount)
                for line, amount in told.agreed.items()
            )
            for conclusion, (_, _, told) in zip(conclusions, concluded, strict=True)
        )
    )

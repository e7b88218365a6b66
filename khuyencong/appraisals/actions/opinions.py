"""An opinion: saved as often as one likes, locked once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.appraisals.models import Appraisal, Opinion, OpinionPoint
from khuyencong.appraisals.queries import is_recused, missing_for_lock, points_for, seat_of

from .appraising import AppraisalClosed, lock_appraisal
from .concluding import NotReady


class OpinionLocked(Exception):
    """The opinion has been locked and stays as it is."""


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A verdict on one point, and its reasons."""

    verdict: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFacts:
    """An opinion as typed; ``score`` 0 to 100, money in đồng, points by their ids."""

    score: int | None = None
    support_vnd: int | None = None
    text: str = ""
    points: Mapping[int, PointFacts] = field(default_factory=dict)


@transaction.atomic
def save_opinion(appraisal: Appraisal, facts: OpinionFacts, *, by: User, at: datetime) -> Opinion:
    """Save the person's own opinion as a draft (ghi ý kiến thẩm định).

    Raise ``AppraisalClosed``, or :class:`OpinionLocked`.
    """
    appraisal = lock_appraisal(appraisal)
    if is_recused(appraisal.scheme, by):
        raise AppraisalClosed("Bạn đã khai báo xung đột lợi ích ở đề án này.")
    opinion = Opinion.objects.filter(appraisal=appraisal, person=by).first()
    if opinion is None:
        opinion = Opinion(appraisal=appraisal, person=by)
    if opinion.locked_at is not None:
        raise OpinionLocked("Ý kiến của bạn đã khóa, không sửa được nữa.")
    opinion.score, opinion.support_vnd = facts.score, facts.support_vnd
    opinion.text, opinion.saved_at, opinion.seat = facts.text, at, seat_of(appraisal, by)
    opinion.save()
    for point in points_for(appraisal):
        said = facts.points.get(point.pk, PointFacts())
        OpinionPoint.objects.update_or_create(
            opinion=opinion, point=point, defaults={"verdict": said.verdict, "text": said.text}
        )
    return opinion


@transaction.atomic
def lock_opinion(opinion: Opinion, *, at: datetime) -> Opinion:
    """Lock an opinion for good (khóa ý kiến): from then on the others' can be read.

    Raise ``AppraisalClosed``, :class:`OpinionLocked`, or ``NotReady`` with what it lacks.
    """
    lock_appraisal(opinion.appraisal)
    opinion = Opinion.objects.select_related("appraisal__scheme__province", "person").get(
        pk=opinion.pk
    )
    if opinion.locked_at is not None:
        raise OpinionLocked("Ý kiến của bạn đã khóa, không sửa được nữa.")
    if is_recused(opinion.appraisal.scheme, opinion.person):
        raise AppraisalClosed("Bạn đã khai báo xung đột lợi ích ở đề án này.")
    missing = missing_for_lock(opinion)
    if missing:
        raise NotReady(missing)
    opinion.locked_at = at
    opinion.save(update_fields=["locked_at"])
    return opinion

"""Opening an appraisal, giving it to a council, and what its norms are measured on."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.appraisals.lifecycle import level_waiting
from khuyencong.appraisals.models import Appraisal, Council, LineBasis, Opinion
from khuyencong.appraisals.queries import councils_for
from khuyencong.schemes.models import Scheme


class AppraisalClosed(Exception):
    """The scheme waits for no such appraisal; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class BasisFacts:
    """What the norm of a line is measured on: units of the ceiling, priority, production line."""

    units: int
    is_priority: bool
    is_line: bool


@transaction.atomic
def open_appraisal(
    scheme: Scheme, *, council: Council | None = None, by: User, at: datetime
) -> Appraisal:
    """Begin the appraisal that the scheme waits for (tổ chức thẩm định); once in a round.

    Raise :class:`AppraisalClosed` for a scheme that waits for none.
    """
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    level = level_waiting(scheme.state)
    if level is None:
        raise AppraisalClosed("Đề án không ở bước chờ thẩm định.")
    rounds = Appraisal.objects.filter(scheme=scheme, level=level)
    current = rounds.under_way().first()
    if current is not None:
        return current
    _fits(council, scheme, level)
    return Appraisal.objects.create(
        scheme=scheme,
        level=level,
        round=rounds.count() + 1,
        council=council,
        law_on=timezone.localdate(at),
        opened_by=by,
        opened_at=at,
    )


@transaction.atomic
def appoint_council(appraisal: Appraisal, council: Council | None) -> Appraisal:
    """Give the appraisal to a council, or back to the staff (giao hội đồng thẩm định).

    Raise :class:`AppraisalClosed` once an opinion is locked.
    """
    appraisal = lock_appraisal(appraisal)
    if Opinion.objects.locked().filter(appraisal=appraisal).exists():
        raise AppraisalClosed("Đã có ý kiến được khóa nên không đổi cách thẩm định được nữa.")
    _fits(council, appraisal.scheme, appraisal.level)
    appraisal.council = council
    appraisal.save(update_fields=["council"])
    return appraisal


@transaction.atomic
def set_bases(
    appraisal: Appraisal, bases: Mapping[int, BasisFacts], *, by: User, at: datetime
) -> None:
    """Record what the norms of lines are measured on (căn cứ đối chiếu định mức), by their ids.

    Raise :class:`AppraisalClosed`.
    """
    appraisal = lock_appraisal(appraisal)
    for line in appraisal.scheme.lines.filter(pk__in=bases):
        LineBasis.objects.update_or_create(
            appraisal=appraisal, line=line, defaults={**asdict(bases[line.pk]), "by": by, "at": at}
        )


def lock_appraisal(appraisal: Appraisal) -> Appraisal:
    """Return the row locked, with its scheme; raise :class:`AppraisalClosed`."""
    Appraisal.objects.select_for_update(of=("self",)).get(pk=appraisal.pk)
    rows = Appraisal.objects.select_related("scheme__province", "council", "conclusion")
    found = rows.get(pk=appraisal.pk)  # a conclusion another has just drawn is seen
    if not found.is_waiting:
        raise AppraisalClosed("Lần thẩm định này đã kết luận hoặc đề án đã rời bước thẩm định.")
    return found


def _fits(council: Council | None, scheme: Scheme, level: str) -> None:
    if council is not None and council not in councils_for(scheme, level):
        raise AppraisalClosed("Hội đồng này không thẩm định đề án ở cấp và địa bàn này.")

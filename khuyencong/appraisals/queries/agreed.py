"""What a plan reads of appraisals: the score, and the support agreed to."""

from collections.abc import Iterable
from fractions import Fraction

from khuyencong.appraisals.lifecycle import Outcome
from khuyencong.appraisals.models import Conclusion
from khuyencong.schemes.models import Scheme


def scores_of(schemes: Iterable[Scheme]) -> dict[int, Fraction]:
    """The average score of the latest approval of each scheme that has one; one query."""
    found = Conclusion.objects.filter(
        outcome=Outcome.APPROVE, appraisal__scheme__in=[scheme.pk for scheme in schemes]
    ).select_related("appraisal")
    return {
        one.appraisal.scheme_id: average
        for one in found.order_by("at", "pk")
        if (average := one.average_score) is not None
    }


def agreed_of(scheme: Scheme) -> dict[int, int]:
    """The support of the latest approval by the id of the line, in đồng; empty without one."""
    latest = (
        Conclusion.objects.filter(appraisal__scheme=scheme, outcome=Outcome.APPROVE)
        .order_by("-at", "-pk")
        .first()
    )
    return dict(latest.agreed.values_list("line", "support_vnd")) if latest else {}

"""What the appraisals found of schemes, as a plan takes it."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from khuyencong.appraisals.lifecycle import Level, Outcome
from khuyencong.appraisals.models import AgreedLine, Conclusion
from khuyencong.appraisals.queries import scores_of as averages_of
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

_HUNDREDTH = Decimal("0.01")


def scores_of(schemes: Iterable[Scheme]) -> dict[int, Decimal]:
    """The score of 0–100 of every scheme that stands appraised, by its id; one query.

    A scheme that was sent back and waits for another appraisal has none yet.
    """
    standing = [scheme for scheme in schemes if scheme.state != State.SUBMITTED]
    return {
        pk: (Decimal(score.numerator) / Decimal(score.denominator)).quantize(_HUNDREDTH)
        for pk, score in averages_of(standing).items()
    }


def agreed_by_line(
    schemes: Collection[int], *, levels: Collection[str] = Level.values
) -> dict[int, int]:
    """The support in đồng that the latest approval of each scheme agreed to, by line; one query.

    ``levels``: of an appraisal at one of them.
    """
    latest = (
        Conclusion.objects.filter(
            outcome=Outcome.APPROVE, appraisal__scheme__in=schemes, appraisal__level__in=levels
        )
        .order_by("appraisal__scheme_id", "-at", "-pk")
        .distinct("appraisal__scheme_id")
    )
    found = AgreedLine.objects.filter(conclusion__in=latest.values("pk"))
    return dict(found.order_by().values_list("line", "support_vnd"))

"""The two levels of appraisal, and the step of the scheme that each conclusion takes."""

from collections.abc import Mapping

from django.db.models import TextChoices

from khuyencong.schemes.lifecycle import State, who_may


class Level(TextChoices):
    """Who appraises (TT 36/2013 Điều 8 khoản 1 and 2)."""

    BASE = "base", "Thẩm định cấp cơ sở"
    MINISTRY = "ministry", "Thẩm định cấp Bộ"


class Outcome(TextChoices):
    """What an appraisal concludes."""

    APPROVE = "approve", "Chấp thuận"
    RETURN = "return", "Trả lại để hoàn thiện"
    REJECT = "reject", "Không chấp thuận"


WAITING: Mapping[str, str] = {Level.BASE: State.SUBMITTED, Level.MINISTRY: State.REGISTERED}
"""The state of a scheme that waits for an appraisal of each level."""

STEPS: Mapping[tuple[str, str], str] = {
    (Level.BASE, Outcome.APPROVE): "appraise",
    (Level.BASE, Outcome.RETURN): "return",
    (Level.BASE, Outcome.REJECT): "reject",
    (Level.MINISTRY, Outcome.APPROVE): "appraise_ministry",
    (Level.MINISTRY, Outcome.RETURN): "return_ministry",
    (Level.MINISTRY, Outcome.REJECT): "reject_ministry",
}
"""The step of the scheme that a conclusion takes."""


def level_waiting(state: str) -> Level | None:
    """Return the level for whose appraisal a scheme in *state* waits, if any."""
    return next((Level(level) for level, waits in WAITING.items() if waits == state), None)


def appraisers_of(level: str, *, tier: str) -> frozenset[str]:
    """Return the roles of the staff that appraises schemes of *tier* at *level*."""
    return who_may(STEPS[level, Outcome.APPROVE], tier=tier)


def runners_of(level: str, *, tier: str) -> frozenset[str]:
    """Return the roles that run an appraisal: the staff, and who may reject."""
    return appraisers_of(level, tier=tier) | who_may(STEPS[level, Outcome.REJECT], tier=tier)

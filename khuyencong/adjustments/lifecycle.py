"""The life of a change request as one table, and who takes each step."""

from collections.abc import Mapping

from django.db.models import TextChoices

from khuyencong.accounts.roles import LEADER, MINISTRY_LEADER, MINISTRY_OFFICER
from khuyencong.lib.lifecycle import Lifecycle, step
from khuyencong.schemes.lifecycle import who_may


class State(TextChoices):
    """Where a change request stands."""

    DRAFT = "draft", "Đang lập đề nghị"
    SUBMITTED = "submitted", "Chờ quyết định"
    RETURNED = "returned", "Trả lại để hoàn thiện"
    APPROVED = "approved", "Đã phê duyệt điều chỉnh"
    REJECTED = "rejected", "Không được chấp thuận"
    WITHDRAWN = "withdrawn", "Đã rút đề nghị"


EDITABLE = (State.DRAFT, State.RETURNED)
"""The states in which its proposer may change it."""

OPEN = (*EDITABLE, State.SUBMITTED)
"""The states in which it may still come to something; a decision on another rebases it."""

LIFECYCLE = Lifecycle(
    initial=State.DRAFT,
    steps={
        "submit": step("Trình đề nghị điều chỉnh", *EDITABLE, to=State.SUBMITTED),
        "approve": step(
            "Phê duyệt điều chỉnh", State.SUBMITTED, to=State.APPROVED, needs_decision=True
        ),
        "return": step(
            "Trả lại để hoàn thiện", State.SUBMITTED, to=State.RETURNED, needs_note=True
        ),
        "reject": step("Không chấp thuận", State.SUBMITTED, to=State.REJECTED, needs_note=True),
        "withdraw": step("Rút đề nghị", *OPEN, to=State.WITHDRAWN, needs_note=True),
    },
)

OPENED = "open"
"""The step that starts a history; it is in no table."""

LABELS: Mapping[str, str] = {
    OPENED: "Lập đề nghị",
    **{name: taken.label for name, taken in LIFECYCLE.steps.items()},
}

DECIDED_BY: Mapping[str, frozenset[str]] = {
    "ministry": frozenset({MINISTRY_LEADER.code}),
    "department": frozenset({MINISTRY_OFFICER.code}),
    "province_department": frozenset({LEADER.code}),
    "province": frozenset({LEADER.code}),
}
"""The roles that record the decision of each decider of ``regulations.AdjustmentDecider``."""

BY_DECIDER = ("return", "approve", "reject")
"""The steps that only the decider's role takes; the others are the proposer's."""


def proposers(tier: str) -> frozenset[str]:
    """Return the roles that may ask for a change: those that submit such a scheme."""
    return who_may("submit", tier=tier)


def deciders(decider: str, *, tier: str) -> frozenset[str]:
    """Return the roles that decide; where no rule is held, those that give such a plan."""
    return DECIDED_BY.get(decider) or who_may("plan", tier=tier)

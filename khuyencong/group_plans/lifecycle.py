"""The life of a group scheme's plan as one table, and who takes each step."""

from collections.abc import Mapping

from django.db.models import TextChoices

from khuyencong.accounts.roles import LEADER, PROVINCE_OFFICER
from khuyencong.lib.lifecycle import Lifecycle, step
from khuyencong.schemes.lifecycle import who_may


class State(TextChoices):
    """Where a plan stands."""

    DRAFT = "draft", "Đang lập kế hoạch"
    SUBMITTED = "submitted", "Chờ Sở Công Thương phê duyệt"
    RETURNED = "returned", "Trả lại để hoàn thiện"
    APPROVED = "approved", "Đã phê duyệt"


EDITABLE = (State.DRAFT, State.RETURNED)
"""The states in which the implementer may change it."""

LIFECYCLE = Lifecycle(
    initial=State.DRAFT,
    steps={
        "submit": step("Trình Sở phê duyệt", *EDITABLE, to=State.SUBMITTED),
        "approve": step(
            "Phê duyệt kế hoạch", State.SUBMITTED, to=State.APPROVED, needs_decision=True
        ),
        "return": step(
            "Trả lại để hoàn thiện", State.SUBMITTED, to=State.RETURNED, needs_note=True
        ),
    },
)

OPENED = "open"
"""The step that starts a history; it is in no table."""

LABELS: Mapping[str, str] = {
    OPENED: "Lập kế hoạch",
    **{name: taken.label for name, taken in LIFECYCLE.steps.items()},
}

_BY_DEPARTMENT: Mapping[str, frozenset[str]] = {
    "approve": frozenset({LEADER.code}),
    "return": frozenset({LEADER.code, PROVINCE_OFFICER.code}),
}


def who_takes(name: str, *, tier: str) -> frozenset[str]:
    """Return the roles that take step *name*: the implementer's, or the department's."""
    return _BY_DEPARTMENT.get(name) or who_may("submit", tier=tier)

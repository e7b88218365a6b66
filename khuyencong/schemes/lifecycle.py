"""The two lives of a scheme, national and local, as one table of steps.

Source: TT 36/2013/TT-BCT Điều 7–18 (national); a local scheme takes the same steps without the
Ministry's (TT 46/2012/TT-BCT Điều 8.3b leaves the local procedure to the province).
"""

from collections.abc import Mapping

from django.db.models import TextChoices

from khuyencong.accounts.roles import (
    ACCOUNTANT,
    CENTRE_OFFICER,
    COMMUNE_OFFICER,
    LEADER,
    MINISTRY_LEADER,
    MINISTRY_OFFICER,
    PROVINCE_OFFICER,
)
from khuyencong.lib.lifecycle import Lifecycle, Step, step


class State(TextChoices):
    """Where a scheme stands."""

    DRAFT = "draft", "Đang lập hồ sơ"
    SUBMITTED = "submitted", "Chờ thẩm định cấp cơ sở"
    RETURNED = "returned", "Trả lại để hoàn thiện"
    APPRAISED = "appraised", "Đã thẩm định cấp cơ sở"
    REGISTERED = "registered", "Đã đăng ký với Bộ Công Thương"
    MINISTRY_APPRAISED = "ministry_appraised", "Đã thẩm định cấp Bộ"
    PLANNED = "planned", "Đã giao kế hoạch"
    CONTRACTED = "contracted", "Đã ký hợp đồng"
    UNDER_WAY = "under_way", "Đang thực hiện"
    ACCEPTED = "accepted", "Đã nghiệm thu"
    SETTLED = "settled", "Đã thanh lý, quyết toán"
    EVALUATED = "evaluated", "Đã đánh giá sau hỗ trợ"
    REJECTED = "rejected", "Không được chấp thuận"
    WITHDRAWN = "withdrawn", "Đã rút hồ sơ"
    STOPPED = "stopped", "Ngừng triển khai"
    TERMINATED = "terminated", "Đã thanh lý do ngừng triển khai"


CARRIED_OUT = (
    State.PLANNED,
    State.CONTRACTED,
    State.UNDER_WAY,
    State.ACCEPTED,
    State.SETTLED,
    State.EVALUATED,
)
"""The states in which a scheme counts among those of the programme.

One that was stopped does not, also after its contract is liquidated; what was settled of the work
done counts as money all the same.
"""

_BEFORE_PLAN = (State.DRAFT, State.SUBMITTED, State.RETURNED, State.APPRAISED)

RECORD = "record"
"""The step that enters a scheme approved elsewhere; it starts a history and is in no table."""

_COMMON: Mapping[str, Step] = {
    "submit": step("Trình thẩm định", State.DRAFT, State.RETURNED, to=State.SUBMITTED),
    "return": step("Trả lại để hoàn thiện", State.SUBMITTED, to=State.RETURNED, needs_note=True),
    "appraise": step("Thẩm định cấp cơ sở", State.SUBMITTED, to=State.APPRAISED),
    "reject": step("Không chấp thuận", State.SUBMITTED, to=State.REJECTED, needs_note=True),
    "contract": step("Ký hợp đồng", State.PLANNED, to=State.CONTRACTED, needs_decision=True),
    "start": step("Bắt đầu thực hiện", State.CONTRACTED, to=State.UNDER_WAY),
    "accept": step("Nghiệm thu", State.UNDER_WAY, to=State.ACCEPTED, needs_decision=True),
    "settle": step("Thanh lý, quyết toán", State.ACCEPTED, to=State.SETTLED, needs_decision=True),
    "evaluate": step("Đánh giá sau hỗ trợ", State.SETTLED, to=State.EVALUATED),
    "stop": step(
        "Ngừng triển khai",
        State.PLANNED,
        State.CONTRACTED,
        State.UNDER_WAY,
        to=State.STOPPED,
        needs_note=True,
        needs_decision=True,
    ),
    "terminate": step(
        "Thanh lý đề án ngừng triển khai",
        State.STOPPED,
        to=State.TERMINATED,
        needs_decision=True,
    ),
    "reopen_acceptance": step(
        "Hủy nghiệm thu ghi nhầm", State.ACCEPTED, to=State.UNDER_WAY, needs_note=True
    ),
    "reopen_settlement": step(
        "Hủy thanh lý, quyết toán ghi nhầm", State.SETTLED, to=State.ACCEPTED, needs_note=True
    ),
    "reopen_termination": step(
        "Hủy thanh lý đề án ngừng ghi nhầm", State.TERMINATED, to=State.STOPPED, needs_note=True
    ),
}

LOCAL = Lifecycle(
    initial=State.DRAFT,
    steps={
        **_COMMON,
        "plan": step("Giao kế hoạch", State.APPRAISED, to=State.PLANNED, needs_decision=True),
        "withdraw": step("Rút hồ sơ", *_BEFORE_PLAN, to=State.WITHDRAWN, needs_note=True),
    },
)
NATIONAL = Lifecycle(
    initial=State.DRAFT,
    steps={
        **_COMMON,
        "register": step("Đăng ký với Bộ Công Thương", State.APPRAISED, to=State.REGISTERED),
        "return_ministry": step(
            "Cục trả lại để hoàn thiện", State.REGISTERED, to=State.RETURNED, needs_note=True
        ),
        "appraise_ministry": step(
            "Thẩm định cấp Bộ", State.REGISTERED, to=State.MINISTRY_APPRAISED
        ),
        "reject_ministry": step(
            "Cục không chấp thuận", State.REGISTERED, to=State.REJECTED, needs_note=True
        ),
        "plan": step(
            "Giao kế hoạch", State.MINISTRY_APPRAISED, to=State.PLANNED, needs_decision=True
        ),
        "withdraw": step(
            "Rút hồ sơ",
            *_BEFORE_PLAN,
            State.REGISTERED,
            State.MINISTRY_APPRAISED,
            to=State.WITHDRAWN,
            needs_note=True,
        ),
    },
)

STEPS: Mapping[str, Step] = {**LOCAL.steps, **NATIONAL.steps}
"""Every step there is, of either chain."""

LABELS: Mapping[str, str] = {
    RECORD: "Ghi sổ đề án đã phê duyệt",
    **{name: taken.label for name, taken in STEPS.items()},
}
"""The Vietnamese name of every step that a history may hold."""

_OFFICER = {PROVINCE_OFFICER.code}
_LEADER = {LEADER.code}
_CENTRE = {CENTRE_OFFICER.code}
_DEPARTMENT = {MINISTRY_OFFICER.code}

WHO: Mapping[str, frozenset[str]] = {
    "submit": frozenset(_CENTRE | {COMMUNE_OFFICER.code}),
    "return": frozenset(_OFFICER),
    "appraise": frozenset(_OFFICER),
    "reject": frozenset(_LEADER),
    "register": frozenset(_LEADER),
    "return_ministry": frozenset(_DEPARTMENT),
    "appraise_ministry": frozenset(_DEPARTMENT),
    "reject_ministry": frozenset(_DEPARTMENT),
    "plan": frozenset(_LEADER),
    "contract": frozenset(_CENTRE),
    "start": frozenset(_CENTRE),
    "accept": frozenset(_OFFICER),
    "settle": frozenset({ACCOUNTANT.code}),
    "evaluate": frozenset(_OFFICER),
    "stop": frozenset(_LEADER),
    "terminate": frozenset({ACCOUNTANT.code}),
    "reopen_acceptance": frozenset(_OFFICER),
    "reopen_settlement": frozenset({ACCOUNTANT.code}),
    "reopen_termination": frozenset({ACCOUNTANT.code}),
    "withdraw": frozenset(_CENTRE | {COMMUNE_OFFICER.code}),
}
"""The roles that may take each step; what a programme does otherwise stands below."""

_COMMUNE = frozenset(_CENTRE | {COMMUNE_OFFICER.code})
_MINISTRY = frozenset({MINISTRY_LEADER.code})
_WHO_OF: Mapping[str, Mapping[str, frozenset[str]]] = {
    "national": {"plan": _MINISTRY, "stop": _MINISTRY},
    "commune": {"contract": _COMMUNE, "start": _COMMUNE},
}
"""Where a programme differs: a commune carries out what it manages (TT 46/2012 khoản 3 Điều 2).

The Minister approves the plan and stops a national scheme (TT 36/2013 Điều 8.3, 11.2a); Cục does
the rest of what falls to the Ministry.
"""


PLAIN_STEPS: Mapping[str, str] = {"dang-ky-voi-bo": "register", "rut-ho-so": "withdraw"}
"""The word in the address → a step that no app has a page for: it takes a note and no more."""


def lifecycle_of(tier: str) -> Lifecycle:
    """Return the table of a scheme's programme."""
    return NATIONAL if tier == "national" else LOCAL


def who_may(name: str, *, tier: str) -> frozenset[str]:
    """Return the codes of the roles that may take step *name* of a scheme of *tier*."""
    return _WHO_OF.get(tier, {}).get(name, WHO[name])

"""For whom a scheme waits, since when, as an establishment is told it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from khuyencong.accounts.roles import (
    ACCOUNTANT,
    CENTRE_OFFICER,
    COMMUNE_OFFICER,
    LEADER,
    MINISTRY_LEADER,
    MINISTRY_OFFICER,
    PROVINCE_OFFICER,
)
from khuyencong.schemes.lifecycle import State, who_may
from khuyencong.schemes.models import Scheme

NEXT: Mapping[str, Mapping[str, str]] = {
    State.DRAFT: {"submit": "lập hồ sơ, trình thẩm định"},
    State.RETURNED: {"submit": "hoàn thiện hồ sơ được trả lại"},
    State.SUBMITTED: {"appraise": "thẩm định cấp cơ sở"},
    State.APPRAISED: {"register": "đăng ký với Bộ Công Thương", "plan": "giao kế hoạch"},
    State.REGISTERED: {"appraise_ministry": "thẩm định cấp Bộ"},
    State.MINISTRY_APPRAISED: {"plan": "giao kế hoạch"},
    State.PLANNED: {"contract": "ký hợp đồng thực hiện đề án"},
    State.CONTRACTED: {"start": "bắt đầu thực hiện"},
    State.UNDER_WAY: {"accept": "nghiệm thu"},
    State.ACCEPTED: {"settle": "thanh lý hợp đồng, quyết toán"},
    State.SETTLED: {"evaluate": "đánh giá sau hỗ trợ"},
    State.STOPPED: {"terminate": "thanh lý phần đã làm"},
}
"""State → the step that leads on, in words; the programme's own table says which of them it has.

A state that is not here is an end.
"""

WHEN: Mapping[str, str] = {State.UNDER_WAY: "làm xong", State.SETTLED: "đến hạn"}
"""The states in which nobody is waited for until something has happened."""

_BODIES: Mapping[str, str] = {
    LEADER.code: "lãnh đạo Sở Công Thương",
    PROVINCE_OFFICER.code: "Sở Công Thương",
    CENTRE_OFFICER.code: "Trung tâm Khuyến công",
    COMMUNE_OFFICER.code: "Ủy ban nhân dân xã, phường",
    ACCOUNTANT.code: "kế toán Sở Công Thương",
    MINISTRY_LEADER.code: "lãnh đạo Bộ Công Thương",
    MINISTRY_OFFICER.code: "Cục quản lý khuyến công của Bộ Công Thương",
}
_IMPLEMENTERS = {CENTRE_OFFICER.code, COMMUNE_OFFICER.code}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who does what next, and since which day it waits; ``when``: not before that."""

    whom: str
    what: str
    since: date
    days: int
    when: str = ""


def waiting_of(scheme: Scheme, *, since: date, today: date) -> Waiting | None:
    """What a scheme waits for; ``None`` at its end."""
    wanted = NEXT.get(scheme.state, {})
    step = next((name for name in scheme.steps_ahead if name in wanted), None)
    if step is None:
        return None
    whom = _whom(scheme, who_may(step, tier=scheme.tier))
    days = (today - since).days
    return Waiting(whom, wanted[step], since, days, WHEN.get(scheme.state, ""))


def _whom(scheme: Scheme, roles: frozenset[str]) -> str:
    """The bodies of the roles; the implementer by name, where it is the one that acts."""
    if roles <= _IMPLEMENTERS and scheme.implementer is not None:
        return scheme.implementer.name
    return " hoặc ".join(body for role, body in _BODIES.items() if role in roles)

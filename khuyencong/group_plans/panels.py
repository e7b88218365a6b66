"""What comes before the contract of a group scheme: the plan that names who benefits."""

from collections.abc import Sequence

from khuyencong.accounts.models import User
from khuyencong.dossiers.queries import is_named_later
from khuyencong.schemes.models import Line, Scheme, Tier
from khuyencong.schemes.panels import First, Link
from khuyencong.ui.addresses import address_of

from .lifecycle import State, who_takes

_THEN = "lãnh đạo Sở Công Thương phê duyệt, rồi mới ký hợp đồng."


def names_first(user: User, scheme: Scheme, lines: Sequence[Line]) -> First | None:
    """The plan of Mẫu số 11, where some line has nobody yet; one query then, else none."""
    if not any(_lacks_a_name(scheme, line) for line in lines):
        return None
    plan = scheme.group_plans.exclude(state=State.APPROVED).first()
    if plan is not None and plan.state == State.SUBMITTED:
        page = address_of("group_plans:plan_detail", plan.pk)
        return First(f"kế hoạch đề án nhóm (Mẫu số 11) chờ {_THEN}", _decision(user, scheme, page))
    deed = {
        None: "chọn đơn vị thụ hưởng, lập kế hoạch đề án nhóm (Mẫu số 11)",
        State.DRAFT: "chọn xong đơn vị thụ hưởng, trình kế hoạch đề án nhóm (Mẫu số 11)",
        State.RETURNED: "hoàn thiện, trình lại kế hoạch đề án nhóm (Mẫu số 11) được trả lại",
    }[State(plan.state) if plan else None]
    whose = "Trung tâm khuyến công"
    if scheme.tier == Tier.COMMUNE:
        whose += " hoặc Ủy ban nhân dân cấp xã"
    is_own = user.role in who_takes("submit", tier=scheme.tier)
    page = address_of("group_plans:scheme_plans", scheme.code)
    link = ("Chọn đơn vị thụ hưởng (Mẫu số 11)", page) if is_own else None
    return First(f"{deed}. {whose} làm; {_THEN}", link)


def _lacks_a_name(scheme: Scheme, line: Line) -> bool:
    return line.beneficiary_id is None and is_named_later(scheme.form, line.content)


def _decision(user: User, scheme: Scheme, page: str) -> Link | None:
    if user.role in who_takes("approve", tier=scheme.tier):
        return "Phê duyệt kế hoạch nhóm (Mẫu số 11)", page
    if user.role in who_takes("return", tier=scheme.tier):
        return "Xem xét kế hoạch nhóm (Mẫu số 11)", page
    return None

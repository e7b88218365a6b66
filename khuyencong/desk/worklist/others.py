"""What waits besides the steps of schemes: plans, changes, needs."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Q

from khuyencong.accounts.roles import Permission
from khuyencong.adjustments.lifecycle import EDITABLE, proposers
from khuyencong.adjustments.lifecycle import State as ChangeState
from khuyencong.adjustments.models import ChangeRequest
from khuyencong.adjustments.policy import decide
from khuyencong.adjustments.queries import CHANGEABLE, waiting_for
from khuyencong.dossiers.models import Need, NeedDraft
from khuyencong.group_plans.lifecycle import State as PlanState
from khuyencong.group_plans.lifecycle import who_takes
from khuyencong.group_plans.models import GroupPlan
from khuyencong.group_plans.policy import takes_next
from khuyencong.lib.days import show_day
from khuyencong.planning.models import Plan
from khuyencong.planning.policy import change_plan, decide_plan, make_plans, tiers_planned
from khuyencong.planning.queries import waiting_by_year
from khuyencong.regulations.models import AppliesTo
from khuyencong.schemes.models import Tier

from .asker import Asker
from .tasks import Task, task_of

_LABELS = dict(Tier.choices)
_SURVEY = "Khảo sát"
_TAKEN = ("submit", "approve", "return")


def plans(asker: Asker) -> Iterator[Task]:
    """Plans to decide, and schemes whose money no decision has given; two queries."""
    user = asker.user
    if not make_plans(user):
        return
    found = Plan.objects.visible_to(user).filter(edition__isnull=True).select_related("place")
    if not user.is_illustrative:
        found = found.filter(is_illustrative=False)
    for plan in found:
        if change_plan(user, plan):
            gives = decide_plan(user, plan)
            deed = "quyết định giao kế hoạch" if gives else "hoàn thiện để trình quyết định"
            about = f"Phương án «{plan}» năm {plan.year}"
            yield Task(about, f"{deed}.", "planning:plan_detail", (plan.pk,))
    for one in waiting_by_year(asker.schemes, tiers_planned(user)):
        said = (
            f"{one.number} đề án nhiều năm, đã giao từ năm trước, chờ kinh phí năm {one.year}."
            if one.is_given
            else f"{one.number} đề án đã thẩm định chờ đưa vào kế hoạch năm {one.year}."
        )
        yield Task(_LABELS[one.tier], said, "planning:year_detail", (one.year,))


def group_plans(asker: Asker) -> Iterator[Task]:
    """Plans that name who benefits of a group scheme: to complete, or to approve; one query."""
    role = asker.user.role
    if not any(role in who_takes(name, tier=tier) for name in _TAKEN for tier in Tier.values):
        return
    for plan in asker.proposed:
        if takes_next(asker.user, plan):
            said = _deed(role, plan).format("kế hoạch đề án nhóm (Mẫu số 11)")
            about = f"{plan.scheme.code} – {plan.scheme.name}"
            yield Task(about, f"{said}.", "group_plans:plan_detail", (plan.pk,))


def _deed(role: str, plan: GroupPlan) -> str:
    """What the role does to the plan; an officer of the department only returns it."""
    if plan.state != PlanState.SUBMITTED:
        return "hoàn thiện và trình {}"
    if role in who_takes("approve", tier=plan.scheme.tier):
        return "phê duyệt {}"
    return "xem xét {}, lãnh đạo Sở phê duyệt"


class ChangeRow(NamedTuple):
    """A change request as far as a task tells of it; ``name`` and ``code`` are the scheme's."""

    pk: int
    number: int
    state: str
    code: str
    name: str
    tier: str

    def task(self, words: str) -> Task:
        about = f"{self.code} – {self.name}"
        return Task(about, f"{words} {self.number}.", "adjustments:request_detail", (self.pk,))


_OF_CHANGE = ("pk", "number", "state", "scheme__code", "scheme__name", "scheme__tier")
_SIGNED = ("scheme__contract__appendices__signed_on", "decision_date")


def changes(asker: Asker) -> Iterator[Task]:
    """Change requests to decide, to complete, and approved ones that no appendix tells."""
    user = asker.user
    if any(user.role in proposers(tier) for tier in Tier.values):
        yield from _own_changes(asker)
    if decide(user):
        found = waiting_for(user)
        if not user.is_illustrative:
            found = found.filter(scheme__is_illustrative=False)
        for row in found.values_list(*_OF_CHANGE):
            yield ChangeRow(*row).task("quyết định đề nghị điều chỉnh lần")


def _own_changes(asker: Asker) -> Iterator[Task]:
    """What the proposer must still do; one query, with a row for each appendix of a contract."""
    unsigned = Q(scheme__contract__isnull=False, scheme__state__in=CHANGEABLE)
    found = ChangeRequest.objects.filter(
        Q(state__in=EDITABLE) | unsigned & Q(state=ChangeState.APPROVED), scheme__in=asker.schemes
    )
    rows: dict[ChangeRow, bool] = {}
    for *columns, signed_on, decided_on in found.order_by("pk").values_list(*_OF_CHANGE, *_SIGNED):
        one = ChangeRow(*columns)
        is_signed = bool(signed_on and decided_on and signed_on >= decided_on)
        rows[one] = rows.get(one, False) or is_signed
    for one, is_signed in rows.items():
        if asker.user.role not in proposers(one.tier):
            continue
        if one.state == ChangeState.RETURNED:
            yield one.task("hoàn thiện và trình đề nghị điều chỉnh được trả lại, lần")
        elif one.state == ChangeState.DRAFT:
            yield one.task("hoàn thiện và trình đề nghị điều chỉnh đang lập, lần")
        elif not is_signed and asker.takes("contract", one.tier):
            words = f"ký phụ lục hợp đồng theo điều chỉnh lần {one.number}"
            yield task_of(one, words, "delivery:appendix_add")


def needs(asker: Asker) -> Iterator[Task]:
    """Needs of the years ahead that no dossier has been made from, one task a year; one query.

    Who only records needs is told of a form begun and not recorded.
    """
    user = asker.user
    if not user.may(Permission.RECORD_NEEDS):
        return
    if not user.may(Permission.VIEW_RECORDS):
        for draft in NeedDraft.objects.visible_to(user):
            said = f"phiếu ghi dở ngày {show_day(draft.at)}, ghi tiếp hoặc bỏ."
            yield Task(_SURVEY, said, "dossiers:need_add")
    if not asker.tiers("submit"):
        return
    rows = Need.objects.visible_to(user).open_for_dossier().filter(year__gt=asker.today.year)
    if not user.is_illustrative:
        rows = rows.filter(is_illustrative=False)
    counted = rows.order_by("year").values_list("year").annotate(number=Count("pk"))
    for year, number in counted:
        words = urlencode({"state": "open", "year": year})
        said = f"{number} nhu cầu của năm {year} chưa lập hồ sơ đề án."
        due = asker.law.deadline("base_submission", year - 1, chain=AppliesTo.NATIONAL)
        yield Task(_SURVEY, said, "dossiers:need_list", asked=f"?{words}").by(due)

"""What waits besides the steps of schemes: opinions, plans, changes, needs."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.adjustments.lifecycle import EDITABLE, proposers
from khuyencong.adjustments.lifecycle import State as ChangeState
from khuyencong.adjustments.models import ChangeRequest
from khuyencong.adjustments.policy import decide
from khuyencong.adjustments.queries import CHANGEABLE, waiting_for
from khuyencong.appraisals.queries import rows_of, waiting_schemes
from khuyencong.delivery.models import Appendix
from khuyencong.dossiers.models import Need, NeedDraft
from khuyencong.group_plans.lifecycle import State as PlanState
from khuyencong.group_plans.lifecycle import who_takes
from khuyencong.group_plans.models import GroupPlan
from khuyencong.group_plans.queries import plans_awaiting
from khuyencong.lib.days import show_day
from khuyencong.lib.vietnamese import lower_first
from khuyencong.planning.models import Plan
from khuyencong.planning.policy import change_plan, decide_plan, make_plans, tiers_planned
from khuyencong.planning.queries import ready_for_plan
from khuyencong.regulations.models import AppliesTo
from khuyencong.regulations.queries import Calendar
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Tier

from .tasks import Task, due_by, seen_by, task_of, tiers_of

_LABELS = dict(Tier.choices)
_SURVEY = "Khảo sát"
_TAKEN = ("submit", "approve", "return")


def opinions(user: User, law: Calendar) -> Iterator[Task]:
    """Appraisals that wait for the person: to open one, to give an opinion, to conclude.

    A national scheme must be appraised in time to be registered with the Ministry.
    """
    schemes = waiting_schemes(user, mine=True).select_related("province")
    if not user.is_illustrative:
        schemes = schemes.filter(is_illustrative=False)
    for row in rows_of(schemes, user):
        scheme = row.scheme
        words = f"{lower_first(str(row.level.label))}: {lower_first(row.task)}"
        due = None
        if scheme.state == State.SUBMITTED and scheme.tier == Tier.NATIONAL:
            due = law.deadline(
                "ministry_submission",
                scheme.start_year - 1,
                chain=AppliesTo.NATIONAL,
                province=scheme.province.code,
            )
        yield due_by(task_of(scheme, words, "appraisals:appraisal_detail"), due)


def plans(user: User) -> Iterator[Task]:
    """Plans to decide, and appraised schemes that no decision has given; two queries."""
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
    yield from _candidates(user)


def _candidates(user: User) -> Iterator[Task]:
    """How many schemes of each programme and year wait to be given."""
    rows = (
        seen_by(user)
        .filter(ready_for_plan(tiers_planned(user)))
        .order_by("start_year", "tier")
        .values_list("start_year", "tier")
        .annotate(number=Count("pk"))
    )
    for year, tier, number in rows:
        said = f"{number} đề án đã thẩm định chờ đưa vào kế hoạch năm {year}."
        yield Task(_LABELS[tier], said, "planning:year_detail", (year,))


def group_plans(user: User) -> Iterator[Task]:
    """Plans that name who benefits of a group scheme: to complete, or to approve; one query."""
    if not any(user.role in who_takes(name, tier=tier) for name in _TAKEN for tier in Tier.values):
        return
    for plan in plans_awaiting(user):
        if user.is_illustrative or not plan.scheme.is_illustrative:
            said = _deed(user, plan).format("kế hoạch đề án nhóm (Mẫu số 11)")
            about = f"{plan.scheme.code} – {plan.scheme.name}"
            yield Task(about, f"{said}.", "group_plans:plan_detail", (plan.pk,))


def _deed(user: User, plan: GroupPlan) -> str:
    """What the person does to the plan; an officer of the department only returns it."""
    if plan.state != PlanState.SUBMITTED:
        return "hoàn thiện và trình {}"
    if user.role in who_takes("approve", tier=plan.scheme.tier):
        return "phê duyệt {}"
    return "xem xét {}, lãnh đạo Sở phê duyệt"


def changes(user: User) -> Iterator[Task]:
    """Change requests to decide, to complete, and approved ones that no appendix tells."""
    if any(user.role in proposers(tier) for tier in Tier.values):
        yield from _own_changes(user)
    if not decide(user):
        return
    for one in waiting_for(user).select_related("scheme"):
        if user.is_illustrative or not one.scheme.is_illustrative:
            yield _change(one, "quyết định đề nghị điều chỉnh lần")


def _own_changes(user: User) -> Iterator[Task]:
    """What the proposer must still do; one query."""
    told = Appendix.objects.filter(
        contract__scheme=OuterRef("scheme"), signed_on__gte=OuterRef("decision_date")
    )
    unsigned = Q(state=ChangeState.APPROVED, scheme__contract__isnull=False) & ~Exists(told)
    found = ChangeRequest.objects.filter(
        Q(state__in=EDITABLE) | unsigned & Q(scheme__state__in=CHANGEABLE),
        scheme__in=seen_by(user),
    )
    for one in found.select_related("scheme").order_by("pk"):
        scheme = one.scheme
        if one.state == ChangeState.APPROVED:
            if user.role in proposers(scheme.tier) and scheme.tier in tiers_of(user, "contract"):
                words = f"ký phụ lục hợp đồng theo điều chỉnh lần {one.number}"
                yield task_of(scheme, words, "delivery:appendix_add")
        elif user.role in proposers(scheme.tier):
            is_back = one.state == ChangeState.RETURNED
            what = "được trả lại" if is_back else "đang lập"
            yield _change(one, f"hoàn thiện và trình đề nghị điều chỉnh {what}, lần")


def _change(one: ChangeRequest, words: str) -> Task:
    about = f"{one.scheme.code} – {one.scheme.name}"
    return Task(about, f"{words} {one.number}.", "adjustments:request_detail", (one.pk,))


def needs(user: User, law: Calendar, today: date) -> Iterator[Task]:
    """Needs of the years ahead that no dossier has been made from, one task a year; one query.

    Who only records needs is told of a form begun and not recorded.
    """
    if not user.may(Permission.RECORD_NEEDS):
        return
    if not user.may(Permission.VIEW_RECORDS):
        for draft in NeedDraft.objects.visible_to(user):
            said = f"phiếu ghi dở ngày {show_day(draft.at)}, ghi tiếp hoặc bỏ."
            yield Task(_SURVEY, said, "dossiers:need_add")
    if not tiers_of(user, "submit"):
        return
    rows = Need.objects.visible_to(user).open_for_dossier().filter(year__gt=today.year)
    if not user.is_illustrative:
        rows = rows.filter(is_illustrative=False)
    counted = rows.order_by("year").values_list("year").annotate(number=Count("pk"))
    for year, number in counted:
        words = urlencode({"state": "open", "year": year})
        said = f"{number} nhu cầu của năm {year} chưa lập hồ sơ đề án."
        task = Task(_SURVEY, said, "dossiers:need_list", asked=f"?{words}")
        due = law.deadline("base_submission", year - 1, chain=AppliesTo.NATIONAL)
        yield due_by(task, due)

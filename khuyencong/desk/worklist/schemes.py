"""What waits of a scheme as a whole: its next step, its monthly reports, their confirmation."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Max, OuterRef, Subquery
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.delivery.lifecycle import WHEN
from khuyencong.delivery.models import Acceptance, ProgressReport
from khuyencong.dossiers.models import SideText, readable_by
from khuyencong.dossiers.policy import BEING_PREPARED
from khuyencong.dossiers.queries import chain_of
from khuyencong.group_plans.queries import has_unnamed_lines
from khuyencong.lib.days import show_month
from khuyencong.regulations.queries import Calendar, DueDate
from khuyencong.schemes.lifecycle import State, who_may
from khuyencong.schemes.models import StepTaken, Tier

from .tasks import Task, due_by, seen_by, task_of, tiers_of


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits at a state: for the role that takes *step*, in these words, on that page.

    ``deadline`` is how the code of its deadline begins; the year it is looked up in is the one
    before the scheme's first, or that of its last acceptance.  ``word`` ends the page's address.
    """

    step: str
    words: str
    page: str
    deadline: str = ""
    word: str = ""


WAITS: Mapping[str, Sequence[Waits]] = {
    State.DRAFT: [
        Waits(
            "submit",
            "hoàn thiện hồ sơ và trình thẩm định",
            "dossiers:dossier_detail",
            "base_submission",
        )
    ],
    State.RETURNED: [
        Waits(
            "submit",
            "hoàn thiện hồ sơ được trả lại",
            "dossiers:dossier_detail",
            "base_submission",
        )
    ],
    State.APPRAISED: [
        Waits(
            "register",
            "đăng ký với Bộ Công Thương",
            "schemes:scheme_step",
            "ministry_submission",
            "dang-ky-voi-bo",
        )
    ],
    State.PLANNED: [Waits("contract", "ký hợp đồng", "delivery:contract_sign")],
    State.CONTRACTED: [Waits("start", "bắt đầu thực hiện", "delivery:start")],
    State.UNDER_WAY: [],  # the monthly reports, below
    State.ACCEPTED: [
        Waits("settle", "thanh lý, quyết toán", "delivery:settlement", "liquidation"),
        Waits("contract", "lập hồ sơ quyết toán", "delivery:voucher_list", "settlement_file"),
    ],
    State.STOPPED: [
        Waits("terminate", "thanh lý, quyết toán phần đã làm", "delivery:settlement"),
        Waits("contract", "kê chứng từ, giải trình phần đã làm", "delivery:voucher_list"),
    ],
}
"""The states in which a step or its preparation waits.

An appraisal waits for its members (`others.opinions`), a plan for who gives it (`others.plans`),
acceptance, advances and what comes afterwards line by line (`lines`).
"""

_COLUMNS = (
    *("code", "name", "tier", "state", "start_year"),
    *("province_code", "accepted_on", "begun", "reported", "unmerged"),
)


def tasks_of_schemes(user: User, law: Calendar, today: date) -> Iterator[Task]:
    """One task for each scheme that stands where the person acts next; at most two queries."""
    waits, reports = _waits_of(user), tiers_of(user, "contract")
    states = {state for state, _ in waits} | ({State.UNDER_WAY.value} if reports else set())
    if states:
        for scheme in _schemes(user, states):
            for one in waits.get((scheme.state, scheme.tier), ()):
                yield _task(law, scheme, one)
            if scheme.unmerged and scheme.state in BEING_PREPARED:
                yield from _unmerged(scheme)
            if scheme.state == State.UNDER_WAY and scheme.tier in reports:
                yield from _missing_reports(law, scheme, today)
    if user.may(Permission.ACCEPT_SCHEMES):
        yield from _confirmations(user)


def _waits_of(user: User) -> dict[tuple[str, str], list[Waits]]:
    """What waits for the person's role, by the state and the programme of a scheme."""
    return {
        (state, tier): found
        for state, waits in WAITS.items()
        for tier in Tier.values
        if (found := [one for one in waits if _takes(user, one.step, tier)])
    }


def _takes(user: User, step: str, tier: str) -> bool:
    """Whether the person takes the step; only a national scheme is registered."""
    of_chain = step != "register" or tier == Tier.NATIONAL
    return of_chain and user.role in who_may(step, tier=tier)


def _schemes(user: User, states: Collection[str]) -> Any:
    """What tells the task of each scheme: a plan may have given thousands at once.

    Besides its own columns, the code of its province, the day it began, was last accepted, the
    months reported; ``unmerged`` are the parts beside which the person typed a text that waits to
    be merged.
    """
    accepted = Acceptance.objects.filter(scheme=OuterRef("pk")).order_by().values("scheme")
    begun = StepTaken.objects.filter(scheme=OuterRef("pk"), name="start").order_by("-number")
    reports = ProgressReport.objects.filter(scheme=OuterRef("pk")).order_by()
    texts = SideText.objects.filter(
        section__scheme=OuterRef("pk"), by=user, settled_at__isnull=True
    ).order_by("section__part__number")
    return (
        seen_by(user)
        .filter(state__in=states, pk__in=readable_by(user))
        .exclude(has_unnamed_lines(), state=State.PLANNED)  # `lines` tells what comes first
        .order_by()
        .annotate(
            province_code=F("province__code"),
            accepted_on=Subquery(accepted.annotate(last=Max("accepted_on")).values("last")),
            begun=Subquery(begun.values("at")[:1]),
            reported=ArraySubquery(reports.values("month")),
            unmerged=ArraySubquery(texts.values("section__part__number")),
        )
        .values_list(*_COLUMNS, named=True)
    )


def _task(law: Calendar, scheme: Any, one: Waits) -> Task:
    rest = (one.word,) if one.word else ()
    task = task_of(scheme, one.words, one.page, *rest)
    return due_by(task, _due(law, scheme, one.deadline)) if one.deadline else task


def _unmerged(scheme: Any) -> Iterator[Task]:
    """What the person typed beside somebody else's version, part by part."""
    for number in dict.fromkeys(scheme.unmerged):
        words = f"gộp bản gõ của bạn ở phần {number} của hồ sơ"
        yield task_of(scheme, words, "dossiers:section_merge", number)


def _due(law: Calendar, scheme: Any, deadline: str) -> DueDate | None:
    """By when; of what follows an acceptance only once there is one."""
    day, place = scheme.accepted_on, _jurisdiction(scheme)
    if deadline == "settlement_file":
        return law.settlement_file(day, **place) if day else None
    if deadline == "liquidation":
        return law.deadline(deadline, day.year, **place) if day else None
    return law.deadline(deadline, scheme.start_year - 1, **place)


def _jurisdiction(scheme: Any) -> dict[str, str]:
    """Whose law sets the scheme's days."""
    return {"chain": chain_of(scheme), "province": scheme.province_code}


def _missing_reports(law: Calendar, scheme: Any, today: date) -> Iterator[Task]:
    """The monthly reports that are missing, one task for each scheme: the oldest month counts."""
    if scheme.begun is None:
        return
    begun = timezone.localdate(scheme.begun)
    due = [
        one
        for year in range(begun.year, today.year + 1)
        for one in law.months(year, **_jurisdiction(scheme))
        if begun <= one.last_day
        and (one.named_day.year, one.named_day.month) <= (today.year, today.month)
        and one.named_day.replace(day=1) not in scheme.reported
    ]
    if due:
        month = due[0].named_day
        more = f" (còn thiếu {len(due)} tháng)" if len(due) > 1 else ""
        words = f"báo cáo tiến độ tháng {show_month(month)}{more}"
        yield due_by(task_of(scheme, words, "delivery:progress_add"), due[0])


def _confirmations(user: User) -> Iterator[Task]:
    """The reports that the department has not confirmed, while it still may."""
    schemes = seen_by(user).filter(state__in=WHEN["confirm"])
    rows = ProgressReport.objects.filter(scheme__in=schemes, confirmed_at__isnull=True)
    for one in rows.select_related("scheme"):
        words = f"xác nhận báo cáo tiến độ tháng {show_month(one.month)}"
        yield task_of(one.scheme, words, "delivery:progress_confirm", one.pk)

"""What waits for a person, by deadline: steps of schemes, monthly reports, changes, evaluations.

Days come from the law of `regulations`; a task is «soon late» in its last working days.
Each source costs a fixed number of queries.  A synthetic record waits only for a synthetic account.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.adjustments.queries import waiting_for
from khuyencong.appraisals.queries import waiting_schemes
from khuyencong.delivery.models import Acceptance, FollowUp, ProgressReport, Round
from khuyencong.delivery.queries.followups import add_months
from khuyencong.dossiers.models import readable_by
from khuyencong.dossiers.queries import chain_of
from khuyencong.lib.working_days import working_days_between
from khuyencong.regulations.models import Deadline
from khuyencong.regulations.queries import DueDate, days_of_event, deadlines_for
from khuyencong.schemes.lifecycle import State, who_may
from khuyencong.schemes.models import Scheme, SchemeQuerySet, StepTaken, Tier

SOON = 5  # working days
_NEVER = date.max


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits: a sentence, where it is done, and by when, if any law says."""

    sentence: str
    href: str
    due: date | None = None
    label: str = ""

    def standing(self, today: date) -> str:
        """``late``, ``soon`` or nothing."""
        if self.due is None:
            return ""
        if self.due < today:
            return "late"
        return "soon" if working_days_between(today, self.due) <= SOON else ""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as the page shows it."""

    task: Task
    standing: str


def worklist_of(user: User, *, today: date) -> list[TaskRow]:
    """Everything that waits for the person, the most urgent first."""
    law = Calendar()
    tasks = [*_steps(user, law), *_changes(user), *_opinions(user)]
    if user.may(Permission.VIEW_RECORDS):
        tasks += [*_reports(user, law, today), *_confirmations(user), *_evaluations(user, today)]
    tasks.sort(key=lambda task: (task.due or _NEVER, task.sentence))
    return [TaskRow(task, task.standing(today)) for task in tasks]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The deadlines of the law, each year of a province read once."""

    years: dict[tuple[int, str, str], list[DueDate]] = field(default_factory=dict)
    files: dict[tuple[date, str, str], DueDate | None] = field(default_factory=dict)

    def of_year(self, scheme: Scheme, year: int) -> list[DueDate]:
        """Every deadline of a year for such a scheme."""
        key = (year, chain_of(scheme), scheme.province.code)
        if key not in self.years:
            self.years[key] = deadlines_for(year, chain=key[1], province=key[2])
        return self.years[key]

    def deadline(self, scheme: Scheme, code: str, year: int) -> DueDate | None:
        """The deadline whose code begins so: a province may have its own rows."""
        found = self.of_year(scheme, year)
        return next((one for one in found if one.deadline.code.startswith(code)), None)

    def settlement_file(self, scheme: Scheme, accepted_on: date) -> DueDate | None:
        """So many days after the last acceptance (khoản 1 Điều 18 TT 36/2013)."""
        key = (accepted_on, chain_of(scheme), scheme.province.code)
        if key not in self.files:
            rows = Deadline.objects.governing(key[1], on=accepted_on, province=key[2])
            of_file = rows.filter(code__startswith="settlement_file").select_related("document")
            rule = of_file.first()
            self.files[key] = days_of_event(rule, accepted_on) if rule else None
        return self.files[key]


_STEPS: dict[str, tuple[str, str, str]] = {
    State.DRAFT: ("submit", "hoàn thiện hồ sơ và trình thẩm định", "dossiers:dossier_detail"),
    State.RETURNED: ("submit", "hoàn thiện hồ sơ được trả lại", "dossiers:dossier_detail"),
    State.SUBMITTED: ("appraise", "thẩm định cấp cơ sở", "appraisals:appraisal_detail"),
    State.REGISTERED: (
        "appraise_ministry",
        "thẩm định cấp Bộ",
        "appraisals:appraisal_detail",
    ),
    State.PLANNED: ("contract", "ký hợp đồng", "delivery:contract_sign"),
    State.CONTRACTED: ("start", "bắt đầu thực hiện", "delivery:start"),
    State.STOPPED: ("settle", "thanh lý, quyết toán phần đã làm", "delivery:settlement"),
    State.ACCEPTED: ("settle", "thanh lý, quyết toán", "delivery:settlement"),
}
_FILE = ("contract", "lập hồ sơ quyết toán", "delivery:settlement")


def _seen(user: User) -> SchemeQuerySet:
    found = Scheme.objects.visible_to(user).select_related("province")
    return found if user.is_illustrative else found.filter(is_illustrative=False)


def _mine(user: User, step: str) -> list[str]:
    """The programmes in which the person's role takes the step."""
    return [tier for tier in Tier.values if user.role in who_may(step, tier=tier)]


def _steps(user: User, law: Calendar) -> Iterator[Task]:
    """One task for each scheme that stands where the person takes the next step."""
    if not user.may(Permission.VIEW_RECORDS):
        return
    wanted: dict[str, list[str]] = {
        state: tiers for state, (step, _, _) in _STEPS.items() if (tiers := _mine(user, step))
    }
    if tiers := _mine(user, "register"):
        wanted[State.APPRAISED] = tiers
    if tiers := _mine(user, "contract"):
        wanted.setdefault(State.ACCEPTED, tiers)
    found = _seen(user).filter(state__in=wanted, pk__in=readable_by(user))
    accepted = Acceptance.objects.filter(scheme=OuterRef("pk")).order_by().values("scheme")
    last = Subquery(accepted.annotate(last=Max("accepted_on")).values("last"))
    for scheme in found.annotate(accepted_on=last):
        if scheme.tier in wanted[scheme.state]:
            yield from _step(user, law, scheme)


def _step(user: User, law: Calendar, scheme: Any) -> Iterator[Task]:
    """``scheme`` with ``accepted_on``, the day of its last acceptance."""
    if scheme.state == State.APPRAISED:
        yield from _after_appraisal(user, law, scheme)
        return
    step, words, page = _STEPS[scheme.state]
    if user.role in who_may(step, tier=scheme.tier):
        yield _task(scheme, words, page, _due_of(law, scheme))
    elif scheme.state == State.ACCEPTED:
        _, words, page = _FILE
        day = scheme.accepted_on
        yield _task(scheme, words, page, law.settlement_file(scheme, day) if day else None)


def _after_appraisal(user: User, law: Calendar, scheme: Scheme) -> Iterator[Task]:
    """A national scheme goes to the Ministry; a local one into a plan."""
    page = "schemes:scheme_detail"
    if scheme.tier == Tier.NATIONAL:
        due = law.deadline(scheme, "ministry_submission", scheme.start_year - 1)
        yield _task(scheme, "đăng ký với Bộ Công Thương", page, due)
    elif user.role in who_may("plan", tier=scheme.tier):
        yield _task(scheme, "đưa vào kế hoạch, giao kế hoạch", page, None)


def _due_of(law: Calendar, scheme: Any) -> DueDate | None:
    if scheme.state in (State.DRAFT, State.RETURNED):
        return law.deadline(scheme, "base_submission", scheme.start_year - 1)
    if scheme.state == State.ACCEPTED and scheme.accepted_on is not None:
        return law.deadline(scheme, "liquidation", scheme.accepted_on.year)
    return None


def _task(scheme: Scheme, words: str, page: str, due: DueDate | None) -> Task:
    href = reverse(page, args=[scheme.code])
    sentence = f"{scheme.code} – {scheme.name}: {words}."
    return Task(sentence, href, due.last_working_day if due else None, due.label if due else "")


def _reports(user: User, law: Calendar, today: date) -> Iterator[Task]:
    """The monthly reports that are missing, one task for each scheme: the oldest month counts."""
    tiers = _mine(user, "contract")
    begun = StepTaken.objects.filter(scheme=OuterRef("pk"), name="start").order_by("-number")
    schemes: list[Any] = list(
        _seen(user)
        .filter(state=State.UNDER_WAY, tier__in=tiers)
        .annotate(begun=Subquery(begun.values("at")[:1]))
        .exclude(begun__isnull=True)
    )
    told: dict[int, set[date]] = defaultdict(set)
    for scheme_id, month in ProgressReport.objects.filter(scheme__in=schemes).values_list(
        "scheme", "month"
    ):
        told[scheme_id].add(month)
    for scheme in schemes:
        missing = [
            due
            for due in _months(law, scheme, timezone.localdate(scheme.begun), today)
            if due.named_day.replace(day=1) not in told[scheme.pk]
        ]
        if missing:
            month = missing[0].named_day
            more = f" (còn thiếu {len(missing)} tháng)" if len(missing) > 1 else ""
            words = f"báo cáo tiến độ tháng {month.month}/{month.year}{more}"
            yield _task(scheme, words, "delivery:progress_add", missing[0])


def _months(law: Calendar, scheme: Scheme, begun: date, today: date) -> Iterator[DueDate]:
    """The reports due since the work began, up to the one of this month."""
    for year in range(begun.year, today.year + 1):
        for due in law.of_year(scheme, year):
            is_monthly = due.deadline.every == Deadline.Every.MONTH
            this_month = (due.named_day.year, due.named_day.month) <= (today.year, today.month)
            if is_monthly and this_month and begun <= due.last_day:
                yield due


def _confirmations(user: User) -> Iterator[Task]:
    """The reports that the department has not confirmed."""
    if not user.may(Permission.ACCEPT_SCHEMES):
        return
    rows = ProgressReport.objects.filter(scheme__in=_seen(user), confirmed_at__isnull=True)
    for one in rows.select_related("scheme"):
        month = f"tháng {one.month.month}/{one.month.year}"
        yield Task(
            f"{one.scheme.code} – {one.scheme.name}: xác nhận báo cáo tiến độ {month}.",
            reverse("delivery:progress_confirm", args=[one.scheme.code, one.pk]),
        )


def _evaluations(user: User, today: date) -> Iterator[Task]:
    """What is to be looked at again, 12 and 36 months after acceptance."""
    rows = Acceptance.objects.filter(
        scheme__in=_seen(user).filter(state=State.SETTLED, tier__in=_mine(user, "evaluate"))
    ).select_related("scheme", "line__beneficiary__establishment")
    kept: dict[int, dict[int, bool]] = defaultdict(dict)
    for line, months, runs in FollowUp.objects.filter(line__in=rows.values("line")).values_list(
        "line", "round", "is_running"
    ):
        kept[line][months] = runs
    for one in rows:
        told = kept[one.line_id]
        closed = not all(told.values())
        months = next((int(it) for it in Round if it not in told), None)
        due = add_months(one.accepted_on, months) if months and not closed else None
        if due is not None and working_days_between(today, due) <= SOON:
            words = f"đánh giá sau {months} tháng ({one.line.beneficiary or one.line})"
            yield Task(
                f"{one.scheme.code} – {one.scheme.name}: {words}.",
                reverse("delivery:follow_up_add", args=[one.scheme.code, one.line_id]),
                due,
                f"chậm nhất {due:%d/%m/%Y}",
            )


def _changes(user: User) -> Iterator[Task]:
    """Change requests that await the person's decision."""
    for one in waiting_for(user).select_related("scheme"):
        if user.is_illustrative or not one.scheme.is_illustrative:
            yield Task(
                f"{one.scheme.code} – {one.scheme.name}: quyết định đề nghị điều chỉnh lần "
                f"{one.number}.",
                reverse("adjustments:request_detail", args=[one.pk]),
            )


def _opinions(user: User) -> Iterator[Task]:
    """Opinions that a member of a council has not locked."""
    if user.may(Permission.VIEW_RECORDS):
        return
    for scheme in waiting_schemes(user, mine=True):
        yield _task(scheme, "cho ý kiến thẩm định", "appraisals:appraisal_detail", None)

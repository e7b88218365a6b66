"""What waits line by line: money to pay or to come back, acceptance, what comes afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import Permission
from khuyencong.delivery import policy
from khuyencong.delivery.models import (
    Acceptance,
    Advance,
    Appendix,
    FollowUp,
    PayoutKind,
    ProgressLine,
    Round,
)
from khuyencong.delivery.queries import Cell, dues_of, name_of, sources_on
from khuyencong.delivery.queries.followups import add_months
from khuyencong.dossiers.queries import FOR_AN_ESTABLISHMENT
from khuyencong.funding.models import Kind
from khuyencong.group_plans.lifecycle import State as PlanState
from khuyencong.group_plans.models import GroupPlan
from khuyencong.group_plans.policy import make_plan_of
from khuyencong.lib.days import show_day
from khuyencong.lib.money import show_vnd
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.papers.models import Paper
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Form, Line, Scheme

from .tasks import Task, due_on, is_near, seen_by, task_of, tiers_of

AHEAD = timedelta(days=30)
"""How long before the contract ends its acceptance, and before its day an instalment, is told."""

_DONE = 100
_STATES = (
    State.CONTRACTED,
    State.UNDER_WAY,
    State.ACCEPTED,
    State.STOPPED,
    State.SETTLED,
    State.TERMINATED,
)
_MOVING = Q(state__in=_STATES) | Q(state=State.PLANNED, form=Form.GROUP)
"""The schemes of which a line may wait: before its contract, only that of a group."""

_TOLD_AS_PLANS = (PlanState.SUBMITTED, PlanState.RETURNED)
"""The states of a group's plan that `others.group_plans` tells."""

_LAST_LOOK = Q(round=Round.LAST) | Q(is_running=False)
"""After which nothing more is to be looked at: 36 months are over, or the place has closed."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its scheme, the money of its sources, and when its contract ends."""

    line: Any
    cells: Sequence[Cell]

    @property
    def scheme(self) -> Scheme:
        found: Scheme = self.line.scheme
        return found

    @property
    def name(self) -> str:
        return name_of(self.line)

    @property
    def is_contracted(self) -> bool:
        return any(cell.contracted_vnd for cell in self.cells if cell.is_state)

    @property
    def accepted_on(self) -> date | None:
        found: date | None = self.line.accepted
        return found

    @property
    def to_pay_vnd(self) -> int:
        """Of what was accepted, the state money that has not gone out."""
        return sum(max(one.accepted_vnd - one.paid_vnd, 0) for one in self.cells if one.is_state)

    @property
    def unpaid_vnd(self) -> int:
        """What was settled and has not gone out."""
        return sum(one.unpaid_vnd for one in self.cells)

    @property
    def to_return_vnd(self) -> int:
        """What went out, was not settled and has not come back (khoản 6 Điều 12 TT 36/2013)."""
        return sum(one.unjustified_vnd for one in self.cells if one.kind == Kind.GRANT)

    @property
    def is_square(self) -> bool:
        """Whether nothing of it is to be paid nor to come back any more."""
        return not any(one.unpaid_vnd or one.to_come_back_vnd for one in self.cells)


def tasks_of_lines(user: User, today: date) -> Iterator[Task]:
    """What waits of the lines of schemes that a plan has given; at most three queries."""
    if not (user.may(Permission.POST_ENTRIES) or tiers_of(user, "contract") or _accepts(user)):
        return
    rows = _rows(user)
    by_scheme: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        yield from _of_line(user, row, today)
        by_scheme[row.scheme.pk].append(row)
    for found in by_scheme.values():
        yield from _of_scheme(user, found, today)
    if user.may(Permission.POST_ENTRIES):
        yield from _instalments(user, rows, today)


def _accepts(user: User) -> bool:
    return bool(tiers_of(user, "accept"))


def _rows(user: User) -> list[Row]:
    """The lines with what was done on each, and their money; two queries."""
    advances = Advance.objects.filter(line=OuterRef("pk")).order_by()
    requests = Paper.objects.filter(kind=PaperKind.ADVANCE_REQUEST, scheme=OuterRef("scheme"))
    follow_ups = FollowUp.objects.filter(line=OuterRef("pk")).order_by()
    accepted = Acceptance.objects.filter(line=OuterRef("pk")).order_by("pk")
    progress = ProgressLine.objects.filter(line=OuterRef("pk")).order_by("-report__month")
    proposed = GroupPlan.objects.filter(scheme=OuterRef("scheme"), state__in=_TOLD_AS_PLANS)
    extended = Appendix.objects.filter(contract=OuterRef("scheme__contract")).order_by()
    last = Subquery(extended.values("contract").annotate(last=Max("ends_on")).values("last"))
    ends_on = F("scheme__contract__ends_on")
    lines = (
        Line.objects.filter(scheme__in=seen_by(user).filter(_MOVING))
        .select_related("scheme", "beneficiary__establishment")
        .annotate(
            paid=ArraySubquery(advances.values("kind")),
            accepted=Subquery(accepted.values("accepted_on")[:1]),
            requested=ArraySubquery(requests.order_by().values("subject")),
            is_followed=Exists(follow_ups),
            is_evaluated=Exists(follow_ups.filter(_LAST_LOOK)),
            ends_on=Greatest(ends_on, Coalesce(last, ends_on)),
            done_percent=Subquery(progress.values("done_percent")[:1]),
            is_proposed=Exists(proposed),
        )
        .order_by("scheme__code", "account__year", "pk")
    )
    found = list(lines)
    cells: dict[int, list[Cell]] = defaultdict(list)
    for cell in sources_on(found):
        if cell.is_planned:
            cells[cell.line.pk].append(cell)
    return [Row(line, cells[line.pk]) for line in found]


def _of_line(user: User, row: Row, today: date) -> Iterator[Task]:
    match row.scheme.state:
        case State.PLANNED:
            yield from _beneficiary(user, row)
        case State.CONTRACTED | State.UNDER_WAY:
            yield from _beneficiary(user, row)
            yield from _first_advance(user, row)
            yield from _acceptance(user, row, today)
            yield from _remaining(user, row)
        case State.ACCEPTED:
            yield from _remaining(user, row)
        case State.STOPPED:
            if row.is_contracted and not row.accepted_on and policy.accept_work(user, row.scheme):
                words = f"xác nhận khối lượng đã làm ({row.name})"
                yield task_of(row.scheme, words, "delivery:acceptance_add", row.line.pk)
        case State.SETTLED:
            yield from _money_left(user, row)
            yield from _afterwards(user, row, today)
        case State.TERMINATED:
            yield from _money_left(user, row)


def _beneficiary(user: User, row: Row) -> Iterator[Task]:
    """A group scheme is approved before it names who benefits; the plan of Mẫu số 11 does."""
    is_named = row.line.beneficiary_id is not None or row.line.content not in FOR_AN_ESTABLISHMENT
    if row.line.is_proposed:
        return
    if row.scheme.form == Form.GROUP and not is_named and make_plan_of(user, row.scheme):
        words = f"chọn đơn vị thụ hưởng, lập kế hoạch Mẫu số 11 ({row.name})"
        yield task_of(row.scheme, words, "group_plans:scheme_plans")


def _first_advance(user: User, row: Row) -> Iterator[Task]:
    if not row.is_contracted or row.line.paid or row.accepted_on:
        return
    is_asked = f"line-{row.line.pk}" in row.line.requested
    if policy.pay(user, row.scheme):
        words = "đã có giấy đề nghị, kiểm tra điều kiện rồi chi" if is_asked else "chưa có đề nghị"
        said = f"tạm ứng lần một ({row.name}): {words}"
        yield task_of(row.scheme, said, "delivery:advance_add", row.line.pk)
    elif policy.report_progress(user, row.scheme) and not is_asked:
        said = f"đề nghị tạm ứng lần một ({row.name})"
        yield task_of(row.scheme, said, "delivery:evidence", row.line.pk)


def _remaining(user: User, row: Row) -> Iterator[Task]:
    """What is left of the support after the acceptance (Điều 14 TT 36/2013)."""
    if not row.accepted_on or not row.to_pay_vnd or PayoutKind.REMAINING in row.line.paid:
        return
    if policy.pay(user, row.scheme):
        said = f"tạm ứng kinh phí còn lại {show_vnd(row.to_pay_vnd)} ({row.name})"
        yield task_of(row.scheme, said, "delivery:advance_add", row.line.pk)


def _acceptance(user: User, row: Row, today: date) -> Iterator[Task]:
    """Due when the contract ends, or the work is said to be done."""
    if not row.is_contracted or row.accepted_on:
        return
    ends_on, is_done = row.line.ends_on, (row.line.done_percent or 0) >= _DONE
    if not is_done and (ends_on is None or today < ends_on - AHEAD):
        return
    if policy.accept_work(user, row.scheme):
        task = task_of(
            row.scheme, f"nghiệm thu cơ sở ({row.name})", "delivery:acceptance_add", row.line.pk
        )
    elif policy.report_progress(user, row.scheme):
        said = f"chuẩn bị hồ sơ nghiệm thu ({row.name})"
        task = task_of(row.scheme, said, "delivery:evidence", row.line.pk)
    else:
        return
    yield due_on(task, ends_on, f"hợp đồng đến {show_day(ends_on)}") if ends_on else task


def _money_left(user: User, row: Row) -> Iterator[Task]:
    """Money that must come back, or is still to be paid, after the settlement."""
    if not policy.pay(user, row.scheme):
        return
    if row.to_return_vnd:
        said = f"thu hồi {show_vnd(row.to_return_vnd)} không được quyết toán ({row.name})"
        yield task_of(row.scheme, said, "delivery:repayment_add")
    if row.unpaid_vnd:
        said = f"thanh toán {show_vnd(row.unpaid_vnd)} đã quyết toán, chưa chi ({row.name})"
        yield task_of(row.scheme, said, "delivery:advance_add", row.line.pk)


def _afterwards(user: User, row: Row, today: date) -> Iterator[Task]:
    """What is to be looked at again 12 and 36 months on."""
    if row.line.beneficiary_id is None or row.line.is_evaluated or row.accepted_on is None:
        return
    months = Round.LAST if row.line.is_followed else Round.FIRST
    due = add_months(row.accepted_on, months)
    if is_near(due, today) and policy.follow_up(user, row.scheme):
        said = f"đánh giá sau {months.value} tháng ({row.line.beneficiary})"
        yield due_on(task_of(row.scheme, said, "delivery:follow_up_add", row.line.pk), due)


def _of_scheme(user: User, rows: Sequence[Row], today: date) -> Iterator[Task]:
    """The end of a scheme's life, when nothing is left to look at, to pay nor to come back."""
    scheme = rows[0].scheme
    if scheme.state != State.SETTLED or not policy.evaluate(user, scheme):
        return
    lines = [row.line for row in rows if row.line.beneficiary_id is not None]
    if all(line.is_evaluated for line in lines) and all(row.is_square for row in rows):
        yield task_of(scheme, "kết thúc đánh giá sau hỗ trợ", "delivery:evaluation")


def _instalments(user: User, rows: Iterable[Row], today: date) -> Iterator[Task]:
    """Recoverable support that is due, or soon is."""
    by_line = {row.line.pk: row for row in rows}
    for due in dues_of((cell for row in by_line.values() for cell in row.cells), today=today):
        scheme, day = by_line[due.cell.line.pk].scheme, due.instalment.due_on
        if due.left_vnd and day <= today + AHEAD and policy.pay(user, scheme):
            said = f"thu hồi kỳ hoàn trả {show_vnd(due.left_vnd)} ({due.name})"
            yield due_on(task_of(scheme, said, "delivery:repayment_add"), day)

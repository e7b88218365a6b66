"""What waits line by line: money to pay or to come back, acceptance, what comes afterwards."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from khuyencong.accounts.roles import Permission
from khuyencong.delivery.models import PayoutKind, Round
from khuyencong.delivery.queries import dues_of
from khuyencong.delivery.queries.followups import add_months
from khuyencong.lib.days import show_day
from khuyencong.lib.money import show_vnd
from khuyencong.schemes.lifecycle import State

from .asker import Asker
from .rows import Row
from .tasks import Task, is_near, task_of

AHEAD = timedelta(days=30)
"""How long before the contract ends its acceptance, and before its day an instalment, is told."""

_DONE = 100


def tasks_of_lines(asker: Asker) -> Iterator[Task]:
    """What waits of the lines of schemes that a plan has given; at most three queries."""
    for _, rows in groupby(asker.lines, lambda row: row.line.scheme_id):
        found = list(rows)
        for row in found:
            yield from _of_line(asker, row)
        yield from _of_scheme(asker, found)
    if asker.user.may(Permission.POST_ENTRIES):
        yield from _instalments(asker)


def _of_line(asker: Asker, row: Row) -> Iterator[Task]:
    match row.line.state:
        case State.PLANNED:
            yield from _beneficiary(asker, row)
        case State.CONTRACTED | State.UNDER_WAY:
            yield from _beneficiary(asker, row)
            yield from _first_advance(asker, row)
            yield from _acceptance(asker, row)
            yield from _remaining(asker, row)
        case State.ACCEPTED:
            yield from _remaining(asker, row)
        case State.STOPPED:
            yield from _work_done(asker, row)
        case State.SETTLED:
            yield from _money_left(asker, row)
            yield from _afterwards(asker, row)
        case State.TERMINATED:
            yield from _money_left(asker, row)


def _beneficiary(asker: Asker, row: Row) -> Iterator[Task]:
    """A group scheme is approved before it names who benefits; the plan of Mẫu số 11 does."""
    line = row.line
    if not row.is_unnamed or not asker.makes_plan_of(line.tier):
        return
    if all(plan.scheme_id != line.scheme_id for plan in asker.proposed):
        words = f"chọn đơn vị thụ hưởng, lập kế hoạch Mẫu số 11 ({row.name})"
        yield task_of(line, words, "group_plans:scheme_plans")


def _first_advance(asker: Asker, row: Row) -> Iterator[Task]:
    line = row.line
    if not row.is_contracted or line.paid or line.accepted_on:
        return
    if asker.does("advance", line.tier):
        asked = "đã có giấy đề nghị, kiểm tra điều kiện rồi chi"
        words = f"tạm ứng lần một ({row.name}): {asked if row.is_asked else 'chưa có đề nghị'}"
        yield task_of(line, words, "delivery:advance_add", line.pk)
    elif asker.does("report", line.tier) and not row.is_asked:
        yield task_of(line, f"đề nghị tạm ứng lần một ({row.name})", "delivery:evidence", line.pk)


def _remaining(asker: Asker, row: Row) -> Iterator[Task]:
    """What is left of the support after the acceptance (Điều 14 TT 36/2013)."""
    line = row.line
    if not line.accepted_on or not row.to_pay_vnd or PayoutKind.REMAINING in line.paid:
        return
    if asker.does("advance", line.tier):
        said = f"tạm ứng kinh phí còn lại {show_vnd(row.to_pay_vnd)} ({row.name})"
        yield task_of(line, said, "delivery:advance_add", line.pk)


def _acceptance(asker: Asker, row: Row) -> Iterator[Task]:
    """Due when the contract ends, or the work is said to be done."""
    line = row.line
    if not row.is_contracted or line.accepted_on:
        return
    is_done = (line.done_percent or 0) >= _DONE
    if not is_done and (line.ends_on is None or asker.today < line.ends_on - AHEAD):
        return
    if asker.does("accept", line.tier):
        words, page = f"nghiệm thu cơ sở ({row.name})", "delivery:acceptance_add"
    elif asker.does("report", line.tier):
        words, page = f"chuẩn bị hồ sơ nghiệm thu ({row.name})", "delivery:evidence"
    else:
        return
    task = task_of(line, words, page, line.pk)
    yield task.on(line.ends_on, f"hợp đồng đến {show_day(line.ends_on)}") if line.ends_on else task


def _work_done(asker: Asker, row: Row) -> Iterator[Task]:
    """Of a stopped scheme the work done is confirmed before it is settled."""
    line = row.line
    if row.is_contracted and not line.accepted_on and asker.does("accept", line.tier):
        words = f"xác nhận khối lượng đã làm ({row.name})"
        yield task_of(line, words, "delivery:acceptance_add", line.pk)


def _money_left(asker: Asker, row: Row) -> Iterator[Task]:
    """Money that must come back, or is still to be paid, after the settlement."""
    line = row.line
    if row.to_return_vnd and asker.does("repay", line.tier):
        said = f"thu hồi {show_vnd(row.to_return_vnd)} không được quyết toán ({row.name})"
        yield task_of(line, said, "delivery:repayment_add")
    if row.unpaid_vnd and asker.does("pay_settled", line.tier):
        said = f"thanh toán {show_vnd(row.unpaid_vnd)} đã quyết toán, chưa chi ({row.name})"
        yield task_of(line, said, "delivery:advance_add", line.pk)


def _afterwards(asker: Asker, row: Row) -> Iterator[Task]:
    """What is to be looked at again 12 and 36 months on."""
    line = row.line
    if line.beneficiary_id is None or row.is_evaluated or line.accepted_on is None:
        return
    months = Round.LAST if line.rounds else Round.FIRST
    due = add_months(line.accepted_on, months)
    if is_near(due, asker.today) and asker.does("follow_up", line.tier):
        said = f"đánh giá sau {months.value} tháng ({line.establishment})"
        yield task_of(line, said, "delivery:follow_up_add", line.pk).on(due)


def _of_scheme(asker: Asker, rows: Sequence[Row]) -> Iterator[Task]:
    """The end of a scheme's life, when nothing is left to look at, to pay nor to come back."""
    line = rows[0].line
    if line.state != State.SETTLED or not asker.does("evaluate", line.tier):
        return
    evaluated = all(row.is_evaluated for row in rows if row.line.beneficiary_id is not None)
    if evaluated and all(row.is_square for row in rows):
        yield task_of(line, "kết thúc đánh giá sau hỗ trợ", "delivery:evaluation")


def _instalments(asker: Asker) -> Iterator[Task]:
    """Recoverable support that is due, or soon is."""
    by_line = {row.line.pk: row for row in asker.lines}
    for due in dues_of((cell for row in asker.lines for cell in row.cells), today=asker.today):
        row, day = by_line[due.cell.line.pk], due.instalment.due_on
        if due.left_vnd and day <= asker.today + AHEAD and asker.does("repay", row.line.tier):
            said = f"thu hồi kỳ hoàn trả {show_vnd(due.left_vnd)} ({row.name})"
            yield task_of(row.line, said, "delivery:repayment_add").on(day)

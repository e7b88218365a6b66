"""What comes next in a scheme's delivery, told from its rows as they have been read."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.funding.models import Kind
from khuyencong.lib.days import show_day
from khuyencong.lib.money import show_exact
from khuyencong.regulations.queries import Calendar
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

from ..models import Round
from .followups import add_months
from .law import settlement_deadlines
from .missing import url_of
from .money import Cell
from .progress import due_reports, reports_wanted
from .rows import LineRow
from .years import later_lines, years_to_settle


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits: a deed of the table of states, where it is done, whether it is late."""

    deed: str
    sentence: str
    url: str
    is_late: bool = False


def todos_of(
    scheme: Scheme,
    rows: Sequence[LineRow],
    sources: Sequence[Cell],
    reported: Collection[date],
    *,
    today: date,
) -> Iterator[Todo]:
    """What waits in the scheme's state; at most one query more, for the law's days.

    *reported* are the months of which a report has come.
    """
    match scheme.state:
        case State.PLANNED | State.CONTRACTED | State.UNDER_WAY if not hasattr(scheme, "contract"):
            is_new = scheme.state == State.PLANNED
            said = "Ký hợp đồng thực hiện đề án." if is_new else "Ghi hợp đồng đã ký của đề án."
            yield Todo("contract", said, url_of("contract_sign", scheme))
        case State.CONTRACTED:
            yield Todo("start", "Bắt đầu thực hiện đề án.", url_of("start", scheme))
        case State.UNDER_WAY:
            yield from _reports(scheme, reported, today)
            yield from _under_way(scheme, rows)
            yield from _years(scheme, rows, sources)
        case State.STOPPED:
            yield from _work_done(scheme, rows)
            yield _settle(scheme, rows, today)
        case State.ACCEPTED:
            yield _settle(scheme, rows, today)
        case State.SETTLED:
            yield from _money_left(scheme, rows)
            yield from _afterwards(scheme, rows, today)
        case State.TERMINATED:
            yield from _money_left(scheme, rows)


def _reports(scheme: Scheme, reported: Collection[date], today: date) -> Iterator[Todo]:
    late = due_reports(scheme, reported, today=today)
    if late:
        is_late = any(one.is_late for one in late)
        yield Todo("report", reports_wanted(late), url_of("progress_add", scheme), is_late)


def _under_way(scheme: Scheme, rows: Sequence[LineRow]) -> Iterator[Todo]:
    for row in rows:
        if row.waits:
            if not row.advances:
                page = url_of("advance_add", scheme, row.line.pk)
                yield Todo("advance", f"{row.name}: chưa tạm ứng lần một.", page)
            page = url_of("acceptance_add", scheme, row.line.pk)
            yield Todo("accept", f"{row.name}: chờ nghiệm thu.", page)


def _work_done(scheme: Scheme, rows: Sequence[LineRow]) -> Iterator[Todo]:
    """Of a stopped scheme the work done is confirmed before it is settled."""
    for row in rows:
        if row.waits:
            page = url_of("acceptance_add", scheme, row.line.pk)
            yield Todo("accept", f"{row.name}: nghiệm thu phần đã làm.", page)


def _years(scheme: Scheme, rows: Sequence[LineRow], sources: Sequence[Cell]) -> Iterator[Todo]:
    """Of a scheme of several years: a year to settle, the next to come under contract."""
    accepted = {row.line.pk for row in rows if row.accepted_on}
    settled = {row.line.account.year for row in rows if row.is_settled}
    for year in years_to_settle(sources, accepted=accepted, settled=settled):
        said = f"Quyết toán kinh phí năm {year} đã nghiệm thu."
        yield Todo("settle_year", said, url_of("settlement_of_year", scheme, year))
    later = later_lines(sources)
    for year in sorted({line.account.year for line in later}):
        said = f"Kinh phí năm {year}: khi kế hoạch năm đã giao thì ký phụ lục hợp đồng."
        yield Todo("appendix", said, url_of("appendix_add", scheme))
    if later and not any(row.waits for row in rows):
        said = "Nếu các năm sau không được giao kinh phí: kết thúc nghiệm thu."
        yield Todo("finish_acceptance", said, url_of("acceptance_finish", scheme))


def _settle(scheme: Scheme, rows: Sequence[LineRow], today: date) -> Todo:
    days = [row.accepted_on for row in rows if row.accepted_on]
    due = settlement_deadlines(Calendar(), scheme, max(days)) if days else []
    when = "; ".join(f"{one.deadline.name.lower()} {one.label}" for one in due)
    is_late = any(one.last_day < today for one in due)
    said = f"Thanh lý hợp đồng, quyết toán{f': {when}' if when else ''}."
    return Todo("settle", said, url_of("settlement", scheme), is_late)


def _money_left(scheme: Scheme, rows: Sequence[LineRow]) -> Iterator[Todo]:
    """What is still to come back, or to be paid, after the settlement."""
    for row in rows:
        for cell in row.cells:
            name = f"{row.name}, {cell.label.lower()}"
            if cell.kind == Kind.GRANT and cell.unjustified_vnd:
                said = (
                    f"{name}: thu hồi {show_exact(cell.unjustified_vnd)} đã tạm ứng nhưng không "
                    "được quyết toán."
                )
                yield Todo("repay", said, url_of("repayment_add", scheme))
            if cell.unpaid_vnd:
                said = f"{name}: thanh toán {show_exact(cell.unpaid_vnd)} đã quyết toán, chưa chi."
                yield Todo("pay_settled", said, url_of("advance_add", scheme, row.line.pk))


def _afterwards(scheme: Scheme, rows: Sequence[LineRow], today: date) -> Iterator[Todo]:
    waiting = [row for row in rows if row.line.beneficiary_id and not row.is_evaluated]
    for row in waiting:
        months = Round.LAST if row.has_evaluation else Round.FIRST
        due = add_months(row.accepted_on, months) if row.accepted_on else None
        when = f" (từ ngày {show_day(due)})" if due else ""
        said = f"{row.name}: đánh giá sau {months.label}{when}."
        page = url_of("follow_up_add", scheme, row.line.pk)
        yield Todo("follow_up", said, page, due is not None and due < today)
    if not waiting and all(row.is_square for row in rows):
        yield Todo("evaluate", "Kết thúc đánh giá sau hỗ trợ.", url_of("evaluation", scheme))

"""The page of a scheme's delivery: what comes next on top, then all that was done."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.funding.models import Kind
from khuyencong.lib.money import show_exact
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

from ..models import (
    Acceptance,
    Advance,
    FollowUp,
    Instalment,
    ProgressReport,
    Repayment,
    Round,
    Visit,
    Voucher,
)
from .corrections import Cancelled, cancelled_of
from .followups import add_months, follow_ups_of, is_final
from .law import settlement_deadlines
from .missing import url_of
from .money import Cell, Total, cells_of, lines_of, name_of, reconciliation
from .progress import DueReport, due_reports, reports_of, reports_wanted
from .years import later_lines, years_to_settle


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits: whose deed it is, where it is done, and whether it is late."""

    deed: str
    sentence: str
    url: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with its sources and what was done on it."""

    line: Line
    name: str
    cells: Sequence[Cell]
    advances: Sequence[Advance]
    acceptance: Acceptance | None

    @property
    def is_contracted(self) -> bool:
        return any(cell.contracted_vnd for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Due:
    """An instalment with what of it is covered by what has come back, oldest first (đồng)."""

    instalment: Instalment
    covered_vnd: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page of a scheme's delivery shows."""

    scheme: Scheme
    rows: Sequence[LineRow]
    cells: Sequence[Cell]
    reports: Sequence[ProgressReport]
    late: Sequence[DueReport]
    visits: Sequence[Visit]
    instalments: Sequence[Due]
    repayments: Sequence[Repayment]
    vouchers_count: int
    follow_ups: Sequence[tuple[str, Line, Sequence[FollowUp]]]
    todos: Sequence[Todo]
    cancelled: Sequence[Cancelled]

    @property
    def totals(self) -> list[Total]:
        return reconciliation(self.cells)

    @property
    def recoverable(self) -> list[Cell]:
        """The sources that come back."""
        return [cell for cell in self.cells if cell.kind == Kind.RECOVERABLE]


def overview_of(scheme: Scheme, *, today: date) -> Overview:
    """Read the whole of a scheme's delivery."""
    lines = lines_of(scheme)
    cells = cells_of(scheme, lines)
    rows = _rows(scheme, lines, cells)
    reports = reports_of(scheme)
    late = due_reports(scheme, reports, today=today) if scheme.state == State.UNDER_WAY else []
    follow_ups = [(name_of(line), line, told) for line, told in follow_ups_of(scheme).items()]
    return Overview(
        scheme=scheme,
        rows=rows,
        cells=cells,
        reports=reports,
        late=late,
        visits=list(Visit.objects.filter(scheme=scheme).prefetch_related("photos")),
        instalments=_instalments(scheme, cells, today),
        repayments=list(
            Repayment.objects.filter(scheme=scheme).select_related("entry", "line__beneficiary")
        ),
        vouchers_count=Voucher.objects.filter(scheme=scheme).count(),
        follow_ups=follow_ups,
        todos=list(_todos(scheme, rows, late, follow_ups, today)),
        cancelled=cancelled_of(scheme),
    )


def _rows(scheme: Scheme, lines: Sequence[Line], cells: Sequence[Cell]) -> list[LineRow]:
    advances: dict[int, list[Advance]] = defaultdict(list)
    paid = Advance.objects.filter(scheme=scheme).select_related("by").prefetch_related("entries")
    for one in paid:
        advances[one.line_id].append(one)
    accepted = {one.line_id: one for one in Acceptance.objects.filter(scheme=scheme)}
    own: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        own[cell.line.pk].append(cell)
    return [
        LineRow(line, name_of(line), own[line.pk], advances[line.pk], accepted.get(line.pk))
        for line in lines
    ]


def _instalments(scheme: Scheme, cells: Sequence[Cell], today: date) -> list[Due]:
    """What has come back covers the oldest instalments first."""
    left = {cell.source: cell.repaid_vnd for cell in cells if cell.kind == Kind.RECOVERABLE}
    found = []
    for one in Instalment.objects.filter(scheme=scheme).select_related("line__beneficiary"):
        source = (one.line_id, str(Kind.RECOVERABLE), one.level)
        covered = min(one.amount_vnd, left.get(source, 0))
        left[source] = left.get(source, 0) - covered
        found.append(Due(one, covered, one.due_on < today and covered < one.amount_vnd))
    return found


def _todos(
    scheme: Scheme,
    rows: Sequence[LineRow],
    late: Sequence[DueReport],
    follow_ups: Sequence[tuple[str, Line, Sequence[FollowUp]]],
    today: date,
) -> Iterator[Todo]:
    match scheme.state:
        case State.PLANNED:
            said = "Ký hợp đồng thực hiện đề án."
            yield Todo("contract", said, url_of("contract_sign", scheme))
        case State.CONTRACTED:
            yield from _contract_wanted(scheme)
            yield Todo("start", "Bắt đầu thực hiện đề án.", url_of("start", scheme))
        case State.UNDER_WAY:
            yield from _contract_wanted(scheme)
            yield from _under_way(scheme, rows, late)
            yield from _years(scheme, rows)
        case State.STOPPED:
            yield from _work_done(scheme, rows)
            yield _settle(scheme, rows, today)
        case State.ACCEPTED:
            yield _settle(scheme, rows, today)
        case State.SETTLED:
            yield from _money_left(scheme, rows)
            yield from _afterwards(scheme, rows, follow_ups, today)
        case State.TERMINATED:
            yield from _money_left(scheme, rows)


def _contract_wanted(scheme: Scheme) -> Iterator[Todo]:
    if not hasattr(scheme, "contract"):
        said = "Ghi hợp đồng đã ký của đề án."
        yield Todo("contract", said, url_of("contract_sign", scheme))


def _under_way(
    scheme: Scheme, rows: Sequence[LineRow], late: Sequence[DueReport]
) -> Iterator[Todo]:
    if late:
        is_late = any(one.is_late for one in late)
        yield Todo("report", reports_wanted(late), url_of("progress_add", scheme), is_late)
    for row in rows:
        if row.is_contracted and row.acceptance is None:
            if not row.advances:
                page = url_of("advance_add", scheme, row.line.pk)
                yield Todo("pay", f"{row.name}: chưa tạm ứng lần một.", page)
            page = url_of("acceptance_add", scheme, row.line.pk)
            yield Todo("accept", f"{row.name}: chờ nghiệm thu.", page)


def _work_done(scheme: Scheme, rows: Sequence[LineRow]) -> Iterator[Todo]:
    """Of a stopped scheme the work done is confirmed before it is settled."""
    for row in rows:
        if row.is_contracted and row.acceptance is None:
            page = url_of("acceptance_add", scheme, row.line.pk)
            yield Todo("accept", f"{row.name}: nghiệm thu phần đã làm.", page)


def _years(scheme: Scheme, rows: Sequence[LineRow]) -> Iterator[Todo]:
    """Of a scheme of several years: a year to settle, the next to come under contract."""
    cells = [cell for row in rows for cell in row.cells]
    for year in years_to_settle(scheme, cells):
        said = f"Quyết toán kinh phí năm {year} đã nghiệm thu."
        yield Todo("settle", said, url_of("settlement_of_year", scheme, year))
    later = later_lines(scheme, cells)
    for year in sorted({line.account.year for line in later}):
        said = f"Kinh phí năm {year}: khi kế hoạch năm đã giao thì ký phụ lục hợp đồng."
        yield Todo("contract", said, url_of("appendix_add", scheme))
    if later and all(row.acceptance for row in rows if row.is_contracted):
        said = "Nếu các năm sau không được giao kinh phí: kết thúc nghiệm thu."
        yield Todo("accept", said, url_of("acceptance_finish", scheme))


def _settle(scheme: Scheme, rows: Sequence[LineRow], today: date) -> Todo:
    days = [row.acceptance.accepted_on for row in rows if row.acceptance]
    due = settlement_deadlines(scheme, max(days)) if days else []
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
                yield Todo("pay", said, url_of("repayment_add", scheme))
            if cell.is_state and cell.unpaid_vnd:
                said = f"{name}: thanh toán {show_exact(cell.unpaid_vnd)} đã quyết toán, chưa chi."
                yield Todo("pay", said, url_of("advance_add", scheme, row.line.pk))


def _afterwards(
    scheme: Scheme,
    rows: Sequence[LineRow],
    follow_ups: Sequence[tuple[str, Line, Sequence[FollowUp]]],
    today: date,
) -> Iterator[Todo]:
    accepted = {row.line.pk: row.acceptance.accepted_on for row in rows if row.acceptance}
    waiting = False
    for name, line, told in follow_ups:
        if is_final(told):
            continue
        waiting = True
        months = Round.LAST if told else Round.FIRST
        day = accepted.get(line.pk)
        due = add_months(day, months) if day else None
        when = f" (từ ngày {due:%d/%m/%Y})" if due else ""
        said = f"{name}: đánh giá sau {months.label}{when}."
        page = url_of("follow_up_add", scheme, line.pk)
        yield Todo("follow_up", said, page, due is not None and due < today)
    if not waiting:
        yield Todo("evaluate", "Kết thúc đánh giá sau hỗ trợ.", url_of("evaluation", scheme))

"""How far the work has come, and which reports are late."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from khuyencong.dossiers.queries import chain_of
from khuyencong.lib.days import show_month
from khuyencong.regulations.models import AdvanceRule
from khuyencong.regulations.queries import Calendar
from khuyencong.schemes.models import Line, Scheme

from ..models import ProgressLine

SOON = timedelta(days=7)


def latest_progress(line: Line, *, confirmed: bool = False) -> ProgressLine | None:
    """The newest progress of a line; only of reports that the department confirmed, if asked."""
    rows = ProgressLine.objects.filter(line=line).select_related("report")
    if confirmed:
        rows = rows.filter(report__confirmed_at__isnull=False)
    return rows.order_by("-report__month").first()


def progress_lacking(line: Line, rule: AdvanceRule) -> str:
    """Why the progress does not yet allow the advance, as a sentence; empty if it does."""
    if rule.progress_over_percent is None:
        return ""
    whose = " được Sở Công Thương xác nhận" if rule.needs_department else ""
    asked = f"phải trên {rule.progress_over_percent}% {rule.progress_of}"
    found = latest_progress(line, confirmed=rule.needs_department)
    if found is None:
        return f"Chưa có báo cáo tiến độ{whose}; {asked}."
    if found.done_percent > rule.progress_over_percent:
        return ""
    return f"Báo cáo tiến độ{whose} mới đạt {found.shown}%; {asked}."


@dataclass(frozen=True, slots=True)
class DueReport:
    """A monthly report that has not come: late, or due within a week."""

    month: date
    label: str
    is_late: bool

    @property
    def sentence(self) -> str:
        word = "đã quá hạn" if self.is_late else "sắp đến hạn"
        return f"Báo cáo tiến độ tháng {show_month(self.month)} {word} ({self.label})."


def reports_wanted(due: Sequence[DueReport]) -> str:
    """One sentence for all of them: «Còn thiếu 2 báo cáo tiến độ: tháng 03/2026, 04/2026.»"""
    if len(due) == 1:
        return due[0].sentence
    months = ", ".join(show_month(one.month) for one in due)
    return f"Còn thiếu {len(due)} báo cáo tiến độ: tháng {months}."


def due_reports(scheme: Scheme, reported: Collection[date], *, today: date) -> list[DueReport]:
    """The reports missing since the work began (khoản 3 Điều 23 TT 36/2013), oldest first.

    *reported* are the months for which one has come; one query, and one for ``scheme.done``.
    """
    begun = _begun_on(scheme)
    if begun is None:
        return []
    return [one for one in _due(scheme, begun, today) if one.month not in reported]


def _begun_on(scheme: Scheme) -> date | None:
    """The day the work began: its step, else the contract's first day."""
    if scheme.done.begun_at is not None:
        return timezone.localdate(scheme.done.begun_at)
    contract = getattr(scheme, "contract", None)
    return contract.starts_on if contract else None


def _due(scheme: Scheme, begun: date, today: date) -> Iterator[DueReport]:
    law, chain, province = Calendar(), chain_of(scheme), scheme.province.code
    for year in range(begun.year, today.year + 1):
        for due in law.months(year, chain=chain, province=province):
            if begun <= due.last_day <= today + SOON:
                is_late = due.last_day < today
                yield DueReport(due.named_day.replace(day=1), due.label, is_late)

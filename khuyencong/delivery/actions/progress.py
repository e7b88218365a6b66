"""Monthly reports, their confirmation, and visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.lib.days import show_month
from khuyencong.schemes.models import Line, Scheme

from ..models import ProgressLine, ProgressReport, Visit
from ..queries import missing_contract
from .common import check_day, lock, refuse, refuse_if


@dataclass(frozen=True, slots=True, kw_only=True)
class LineProgress:
    """How far one line has come since the start: percent from 0 to 100, đồng spent."""

    line: Line
    done_percent: Decimal
    state_spent_vnd: int = 0
    counterpart_spent_vnd: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """A report of the month that ``month`` lies in."""

    month: date
    lines: Sequence[LineProgress]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFacts:
    """A visit: when, where, who, what was seen and advised."""

    visited_on: date
    place: str
    people: str
    findings: str
    advice: str = ""


@transaction.atomic
def report_progress(
    scheme: Scheme, facts: ReportFacts, *, by: User, at: datetime
) -> ProgressReport:
    """Report a month's progress (báo cáo tiến độ); until confirmed, a new one replaces it.

    Raise ``NotReady`` for a confirmed month, a month ahead, or a scheme not under contract.
    """
    scheme = lock(scheme, "report")
    refuse_if(missing_contract(scheme))
    month = facts.month.replace(day=1)
    if month > timezone.localdate(at):
        refuse(scheme, f"Tháng {show_month(month)} chưa tới.")
    report = ProgressReport.objects.filter(scheme=scheme, month=month).first()
    if report is None:
        report = ProgressReport(scheme=scheme, month=month)
    elif report.confirmed_at is not None:
        refuse(scheme, f"{report} đã được Sở xác nhận: ghi tiếp vào báo cáo tháng sau.")
    report.note, report.by, report.at = facts.note, by, at
    report.save()
    report.lines.all().delete()
    ProgressLine.objects.bulk_create(
        ProgressLine(
            report=report,
            line=one.line,
            done_percent=one.done_percent,
            state_spent_vnd=one.state_spent_vnd,
            counterpart_spent_vnd=one.counterpart_spent_vnd,
        )
        for one in facts.lines
    )
    return report


@transaction.atomic
def confirm_progress(
    report: ProgressReport, *, opinion: str, by: User, at: datetime
) -> ProgressReport:
    """Confirm a report after checking it (Sở kiểm tra, xác nhận); then it stays.

    Raise ``NotReady`` for a report confirmed before, one's own, or of a scheme that is settled.
    """
    lock(report.scheme, "confirm")
    report = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.confirmed_at is not None:
        refuse(report.scheme, f"{report} đã được xác nhận.")
    if not report.waits_for(by):
        refuse(report.scheme, "Người lập báo cáo không tự xác nhận báo cáo của mình.")
    report.confirmed_by, report.confirmed_at, report.confirmation = by, at, opinion
    report.save(update_fields=["confirmed_by", "confirmed_at", "confirmation"])
    return report


@transaction.atomic
def record_visit(scheme: Scheme, facts: VisitFacts, *, by: User, at: datetime) -> Visit:
    """Record a visit on the site (ghi lần kiểm tra thực tế)."""
    scheme = lock(scheme, "visit")
    check_day(scheme, facts.visited_on, what="Ngày kiểm tra", at=at)
    return Visit.objects.create(
        scheme=scheme,
        visited_on=facts.visited_on,
        place=facts.place,
        people=facts.people,
        findings=facts.findings,
        advice=facts.advice,
        by=by,
        at=at,
    )

"""The tab «Tiến độ»: the plan against the reports, what is late, the visits and the photos."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any, NamedTuple

from django.db.models import F, Q, Sum

from khuyencong.funding.models import Nature
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

from ..models import Forecast, Photo, ProgressLine, ProgressReport, Visit
from .forecasts import Expected, Ground, MonthTold, Outlook, Planned
from .money import KINDS
from .progress import DueReport, due_reports

Photos = Sequence[Photo]


class ReportRead(NamedTuple):
    """A report with what it says of each line, and its photos."""

    report: ProgressReport
    lines: Sequence[ProgressLine]
    photos: Photos


@dataclass(frozen=True, slots=True)
class Work:
    """All that the tab shows: reports and visits newest first.

    ``outlook`` is ``None`` without a contract; ``before`` are the forecasts that govern no more.
    """

    outlook: Outlook | None
    before: Sequence[Forecast]
    late: Sequence[DueReport]
    reports: Sequence[ReportRead]
    visits: Sequence[tuple[Visit, Photos]]


def work_of(scheme: Scheme, *, today: date) -> Work:
    """Read how the work goes; at most nine queries."""
    lines = {line.pk: line for line in _lines(scheme)}
    typed = Forecast.objects.filter(scheme=scheme).select_related("by").order_by("-number")
    forecasts = list(typed.only("number", "basis", "at", "by__full_name"))
    by_report, by_visit = _photos(scheme)
    reports = _reports(scheme, lines, by_report)
    late: Sequence[DueReport] = ()
    if scheme.state == State.UNDER_WAY:
        late = due_reports(scheme, {one.report.month for one in reports}, today=today)
    outlook = None
    if hasattr(scheme, "contract"):
        ground = _ground(scheme, lines.values(), forecasts, reports)
        outlook = ground.outlook(scheme.contract, today)
    visits = Visit.objects.filter(scheme=scheme).only(*_OF_VISIT)
    return Work(
        outlook=outlook,
        before=forecasts[1:],
        late=late,
        reports=reports,
        visits=[(one, by_visit[one.pk]) for one in visits],
    )


def _lines(scheme: Scheme) -> Iterable[Any]:
    """The lines, each with its amount under contract and its day of acceptance."""
    contracted = Q(account__entries__nature=Nature.CONTRACTED, account__entries__kind__in=KINDS)
    return (
        Line.objects.filter(scheme=scheme)
        .select_related("beneficiary__establishment")
        .only("content", "item", "beneficiary__establishment__name")
        .annotate(
            contracted_vnd=Sum("account__entries__amount_vnd", filter=contracted),
            accepted_on=F("done__accepted_on"),
        )
        .order_by()
    )


_OF_REPORT = (
    "month",
    "note",
    "at",
    "by__full_name",
    "confirmed_by__full_name",
    "confirmed_at",
    "confirmation",
)
_OF_VISIT = ("visited_on", "place", "people", "findings", "advice")
_OF_PHOTO = ("report", "visit", "file_name", "caption", "place", "taken_at")


def _reports(
    scheme: Scheme, lines: Mapping[int, Line], photos: Mapping[int, Photos]
) -> list[ReportRead]:
    """The reports with what they say of the lines, which have been read."""
    told: dict[int, list[ProgressLine]] = defaultdict(list)
    read = ProgressLine.objects.filter(report__scheme=scheme).order_by()
    for one in sorted(read, key=attrgetter("line_id")):
        one.line = lines[one.line_id]
        told[one.report_id].append(one)
    rows = ProgressReport.objects.filter(scheme=scheme).select_related("by", "confirmed_by")
    reports = sorted(rows.only(*_OF_REPORT).order_by(), key=attrgetter("month"), reverse=True)
    return [ReportRead(row, told[row.pk], photos[row.pk]) for row in reports]


def _photos(scheme: Scheme) -> tuple[Mapping[int, Photos], Mapping[int, Photos]]:
    """The photos of the reports, and those of the visits."""
    of_reports: dict[int, list[Photo]] = defaultdict(list)
    of_visits: dict[int, list[Photo]] = defaultdict(list)
    read = Photo.objects.filter(scheme=scheme).only(*_OF_PHOTO).order_by()
    for photo in sorted(read, key=attrgetter("taken_at", "pk")):
        if photo.report_id:
            of_reports[photo.report_id].append(photo)
        else:
            of_visits[photo.visit_id].append(photo)
    return of_reports, of_visits


def _ground(
    scheme: Scheme,
    lines: Iterable[Any],
    forecasts: Sequence[Forecast],
    reports: Iterable[ReportRead],
) -> Ground:
    told: dict[date, MonthTold] = defaultdict(MonthTold)
    for report, about, _ in reports:
        for one in about:
            spent = one.state_spent_vnd + one.counterpart_spent_vnd
            told[report.month].add(one.line_id, one.done_percent, spent)
    return Ground(
        amounts={
            scheme.pk: {line.pk: line.contracted_vnd for line in lines if line.contracted_vnd}
        },
        forecasts={scheme.pk: _planned(forecasts[0])} if forecasts else {},
        reports={scheme.pk: told},
        accepted={scheme.pk: {line.pk: line.accepted_on for line in lines if line.accepted_on}},
    )


def _planned(forecast: Forecast) -> Planned:
    return Planned(
        forecast.basis,
        [
            Expected(one.month, Fraction(one.done_percent), one.spent_vnd)
            for one in forecast.months.all()
        ],
    )

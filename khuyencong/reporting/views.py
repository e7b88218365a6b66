from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render

from khuyencong.accounts.http import PublicRequest, Request, page
from khuyencong.lib.period import PeriodError
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace

from . import policy
from .content import SLUGS, Basis, Report
from .exports import DOWNLOADS, FORMATS
from .queries import EmptyReport, offered, place_and_period, report_of
from .rendering.web import web


@page("GET", public=True)
def report_list(request: PublicRequest) -> HttpResponseBase:
    context = {"offered": offered(), "downloads": DOWNLOADS}
    return render(request, "reporting/report_list.html", context)


@page("GET", public=True)
def published_report(request: PublicRequest, place: str, period: str) -> HttpResponseBase:
    return _page(request, _report(place, period, Basis.PUBLISHED))


@page("GET", public=True)
def published_report_file(
    request: PublicRequest, place: str, period: str, ending: str
) -> HttpResponseBase:
    return _file(_report(place, period, Basis.PUBLISHED), ending)


@page("GET", may=policy.open_records_report)
def records_report(request: Request, place: str, period: str) -> HttpResponseBase:
    return _page(request, _records_report(request, place, period))


@page("GET", may=policy.open_records_report)
def records_report_file(request: Request, place: str, period: str, ending: str) -> HttpResponseBase:
    return _file(_records_report(request, place, period), ending)


def _records_report(request: Request, place: str, period: str) -> Report:
    report = _report(place, period, Basis.RECORDS)
    illustrative = report.is_illustrative
    if not policy.read_records_report(request.user, report.place, is_illustrative=illustrative):
        raise Http404
    return report


def _report(place: str, period: str, basis: Basis) -> Report:
    try:
        return report_of(*place_and_period(place, period), basis)
    except (UnknownPlace, AmbiguousPlace, PeriodError, EmptyReport) as reason:
        raise Http404(str(reason)) from reason


def _page(request: PublicRequest | Request, report: Report) -> HttpResponseBase:
    context = {
        "report": report,
        "web": web(report, is_linked=True),
        "downloads": DOWNLOADS,
        "place_slug": report.place.slug if report.place else "ca-nuoc",
        "basis": SLUGS[report.basis],
    }
    return render(request, "reporting/report_detail.html", context)


def _file(report: Report, ending: str) -> HttpResponseBase:
    if ending not in {it.code for it in DOWNLOADS}:
        raise Http404
    kind = FORMATS[ending]
    response = HttpResponse(kind.render(report), content_type=kind.media_type)
    response["Content-Disposition"] = f'attachment; filename="{report.name}.{ending}"'
    return response

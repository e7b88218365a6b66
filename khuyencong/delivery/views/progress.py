from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import ConfirmationForm, PhotoForm, ProgressForm, VisitForm
from khuyencong.delivery.models import Photo, ProgressReport, Visit
from khuyencong.schemes.models import Scheme

from .deeds import Page, deed_page, find_scheme
from .tabs import tab


@page("GET", may=policy.view_records)
def progress_list(request: Request, code: str) -> HttpResponse:
    """How the work goes: the plan against the reports, the visits on the site."""
    scheme = find_scheme(request, code)
    told = queries.work_of(scheme, today=timezone.localdate())
    context = {
        "told": told,
        "to_confirm": [one.report for one in told.reports if one.report.waits_for(request.user)],
    }
    return tab(request, scheme, "progress_list", context)


@page("GET", "POST", may=policy.report_progress)
def progress_add(request: Request, code: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.report_progress)
    today = timezone.localdate()
    lines = list(
        dict.fromkeys(cell.line for cell in queries.cells_of(scheme) if cell.contracted_vnd)
    )
    for line in lines:
        line.scheme = scheme
    form = ProgressForm(
        request.POST or None,
        lines=lines,
        on=queries.law_day(scheme, today=today),
        initial={"month": today.replace(day=1)},
    )
    shown = Page(
        title="Báo cáo tiến độ",
        button="Gửi báo cáo",
        groups=[
            ("Báo cáo", [form["month"], form["note"]]),
            *((queries.name_of(line), fields) for line, fields in form.line_fields),
        ],
        lead=["Số liệu lũy kế từ khi bắt đầu. Gửi lại thì thay bản trước, tới khi Sở xác nhận."],
        leads_to="progress_list",
    )

    def do() -> str:
        report = actions.report_progress(scheme, form.facts(), by=request.user, at=timezone.now())
        return f"Đã gửi {str(report).lower()}."

    return deed_page(request, scheme, form, shown, do, queries.missing_contract(scheme))


@page("GET", "POST", may=policy.confirm_progress)
def progress_confirm(request: Request, code: str, key: int) -> HttpResponse:
    scheme = find_scheme(request, code, policy.confirm_progress)
    report = _report(request, scheme, key)
    form = ConfirmationForm(request.POST or None)
    shown = Page(
        title=f"Xác nhận: {str(report).lower()}",
        button="Xác nhận",
        groups=[("", [form["opinion"]])],
        lead=[
            *(f"{queries.name_of(one.line)}: {one.shown}%." for one in report.lines.all()),
            "Sở kiểm tra, xác nhận thì báo cáo không sửa được nữa.",
        ],
        leads_to="progress_list",
    )

    def do() -> str:
        opinion = form.cleaned_data["opinion"]
        actions.confirm_progress(report, opinion=opinion, by=request.user, at=timezone.now())
        return f"Đã xác nhận {str(report).lower()}."

    return deed_page(request, scheme, form, shown, do)


@page("GET", "POST", may=policy.visit_sites)
def visit_add(request: Request, code: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.visit_sites)
    form = VisitForm(request.POST or None, initial={"visited_on": timezone.localdate()})
    shown = Page(
        title="Ghi lần kiểm tra thực tế",
        button="Ghi lần kiểm tra",
        groups=[("", list(form))],
        leads_to="progress_list",
    )

    def do() -> str:
        actions.record_visit(scheme, form.facts(), by=request.user, at=timezone.now())
        return "Đã ghi lần kiểm tra."

    return deed_page(request, scheme, form, shown, do)


@page("GET", "POST", may=policy.report_progress)
def report_photo_add(request: Request, code: str, key: int) -> HttpResponse:
    scheme = find_scheme(request, code, policy.report_progress)
    return _photo_page(request, scheme, _report(request, scheme, key))


@page("GET", "POST", may=policy.visit_sites)
def visit_photo_add(request: Request, code: str, key: int) -> HttpResponse:
    scheme = find_scheme(request, code, policy.visit_sites)
    visits = Visit.objects.visible_to(request.user)
    return _photo_page(request, scheme, get_object_or_404(visits, scheme=scheme, pk=key))


def _photo_page(request: Request, scheme: Scheme, subject: ProgressReport | Visit) -> HttpResponse:
    form = PhotoForm(request.POST or None, request.FILES or None)
    shown = Page(
        title=f"Thêm ảnh: {subject}",
        button="Lưu ảnh",
        groups=[("", list(form))],
        leads_to="progress_list",
    )

    def do() -> str:
        actions.add_photo(subject, form.facts(), by=request.user, at=timezone.now())
        return "Đã lưu ảnh."

    return deed_page(request, scheme, form, shown, do)


@page("GET", may=policy.view_records)
def photo_file(request: Request, code: str, key: int) -> HttpResponseBase:
    """The picture itself, to be saved and never shown as a page of the site."""
    scheme = find_scheme(request, code)
    photo = get_object_or_404(Photo.objects.visible_to(request.user), scheme=scheme, pk=key)
    return FileResponse(
        photo.file.open("rb"),
        as_attachment=True,
        filename=photo.file_name,
        content_type=photo.media_type,
    )


def _report(request: Request, scheme: Scheme, key: int) -> ProgressReport:
    rows = ProgressReport.objects.visible_to(request.user).prefetch_related(
        "lines__line__beneficiary__establishment"
    )
    report: ProgressReport = get_object_or_404(rows, scheme=scheme, pk=key)
    return report

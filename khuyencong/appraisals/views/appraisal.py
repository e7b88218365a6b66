from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.appraisals import actions, policy, queries
from khuyencong.appraisals.forms import BasesForm, OpenForm, RecusalForm
from khuyencong.appraisals.lifecycle import level_waiting
from khuyencong.schemes import actions as schemes

from .finding import find_scheme, find_to_run
from .told import current_read, rounds_read

PAGE_SIZE = 25


@page("GET", may=policy.open_appraisals)
def appraisal_list(request: Request) -> HttpResponse:
    is_mine = request.GET.get("tat-ca") != "1"
    found = queries.waiting_schemes(request.user, mine=is_mine)
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "page": shown,
        "rows": queries.rows_of(shown, request.user),
        "is_mine": is_mine,
        "views_records": policy.view_records(request.user),
        "may_run": policy.run_councils(request.user),
    }
    return render(request, "appraisals/appraisal_list.html", context)


@page("GET", may=policy.open_appraisals)
def conclusion_list(request: Request) -> HttpResponse:
    found = queries.concluded(request.user)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "views_records": policy.view_records(request.user),
    }
    return render(request, "appraisals/conclusion_list.html", context)


@page("GET", may=policy.open_appraisals)
def appraisal_detail(request: Request, code: str) -> HttpResponse:
    """The appraisal under way and what the others came to; what it reads has pages of its own."""
    scheme = find_scheme(request, code)
    found, seats = queries.appraisals_of(scheme), queries.seats_of(request.user)
    queries.read_agreed(found)
    context = {
        "scheme": scheme,
        "level": level_waiting(scheme.state),
        "rounds": rounds_read(request.user, found, seats),
        "views_records": policy.view_records(request.user),
        "may_open": policy.open_appraisal(request.user, scheme),
        "current": current_read(request.user, found, seats),
    }
    return render(request, "appraisals/appraisal_detail.html", context)


@page("GET", "POST", may=policy.run_councils)
def appraisal_open(request: Request, code: str) -> HttpResponse:
    """Begin the appraisal, or give the one under way to another council or the staff."""
    scheme = find_scheme(request, code)
    if not policy.open_appraisal(request.user, scheme):
        raise PermissionDenied("Bạn không tổ chức thẩm định đề án này.")
    level = level_waiting(scheme.state)
    current = queries.current_of(scheme, level)
    councils = queries.councils_for(scheme, str(level))
    initial = {"council": current.council_id if current else None}
    form = OpenForm(request.POST or None, councils=councils, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _open_or_appoint(request, scheme, form)
        except actions.AppraisalClosed as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi cách thẩm định.")
            return redirect("appraisals:appraisal_detail", code)
    context = {"scheme": scheme, "form": form, "current": current, "councils": councils}
    return render(request, "appraisals/appraisal_open.html", context)


@page("GET", "POST", may=policy.run_councils)
def basis_edit(request: Request, code: str) -> HttpResponse:
    appraisal = find_to_run(request, code)
    lines = list(appraisal.scheme.lines.select_related("beneficiary__establishment"))
    bases = queries.bases_of(appraisal, lines)
    form = BasesForm(request.POST or None, lines=lines, bases=bases)
    if request.method == "POST" and form.is_valid():
        actions.set_bases(appraisal, form.facts(), by=request.user, at=timezone.now())
        messages.success(request, "Đã ghi căn cứ đối chiếu định mức.")
        return redirect("appraisals:norm_check", code)
    return render(request, "appraisals/basis_edit.html", {"scheme": appraisal.scheme, "form": form})


@page("GET", "POST", may=policy.open_appraisals)
def recusal_add(request: Request, code: str) -> HttpResponse:
    """Declare a conflict of interest; from then on the scheme is not there for the person."""
    scheme = find_scheme(request, code)
    form = RecusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        schemes.recuse(scheme, person=request.user, reason=reason, at=timezone.now())
        messages.success(
            request, "Đã ghi khai báo xung đột lợi ích: đề án không còn hiện với bạn nữa."
        )
        return redirect("appraisals:appraisal_list")
    return render(request, "appraisals/recusal_add.html", {"scheme": scheme, "form": form})


def _open_or_appoint(request: Request, scheme: Any, form: OpenForm) -> None:
    council = form.cleaned_data["council"]
    now = timezone.now()
    appraisal = actions.open_appraisal(scheme, council=council, by=request.user, at=now)
    if appraisal.council != council:
        actions.appoint_council(appraisal, council)

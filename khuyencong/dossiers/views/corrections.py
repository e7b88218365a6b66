from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.forms import (
    NeedForm,
    OutreachForm,
    ReasonForm,
    initial_of_need,
    initial_of_outreach,
)
from khuyencong.dossiers.models import Need, Outreach
from khuyencong.lib.days import show_day


@page("GET", may=policy.view_needs)
def need_detail(request: Request, key: int) -> HttpResponse:
    """A need with every value that it has had."""
    need = _need(request, key)
    context = {
        "need": need,
        "told": queries.told_of_need(need),
        "corrections": need.corrections.select_related("by"),
        "may_correct": policy.record_needs(request.user) and need.withdrawn_at is None,
    }
    return render(request, "dossiers/need_detail.html", context)


@page("GET", "POST", may=policy.record_needs)
def need_edit(request: Request, key: int) -> HttpResponse:
    need = _need(request, key)
    form = NeedForm(request.POST or None, user=request.user, initial=initial_of_need(need))
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            actions.correct_need(need, form.facts(), seen=seen, by=request.user, at=timezone.now())
        except actions.ChangedMeanwhile as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã sửa phiếu; giá trị cũ vẫn xem lại được.")
            return redirect("dossiers:need_detail", key)
    return render(request, "dossiers/need_edit.html", {"form": form, "need": need})


@page("GET", "POST", may=policy.record_needs)
def need_withdraw(request: Request, key: int) -> HttpResponse:
    need = _need(request, key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.withdraw_need(need, reason=reason, by=request.user, at=timezone.now())
        except (actions.NeedInUse, actions.NoReason) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã rút phiếu nhu cầu của {need.name}.")
            return redirect("dossiers:need_list")
    context = {"form": form, "title": f"Rút phiếu nhu cầu của {need.name}"}
    return render(request, "dossiers/survey_withdraw.html", context)


@page("GET", may=policy.view_needs)
def outreach_detail(request: Request, key: int) -> HttpResponse:
    """An outreach with every value that it has had."""
    outreach = _outreach(request, key)
    context = {
        "outreach": outreach,
        "told": queries.told_of_outreach(outreach),
        "corrections": outreach.corrections.select_related("by"),
        "may_correct": policy.record_needs(request.user) and outreach.withdrawn_at is None,
    }
    return render(request, "dossiers/outreach_detail.html", context)


@page("GET", "POST", may=policy.record_needs)
def outreach_edit(request: Request, key: int) -> HttpResponse:
    outreach = _outreach(request, key)
    initial = initial_of_outreach(outreach)
    form = OutreachForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        facts, seen = form.facts(outreach.told_by), request.POST.get("seen", "")
        try:
            actions.correct_outreach(outreach, facts, seen=seen, by=request.user, at=timezone.now())
        except actions.ChangedMeanwhile as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã sửa đợt tuyên truyền; giá trị cũ vẫn xem lại được.")
            return redirect("dossiers:outreach_detail", key)
    return render(request, "dossiers/outreach_add.html", {"form": form, "outreach": outreach})


@page("GET", "POST", may=policy.record_needs)
def outreach_withdraw(request: Request, key: int) -> HttpResponse:
    outreach = _outreach(request, key)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.withdraw_outreach(outreach, reason=reason, by=request.user, at=timezone.now())
        messages.success(request, "Đã rút đợt tuyên truyền.")
        return redirect("dossiers:outreach_list")
    context = {"form": form, "title": f"Rút đợt tuyên truyền ngày {show_day(outreach.held_on)}"}
    return render(request, "dossiers/survey_withdraw.html", context)


def _need(request: Request, key: int) -> Need:
    seen = Need.objects.visible_to(request.user)
    found: Need = get_object_or_404(
        seen.select_related("commune", "establishment", "scheme", "recorded_by", "withdrawn_by"),
        pk=key,
    )
    return found


def _outreach(request: Request, key: int) -> Outreach:
    seen = Outreach.objects.visible_to(request.user)
    found: Outreach = get_object_or_404(
        seen.select_related("commune", "told_by", "recorded_by", "withdrawn_by").prefetch_related(
            "establishments"
        ),
        pk=key,
    )
    return found

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.forms import CopyForm, DraftForm, GeneralForm
from khuyencong.funding.actions import Refused
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme

from .finding import find_readable, find_to_prepare, find_whole, tells_when_closed
from .keeping import kept_of, met

PAGE_SIZE = 25


@page("GET", may=policy.view_dossiers)
def dossier_list(request: Request) -> HttpResponse:
    found = queries.dossiers_of(request.user)
    is_open = request.GET.get("tat-ca") != "1"
    if is_open:
        found = found.filter(scheme__state__in=policy.BEING_PREPARED)
    context = {
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "is_open": is_open,
        "may_prepare": policy.prepare_dossiers(request.user),
    }
    return render(request, "dossiers/dossier_list.html", context)


@page("GET", "POST", may=policy.prepare_dossiers)
def dossier_add(request: Request) -> HttpResponse:
    initial = {"year": timezone.localdate().year + 1}
    form = DraftForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        scheme = actions.open_draft(form.facts(), by=request.user, at=timezone.now())
        messages.success(request, f"Đã mở hồ sơ {scheme.code}.")
        return redirect("dossiers:dossier_detail", scheme.code)
    return render(request, "dossiers/dossier_add.html", {"form": form})


@page("GET", "POST", may=policy.view_dossiers)
@tells_when_closed
def dossier_detail(request: Request, code: str) -> HttpResponse:
    """The whole dossier on one page; POST opens the dossier of a draft that has none."""
    scheme = find_whole(request, code)
    if request.method == "POST":
        scheme = find_to_prepare(request, code)
        actions.open_dossier(scheme, by=request.user, at=timezone.now())
        return redirect("dossiers:dossier_detail", code)
    may_edit = policy.prepare_dossier(request.user, scheme)
    whole = queries.whole_of(scheme)
    if whole is None:
        context = {"scheme": scheme, "may_open": may_edit}
        return render(request, "dossiers/dossier_none.html", context)
    context = {
        "scheme": scheme,
        "whole": whole,
        "copied_from": queries.origin_of(whole.dossier, request.user),
        "returned": queries.return_of(scheme),
        "is_borrowed": queries.is_borrowed(scheme, whole.sections),
        "missing": queries.missing_in(whole) if may_edit else [],
        "promised": queries.promises_of([one.line for one in whole.estimate.lines]),
        "may_edit": may_edit,
        "may_prepare": policy.prepare_dossiers(request.user),
    }
    return render(request, "dossiers/dossier_detail.html", context)


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def dossier_general(request: Request, code: str) -> HttpResponse:
    scheme = find_to_prepare(request, code)
    kept = kept_of(request, scheme, queries.GENERAL)
    form = GeneralForm(request.POST or None, scheme=scheme, draft=kept.draft)
    meeting = None
    if request.method == "POST" and form.is_valid():
        meeting = met(form, scheme, kept.key)
        if meeting is None and _correct(request, scheme, form):
            messages.success(request, "Đã lưu thông tin chung.")
            return redirect("dossiers:dossier_detail", code)
        if meeting is not None:
            form = GeneralForm(form.merged(meeting.edits), scheme=scheme)
    context = {"form": form, "scheme": scheme, "kept": kept, "meeting": meeting}
    return render(request, "dossiers/dossier_general.html", context)


@page("GET", "POST", may=policy.prepare_dossiers)
def dossier_copy(request: Request, code: str) -> HttpResponse:
    scheme = find_readable(request, code)
    form = CopyForm(request.POST or None, initial={"year": scheme.start_year + 1})
    if request.method == "POST" and form.is_valid():
        copy = actions.copy_dossier(
            scheme, year=form.cleaned_data["year"], by=request.user, at=timezone.now()
        )
        messages.success(
            request, f"Đã chép thành hồ sơ {copy.code}; tài liệu kèm theo phải nộp bản mới."
        )
        return redirect("dossiers:dossier_detail", copy.code)
    return render(request, "dossiers/dossier_copy.html", {"form": form, "scheme": scheme})


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def dossier_submit(request: Request, code: str) -> HttpResponse:
    scheme = find_to_prepare(request, code)
    refused = ""
    if request.method == "POST":
        try:
            actions.submit(scheme, by=request.user, at=timezone.now(), note=_note(request))
        except (actions.DossierIncomplete, Refused) as error:
            refused = str(error)
        else:
            messages.success(request, "Đã trình hồ sơ để thẩm định cấp cơ sở.")
            return redirect("dossiers:dossier_detail", code)
    context = {
        "scheme": scheme,
        "missing": queries.missing_for_submission(scheme),
        "estimate": queries.estimate_of(scheme),
        "refused": refused,
    }
    return render(request, "dossiers/dossier_submit.html", context)


def _note(request: Request) -> str:
    return request.POST.get("note", "")[:2000]


def _correct(request: Request, scheme: Scheme, form: GeneralForm) -> bool:
    """Save, or say that somebody else has saved in the very moment."""
    facts, now = form.facts(), timezone.now()
    try:
        actions.save_general(scheme, facts, seen=scheme.fingerprint, by=request.user, at=now)
    except schemes.ChangedMeanwhile as error:
        form.add_error(None, f"{error} Những gì bạn gõ vẫn ở đây: bấm lưu lần nữa để xem và gộp.")
        return False
    return True

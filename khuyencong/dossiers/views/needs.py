from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.forms import (
    DraftForm,
    JoinForm,
    NeedForm,
    NeedSearchForm,
    OutreachForm,
    OwnNeedForm,
)
from khuyencong.dossiers.models import Need, NeedDraft, Outreach
from khuyencong.establishments.models import Establishment

PAGE_SIZE = 25
SUGGESTIONS = 12


@page("GET", may=policy.view_needs)
def need_list(request: Request) -> HttpResponse:
    form = NeedSearchForm(request.GET)
    form.full_clean()
    found = queries.needs_of(request.user, form.cleaned_data)
    context = {
        "form": form,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "may_record": policy.record_needs(request.user),
        "may_prepare": policy.prepare_dossiers(request.user),
    }
    template = "dossiers/need_list.html"
    return render(request, f"{template}#rows" if request.htmx else template, context)


@page("GET", "POST", may=policy.ask_for_support)
def need_add(request: Request) -> HttpResponse:
    """The form of the survey; what was typed before and not recorded is there again.

    An applicant fills it in for the establishment of the account, and returns to the desk.
    """
    draft = NeedDraft.objects.visible_to(request.user).first()
    initial = {
        "year": timezone.localdate().year + 1,
        "commune": queries.last_commune(request.user),
        **(draft.typed if draft else {}),
    }
    form = _need_form(request, initial)
    if request.method == "POST" and form.is_valid():
        need = actions.record_need(form.facts(), by=request.user, at=timezone.now())
        messages.success(request, f"Đã ghi nhu cầu của {need.name}.")
        if request.user.is_applicant:
            return redirect(settings.LOGIN_REDIRECT_URL)
        return redirect("dossiers:need_add" if "next" in request.POST else "dossiers:need_list")
    if request.method == "POST":  # what is wrong is told, and nothing typed is lost meanwhile
        draft = _keep(request)
    template = "dossiers/need_ask.html" if request.user.is_applicant else "dossiers/need_add.html"
    context = {"form": form, "draft": draft, "desk": resolve_url(settings.LOGIN_REDIRECT_URL)}
    return render(request, template, context)


def _need_form(request: Request, initial: dict[str, Any]) -> NeedForm:
    if not request.user.is_applicant:
        return NeedForm(request.POST or None, user=request.user, initial=initial)
    own = _own_establishment(request)
    return OwnNeedForm(request.POST or None, user=request.user, establishment=own, initial=initial)


def _own_establishment(request: Request) -> Establishment:
    seen = Establishment.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("province", "commune"))


@page("POST", may=policy.ask_for_support)
def need_draft(request: Request) -> HttpResponse:
    """Keep what is being typed; «drop» begins anew."""
    if "drop" in request.POST:
        actions.drop_need_draft(by=request.user)
        return redirect("dossiers:need_add")
    draft = _keep(request)
    if request.htmx:
        return render(request, "dossiers/need_add.html#kept", {"draft": draft})
    messages.success(request, "Đã giữ lại phiếu đang ghi dở.")
    return redirect("dossiers:need_add")


@page("GET", may=policy.record_needs)
def establishment_options(request: Request) -> HttpResponse:
    """The establishments whose name holds what is being typed, for the list under the field."""
    words = request.GET.get("name") or request.GET.get("establishment") or ""
    found = queries.establishments_called(request.user, words)[:SUGGESTIONS]
    return render(request, "schemes/_establishment_options.html", {"found": found})


@page("GET", "POST", may=policy.prepare_dossiers)
def need_to_dossier(request: Request, key: int) -> HttpResponse:
    """A dossier from a need: only what the need did not tell is asked."""
    need = get_object_or_404(_needs(request).select_related("province", "commune"), pk=key)
    if need.scheme is not None:
        return redirect("dossiers:dossier_detail", need.scheme.code)
    groups = queries.groups_open_to(request.user, need)
    joins = "join" in request.POST
    data = request.POST or None
    join = JoinForm(data if joins else None, groups=groups, need=need) if groups else None
    if joins and join is not None and join.is_valid():
        return _join(request, need, join)
    form = DraftForm(
        None if joins else data, user=request.user, need=need, initial=_beginning(need)
    )
    if request.method == "POST" and not joins and form.is_valid():
        return _draft(request, need, form)
    context = {"form": form, "need": need, "join": join}
    return render(request, "dossiers/need_to_dossier.html", context)


def _draft(request: Request, need: Need, form: DraftForm) -> HttpResponse:
    """Open the dossier, or say that somebody has withdrawn the need meanwhile."""
    facts, legal_form = form.facts(), form.cleaned_data.get("legal_form", "")
    by, at = request.user, timezone.now()
    try:
        scheme = actions.draft_from_need(need, facts, legal_form=legal_form, by=by, at=at)
    except actions.NeedWithdrawn as error:
        messages.error(request, str(error))
        return redirect("dossiers:need_list")
    messages.success(request, f"Đã lập hồ sơ {scheme.code} từ nhu cầu của {need.name}.")
    return redirect("dossiers:dossier_detail", scheme.code)


def _join(request: Request, need: Need, form: JoinForm) -> HttpResponse:
    """Put the need into the group scheme chosen; the dossier says what became of it."""
    data = form.cleaned_data
    try:
        scheme = actions.join_group(need, data["scheme"], legal_form=data.get("legal_form", ""))
    except (actions.DossierClosed, actions.NeedWithdrawn) as error:
        messages.error(request, str(error))
        return redirect("dossiers:need_list")
    messages.success(request, f"Đã đưa nhu cầu của {need.name} vào đề án nhóm {scheme.code}.")
    return redirect("dossiers:dossier_detail", scheme.code)


@page("GET", may=policy.view_needs)
def outreach_list(request: Request) -> HttpResponse:
    found = Outreach.objects.visible_to(request.user).select_related("commune", "told_by")
    is_withdrawn = request.GET.get("da-rut") == "1"
    found = found.filter(withdrawn_at__isnull=False) if is_withdrawn else found.in_force()
    context = {
        "is_withdrawn": is_withdrawn,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "may_record": policy.record_needs(request.user),
    }
    return render(request, "dossiers/outreach_list.html", context)


@page("GET", "POST", may=policy.record_needs)
def outreach_add(request: Request) -> HttpResponse:
    """An occasion; «list» (or a change of the commune) offers the establishments of the commune."""
    typed = request.POST or request.GET
    initial = {"held_on": timezone.localdate(), **_first_values(typed)}
    saves = request.method == "POST" and "list" not in request.POST
    form = OutreachForm(request.POST if saves else None, user=request.user, initial=initial)
    told_by = request.user.organisation
    if saves and form.is_valid() and told_by is not None:
        actions.record_outreach(form.facts(told_by), by=request.user, at=timezone.now())
        messages.success(request, "Đã ghi đợt tuyên truyền.")
        return redirect("dossiers:outreach_list")
    template = "dossiers/outreach_add.html"
    name = f"{template}#establishments" if request.htmx else template
    return render(request, name, {"form": form, "outreach": None})


def _first_values(typed: QueryDict) -> dict[str, Any]:
    """What has been typed so far, of fields with one value."""
    names = [name for name in OutreachForm.base_fields if name != "establishments"]
    return {name: typed[name] for name in names if name in typed}


def _needs(request: Request) -> QuerySet[Need]:
    seen = Need.objects.visible_to(request.user).in_force()
    return seen.select_related("establishment", "scheme")


def _keep(request: Request) -> NeedDraft:
    typed = {
        name: value for name, value in request.POST.dict().items() if name in NeedForm.base_fields
    }
    if request.user.is_applicant:
        typed["name"] = _own_establishment(request).name
    return actions.keep_need_draft(typed, by=request.user, at=timezone.now())


def _beginning(need: Need) -> dict[str, Any]:
    item = f": {need.item}" if need.item else ""
    return {
        "name": f"{need.get_content_display()}{item} tại {need.name}",
        "year": need.year,
        "sub_content": queries.usual_sub_content(need.content),
    }

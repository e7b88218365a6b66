"""What is typed into the forms of a dossier is kept, and two people's edits meet."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.forms.meeting import SeenForm, unseal
from khuyencong.dossiers.models import FormDraft, FormVersion
from khuyencong.schemes.models import Scheme

from .finding import find_readable, find_to_prepare

PAGE_SIZE = 25
LONGEST = 2_000
_KEY = re.compile(r"general|line-\d{1,9}|item-\d{1,9}|item-of-\d{1,9}")
_PAGES = {
    "line": "dossiers:estimate_edit_line",
    "item": "dossiers:estimate_edit_item",
    "item-of": "dossiers:estimate_add_item",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What a page says of the draft of its form, and where typing is kept."""

    key: str
    url: str
    draft: FormDraft | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """What somebody else saved while I was typing, and who did last."""

    edits: list[queries.Edit]
    last: FormVersion | None

    @property
    def has_conflict(self) -> bool:
        return any(one.is_conflict for one in self.edits)


def kept_of(request: Request, scheme: Scheme, key: str) -> Kept:
    """What the person has typed into a form and not saved."""
    rows = FormDraft.objects.visible_to(request.user)
    draft = rows.filter(scheme=scheme, key=key).first()
    return Kept(key, reverse("dossiers:form_keep", args=[scheme.code, key]), draft)


def met(form: SeenForm, scheme: Scheme, key: str) -> Meeting | None:
    """The meeting of two edits; ``None`` where nobody else has saved since.  Of a valid form."""
    found = form.edits()
    return Meeting(found, queries.last_version(scheme, key)) if found else None


@page("POST", may=policy.prepare_dossiers)
def form_keep(request: Request, code: str, key: str) -> HttpResponse:
    """Keep what is being typed; «drop» begins anew."""
    if not _KEY.fullmatch(key):
        raise Http404
    try:
        scheme = find_to_prepare(request, code)
        if "drop" in request.POST:
            actions.drop_form(scheme, key, by=request.user)
            return redirect(_page_of(code, key))
        draft = actions.keep_form(
            scheme,
            key,
            _typed(request),
            base=unseal(request.POST.get("seen", "")),
            by=request.user,
            at=timezone.now(),
        )
    except actions.DossierClosed as error:
        if request.htmx:
            return render(request, "dossiers/_form_kept.html", {"draft": None})
        messages.error(request, str(error))
        return redirect("dossiers:dossier_detail", code)
    if request.htmx:
        return render(request, "dossiers/_form_kept.html", {"draft": draft})
    return redirect(_page_of(code, key))


@page("GET", may=policy.view_dossiers)
def form_history(request: Request, code: str) -> HttpResponse:
    """Every state of the forms of a dossier that was saved, the newest first."""
    scheme = find_readable(request, code)
    shown = Paginator(queries.versions_of(scheme), PAGE_SIZE).get_page(request.GET.get("trang"))
    rows = [(version, queries.in_order(version)) for version in shown]
    context = {"scheme": scheme, "page": shown, "rows": rows}
    return render(request, "dossiers/form_history.html", context)


def _typed(request: Request) -> dict[str, str | list[str]]:
    """What stands in the fields, several values of one field as a list."""
    typed: dict[str, str | list[str]] = {}
    for name, values in request.POST.lists():
        if name in ("csrfmiddlewaretoken", "seen"):
            continue
        told = [value[:LONGEST] for value in values]
        typed[name] = told if name == "partners" else told[-1]
    return typed


def _page_of(code: str, key: str) -> str:
    """The address of the form that is called so."""
    kind, _, number = key.rpartition("-")
    if not kind:
        return reverse("dossiers:dossier_general", args=[code])
    return reverse(_PAGES[kind], args=[code, int(number)])

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.lib.money import show_exact
from khuyencong.schemes.policy import edit_schemes

from .. import actions, policy, queries
from ..actions import NothingChanges, RequestClosed, RequestNotReady
from ..forms import CHANGE_FORMS, AddLineForm, PaperForm
from ..models import OF_SCHEME, Change, ChangeRequest, Kind, source_label
from .finding import find_editable, find_request


@page("GET", may=policy.propose)
def change_choose(request: Request, pk: int) -> HttpResponse:
    """What may be changed: of the scheme, and of each of its lines."""
    found = find_editable(request, pk)
    kinds = [(word, Kind(kind).label, kind) for word, (kind, _) in CHANGE_FORMS.items()]
    context = {
        "row": found,
        "standing": queries.standing_of(found.scheme),
        "of_scheme": [one for one in kinds if one[2] in OF_SCHEME],
        "of_line": [one for one in kinds if one[2] not in OF_SCHEME],
    }
    return render(request, "adjustments/change_choose.html", context)


@page("GET", "POST", may=policy.propose)
def change_put(request: Request, pk: int, word: str, line: int = 0) -> HttpResponse:
    """Ask for the new value of one field."""
    found = find_editable(request, pk)
    if word not in CHANGE_FORMS:
        raise Http404
    kind, form_class = CHANGE_FORMS[word]
    standing = queries.standing_of(found.scheme)
    row = standing.lines.get(line)
    if (row is None) != (kind in OF_SCHEME):
        raise Http404
    form = form_class(request.POST or None, user=request.user, scheme=found.scheme, line=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_change(found, kind, form.value(), line=row, source=form.source)
        except (NothingChanges, RequestClosed) as error:
            form.add_error(None, str(error))
        else:
            return redirect("adjustments:request_detail", pk)
    context = {
        "form": form,
        "row": found,
        "line": row,
        "label": Kind(kind).label,
        "now": _now(standing, Change(request=found, kind=kind, line=row)),
        "searches": _searches(request, form),
    }
    return render(request, "adjustments/change_form.html", context)


def _now(standing: queries.Standing, change: Change) -> list[str]:
    """The approved value; of money every source that has any."""
    if change.kind != Kind.MONEY or change.line is None:
        return [queries.value_of(standing, change).text]
    held = standing.allocated(change.line)
    return [
        f"{source_label(':'.join(source))}: {show_exact(amount)}" for source, amount in held.items()
    ] or ["chưa phân bổ"]


def _searches(request: Request, form: Form) -> bool:
    """Whether establishments are offered while one is typed."""
    return "establishment" in form.fields and edit_schemes(request.user)


@page("GET", "POST", may=policy.propose)
def line_add(request: Request, pk: int) -> HttpResponse:
    """Ask for a further line."""
    found = find_editable(request, pk)
    form = AddLineForm(
        request.POST or None,
        user=request.user,
        scheme=found.scheme,
        line=None,
        initial={"year": found.scheme.end_year, "level": "grant:province"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_line(found, form.facts())
        except RequestClosed as error:
            form.add_error(None, str(error))
        else:
            return redirect("adjustments:request_detail", pk)
    context = {"form": form, "row": found, "line": None, "label": Kind.ADD.label, "now": []}
    context["searches"] = _searches(request, form)
    return render(request, "adjustments/change_form.html", context)


@page("POST", may=policy.propose)
def change_drop(request: Request, pk: int, change: int) -> HttpResponse:
    """Ask for it no more."""
    found = find_editable(request, pk)
    row = get_object_or_404(found.changes.select_related("request"), pk=change)
    return _tried(request, found, lambda: actions.drop_change(row))


@page("POST", may=policy.propose)
def request_refresh(request: Request, pk: int) -> HttpResponse:
    """Read the approved values anew."""
    found = find_editable(request, pk)
    return _tried(request, found, lambda: actions.refresh(found))


@page("GET", "POST", may=policy.propose)
def paper_add(request: Request, pk: int) -> HttpResponse:
    """Hand a paper in."""
    found = find_editable(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.hand_in(found, form.facts(), by=request.user, at=timezone.now())
        except (RequestClosed, RequestNotReady) as error:
            form.add_error(None, str(error))
        else:
            return redirect("adjustments:request_detail", pk)
    context = {"form": form, "row": found, "line": None, "label": "Tài liệu kèm theo", "now": []}
    context["searches"] = False
    return render(request, "adjustments/change_form.html", context)


@page("POST", may=policy.propose)
def paper_drop(request: Request, pk: int, paper: int) -> HttpResponse:
    """Take a paper out."""
    found = find_editable(request, pk)
    row = get_object_or_404(found.papers.select_related("request"), pk=paper)
    return _tried(request, found, lambda: actions.drop_paper(row))


@page("GET", may=policy.view_records)
def paper_file(request: Request, pk: int, paper: int) -> HttpResponseBase:
    """The file itself, to be saved and never shown as a page of the site."""
    found = find_request(request, pk)
    row = get_object_or_404(found.papers.exclude(file=""), pk=paper)
    return FileResponse(
        row.file.open("rb"),
        as_attachment=True,
        filename=row.file_name,
        content_type=row.media_type,
    )


def _tried(request: Request, found: ChangeRequest, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
    except RequestClosed as error:
        messages.error(request, str(error))
    return redirect("adjustments:request_detail", found.pk)

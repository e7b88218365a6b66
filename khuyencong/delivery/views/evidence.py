from collections.abc import Sequence

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import EvidenceForm
from khuyencong.delivery.lifecycle import is_open
from khuyencong.delivery.models import Evidence
from khuyencong.delivery.queries import Asked, Stage
from khuyencong.schemes.models import Line, Scheme

from .deeds import find_line, find_scheme


@page("GET", "POST", may=policy.view_records)
def evidence_of_line(request: Request, code: str, key: int) -> HttpResponse:
    """The lists of a line: for its first advance, for its acceptance and the rest."""
    scheme = find_scheme(request, code)
    line = find_line(scheme, key)
    return _lists(request, scheme, line, [Stage.FIRST_ADVANCE, Stage.REMAINING])


@page("GET", "POST", may=policy.view_records)
def evidence_of_scheme(request: Request, code: str) -> HttpResponse:
    """The lists of the whole scheme: for settlement, and for force majeure."""
    scheme = find_scheme(request, code)
    return _lists(request, scheme, None, [Stage.SETTLEMENT, Stage.FORCE_MAJEURE])


def _lists(
    request: Request, scheme: Scheme, line: Line | None, stages: Sequence[Stage]
) -> HttpResponse:
    on = queries.law_day(scheme, today=timezone.localdate())
    lists = queries.lists_asked(scheme, line, stages, on=on)
    may_file = policy.file_evidence(request.user, scheme)
    wrong: EvidenceForm | None = None
    if request.method == "POST" and may_file:
        asked = {str(one.item.pk): one for rows in lists.values() for one in rows}
        chosen = asked.get(request.POST.get("item", ""))
        if chosen is None:
            raise Http404
        wrong = _form(chosen, request)
        if wrong.is_valid() and _file(request, scheme, line, chosen, wrong):
            address = queries.url_of("evidence", scheme, *([line.pk] if line else []))
            return redirect(f"{address}#giay-{chosen.item.pk}")
    context = {
        "scheme": scheme,
        "title": queries.name_of(line) if line else "Hồ sơ quyết toán",
        "lists": [
            (
                stage.label,
                [(one, wrong if _is_of(wrong, one) else _form(one, None)) for one in rows],
            )
            for stage, rows in lists.items()
        ],
        "is_borrowed": any(one.is_borrowed for rows in lists.values() for one in rows),
        "is_open": may_file and (wrong is not None or is_open("evidence", scheme)),
    }
    return render(request, "delivery/evidence.html", context)


def _form(one: Asked, request: Request | None) -> EvidenceForm:
    held = one.evidence
    initial = {"number": held.number, "dated_on": held.dated_on} if held else {}
    data, files = (request.POST, request.FILES) if request else (None, None)
    return EvidenceForm(data, files, prefix=f"giay-{one.item.pk}", initial=initial)


def _is_of(form: EvidenceForm | None, one: Asked) -> bool:
    return form is not None and form.prefix == f"giay-{one.item.pk}"


def _file(
    request: Request, scheme: Scheme, line: Line | None, one: Asked, form: EvidenceForm
) -> bool:
    """Enter the paper, or tell on its form why not."""
    try:
        facts = form.facts(one.item, line)
        actions.file_evidence(scheme, facts, by=request.user, at=timezone.now())
    except actions.NotReady as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"Đã ghi «{one.item.name}».")
    return True


@page("GET", may=policy.view_records)
def evidence_file(request: Request, code: str, key: int) -> HttpResponseBase:
    """The scan itself, to be saved and never shown as a page of the site."""
    scheme = find_scheme(request, code)
    held = get_object_or_404(
        Evidence.objects.visible_to(request.user).exclude(file=""), scheme=scheme, pk=key
    )
    return FileResponse(
        held.file.open("rb"),
        as_attachment=True,
        filename=held.file_name,
        content_type=held.media_type,
    )

from dataclasses import replace

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.documents.filling import FIELDS, REQUIRED, starter
from khuyencong.papers import actions, policy, queries
from khuyencong.papers.forms import WordingForm, kind_of
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.papers.models import PaperTemplate

_TEXTS = ("bases", "recipients", "signer_authority", "signer_title", "signer_name")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("GET", may=policy.edit_templates)
def template_list(request: Request) -> HttpResponse:
    rows = queries.wordings_of(request.user, on=timezone.localdate())
    context = {"rows": rows, "place": request.user.scope_unit}
    return render(request, "papers/template_list.html", context)


@page("GET", "POST", may=policy.edit_templates)
def template_edit(request: Request, kind: str) -> HttpResponse:
    """The wording and layout of one kind of paper; saving makes a new version, a trial nothing."""
    found, place = kind_of(kind), request.user.scope_unit
    if found is None or place is None:
        raise Http404
    versions = list(queries.templates_of(request.user, found))
    initial = {name: getattr(versions[0], name) for name in _TEXTS} if versions else {}
    initial["valid_from"] = timezone.localdate()
    form = WordingForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        if "trial" in request.POST:
            return _trial(request, found, form, versions[0] if versions else None)
        saved = actions.save_wording(place, found, form.facts(), by=request.user, at=timezone.now())
        messages.success(request, f"Đã lưu bản {saved.number} của mẫu.")
        return redirect("papers:template_list")
    context = {
        "kind": found,
        "form": form,
        "versions": versions,
        "place": place,
        "fields": FIELDS.items(),
        "required": REQUIRED,
    }
    return render(request, "papers/template_edit.html", context)


def _trial(
    request: Request, kind: PaperKind, form: WordingForm, latest: PaperTemplate | None
) -> HttpResponse:
    """A paper laid out as it would be, not kept anywhere."""
    facts = form.facts()
    document = queries.sample_of(request.user, kind)
    first = document.signatures[0]
    signature = replace(
        first,
        title=facts.signer_title or first.title,
        authority=facts.signer_authority or first.authority,
        name=facts.signer_name or first.name,
    )
    if len(document.signatures) == 1:
        document = replace(document, signatures=(signature,))
    if recipients := tuple(filter(None, map(str.strip, facts.recipients.splitlines()))):
        document = replace(document, recipients=recipients)
    word, print_ = actions.try_layout(document, facts, latest)
    is_word = request.POST["trial"] == "docx"
    name = f"xem-thu-{kind.value.replace('_', '-')}.{'docx' if is_word else 'pdf'}"
    return HttpResponse(
        word if is_word else print_,
        content_type=_WORD if is_word else "application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@page("GET", may=policy.edit_templates)
def layout_start(request: Request, kind: str) -> HttpResponse:
    """A Word file with every gap in its usual place, to begin from."""
    found = kind_of(kind)
    if found is None:
        raise Http404
    content = starter(is_contract=found in actions.WITHOUT_LETTERHEAD)
    name = f"mau-{found.value.replace('_', '-')}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_WORD, headers=headers)


@page("GET", may=policy.edit_templates)
def layout_file(request: Request, kind: str, number: int) -> HttpResponseBase:
    """The Word file of a version, as it came."""
    versions = queries.templates_of(request.user, kind).exclude(layout="")
    template = get_object_or_404(versions, number=number)
    return FileResponse(
        template.layout.open("rb"),
        as_attachment=True,
        filename=template.layout_name,
        content_type=_WORD,
    )

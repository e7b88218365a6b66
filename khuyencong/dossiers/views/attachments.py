from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.forms import AttachmentForm, WaiverForm
from khuyencong.dossiers.models import Attachment
from khuyencong.regulations.models import DossierPaper

from .finding import find_dossier, find_readable, find_to_prepare, tells_when_closed


@page("GET", "POST", may=policy.view_dossiers)
@tells_when_closed
def attachment_list(request: Request, code: str) -> HttpResponse:
    """The list of papers; POST hands a file in."""
    scheme = find_readable(request, code)
    checklist = queries.checklist_of(find_dossier(scheme))
    form = AttachmentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        scheme = find_to_prepare(request, code)
        asked = {one.asked.pk: one.asked for one in checklist.requirements}
        requirement = asked.get(form.cleaned_data["requirement"])
        title = requirement.name if requirement else form.cleaned_data["title"]
        paper = actions.hand_in(
            scheme,
            form.cleaned_data["file"],
            title=title or form.cleaned_data["file"].name,
            requirement=requirement,
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, f"Đã nhận tệp {paper.file_name}.")
        return redirect("dossiers:attachment_list", code)
    context = {
        "scheme": scheme,
        "checklist": checklist,
        "form": form,
        "may_edit": policy.prepare_dossier(request.user, scheme),
    }
    return render(request, "dossiers/attachment_list.html", context)


@page("GET", may=policy.view_dossiers)
def attachment_file(request: Request, code: str, key: int) -> HttpResponseBase:
    """The file itself, to be saved and never shown as a page of the site."""
    scheme = find_readable(request, code)
    seen = Attachment.objects.visible_to(request.user)
    paper = get_object_or_404(seen, scheme=scheme, pk=key)
    return FileResponse(
        paper.file.open("rb"),
        as_attachment=True,
        filename=paper.file_name,
        content_type=paper.media_type,
    )


@page("POST", may=policy.prepare_dossiers)
@tells_when_closed
def attachment_withdraw(request: Request, code: str, key: int) -> HttpResponse:
    scheme = find_to_prepare(request, code)
    paper = get_object_or_404(Attachment.objects.visible_to(request.user), scheme=scheme, pk=key)
    actions.withdraw(paper, by=request.user, at=timezone.now())
    messages.success(request, f"Đã rút tệp {paper.file_name}.")
    return redirect("dossiers:attachment_list", code)


@page("POST", may=policy.prepare_dossiers)
@tells_when_closed
def attachment_waive(request: Request, code: str, key: int) -> HttpResponse:
    """Say that a paper is not needed, and why; «undo» asks for it again."""
    scheme = find_to_prepare(request, code)
    asked = _waivable(request, code, key)
    form = WaiverForm(request.POST)
    if "undo" in request.POST:
        actions.ask_again(scheme, asked)
    elif form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.waive(scheme, asked, reason=reason, by=request.user, at=timezone.now())
    else:
        messages.error(request, "Phải ghi lý do không áp dụng.")
    return redirect("dossiers:attachment_list", code)


def _waivable(request: Request, code: str, key: int) -> DossierPaper:
    """A paper of the list that the list itself leaves to the case at hand; else 404."""
    scheme = find_readable(request, code)
    checklist = queries.checklist_of(find_dossier(scheme))
    found = {one.asked.pk: one.asked for one in checklist.requirements if one.may_be_waived}
    if key not in found:
        raise Http404
    return found[key]

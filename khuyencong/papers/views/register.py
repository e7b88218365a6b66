from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.documents.actions import AlreadyVoid
from khuyencong.papers import actions, exports, policy, queries, register
from khuyencong.papers.forms import RegisterFilter, VoidForm
from khuyencong.papers.models import Paper, RegisterRow
from khuyencong.papers.register import Choice

ROWS = 25
MOST = 5_000  # rows of a file
_FILES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@page("GET", may=policy.open_papers)
def register_page(request: Request) -> HttpResponse:
    """The register of papers (sổ đăng ký văn bản đi, đến), newest first."""
    seen = RegisterRow.objects.visible_to(request.user)
    form, choice = _choice(request)
    chosen = register.rows_of(seen, choice, request.user)
    shown = register.page_of(chosen, request.GET.get("trang", ""), ROWS)
    context = {
        "page": shown,
        "rows": register.doubles_of(list(shown.object_list), seen),
        "form": form,
        "query": _query(request),
        "may_scan": policy.open_scans(request.user),
        "may_word": policy.edit_templates(request.user),
    }
    return render(request, "papers/register.html", context)


@page("GET", may=policy.open_papers)
def register_file(request: Request, ending: str) -> HttpResponse:
    """What the page shows, to be printed (pdf) or reckoned with (xlsx)."""
    if ending not in _FILES:
        raise Http404
    seen = RegisterRow.objects.visible_to(request.user)
    _, choice = _choice(request)
    rows = register.said_of(list(register.rows_of(seen, choice, request.user)[:MOST]), seen)
    if ending == "pdf":
        content = exports.register_pdf(rows, choice, request.user)
    else:
        content = exports.register_xlsx(rows, request.user)
    name = f"so-van-ban-{choice.direction or 'tat-ca'}-{choice.year or 'cac-nam'}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=_FILES[ending], headers=headers)


@page("POST", may=policy.write_papers)
def number_void(request: Request, code: str) -> HttpResponse:
    """Make the number of a paper void; the number stays in the register with the reason."""
    papers = queries.full(Paper.objects.visible_to(request.user))
    paper = get_object_or_404(papers, code=code, number__isnull=False)
    if not policy.write_paper(request.user, paper.any_scheme, paper.kind):
        raise PermissionDenied
    form = VoidForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Phải ghi lý do hủy số, không quá 300 ký tự.")
        return redirect("papers:paper_detail", code)
    try:
        actions.void_paper(paper, form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except AlreadyVoid as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã hủy số {paper.symbol}; số vẫn nằm trong sổ với lý do.")
    return redirect("papers:paper_detail", code)


def _choice(request: Request) -> tuple[RegisterFilter, Choice]:
    form = RegisterFilter(request.GET or None)
    if not form.is_valid():
        return form, Choice()
    return form, form.choice()


def _query(request: Request) -> str:
    asked: Any = request.GET.copy()
    asked.pop("trang", None)
    return str(asked.urlencode())

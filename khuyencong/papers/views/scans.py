from io import BytesIO

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.documents.reading import UnreadablePdf, extract
from khuyencong.papers import actions, policy, queries, tasks
from khuyencong.papers.forms import AssignForm, BatchForm
from khuyencong.papers.models import Outcome, Paper, ScanBatch


@page("GET", "POST", may=policy.open_scans)
def batch_list(request: Request) -> HttpResponse:
    """The person's piles; POST hands one in."""
    form = BatchForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            with transaction.atomic():
                batch = actions.file_batch(file, by=request.user, at=timezone.now())
                tasks.read_later(batch)
        except UnreadablePdf as error:
            form.add_error("file", str(error))
        else:
            return redirect("papers:batch_detail", batch.pk)
    context = {"form": form, "batches": queries.batches_of(request.user)}
    return render(request, "papers/batch_list.html", context)


@page("GET", may=policy.open_scans)
def batch_detail(request: Request, key: int) -> HttpResponse:
    """The pages of a pile: each with its paper, or waiting for one."""
    batch = _batch(request, key)
    pages = queries.pages_of(batch, request.user)
    context = {
        "batch": batch,
        "pages": pages,
        "read_count": sum(page.outcome != Outcome.WAITING for page in pages),
        "papers": queries.papers_to_sign(request.user) if batch.read_at else [],
    }
    fragment = "#pages" if request.htmx else ""
    return render(request, f"papers/batch_detail.html{fragment}", context)


@page("POST", may=policy.open_scans)
def page_assign(request: Request, key: int, number: int) -> HttpResponse:
    """Give a page that waits to the paper whose code the person typed."""
    batch = _batch(request, key)
    scanned = get_object_or_404(batch.pages, number=number)
    form = AssignForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    seen = Paper.objects.visible_to(request.user).select_related("scheme")
    paper = seen.filter(code=code).first()
    if paper is None or not policy.write_paper(request.user, paper.any_scheme, paper.kind):
        messages.error(request, f"Trang {number}: không tìm thấy văn bản mang mã này.")
        return redirect("papers:batch_detail", key)
    try:
        actions.assign_page(scanned, paper, by=request.user, at=timezone.now())
    except actions.NothingToAssign as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã xếp trang {number} vào văn bản {paper.code}.")
    return redirect("papers:batch_detail", key)


@page("GET", may=policy.open_scans)
def batch_file(request: Request, key: int) -> HttpResponseBase:
    """The pile as it came."""
    batch = _batch(request, key)
    if len(queries.pages_of(batch, request.user)) < batch.pages_count:
        raise Http404("holds pages that the person may see no more")
    return FileResponse(
        batch.file.open("rb"),
        as_attachment=True,
        filename=batch.file_name,
        content_type="application/pdf",
    )


@page("GET", may=policy.open_scans)
def page_file(request: Request, key: int, number: int) -> HttpResponseBase:
    """One page of a pile."""
    batch = _batch(request, key)
    seen = {page.number: page for page in queries.pages_of(batch, request.user)}
    if number not in seen:
        raise Http404
    scanned = seen[number]
    with batch.file.open("rb") as stored:
        part = extract(stored.read(), [scanned.number - 1])
    return FileResponse(
        BytesIO(part),
        as_attachment=True,
        filename=f"trang-{number}.pdf",
        content_type="application/pdf",
    )


def _batch(request: Request, key: int) -> ScanBatch:
    return get_object_or_404(ScanBatch.objects.visible_to(request.user), pk=key)

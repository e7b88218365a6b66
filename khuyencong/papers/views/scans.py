from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.documents.reading import UnreadablePdf, extract
from khuyencong.papers import actions, policy, queries
from khuyencong.papers.forms import AssignForm, BatchForm
from khuyencong.papers.models import Paper, ScanBatch


@page("GET", "POST", may=policy.open_scans)
def batch_list(request: Request) -> HttpResponse:
    """The person's piles; POST hands one in."""
    form = BatchForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = actions.file_batch(file, by=request.user, at=timezone.now())
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
    context = {"batch": batch, "pages": queries.pages_of(batch), "form": AssignForm()}
    return render(request, "papers/batch_detail.html", context)


@page("POST", may=policy.open_scans)
def page_assign(request: Request, key: int, number: int) -> HttpResponse:
    """Give a page that waits to the paper whose code the person typed."""
    batch = _batch(request, key)
    scanned = get_object_or_404(batch.pages, number=number)
    form = AssignForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    paper = Paper.objects.visible_to(request.user).filter(code=code).first()
    if paper is None:
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
    scanned = get_object_or_404(batch.pages, number=number)
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

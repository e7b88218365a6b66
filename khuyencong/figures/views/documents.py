from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.lib.quantity import read_number

from .. import actions, policy, tasks
from ..document_page import candidates_of, open_document, open_findings
from ..forms import (
    CandidateForm,
    DescribeForm,
    FindingForm,
    RejectForm,
    UploadForm,
    place_names,
)
from ..models import CandidateState, Decision, Document, DocumentState
from ..overlaps import overlaps_of_document
from ..reading.load import Unreadable

PAGE_SIZE = 25
HISTORY_SIZE = 50


@page("GET", may=policy.confirm_figures)
def document_list(request: Request) -> HttpResponse:
    found = Document.objects.visible_to(request.user).select_related("place", "uploaded_by")
    found = found.defer("text", "upload").order_by("-uploaded_at", "-pk")
    found = found.annotate(
        figures=Count("candidates"),
        decided=Count("candidates", filter=~Q(candidates__state=CandidateState.WAITING)),
    )
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "figures/document_list.html", {"page": shown})


@page("GET", "POST", may=policy.confirm_figures)
def document_add(request: Request) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        try:
            document = actions.bring_in(form.incoming(), by=request.user, at=timezone.now())
        except Unreadable as error:
            form.add_error("pasted" if form.cleaned_data["pasted"] else "file", str(error))
        except actions.AlreadyBroughtIn as error:
            messages.info(request, str(error))
            return redirect("figures:document_detail", error.document.pk)
        else:
            if document.state == DocumentState.WAITING:
                tasks.read_later(document)
            return redirect("figures:document_detail", document.pk)
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "figures/document_form.html", {"form": form}, status=status)


@page("GET", may=policy.confirm_figures)
def document_detail(request: Request, pk: int) -> HttpResponse:
    return show_document(request, find_document(request, pk))


def show_document(
    request: Request,
    document: Document,
    *,
    number: int | None = None,
    form: CandidateForm | None = None,
    reject_form: RejectForm | None = None,
    error: str = "",
) -> HttpResponse:
    """The page of a text; with *error*, what the person typed is still in the forms."""
    if document.state != DocumentState.READ:
        return render(request, "figures/document_waiting.html", {"document": document})
    opened = open_document(
        document,
        user=request.user,
        number=number or _number(request, "so"),
        key=request.GET.get("nhan-xet", ""),
        chunk=_number(request, "phan"),
    )
    if form is None and opened.selected:
        form = CandidateForm.of(opened.selected, today=timezone.localdate())
    context = {
        "opened": opened,
        "form": form,
        "reject_form": reject_form or RejectForm(),
        "places": place_names(),
        "error": error,
    }
    status = 409 if error else 200
    return render(request, "figures/document_detail.html", context, status=status)


@page("GET", "POST", may=policy.confirm_figures)
def document_describe(request: Request, pk: int) -> HttpResponse:
    document = find_document(request, pk)
    form = DescribeForm(request.POST) if request.method == "POST" else DescribeForm.of(document)
    if request.method == "POST" and form.is_valid():
        said = form.description()
        if policy.is_within(request.user, said.place):
            actions.describe(document, said, by=request.user, at=timezone.now())
            messages.success(request, "Đã ghi thông tin văn bản.")
            return redirect("figures:document_detail", pk)
        form.add_error("place", "Địa bàn này ngoài phạm vi của bạn.")
    context = {"form": form, "document": document, "places": place_names()}
    status = 400 if form.is_bound else 200
    return render(request, "figures/document_describe.html", context, status=status)


@page("GET", may=policy.confirm_figures)
def document_history(request: Request, pk: int) -> HttpResponse:
    document = find_document(request, pk)
    lines = document.changes.select_related("by", "candidate")
    context = {
        "document": document,
        "page": Paginator(lines, HISTORY_SIZE).get_page(request.GET.get("trang")),
        "decisions": document.finding_decisions.select_related("by"),
        "questions": document.finding_decisions.filter(decision=Decision.ASKED),
    }
    return render(request, "figures/document_history.html", context)


@page("GET", may=policy.confirm_figures)
def document_overlaps(request: Request, pk: int) -> HttpResponse:
    document = find_document(request, pk)
    context = {"document": document, "overlaps": overlaps_of_document(document)}
    return render(request, "figures/document_overlaps.html", context)


@page("POST", may=policy.confirm_figures)
def finding_decide(request: Request, pk: int) -> HttpResponse:
    document = find_document(request, pk)
    form = FindingForm(request.POST)
    findings = {one.key: one for one in open_findings(document, candidates_of(document))}
    found = findings.get(request.POST.get("key", ""))
    if found is None:
        return show_document(
            request, document, error="Nhận xét này không còn: số liệu liên quan vừa được sửa."
        )
    if not form.is_valid():
        said = " ".join(map(str, form.errors.get("note", [])))
        return show_document(request, document, error=said)
    ruling = actions.Ruling(
        key=found.key,
        message=found.finding.message,
        decision=form.cleaned_data["decision"],
        note=form.cleaned_data["note"],
    )
    actions.decide_finding(document, ruling, by=request.user, at=timezone.now())
    return redirect(f"{reverse('figures:document_detail', args=[pk])}?nhan-xet={found.key}")


def find_document(request: Request, pk: int) -> Document:
    """The text, if the person may see it."""
    seen = Document.objects.visible_to(request.user).defer("upload")
    return get_object_or_404(seen.select_related("place", "source__place", "uploaded_by"), pk=pk)


def _number(request: Request, name: str) -> int | None:
    return read_number(request.GET.get(name, ""))

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.lib.quantity import read_number

from .. import actions, policy
from ..document_page import candidates_of, next_waiting
from ..forms import CandidateForm, RejectForm
from ..models import Candidate, Document
from .documents import find_document, show_document

REFUSALS = (actions.Incomplete, actions.OutOfPlace, StepNotAllowed)


@page("POST", may=policy.confirm_figures)
def candidate_accept(request: Request, pk: int, number: int) -> HttpResponse:
    document, candidate = _find(request, pk, number)

    def decide() -> None:
        actions.accept(candidate, version=_version(request), by=request.user, at=timezone.now())

    return _decided(request, document, number, decide)


@page("POST", may=policy.confirm_figures)
def candidate_change(request: Request, pk: int, number: int) -> HttpResponse:
    document, candidate = _find(request, pk, number)
    form = CandidateForm(request.POST, today=timezone.localdate())
    if not form.is_valid():
        error = "Có chỗ chưa đúng, ghi ngay bên dưới từng ô."
        return show_document(request, document, number=number, form=form, error=error)

    def decide() -> None:
        actions.change(
            candidate,
            form.meaning(),
            version=_version(request),
            by=request.user,
            at=timezone.now(),
        )

    return _decided(request, document, number, decide, form=form)


@page("POST", may=policy.confirm_figures)
def candidate_reject(request: Request, pk: int, number: int) -> HttpResponse:
    document, candidate = _find(request, pk, number)
    form = RejectForm(request.POST)
    if not form.is_valid():
        error = "Hãy ghi lý do bác số liệu này."
        return show_document(request, document, number=number, reject_form=form, error=error)

    def decide() -> None:
        actions.reject(
            candidate,
            reason=form.cleaned_data["reason"],
            version=_version(request),
            by=request.user,
            at=timezone.now(),
        )

    return _decided(request, document, number, decide, reject_form=form)


@page("POST", may=policy.confirm_figures)
def candidates_accept_clear(request: Request, pk: int) -> HttpResponse:
    document = find_document(request, pk)
    try:
        actions.accept_clear(document, seen=_seen(request), by=request.user, at=timezone.now())
    except REFUSALS as error:
        return show_document(request, document, error=str(error))
    return redirect("figures:document_detail", pk)


@page("POST", may=policy.confirm_figures)
def decision_undo(request: Request, pk: int) -> HttpResponse:
    document = find_document(request, pk)
    try:
        undone = actions.undo(document, by=request.user, at=timezone.now())
    except (actions.ChangedMeanwhile, actions.NothingToUndo, *REFUSALS) as error:
        return show_document(request, document, error=str(error))
    return redirect(_at(pk, min(candidate.number for candidate in undone)))


def _decided(
    request: Request,
    document: Document,
    number: int,
    decide: Callable[[], None],
    *,
    form: CandidateForm | None = None,
    reject_form: RejectForm | None = None,
) -> HttpResponse:
    """Decide and go on to the next figure, or stay and say why not, with what was typed."""
    try:
        decide()
    except actions.ChangedMeanwhile as error:
        said = f"{error} Những gì bạn nhập vẫn ở đây và chưa được lưu."
        return show_document(
            request, document, number=number, form=form, reject_form=reject_form, error=said
        )
    except REFUSALS as error:
        return show_document(
            request, document, number=number, form=form, reject_form=reject_form, error=str(error)
        )
    following = next_waiting(candidates_of(document), number)
    return redirect(_at(document.pk, following.number if following else number))


def _at(pk: int, number: int) -> str:
    return f"{reverse('figures:document_detail', args=[pk])}?so={number}#so-{number}"


def _find(request: Request, pk: int, number: int) -> tuple[Document, Candidate]:
    document = find_document(request, pk)
    return document, get_object_or_404(document.candidates, number=number)


def _version(request: Request) -> int:
    return read_number(request.POST.get("version", "")) or 0


def _seen(request: Request) -> dict[int, int]:
    """«12:3» for each figure that the person saw: number 12 in its version 3."""
    seen = {}
    for word in request.POST.getlist("seen"):
        number, version = (read_number(part) for part in word.partition(":")[::2])
        if number is not None and version is not None:
            seen[number] = version
    return seen

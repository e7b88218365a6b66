from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.funding.actions import Refused
from khuyencong.lib.lifecycle import StepNotAllowed

from .. import actions, policy, queries
from ..actions import NotTheDecider, RequestClosed, RequestNotReady
from ..forms import DecisionForm, NoteForm, ReasonForm, SearchForm
from ..lifecycle import LIFECYCLE
from ..models import ChangeRequest
from .finding import find_editable, find_request, find_scheme

PAGE_SIZE = 25
STEPS = {
    "trinh": "submit",
    "tra-lai": "return",
    "khong-chap-thuan": "reject",
    "rut": "withdraw",
}
_REFUSALS = (StepNotAllowed, RequestNotReady, NotTheDecider, Refused)


@page("GET", may=policy.view_records)
def request_list(request: Request) -> HttpResponse:
    """Every request that the person sees."""
    form = SearchForm(request.GET, user=request.user)
    form.full_clean()
    found = queries.search(request.user, form.cleaned_data)
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "adjustments/request_list.html", {"form": form, "page": shown})


@page("GET", may=policy.view_records)
def scheme_requests(request: Request, code: str) -> HttpResponse:
    """The requests on one scheme, with their changes: the old values stay readable here."""
    scheme = find_scheme(request, code)
    context = {
        "scheme": scheme,
        "requests": scheme.change_requests.prefetch_related("changes__line").order_by("number"),
        "may_open": policy.propose_on(request.user, scheme) and scheme.state in queries.CHANGEABLE,
    }
    return render(request, "adjustments/scheme_requests.html", context)


@page("GET", "POST", may=policy.propose)
def request_add(request: Request, code: str) -> HttpResponse:
    """Open a request with its reason."""
    scheme = find_scheme(request, code)
    if not policy.propose_on(request.user, scheme):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_request(
                scheme, **form.cleaned_data, by=request.user, at=timezone.now()
            )
        except (RequestClosed, RequestNotReady) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lập đề nghị. Bước tiếp theo: chọn nội dung điều chỉnh.")
            return redirect("adjustments:request_detail", opened.pk)
    context = {"form": form, "scheme": scheme, "request_row": None}
    return render(request, "adjustments/request_form.html", context)


@page("GET", "POST", may=policy.propose)
def request_edit(request: Request, pk: int) -> HttpResponse:
    """Write the reason anew."""
    found = find_editable(request, pk)
    initial = {"reason": found.reason, "is_after_wait": found.is_after_wait}
    form = ReasonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_reason(found, **form.cleaned_data)
        except (RequestClosed, RequestNotReady) as error:
            form.add_error(None, str(error))
        else:
            return redirect("adjustments:request_detail", pk)
    context = {"form": form, "scheme": found.scheme, "request_row": found}
    return render(request, "adjustments/request_form.html", context)


@page("GET", may=policy.view_records)
def request_detail(request: Request, pk: int) -> HttpResponse:
    """The request as a diff against the approved state, and who decides it."""
    found = find_request(request, pk)
    told = queries.page_of(found, on=timezone.localdate())
    context = {
        "told": told,
        "row": found,
        "steps": _steps(request, found, told.decider),
        "may_edit": policy.edit_request(request.user, found),
        "history": found.history.select_related("by"),
        "papers": found.papers.all(),
    }
    return render(request, "adjustments/request_detail.html", context)


def _steps(request: Request, found: ChangeRequest, decider: str) -> list[tuple[str, str]]:
    """The word in the address and the label of every step that the person may take now."""
    may = {
        "submit": policy.edit_request(request.user, found),
        "withdraw": policy.withdraw_request(request.user, found),
    }
    decides = policy.decide_request(request.user, found, decider)
    words = {**{name: word for word, name in STEPS.items()}, "approve": "phe-duyet"}
    return [
        (words[name], step.label)
        for name, step in found.steps_ahead.items()
        if may.get(name, decides)
    ]


@page("GET", "POST", may=policy.view_records)
def request_step(request: Request, pk: int, word: str) -> HttpResponse:
    """Submit, return, reject or withdraw, with a note."""
    found = find_request(request, pk)
    name = STEPS[word]
    told = queries.page_of(found, on=timezone.localdate())
    if word not in dict(_steps(request, found, told.decider)):
        raise PermissionDenied
    step = LIFECYCLE.steps[name]
    form = NoteForm(request.POST or None, required=step.needs_note)
    if request.method == "POST" and form.is_valid():
        deed = {
            "submit": actions.submit,
            "return": actions.send_back,
            "reject": actions.reject,
            "withdraw": actions.withdraw,
        }[name]
        try:
            deed(found, by=request.user, at=timezone.now(), note=form.cleaned_data["note"])
        except _REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã thực hiện: {step.label.lower()}.")
            return redirect("adjustments:request_detail", pk)
    context = {"form": form, "told": told, "row": found, "label": step.label, "step": name}
    return render(request, "adjustments/request_step.html", context)


@page("GET", "POST", may=policy.decide)
def request_approve(request: Request, pk: int) -> HttpResponse:
    """Approve by a decision: everything is applied at once."""
    found = find_request(request, pk)
    told = queries.page_of(found, on=timezone.localdate())
    if "phe-duyet" not in dict(_steps(request, found, told.decider)):
        raise PermissionDenied
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        try:
            actions.approve(found, form.decision(), by=request.user, at=timezone.now(), note=note)
        except _REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã phê duyệt và áp dụng điều chỉnh vào đề án, kế hoạch.")
            return redirect("adjustments:request_detail", pk)
    label = LIFECYCLE.steps["approve"].label
    context = {"form": form, "told": told, "row": found, "label": label, "step": "approve"}
    return render(request, "adjustments/request_step.html", context)

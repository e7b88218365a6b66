from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.establishments.forms import provinces_for
from khuyencong.establishments.models import Establishment
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.lib.money import show_vnd
from khuyencong.lib.money_input import AmountError, parse_vnd
from khuyencong.ui.fields import AMOUNT_EXAMPLE, understood

from . import actions, policy, queries
from .forms import AMOUNTS, LineForm, SchemeForm, SearchForm, StepForm, initial_of
from .lifecycle import PLAIN_STEPS, State
from .models import Scheme
from .panels import firsts_of, panels_of, steps_of, with_papers

PAGE_SIZE = 25
LEDGER_PAGE_SIZE = 50
SUGGESTIONS = 15


@page("GET", may=policy.view_records)
def scheme_list(request: Request) -> HttpResponse:
    form = SearchForm(request.GET, user=request.user)
    form.full_clean()
    sort = request.GET.get("sap-xep", "")
    found = queries.search(request.user, form.cleaned_data, sort=sort)
    shown = Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang"))
    support = queries.support_of(shown.object_list)
    context = {
        "form": form,
        "page": shown,
        "rows": [(scheme, support.get(scheme.pk)) for scheme in shown],
        "may_edit": policy.edit_schemes(request.user),
    }
    template = "schemes/scheme_list.html"
    return render(request, f"{template}#rows" if request.htmx else template, context)


@page("GET", may=policy.view_records)
def scheme_detail(request: Request, code: str) -> HttpResponse:
    scheme = _find(request, code)
    told = queries.page_of(scheme)
    firsts = firsts_of(scheme, request.user, [line for line, *_ in told.lines])
    context = {
        "scheme": scheme,
        "told": told,
        "panels": panels_of(scheme, request.user),
        "firsts": firsts.values(),
        "steps": steps_of(scheme, request.user, held=firsts),
        "history": with_papers(request.user, scheme, told.history),
        "may_edit": policy.correct_scheme(request.user, steps_count=len(told.history)),
    }
    return render(request, "schemes/scheme_detail.html", context)


@page("GET", may=policy.view_records)
def scheme_ledger(request: Request, code: str) -> HttpResponse:
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user), code=code)
    entries = Paginator(queries.ledger_of(scheme), LEDGER_PAGE_SIZE)
    context = {
        "scheme": scheme,
        "money": queries.money_of(scheme),
        "page": entries.get_page(request.GET.get("trang")),
    }
    return render(request, "schemes/scheme_ledger.html", context)


@page("GET", "POST", may=policy.edit_schemes)
def scheme_add(request: Request) -> HttpResponse:
    form = SchemeForm(request.POST or None, user=request.user, initial=_beginning(request))
    if request.method == "POST" and form.is_valid():
        scheme = actions.record(form.facts(), by=request.user, at=timezone.now())
        messages.success(
            request, f"Đã ghi đề án {scheme.code}. Bước tiếp theo: thêm dòng nội dung và kinh phí."
        )
        return redirect("schemes:scheme_add_line", scheme.code)
    return render(request, "schemes/scheme_form.html", {"form": form, "scheme": None})


@page("GET", "POST", may=policy.edit_schemes)
def scheme_edit(request: Request, code: str) -> HttpResponse:
    scheme = _find_to_correct(request, code)
    form = SchemeForm(
        request.POST or None, user=request.user, scheme=scheme, initial=initial_of(scheme)
    )
    if request.method == "POST" and form.is_valid() and _correct(request, scheme, form):
        messages.success(request, "Đã lưu thay đổi.")
        return redirect("schemes:scheme_detail", code)
    return render(request, "schemes/scheme_form.html", {"form": form, "scheme": scheme})


@page("GET", "POST", may=policy.edit_schemes)
def scheme_add_line(request: Request, code: str) -> HttpResponse:
    scheme = _find_to_correct(request, code)
    form = LineForm(
        request.POST or None,
        user=request.user,
        scheme=scheme,
        initial={"year": scheme.start_year, "booked_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        actions.add_lines(scheme, [form.facts()], by=request.user, at=timezone.now())
        messages.success(request, _told(form))
        return redirect("schemes:scheme_detail", code)
    return render(request, "schemes/scheme_add_line.html", {"form": form, "scheme": scheme})


@page("GET", "POST", may=policy.take_steps)
def scheme_step(request: Request, code: str, word: str) -> HttpResponse:
    """Take a step that needs no more than a note: register with the Ministry, withdraw."""
    scheme = _find(request, code)
    if word not in PLAIN_STEPS:
        raise Http404
    name = PLAIN_STEPS[word]
    if not policy.take_step(request.user, scheme, name):
        raise PermissionDenied
    step = scheme.steps_ahead.get(name)
    if step is None:
        messages.info(request, f"Đề án đang ở tình trạng «{scheme.get_state_display()}».")
        return redirect("schemes:scheme_detail", code)
    form = StepForm(request.POST or None, step=step)
    if request.method == "POST" and form.is_valid() and _take(request, scheme, name, form):
        messages.success(request, f"Đã thực hiện: {step.label}.")
        return redirect("schemes:scheme_detail", code)
    context = {"scheme": scheme, "form": form, "step": step, "to": State(step.to).label}
    return render(request, "schemes/scheme_step.html", context)


@page("GET", may=policy.edit_schemes)
def amount_understood(request: Request) -> HttpResponse:
    """How an amount that is being typed is understood, for the line under its field."""
    words = next((word for word in request.GET.dict().values()), "")
    try:
        text = understood(parse_vnd(words)) if words.strip() else AMOUNT_EXAMPLE
    except AmountError as error:
        text = str(error)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@page("GET", may=policy.edit_schemes)
def establishment_options(request: Request) -> HttpResponse:
    """The establishments whose name or code holds what is being typed."""
    words = request.GET.get("establishment", "").strip()
    found = Establishment.objects.visible_to(request.user)
    if request.GET.get("minh-hoa") != "1" and not request.user.is_illustrative:
        found = found.filter(is_illustrative=False)
    context = {"found": found.matching(words)[:SUGGESTIONS] if words else []}
    return render(request, "schemes/_establishment_options.html", context)


def _take(request: Request, scheme: Scheme, name: str, form: StepForm) -> bool:
    """Take the step, or say that somebody else has taken one meanwhile."""
    note = form.cleaned_data["note"]
    try:
        actions.take_step(scheme, name, by=request.user, at=timezone.now(), note=note)
    except (StepNotAllowed, actions.StepIncomplete) as error:
        form.add_error(None, str(error))
        return False
    return True


def _find(request: Request, code: str) -> Scheme:
    seen = Scheme.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("province", "implementer", "programme"), code=code)


def _find_to_correct(request: Request, code: str) -> Scheme:
    scheme = _find(request, code)
    if not policy.correct_scheme(request.user, steps_count=scheme.history.count()):
        raise PermissionDenied("Đề án đã đi tiếp: hãy sửa hồ sơ hoặc lập đề nghị điều chỉnh.")
    prefetch_related_objects([scheme], "partners")
    return scheme


def _beginning(request: Request) -> dict[str, Any]:
    """A person of one province need not choose it; most schemes are of this year."""
    year = timezone.localdate().year
    provinces = list(provinces_for(request.user).current()[:2])
    place = {"province": provinces[0]} if len(provinces) == 1 else {}
    return {"start_year": year, "end_year": year, **place}


def _correct(request: Request, scheme: Scheme, form: SchemeForm) -> bool:
    """Save, or say that somebody else has saved meanwhile."""
    try:
        by, at, seen = request.user, timezone.now(), form.cleaned_data["seen"]
        actions.correct(scheme, form.facts(), by=by, at=at, seen=seen)
    except actions.ChangedMeanwhile as error:
        form.add_error(
            None,
            f"{error} Những gì bạn gõ vẫn ở đây và chưa được lưu: hãy mở lại hồ sơ ở một thẻ khác "
            "để so, rồi sửa lại từ bản mới.",
        )
        return False
    return True


def _told(form: LineForm) -> str:
    """What was added, with every amount as it was understood."""
    amounts = [
        f"{label.lower()} {show_vnd(form.cleaned_data[name])}"
        for name, (_, _, label) in AMOUNTS.items()
        if form.cleaned_data[name]
    ]
    money = "; ".join(amounts) or "chưa có kinh phí"
    return f"Đã thêm dòng: {money}."

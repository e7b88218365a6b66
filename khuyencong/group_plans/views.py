from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.funding.actions import Refused
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.lib.vietnamese import lower_first
from khuyencong.schemes.forms import StepForm
from khuyencong.schemes.models import Line, Scheme

from . import actions, policy, queries
from .actions import PlanRefused
from .forms import DecisionForm, PartForm
from .lifecycle import LIFECYCLE
from .models import GroupPlan, PlanPart

STEPS = {"trinh": "submit", "phe-duyet": "approve", "tra-lai": "return"}


@page("GET", "POST", may=policy.view_records)
def scheme_plans(request: Request, code: str) -> HttpResponse:
    """The plans of a group scheme; POST begins the next."""
    seen = Scheme.objects.visible_to(request.user).select_related("province")
    scheme = get_object_or_404(seen, code=code)
    if not policy.see_plans(request.user, scheme):
        raise Http404
    may_make = policy.make_plan_of(request.user, scheme)
    if request.method == "POST":
        if not may_make:
            raise PermissionDenied
        try:
            plan = actions.open_plan(scheme, by=request.user, at=timezone.now())
        except PlanRefused as error:
            messages.error(request, str(error))
            return redirect("group_plans:scheme_plans", code)
        return redirect("group_plans:plan_detail", plan.pk)
    context = {
        "scheme": scheme,
        "plans": scheme.group_plans.select_related("opened_by", "decided_by"),
        "waiting": list(queries.unnamed_lines(scheme)),
        "may_make": may_make,
    }
    return render(request, "group_plans/scheme_plans.html", context)


@page("GET", may=policy.view_records)
def plan_detail(request: Request, pk: int) -> HttpResponse:
    """The plan: who benefits of each line, what it lacks, and the steps the person may take."""
    plan = _find(request, pk)
    context = {
        "plan": plan,
        "told": queries.page_of(plan, on=timezone.localdate()),
        "may_edit": policy.edit_plan(request.user, plan),
        "steps": [
            (word, LIFECYCLE.steps[name].label)
            for word, name in STEPS.items()
            if policy.take_step(request.user, plan, name)
        ],
        "history": plan.history.select_related("by"),
    }
    return render(request, "group_plans/plan_detail.html", context)


@page("GET", "POST", may=policy.make_plans)
def part_add(request: Request, pk: int, line: int) -> HttpResponse:
    """Name one more beneficiary of a line."""
    plan = _editable(request, pk)
    found = get_object_or_404(queries.unnamed_lines(plan.scheme), pk=line)
    return _part_page(request, plan, found, None)


@page("GET", "POST", may=policy.make_plans)
def part_edit(request: Request, pk: int, part: int) -> HttpResponse:
    """A beneficiary: POST saves it, or takes it out with «remove»."""
    plan = _editable(request, pk)
    found = get_object_or_404(
        plan.parts.select_related("line__account", "establishment", "plan"), pk=part
    )
    if "remove" in request.POST:
        return _tried(request, plan, lambda: actions.drop_part(found))
    return _part_page(request, plan, found.line, found)


def _part_page(
    request: Request, plan: GroupPlan, line: Line, part: PlanPart | None
) -> HttpResponse:
    asked = queries.papers_asked(plan.scheme, on=timezone.localdate())
    form = PartForm(
        request.POST or None, user=request.user, scheme=plan.scheme, asked=asked, part=part
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_part(plan, line, form.facts(), part=part)
        except PlanRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi đơn vị thụ hưởng vào kế hoạch.")
            return redirect("group_plans:plan_detail", plan.pk)
    context = {
        "plan": plan,
        "line": line,
        "part": part,
        "form": form,
        "given_vnd": sum(queries.allocated_of(line).values()),
    }
    return render(request, "group_plans/part_form.html", context)


@page("GET", "POST", may=policy.view_records)
def plan_step(request: Request, pk: int, word: str) -> HttpResponse:
    """Submit, approve by a decision, or return with a reason."""
    plan, name = _find(request, pk), STEPS[word]
    if not policy.take_step(request.user, plan, name):
        raise PermissionDenied
    step = LIFECYCLE.steps[name]
    form: DecisionForm | StepForm
    if step.needs_decision:
        form = DecisionForm(request.POST or None, initial={"date": timezone.localdate()})
    else:
        form = StepForm(request.POST or None, step=step)
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, plan, name, form)
        except (PlanRefused, StepNotAllowed, Refused) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã thực hiện: {lower_first(step.label)}.")
            return redirect("group_plans:plan_detail", pk)
    told = queries.page_of(plan, on=timezone.localdate())
    context = {"plan": plan, "told": told, "form": form, "label": step.label, "step": name}
    return render(request, "group_plans/plan_step.html", context)


def _take(request: Request, plan: GroupPlan, name: str, form: DecisionForm | StepForm) -> None:
    by, at, note = request.user, timezone.now(), form.cleaned_data["note"]
    if isinstance(form, DecisionForm):
        actions.approve(plan, form.decision(), by=by, at=at, note=note)
    elif name == "submit":
        actions.submit(plan, by=by, at=at, note=note)
    else:
        actions.send_back(plan, by=by, at=at, note=note)


def _tried(request: Request, plan: GroupPlan, deed: Callable[[], object]) -> HttpResponse:
    try:
        deed()
    except PlanRefused as error:
        messages.error(request, str(error))
    return redirect("group_plans:plan_detail", plan.pk)


def _find(request: Request, pk: int) -> GroupPlan:
    seen = GroupPlan.objects.visible_to(request.user)
    plan: GroupPlan = get_object_or_404(
        seen.select_related("scheme__province", "opened_by", "decided_by"), pk=pk
    )
    return plan


def _editable(request: Request, pk: int) -> GroupPlan:
    plan = _find(request, pk)
    if not policy.make_plan_of(request.user, plan.scheme):
        raise PermissionDenied
    return plan

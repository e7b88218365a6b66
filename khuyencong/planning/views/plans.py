from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone

from khuyencong.accounts.http import Request, page

from .. import actions, policy, queries
from ..actions import PlanDecided
from ..forms import ItemForm, PlanForm, RulesForm, TitleForm, initial_of
from ..models import Plan, PlanItem

PAGE_SIZE = 50
SHOWN = {"trong": True, "ngoai": False}


@page("GET", "POST", may=policy.make_plans)
def plan_add(request: Request, year: int) -> HttpResponse:
    """Open a what-if plan of a year."""
    place = request.user.scope_unit
    initial = {"place": place.pk if place else None}
    form = PlanForm(request.POST or None, user=request.user, year=year, initial=initial)
    if request.method == "POST" and form.is_valid():
        plan = actions.open_plan(form.facts(), by=request.user, at=timezone.now())
        messages.success(request, "Đã lập phương án với mọi đề án có đăng ký kinh phí của năm.")
        return redirect("planning:plan_detail", plan.pk)
    return render(request, "planning/plan_form.html", {"form": form, "year": year})


@page("GET", may=policy.view_records)
def plan_detail(request: Request, pk: int) -> HttpResponse:
    return _show(request, _find(request, pk))


def _show(request: Request, plan: Plan) -> HttpResponse:
    """The plan; after a move by HTMX only the part that changes."""
    items = list(queries.items_of(plan, request.user))
    cells = queries.cells_of([item.scheme_id for item in items], year=plan.year)
    wanted = SHOWN.get(request.GET.get("loc", ""))
    listed = [item for item in items if wanted is None or item.is_included is wanted]
    may_change = policy.change_plan(request.user, plan) and not plan.is_decided
    context = {
        "plan": plan,
        "totals": queries.totals_of(plan, items, cells),
        "page": Paginator(listed, PAGE_SIZE).get_page(request.GET.get("trang")),
        "shown": request.GET.get("loc", ""),
        "items_count": len(items),
        "may_change": may_change,
        "may_decide": policy.decide_plan(request.user, plan) and not plan.is_decided,
        "lacking": queries.missing_for_decision(plan, items, cells) if may_change else [],
    }
    template = "planning/plan_detail.html"
    return render(request, f"{template}#body" if request.htmx else template, context)


@page("POST", may=policy.make_plans)
def plan_move(request: Request, pk: int) -> HttpResponse:
    """Put a scheme in, out, or let a proposal decide on it again."""
    plan = _changeable(request, pk)
    item = get_object_or_404(
        queries.items_of(plan, request.user).select_related("plan"),
        pk=_number(request.POST.get("item", "")),
    )
    try:
        if request.POST.get("viec") == "bo-giu":
            actions.release(item)
        else:
            is_included = request.POST.get("viec") == "vao"
            actions.move(item, is_included=is_included, by=request.user)
    except PlanDecided as error:
        messages.error(request, str(error))
    if request.htmx:
        return _show(request, plan)
    return redirect(f"{resolve_url('planning:plan_detail', pk)}?{request.GET.urlencode()}")


@page("POST", may=policy.make_plans)
def plan_refresh(request: Request, pk: int) -> HttpResponse:
    """Take in the schemes that came since."""
    plan = _changeable(request, pk)
    try:
        count = actions.refresh_plan(plan, by=request.user)
        messages.success(request, f"Đã thêm {count} đề án mới vào danh sách xét chọn.")
    except PlanDecided as error:
        messages.error(request, str(error))
    return redirect("planning:plan_detail", pk)


@page("GET", "POST", may=policy.make_plans)
def plan_copy(request: Request, pk: int) -> HttpResponse:
    """Copy the plan to try something else."""
    plan = _find(request, pk)
    if not policy.change_plan(request.user, plan):
        raise PermissionDenied
    form = TitleForm(request.POST or None, initial={"title": f"{plan.title} (bản sao)"})
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        copy = actions.copy_plan(plan, title=title, by=request.user, at=timezone.now())
        return redirect("planning:plan_detail", copy.pk)
    return render(request, "planning/plan_copy.html", {"form": form, "plan": plan})


@page("GET", "POST", may=policy.make_plans)
def plan_propose(request: Request, pk: int) -> HttpResponse:
    """Let the optimiser fill the plan."""
    plan = _changeable(request, pk)
    form = RulesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            proposal = actions.propose_plan(plan, form.rules(), by=request.user)
        except PlanDecided as error:
            messages.error(request, str(error))
            return redirect("planning:plan_detail", pk)
        if not proposal.problems:
            messages.success(request, f"Đã đề xuất {len(proposal.included)} đề án vào phương án.")
            return redirect("planning:plan_detail", pk)
        for problem in proposal.problems:
            form.add_error(None, problem)
    return render(request, "planning/plan_propose.html", {"form": form, "plan": plan})


@page("GET", "POST", may=policy.make_plans)
def item_edit(request: Request, pk: int, item: int) -> HttpResponse:
    """Change the score and the money of a scheme in the plan."""
    plan = _changeable(request, pk)
    found: PlanItem = get_object_or_404(
        queries.items_of(plan, request.user).select_related("plan"), pk=item
    )
    form = ItemForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            actions.revise_item(found, score=form.cleaned_data["score"], amounts=form.amounts())
        except PlanDecided as error:
            messages.error(request, str(error))
        return redirect("planning:plan_detail", pk)
    return render(request, "planning/item_form.html", {"form": form, "plan": plan, "item": found})


def _find(request: Request, pk: int) -> Plan:
    seen = Plan.objects.visible_to(request.user).select_related("place", "edition", "created_by")
    return get_object_or_404(seen, pk=pk)


def _changeable(request: Request, pk: int) -> Plan:
    plan = _find(request, pk)
    if not policy.change_plan(request.user, plan):
        raise PermissionDenied
    return plan


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else 0

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone

from khuyencong.accounts.http import Request, page, workbook
from khuyencong.lib.quantity import read_number

from .. import actions, exports, policy, queries
from ..actions import ConflictOfInterest, PlanChanged, PlanDecided
from ..forms import FilterForm, ItemForm, PlanForm, RulesForm, TitleForm, initial_of
from ..models import Plan, PlanItem

TEMPLATE = "planning/plan_detail.html"
DEEDS = {"vao": True, "ra": False}


@page("GET", "POST", may=policy.make_plans)
def plan_add(request: Request, year: int) -> HttpResponse:
    """Open a what-if plan of a year; the address may say of which programme, and illustrative."""
    place = request.user.scope_unit
    initial = {
        "place": place.pk if place else None,
        "tier": request.GET.get("chuong-trinh"),
        "is_illustrative": request.GET.get("minh-hoa") == "1",
    }
    form = PlanForm(request.POST or None, user=request.user, year=year, initial=initial)
    if request.method == "POST" and form.is_valid():
        plan = actions.open_plan(form.facts(), by=request.user, at=timezone.now())
        messages.success(request, "Đã lập phương án với mọi đề án có đăng ký kinh phí của năm.")
        return redirect("planning:plan_detail", plan.pk)
    return render(request, "planning/plan_form.html", {"form": form, "year": year})


@page("GET", may=policy.view_records)
def plan_detail(request: Request, pk: int) -> HttpResponse:
    """The plan: its totals, and its schemes on two sides, in and out."""
    plan = _find(request, pk)
    context = {
        **_board(request, plan),
        "may_decide": policy.decide_plan(request.user, plan) and not plan.is_decided,
    }
    return render(request, TEMPLATE, context)


def _board(request: Request, plan: Plan, said: str = "") -> dict[str, Any]:
    """What the board shows; ``said`` tells what has just been done."""
    filters = FilterForm(request.GET)
    wanted = filters.wanted()
    may_change = policy.change_plan(request.user, plan) and not plan.is_decided
    return {
        "plan": plan,
        "board": queries.board_of(plan, request.user, wanted, pages=request.GET),
        "contents": filters.fields["content"].choices,  # type: ignore[attr-defined]  # a choice
        "wanted": wanted,
        "may_change": may_change,
        "hides_some": queries.hides_some(plan, request.user),
        "said": said,
    }


@page("POST", may=policy.make_plans)
def plan_move(request: Request, pk: int) -> HttpResponse:
    """Put a scheme in, out, or let a proposal decide on it again."""
    plan = _changeable(request, pk)
    item = get_object_or_404(
        queries.items_of(plan, request.user).select_related("plan"),
        pk=_number(request.POST.get("item", "")),
    )
    said = _moved(request, item)
    if request.htmx:
        return render(request, f"{TEMPLATE}#body", _board(request, plan, said))
    messages.info(request, said)
    address = resolve_url("planning:plan_detail", pk)
    return redirect(f"{address}?{request.GET.urlencode()}#de-an-{item.pk}")


def _moved(request: Request, item: PlanItem) -> str:
    """Do what was asked, and say in a sentence what came of it."""
    is_included = DEEDS.get(request.POST.get("viec", ""))
    try:
        if is_included is None:
            actions.release(item)
            return f"Đề án {item.scheme.code} lại do phần đề xuất xét."
        actions.move(item, is_included=is_included, by=request.user)
    except PlanDecided as error:
        return str(error)
    deed = "đưa vào" if is_included else "đưa ra khỏi"
    return f"Đã {deed} phương án: đề án {item.scheme.code}."


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
    plan = _changeable(request, pk)
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
    if request.method == "POST" and form.is_valid() and _propose(request, plan, form):
        return redirect("planning:plan_detail", pk)
    context = {"form": form, "plan": plan, "order": queries.order_of(plan)}
    return render(request, "planning/plan_propose.html", context)


def _propose(request: Request, plan: Plan, form: RulesForm) -> bool:
    """Whether there is a proposal; else the form says why not."""
    try:
        proposal = actions.propose_plan(plan, form.rules(), by=request.user)
    except (ConflictOfInterest, PlanChanged, PlanDecided) as error:
        form.add_error(None, str(error))
        return False
    for problem in proposal.problems:
        form.add_error(None, problem)
    if not proposal.problems:
        messages.success(request, f"Đã đề xuất {len(proposal.included)} đề án vào phương án.")
    return not proposal.problems


@page("GET", "POST", may=policy.make_plans)
def item_edit(request: Request, pk: int, item: int) -> HttpResponse:
    """Change the money of a scheme in the plan, and what gives it priority."""
    plan = _changeable(request, pk)
    found: PlanItem = get_object_or_404(
        queries.items_of(plan, request.user).select_related("plan"), pk=item
    )
    rules = queries.confirmed_by_hand(queries.rules_of(plan))
    form = ItemForm(request.POST or None, initial=initial_of(found), rules=rules)
    if request.method == "POST" and form.is_valid() and _revise(request, found, form):
        messages.success(request, f"Đã sửa kinh phí, diện ưu tiên của đề án {found.scheme.code}.")
        return redirect("planning:plan_detail", pk)
    context = {
        "form": form,
        "plan": plan,
        "item": found,
        "asked": queries.asked_of(found),
        "score": queries.scores_of([found.scheme]).get(found.scheme_id),
    }
    return render(request, "planning/item_form.html", context)


def _revise(request: Request, found: PlanItem, form: ItemForm) -> bool:
    try:
        actions.revise_item(
            found,
            amounts=form.amounts(),
            grounds=form.cleaned_data["grounds"],
            seen=form.cleaned_data["seen"],
        )
    except PlanChanged as error:
        found.refresh_from_db()
        form.data = data = request.POST.copy()
        data["seen"] = found.fingerprint  # what the page now shows beside what was typed
        form.add_error(None, f"{error} Hiện nay: {queries.told_of(found)}.")
        return False
    except PlanDecided as error:
        form.add_error(None, str(error))
        return False
    return True


@page("GET", may=policy.view_records)
def plan_xlsx(request: Request, pk: int) -> HttpResponse:
    """The plan as a workbook, as offices send it around."""
    plan = _find(request, pk)
    return workbook(exports.plan_workbook(plan, request.user), f"phuong-an-{plan.year}-{plan.pk}")


def _find(request: Request, pk: int) -> Plan:
    seen = Plan.objects.visible_to(request.user).select_related("place", "edition", "created_by")
    return get_object_or_404(seen, pk=pk)


def _changeable(request: Request, pk: int) -> Plan:
    plan = _find(request, pk)
    if not policy.change_plan(request.user, plan):
        raise PermissionDenied
    return plan


def _number(text: str) -> int:
    return read_number(text) or 0

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.funding.actions import Refused
from khuyencong.lib.lifecycle import StepNotAllowed

from .. import actions, policy, queries
from ..actions import PlanDecided, PlanNotReady
from ..forms import DecisionForm
from ..models import Plan, PlanEdition


@page("GET", "POST", may=policy.give_plans)
def plan_decide(request: Request, pk: int) -> HttpResponse:
    """Give the plan by a decision: the plan becomes an edition."""
    seen = Plan.objects.visible_to(request.user).select_related("place", "edition")
    plan = get_object_or_404(seen, pk=pk)
    if not policy.decide_plan(request.user, plan):
        raise PermissionDenied
    if plan.is_decided:
        messages.info(request, "Phương án này đã được quyết định.")
        return redirect("planning:edition_detail", plan.edition.pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        edition = _decide(request, plan, form)
        if edition is not None:
            messages.success(
                request, f"Đã giao kế hoạch theo quyết định {edition.decision_number}."
            )
            return redirect("planning:edition_detail", edition.pk)
    items = list(queries.items_of(plan, request.user))
    cells = queries.cells_of([item.scheme_id for item in items], year=plan.year)
    context = {
        "plan": plan,
        "form": form,
        "totals": queries.totals_of(plan, items, cells),
        "lacking": queries.missing_for_decision(plan, items, cells),
    }
    return render(request, "planning/plan_decide.html", context)


def _decide(request: Request, plan: Plan, form: DecisionForm) -> PlanEdition | None:
    try:
        return actions.decide_plan(plan, form.decision(), by=request.user, at=timezone.now())
    except (PlanDecided, PlanNotReady, Refused, StepNotAllowed) as error:
        form.add_error(None, str(error))
        return None


@page("GET", may=policy.view_records)
def edition_detail(request: Request, pk: int) -> HttpResponse:
    """An edition as it was decided."""
    seen = PlanEdition.objects.visible_to(request.user)
    edition = get_object_or_404(seen.select_related("place", "decided_by", "plan"), pk=pk)
    rows = list(queries.edition_rows(edition, request.user))
    context = {"edition": edition, "rows": rows, "total_vnd": sum(row.total_vnd for row in rows)}
    return render(request, "planning/edition_detail.html", context)

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page, workbook
from khuyencong.funding.actions import Refused
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.lib.quantity import read_number

from .. import actions, exports, policy, queries
from ..actions import ConflictOfInterest, PlanChanged, PlanDecided, PlanNotReady
from ..forms import DecidePlanForm
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
    form = DecidePlanForm(request.POST or None, initial={"version": plan.version})
    if request.method == "POST" and form.is_valid():
        edition = _decide(request, plan, form)
        if edition is not None:
            messages.success(
                request, f"Đã giao kế hoạch theo quyết định {edition.decision_number}."
            )
            return redirect("planning:edition_detail", edition.pk)
    items = queries.listed(plan, request.user)
    cells = queries.cells_of([item.scheme_id for item in items], year=plan.year)
    context = {
        "plan": plan,
        "form": form,
        "totals": queries.totals_of(plan, items, cells),
        "lacking": queries.missing_for_decision(plan, items, cells),
        "hides_some": queries.hides_some(plan, request.user),
    }
    return render(request, "planning/plan_decide.html", context)


def _decide(request: Request, plan: Plan, form: DecidePlanForm) -> PlanEdition | None:
    try:
        return actions.decide_plan(
            plan, form.decision(), by=request.user, at=timezone.now(), seen=form.seen()
        )
    except PlanChanged as error:
        plan.refresh_from_db(fields=["version"])
        form.data = data = request.POST.copy()
        data["version"] = str(plan.version)  # what the page now shows
        form.add_error(None, str(error))
    except (ConflictOfInterest, PlanDecided, PlanNotReady, Refused, StepNotAllowed) as error:
        form.add_error(None, str(error))
    return None


@page("GET", may=policy.view_records)
def edition_detail(request: Request, pk: int) -> HttpResponse:
    """An edition as it was decided, beside the others of its plan."""
    edition = _find(request, pk)
    beside = list(queries.editions_beside(edition, request.user))
    given = queries.given_by(edition, beside, request.user)
    context = {"edition": edition, "given": given, "beside": beside}
    return render(request, "planning/edition_detail.html", context)


@page("GET", may=policy.view_records)
def edition_changes(request: Request, pk: int) -> HttpResponse:
    """What changed between an earlier edition and this one."""
    edition = _find(request, pk)
    beside = list(queries.editions_beside(edition, request.user))
    earlier = [one for one in beside if one.number < edition.number]
    wanted = read_number(request.GET.get("tu", ""))
    chosen = [one for one in earlier if wanted in (None, one.number)]
    since = chosen[-1] if chosen else None
    changes = queries.changes_between(since.number if since else 0, edition, beside, request.user)
    context = {
        "edition": edition,
        "since": since,
        "earlier": earlier,
        "changes": changes,
        "before_vnd": sum(one.before_vnd for one in changes),
        "after_vnd": sum(one.after_vnd for one in changes),
    }
    return render(request, "planning/edition_changes.html", context)


@page("GET", may=policy.view_records)
def edition_xlsx(request: Request, pk: int) -> HttpResponse:
    """The edition and the plan in force after it, as a workbook."""
    edition = _find(request, pk)
    beside = queries.editions_beside(edition, request.user)
    given = queries.given_by(edition, beside, request.user)
    made = exports.edition_workbook(edition, given.rows, given.standing)
    return workbook(made, f"ke-hoach-{edition.year}-lan-{edition.number}")


def _find(request: Request, pk: int) -> PlanEdition:
    seen = PlanEdition.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("place", "decided_by", "plan"), pk=pk)

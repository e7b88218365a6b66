from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page, workbook
from khuyencong.funding.queries import closings_of, envelopes_in_use
from khuyencong.lib.quantity import read_number
from khuyencong.schemes.models import Scheme

from .. import exports, policy, queries
from ..models import EditionRow, Plan, PlanEdition
from ..panels import links_of

FIRST_YEAR, LAST_YEAR = 1990, 2100


@page("GET", may=policy.view_records)
def year_list(request: Request) -> HttpResponse:
    rows = queries.year_rows(request.user, now=timezone.localdate().year)
    return render(request, "planning/year_list.html", {"rows": rows})


@page("GET", may=policy.view_records)
def year_detail(request: Request, year: int) -> HttpResponse:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    user, plans = request.user, queries.plans_of(request.user, year)
    open_plans = [row.plan for row in plans if not row.plan.is_decided]
    editions = PlanEdition.objects.visible_to(request.user).filter(year=year)
    context = {
        "year": year,
        "envelopes": envelopes_in_use(request.user, year=year),
        "waiting": queries.waiting_for_plan(
            user,
            year,
            tiers=policy.tiers_planned(user),
            plans=[plan for plan in open_plans if policy.change_plan(user, plan)],
        ),
        "plans": plans,
        "editions": editions.select_related("place"),
        "closings": closings_of(request.user, year),
        "may_plan": policy.make_plans(request.user),
        "may_give": policy.give_plans(request.user),
        "links": links_of(year, request.user),
    }
    return render(request, "planning/year_detail.html", context)


@page("GET", may=policy.view_records)
def plan_compare(request: Request, year: int) -> HttpResponse:
    """Plans of a year side by side."""
    plans = _plans_to_compare(request, year)
    if len(plans) < 2:
        messages.info(request, "Hãy chọn ít nhất hai phương án của cùng năm để so sánh.")
        return redirect("planning:year_detail", year)
    context = {
        "year": year,
        "comparison": queries.compare(plans, request.user),
        "query": urlencode({"phuong-an": [plan.pk for plan in plans]}, doseq=True),
    }
    return render(request, "planning/plan_compare.html", context)


@page("GET", may=policy.view_records)
def compare_xlsx(request: Request, year: int) -> HttpResponse:
    """The comparison as a workbook."""
    plans = _plans_to_compare(request, year)
    if len(plans) < 2:
        raise Http404
    made = exports.comparison_workbook(queries.compare(plans, request.user), year=year)
    return workbook(made, f"so-sanh-phuong-an-{year}")


def _plans_to_compare(request: Request, year: int) -> list[Plan]:
    wanted = map(read_number, request.GET.getlist("phuong-an"))
    found = Plan.objects.visible_to(request.user).filter(year=year, pk__in=filter(None, wanted))
    return list(found.select_related("place", "edition").order_by("pk")[: queries.MOST_COMPARED])


@page("GET", may=policy.view_records)
def scheme_plan(request: Request, code: str) -> HttpResponse:
    """In which plans and editions a scheme stands."""
    scheme = get_object_or_404(Scheme.objects.visible_to(request.user), code=code)
    plans = Plan.objects.visible_to(request.user)
    context = {
        "scheme": scheme,
        "items": scheme.plan_items.filter(plan__in=plans).select_related("plan__edition"),
        "rows": EditionRow.objects.visible_to(request.user)
        .filter(scheme=scheme)
        .select_related("edition"),
    }
    return render(request, "planning/scheme_plan.html", context)

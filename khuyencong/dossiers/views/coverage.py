from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from khuyencong.accounts.http import Request, page, workbook
from khuyencong.dossiers import exports, policy, queries
from khuyencong.dossiers.forms import REACH, CoverageForm, ReachedForm
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within

PAGE_SIZE = 50


@page("GET", may=policy.view_needs)
def coverage(request: Request) -> HttpResponse:
    form = CoverageForm(request.GET, user=request.user)
    reached = form.reached()
    found = queries.coverage_of(request.user, reached)
    kept = request.GET.copy()
    kept.pop("place", None)
    context = {
        "form": form,
        "reached": reached,
        "rows": list(_opening(found.rows, reached, kept.urlencode())),
        "total": found.total,
        "contents": queries.coverage_by_content(request.user, reached),
        "query": request.GET.urlencode(),
    }
    template = "dossiers/coverage.html"
    return render(request, f"{template}#rows" if request.htmx else template, context)


def _opening(
    rows: Iterable[queries.CoverageRow], reached: queries.Reached, kept: str
) -> Iterator[tuple[queries.CoverageRow, str]]:
    """Each row with where it opens: the establishments of a commune, a province by commune."""
    top = reverse("dossiers:coverage")
    of_commune, of_province = (f"?{kept}", f"&{kept}") if kept else ("", "")
    for row in rows:
        if row.unit is None:
            yield row, ""
        elif reached.place:
            yield row, f"{top}{row.unit.pk}/{of_commune}"
        else:
            yield row, f"?place={row.unit.pk}{of_province}"


@page("GET", may=policy.view_needs)
def coverage_xlsx(request: Request) -> HttpResponse:
    """The same as a workbook, with the names of those who never got anything."""
    reached = CoverageForm(request.GET, user=request.user).reached()
    return workbook(exports.coverage_book(request.user, reached), "do-phu-khuyen-cong")


@page("GET", may=policy.view_needs)
def coverage_of_place(request: Request, key: int) -> HttpResponse:
    """The establishments of a commune, each with what reached it."""
    place = Unit.objects.filter(pk=key).select_related("province").first()
    scope = request.user.scope_unit
    if place is None or (scope is not None and not _is_within(place, scope)):
        raise Http404
    chosen = CoverageForm(request.GET, user=request.user).reached()
    reached = replace(chosen, place=place)
    form = ReachedForm(request.GET)
    form.full_clean()
    found = queries.establishments_reached(request.user, reached).select_related("commune")
    found = found.filter(**REACH.get(form.cleaned_data.get("state", ""), {}))
    if words := form.cleaned_data.get("words"):
        found = found.matching(words)
    context = {
        "form": form,
        "reached": reached,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
    }
    return render(request, "dossiers/coverage_of_place.html", context)


def _is_within(place: Unit, scope: Unit) -> bool:
    keys = units_within(scope)
    return place.pk in keys or place.province_id in keys

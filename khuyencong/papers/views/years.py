from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.lib.vietnamese import lower_first
from khuyencong.papers import actions, policy, queries
from khuyencong.papers.forms import kind_of
from khuyencong.papers.lifecycle import OF_A_YEAR

FIRST_YEAR, LAST_YEAR = 1990, 2100


@page("GET", may=policy.open_papers)
def year_papers(request: Request, year: int) -> HttpResponse:
    """The papers over all schemes of a year: those written, and those that can be."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    writes = partial(policy.write_kind, request.user)
    rows = queries.year_shelf_of(request.user, year, writes=writes)
    return render(request, "papers/year_papers.html", {"year": year, "rows": rows})


@page("POST", may=policy.write_papers)
def year_write(request: Request, year: int) -> HttpResponse:
    """Write the paper that the button names."""
    kind = kind_of(request.POST.get("kind", ""))
    if kind is None or kind not in OF_A_YEAR:
        raise Http404
    offer = queries.offer_of(request.user, kind, year, request.POST.get("subject", ""))
    if offer is None:
        raise Http404
    if not policy.write_kind(request.user, kind, offer.tier):
        raise PermissionDenied
    site, seen = request.build_absolute_uri("/"), request.POST.get("seen", "")
    try:
        paper = actions.write_year_paper(offer, seen, site=site, by=request.user, at=timezone.now())
    except actions.NotOffered as error:
        messages.error(request, str(error))
        return redirect("papers:year_papers", year)
    except actions.AlreadyWritten as error:
        messages.warning(request, str(error))
        return redirect("papers:paper_detail", error.paper.code)
    messages.success(request, f"Đã lập {lower_first(paper.get_kind_display())}.")
    return redirect("papers:paper_detail", paper.code)

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from khuyencong.accounts.http import Request, page
from khuyencong.appraisals import policy, queries

from .finding import find_scheme
from .told import current_read, rounds_read


@page("GET", may=policy.open_appraisals)
def opinion_list(request: Request, code: str) -> HttpResponse:
    """All that the opinions say, of the appraisal under way and of those concluded."""
    scheme = find_scheme(request, code)
    found, seats = queries.appraisals_of(scheme), queries.seats_of(request.user)
    current = current_read(request.user, found, seats)
    rounds = [one for one, reads in rounds_read(request.user, found, seats) if reads]
    if current is not None and current.opinions is not None:
        rounds.insert(0, current.appraisal)
    queries.read_points([opinion for one in rounds for opinion in one.locked])
    context = {
        "scheme": scheme,
        "current": current,
        "rounds": rounds,
        "views_records": policy.view_records(request.user),
    }
    return render(request, "appraisals/opinion_list.html", context)


@page("GET", may=policy.open_appraisals)
def norm_check(request: Request, code: str) -> HttpResponse:
    """The estimate against the norms of the day of the appraisal under way, or of the last one.

    The page of the conclusion fetches the checks alone.
    """
    scheme = find_scheme(request, code)
    appraisal = queries.latest_of(scheme)
    context = {
        "scheme": scheme,
        "appraisal": appraisal,
        "checked": queries.check_norms(appraisal) if appraisal else [],
        "may_set_up": appraisal is not None and policy.appraise(request.user, appraisal),
        "views_records": policy.view_records(request.user),
    }
    template = "appraisals/norm_check.html"
    return render(request, f"{template}#checked" if request.htmx else template, context)


@page("GET", may=policy.open_appraisals)
def earlier_support(request: Request, code: str) -> HttpResponse:
    """What the beneficiaries have had from any state budget for the same content."""
    scheme = find_scheme(request, code)
    context = {
        "scheme": scheme,
        "earlier": queries.cross_check(scheme, request.user),
        "views_records": policy.view_records(request.user),
    }
    return render(request, "appraisals/earlier_support.html", context)


@page("GET", may=policy.open_appraisals)
def dossier_read(request: Request, code: str) -> HttpResponse:
    """The dossier under appraisal; also for members of councils only, who open no other page."""
    scheme = find_scheme(request, code)
    context = {
        "scheme": scheme,
        "told": queries.dossier_of(scheme),
        "views_records": policy.view_records(request.user),
    }
    return render(request, "appraisals/dossier_read.html", context)


@page("GET", may=policy.open_appraisals)
def paper_file(request: Request, code: str, key: int) -> HttpResponseBase:
    """A paper of the dossier under appraisal, to be saved; also for members of councils only."""
    scheme = find_scheme(request, code)
    paper = get_object_or_404(queries.papers_judged(scheme), pk=key)
    return FileResponse(
        paper.file.open("rb"),
        as_attachment=True,
        filename=paper.file_name,
        content_type=paper.media_type,
    )

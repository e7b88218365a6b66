from django.http import Http404, HttpResponse
from django.shortcuts import render

from khuyencong.accounts.http import PublicRequest, page
from khuyencong.figures import queries as figures

from . import queries


@page("GET", public=True)
def home(request: PublicRequest) -> HttpResponse:
    pages = figures.programme_pages()
    context = {
        "programmes": [(one.text, queries.headline(one)) for one in pages],
        "figures_count": queries.figures_count(pages),
        "map": queries.map_of(pages),
    }
    return render(request, "portal/home.html", context)


@page("GET", public=True)
def province(request: PublicRequest, slug: str) -> HttpResponse:
    found = queries.province_page(slug)
    if found is None:
        raise Http404
    return render(request, "portal/province.html", {"province": found})


@page("GET", public=True)
def comparison(request: PublicRequest) -> HttpResponse:
    return render(request, "portal/comparison.html", {"rows": figures.comparison()})


@page("GET", public=True)
def definitions(request: PublicRequest) -> HttpResponse:
    return render(request, "portal/definitions.html", {})

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from khuyencong.accounts.http import Request, page
from khuyencong.papers import policy, queries
from khuyencong.papers.forms import RegisterFilter

ROWS = 50


@page("GET", may=policy.open_papers)
def register(request: Request) -> HttpResponse:
    """The register of papers sent (sổ đăng ký văn bản đi), newest first."""
    rows = queries.register_for(request.user)
    form = RegisterFilter(request.GET or None, series=queries.series_for(request.user))
    if form.is_valid() and (series := form.cleaned_data["series"]):
        rows = rows.filter(series=series)
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "form": form,
        "may_scan": policy.open_scans(request.user),
        "may_word": policy.edit_templates(request.user),
    }
    return render(request, "papers/register.html", context)

from django.http import HttpResponse
from django.shortcuts import render

from khuyencong.accounts.http import Request, page, workbook

from .. import exports, policy, queries
from ..forms import WaitForm
from ..queries import GROUPS, LONG_WAIT


@page("GET", may=policy.view_records)
def lead_times(request: Request) -> HttpResponse:
    """Days between each two steps, the slowest cases, and how many waits ended in a change."""
    form = WaitForm(request.GET, user=request.user)
    form.full_clean()
    words = form.cleaned_data
    context = {
        "form": form,
        "told": queries.lead_times(request.user, words),
        "days": words.get("days") or LONG_WAIT,
        "query": request.GET.urlencode(),
        "heading": GROUPS[words.get("group") or ""][0] if words.get("group") else "",
    }
    return render(request, "adjustments/lead_times.html", context)


@page("GET", may=policy.view_records)
def lead_times_xlsx(request: Request) -> HttpResponse:
    """The same as a workbook."""
    form = WaitForm(request.GET, user=request.user)
    form.full_clean()
    words = form.cleaned_data
    told = queries.lead_times(request.user, words)
    content = exports.lead_times_book(
        told,
        heading=GROUPS[words.get("group") or ""][0],
        days=words.get("days") or LONG_WAIT,
        is_illustrative=bool(words.get("is_illustrative")),
    )
    return workbook(content, "thoi-gian-giua-cac-buoc")

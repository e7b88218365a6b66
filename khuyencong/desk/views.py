from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.accounts.policy import be_signed_in

from . import queries
from .worklist import worklist_of

FIRST = 15
ROWS = 50


@page("GET", may=be_signed_in)
def home(request: Request) -> HttpResponse:
    rows = worklist_of(request.user, today=timezone.localdate())
    context = {
        "person": request.user,
        "desk": queries.desk_of(request.user),
        "rows": rows,
        "shown": rows[:FIRST],
    }
    return render(request, "desk/home.html", context)


@page("GET", may=be_signed_in)
def worklist(request: Request) -> HttpResponse:
    """Everything that waits, page by page."""
    rows = worklist_of(request.user, today=timezone.localdate())
    found = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    return render(request, "desk/worklist.html", {"rows": rows, "page": found})

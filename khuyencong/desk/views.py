from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.accounts.policy import be_signed_in

from . import actions, queries
from .letters import last_letters, wants_letters
from .worklist import Standings, standings_of, worklist_of

FIRST = 15
ROWS = 50
FILTERS = {"qua-han": "late", "sap-den-han": "soon"}


@page("GET", may=be_signed_in)
def home(request: Request) -> HttpResponse:
    rows = worklist_of(request.user, today=timezone.localdate())
    context = {
        "person": request.user,
        "desk": queries.desk_of(request.user),
        "standings": standings_of(rows),
        "shown": rows[:FIRST],
    }
    return render(request, "desk/home.html", context)


@page("GET", may=be_signed_in)
def worklist(request: Request) -> HttpResponse:
    """Everything that waits, page by page; only what is late, or soon late, if asked."""
    rows = worklist_of(request.user, today=timezone.localdate())
    standings: Standings = standings_of(rows)
    chosen = request.GET.get("han", "")
    if chosen in FILTERS:
        rows = [row for row in rows if row.standing == FILTERS[chosen]]
    found = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    context = {"standings": standings, "chosen": chosen, "page": found}
    return render(request, "desk/worklist.html", context)


@page("GET", "POST", may=be_signed_in)
def letters(request: Request) -> HttpResponse:
    """The letters of every morning: the person switches them off, and on again."""
    if request.method == "POST":
        if "stop" in request.POST:
            actions.stop_letters(by=request.user, at=timezone.now())
            messages.success(request, "Đã tắt thư nhắc việc.")
        else:
            actions.resume_letters(by=request.user)
            messages.success(request, "Đã bật thư nhắc việc.")
        return redirect("desk:letters")
    context = {
        "person": request.user,
        "is_wanted": wants_letters(request.user),
        "letters": last_letters(request.user),
    }
    return render(request, "desk/letters.html", context)

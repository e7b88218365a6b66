from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.accounts.policy import be_signed_in
from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import Entry, Kind, Nature

from . import actions, own, policy, queries
from .letters import last_letters, wants_letters
from .worklist import Standings, standings_of, worklist_of

FIRST = 15
ROWS = 50
_OF_ESTABLISHMENT = (
    *("code", "name", "legal_form", "is_illustrative"),
    *("province__full_name", "commune__full_name"),
)
FILTERS = {"qua-han": "late", "sap-den-han": "soon"}


@page("GET", may=be_signed_in)
def home(request: Request) -> HttpResponse:
    """What waits for the person; an applicant's is the page of the establishment."""
    if policy.follow_own_schemes(request.user):
        return _own_home(request)
    tasks = worklist_of(request.user, today=timezone.localdate())
    context = {
        "person": request.user,
        "desk": queries.desk_of(request.user),
        "standings": standings_of(tasks),
        "shown": tasks[:FIRST],
    }
    return render(request, "desk/home.html", context)


@page("GET", may=be_signed_in)
def worklist(request: Request) -> HttpResponse:
    """Everything that waits, page by page; only what is late, or soon late, if asked."""
    tasks = worklist_of(request.user, today=timezone.localdate())
    standings: Standings = standings_of(tasks)
    chosen = request.GET.get("han", "")
    if chosen in FILTERS:
        tasks = [task for task in tasks if task.standing == FILTERS[chosen]]
    found = Paginator(tasks, ROWS).get_page(request.GET.get("trang"))
    context = {"standings": standings, "chosen": chosen, "page": found}
    return render(request, "desk/worklist.html", context)


def _own_home(request: Request) -> HttpResponse:
    """The establishment of the account: what it asked for, its schemes, its money, its days."""
    establishment = _own_establishment(request)
    if establishment is None:
        return render(request, "desk/own_nothing.html", {"person": request.user})
    schemes = own.schemes_of(request.user, establishment, today=timezone.localdate())
    context = {
        "establishment": establishment,
        "schemes": schemes,
        "needs": own.needs_of(request.user),
        "followed": {one.scheme.pk for one in schemes},
        "days": sorted(
            ((day, one.scheme) for one in schemes for day in one.days), key=lambda pair: pair[0].on
        ),
        "money": own.money_of([cell for one in schemes for cell in one.cells]),
    }
    return render(request, "desk/own_home.html", context)


@page("GET", may=policy.follow_own_schemes)
def own_scheme(request: Request, code: str) -> HttpResponse:
    """A scheme as far as it concerns the establishment of the account."""
    establishment = _own_establishment(request)
    if establishment is None:
        raise Http404
    today = timezone.localdate()
    found = own.schemes_of(request.user, establishment, today=today, code=code)
    if not found:
        raise Http404
    context = {
        "establishment": establishment,
        "own": found[0],
        "history": found[0].scheme.history.all(),
    }
    return render(request, "desk/own_scheme.html", context)


@page("GET", may=policy.follow_own_schemes)
def own_money(request: Request) -> HttpResponse:
    """The entries behind every figure of the establishment's own lines."""
    kind, nature = request.GET.get("loai", ""), request.GET.get("giai-doan", "")
    code = request.GET.get("de-an", "")
    found = queries.own_entries(Entry.objects.visible_to(request.user), kind, nature, code)
    shown = Paginator(found, ROWS).get_page(request.GET.get("trang"))
    is_figure = kind in Kind.values and nature in own.SHOWN
    context = {
        "establishment": _own_establishment(request),
        "kind": Kind(kind).label if kind in Kind.values else "",
        "nature": Nature(nature).label if nature in own.SHOWN else "",
        "code": code if shown.object_list else "",  # of a scheme that is the person's to see
        "is_filtered": bool(kind or nature or code),
        "total": queries.total_of(found) if is_figure else None,
        "page": shown,
    }
    return render(request, "desk/own_money.html", context)


def _own_establishment(request: Request) -> Establishment | None:
    seen = Establishment.objects.visible_to(request.user).select_related("province", "commune")
    return seen.only(*_OF_ESTABLISHMENT).first()


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

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import ForecastForm

from .deeds import Page, deed_page, find_scheme

PAGE_SIZE = 25


@page("GET", "POST", may=policy.sign_contracts)
def forecast_set(request: Request, code: str) -> HttpResponse:
    """What the contract expects month by month; begins with what governs now."""
    scheme = find_scheme(request, code, policy.sign_contracts)
    outlook = queries.outlook_of(scheme, today=timezone.localdate())
    if outlook is None:
        raise Http404
    form = ForecastForm(request.POST or None, outlook=outlook)
    shown = Page(
        title="Dự kiến tiến độ theo tháng",
        button="Lưu dự kiến",
        groups=[("Lũy kế từ khi bắt đầu", list(form))],
        lead=["Bắt đầu từ dự kiến hiện hành. Bản trước vẫn được giữ."],
        leads_to="progress_list",
    )

    def do() -> str:
        told = actions.set_forecast(scheme, form.facts(), by=request.user, at=timezone.now())
        return f"Đã lưu dự kiến tiến độ lần {told.number}."

    return deed_page(request, scheme, form, shown, do, queries.missing_contract(scheme))


@page("GET", may=policy.view_records)
def behind_list(request: Request) -> HttpResponse:
    """The schemes that are behind their contract, the worst first."""
    behind = queries.behind_plan(request.user, today=timezone.localdate())
    places = sorted({(one.scheme.province.slug, str(one.scheme.province)) for one in behind})
    chosen = request.GET.get("tinh", "")
    if chosen:
        behind = [one for one in behind if one.scheme.province.slug == chosen]
    context = {
        "page": Paginator(behind, PAGE_SIZE).get_page(request.GET.get("trang")),
        "places": places,
        "chosen": chosen,
    }
    return render(request, "delivery/behind_list.html", context)

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from khuyencong.accounts.http import PublicRequest, page
from khuyencong.accounts.models import User
from khuyencong.indicators.address import PARAMETERS, Address, describe

from .. import exports, policy
from ..behind import Record, noun, record_rows, records, shows_value
from ..forms import AddressForm, place_names
from ..opening import Opened, open_address

PAGE_SIZE = 25
LARGEST_EXPORT = 50_000
SPLIT = "chia"  # the dimension chosen on the page; no part of the address


@page("GET", public=True)
def address(request: PublicRequest) -> HttpResponseBase:
    words = _words(request)
    form = AddressForm(words or None, today=timezone.localdate())
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "places": place_names()}
        return render(request, "figures/address_form.html", context, status=400 if words else 200)
    found: Address = form.cleaned_data["address"]
    if found.params() != words:
        return redirect(_href(found, request))
    opened = open_address(found, viewer=request.user, chosen=request.GET.get(SPLIT, ""))
    context = {
        "form": form,
        "places": place_names(),
        "opened": opened,
        "title": describe(found),
        "behind": _behind(opened, request),
        "link": request.build_absolute_uri(f"{reverse('figures:address')}?{found.query()}"),
        "query": _query(found, request),
    }
    return render(request, "figures/address.html", context)


@page("GET", public=True)
def address_csv(request: PublicRequest) -> HttpResponseBase:
    return _download(request, "csv")


@page("GET", public=True)
def address_xlsx(request: PublicRequest) -> HttpResponseBase:
    return _download(request, "xlsx")


def _words(request: PublicRequest) -> dict[str, str]:
    """The parts of the address that the person filled in."""
    return {name: word for name in PARAMETERS if (word := request.GET.get(name, "").strip())}


def _query(found: Address, request: PublicRequest) -> str:
    chosen = {SPLIT: word} if (word := request.GET.get(SPLIT, "")) else {}
    return urlencode({**found.params(), **chosen})


def _href(found: Address, request: PublicRequest) -> str:
    return f"{reverse('figures:address')}?{_query(found, request)}"


def _behind(opened: Opened, request: PublicRequest) -> Mapping[str, Any] | None:
    """The page of records behind the figure; ``None`` for who may not open them."""
    if opened.base is None or not isinstance(request.user, User):
        return None
    if not policy.open_records(request.user):
        return None
    paginator = Paginator(record_rows(opened.base, request.user), PAGE_SIZE)
    shown: Page[Any] = paginator.get_page(request.GET.get("trang"))
    return {
        "page": shown,
        "records": records(opened.base, list(shown.object_list)),
        "noun": noun(opened.base),
        "shows_value": shows_value(opened.base),
    }


def _download(request: PublicRequest, kind: str) -> HttpResponseBase:
    form = AddressForm(_words(request), today=timezone.localdate())
    if not form.is_valid():
        return redirect(f"{reverse('figures:address')}?{request.GET.urlencode()}")
    found = form.cleaned_data["address"]
    opened = open_address(found, viewer=request.user, chosen=request.GET.get(SPLIT, ""))
    rows = _all_records(opened, request)
    if kind == "csv":
        response = HttpResponse(exports.as_csv(opened, rows), content_type="text/csv")
    else:
        response = HttpResponse(exports.as_xlsx(opened, rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="so-lieu.{kind}"'
    return response


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _all_records(opened: Opened, request: PublicRequest) -> list[Record]:
    if opened.base is None or not isinstance(request.user, User):
        return []
    if not policy.open_records(request.user):
        return []
    rows = record_rows(opened.base, request.user)[:LARGEST_EXPORT]
    return records(opened.base, list(rows))

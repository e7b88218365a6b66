from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from khuyencong.accounts.http import Request, page
from khuyencong.lib.quantity import read_number
from khuyencong.places.models import Unit

from . import actions, policy, queries
from .forms import (
    EstablishmentForm,
    GiveForm,
    OpenAccountForm,
    SearchForm,
    initial_of,
    provinces_for,
)
from .models import Establishment, Representative
from .panels import panels_of

PAGE_SIZE = 25


@page("GET", may=policy.view_records)
def establishment_list(request: Request) -> HttpResponse:
    form = SearchForm(request.GET, user=request.user)
    form.full_clean()
    sort = request.GET.get("sap-xep", "")
    found = queries.search(request.user, form.cleaned_data, sort=sort)
    context = {
        "form": form,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "may_edit": policy.edit_establishments(request.user),
    }
    template = "establishments/establishment_list.html"
    return render(request, f"{template}#rows" if request.htmx else template, context)


@page("GET", may=policy.view_records)
def establishment_detail(request: Request, code: str) -> HttpResponse:
    establishment = _find(request, code)
    context = {
        "establishment": establishment,
        "in_disadvantaged_area": queries.in_disadvantaged_area(
            establishment, on=timezone.localdate()
        ),
        "may_edit": policy.edit_establishments(request.user),
        "may_give": policy.give_accounts(request.user),
        "panels": panels_of(establishment, request.user),
    }
    return render(request, "establishments/establishment_detail.html", context)


@page("GET", "POST", may=policy.edit_establishments)
def establishment_add(request: Request) -> HttpResponse:
    form = EstablishmentForm(request.POST or None, user=request.user, initial=_place(request))
    duplicates: list[Establishment] = []
    if request.method == "POST" and form.is_valid():
        duplicates = _duplicates(request, form, None)
        if not duplicates:
            added = actions.register(form.facts())
            messages.success(request, f"Đã ghi cơ sở «{added}», mã {added.code}.")
            return redirect("establishments:establishment_detail", added.code)
    context = {"form": form, "duplicates": duplicates, "establishment": None}
    return render(request, "establishments/establishment_form.html", context)


@page("GET", "POST", may=policy.edit_establishments)
def establishment_edit(request: Request, code: str) -> HttpResponse:
    establishment = _find(request, code)
    form = EstablishmentForm(
        request.POST or None, user=request.user, initial=initial_of(establishment)
    )
    duplicates: list[Establishment] = []
    if request.method == "POST" and form.is_valid():
        duplicates = _duplicates(request, form, establishment)
        if not duplicates and _correct(establishment, form):
            messages.success(request, "Đã lưu thay đổi.")
            return redirect("establishments:establishment_detail", code)
    context = {"form": form, "duplicates": duplicates, "establishment": establishment}
    return render(request, "establishments/establishment_form.html", context)


@page("GET", may=policy.edit_establishments)
def commune_options(request: Request) -> HttpResponse:
    """The communes whose names begin as typed, for the list under the field."""
    key = read_number(request.GET.get("province", "")) or 0
    province = Unit.objects.provinces().filter(pk=key).first()
    text = request.GET.get("commune", "")
    units = queries.communes_called(text, province) if province and text.strip() else []
    return render(request, "establishments/_commune_options.html", {"units": units})


@never_cache
@page("GET", "POST", may=policy.give_accounts)
def account_list(request: Request) -> HttpResponse:
    """The accounts of establishments, and a form that opens one; its password is told once."""
    code = request.GET.get("co-so", "")
    form = OpenAccountForm(
        request.POST or None,
        user=request.user,
        is_illustrative=None,
        initial={"establishment": code},
    )
    if request.method == "POST" and form.is_valid():
        opened = _open_account(request, form)
        if opened is not None:
            return opened
    found = queries.accounts_within(request.user, code)
    context = {
        "form": form,
        "code": code,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
    }
    return render(request, "establishments/account_list.html", context)


@never_cache
@page("GET", "POST", may=policy.give_accounts)
def account_detail(request: Request, key: int) -> HttpResponse:
    """An account of an establishment: take it back, give it again, a new password."""
    given = get_object_or_404(queries.accounts_within(request.user), pk=key)
    form = GiveForm(
        request.POST if "establishment" in request.POST else None,
        user=request.user,
        is_illustrative=given.person.is_illustrative,
    )
    if request.method == "POST":
        done = _change_account(request, given, form)
        if done is not None:
            return done
    context = {
        "given": given,
        "renewals": given.renewals.select_related("by"),
        "form": form,
        "is_free": queries.is_free(given),
    }
    return render(request, "establishments/account_detail.html", context)


def _open_account(request: Request, form: OpenAccountForm) -> HttpResponse | None:
    """Open the account and tell its password, or say why not."""
    password = actions.new_password()
    try:
        given = actions.open_account(
            form.cleaned_data["establishment"],
            form.facts(),
            password=password,
            by=request.user,
            at=timezone.now(),
        )
    except actions.NotGiven as error:
        form.add_error(None, str(error))
        return None
    return _told(request, given, password)


def _change_account(request: Request, given: Representative, form: GiveForm) -> HttpResponse | None:
    """Do what was asked; ``None`` where the form has to be mended."""
    if "password" in request.POST:
        return _renew_password(request, given)
    if "take" in request.POST:
        actions.take_account_back(given, by=request.user, at=timezone.now())
        messages.success(request, f"Đã thu hồi tài khoản «{given.person.username}».")
        return redirect("establishments:account_list")
    return _give(request, given, form) if form.is_valid() else None


def _renew_password(request: Request, given: Representative) -> HttpResponse:
    password = actions.new_password()
    try:
        actions.renew_password(given, password=password, by=request.user, at=timezone.now())
    except actions.NotGiven as error:
        messages.error(request, str(error))
        return redirect("establishments:account_detail", given.pk)
    return _told(request, given, password)


def _give(request: Request, given: Representative, form: GiveForm) -> HttpResponse | None:
    establishment = form.cleaned_data["establishment"]
    try:
        again = actions.give_account(
            establishment, given.person, by=request.user, at=timezone.now()
        )
    except actions.NotGiven as error:
        form.add_error(None, str(error))
        return None
    messages.success(request, f"Đã giao tài khoản «{given.person.username}» cho {establishment}.")
    return redirect("establishments:account_detail", again.pk)


def _told(request: Request, given: Representative, password: str) -> HttpResponse:
    """The page that tells a new password, this once."""
    context = {"given": given, "password": password}
    return render(request, "establishments/account_opened.html", context)


def _find(request: Request, code: str) -> Establishment:
    seen = Establishment.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("province", "commune", "trade"), code=code)


def _place(request: Request) -> dict[str, object]:
    """A person of one province need not choose it."""
    provinces = list(provinces_for(request.user).current()[:2])
    return {"province": provinces[0]} if len(provinces) == 1 else {}


def _duplicates(
    request: Request, form: EstablishmentForm, besides: Establishment | None
) -> list[Establishment]:
    """What the person has not yet said to be another establishment."""
    if request.POST.get("different"):
        return []
    data = form.cleaned_data
    return queries.likely_duplicates(
        request.user,
        name=data["name"],
        tax_code=data["tax_code"],
        province=data["province"],
        besides=besides,
    )


def _correct(establishment: Establishment, form: EstablishmentForm) -> bool:
    """Save, or say that somebody else has saved meanwhile."""
    try:
        actions.correct(establishment, form.facts(), seen=form.cleaned_data["seen"])
    except actions.ChangedMeanwhile as error:
        form.add_error(
            None,
            f"{error} Những gì bạn gõ vẫn ở đây và chưa được lưu: hãy mở lại hồ sơ ở một thẻ khác "
            "để so, rồi sửa lại từ bản mới.",
        )
        return False
    return True

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.forms import ItemForm, LineForm
from khuyencong.lib.money import show_exact

from .finding import find_item, find_line, find_readable, find_to_prepare, tells_when_closed


@page("GET", may=policy.view_dossiers)
def estimate_detail(request: Request, code: str) -> HttpResponse:
    scheme = find_readable(request, code)
    context = {
        "scheme": scheme,
        "estimate": queries.estimate_of(scheme),
        "may_edit": policy.prepare_dossier(request.user, scheme),
    }
    return render(request, "dossiers/estimate_detail.html", context)


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def estimate_add_line(request: Request, code: str) -> HttpResponse:
    scheme = find_to_prepare(request, code)
    form = LineForm(request.POST or None, user=request.user, scheme=scheme)
    if request.method == "POST" and form.is_valid():
        actions.add_line(scheme, form.facts(), by=request.user, at=timezone.now())
        messages.success(request, "Đã thêm dòng nội dung.")
        return redirect("dossiers:estimate_detail", code)
    return render(
        request, "dossiers/estimate_line.html", {"form": form, "scheme": scheme, "line": None}
    )


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def estimate_edit_line(request: Request, code: str, key: int) -> HttpResponse:
    """A line: POST saves it, or takes it out with «remove»."""
    scheme = find_to_prepare(request, code)
    line = find_line(scheme, key)
    if "remove" in request.POST:
        try:
            actions.remove_line(line)
        except actions.LineInUse as error:
            messages.error(request, str(error))
        return redirect("dossiers:estimate_detail", code)
    form = LineForm(request.POST or None, user=request.user, scheme=scheme, line=line)
    if request.method == "POST" and form.is_valid():
        actions.change_line(line, form.facts())
        messages.success(request, "Đã lưu dòng nội dung.")
        return redirect("dossiers:estimate_detail", code)
    return render(
        request, "dossiers/estimate_line.html", {"form": form, "scheme": scheme, "line": line}
    )


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def estimate_add_item(request: Request, code: str, key: int) -> HttpResponse:
    scheme = find_to_prepare(request, code)
    line = find_line(scheme, key)
    form = ItemForm(request.POST or None, line=line)
    if request.method == "POST" and form.is_valid():
        item = actions.add_item(line, form.facts())
        messages.success(request, f"Đã thêm khoản mục «{item.name}».")
        return redirect("dossiers:estimate_detail", code)
    context = {"form": form, "scheme": scheme, "line": line, "item": None}
    return render(request, "dossiers/estimate_item.html", context)


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def estimate_edit_item(request: Request, code: str, key: int) -> HttpResponse:
    """An item: POST saves it, or takes it out with «remove»."""
    scheme = find_to_prepare(request, code)
    item = find_item(scheme, key)
    form = ItemForm(request.POST or None, line=item.line, item=item)
    seen = request.POST.get("seen", "")
    try:
        if "remove" in request.POST:
            actions.remove_item(item, seen=seen)
            return redirect("dossiers:estimate_detail", code)
        if request.method == "POST" and form.is_valid():
            actions.change_item(item, form.facts(), seen=seen)
            messages.success(request, "Đã lưu khoản mục.")
            return redirect("dossiers:estimate_detail", code)
    except actions.ChangedMeanwhile as error:
        form.add_error(
            None,
            f"{error} Bản hiện nay: {item.name}, {show_exact(item.amount_vnd)}. Những gì bạn gõ "
            "vẫn ở đây và chưa được lưu: hãy mở lại khoản mục ở một thẻ khác để so.",
        )
    context = {"form": form, "scheme": scheme, "line": item.line, "item": item}
    return render(request, "dossiers/estimate_item.html", context)

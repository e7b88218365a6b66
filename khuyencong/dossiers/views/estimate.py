from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page, workbook
from khuyencong.dossiers import actions, exports, policy, queries
from khuyencong.dossiers.forms import ItemForm, LineForm
from khuyencong.dossiers.forms.meeting import SeenForm, unseal
from khuyencong.dossiers.models import EstimateItem
from khuyencong.lib.money import show_exact
from khuyencong.lib.quantity import read_number
from khuyencong.schemes.models import Line, Scheme
from khuyencong.ui.fields import doubt

from .finding import find_line, find_readable, find_to_prepare, tells_when_closed
from .keeping import kept_of, met


@page("GET", may=policy.view_dossiers)
def estimate_detail(request: Request, code: str) -> HttpResponse:
    scheme = find_readable(request, code)
    context = {
        "scheme": scheme,
        "estimate": queries.estimate_of(scheme),
        "may_edit": policy.prepare_dossier(request.user, scheme),
    }
    return render(request, "dossiers/estimate_detail.html", context)


@page("GET", may=policy.view_dossiers)
def estimate_xlsx(request: Request, code: str) -> HttpResponse:
    """The estimate as a workbook (Mẫu số 1)."""
    scheme = find_readable(request, code)
    made = exports.estimate_book(scheme, queries.estimate_of(scheme))
    return workbook(made, f"du-toan-{scheme.code}")


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def estimate_add_line(request: Request, code: str) -> HttpResponse:
    scheme = find_to_prepare(request, code)
    form = LineForm(request.POST or None, user=request.user, scheme=scheme)
    if request.method == "POST" and form.is_valid():
        actions.add_line(scheme, form.facts(), by=request.user, at=timezone.now())
        messages.success(request, "Đã thêm dòng nội dung.")
        return redirect("dossiers:estimate_detail", code)
    context = {"form": form, "scheme": scheme, "line": None, "kept": None, "meeting": None}
    return render(request, "dossiers/estimate_line.html", context)


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def estimate_edit_line(request: Request, code: str, key: int) -> HttpResponse:
    """A line: POST saves it, or takes it out with «remove»."""
    scheme = find_to_prepare(request, code)
    line = find_line(scheme, key)
    if "remove" in request.POST:
        return _remove_line(request, line)
    kept = kept_of(request, scheme, queries.key_of_line(line))
    form = LineForm(
        request.POST or None, user=request.user, scheme=scheme, line=line, draft=kept.draft
    )
    meeting = None
    if request.method == "POST" and form.is_valid():
        meeting = met(form, scheme, kept.key)
        if meeting is None and _saved(
            form,
            lambda: actions.change_line(
                line, form.facts(), seen=form.theirs, by=request.user, at=timezone.now()
            ),
        ):
            messages.success(request, "Đã lưu dòng nội dung.")
            return redirect("dossiers:estimate_detail", code)
        if meeting is not None:
            data = form.merged(meeting.edits)
            form = LineForm(data, user=request.user, scheme=scheme, line=line)
    context = {"form": form, "scheme": scheme, "line": line, "kept": kept, "meeting": meeting}
    return render(request, "dossiers/estimate_line.html", context)


def _remove_line(request: Request, line: Line) -> HttpResponse:
    try:
        actions.remove_line(line, by=request.user, at=timezone.now())
    except actions.LineInUse as error:
        messages.error(request, str(error))
    return redirect("dossiers:estimate_detail", line.scheme.code)


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def estimate_add_item(request: Request, code: str, key: int) -> HttpResponse:
    """A further item; what is typed of it is kept until it is added."""
    scheme = find_to_prepare(request, code)
    line = find_line(scheme, key)
    kept = kept_of(request, scheme, queries.key_of_new_item(line))
    form = ItemForm(request.POST or None, line=line, draft=kept.draft)
    if request.method == "POST" and form.is_valid():
        item = actions.add_item(line, form.facts(), by=request.user, at=timezone.now())
        messages.success(request, f"Đã thêm khoản mục «{item.name}».")
        _tell_doubt(request, item)
        return redirect("dossiers:estimate_detail", code)
    context = {"form": form, "scheme": scheme, "line": line, "item": None, "kept": kept}
    return render(request, "dossiers/estimate_item.html", {**context, "meeting": None})


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def estimate_edit_item(request: Request, code: str, key: int) -> HttpResponse:
    """An item: POST saves it, or takes it out with «remove»."""
    scheme = find_to_prepare(request, code)
    item = queries.items_of(scheme).filter(pk=key).first()
    if item is None:
        return _item_gone(request, scheme)
    if "remove" in request.POST:
        return _remove_item(request, item)
    kept = kept_of(request, scheme, queries.key_of_item(item))
    form = ItemForm(request.POST or None, line=item.line, item=item, draft=kept.draft)
    meeting = None
    if request.method == "POST" and form.is_valid():
        meeting = met(form, scheme, kept.key)
        if meeting is None and _saved(form, lambda: _change_item(request, item, form)):
            return redirect("dossiers:estimate_detail", code)
        if meeting is not None:
            form = ItemForm(form.merged(meeting.edits), line=item.line, item=item)
    context = {"form": form, "scheme": scheme, "line": item.line, "item": item, "kept": kept}
    return render(request, "dossiers/estimate_item.html", {**context, "meeting": meeting})


def _change_item(request: Request, item: EstimateItem, form: ItemForm) -> None:
    facts, seen, now = form.facts(), item.fingerprint, timezone.now()
    saved = actions.change_item(item, facts, seen=seen, by=request.user, at=now)
    messages.success(request, "Đã lưu khoản mục.")
    _tell_doubt(request, saved)


def _remove_item(request: Request, item: EstimateItem) -> HttpResponse:
    """Take it out, unless it is no longer what the person saw."""
    code, now = item.line.scheme.code, timezone.now()
    seen = unseal(request.POST.get("seen", ""))
    try:
        if seen != queries.values_of_item(item):
            raise actions.ChangedMeanwhile("Khoản mục này vừa được người khác sửa hoặc bỏ.")
        actions.remove_item(item, seen=item.fingerprint, by=request.user, at=now)
    except actions.ChangedMeanwhile as error:
        messages.error(request, f"{error} Hãy xem bản mới rồi hãy bỏ.")
        return redirect("dossiers:estimate_edit_item", code, item.pk)
    messages.success(request, f"Đã bỏ khoản mục «{item.name}»; vẫn xem lại được ở các bản đã lưu.")
    return redirect("dossiers:estimate_detail", code)


def _item_gone(request: Request, scheme: Scheme) -> HttpResponse:
    """Somebody has taken the item out: what was typed of it may be added anew."""
    line_key = read_number(request.POST.get("line", ""))
    if "remove" in request.POST:
        messages.info(request, "Khoản mục này đã được người khác bỏ.")
        return redirect("dossiers:estimate_detail", scheme.code)
    if request.method != "POST" or line_key is None:
        raise Http404
    line = find_line(scheme, line_key)
    kept = kept_of(request, scheme, queries.key_of_new_item(line))
    form = ItemForm(request.POST, line=line)
    form.add_error(
        None,
        "Khoản mục này vừa bị người khác bỏ. Những gì bạn gõ vẫn ở đây: bấm «Lưu khoản mục» để "
        "thêm lại thành khoản mục mới.",
    )
    context = {"form": form, "scheme": scheme, "line": line, "item": None, "kept": kept}
    return render(request, "dossiers/estimate_item.html", {**context, "meeting": None})


def _saved(form: SeenForm, deed: Callable[[], object]) -> bool:
    """Save, or say that somebody else has saved in the very moment."""
    try:
        deed()
    except actions.ChangedMeanwhile as error:
        form.add_error(None, f"{error} Những gì bạn gõ vẫn ở đây: bấm lưu lần nữa để xem và gộp.")
        return False
    return True


def _tell_doubt(request: Request, item: EstimateItem) -> None:
    """A price of a few đồng is legal, and often a unit that was forgotten."""
    if why := doubt(item.unit_price_vnd):
        said = f"Đơn giá «{item.name}» là {show_exact(item.unit_price_vnd)}. {why}"
        messages.warning(request, said)

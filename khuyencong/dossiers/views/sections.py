from uuid import uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.models import Section, SideText
from khuyencong.lib.quantity import read_number

from .finding import find_readable, find_section, find_to_prepare, tells_when_closed

HISTORY_PAGE_SIZE = 10
LONGEST = 200_000


@page("GET", "POST", may=policy.prepare_dossiers)
def section_edit(request: Request, code: str, number: int) -> HttpResponse:
    """One part; POST saves it, by the button or every few seconds of typing."""
    try:
        scheme = find_to_prepare(request, code)
        section = find_section(scheme, number)
        if request.method == "POST":
            return _save(request, section)
    except actions.DossierClosed as error:
        return _closed(request, code, str(error))
    context = {
        "scheme": scheme,
        "section": section,
        "page_token": uuid4().hex,
        "side": queries.side_text_of(section, request.user),
        "numbers": list(scheme.sections.values_list("part__number", flat=True)),
    }
    return render(request, "dossiers/section_edit.html", context)


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def section_merge(request: Request, code: str, number: int) -> HttpResponse:
    """What somebody else changed, what I typed, and both together, to choose from."""
    scheme = find_to_prepare(request, code)
    section = find_section(scheme, number)
    side = queries.side_text_of(section, request.user)
    if side is None:
        return redirect("dossiers:section_edit", code, number)
    if request.method == "POST":
        saved = actions.settle_side_text(
            side,
            text=_chosen(request, section, side),
            seen=_number(request, "seen"),
            by=request.user,
            at=timezone.now(),
        )
        if saved.side is None:
            messages.success(request, "Đã lưu bản bạn chọn; mọi bản trước vẫn xem lại được.")
            return redirect("dossiers:section_edit", code, number)
        messages.warning(request, "Phần này lại vừa có người sửa: hãy xem và gộp lần nữa.")
        return redirect("dossiers:section_merge", code, number)
    context = {
        "scheme": scheme,
        "section": section,
        "meeting": queries.meeting_of(section, side),
    }
    return render(request, "dossiers/section_merge.html", context)


@page("GET", may=policy.view_dossiers)
def section_history(request: Request, code: str, number: int) -> HttpResponse:
    """Every version that was saved, the newest first, with what it changed."""
    scheme = find_readable(request, code)
    section = find_section(scheme, number)
    versions = section.versions.select_related("by").order_by("-number")
    shown = Paginator(versions, HISTORY_PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "scheme": scheme,
        "section": section,
        "page": shown,
        "rows": [(version, queries.change_of(version)) for version in shown],
        "side_texts": section.side_texts.select_related("by"),
    }
    return render(request, "dossiers/section_history.html", context)


def _save(request: Request, section: Section) -> HttpResponse:
    typed = actions.Typed(
        text=request.POST.get("text", "")[:LONGEST],
        seen=_number(request, "seen"),
        page=request.POST.get("page", "")[:40],
    )
    now = timezone.now()
    saved = actions.save_section(section, typed, by=request.user, at=now)
    where = (section.scheme.code, section.part.number)
    if request.htmx:
        context = {"saved": saved, "at": now, "scheme": section.scheme, "section": section}
        return render(request, "dossiers/_section_saved.html", context)
    if saved.side is not None:
        return redirect("dossiers:section_merge", *where)
    messages.success(request, f"Đã lưu phần {section.part.number}.")
    return redirect("dossiers:section_edit", *where)


def _closed(request: Request, code: str, sentence: str) -> HttpResponse:
    """The dossier was submitted while the person was typing: what is typed stays on the page."""
    if request.htmx:
        return render(request, "dossiers/_section_saved.html", {"saved": None})
    messages.error(request, sentence)
    return redirect("dossiers:dossier_detail", code)


def _chosen(request: Request, section: Section, side: SideText) -> str:
    """Theirs, mine, or what stands in the box."""
    choice = request.POST.get("choice", "")
    if choice == "theirs":
        return section.text
    return side.text if choice == "mine" else request.POST.get("text", "")[:LONGEST]


def _number(request: Request, name: str) -> int:
    """The number in a hidden field; whoever tampers with it saw nothing."""
    return read_number(request.POST.get(name, "")) or 0

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import EnvelopeExceeded, YearAhead
from khuyencong.funding.models import Envelope, YearClosing
from khuyencong.funding.queries import use_of

from .. import policy
from ..forms import EnvelopeForm, RevisionForm


@page("GET", "POST", may=policy.give_plans)
def envelope_give(request: Request, year: int) -> HttpResponse:
    """Give an envelope of a year."""
    form = EnvelopeForm(request.POST or None, user=request.user, year=year)
    if request.method == "POST" and form.is_valid() and _give(request, form):
        messages.success(request, "Đã giao hạn mức.")
        return redirect("planning:year_detail", year)
    return render(request, "planning/envelope_form.html", {"form": form, "year": year})


def _give(request: Request, form: EnvelopeForm) -> bool:
    facts = form.facts()
    same = Envelope.objects.visible_to(request.user).filter(
        year=facts.year,
        level=facts.level,
        place=facts.place,
        is_illustrative=facts.is_illustrative,
    )
    if same.exists():
        form.add_error(None, "Năm, nguồn và địa bàn này đã có hạn mức: hãy mở ra để điều chỉnh.")
        return False
    try:
        funding.give_envelope(facts, by=request.user, at=timezone.now())
    except EnvelopeExceeded as refused:
        form.add_error("amount_vnd", str(refused))
        return False
    return True


@page("GET", "POST", may=policy.view_records)
def envelope_detail(request: Request, pk: int) -> HttpResponse:
    """An envelope with its history; whoever gives it may revise it."""
    seen = Envelope.objects.visible_to(request.user).select_related("place", "parent__place")
    envelope = get_object_or_404(seen, pk=pk)
    may_revise = policy.give_envelope(request.user, envelope.level, envelope.place)
    if request.method == "POST" and not may_revise:
        raise PermissionDenied
    form = RevisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _revise(request, envelope, form):
        messages.success(request, "Đã điều chỉnh hạn mức.")
        return redirect("planning:envelope_detail", pk)
    context = {
        "use": use_of([envelope])[0],
        "form": form if may_revise else None,
        "parts": use_of(list(envelope.parts.select_related("place"))),
        "revisions": envelope.revisions.select_related("by"),
    }
    return render(request, "planning/envelope_detail.html", context)


def _revise(request: Request, envelope: Envelope, form: RevisionForm) -> bool:
    decision = form.decision()
    try:
        funding.revise_envelope(
            envelope,
            amount_vnd=form.cleaned_data["amount_vnd"],
            decision_number=decision.number,
            decision_date=decision.date,
            by=request.user,
            at=timezone.now(),
        )
    except EnvelopeExceeded as refused:
        form.add_error("amount_vnd", str(refused))
        return False
    return True


@page("GET", "POST", may=policy.give_plans)
def year_close(request: Request, year: int) -> HttpResponse:
    """Close the books of the person's province."""
    place = request.user.scope_unit
    if place is None or not policy.close_year(request.user, place):
        raise PermissionDenied
    closed = YearClosing.objects.visible_to(request.user)
    illustrative = request.user.is_illustrative
    if closed.filter(year=year, place=place, is_illustrative=illustrative).exists():
        messages.info(request, "Năm này đã khóa sổ.")
        return redirect("planning:year_detail", year)
    if request.method == "POST":
        try:
            funding.close_year(
                year, place, by=request.user, at=timezone.now(), is_illustrative=illustrative
            )
            messages.success(request, f"Đã khóa sổ kinh phí năm {year} của {place}.")
        except YearAhead as refused:
            messages.error(request, str(refused))
        return redirect("planning:year_detail", year)
    return render(request, "planning/year_close.html", {"year": year, "place": place})

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.appraisals import actions, policy, queries
from khuyencong.appraisals.forms import CouncilForm, MemberForm
from khuyencong.appraisals.models import Council


@page("GET", may=policy.open_appraisals)
def council_list(request: Request) -> HttpResponse:
    found = Council.objects.visible_to(request.user).select_related("province")
    context = {
        "councils": queries.with_members(found),
        "may_run": policy.run_councils(request.user),
    }
    return render(request, "appraisals/council_list.html", context)


@page("GET", "POST", may=policy.run_councils)
def council_add(request: Request) -> HttpResponse:
    form = CouncilForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            council = actions.set_up(form.facts(), by=request.user, at=timezone.now())
        except actions.CouncilRefused as error:
            form.add_error("decision_number", str(error))
        else:
            messages.success(request, "Đã ghi hội đồng. Bước tiếp theo: thêm ủy viên, thư ký.")
            return redirect("appraisals:council_detail", council.pk)
    return render(request, "appraisals/council_add.html", {"form": form})


@page("GET", "POST", may=policy.open_appraisals)
def council_detail(request: Request, key: int) -> HttpResponse:
    """The council and its members; POST gives one more person a seat."""
    council = _find(request, key)
    may_run = policy.run_council(request.user, council)
    if request.method == "POST" and not may_run:
        raise PermissionDenied("Bạn không lập hội đồng này.")
    form = MemberForm(request.POST or None, council=council)
    if request.method == "POST" and form.is_valid():
        person, seat = form.cleaned_data["person"], form.cleaned_data["seat"]
        try:
            actions.seat(council, person, as_=seat, by=request.user, at=timezone.now())
        except actions.CouncilRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã thêm {person} vào hội đồng.")
            return redirect("appraisals:council_detail", key)
    context = {
        "council": council,
        "members": queries.members_of(council),
        "rule": queries.quorum_rule(council, on=timezone.localdate()),
        "form": form,
        "may_run": may_run,
    }
    return render(request, "appraisals/council_detail.html", context)


@page("POST", may=policy.run_councils)
def member_dismiss(request: Request, key: int, member: int) -> HttpResponse:
    council = _find(request, key)
    if not policy.run_council(request.user, council):
        raise PermissionDenied("Bạn không lập hội đồng này.")
    found = get_object_or_404(council.members.all(), pk=member)
    try:
        actions.dismiss(found, by=request.user, at=timezone.now())
    except actions.CouncilRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã ghi {found.person} thôi tham gia hội đồng.")
    return redirect("appraisals:council_detail", key)


def _find(request: Request, key: int) -> Council:
    seen = Council.objects.visible_to(request.user).select_related("province")
    return get_object_or_404(seen, pk=key)

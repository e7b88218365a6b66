from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.appraisals import actions, policy, queries
from khuyencong.appraisals.forms import ConclusionForm
from khuyencong.dossiers.queries import estimate_of
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.schemes.actions import StepIncomplete

from .finding import find_current


@page("GET", "POST", may=policy.open_appraisals)
def conclusion_add(request: Request, code: str) -> HttpResponse:
    appraisal = find_current(request, code)
    opinions = queries.opinions_of(appraisal)
    tally = queries.tally_of(appraisal, opinions)
    has_locked = any(one.person_id == request.user.pk for one in opinions)
    seat = tally.seat_of(request.user)
    rights = policy.rights(request.user, appraisal, seat, has_locked=has_locked)
    if not rights.outcomes:
        raise PermissionDenied("Bạn không kết luận thẩm định đề án này.")
    lines = estimate_of(appraisal.scheme).lines
    form = ConclusionForm(request.POST or None, outcomes=rights.outcomes, lines=lines)
    missing: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.conclude(appraisal, form.facts(), by=request.user, at=timezone.now())
        except actions.NotReady as error:
            missing = error.missing
        except (actions.AppraisalClosed, StepNotAllowed, StepIncomplete) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã kết luận: {done.get_outcome_display().lower()}.")
            return redirect("appraisals:appraisal_detail", code)
    queries.read_points(opinions)
    context = {
        "appraisal": appraisal,
        "form": form,
        "missing": missing,
        "earlier": queries.cross_check(appraisal.scheme, request.user),
        "views_records": policy.view_records(request.user),
        "tally": tally,
        "opinions": opinions if rights.reads_opinions else None,
    }
    return render(request, "appraisals/conclusion_add.html", context)

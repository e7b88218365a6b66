from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.appraisals import actions, policy, queries
from khuyencong.appraisals.forms import ConclusionForm
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.schemes.actions import StepIncomplete

from .finding import find_current


@page("GET", "POST", may=policy.open_appraisals)
def conclusion_add(request: Request, code: str) -> HttpResponse:
    appraisal = find_current(request, code)
    seat = queries.seat_of(appraisal, request.user)
    own = queries.opinion_of(appraisal, request.user)
    has_locked = own is not None and own.locked_at is not None
    rights = policy.rights(request.user, appraisal, seat, has_locked=has_locked)
    if not rights.outcomes:
        raise PermissionDenied("Bạn không kết luận thẩm định đề án này.")
    checked = queries.check_norms(appraisal)
    form = ConclusionForm(request.POST or None, outcomes=rights.outcomes, checked=checked)
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
    opinions = queries.opinions_of(appraisal)
    queries.read_points(opinions)
    context = {
        "appraisal": appraisal,
        "form": form,
        "missing": missing,
        "checked": checked,
        "earlier": queries.cross_check(appraisal.scheme, request.user),
        "views_records": policy.view_records(request.user),
        "tally": queries.tally_of(appraisal, opinions),
        "opinions": opinions if rights.reads_opinions else None,
    }
    return render(request, "appraisals/conclusion_add.html", context)

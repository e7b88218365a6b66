from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.appraisals import actions, policy, queries
from khuyencong.appraisals.forms import OpinionForm
from khuyencong.appraisals.models import Appraisal, Opinion

from .finding import find_current


@page("GET", "POST", may=policy.open_appraisals)
def opinion_edit(request: Request, code: str) -> HttpResponse:
    """The person's own opinion: saved as a draft, and with «lock» locked for good."""
    appraisal, own = _find(request, code)
    form = OpinionForm(request.POST or None, points=queries.points_for(appraisal), opinion=own)
    missing: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, appraisal, form)
        except actions.NotReady as error:
            missing = error.missing
        except (actions.AppraisalClosed, actions.OpinionLocked) as error:
            form.add_error(None, str(error))
        else:
            return redirect("appraisals:appraisal_detail", code)
    context = {"scheme": appraisal.scheme, "current": appraisal, "form": form, "missing": missing}
    return render(request, "appraisals/opinion_edit.html", context)


def _find(request: Request, code: str) -> tuple[Appraisal, Opinion | None]:
    appraisal = find_current(request, code)
    if not policy.give_opinion(request.user, appraisal, queries.seat_of(appraisal, request.user)):
        raise PermissionDenied("Bạn không cho ý kiến thẩm định đề án này.")
    own = queries.opinion_of(appraisal, request.user)
    if own is not None and own.locked_at is not None:
        raise PermissionDenied("Ý kiến của bạn đã khóa.")
    return appraisal, own


def _save(request: Request, appraisal: Appraisal, form: OpinionForm) -> None:
    now = timezone.now()
    opinion = actions.save_opinion(appraisal, form.facts(), by=request.user, at=now)
    if "lock" not in request.POST:
        messages.success(request, "Đã lưu bản nháp ý kiến; chưa ai khác đọc được.")
        return
    actions.lock_opinion(opinion, at=now)
    messages.success(request, "Đã khóa ý kiến thẩm định.")

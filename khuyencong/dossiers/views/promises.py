from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.dossiers import actions, policy
from khuyencong.dossiers.forms.promises import PromiseForm

from .finding import find_line, find_to_prepare, tells_when_closed


@page("GET", "POST", may=policy.prepare_dossiers)
@tells_when_closed
def promise_edit(request: Request, code: str, key: int) -> HttpResponse:
    """What the dossier promises of a line, in figures."""
    scheme = find_to_prepare(request, code)
    line = find_line(scheme, key)
    form = PromiseForm(request.POST or None, promises=list(line.promises.all()))
    if request.method == "POST" and form.is_valid():
        actions.set_promises(line, form.facts(), by=request.user, at=timezone.now())
        messages.success(request, "Đã lưu hiệu quả cam kết.")
        return redirect("dossiers:dossier_detail", code)
    context = {"form": form, "scheme": scheme, "line": line}
    return render(request, "dossiers/promise_edit.html", context)

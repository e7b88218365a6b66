from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.papers import actions, policy, queries
from khuyencong.papers.forms import WordingForm, kind_of

_TEXTS = ("bases", "recipients", "signer_authority", "signer_title", "signer_name")


@page("GET", may=policy.edit_templates)
def template_list(request: Request) -> HttpResponse:
    rows = queries.wordings_of(request.user, on=timezone.localdate())
    context = {"rows": rows, "place": request.user.scope_unit}
    return render(request, "papers/template_list.html", context)


@page("GET", "POST", may=policy.edit_templates)
def template_edit(request: Request, kind: str) -> HttpResponse:
    """The wording of one kind of paper; saving makes a new version."""
    found, place = kind_of(kind), request.user.scope_unit
    if found is None or place is None:
        raise Http404
    versions = list(queries.templates_of(request.user, found))
    initial = {name: getattr(versions[0], name) for name in _TEXTS} if versions else {}
    initial["valid_from"] = timezone.localdate()
    form = WordingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_wording(place, found, form.facts(), by=request.user, at=timezone.now())
        messages.success(request, f"Đã lưu bản {saved.number} của mẫu.")
        return redirect("papers:template_list")
    context = {"kind": found, "form": form, "versions": versions, "place": place}
    return render(request, "papers/template_edit.html", context)

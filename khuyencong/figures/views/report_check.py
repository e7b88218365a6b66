from pathlib import PurePath

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from khuyencong.accounts.http import Request, page

from .. import policy
from ..annotating import annotate
from ..forms import CheckForm
from ..reading.extract import read
from ..reading.load import Unreadable, load
from ..report_check import check_report

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page("GET", "POST", may=policy.check_reports)
def report_check(request: Request) -> HttpResponse:
    """A draft in, its judgements on the page or the Word file with comments back."""
    form = CheckForm(request.POST, request.FILES) if request.method == "POST" else CheckForm()
    context = {"form": form, "report": None, "name": ""}
    if request.method == "POST" and form.is_valid():
        try:
            return _checked(request, form)
        except Unreadable as error:
            form.add_error("file", str(error))
    status = 400 if form.is_bound and form.errors else 200
    return render(request, "figures/report_check.html", context, status=status)


def _checked(request: Request, form: CheckForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    data = file.read()
    loaded = load(data, file.name)
    report = check_report(
        read(loaded.text),
        against_records=form.cleaned_data["against_records"],
        viewer=request.user,
    )
    if "xem" in request.POST or loaded.format != "docx":
        context = {"form": form, "report": report, "name": file.name}
        return render(request, "figures/report_check.html", context)
    site = request.build_absolute_uri("/")
    response = HttpResponse(annotate(data, loaded, report, site=site), content_type=WORD)
    name = f"{PurePath(file.name).stem}-da-soat.docx"
    return _named(response, name)


def _named(response: HttpResponse, name: str) -> HttpResponse:
    """A download whose name may hold Vietnamese letters."""
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response

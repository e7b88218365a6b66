from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page, workbook
from khuyencong.documents.actions import NumberOutOfOrder
from khuyencong.dossiers.models import readable_by
from khuyencong.lib.vietnamese import lower_first
from khuyencong.papers import actions, exports, policy, queries
from khuyencong.papers.forms import NumberForm, ScanForm, VoidForm, kind_of
from khuyencong.papers.models import Paper
from khuyencong.schemes.models import Scheme

_OFFICE = "application/vnd.openxmlformats-officedocument"
_FILES = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
}


@page("GET", may=policy.open_papers)
def scheme_papers(request: Request, code: str) -> HttpResponse:
    """The papers of a scheme: those written, and those that can be."""
    scheme = _scheme(request, code)
    rows = queries.shelf_of(scheme, writable=policy.kinds_written(request.user, scheme))
    context = {"scheme": scheme, "rows": rows}
    return render(request, "papers/scheme_papers.html", context)


@page("POST", may=policy.write_papers)
def paper_write(request: Request, code: str) -> HttpResponse:
    """Write the paper that the button names."""
    scheme = _scheme(request, code)
    kind = kind_of(request.POST.get("kind", ""))
    if kind is None:
        raise Http404
    if not policy.write_paper(request.user, scheme, kind):
        raise PermissionDenied
    site = request.build_absolute_uri("/")
    wanted = actions.Wanted(
        kind=kind, subject=request.POST.get("subject", ""), seen=request.POST.get("seen", "")
    )
    try:
        paper = actions.write_paper(scheme, wanted, site=site, by=request.user, at=timezone.now())
    except actions.NotOffered as error:
        messages.error(request, str(error))
        return redirect("papers:scheme_papers", code)
    except actions.AlreadyWritten as error:
        messages.warning(request, str(error))
        return redirect("papers:paper_detail", error.paper.code)
    messages.success(request, f"Đã lập {lower_first(paper.get_kind_display())}.")
    return redirect("papers:paper_detail", paper.code)


@page("GET", may=policy.open_papers)
def paper_detail(request: Request, code: str) -> HttpResponse:
    paper = _paper(request, code)
    return _shown(request, paper, NumberForm(initial={"dated_on": timezone.localdate()}))


@page("GET", may=policy.open_papers)
def paper_scanned(request: Request, code: str) -> HttpResponse:
    """Where the QR code of a paper leads."""
    return redirect("papers:paper_detail", _paper(request, code.upper()).code)


@page("POST", may=policy.write_papers)
def paper_number(request: Request, code: str) -> HttpResponse:
    """Take the paper's number from the register."""
    paper = _to_write(request, code)
    form = NumberForm(request.POST)
    if form.is_valid():
        day = form.cleaned_data["dated_on"]
        try:
            paper = actions.number_paper(paper, day, by=request.user, at=timezone.now())
        except (NumberOutOfOrder, actions.AlreadyNumbered) as error:
            form.add_error("dated_on", str(error))
        else:
            messages.success(request, f"Đã cấp số {paper.symbol}; tệp Word, PDF đã mang số này.")
            return redirect("papers:paper_detail", code)
    return _shown(request, paper, form)


@page("POST", may=policy.write_papers)
def scan_add(request: Request, code: str) -> HttpResponse:
    """Take the signed copy of this one paper."""
    paper = _to_write(request, code)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        actions.file_scan(paper, file, by=request.user, at=timezone.now())
        messages.success(request, "Đã nhận bản ký.")
        return redirect("papers:paper_detail", code)
    number = NumberForm(initial={"dated_on": timezone.localdate()})
    return _shown(request, paper, number, form)


@page("GET", may=policy.open_papers)
def paper_file(request: Request, code: str, ending: str) -> HttpResponseBase:
    """The Word or the PDF file, to be saved; of a paper over a year also its tables for Excel."""
    paper = _paper(request, code)
    if ending == "xlsx" and paper.year:
        return workbook(exports.tables_xlsx(paper), _file_name(paper))
    if ending not in _FILES:
        raise Http404
    stored = paper.docx if ending == "docx" else paper.pdf
    return FileResponse(
        stored.open("rb"),
        as_attachment=True,
        filename=f"{_file_name(paper)}.{ending}",
        content_type=_FILES[ending],
    )


@page("GET", may=policy.open_papers)
def scan_file(request: Request, code: str, key: int) -> HttpResponseBase:
    """A signed copy, to be saved."""
    scan = get_object_or_404(_paper(request, code).scans, pk=key)
    return FileResponse(
        scan.file.open("rb"),
        as_attachment=True,
        filename=scan.file_name,
        content_type=scan.media_type,
    )


def _file_name(paper: Paper) -> str:
    return f"{paper.about}-{paper.kind.replace('_', '-')}-{paper.code}"


def _shown(
    request: Request, paper: Paper, number_form: NumberForm, scan_form: ScanForm | None = None
) -> HttpResponse:
    context = {
        "paper": paper,
        "scheme": paper.scheme,
        "number_form": number_form,
        "scan_form": scan_form or ScanForm(),
        "void_form": VoidForm(),
        "may_write": policy.write_paper(request.user, paper.any_scheme, paper.kind),
    }
    return render(request, "papers/paper_detail.html", context)


def _scheme(request: Request, code: str) -> Scheme:
    return get_object_or_404(readable_by(request.user), code=code)


def _paper(request: Request, code: str) -> Paper:
    return get_object_or_404(queries.full(Paper.objects.visible_to(request.user)), code=code)


def _to_write(request: Request, code: str) -> Paper:
    paper = _paper(request, code)
    if not policy.write_paper(request.user, paper.any_scheme, paper.kind):
        raise PermissionDenied
    return paper

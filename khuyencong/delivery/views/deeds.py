"""What every page of a deed does: find the scheme, try the deed, tell why not and how to mend."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from khuyencong.accounts.http import Request
from khuyencong.accounts.models import User
from khuyencong.delivery import actions, policy, queries
from khuyencong.dossiers.queries import Missing
from khuyencong.funding import actions as funding
from khuyencong.schemes.models import Line, Scheme

MEND: dict[type[funding.Refused], str] = {
    funding.ContractExceeded: "Giảm số tiền, hoặc điều chỉnh kế hoạch phân bổ trước.",
    funding.AdvanceExceeded: "Giảm số tiền; phần còn lại tạm ứng sau khi nghiệm thu.",
    funding.AcceptanceExceeded: "Giảm số tiền, hoặc ký phụ lục hợp đồng trước.",
    funding.SettlementExceeded: "Ghi phần vượt vào số không được quyết toán của chứng từ.",
    funding.RepaymentExceeded: "Kiểm tra lại số đã chi và số đã hoàn trả ở sổ kinh phí.",
    funding.DisbursementExceeded: "Kiểm tra lại số đã chi ở sổ kinh phí.",
    funding.YearClosed: "Đề nghị lãnh đạo Sở xem lại việc khóa sổ.",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page with a form: its fields stand in groups under headings.

    ``leads_to`` is the tab on which the deed stands once it is done.
    """

    title: str
    button: str
    groups: Sequence[tuple[str, Iterable[BoundField]]]
    lead: Sequence[str] = ()
    aside: str = ""
    remove: str = ""
    leads_to: str = "delivery_detail"


_OF_SCHEME = (
    "code",
    "name",
    "tier",
    "form",
    "state",
    "is_illustrative",
    "implementer",
    "province__code",
    "contract__number",
    "contract__signed_on",
    "contract__party",
    "contract__starts_on",
    "contract__ends_on",
    "contract__note",
    "done__begun_at",
    "done__ends_on",
)


def find_scheme(
    request: Request, code: str, may: Callable[[User, Scheme], bool] | None = None
) -> Scheme:
    """A scheme that the person sees and that has been planned; else 404.

    ``may`` says whether the deed is the person's on this very scheme; else 403.
    """
    seen = Scheme.objects.visible_to(request.user).only(*_OF_SCHEME)
    seen = seen.select_related("province", "contract", "done")
    scheme = get_object_or_404(seen, code=code)
    if not policy.has_delivery(request.user, scheme):
        raise Http404
    if may is not None and not may(request.user, scheme):
        raise PermissionDenied
    return scheme


def find_line(scheme: Scheme, key: int) -> Line:
    """A line of the scheme; else 404."""
    found = [line for line in queries.lines_of(scheme) if line.pk == key]
    if not found:
        raise Http404
    found[0].scheme = scheme
    return found[0]


def deed_page(
    request: Request,
    scheme: Scheme,
    form: forms.Form,
    page: Page,
    do: Callable[[], str],
    missing: Sequence[Missing] = (),
) -> HttpResponse:
    """Show the form; a valid POST does the deed and leads to the tab where it stands.

    ``do`` returns what to say afterwards.  What is refused is told on the form itself.
    """
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, do())
        except actions.NotReady as error:
            missing = error.missing
        except funding.Refused as error:
            form.add_error(None, f"{error} {MEND.get(type(error), '')}".strip())
        else:
            return redirect(f"delivery:{page.leads_to}", scheme.code)
    context = {"scheme": scheme, "form": form, "page": page, "missing": missing}
    return render(request, "delivery/deed_form.html", context)

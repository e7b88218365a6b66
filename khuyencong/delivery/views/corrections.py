from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.accounts.models import User
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import ReasonForm
from khuyencong.delivery.models import Acceptance, Advance, Repayment, Settlement
from khuyencong.dossiers.queries import Missing
from khuyencong.schemes.models import Scheme

from .deeds import Page, deed_page, find_scheme


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of deed that may be cancelled: its rows, who may, what stands on it, the action.

    ``tab`` is where such deeds stand.
    """

    name: str
    rows: Any
    may: Callable[[User, Scheme], bool]
    missing: Callable[[Any], Sequence[Missing]]
    action: Callable[..., Any]
    tab: str


KINDS: Mapping[str, Kind] = {
    "tam-ung": Kind(
        "lần tạm ứng, thanh toán",
        Advance.everything,
        policy.pay,
        queries.missing_for_cancelling_advance,
        actions.cancel_advance,
        "delivery_detail",
    ),
    "nghiem-thu": Kind(
        "nghiệm thu",
        Acceptance.everything,
        policy.accept_work,
        queries.missing_for_cancelling_acceptance,
        actions.cancel_acceptance,
        "acceptance_list",
    ),
    "hoan-tra": Kind(
        "khoản hoàn trả",
        Repayment.everything,
        policy.pay,
        queries.missing_for_cancelling_repayment,
        actions.cancel_repayment,
        "delivery_detail",
    ),
    "thanh-ly": Kind(
        "thanh lý, quyết toán",
        Settlement.everything,
        policy.settle,
        queries.missing_for_cancelling_settlement,
        actions.cancel_settlement,
        "acceptance_list",
    ),
}


@page("GET", "POST", may=policy.cancel)
def cancel(request: Request, code: str, kind: str, key: int) -> HttpResponse:
    """Cancel a deed that was entered by mistake; it stays readable."""
    scheme = find_scheme(request, code)
    if kind not in KINDS:
        raise Http404
    one = KINDS[kind]
    deed = get_object_or_404(one.rows.visible_to(request.user), scheme=scheme, pk=key)
    if not one.may(request.user, scheme):
        raise PermissionDenied
    form = ReasonForm(request.POST or None, label="Lý do hủy")
    shown = Page(
        title=f"Hủy {one.name} ghi nhầm",
        button="Hủy việc ghi nhầm này",
        groups=[("", list(form))],
        lead=[
            f"{deed}.",
            "Bút toán được đảo; nội dung cũ vẫn xem được cùng lý do và người hủy, rồi ghi lại từ "
            "đầu.",
        ],
        leads_to=one.tab,
    )

    def do() -> str:
        reason = form.cleaned_data["reason"]
        one.action(deed, reason=reason, by=request.user, at=timezone.now())
        return f"Đã hủy {one.name}: {deed}."

    return deed_page(request, scheme, form, shown, do, one.missing(deed))

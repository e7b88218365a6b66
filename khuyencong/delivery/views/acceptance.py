from django.http import HttpResponse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import AcceptanceForm, ReasonForm
from khuyencong.establishments.models import Establishment
from khuyencong.schemes.lifecycle import State

from .deeds import Page, deed_page, find_line, find_scheme
from .tabs import tab


@page("GET", may=policy.view_records)
def acceptance_list(request: Request, code: str) -> HttpResponse:
    """Every place under contract, accepted or with what it lacks; then what it all came to."""
    scheme = find_scheme(request, code)
    context = {
        "told": queries.closing_of(scheme),
        "has_contract": hasattr(scheme, "contract"),
    }
    return tab(request, scheme, "acceptance_list", context)


def _place_of(establishment: Establishment) -> str:
    """«Thôn 3, Xã Vinh Lộc», as far as it is known."""
    commune = str(establishment.commune) if establishment.commune else ""
    return establishment.address or commune


@page("GET", "POST", may=policy.accept_work)
def acceptance_add(request: Request, code: str, key: int) -> HttpResponse:
    scheme = find_scheme(request, code, policy.accept_work)
    line = find_line(scheme, key)
    establishment = line.beneficiary.establishment if line.beneficiary else None
    is_partial = scheme.state == State.STOPPED
    form = AcceptanceForm(
        request.POST or None,
        cells=queries.cells_of(scheme, [line]),
        is_partial=is_partial,
        initial={
            "accepted_on": timezone.localdate(),
            "place": _place_of(establishment) if establishment else "",
        },
    )
    names = ("form", "number", "accepted_on", "place", "summary")
    shown = Page(
        title=f"Nghiệm thu: {queries.name_of(line)}",
        button="Ghi nghiệm thu",
        groups=[
            ("Biên bản", [form[name] for name in names]),
            ("Kinh phí được nghiệm thu", form.amount_fields),
        ],
        lead=[
            "Đề án đã ngừng triển khai: chỉ nghiệm thu phần khối lượng đã làm, ghi số tiền của "
            "phần ấy; tình trạng đề án không đổi."
            if is_partial
            else "Nghiệm thu xong địa điểm cuối cùng thì đề án chuyển sang «Đã nghiệm thu»."
        ],
        aside=queries.url_of("evidence", scheme, line.pk),
        leads_to="acceptance_list",
    )

    def do() -> str:
        accepted = actions.accept(line, form.facts(), by=request.user, at=timezone.now())
        return f"Đã ghi biên bản nghiệm thu số {accepted.number}."

    return deed_page(request, scheme, form, shown, do, queries.missing_for_acceptance(line))


@page("GET", "POST", may=policy.accept_work)
def acceptance_finish(request: Request, code: str) -> HttpResponse:
    """No money comes for the later years: what is accepted is all there will be."""
    scheme = find_scheme(request, code, policy.accept_work)
    label = "Lý do không thực hiện phần của các năm sau"
    form = ReasonForm(request.POST or None, label=label)
    shown = Page(
        title="Kết thúc nghiệm thu",
        button="Kết thúc nghiệm thu",
        groups=[("", list(form))],
        leads_to="acceptance_list",
    )

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.finish_acceptance(scheme, reason=reason, by=request.user, at=timezone.now())
        return "Đề án đã nghiệm thu; bước tiếp theo là thanh lý, quyết toán."

    return deed_page(request, scheme, form, shown, do)

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import SettlementForm, VoucherForm
from khuyencong.delivery.lifecycle import is_open
from khuyencong.delivery.models import Voucher
from khuyencong.schemes.lifecycle import State

from .deeds import Page, deed_page, find_scheme


@page("GET", "POST", may=policy.view_records)
def voucher_list(request: Request, code: str) -> HttpResponse:
    """The list of vouchers by source (Mẫu 8a, 8b); POST adds one."""
    scheme = find_scheme(request, code)
    cells = queries.cells_of(scheme, queries.named_lines_of(scheme))
    settled = queries.settled_years(scheme)
    may_file = policy.file_evidence(request.user, scheme)
    left = [cell for cell in cells if cell.line.account.year not in settled]
    form = VoucherForm(request.POST or None, cells=left)
    if request.method == "POST" and may_file and form.is_valid():
        try:
            actions.save_voucher(scheme, form.facts(), by=request.user, at=timezone.now())
        except actions.NotReady as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã kê chứng từ.")
            return redirect("delivery:voucher_list", code)
    listed = queries.listed_of(scheme)
    context = {
        "scheme": scheme,
        "rows": [
            (
                cell,
                queries.name_of(cell.line),
                listed.get(cell.source, queries.Listed()),
                cell.line.account.year in settled,
            )
            for cell in cells
        ],
        "form": form,
        "is_open": may_file and (form.is_bound or is_open("voucher", scheme)),
    }
    return render(request, "delivery/voucher_list.html", context)


@page("GET", "POST", may=policy.file_evidence)
def voucher_edit(request: Request, code: str, key: int) -> HttpResponse:
    """A voucher: POST saves it, or takes it out with «remove»."""
    scheme = find_scheme(request, code, policy.file_evidence)
    rows = Voucher.objects.visible_to(request.user)
    voucher = get_object_or_404(rows, scheme=scheme, pk=key)
    if "remove" in request.POST:
        try:
            actions.remove_voucher(voucher)
        except actions.NotReady as error:
            messages.error(request, str(error))
        return redirect("delivery:voucher_list", code)
    form = VoucherForm(
        request.POST or None,
        cells=queries.cells_of(scheme),
        initial={
            "source": f"{voucher.line_id}-{voucher.kind}-{voucher.level or 'none'}",
            "item": voucher.item,
            "number": voucher.number,
            "dated_on": voucher.dated_on,
            "amount_vnd": voucher.amount_vnd,
            "disallowed_vnd": voucher.disallowed_vnd or None,
            "reason": voucher.reason,
        },
    )
    shown = Page(
        title="Sửa chứng từ",
        button="Lưu chứng từ",
        groups=[("", list(form))],
        remove="Bỏ chứng từ này",
        leads_to="voucher_list",
    )

    def do() -> str:
        by, at = request.user, timezone.now()
        actions.save_voucher(scheme, form.facts(), by=by, at=at, voucher=voucher)
        return "Đã lưu chứng từ."

    return deed_page(request, scheme, form, shown, do)


@page("GET", "POST", may=policy.settle)
def settlement(request: Request, code: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.settle)
    is_stopped = scheme.state == State.STOPPED
    today = timezone.localdate()
    form = SettlementForm(
        request.POST or None, is_stopped=is_stopped, initial={"settled_on": today}
    )
    shown = Page(
        title="Thanh lý hợp đồng, quyết toán",
        button="Thanh lý, quyết toán",
        groups=[("", list(form))],
        lead=[
            "Mỗi nguồn quyết toán theo chứng từ đã kê, trừ số không được quyết toán.",
            "Phần đã tạm ứng mà không được quyết toán phải thu hồi.",
            *queries.settled_as(queries.cells_of(scheme), queries.listed_of(scheme)),
        ],
        aside=queries.url_of("voucher_list", scheme),
        leads_to="acceptance_list",
    )

    def do() -> str:
        told = actions.settle(scheme, form.facts(), by=request.user, at=timezone.now())
        return f"Đã thanh lý, quyết toán theo biên bản số {told.number}."

    missing = queries.missing_for_settlement(
        scheme,
        queries.cells_of(scheme),
        queries.listed_of(scheme),
        is_force_majeure=is_stopped,
        today=today,
    )
    return deed_page(request, scheme, form, shown, do, missing)


@page("GET", "POST", may=policy.settle)
def settlement_of_year(request: Request, code: str, year: int) -> HttpResponse:
    """One budget year of a scheme of several years, while it goes on."""
    scheme = find_scheme(request, code, policy.settle)
    initial = {"settled_on": timezone.localdate()}
    form = SettlementForm(request.POST or None, is_stopped=False, initial=initial)
    shown = Page(
        title=f"Quyết toán kinh phí năm {year}",
        button=f"Quyết toán năm {year}",
        groups=[("", list(form))],
        lead=["Mỗi nguồn quyết toán theo chứng từ đã kê; đề án vẫn tiếp tục các năm sau."],
        aside=queries.url_of("voucher_list", scheme),
        leads_to="acceptance_list",
    )

    def do() -> str:
        by, at = request.user, timezone.now()
        told = actions.settle_year(scheme, year, form.facts(), by=by, at=at)
        return f"Đã quyết toán năm {year} theo biên bản số {told.number}."

    return deed_page(request, scheme, form, shown, do)

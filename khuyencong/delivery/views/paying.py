from django.http import Http404, HttpResponse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import AdvanceForm, RepaymentForm, ScheduleForm
from khuyencong.funding.models import Kind
from khuyencong.lib.money import show_exact

from .deeds import Page, deed_page, find_line, find_scheme


@page("GET", "POST", may=policy.pay)
def advance_add(request: Request, code: str, key: int) -> HttpResponse:
    """An advance on a line; once the scheme is settled, what is still to be paid of it."""
    scheme = find_scheme(request, code, policy.pay)
    line, today = find_line(scheme, key), timezone.localdate()
    is_settled = queries.settlement_for(line) is not None
    cells = [cell for cell in queries.cells_of(scheme, [line]) if cell.is_state]
    initial = {"paid_on": today}
    form = AdvanceForm(request.POST or None, cells=cells, is_settled=is_settled, initial=initial)
    rule = queries.advance_rule(line, on=queries.law_day(scheme, today=today))
    word = "Thanh toán sau quyết toán" if is_settled else "Tạm ứng"
    shown = Page(
        title=f"{word}: {queries.name_of(line)}",
        button="Ghi thanh toán" if is_settled else "Ghi tạm ứng",
        groups=[
            ("Chứng từ", [form["document"], form["paid_on"]]),
            ("Số tiền", form.amount_fields),
        ],
        lead=[] if is_settled else rule.explanation,
        aside=queries.url_of("evidence", scheme, line.pk),
    )

    def do() -> str:
        action = actions.pay_settled if is_settled else actions.advance
        paid = action(line, form.facts(), by=request.user, at=timezone.now())
        return f"Đã ghi {paid.get_kind_display().lower()}: {show_exact(paid.amount_vnd)}."

    missing = [] if is_settled else queries.missing_for_advance(line, today=today)
    return deed_page(request, scheme, form, shown, do, missing)


@page("GET", "POST", may=policy.pay)
def repayment_add(request: Request, code: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.pay)
    form = RepaymentForm(
        request.POST or None,
        cells=queries.cells_of(scheme),
        initial={"paid_on": timezone.localdate()},
    )
    shown = Page(
        title="Thu hồi, hoàn trả kinh phí",
        button="Ghi khoản hoàn trả",
        groups=[("", list(form))],
        lead=[
            "Kinh phí đã tạm ứng mà không được quyết toán phải hoàn trả ngân sách "
            "(khoản 6 Điều 12 Thông tư 36/2013/TT-BCT); hỗ trợ có thu hồi hoàn trả theo lịch."
        ],
    )

    def do() -> str:
        back = actions.repay(scheme, form.facts(), by=request.user, at=timezone.now())
        return f"Đã ghi hoàn trả {show_exact(back.entry.amount_vnd)}."

    return deed_page(request, scheme, form, shown, do)


@page("GET", "POST", may=policy.sign_contracts)
def schedule(request: Request, code: str, source: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.sign_contracts)
    found = [cell for cell in queries.cells_of(scheme) if cell.key == source]
    if not found or found[0].kind != Kind.RECOVERABLE:
        raise Http404
    cell = found[0]
    form = ScheduleForm(request.POST or None)
    shown = Page(
        title=f"Lịch hoàn trả: {queries.name_of(cell.line)}",
        button="Ghi lịch hoàn trả",
        groups=[("", list(form))],
        lead=[f"Các kỳ cộng lại phải bằng {show_exact(cell.contracted_vnd)} của hợp đồng."],
    )

    def do() -> str:
        rows = form.facts()
        actions.set_schedule(scheme, source, rows, by=request.user, at=timezone.now())
        return f"Đã ghi lịch hoàn trả {len(rows)} kỳ."

    return deed_page(request, scheme, form, shown, do, queries.missing_contract(scheme))

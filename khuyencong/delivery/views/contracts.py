from django.http import HttpResponse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import AppendixForm, ContractForm, NoteForm

from .deeds import Page, deed_page, find_scheme


@page("GET", "POST", may=policy.sign_contracts)
def contract_sign(request: Request, code: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.sign_contracts)
    cells, today = queries.cells_of(scheme), timezone.localdate()
    initial = {"party": scheme.implementer, "signed_on": today, "starts_on": today}
    form = ContractForm(request.POST or None, cells=cells, today=today, initial=initial)
    names = ("number", "signed_on", "party", "starts_on", "ends_on", "note")
    shown = Page(
        title="Ký hợp đồng thực hiện đề án",
        button="Ghi hợp đồng",
        groups=[
            ("Hợp đồng", [form[name] for name in names]),
            ("Kinh phí theo dòng và nguồn", form.amount_fields),
            ("Tạm ứng", [field for pair in form.terms_fields for field in pair]),
        ],
        lead=["Số tiền của mỗi nguồn không vượt số được phân bổ."],
    )

    def do() -> str:
        contract = actions.sign(scheme, form.facts(), by=request.user, at=timezone.now())
        return f"Đã ghi hợp đồng số {contract.number}."

    missing = queries.missing_for_contract(scheme, cells)
    return deed_page(request, scheme, form, shown, do, missing)


@page("GET", "POST", may=policy.sign_contracts)
def appendix_add(request: Request, code: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.sign_contracts)
    cells, today = queries.cells_of(scheme), timezone.localdate()
    form = AppendixForm(request.POST or None, cells=cells, today=today)
    names = ("number", "signed_on", "reason", "ends_on")
    shown = Page(
        title="Ký phụ lục hợp đồng",
        button="Ghi phụ lục",
        groups=[
            ("Phụ lục", [form[name] for name in names]),
            ("Tổng số tiền sau điều chỉnh", form.amount_fields),
            *(
                (f"Tạm ứng của dòng mới: {queries.name_of(line)}", pair)
                for line, pair in zip(form.lines, form.terms_fields, strict=True)
            ),
        ],
        lead=["Hợp đồng đã ghi không sửa được: mọi thay đổi là một phụ lục."],
    )

    def do() -> str:
        appendix = actions.add_appendix(scheme, form.facts(), by=request.user, at=timezone.now())
        return f"Đã ghi phụ lục số {appendix.number}."

    return deed_page(request, scheme, form, shown, do, queries.missing_contract(scheme))


@page("GET", "POST", may=policy.start_work)
def start(request: Request, code: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.start_work)
    form = NoteForm(request.POST or None)
    shown = Page("Bắt đầu thực hiện", "Bắt đầu thực hiện", [("", [form["note"]])])

    def do() -> str:
        note = form.cleaned_data["note"]
        actions.start(scheme, by=request.user, at=timezone.now(), note=note)
        return "Đề án bắt đầu thực hiện; báo cáo tiến độ hằng tháng."

    return deed_page(request, scheme, form, shown, do, queries.missing_contract(scheme))

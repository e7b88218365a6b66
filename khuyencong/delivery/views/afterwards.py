from django.http import HttpResponse
from django.utils import timezone

from khuyencong.accounts.http import Request, page
from khuyencong.delivery import actions, policy, queries
from khuyencong.delivery.forms import FollowUpForm, NoteForm

from .deeds import Page, deed_page, find_line, find_scheme
from .tabs import tab


@page("GET", may=policy.view_records)
def follow_up_list(request: Request, code: str) -> HttpResponse:
    """What became of each beneficiary, against what the dossier promised."""
    scheme = find_scheme(request, code)
    context = {
        "rows": [
            (
                line,
                queries.name_of(line),
                [(one, queries.kept(one)) for one in told],
                queries.rounds_left(told),
            )
            for line, told in queries.follow_ups_of(scheme).items()
        ],
    }
    return tab(request, scheme, "follow_up_list", context)


@page("GET", "POST", may=policy.follow_up)
def follow_up_add(request: Request, code: str, key: int) -> HttpResponse:
    scheme = find_scheme(request, code, policy.follow_up)
    line = find_line(scheme, key)
    form = FollowUpForm(
        request.POST or None,
        promised=queries.promised_of(line),
        initial={"visited_on": timezone.localdate()},
    )
    promise = queries.promise_of(scheme)
    names = ("round", "visited_on", "is_running", "note")
    shown = Page(
        title=f"Đánh giá sau hỗ trợ: {queries.name_of(line)}",
        button="Ghi đánh giá",
        groups=[
            ("Đánh giá", [form[name] for name in names]),
            (
                "Chỉ tiêu so với hồ sơ",
                [field for fields in form.measure_fields for field in fields],
            ),
        ],
        lead=[f"Hồ sơ đã nêu hiệu quả: {promise}"] if promise else [],
        leads_to="follow_up_list",
    )

    def do() -> str:
        told = actions.follow_up(line, form.facts(), by=request.user, at=timezone.now())
        return f"Đã ghi đánh giá sau {told.get_round_display()}."

    return deed_page(request, scheme, form, shown, do)


@page("GET", "POST", may=policy.evaluate)
def evaluation(request: Request, code: str) -> HttpResponse:
    scheme = find_scheme(request, code, policy.evaluate)
    form = NoteForm(request.POST or None)
    shown = Page(
        title="Kết thúc đánh giá sau hỗ trợ",
        button="Kết thúc đánh giá",
        groups=[("", [form["note"]])],
        leads_to="follow_up_list",
    )

    def do() -> str:
        note = form.cleaned_data["note"]
        actions.evaluate(scheme, by=request.user, at=timezone.now(), note=note)
        return "Đề án đã đánh giá xong sau hỗ trợ."

    return deed_page(request, scheme, form, shown, do, queries.missing_for_evaluation(scheme))

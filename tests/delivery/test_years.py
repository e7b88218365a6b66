"""A scheme of several years: money of the next year by an appendix, each year settled apart."""

from datetime import date

import pytest
import time_machine

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import (
    AcceptanceFacts,
    AdvanceFacts,
    AppendixFacts,
    NotReady,
    SettlementFacts,
    VoucherFacts,
)
from khuyencong.delivery.models import Acceptance
from khuyencong.delivery.queries import Stage
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import AccountClosed, Posting
from khuyencong.regulations.models import SubContent
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import LineFacts, SchemeFacts
from tests.delivery.conftest import MILLION, at, contract_facts, fresh, report, said, tick
from tests.factories.establishments import EstablishmentFactory

pytestmark = pytest.mark.django_db


def money(nature, year):
    return Posting(100 * MILLION, nature, "grant", "national", date(year, 2, 1))


def line_of(scheme, year):
    return next(one for one in queries.lines_of(scheme) if one.account.year == year)


def grant(scheme, year):
    (cell,) = queries.cells_of(scheme, [line_of(scheme, year)])
    return cell


@pytest.fixture
def focal(law, province, centre_officer):
    """Two years for one cooperative: 2026 is planned, 2027 only asked for; under way."""
    establishment = EstablishmentFactory(name="HTX A", province=province)
    common = {
        "content": "machine",
        "establishment": establishment,
        "sub_content": SubContent.objects.get(code="machinery"),
    }
    scheme = schemes.record(
        SchemeFacts(
            code="KC-2026-009",
            name="Đề án điểm",
            tier="national",
            form="focal",
            province=province,
            start_year=2026,
            end_year=2027,
            implementer=centre_officer.organisation,
            lines=tuple(
                LineFacts(year=year, item=f"Máy {year}", postings=(money(nature, year),), **common)
                for year, nature in ((2026, "allocated"), (2027, "registered"))
            ),
        ),
        by=None,
        at=at(2, 1),
    )
    amounts = {grant(scheme, 2026).key: 100 * MILLION}
    facts = contract_facts(scheme, amounts=amounts, ends_on=date(2027, 12, 31))
    actions.sign(scheme, facts, by=centre_officer, at=at(3, 10))
    actions.start(scheme, by=centre_officer, at=at(3, 12))
    return fresh(scheme)


def advance(scheme, year, millions, by, when):
    key = grant(scheme, year).key
    facts = AdvanceFacts(
        document=f"UNC {year}", paid_on=when.date(), amounts={key: millions * MILLION}
    )
    return actions.advance(line_of(scheme, year), facts, by=by, at=when)


def accept(scheme, year, centre_officer, province_officer, when):
    line = line_of(scheme, year)
    tick(scheme, line, Stage.REMAINING, centre_officer, when)
    facts = AcceptanceFacts(
        number=f"NT {year}",
        accepted_on=when.date(),
        place="Xã",
        summary="Xong.",
        amounts={grant(scheme, year).key: 100 * MILLION},
    )
    return actions.accept(line, facts, by=province_officer, at=when)


def kept(year, number="8"):
    return SettlementFacts(number=number, settled_on=date(year, 12, 20))


def voucher(scheme, year, by):
    facts = VoucherFacts(
        source=grant(scheme, year).key,
        item="Máy",
        number="HĐ",
        dated_on=date(year, 10, 1),
        amount_vnd=100 * MILLION,
    )
    return actions.save_voucher(scheme, facts, by=by, at=at(12, 1, year))


@pytest.fixture
def second_year(focal, centre_officer, province_officer, accountant):
    """2026 accepted and settled; the plan of 2027 has given its money."""
    accept(focal, 2026, centre_officer, province_officer, at(9, 1))
    voucher(focal, 2026, accountant)
    actions.settle_year(focal, 2026, kept(2026), by=accountant, at=at(12, 20))
    account = line_of(focal, 2027).account
    funding.post(account, [money("allocated", 2027)], by=None, at=at(2, 1, 2027))
    return fresh(focal)


def test_the_acceptance_of_one_year_is_taken_back_without_a_step(
    focal, centre_officer, province_officer
):
    accept(focal, 2026, centre_officer, province_officer, at(9, 1))
    steps = [taken.name for taken in focal.history.all()]

    told = Acceptance.objects.get()
    actions.cancel_acceptance(told, reason="Nhầm.", by=province_officer, at=at(9, 2))

    assert (fresh(focal).state, [taken.name for taken in focal.history.all()]) == (
        "under_way",
        steps,
    )
    assert line_of(fresh(focal), 2026).account.stage == "allocated"


def test_the_settlement_of_a_year_is_taken_back_and_the_scheme_stays_where_it_is(
    focal, centre_officer, province_officer, accountant
):
    accept(focal, 2026, centre_officer, province_officer, at(9, 1))
    voucher(focal, 2026, accountant)
    told = actions.settle_year(focal, 2026, kept(2026), by=accountant, at=at(12, 20))

    actions.cancel_settlement(told, reason="Nhầm số.", by=accountant, at=at(12, 21))

    stage = line_of(fresh(focal), 2026).account.stage
    assert (fresh(focal).state, stage) == ("under_way", "accepted")


def test_a_year_is_settled_while_the_scheme_goes_on(second_year, accountant):
    scheme = second_year
    with pytest.raises(NotReady) as again:
        actions.settle_year(scheme, 2026, kept(2026), by=accountant, at=at(12, 20))
    with pytest.raises(NotReady) as voucher_too:
        voucher(scheme, 2026, accountant)
    with pytest.raises(AccountClosed):
        funding.post(
            line_of(scheme, 2026).account, [money("advanced", 2026)], by=None, at=at(12, 21)
        )

    stages = [line_of(scheme, year).account.stage for year in (2026, 2027)]
    assert (scheme.state, stages) == ("under_way", ["settled", "allocated"])
    assert said(again) == ["Năm 2026 chưa nghiệm thu hết, đã quyết toán, hoặc là năm duy nhất."]
    assert said(voucher_too) == [
        "Đã quyết toán (Biên bản quyết toán năm 2026 số 8): chứng từ không đổi được nữa."
    ]


def test_the_next_year_comes_under_contract_and_is_advanced_by_its_progress(
    second_year, centre_officer, province_officer, accountant
):
    scheme = second_year
    tick(scheme, line_of(scheme, 2026), Stage.REMAINING, centre_officer, at(9, 2))
    rest = AdvanceFacts(
        document="UNC", paid_on=date(2026, 12, 21), amounts={grant(scheme, 2026).key: 100 * MILLION}
    )
    actions.pay_settled(line_of(scheme, 2026), rest, by=accountant, at=at(12, 21))
    amounts = {grant(scheme, 2027).key: 100 * MILLION}
    appendix = AppendixFacts(
        number="01", signed_on=date(2027, 3, 1), reason="Kinh phí năm 2027", amounts=amounts
    )
    actions.add_appendix(scheme, appendix, by=centre_officer, at=at(3, 1, 2027))
    with pytest.raises(NotReady) as silent:
        advance(scheme, 2027, 70, accountant, at(5, 4, 2027))
    one = report(scheme, "50", centre_officer, at(5, 2, 2027))
    actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(5, 3, 2027))
    paid = advance(scheme, 2027, 70, accountant, at(5, 4, 2027))

    account = line_of(scheme, 2027).account
    assert said(silent) == [
        "Tạm ứng lần tiếp theo căn cứ tiến độ: chưa có báo cáo tiến độ được Sở xác nhận."
    ]
    assert (paid.kind, account.advance_percent) == ("next", 70)
    assert "điểm b khoản 2 Điều 15" in paid.explanation
    accept(scheme, 2027, centre_officer, province_officer, at(9, 1, 2027))
    voucher(scheme, 2027, accountant)
    told = actions.settle(fresh(scheme), kept(2027, "9"), by=accountant, at=at(12, 20, 2027))
    assert fresh(scheme).state == "settled"
    assert [entry.account.year for entry in told.entries.all()] == [2027]
    actions.cancel_settlement(told, reason="Nhầm.", by=accountant, at=at(12, 21, 2027))
    assert [line_of(scheme, year).account.stage for year in (2026, 2027)] == ["settled", "accepted"]


def test_without_money_for_the_next_year_the_acceptance_is_ended(
    focal, centre_officer, province_officer
):
    with pytest.raises(NotReady) as early:
        actions.finish_acceptance(focal, reason="Hết vốn.", by=province_officer, at=at(8, 1))
    accept(focal, 2026, centre_officer, province_officer, at(9, 1))
    waiting = fresh(focal).state
    todos = [
        one.sentence for one in queries.overview_of(fresh(focal), today=date(2026, 9, 2)).todos
    ]
    with pytest.raises(NotReady) as silent:
        actions.finish_acceptance(focal, reason=" ", by=province_officer, at=at(12, 1))
    actions.finish_acceptance(focal, reason="Không bố trí vốn.", by=province_officer, at=at(12, 1))

    assert (waiting, fresh(focal).state) == ("under_way", "accepted")
    assert todos[-3:] == [
        "Quyết toán kinh phí năm 2026 đã nghiệm thu.",
        "Kinh phí năm 2027: khi kế hoạch năm đã giao thì ký phụ lục hợp đồng.",
        "Nếu các năm sau không được giao kinh phí: kết thúc nghiệm thu.",
    ]
    assert said(early) == ["Còn địa điểm theo hợp đồng chưa nghiệm thu."]
    assert said(silent) == ["Phải ghi lý do không thực hiện phần của các năm sau."]


def test_the_pages_of_the_years(second_year, sign_in, centre_officer, province_officer, accountant):
    base = f"/thuc-hien/{second_year.code}/"
    with time_machine.travel("2027-03-02 09:00+07:00", tick=False):
        form = sign_in(centre_officer).get(f"{base}hop-dong/phu-luc/").context["form"]
        money = sign_in(accountant).get(base).content.decode()
        shown = sign_in(accountant).get(f"{base}nghiem-thu/").content.decode()
        year = sign_in(accountant).get(f"{base}quyet-toan/nam/2026/")
        told = sign_in(accountant).post(
            f"{base}quyet-toan/nam/2026/", {"number": "9", "settled_on": "2/3/2027"}
        )
        ending = sign_in(province_officer).post(
            f"{base}nghiem-thu/ket-thuc/", {"reason": "Không bố trí vốn."}, follow=True
        )

    assert [line.account.year for line in form.lines] == [2027]
    assert "Biên bản quyết toán năm 2026 số 8" in shown
    assert "Thanh toán số còn lại cho Máy 2026, HTX A" in money
    assert "Tạm ứng cho Máy 2026" not in money
    assert "Quyết toán kinh phí năm 2026" in year.content.decode()
    assert [one.sentence for one in told.context["missing"]] == [
        "Năm 2026 chưa nghiệm thu hết, đã quyết toán, hoặc là năm duy nhất."
    ]
    assert [str(one) for one in ending.context["messages"]] == [
        "Đề án đã nghiệm thu; bước tiếp theo là thanh lý, quyết toán."
    ]

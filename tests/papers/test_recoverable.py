"""Recoverable support on papers: it comes back by its schedule, apart from what is owed."""

from datetime import date

import pytest

from khuyencong.delivery import actions
from khuyencong.delivery.actions import InstalmentFacts, RepaymentFacts, Terms
from tests.delivery.conftest import (
    MILLION,
    SETTLED,
    acceptance_facts,
    at,
    contract_facts,
    fresh,
    key,
    line_of,
    plan_scheme,
    tick,
    voucher_facts,
)

from .test_writing import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(law, province, centre_officer):
    """200 million of the province that come back in two years, under contract."""
    scheme = plan_scheme(province, centre_officer.organisation, tier="province", kind="recoverable")
    terms = {line_of(scheme).pk: Terms(70, "Hợp đồng")}
    actions.sign(scheme, contract_facts(scheme, terms=terms), by=centre_officer, at=at(3, 10))
    halves = [InstalmentFacts(date(year, 6, 30), 100 * MILLION) for year in (2027, 2028)]
    source = key(scheme, "recoverable")
    actions.set_schedule(scheme, source, halves, by=centre_officer, at=at(3, 11))
    return fresh(scheme)


@pytest.fixture
def settled(signed, centre_officer, province_officer, accountant):
    """Paid, accepted and settled whole; 30 million have come back."""
    scheme, source = signed, key(signed, "recoverable")
    actions.start(scheme, by=centre_officer, at=at(3, 12))
    for stage in ("first_advance", "remaining"):
        tick(scheme, line_of(scheme), stage, centre_officer, at(8, 1))
    facts = acceptance_facts(scheme, recoverable=200, counterpart=300)
    actions.accept(line_of(scheme), facts, by=province_officer, at=at(9, 1))
    paid = actions.AdvanceFacts(
        document="UNC", paid_on=date(2026, 9, 4), amounts={source: 200 * MILLION}
    )
    actions.advance(line_of(scheme), paid, by=accountant, at=at(9, 4))
    voucher = voucher_facts(scheme, 200, source=source)
    actions.save_voucher(fresh(scheme), voucher, by=centre_officer, at=at(9, 9))
    actions.settle(fresh(scheme), SETTLED, by=accountant, at=at(10, 1))
    back = RepaymentFacts(
        source=source, amount_vnd=30 * MILLION, document="GNT 01", paid_on=date(2026, 10, 9)
    )
    actions.repay(fresh(scheme), back, by=accountant, at=at(10, 9))
    return fresh(scheme)


def test_the_contract_tells_when_the_support_comes_back(signed, write):
    assert (
        "Phần hỗ trợ có thu hồi, 200.000.000 đồng (Hai trăm triệu đồng), bên B hoàn trả ngân sách "
        "theo lịch: ngày 30/06/2027: 100.000.000 đồng; ngày 30/06/2028: 100.000.000 đồng."
    ) in words(write(signed, "contract"))


@pytest.mark.parametrize("kind", ["liquidation_minutes", "reconciliation"])
def test_what_comes_back_by_its_schedule_is_not_owed_by_who_paid(settled, write, kind):
    said = words(write(settled, kind))

    assert "Hai bên không còn phải thanh toán hay nộp trả khoản nào." not in said
    assert (
        "Ngoài phần hỗ trợ có thu hồi, hai bên không còn phải thanh toán hay nộp trả khoản nào."
    ) in said
    assert (
        "Hỗ trợ có thu hồi bên B còn phải hoàn trả theo lịch: 170.000.000 đồng (Một trăm bảy mươi "
        "triệu đồng)."
    ) in said


def test_nothing_more_is_asked_for_what_has_come_back(settled, write):
    assert words(write(settled, "payment_sheet"))[-1] == (
        "Số tiền đề nghị thanh toán: 0 đồng (Không đồng)."
    )

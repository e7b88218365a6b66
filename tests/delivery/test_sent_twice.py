"""A button pressed twice does its deed once: the second form is told so, and books nothing."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from khuyencong.delivery import actions
from khuyencong.delivery.actions import NotReady
from khuyencong.delivery.models import Advance, Contract, Voucher
from khuyencong.schemes.models import StepTaken
from tests.delivery.conftest import (
    MILLION,
    advance_facts,
    at,
    key,
    line_of,
    report,
    said,
    tick,
    voucher_facts,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-09-20 09:00+07:00", tick=False):
        yield


@pytest.fixture
def payable(under_way, centre_officer, province_officer):
    """Everything that an advance asks for is there."""
    told = report(under_way, "80", centre_officer, at(4, 2))
    actions.confirm_progress(told, opinion="Đúng.", by=province_officer, at=at(4, 3))
    tick(under_way, line_of(under_way), "first_advance", centre_officer, at(4, 3))
    return under_way


def pressed_twice(client, name, scheme, data, *more):
    """The statuses of the same form sent twice: 302 where it was taken, 200 where it was not."""
    address = reverse(f"delivery:{name}", args=[scheme.code, *more])
    return [client.post(address, data).status_code for _ in range(2)]


def test_a_contract_is_signed_and_work_is_started_once(planned, sign_in, centre_officer):
    client = sign_in(centre_officer)
    contract = {
        "number": "12/HĐ-KC",
        "signed_on": "10/3/2026",
        "party": "HTX Vinh Lộc",
        "starts_on": "10/3/2026",
        "ends_on": "31/12/2026",
        key(planned): "200 triệu",
        key(planned, "counterpart"): "300 triệu",
        f"percent-{line_of(planned).pk}": "",
    }

    assert pressed_twice(client, "contract_sign", planned, contract)[1:] == [200]
    assert pressed_twice(client, "start", planned, {"note": ""})[1:] == [200]
    steps = list(StepTaken.objects.filter(scheme=planned).values_list("name", flat=True))
    assert (Contract.objects.count(), steps[1:]) == (1, ["contract", "start"])


def test_an_advance_is_paid_once(payable, sign_in, accountant):
    data = {"document": "UNC 01", "paid_on": "4/5/2026", key(payable): "40 triệu"}
    line = line_of(payable).pk

    answers = pressed_twice(sign_in(accountant), "advance_add", payable, data, line)

    assert (answers, [one.amount_vnd for one in Advance.objects.all()]) == (
        [302, 200],
        [40 * MILLION],
    )


def test_an_advance_by_another_order_is_another_advance(payable, accountant):
    line = line_of(payable)
    for changes in ({}, {"document": "UNC 02"}, {"paid_on": date(2026, 5, 5)}):
        facts = advance_facts(payable, 40, **changes)
        actions.advance(line, facts, by=accountant, at=at(5, 6))

    with pytest.raises(NotReady) as caught:
        actions.advance(line, advance_facts(payable, 40), by=accountant, at=at(5, 7))
    assert said(caught) == [
        "Chứng từ UNC 01 ngày 04/05/2026, 40.000.000 đồng, đã ghi rồi. Nếu là lần khác, hãy ghi số "
        "chứng từ của lần đó."
    ]


def test_a_cancelled_advance_may_be_entered_again(payable, accountant):
    line = line_of(payable)
    paid = actions.advance(line, advance_facts(payable, 40), by=accountant, at=at(5, 6))
    actions.cancel_advance(paid, reason="Nhầm nguồn", by=accountant, at=at(5, 7))

    actions.advance(line, advance_facts(payable, 40), by=accountant, at=at(5, 8))

    assert Advance.objects.count() == 1


def test_a_voucher_is_listed_once_and_may_be_saved_again(under_way, sign_in, centre_officer):
    data = {
        "source": key(under_way),
        "item": "Mua máy",
        "number": "HĐ 0001",
        "dated_on": "1/8/2026",
        "amount_vnd": "100 triệu",
        "disallowed_vnd": "",
        "reason": "",
    }
    client = sign_in(centre_officer)

    answers = pressed_twice(client, "voucher_list", under_way, data)
    voucher = Voucher.objects.get()
    again = pressed_twice(client, "voucher_edit", under_way, data, voucher.pk)

    assert (answers, again) == ([302, 200], [302, 302])


def test_a_part_of_an_invoice_for_another_item_is_another_voucher(under_way, centre_officer):
    for changes in ({}, {"item": "Vận chuyển"}, {"number": "HĐ 0002"}):
        facts = voucher_facts(under_way, 10, **changes)
        actions.save_voucher(under_way, facts, by=centre_officer, at=at(9, 1))

    with pytest.raises(NotReady, match="đã kê với cùng nguồn và số tiền"):
        actions.save_voucher(
            under_way, voucher_facts(under_way, 10), by=centre_officer, at=at(9, 2)
        )
    assert Voucher.objects.count() == 3

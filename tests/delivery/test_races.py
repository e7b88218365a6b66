"""Two people do the same thing at the same moment, each in a transaction of their own."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.db import connection, transaction

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import NotReady
from khuyencong.delivery.models import Acceptance, Advance, Contract, Settlement
from khuyencong.delivery.queries import Stage
from khuyencong.funding.actions import Refused
from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations
from tests.delivery.conftest import (
    MILLION,
    SETTLED,
    acceptance_facts,
    advance_facts,
    at,
    contract_facts,
    fresh,
    line_of,
    plan_scheme,
    report,
    tick,
    voucher_facts,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def planned(transactional_db, province, centre_officer):
    """Committed, as every thread has a connection of its own."""
    units_within_ids.cache_clear()
    regulations.load_regulations(on=date(2026, 1, 1))
    with transaction.atomic():
        return plan_scheme(province, centre_officer.organisation)


def at_once(*deeds):
    """Run the deeds in threads that start together; what each was refused with, or nothing."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            deed()
        except (NotReady, Refused) as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(deeds)) as threads:
        return sorted(threads.map(run, deeds))


def sums(scheme):
    (grant,) = [cell for cell in queries.cells_of(scheme) if cell.kind == "grant"]
    return {nature: amount // MILLION for nature, amount in grant.sums.items() if amount}


def test_of_two_who_do_the_same_exactly_one_wins(
    planned, centre_officer, province_officer, accountant
):
    told = {}

    def twice(name, deed):
        told[name] = at_once(deed, deed)

    facts = contract_facts(planned)
    twice("sign", lambda: actions.sign(planned, facts, by=centre_officer, at=at(3, 10)))
    scheme = fresh(planned)
    line = line_of(scheme)
    actions.start(scheme, by=centre_officer, at=at(3, 12))
    one = report(scheme, "80", centre_officer, at(5, 2))
    actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(5, 3))
    for stage in (Stage.FIRST_ADVANCE, Stage.REMAINING):
        tick(scheme, line, stage, centre_officer, at(5, 3))
    first = advance_facts(scheme, 100)
    actions.advance(line, first, by=accountant, at=at(5, 4))
    orders = [advance_facts(scheme, 40, document=document) for document in ("UNC 02", "UNC 03")]
    told["advance"] = at_once(
        *(partial(actions.advance, line, one, by=accountant, at=at(5, 5)) for one in orders)
    )
    minutes = acceptance_facts(scheme, grant=200, counterpart=300)
    twice("accept", lambda: actions.accept(line, minutes, by=province_officer, at=at(9, 1)))
    actions.save_voucher(scheme, voucher_facts(scheme, 150), by=accountant, at=at(9, 9))
    twice("settle", lambda: actions.settle(scheme, SETTLED, by=accountant, at=at(10, 1)))
    paid = advance_facts(scheme, 10, document="UNC 04", paid_on=date(2026, 10, 2))
    twice("pay", lambda: actions.pay_settled(line, paid, by=accountant, at=at(10, 2)))
    rest = Advance.objects.get(kind="payment")
    twice(
        "cancel", lambda: actions.cancel_advance(rest, reason="Nhầm", by=accountant, at=at(10, 3))
    )

    where = "đề án đang ở tình trạng"
    assert [outcomes[0] for outcomes in told.values()] == [""] * 6
    assert {name: outcomes[1].lower() for name, outcomes in told.items()} == {
        "sign": "đề án đã có hợp đồng: thay đổi thì lập phụ lục.",
        "advance": (
            "không tạm ứng thêm được 40.000.000 đồng (nguồn quốc gia): số tạm ứng tối đa 70% theo "
            "quy định là 140.000.000 đồng, chỉ còn 0 đồng."
        ),
        "accept": (
            f"{where} «đã nghiệm thu»; việc này chỉ làm khi «đang thực hiện», «ngừng triển khai»."
        ),
        "settle": (
            f"{where} «đã thanh lý, quyết toán»; việc này chỉ làm khi «đã nghiệm thu», «ngừng "
            "triển khai»."
        ),
        "pay": "máy sấy, htx vinh lộc, nguồn quốc gia: chỉ còn phải chi 0 đồng.",
        "cancel": "việc này đã được hủy.",
    }
    assert [model.objects.count() for model in (Contract, Advance, Acceptance, Settlement)] == [
        1,
        2,
        1,
        1,
    ]
    assert sums(scheme) == {
        "allocated": 200,
        "contracted": 200,
        "advanced": 140,
        "disbursed": 140,
        "accepted": 200,
        "settled": 150,
    }


def test_a_settlement_and_a_correction_do_not_both_happen(
    planned, centre_officer, province_officer, accountant
):
    actions.sign(planned, contract_facts(planned), by=centre_officer, at=at(3, 10))
    actions.start(planned, by=centre_officer, at=at(3, 12))
    scheme, line = fresh(planned), line_of(planned)
    tick(scheme, line, Stage.REMAINING, centre_officer, at(8, 1))
    actions.save_voucher(scheme, voucher_facts(scheme, 150), by=accountant, at=at(8, 9))
    outcomes = set()
    for _ in range(4):
        minutes = acceptance_facts(scheme, grant=200, counterpart=300)
        told = actions.accept(line, minutes, by=province_officer, at=at(9, 1))

        def undo(told=told):
            actions.cancel_acceptance(told, reason="Nhầm.", by=province_officer, at=at(10, 1))

        said = at_once(lambda: actions.settle(scheme, SETTLED, by=accountant, at=at(10, 1)), undo)
        state = fresh(scheme).state
        outcomes.add((*said, state))
        if state == "settled":
            settlement = Settlement.objects.get()
            actions.cancel_settlement(settlement, reason="x", by=accountant, at=at(10, 2))
            undo()

    won = "Đã quyết toán (Biên bản thanh lý số 09/BB-TL, ngày 01/10/2026): hủy biên bản đó trước."
    lost = (
        "Đề án đang ở tình trạng «Đang thực hiện»; việc này chỉ làm khi «Đã nghiệm thu», «Ngừng "
        "triển khai»."
    )
    assert outcomes <= {("", won, "settled"), ("", lost, "under_way")}
    assert fresh(scheme).state == "under_way"

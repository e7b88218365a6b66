"""Acceptance place by place, settlement by voucher, what comes back, force majeure."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import (
    InstalmentFacts,
    NotReady,
    RepaymentFacts,
    SettlementFacts,
)
from khuyencong.delivery.models import Instalment, Voucher
from khuyencong.delivery.queries import Stage
from khuyencong.funding.actions import AcceptanceExceeded, RepaymentExceeded
from khuyencong.schemes import actions as schemes
from tests.delivery.conftest import (
    MILLION,
    SETTLED,
    acceptance_facts,
    advance_facts,
    at,
    contract_facts,
    fresh,
    key,
    ledger,
    line_of,
    plan_scheme,
    report,
    said,
    tick,
    voucher_facts,
)

pytestmark = pytest.mark.django_db


def pay_first(scheme, millions, centre_officer, province_officer, accountant):
    """Report, confirm, hand in, advance."""
    one = report(scheme, "80", centre_officer, at(5, 2))
    actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(5, 3))
    tick(scheme, line_of(scheme), Stage.FIRST_ADVANCE, centre_officer, at(5, 3))
    facts = advance_facts(scheme, millions)
    actions.advance(line_of(scheme), facts, by=accountant, at=at(5, 4))


@pytest.fixture
def accepted(under_way, centre_officer, province_officer, accountant):
    """140 million advanced, all accepted."""
    pay_first(under_way, 140, centre_officer, province_officer, accountant)
    line = line_of(under_way)
    tick(under_way, line, Stage.REMAINING, centre_officer, at(9, 1))
    facts = acceptance_facts(under_way, grant=200, counterpart=300)
    actions.accept(line, facts, by=province_officer, at=at(9, 1))
    return fresh(under_way)


def test_acceptance_asks_for_the_list_of_its_kind(under_way, province_officer):
    facts = acceptance_facts(under_way, grant=200)

    with pytest.raises(NotReady) as caught:
        actions.accept(line_of(under_way), facts, by=province_officer, at=at(9, 1))

    assert said(caught) == [
        "Thiếu «Hợp đồng mua máy móc».",
        "Thiếu «Biên bản nghiệm thu và thanh lý hợp đồng mua máy móc».",
    ]


def test_acceptance_posts_every_source_and_the_last_place_takes_the_step(
    law, province, centre_officer, province_officer
):
    names = ("HTX A", "HTX B")
    scheme = plan_scheme(province, centre_officer.organisation, names=names)
    actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))
    actions.start(scheme, by=centre_officer, at=at(3, 12))
    states = []
    for name in names:
        line = line_of(scheme, name)
        tick(scheme, line, Stage.REMAINING, centre_officer, at(8, 1))
        facts = acceptance_facts(scheme, name, grant=180, counterpart=300)
        actions.accept(line, facts, by=province_officer, at=at(9, 1))
        states.append(fresh(scheme).state)

    assert states == ["under_way", "accepted"]
    assert (
        ledger(scheme, "accepted")
        == [
            ("accepted", "grant", "national", 180),
            ("accepted", "counterpart", "", 300),
        ]
        * 2
    )
    assert scheme.history.get(name="accept").decision_number == "05/BB-NT"


def test_more_than_the_contract_is_not_accepted(under_way, centre_officer, province_officer):
    line = line_of(under_way)
    tick(under_way, line, Stage.REMAINING, centre_officer, at(8, 1))
    facts = acceptance_facts(under_way, grant=201)

    with pytest.raises(AcceptanceExceeded, match="chỉ còn 200.000.000"), transaction.atomic():
        actions.accept(line, facts, by=province_officer, at=at(9, 1))

    assert fresh(under_way).state == "under_way"


@pytest.mark.parametrize(
    ("millions", "day", "sentence"),
    [
        ({}, at(9, 1), "Phải ghi kinh phí hỗ trợ được nghiệm thu."),
        ({"grant": 1}, at(8, 30), "Ngày nghiệm thu 01/09/2026 ở tương lai."),
    ],
)
def test_an_acceptance_that_makes_no_sense_is_refused(
    under_way, centre_officer, province_officer, millions, day, sentence
):
    line = line_of(under_way)
    tick(under_way, line, Stage.REMAINING, centre_officer, at(8, 1))

    with pytest.raises(NotReady) as caught:
        actions.accept(line, acceptance_facts(under_way, **millions), by=province_officer, at=day)

    assert said(caught) == [sentence]


def test_a_place_is_accepted_once(law, province, centre_officer, province_officer):
    scheme = plan_scheme(province, centre_officer.organisation, names=("HTX A", "HTX B"))
    actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))
    actions.start(scheme, by=centre_officer, at=at(3, 12))
    line = line_of(scheme, "HTX A")
    tick(scheme, line, Stage.REMAINING, centre_officer, at(8, 1))
    facts = acceptance_facts(scheme, "HTX A", grant=180)
    actions.accept(line, facts, by=province_officer, at=at(9, 1))

    with pytest.raises(NotReady) as caught:
        actions.accept(line, facts, by=province_officer, at=at(9, 1))

    assert said(caught) == ["Máy sấy, HTX A: đã nghiệm thu."]


def test_settlement_waits_for_vouchers_within_what_was_accepted(accepted, accountant):
    with pytest.raises(NotReady) as without:
        actions.settle(accepted, SETTLED, by=accountant, at=at(10, 1))
    actions.save_voucher(accepted, voucher_facts(accepted, 210), by=accountant, at=at(9, 9))
    with pytest.raises(NotReady) as over:
        actions.settle(accepted, SETTLED, by=accountant, at=at(10, 1))

    name = "Máy sấy, HTX Vinh Lộc, nguồn quốc gia"
    assert (said(without), said(over)) == (
        [f"{name}: chưa có chứng từ nào."],
        [
            f"{name}: chứng từ vượt số nghiệm thu 10.000.000 đồng; ghi phần vượt vào số không "
            "được quyết toán."
        ],
    )


def test_settlement_by_item_and_the_unjustified_advance_comes_back(
    accepted, centre_officer, accountant
):
    voucher = actions.save_voucher(
        accepted, voucher_facts(accepted, 90), by=centre_officer, at=at(9, 9)
    )
    changed = voucher_facts(
        accepted, 150, disallowed_vnd=30 * MILLION, reason="Hóa đơn trước hợp đồng"
    )
    actions.save_voucher(accepted, changed, by=accountant, at=at(9, 9), voucher=voucher)
    other = voucher_facts(accepted, 280, source=key(accepted, "counterpart"), number="HĐ 2")
    actions.save_voucher(accepted, other, by=accountant, at=at(9, 9))

    told = actions.settle(accepted, SETTLED, by=accountant, at=at(10, 1))

    scheme = fresh(accepted)
    grant, counterpart = queries.cells_of(scheme)
    assert ledger(scheme, "settled") == [
        ("settled", "grant", "national", 120),
        ("settled", "counterpart", "", 280),
    ]
    assert (scheme.state, told.number, grant.unjustified_vnd) == (
        "settled",
        "09/BB-TL",
        20 * MILLION,
    )
    assert [
        (one.label, one.advanced_vnd, one.accepted_vnd, one.settled_vnd, one.difference_vnd)
        for one in queries.reconciliation([grant, counterpart])
    ] == [
        ("Nguồn quốc gia", 140 * MILLION, 200 * MILLION, 120 * MILLION, -20 * MILLION),
        ("Vốn đối ứng", 0, 300 * MILLION, 280 * MILLION, 0),
    ]
    with pytest.raises(NotReady) as more:
        actions.repay(scheme, _back(scheme, 21), by=accountant, at=at(10, 9))
    actions.repay(scheme, _back(scheme, 20), by=accountant, at=at(10, 9))
    assert said(more) == [
        "Máy sấy, HTX Vinh Lộc, nguồn quốc gia: chỉ còn phải thu hồi 20.000.000 đồng."
    ]
    assert ledger(scheme, "repaid") == [("repaid", "grant", "national", 20)]


def _back(scheme, millions, kind="grant"):
    return RepaymentFacts(
        source=key(scheme, kind),
        amount_vnd=millions * MILLION,
        document="GNT 01",
        paid_on=date(2026, 10, 9),
    )


def test_counterpart_without_vouchers_is_settled_as_accepted(accepted, accountant):
    actions.save_voucher(accepted, voucher_facts(accepted, 200), by=accountant, at=at(9, 9))

    actions.settle(accepted, SETTLED, by=accountant, at=at(10, 1))

    assert ledger(accepted, "settled") == [
        ("settled", "grant", "national", 200),
        ("settled", "counterpart", "", 300),
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"source": "x"}, "Đề án không có nguồn này."),
        ({"dated_on": date(2026, 12, 1)}, "Ngày chứng từ 01/12/2026 ở tương lai."),
        (
            {"disallowed_vnd": 300 * MILLION},
            "Số không được quyết toán phải từ 0 đến số tiền của chứng từ.",
        ),
        ({"disallowed_vnd": 1}, "Phải ghi lý do không quyết toán."),
    ],
)
def test_a_voucher_that_makes_no_sense_is_refused(accepted, accountant, changes, sentence):
    facts = voucher_facts(accepted, 200, **changes)

    with pytest.raises(NotReady) as caught:
        actions.save_voucher(accepted, facts, by=accountant, at=at(9, 9))

    assert said(caught) == [sentence]


def test_a_voucher_is_taken_out_until_the_scheme_is_settled(accepted, accountant):
    kept, gone = (
        actions.save_voucher(
            accepted, voucher_facts(accepted, 200, number=number), by=accountant, at=at(9, 9)
        )
        for number in ("HĐ 0001", "HĐ 0002")
    )
    actions.remove_voucher(gone)
    actions.settle(accepted, SETTLED, by=accountant, at=at(10, 1))
    with pytest.raises(NotReady):
        actions.remove_voucher(kept)

    assert list(Voucher.objects.all()) == [kept]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            SettlementFacts(
                number="1", settled_on=date(2026, 10, 1), is_force_majeure=True, reason="Bão."
            ),
            "Bất khả kháng chỉ áp dụng cho đề án đã có quyết định ngừng triển khai.",
        ),
        (
            SettlementFacts(number="1", settled_on=date(2026, 11, 1)),
            "Ngày thanh lý 01/11/2026 ở tương lai.",
        ),
    ],
)
def test_a_settlement_that_makes_no_sense_is_refused(accepted, accountant, facts, sentence):
    actions.save_voucher(accepted, voucher_facts(accepted, 200), by=accountant, at=at(9, 9))

    with pytest.raises(NotReady) as caught:
        actions.settle(accepted, facts, by=accountant, at=at(10, 1))

    assert said(caught) == [sentence]


@pytest.fixture
def stopped(under_way, centre_officer, province_officer, accountant, ministry_officer):
    """Stopped half-way by the Ministry, 100 million advanced."""
    pay_first(under_way, 100, centre_officer, province_officer, accountant)
    decision = schemes.Decision("99/QĐ-BCT", date(2026, 6, 1))
    schemes.take_step(
        under_way, "stop", by=ministry_officer, at=at(6, 1), note="Bão.", decision=decision
    )
    return fresh(under_way)


FORCE_MAJEURE = SettlementFacts(
    number="10/BB-TL", settled_on=date(2026, 10, 1), is_force_majeure=True, reason="Bão số 3."
)


def test_a_scheme_stopped_by_force_majeure_is_settled_by_the_work_done(
    stopped, centre_officer, province_officer, accountant
):
    facts = acceptance_facts(stopped, grant=80, counterpart=100)
    minutes = actions.accept(line_of(stopped), facts, by=province_officer, at=at(9, 1))
    actions.save_voucher(stopped, voucher_facts(stopped, 80), by=accountant, at=at(9, 9))
    with pytest.raises(NotReady) as caught:
        actions.settle(stopped, FORCE_MAJEURE, by=accountant, at=at(10, 1))
    tick(stopped, None, Stage.FORCE_MAJEURE, centre_officer, at(9, 9))

    actions.settle(stopped, FORCE_MAJEURE, by=accountant, at=at(10, 1))

    scheme = fresh(stopped)
    assert minutes.is_partial
    assert [one.partition("»")[0] for one in said(caught)] == [
        "Thiếu «Văn bản giải trình của đơn vị thực hiện đề án",
        "Thiếu «Biên bản nghiệm thu xác nhận khối lượng đã thực hiện của Sở Công Thương, Ủy ban "
        "nhân dân cấp huyện hoặc cấp xã nơi thực hiện đề án",
        "Thiếu «Chứng từ chi cho khối lượng công việc đã thực hiện theo quy định",
    ]
    assert (scheme.state, ledger(scheme, "settled")) == (
        "terminated",
        [("settled", "grant", "national", 80), ("settled", "counterpart", "", 100)],
    )
    assert queries.cells_of(scheme)[0].unjustified_vnd == 20 * MILLION


def test_a_scheme_stopped_for_another_reason_gives_everything_back(
    stopped, province_officer, accountant
):
    facts = acceptance_facts(stopped, grant=80)
    actions.accept(line_of(stopped), facts, by=province_officer, at=at(9, 1))
    voucher = actions.save_voucher(stopped, voucher_facts(stopped, 80), by=accountant, at=at(9, 9))
    plain = SettlementFacts(number="1", settled_on=date(2026, 10, 1), reason="Sai phạm.")
    with pytest.raises(NotReady) as silent:
        actions.settle(stopped, SETTLED, by=accountant, at=at(10, 1))
    with pytest.raises(NotReady) as caught:
        actions.settle(stopped, plain, by=accountant, at=at(10, 1))
    none = voucher_facts(stopped, 80, disallowed_vnd=80 * MILLION, reason="Sai phạm")
    actions.save_voucher(stopped, none, by=accountant, at=at(9, 9), voucher=voucher)

    actions.settle(stopped, plain, by=accountant, at=at(10, 1))

    assert (said(silent), said(caught)) == (
        ["Đề án ngừng triển khai: phải ghi lý do, giải trình."],
        [
            "Đề án ngừng không do bất khả kháng thì không quyết toán theo khối lượng đã làm (khoản "
            "4 Điều 18 Thông tư 36/2013): ghi mọi chứng từ là không được quyết toán."
        ],
    )
    assert ledger(stopped, "settled") == []
    assert queries.cells_of(fresh(stopped))[0].unjustified_vnd == 100 * MILLION


def test_a_grant_comes_back_only_after_settlement(accepted, accountant):
    with pytest.raises(NotReady) as caught:
        actions.repay(accepted, _back(accepted, 1), by=accountant, at=at(10, 9))

    assert said(caught) == ["Kinh phí không thu hồi chỉ nộp lại sau khi thanh lý, quyết toán."]


@pytest.fixture
def recoverable(law, province, centre_officer, province_officer, accountant):
    """200 million that come back, all under contract, 140 paid out."""
    scheme = plan_scheme(province, centre_officer.organisation, kind="recoverable")
    actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))
    actions.start(scheme, by=centre_officer, at=at(3, 12))
    one = report(scheme, "80", centre_officer, at(5, 2))
    actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(5, 3))
    tick(scheme, line_of(scheme), Stage.FIRST_ADVANCE, centre_officer, at(5, 3))
    source = key(scheme, "recoverable")
    facts = actions.AdvanceFacts(
        document="UNC", paid_on=date(2026, 5, 4), amounts={source: 140 * MILLION}
    )
    actions.advance(line_of(scheme), facts, by=accountant, at=at(5, 4))
    return fresh(scheme)


def halves(first=100, second=100):
    return [
        InstalmentFacts(date(2028, 6, 30), second * MILLION),
        InstalmentFacts(date(2027, 6, 30), first * MILLION),
    ]


def test_recoverable_support_comes_back_by_its_schedule_apart_from_grants(
    recoverable, centre_officer, accountant
):
    source = key(recoverable, "recoverable")
    for amounts in ((120, 80), (100, 100)):
        actions.set_schedule(recoverable, source, halves(*amounts), by=centre_officer, at=at(5, 5))
    actions.repay(recoverable, _back(recoverable, 120, "recoverable"), by=accountant, at=at(10, 9))

    told = queries.overview_of(recoverable, today=date(2028, 7, 1))
    assert [
        (one.instalment.due_on, one.instalment.amount_vnd, one.covered_vnd, one.is_late)
        for one in told.instalments
    ] == [
        (date(2027, 6, 30), 100 * MILLION, 100 * MILLION, False),
        (date(2028, 6, 30), 100 * MILLION, 20 * MILLION, True),
    ]
    assert ledger(recoverable, "repaid") == [("repaid", "recoverable", "national", 120)]
    with pytest.raises(RepaymentExceeded), transaction.atomic():
        actions.repay(
            recoverable, _back(recoverable, 30, "recoverable"), by=accountant, at=at(10, 9)
        )
    with pytest.raises(NotReady) as caught:
        actions.set_schedule(recoverable, source, halves(), by=centre_officer, at=at(11, 1))
    assert said(caught) == ["Đã có khoản hoàn trả: lịch không đổi được nữa."]


def test_a_repayment_is_booked_once_for_its_paper(recoverable, accountant):
    actions.repay(recoverable, _back(recoverable, 20, "recoverable"), by=accountant, at=at(10, 9))

    with pytest.raises(NotReady, match="Chứng từ GNT 01 ngày 09/10/2026, 20.000.000 đồng, đã ghi"):
        actions.repay(
            recoverable, _back(recoverable, 20, "recoverable"), by=accountant, at=at(10, 9)
        )
    assert ledger(recoverable, "repaid") == [("repaid", "recoverable", "national", 20)]


def test_a_schedule_comes_to_what_the_contract_gives(recoverable, centre_officer):
    source = key(recoverable, "recoverable")
    with pytest.raises(NotReady) as caught:
        actions.set_schedule(recoverable, source, halves(10), by=centre_officer, at=at(5, 5))

    assert said(caught) == ["Các kỳ cộng lại là 110.000.000 đồng, hợp đồng là 200.000.000 đồng."]
    assert Instalment.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("grant", "Chỉ hỗ trợ có thu hồi mới có lịch hoàn trả."),
        ("counterpart", "Đề án không có nguồn này."),
    ],
)
def test_only_recoverable_support_has_a_schedule(accepted, centre_officer, kind, sentence):
    source = key(accepted, kind)
    with pytest.raises(NotReady) as caught:
        actions.set_schedule(accepted, source, halves(), by=centre_officer, at=at(9, 5))

    assert said(caught) == [sentence]


def test_deeds_stay_as_they_were_done(accepted):
    with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
        line_of(accepted).acceptances.get().delete()

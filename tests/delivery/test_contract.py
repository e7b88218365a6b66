"""Signing, what the plan allows, appendices that replace and never change."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import AppendixFacts, NotReady, Terms
from khuyencong.delivery.models import Contract
from khuyencong.funding.actions import AdvanceExceeded, ContractExceeded
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme
from tests.delivery.conftest import (
    MILLION,
    amounts,
    at,
    contract_facts,
    fresh,
    key,
    ledger,
    line_of,
    plan_scheme,
    said,
)
from tests.factories.funding import EntryFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


def test_signing_posts_what_is_contracted_takes_the_step_and_copies_the_rule(
    planned, centre_officer
):
    contract = actions.sign(planned, contract_facts(planned), by=centre_officer, at=at(3, 10))

    scheme = fresh(planned)
    step = scheme.history.order_by("-number").first()
    account = line_of(scheme).account
    assert ledger(scheme, "contracted") == [
        ("contracted", "grant", "national", 200),
        ("contracted", "counterpart", "", 300),
    ]
    assert (scheme.state, step.name, step.decision_number, step.decision_date, step.by) == (
        "contracted",
        "contract",
        "12/HĐ-KC",
        date(2026, 3, 10),
        centre_officer,
    )
    assert (account.advance_percent, account.advance_basis) == (
        70,
        "điểm d khoản 2 Điều 13 Thông tư số 36/2013/TT-BCT",
    )
    assert contract.entries.count() == 2


def test_more_than_the_plan_is_refused_with_what_remains_and_nothing_happens(
    planned, centre_officer
):
    facts = contract_facts(planned, amounts=amounts(planned, grant=250))

    with pytest.raises(ContractExceeded) as refused, transaction.atomic():
        actions.sign(planned, facts, by=centre_officer, at=at(3, 10))

    assert (str(refused.value), refused.value.remaining_vnd) == (
        "Không ký hợp đồng thêm được 250.000.000 đồng (nguồn quốc gia): số được phân bổ là "
        "200.000.000 đồng, chỉ còn 200.000.000 đồng.",
        200 * MILLION,
    )
    assert (fresh(planned).state, Contract.objects.count()) == ("planned", 0)
    assert ledger(planned, "contracted") == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"signed_on": date(2026, 3, 11)}, "Ngày ký hợp đồng 11/03/2026 ở tương lai."),
        ({"amounts": {}}, "Hợp đồng phải có kinh phí nhà nước hỗ trợ."),
        ({"amounts": {"0-grant-national": 1}}, "Có số tiền ghi cho nguồn mà đề án không có."),
        ({"ends_on": date(2026, 3, 1)}, "Ngày kết thúc không được trước ngày bắt đầu."),
    ],
)
def test_a_contract_that_makes_no_sense_is_refused(planned, centre_officer, changes, sentence):
    with pytest.raises(NotReady) as caught:
        actions.sign(planned, contract_facts(planned, **changes), by=centre_officer, at=at(3, 10))

    assert said(caught) == [sentence]


def test_a_scheme_without_implementer_or_money_cannot_be_contracted(law, centre_officer):
    scheme = SchemeFactory(start_year=2026)

    with pytest.raises(NotReady) as caught:
        actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))

    assert said(caught) == [
        "Đề án chưa ghi đơn vị thực hiện.",
        "Kế hoạch chưa phân bổ kinh phí cho đề án.",
    ]


def test_a_second_contract_is_an_appendix(signed, centre_officer):
    with pytest.raises(NotReady) as caught:
        actions.sign(signed, contract_facts(signed), by=centre_officer, at=at(3, 10))

    assert said(caught) == ["Đề án đã có hợp đồng: thay đổi thì lập phụ lục."]


def test_a_settled_scheme_is_no_longer_contracted(law, centre_officer):
    scheme = SchemeFactory(state="settled", start_year=2026)

    with pytest.raises(NotReady) as caught:
        actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))

    assert said(caught) == [
        "Đề án đang ở tình trạng «Đã thanh lý, quyết toán»; việc này chỉ làm khi «Đã giao kế "
        "hoạch», «Đã ký hợp đồng», «Đang thực hiện»."
    ]


@pytest.mark.parametrize(
    ("tier", "terms", "outcome"),
    [
        ("national", None, (70, "điểm d khoản 2 Điều 13 Thông tư số 36/2013/TT-BCT")),
        ("national", Terms(50), (50, "điểm d khoản 2 Điều 13 Thông tư số 36/2013/TT-BCT")),
        ("national", Terms(90, "Quyết định số 7/QĐ-CTĐP"), (90, "Quyết định số 7/QĐ-CTĐP")),
        (
            "national",
            Terms(90),
            "Máy sấy, HTX Vinh Lộc: tạm ứng trên 70% (điểm d khoản 2 Điều 13 Thông tư số "
            "36/2013/TT-BCT) phải ghi số quyết định cho phép (khoản 1 Điều 16 Thông tư 36/2013).",
        ),
        ("province", None, "Máy sấy, HTX Vinh Lộc: phải ghi tỷ lệ tạm ứng và căn cứ."),
        ("province", Terms(50), "Máy sấy, HTX Vinh Lộc: tỷ lệ tạm ứng phải ghi căn cứ."),
        ("province", Terms(50, "Quy chế tỉnh"), (50, "Quy chế tỉnh")),
    ],
)
def test_the_advance_agreed_rests_on_the_law_or_on_a_word_of_its_own(
    law, province, centre_officer, tier, terms, outcome
):
    scheme = plan_scheme(province, centre_officer.organisation, tier=tier)
    line = line_of(scheme)
    facts = contract_facts(scheme, terms={line.pk: terms} if terms else {})

    if isinstance(outcome, str):
        with pytest.raises(NotReady) as caught:
            actions.sign(scheme, facts, by=centre_officer, at=at(3, 10))
        assert said(caught) == [outcome]
    else:
        actions.sign(scheme, facts, by=centre_officer, at=at(3, 10))
        account = line_of(scheme).account
        assert (account.advance_percent, account.advance_basis) == outcome


def test_a_scheme_recorded_under_way_has_its_contract_entered_without_a_step(
    planned, centre_officer
):
    for name in ("contract", "start"):
        decision = schemes.Decision("1", date(2026, 3, 1)) if name == "contract" else None
        schemes.take_step(planned, name, by=centre_officer, at=at(3, 9), decision=decision)

    actions.sign(planned, contract_facts(planned), by=centre_officer, at=at(3, 10))

    scheme = fresh(planned)
    assert (scheme.state, scheme.history.filter(name="contract").count()) == ("under_way", 1)


def appendix(scheme: Scheme, **changes):
    return AppendixFacts(
        **{"number": "01", "signed_on": date(2026, 4, 1), "reason": "Giảm giá.", **changes}
    )


def test_an_appendix_replaces_the_amount_and_the_old_one_stays_readable(signed, centre_officer):
    facts = appendix(signed, amounts={key(signed): 150 * MILLION}, ends_on=date(2027, 1, 31))

    added = actions.add_appendix(signed, facts, by=centre_officer, at=at(4, 1))

    assert ledger(signed, "contracted") == [
        ("contracted", "grant", "national", 200),
        ("contracted", "counterpart", "", 300),
        ("contracted", "grant", "national", -200),
        ("contracted", "grant", "national", 150),
    ]
    assert (added.entries.count(), queries.cells_of(signed)[0].contracted_vnd) == (
        2,
        150 * MILLION,
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"signed_on": date(2026, 3, 1)},
            "Ngày ký phụ lục 01/03/2026 trước ngày ký hợp đồng 10/03/2026.",
        ),
        ({"amounts": {"x": 1}}, "Có số tiền ghi cho nguồn mà đề án không có."),
    ],
)
def test_an_appendix_that_makes_no_sense_is_refused(signed, centre_officer, changes, sentence):
    with pytest.raises(NotReady) as caught:
        actions.add_appendix(signed, appendix(signed, **changes), by=centre_officer, at=at(4, 1))

    assert said(caught) == [sentence]


def test_an_appendix_may_tell_in_words_what_was_adjusted(signed, centre_officer):
    added = actions.add_appendix(
        signed, appendix(signed, reason="Thay đơn vị thụ hưởng."), by=centre_officer, at=at(4, 1)
    )

    assert (added.reason, added.ends_on, added.entries.count()) == (
        "Thay đơn vị thụ hưởng.",
        None,
        0,
    )


def test_an_appendix_number_is_used_once(signed, centre_officer):
    facts = appendix(signed, ends_on=date(2027, 1, 31))
    actions.add_appendix(signed, facts, by=centre_officer, at=at(4, 1))

    with pytest.raises(NotReady) as caught:
        actions.add_appendix(signed, facts, by=centre_officer, at=at(4, 1))

    assert said(caught) == ["Hợp đồng đã có phụ lục số 01."]


def test_an_appendix_cannot_go_below_what_is_advanced(signed, centre_officer):
    EntryFactory(
        account=line_of(signed).account, advanced=True, national=True, amount_vnd=140 * MILLION
    )
    facts = appendix(signed, amounts={key(signed): 100 * MILLION})

    with pytest.raises(AdvanceExceeded, match="Không giảm số"), transaction.atomic():
        actions.add_appendix(signed, facts, by=centre_officer, at=at(4, 1))


def test_a_contract_that_was_signed_stays_as_it_was(signed):
    with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
        Contract.objects.update(number="khác")


def test_work_begins_once_there_is_a_contract(signed, law, centre_officer):
    actions.start(signed, by=centre_officer, at=at(3, 12), note="Khởi công.")
    recorded = SchemeFactory(state="contracted", start_year=2026)

    with pytest.raises(NotReady) as caught:
        actions.start(recorded, by=centre_officer, at=at(3, 12))

    assert fresh(signed).state == "under_way"
    assert said(caught) == ["Chưa ghi hợp đồng thực hiện đề án."]

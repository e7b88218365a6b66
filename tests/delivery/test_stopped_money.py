"""A stopped scheme in the figures: before the stop, after it, after its settlement."""

from datetime import date

import pytest

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import FollowUpFacts, NotReady, SettlementFacts
from khuyencong.delivery.queries import Stage
from khuyencong.funding.models import Account
from khuyencong.indicators.address import Address
from khuyencong.indicators.breakdown import behind
from khuyencong.indicators.evaluation import evaluate_all
from khuyencong.schemes import actions as schemes
from tests.delivery.conftest import (
    MILLION,
    acceptance_facts,
    at,
    fresh,
    ledger,
    line_of,
    said,
    tick,
    voucher_facts,
)

pytestmark = pytest.mark.django_db

MEASURES = ("support", "counterpart", "schemes", "beneficiaries", "disbursed")
PLAIN = SettlementFacts(number="1", settled_on=date(2026, 10, 1), reason="Sai phạm.")
STORM = SettlementFacts(
    number="10/BB-TL", settled_on=date(2026, 10, 1), is_force_majeure=True, reason="Bão số 3."
)


def figures(scheme):
    """What the place shows: money in millions, then counts; and the schemes behind its support."""
    place = scheme.province
    told = evaluate_all([Address(measure=one, place=place, records="real") for one in MEASURES])
    support = Address(measure="support", place=place, records="real")
    shown = [(row["record"], row["value"] // MILLION) for row in behind(support)]
    numbers = [one.value // MILLION if one.unit == "VND" else one.value for one in told]
    return numbers, shown


@pytest.fixture
def stop(under_way, ministry_officer):
    def do():
        decision = schemes.Decision("99/QĐ-BCT", date(2026, 6, 1))
        schemes.take_step(
            under_way, "stop", by=ministry_officer, at=at(6, 1), note="Bão.", decision=decision
        )
        return fresh(under_way)

    return do


def test_a_scheme_settled_at_nothing_counts_nothing(under_way, stop, accountant):
    before = figures(under_way)
    stopped = stop()
    after_stop = figures(stopped)

    actions.settle(stopped, PLAIN, by=accountant, at=at(10, 1))

    scheme = fresh(stopped)
    assert (before, after_stop) == (
        ([200, 0, 1, 1, 0], [(scheme.pk, 200)]),
        ([200, 0, 0, 0, 0], [(scheme.pk, 200)]),
    )
    assert figures(scheme) == ([0, 0, 0, 0, 0], [])
    assert (
        scheme.state,
        [one.stage for one in Account.objects.all()],
        ledger(scheme, "settled"),
    ) == (
        "terminated",
        ["settled"],
        [],
    )


def test_what_was_settled_of_the_work_done_still_counts_as_money(
    under_way, stop, centre_officer, province_officer, accountant
):
    stopped = stop()
    facts = acceptance_facts(stopped, grant=80, counterpart=100)
    actions.accept(line_of(stopped), facts, by=province_officer, at=at(9, 1))
    actions.save_voucher(stopped, voucher_facts(stopped, 80), by=accountant, at=at(9, 9))
    tick(stopped, None, Stage.FORCE_MAJEURE, centre_officer, at(9, 9))

    actions.settle(stopped, STORM, by=accountant, at=at(10, 1))

    scheme = fresh(stopped)
    assert figures(scheme) == ([80, 100, 0, 0, 0], [(scheme.pk, 80)])
    assert [(one.name, one.label) for one in scheme.history.order_by("number")][-1] == (
        "terminate",
        "Thanh lý đề án ngừng triển khai",
    )


def test_a_terminated_scheme_is_looked_at_again_and_pays_back(
    under_way, stop, province_officer, accountant, sign_in
):
    scheme = stop()
    actions.settle(scheme, PLAIN, by=accountant, at=at(10, 1))
    told = FollowUpFacts(round=12, visited_on=date(2027, 1, 5), is_running=False)

    actions.follow_up(line_of(scheme), told, by=province_officer, at=at(1, 6, 2027))

    page = sign_in(province_officer).get(f"/de-an/{scheme.code}/").content.decode()
    assert "Đã thanh lý do ngừng triển khai" in page
    assert [one.is_running for one in scheme.followup_rows.all()] == [False]
    assert list(queries.overview_of(fresh(scheme), today=date(2027, 1, 6)).todos) == []
    with pytest.raises(NotReady) as caught:
        actions.evaluate(scheme, by=province_officer, at=at(1, 6, 2027))
    assert said(caught) == [
        "Đề án đang ở tình trạng «Đã thanh lý do ngừng triển khai»; việc này chỉ làm khi «Đã thanh "
        "lý, quyết toán»."
    ]

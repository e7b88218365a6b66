"""«Việc tiếp theo»: what comes next in each state of a scheme's delivery."""

from datetime import date

import pytest

from khuyencong.delivery import actions, queries
from khuyencong.delivery.queries import Stage
from khuyencong.schemes import actions as schemes
from tests.delivery.conftest import (
    SETTLED,
    acceptance_facts,
    advance_facts,
    at,
    fresh,
    line_of,
    report,
    tick,
    voucher_facts,
)
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db

LINE = "Máy sấy, HTX Vinh Lộc"


def next_of(scheme, today=date(2026, 10, 2)):
    """Whose deed, what is said, the page after the scheme's code, whether late."""
    base = f"/thuc-hien/{scheme.code}/"
    return [
        (one.deed, one.sentence, one.url.removeprefix(base), one.is_late)
        for one in queries.overview_of(fresh(scheme), today=today).todos
    ]


@pytest.mark.parametrize(
    ("state", "todos"),
    [
        ("planned", [("contract", "Ký hợp đồng thực hiện đề án.", "hop-dong/", False)]),
        ("contracted", [("contract", "Ghi hợp đồng đã ký của đề án.", "hop-dong/", False)]),
        ("under_way", [("contract", "Ghi hợp đồng đã ký của đề án.", "hop-dong/", False)]),
        ("accepted", [("settle", "Thanh lý hợp đồng, quyết toán.", "quyet-toan/", False)]),
        ("settled", [("evaluate", "Kết thúc đánh giá sau hỗ trợ.", "danh-gia/", False)]),
        ("terminated", []),
        ("evaluated", []),
    ],
)
def test_a_scheme_of_which_only_the_state_is_known(province, state, todos):
    scheme = SchemeFactory(state=state, province=province, start_year=2026)

    assert next_of(scheme) == todos


def test_of_a_stopped_scheme_the_work_done_is_confirmed_and_settled(under_way, ministry_officer):
    decision = schemes.Decision("99/QĐ-UBND", date(2026, 6, 1))
    schemes.take_step(
        under_way, "stop", by=ministry_officer, at=at(6, 1), note="Bão.", decision=decision
    )

    assert next_of(under_way) == [
        (
            "accept",
            f"{LINE}: nghiệm thu phần đã làm.",
            f"nghiem-thu/{line_of(under_way).pk}/",
            False,
        ),
        ("settle", "Thanh lý hợp đồng, quyết toán.", "quyet-toan/", False),
    ]


def test_after_the_settlement_what_was_paid_too_much_comes_back(
    under_way, centre_officer, province_officer, accountant
):
    line = line_of(under_way)
    told = report(under_way, "80", centre_officer, at(5, 2))
    actions.confirm_progress(told, opinion="Đúng.", by=province_officer, at=at(5, 3))
    for stage in (Stage.FIRST_ADVANCE, Stage.REMAINING):
        tick(under_way, line, stage, centre_officer, at(5, 3))
    actions.advance(line, advance_facts(under_way, 140), by=accountant, at=at(5, 4))
    facts = acceptance_facts(under_way, grant=200, counterpart=300)
    actions.accept(line, facts, by=province_officer, at=at(9, 1))
    accepted = next_of(under_way, date(2027, 2, 1))
    actions.save_voucher(under_way, voucher_facts(under_way, 130), by=accountant, at=at(9, 9))
    actions.settle(fresh(under_way), SETTLED, by=accountant, at=at(10, 1))

    assert accepted == [
        (
            "settle",
            "Thanh lý hợp đồng, quyết toán: hoàn thành việc lập hồ sơ quyết toán chậm nhất "
            "16/09/2026; thanh lý hợp đồng và quyết toán kinh phí chậm nhất 22/01/2027.",
            "quyet-toan/",
            True,
        )
    ]
    assert next_of(under_way) == [
        (
            "repay",
            f"{LINE}, nguồn quốc gia: thu hồi 10.000.000 đồng đã tạm ứng nhưng không được quyết "
            "toán.",
            "hoan-tra/",
            False,
        ),
        (
            "follow_up",
            f"{LINE}: đánh giá sau 12 tháng (từ ngày 01/09/2027).",
            f"danh-gia/{line.pk}/",
            False,
        ),
    ]

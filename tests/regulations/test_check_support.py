"""An amount against its norm: percent of a cost, ceiling per unit, multiplier, and the reasons."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.regulations.models import CostNorm, LegalDocument
from khuyencong.regulations.queries import (
    SupportLine,
    Verdict,
    check_line,
    check_support,
)

pytestmark = pytest.mark.usefixtures("law")

MILLION = 1_000_000
IN_2016, IN_2021, IN_2025 = date(2016, 6, 1), date(2021, 6, 1), date(2025, 6, 1)


def machine(requested: int, cost: int | None, units: int = 1, **flags: bool) -> SupportLine:
    base = None if cost is None else cost * MILLION
    return SupportLine("machinery", requested * MILLION, base, units, **flags)


def only(line: SupportLine, on: date, chain: str = "national"):
    (check,) = check_support([line], on=on, chain=chain).checks
    return check


def test_a_group_of_two_establishments_may_have_600_million_since_2018() -> None:
    check = only(machine(600, 1300, units=2), IN_2021)

    assert (check.verdict, check.allowed_vnd, check.is_verified, check.must_stop) == (
        Verdict.WITHIN,
        600 * MILLION,
        True,
        False,
    )
    assert check.explanation == (
        "Định mức: tối đa 50% chi phí ứng dụng máy móc thiết bị tiên tiến, không quá 300 triệu "
        "đồng/cơ sở (khoản 4 Điều 8 Thông tư số 28/2018/TT-BTC).",
        "Theo tỷ lệ: 50% × 1.300 triệu đồng = 650 triệu đồng.",
        "Theo mức trần: 2 cơ sở → tối đa 600 triệu đồng.",
        "Mỗi cơ sở không quá 300 triệu đồng: cần đối chiếu riêng từng cơ sở.",
        "Lấy mức thấp hơn: 600 triệu đồng.",
        "Đề nghị 600 triệu đồng, mức tối đa 600 triệu đồng: trong định mức.",
        "Định mức áp dụng từ 15/05/2018 đến nay, đã kiểm chứng.",
    )


def test_the_same_group_is_over_the_norm_of_2014_and_is_told_by_how_much() -> None:
    check = only(machine(600, 1300, units=2), IN_2016)

    assert (check.verdict, check.allowed_vnd, check.must_stop) == (
        Verdict.OVER,
        400 * MILLION,
        True,
    )
    assert "Đề nghị 600 triệu đồng, mức tối đa 400 triệu đồng: vượt 200 triệu đồng." in (
        check.explanation
    )


@pytest.mark.parametrize(
    ("line", "on", "allowed"),
    [
        (machine(1, 300), IN_2016, 150),
        (machine(1, 400), IN_2016, 200),
        (machine(1, 900), IN_2016, 200),
        (machine(1, 900, is_priority=True), IN_2016, 300),
        (machine(1, 300, is_priority=True), IN_2016, 225),
        (machine(1, 900, is_line=True), IN_2016, 200),  # năm 2014 không có hệ số dây chuyền
        (machine(1, 900, is_line=True), IN_2021, 450),
        (machine(1, 900, is_line=True, is_priority=True), IN_2021, 450),
        (SupportLine("founding", 1, units=3), IN_2016, 30),
        (SupportLine("founding", 1, is_priority=True), IN_2016, 15),
        (SupportLine("fair", 1, 80 * MILLION, is_priority=True), IN_2016, 80),
        (SupportLine("fair_participation", 1, 100 * MILLION), IN_2016, 80),
        (SupportLine("fair_participation", 1, 100 * MILLION, is_priority=True), IN_2016, 100),
        (SupportLine("prize_region", 1, units=4), IN_2016, 20),
        (SupportLine("implementer_fee", 1, 400 * MILLION), IN_2016, 10),
        (SupportLine("model_new_technology", 1, 2000 * MILLION), IN_2016, 500),
        (SupportLine("model_new_technology", 1, 2000 * MILLION), IN_2021, 600),
    ],
)
def test_the_allowance_is_the_lower_of_percent_and_ceiling_times_one_multiplier(
    line: SupportLine, on: date, allowed: int
) -> None:
    assert only(line, on).allowed_vnd == allowed * MILLION


def test_two_multipliers_do_not_add_up_and_the_one_that_was_read_is_named() -> None:
    check = only(machine(450, 900, is_line=True, is_priority=True), IN_2021)

    assert check.is_verified
    assert check.explanation[4:6] == (
        "Hai hệ số không nhân chồng: chỉ lấy một hệ số lớn hơn.",
        "Dây chuyền công nghệ: tối đa 1,5 lần → 450 triệu đồng.",
    )


def test_a_multiplier_that_was_not_read_takes_the_mark_from_the_whole_result() -> None:
    check = only(machine(450, 900, is_priority=True), IN_2021)

    assert (check.label, check.is_verified) == ("trong định mức (chưa kiểm chứng)", False)


def test_a_norm_that_was_not_read_never_stops_a_request() -> None:
    check = only(SupportLine("brand", 40 * MILLION, 60 * MILLION), IN_2021)

    assert (check.verdict, check.label, check.must_stop) == (
        Verdict.OVER,
        "vượt định mức (chưa kiểm chứng)",
        False,
    )
    assert check.explanation[-1] == "Định mức áp dụng từ 15/05/2018 đến nay, chưa kiểm chứng."


def test_an_unread_amendment_takes_the_mark_and_is_named() -> None:
    check = only(machine(500, 2000), IN_2025)

    assert (check.verdict, check.is_verified, check.must_stop) == (Verdict.OVER, False, False)
    assert check.explanation[-1] == (
        "Định mức áp dụng từ 15/05/2018 đến nay, đã kiểm chứng theo bản gốc, chưa đối chiếu nội "
        "dung sửa đổi tại Thông tư số 64/2024/TT-BTC."
    )


def test_a_day_without_a_norm_says_so_and_refuses_nothing() -> None:
    line = SupportLine("vocational_training", 90 * MILLION, name="Đào tạo nghề may")

    check = only(line, IN_2021)

    assert (check.norm, check.allowed_vnd, check.verdict, check.must_stop) == (
        None,
        None,
        Verdict.UNKNOWN,
        False,
    )
    assert check.explanation == (
        "Khoản mục «Đào tạo nghề may»: chưa có định mức đã kiểm chứng tại ngày 01/06/2021 "
        "(chưa kiểm chứng).",
        "Đề nghị 90 triệu đồng: người thẩm định xem xét, quyết định.",
    )


def test_a_percent_without_the_cost_it_is_taken_of_is_not_guessed() -> None:
    check = only(machine(150, None), IN_2016)

    assert (check.allowed_vnd, check.verdict) == (None, Verdict.UNKNOWN)
    assert (
        "Chưa có chi phí ứng dụng máy móc thiết bị tiên tiến nên chưa tính được theo tỷ lệ."
        in check.explanation
    )


def test_a_cost_under_another_circular_names_it() -> None:
    check = only(SupportLine("workshop", 5 * MILLION), IN_2016)

    assert check.explanation == (
        "Định mức: thực hiện theo Thông tư số 97/2010/TT-BTC (điểm c khoản 1 Điều 6 Thông tư liên "
        "tịch số 26/2014/TTLT-BTC-BCT).",
        "Đề nghị 5 triệu đồng: người thẩm định xem xét, quyết định.",
        "Định mức áp dụng từ 08/04/2014 đến 14/05/2018, đã kiểm chứng.",
        "Điều kiện: Khi quy định được dẫn thay đổi thì áp dụng theo văn bản mới.",
    )


def test_the_reasons_of_a_request_are_those_of_its_lines_in_order() -> None:
    lines = [machine(200, 900), SupportLine("founding", MILLION)]

    both = check_support(lines, on=IN_2016)

    assert both.explanation == (
        *only(lines[0], IN_2016).explanation,
        *only(lines[1], IN_2016).explanation,
    )


def test_local_money_is_only_compared_with_the_national_norm() -> None:
    check = only(machine(250, 900), IN_2016, chain="local")

    assert (check.verdict, check.is_binding, check.must_stop) == (Verdict.OVER, False, False)
    assert check.explanation[-1] == (
        "Mức hỗ trợ khuyến công địa phương do cấp tỉnh quy định; hệ thống chưa có quy định của "
        "tỉnh nên chỉ đối chiếu với mức khuyến công quốc gia để tham khảo."
    )


def test_the_whole_request_sums_its_lines_and_takes_the_worst_verdict() -> None:
    within = machine(200, 900)
    over = SupportLine("brand", 40 * MILLION, 60 * MILLION)
    unknown = SupportLine("workshop", 5 * MILLION)

    checks = [
        check_support(lines, on=IN_2016)
        for lines in ([within], [within, over], [within, unknown], [over, unknown], [])
    ]

    assert [(c.requested_vnd, c.allowed_vnd, c.verdict, c.must_stop) for c in checks] == [
        (200 * MILLION, 200 * MILLION, Verdict.WITHIN, False),
        (240 * MILLION, 230 * MILLION, Verdict.OVER, True),
        (205 * MILLION, None, Verdict.UNKNOWN, False),
        (45 * MILLION, None, Verdict.OVER, True),
        (0, 0, Verdict.UNKNOWN, False),
    ]


def test_a_request_is_checked_in_two_queries_whatever_its_lines(
    django_assert_num_queries,
) -> None:
    lines = [machine(1, 1), SupportLine("brand", 1, 1), SupportLine("founding", 1)]

    with django_assert_num_queries(2):
        check_support(lines, on=IN_2025)
    with django_assert_num_queries(2):
        check_support(lines[:1], on=IN_2025)


@pytest.mark.parametrize(
    "wrong", [{"requested_vnd": -1}, {"base_cost_vnd": -1}, {"units": 0}, {"units": -2}]
)
def test_a_negative_amount_or_no_unit_is_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="không được âm"):
        replace(machine(1, 1), **wrong)


NORM = CostNorm(
    code="x",
    item="machinery",
    document=LegalDocument(code="d", number="1/2000/TT-BTC", verification="unverified"),
    article="Điều 1",
    valid_from=date(2000, 1, 1),
    percent=50,
    base_cost="mua máy",
    ceiling_vnd=200 * MILLION,
    unit="establishment",
    priority_multiplier=Fraction(3, 2),
)


@given(
    requested=st.integers(0, 10**12),
    cost=st.integers(0, 10**12),
    units=st.integers(1, 50),
)
def test_no_allowance_ever_passes_percent_or_ceiling(requested: int, cost: int, units: int) -> None:
    check = check_line(SupportLine("machinery", requested, cost, units), NORM, on=IN_2016)

    assert check.allowed_vnd == min(cost // 2, 200 * MILLION * units)
    assert check.verdict == ("within" if requested <= check.allowed_vnd else "over")

"""What the contract expects month by month, against what is reported."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
import time_machine
from django.db import IntegrityError, transaction

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import LineProgress, MonthFacts, NotReady, ReportFacts
from khuyencong.delivery.models import ForecastMonth
from khuyencong.delivery.queries.forecasts import spread
from tests.delivery.conftest import (
    MILLION,
    at,
    fresh,
    line_of,
    report,
    said,
)
from tests.factories.delivery import ContractFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db

MONTHS = [date(2026, month, 1) for month in range(3, 13)]


def typed(*percents):
    """A forecast of ten months; 5 million for every percent."""
    return [
        MonthFacts(month, Decimal(percent), percent * 5 * MILLION)
        for month, percent in zip(MONTHS, percents, strict=True)
    ]


STEADY = typed(10, 20, 30, 40, 50, 60, 70, 80, 90, 100)


def told(scheme, today):
    """What the form of the forecast and the tab «Tiến độ» say alike."""
    outlook = queries.outlook_of(fresh(scheme), today=today)
    assert queries.work_of(fresh(scheme), today=today).outlook.sentence == outlook.sentence
    return outlook.sentence


def test_without_a_forecast_the_work_is_spread_over_the_days_and_says_so():
    rows = spread(date(2026, 3, 16), date(2026, 5, 15), 610)

    assert [(one.month.month, one.percent, one.spent_vnd) for one in rows] == [
        (3, Fraction(1600, 61), 160),
        (4, Fraction(4600, 61), 460),
        (5, Fraction(100), 610),
    ]


def test_the_gap_is_told_in_a_sentence(under_way, centre_officer):
    actions.set_forecast(under_way, STEADY, by=centre_officer, at=at(3, 13))
    early = told(under_way, date(2026, 3, 20))
    silent = told(under_way, date(2026, 5, 10))
    facts = ReportFacts(
        month=date(2026, 5, 1),
        lines=[
            LineProgress(
                line=line_of(under_way),
                done_percent=Decimal("12.5"),
                state_spent_vnd=10 * MILLION,
                counterpart_spent_vnd=30 * MILLION,
            )
        ],
    )
    actions.report_progress(under_way, facts, by=centre_officer, at=at(5, 25))

    assert [early, silent, told(under_way, date(2026, 7, 2))] == [
        "Chưa hết tháng đầu tiên của hợp đồng nên chưa so được.",
        "Đến hết tháng 04/2026 theo kế hoạch phải đạt 20%; chưa có báo cáo tiến độ nào: chậm 20 "
        "điểm phần trăm. Kinh phí dự kiến 100.000.000 đồng, đã chi theo báo cáo 0 đồng.",
        "Đến hết tháng 06/2026 theo kế hoạch phải đạt 40%; báo cáo tháng 05/2026 đạt 12,5%: chậm "
        "27,5 điểm phần trăm. Kinh phí dự kiến 200.000.000 đồng, đã chi theo báo cáo 40.000.000 "
        "đồng.",
    ]


@pytest.mark.parametrize(
    ("percent", "verdict"),
    [("40", "đúng kế hoạch"), ("45", "vượt 5 điểm phần trăm"), ("39.5", "chậm 0,5 điểm phần trăm")],
)
def test_the_verdict(under_way, centre_officer, percent, verdict):
    actions.set_forecast(under_way, STEADY, by=centre_officer, at=at(3, 13))
    report(under_way, percent, centre_officer, at(6, 20))

    outlook = queries.outlook_of(fresh(under_way), today=date(2026, 7, 2))

    assert outlook.verdict == verdict
    assert [row.percent for row in outlook.rows[2:5]] == [None, Fraction(percent), None]


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        (STEADY[1:], "Dự kiến phải ghi đủ mỗi tháng của hợp đồng một mốc, theo thứ tự."),
        (
            typed(10, 20, 30, 25, 50, 60, 70, 80, 90, 100),
            "Tháng 06/2026 thấp hơn tháng trước: số liệu lũy kế không giảm.",
        ),
        (typed(10, 20, 30, 40, 50, 60, 70, 80, 90, 99), "Tháng cuối phải đạt 100% khối lượng."),
    ],
)
def test_a_forecast_that_makes_no_sense_is_refused(under_way, centre_officer, months, sentence):
    with pytest.raises(NotReady) as caught:
        actions.set_forecast(under_way, months, by=centre_officer, at=at(3, 13))

    assert said(caught) == [sentence]


def test_forecasts_stay_and_the_newest_governs(under_way, centre_officer):
    first = actions.set_forecast(under_way, STEADY, by=centre_officer, at=at(3, 13))
    slow = typed(0, 0, 0, 0, 0, 0, 0, 0, 0, 100)
    actions.set_forecast(under_way, slow, by=centre_officer, at=at(3, 14))

    outlook = queries.outlook_of(fresh(under_way), today=date(2026, 7, 2))
    assert (outlook.at.percent, outlook.is_default, outlook.basis) == (
        0,
        False,
        "Hợp đồng số 12/HĐ-KC",
    )
    assert queries.work_of(fresh(under_way), today=date(2026, 7, 2)).before == [first]
    with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
        ForecastMonth.objects.update(spent_vnd=0)


def test_the_page_shows_plan_beside_report_and_takes_a_forecast(under_way, sign_in, centre_officer):
    report(under_way, "40", centre_officer, at(5, 20))
    base = f"/thuc-hien/{under_way.code}/"
    with time_machine.travel("2026-06-10 09:00+07:00", tick=False):
        client = sign_in(centre_officer)
        page = client.get(f"{base}tien-do/").content.decode()
        form = client.get(f"{base}tien-do/du-kien/").context["form"]
        data = {name: field.initial for name, field in form.fields.items()}
        done = client.post(f"{base}tien-do/du-kien/", data, follow=True)
        nothing = SchemeFactory(province=under_way.province)
        missing = client.get(f"/thuc-hien/{nothing.code}/tien-do/du-kien/")

    assert "chia đều theo số ngày, vì chưa nhập dự kiến theo tháng" in page
    assert 'data-chart="line"' in page
    assert [str(one) for one in done.context["messages"]] == ["Đã lưu dự kiến tiến độ lần 1."]
    assert missing.status_code == 404


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_of_those_behind_takes_one_number_of_queries(
    law, province, centre_officer, sign_in, stranger, more, django_assert_num_queries
):
    for number in range(more):
        scheme = SchemeFactory(state="under_way", start_year=2026, province=province)
        ContractFactory(scheme=scheme, number=f"{number}/HĐ")
    ahead = SchemeFactory(state="settled", start_year=2026, province=province)
    ContractFactory(scheme=ahead)
    client = sign_in(centre_officer)
    with time_machine.travel("2026-07-02 09:00+07:00", tick=False):
        client.get("/thuc-hien/cham-ke-hoach/")
        with django_assert_num_queries(7):
            page = client.get("/thuc-hien/cham-ke-hoach/")
        other = sign_in(stranger).get("/thuc-hien/cham-ke-hoach/")
        none = client.get("/thuc-hien/cham-ke-hoach/?tinh=khong-co")

    assert len(page.context["page"].object_list) == more
    for empty in (other, none):
        assert "Không có đề án nào chậm kế hoạch." in empty.content.decode()

"""What became of it at 12 and 36 months, and the end."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import FigureFacts, FollowUpFacts, NotReady
from khuyencong.delivery.queries.followups import add_months
from khuyencong.schemes.models import Scheme
from tests.delivery.conftest import MILLION, at, said
from tests.factories.accounts import UserFactory
from tests.factories.delivery import AcceptanceFactory
from tests.factories.funding import EntryFactory
from tests.factories.schemes import LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(db):
    """Of a settled scheme whose machine was accepted on 1/9/2026."""
    scheme = SchemeFactory(state="settled", start_year=2026)
    line = LineFactory(scheme=scheme, item="Máy sấy", for_beneficiary=True)
    AcceptanceFactory(line=line)
    return line


def facts(months, day, running=True, figures=()):
    return FollowUpFacts(round=months, visited_on=day, is_running=running, figures=figures)


def test_a_promise_is_compared_with_what_is(line, province_officer):
    figures = [
        FigureFacts("revenue", "triệu đồng/năm", Decimal(200), Decimal(250)),
        FigureFacts("jobs", "người", None, Decimal(12)),
    ]
    told = actions.follow_up(
        line, facts(12, date(2027, 9, 1), figures=figures), by=province_officer, at=at(9, 2, 2027)
    )

    assert [(one.figure.measure, one.share) for one in queries.kept(told)] == [
        ("revenue", Fraction(125)),
        ("jobs", None),
    ]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            facts(12, date(2027, 8, 31)),
            "Máy sấy, {name}: 12 tháng sau nghiệm thu là ngày 01/09/2027.",
        ),
        (facts(12, date(2028, 1, 1)), "Ngày đánh giá 01/01/2028 ở tương lai."),
    ],
)
def test_an_evaluation_is_not_made_before_its_time(line, province_officer, asked, sentence):
    with pytest.raises(NotReady) as caught:
        actions.follow_up(line, asked, by=province_officer, at=at(9, 2, 2027))

    assert said(caught) == [sentence.format(name=line.beneficiary)]


def test_a_round_is_evaluated_once_and_only_for_a_beneficiary(line, province_officer):
    asked = facts(12, date(2027, 9, 1))
    actions.follow_up(line, asked, by=province_officer, at=at(9, 2, 2027))
    nobody = LineFactory(scheme=line.scheme, item="Hội thảo")
    refused = []
    for one in (line, nobody):
        with pytest.raises(NotReady) as caught:
            actions.follow_up(one, asked, by=province_officer, at=at(9, 2, 2027))
        refused += said(caught)

    assert refused == [
        f"Máy sấy, {line.beneficiary}: đã đánh giá sau 12 tháng.",
        "Hội thảo: dòng này không có đơn vị thụ hưởng để đánh giá.",
    ]


def test_the_scheme_ends_after_36_months(line, province_officer):
    scheme = line.scheme
    with pytest.raises(NotReady) as caught:
        actions.evaluate(scheme, by=province_officer, at=at(9, 2, 2029))
    actions.follow_up(line, facts(36, date(2029, 9, 1)), by=province_officer, at=at(9, 2, 2029))
    actions.evaluate(scheme, by=province_officer, at=at(9, 2, 2029), note="Tốt.")

    name = f"Máy sấy, {line.beneficiary}"
    assert said(caught) == [f"{name}: chưa đánh giá sau 36 tháng, đến hạn 01/09/2029."]
    assert Scheme.objects.get().state == "evaluated"


def test_a_place_that_has_closed_ends_it_earlier(line, province_officer):
    asked = facts(12, date(2027, 1, 5), running=False)
    actions.follow_up(line, asked, by=province_officer, at=at(1, 6, 2027))

    assert queries.missing_for_evaluation(line.scheme) == []


@pytest.mark.parametrize(
    ("kind", "advanced", "settled", "sentences"),
    [
        ("grant", 30, 10, [": còn phải thu hồi 20.000.000 đồng."]),
        ("grant", 10, 30, [": còn phải chi 20.000.000 đồng đã quyết toán."]),
        ("grant", 30, 30, []),
        ("recoverable", 30, 30, [", có thu hồi: còn phải thu hồi 30.000.000 đồng."]),
    ],
)
def test_the_end_waits_for_the_last_dong_either_way(line, kind, advanced, settled, sentences):
    asked = facts(36, date(2029, 9, 1))
    actions.follow_up(line, asked, by=UserFactory(), at=at(9, 2, 2029))
    for amount, trait in ((advanced, {"advanced": True}), (settled, {})):
        EntryFactory(account=line.account, kind=kind, amount_vnd=amount * MILLION, **trait)

    told = [one.sentence for one in queries.missing_for_evaluation(line.scheme)]

    assert told == [f"Máy sấy, {line.beneficiary}, nguồn tỉnh{one}" for one in sentences]
    todos = queries.overview_of(line.scheme, today=date(2029, 9, 2)).todos
    assert ("evaluate" in [one.deed for one in todos]) == (not sentences)


def test_a_scheme_nobody_in_particular_benefits_from_may_end(province_officer):
    scheme = SchemeFactory(state="settled", start_year=2026)
    LineFactory(scheme=scheme)
    told = LineFactory(scheme=scheme, for_beneficiary=True)

    assert [one.sentence for one in queries.missing_for_evaluation(scheme)] == [
        f"{told}, {told.beneficiary}: chưa đánh giá sau 36 tháng."
    ]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 9, 1), 12, date(2027, 9, 1)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2026, 12, 31), 36, date(2029, 12, 31)),
    ],
)
def test_months_later(day, months, later):
    assert add_months(day, months) == later

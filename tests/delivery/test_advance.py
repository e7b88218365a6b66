"""The first advance with its condition and papers, the remaining one after acceptance."""

from datetime import date

import pytest
from django.db import transaction

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import NotReady
from khuyencong.delivery.queries import Stage
from khuyencong.funding.actions import AdvanceExceeded
from tests.delivery.conftest import (
    MILLION,
    acceptance_facts,
    advance_facts,
    at,
    contract_facts,
    fresh,
    ledger,
    line_of,
    plan_scheme,
    report,
    said,
    tick,
)

pytestmark = pytest.mark.django_db

OVER = "phải trên 70% tổng vốn đầu tư của dự án."


@pytest.fixture
def ready(under_way, centre_officer, province_officer):
    """Over 70 % done, confirmed, every paper there."""
    one = report(under_way, "72.5", centre_officer, at(5, 2))
    actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(5, 3))
    tick(under_way, line_of(under_way), Stage.FIRST_ADVANCE, centre_officer, at(5, 3))
    return under_way


def test_seventy_percent_is_advanced_on_a_confirmed_report_and_the_papers(ready, accountant):
    paid = actions.advance(line_of(ready), advance_facts(ready, 140), by=accountant, at=at(5, 4))

    assert ledger(ready, "advanced") == [("advanced", "grant", "national", 140)]
    assert (paid.kind, paid.amount_vnd, paid.document, paid.paid_on) == (
        "first",
        140 * MILLION,
        "UNC 01",
        date(2026, 5, 4),
    )
    assert paid.explanation.startswith(
        "Tối đa 70% theo hợp đồng (điểm d khoản 2 Điều 13 Thông tư số 36/2013/TT-BCT)."
    )


def test_more_than_the_percent_is_refused_with_what_remains(ready, accountant):
    line = line_of(ready)
    actions.advance(line, advance_facts(ready, 100), by=accountant, at=at(5, 4))

    with pytest.raises(AdvanceExceeded) as refused, transaction.atomic():
        actions.advance(line, advance_facts(ready, 50), by=accountant, at=at(5, 4))

    assert str(refused.value) == (
        "Không tạm ứng thêm được 50.000.000 đồng (nguồn quốc gia): số tạm ứng tối đa 70% theo "
        "quy định là 140.000.000 đồng, chỉ còn 40.000.000 đồng."
    )


@pytest.mark.parametrize(
    ("percent", "confirmed", "lacking"),
    [
        (None, False, f"Chưa có báo cáo tiến độ được Sở Công Thương xác nhận; {OVER}"),
        ("90", False, f"Chưa có báo cáo tiến độ được Sở Công Thương xác nhận; {OVER}"),
        ("70", True, f"Báo cáo tiến độ được Sở Công Thương xác nhận mới đạt 70%; {OVER}"),
        ("69.5", True, f"Báo cáo tiến độ được Sở Công Thương xác nhận mới đạt 69,5%; {OVER}"),
        ("70.01", True, None),
    ],
)
def test_machinery_waits_for_a_confirmed_report_over_seventy_percent(
    under_way, centre_officer, province_officer, accountant, percent, confirmed, lacking
):
    line = line_of(under_way)
    tick(under_way, line, Stage.FIRST_ADVANCE, centre_officer, at(5, 1))
    if percent:
        one = report(under_way, percent, centre_officer, at(5, 2))
        if confirmed:
            actions.confirm_progress(one, opinion="Đúng.", by=province_officer, at=at(5, 3))

    missing = queries.missing_for_advance(line, today=date(2026, 5, 4))

    assert [one.sentence for one in missing] == ([lacking] if lacking else [])


def test_every_missing_paper_is_named_with_its_place(under_way, accountant):
    line = line_of(under_way)

    with pytest.raises(NotReady) as caught:
        actions.advance(line, advance_facts(under_way, 10), by=accountant, at=at(5, 4))

    base = f"/thuc-hien/{under_way.code}"
    assert [(one.sentence, one.url.partition("#")[0]) for one in caught.value.missing] == [
        (
            f"Chưa có báo cáo tiến độ được Sở Công Thương xác nhận; {OVER}",
            f"{base}/tien-do/",
        ),
        ("Thiếu «Hợp đồng thực hiện đề án».", f"{base}/giay-to/{line.pk}/"),
        (
            "Thiếu «Báo cáo tiến độ xác định giá trị khối lượng công việc đã thực hiện tương ứng "
            "trên 70% tổng vốn đầu tư của dự án».",
            f"{base}/giay-to/{line.pk}/",
        ),
    ]


@pytest.mark.parametrize(
    ("sub_content", "percent", "papers"),
    [
        ("cluster_infrastructure", 30, 4),
        ("vocational_training", 70, 2),
        ("fair_rural_industry", 70, 1),
        ("machinery", 70, 2),
        ("founding", 100, 4),
    ],
)
def test_each_kind_of_scheme_has_its_percent_and_its_papers(
    law, province, centre_officer, sub_content, percent, papers
):
    scheme = plan_scheme(province, centre_officer.organisation, sub_content=sub_content)
    actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))
    line = line_of(scheme)

    asked = queries.papers_asked(scheme, line, Stage.FIRST_ADVANCE, on=date(2026, 3, 10))

    assert (line.account.advance_percent, len(asked)) == (percent, papers)


def test_a_province_without_a_list_is_shown_the_national_one_that_does_not_bind_it(
    law, province, centre_officer, accountant
):
    scheme = plan_scheme(province, centre_officer.organisation, tier="province")
    line = line_of(scheme)
    terms = {line.pk: actions.Terms(50, "Quy chế của tỉnh")}
    facts = contract_facts(scheme, terms=terms)
    actions.sign(scheme, facts, by=centre_officer, at=at(3, 10))

    asked = queries.papers_asked(scheme, line, Stage.FIRST_ADVANCE, on=date(2026, 3, 10))
    actions.advance(line, advance_facts(scheme, 100), by=accountant, at=at(5, 4))

    assert {(one.is_borrowed, one.is_required) for one in asked} == {(True, False)}
    assert ledger(scheme, "advanced") == [("advanced", "grant", "province", 100)]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amounts": {}}, "Chưa ghi số tiền."),
        ({"amounts": {"1-counterpart-none": 5}}, "Có số tiền ghi cho nguồn mà đề án không có."),
        ({"paid_on": date(2026, 6, 1)}, "Ngày chi 01/06/2026 ở tương lai."),
        (
            {"paid_on": date(2026, 3, 1)},
            "Ngày chi 01/03/2026 trước ngày ký hợp đồng 10/03/2026.",
        ),
    ],
)
def test_an_advance_that_makes_no_sense_is_refused(ready, accountant, changes, sentence):
    facts = advance_facts(ready, 10, **changes)

    with pytest.raises(NotReady) as caught:
        actions.advance(line_of(ready), facts, by=accountant, at=at(5, 4))

    assert said(caught) == [sentence]


def test_what_remains_is_advanced_after_acceptance_up_to_what_was_accepted(
    ready, centre_officer, province_officer, accountant
):
    line = line_of(ready)
    actions.advance(line, advance_facts(ready, 140), by=accountant, at=at(5, 4))
    tick(ready, line, Stage.REMAINING, centre_officer, at(9, 1))
    facts = acceptance_facts(ready, grant=190, counterpart=300)
    actions.accept(line, facts, by=province_officer, at=at(9, 1))

    paid = actions.advance(
        line, advance_facts(ready, 50, paid_on=date(2026, 9, 5)), by=accountant, at=at(9, 5)
    )
    with pytest.raises(AdvanceExceeded, match="chỉ còn 0 đồng"), transaction.atomic():
        actions.advance(line, advance_facts(ready, 10), by=accountant, at=at(9, 5))

    assert (paid.kind, paid.explanation) == (
        "remaining",
        "Kinh phí còn lại sau nghiệm thu cơ sở (Điều 14 Thông tư 36/2013/TT-BCT).",
    )
    assert ledger(ready, "advanced") == [
        ("advanced", "grant", "national", 140),
        ("advanced", "grant", "national", 50),
    ]
    assert fresh(ready).state == "accepted"


def test_nothing_is_advanced_before_the_contract(planned, accountant):
    with pytest.raises(NotReady):
        actions.advance(line_of(planned), advance_facts(planned, 1), by=accountant, at=at(5, 4))

    missing = queries.missing_for_advance(line_of(planned), today=date(2026, 5, 4))
    assert [one.sentence for one in missing] == ["Chưa ghi hợp đồng thực hiện đề án."]

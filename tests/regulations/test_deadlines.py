"""The days of Điều 10, 18, 23 Thông tư 36/2013/TT-BCT and Điều 20 Thông tư 26/2014/TT-BCT."""

from datetime import date

import pytest

from khuyencong.regulations.models import Deadline
from khuyencong.regulations.queries import Calendar, days_of_event, deadlines_for

pytestmark = pytest.mark.usefixtures("law")


def test_the_year_2025_has_two_registrations_twelve_reports_and_a_liquidation() -> None:
    due = deadlines_for(2025)

    assert [(d.deadline.code, d.named_day, d.last_day) for d in due] == [
        ("monthly_progress", date(2025, 1, 25), date(2025, 1, 24)),
        ("monthly_progress", date(2025, 2, 25), date(2025, 2, 24)),
        ("monthly_progress", date(2025, 3, 25), date(2025, 3, 24)),
        ("monthly_progress", date(2025, 4, 25), date(2025, 4, 24)),
        ("base_submission", date(2025, 5, 20), date(2025, 5, 19)),
        ("monthly_progress", date(2025, 5, 25), date(2025, 5, 24)),
        ("ministry_submission", date(2025, 6, 15), date(2025, 6, 14)),
        ("monthly_progress", date(2025, 6, 25), date(2025, 6, 24)),
        ("monthly_progress", date(2025, 7, 25), date(2025, 7, 24)),
        ("monthly_progress", date(2025, 8, 25), date(2025, 8, 24)),
        ("monthly_progress", date(2025, 9, 25), date(2025, 9, 24)),
        ("monthly_progress", date(2025, 10, 25), date(2025, 10, 24)),
        ("monthly_progress", date(2025, 11, 25), date(2025, 11, 24)),
        ("monthly_progress", date(2025, 12, 25), date(2025, 12, 24)),
        ("liquidation", date(2026, 1, 22), date(2026, 1, 22)),
    ]


def test_a_deadline_says_before_or_at_the_latest_as_the_law_does() -> None:
    labels = {d.deadline.code: d.label for d in deadlines_for(2025)}

    assert (labels["base_submission"], labels["liquidation"]) == (
        "trước 20/05/2025",
        "chậm nhất 22/01/2026",
    )


def test_the_last_working_day_passes_over_the_weekend_and_tet() -> None:
    by_code = {d.deadline.code: d for d in deadlines_for(2025)}

    assert by_code["ministry_submission"].last_working_day == date(2025, 6, 13)
    assert {d.deadline.code: d for d in deadlines_for(2022)}[
        "liquidation"
    ].last_working_day == date(2023, 1, 19)  # 20-26/01/2023: Tết Quý Mão


def test_a_year_before_the_circular_has_none_and_its_first_year_begins_with_it() -> None:
    assert deadlines_for(2012) == []
    assert [d.named_day for d in deadlines_for(2014)][:2] == [date(2014, 2, 25), date(2014, 3, 25)]


def test_local_money_has_no_national_deadline() -> None:
    assert deadlines_for(2025, chain="local", province="30") == []


@pytest.mark.parametrize(
    ("code", "event", "last_day"),
    [
        ("settlement_file", date(2025, 11, 20), date(2025, 12, 5)),
        ("settlement_file", date(2025, 12, 20), date(2026, 1, 4)),
        ("selection_complaint", date(2024, 2, 1), date(2024, 2, 29)),
        ("selection_answer", date(2024, 4, 25), date(2024, 5, 13)),
    ],
)
def test_days_after_an_event_are_calendar_days_or_working_days_as_the_law_says(
    code: str, event: date, last_day: date
) -> None:
    assert days_of_event(Deadline.objects.get(code=code), event).last_day == last_day


def test_a_deadline_with_a_day_of_its_own_does_not_run_from_an_event() -> None:
    with pytest.raises(ValueError, match="ngày cố định"):
        days_of_event(Deadline.objects.get(code="liquidation"), date(2025, 1, 1))


def test_the_deadlines_of_a_year_are_read_in_two_queries(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        deadlines_for(2025)


def test_a_calendar_reads_the_law_once_for_a_whole_list(django_assert_num_queries) -> None:
    law = Calendar()
    day = date(2025, 11, 20)

    with django_assert_num_queries(1):
        files = [
            law.settlement_file(day, chain=chain, province="40") for chain in ("national", "local")
        ]
        too_early = law.settlement_file(date(2012, 1, 1), chain="national", province="40")
        ends = law.deadline("liquidation", 2025, chain="national")
        months = law.months(2025, chain="national", province="40")

    assert [one and one.label for one in (*files, too_early, ends)] == [
        "chậm nhất 05/12/2025",
        None,
        None,
        "chậm nhất 22/01/2026",
    ]
    assert [one.named_day for one in months] == [date(2025, month, 25) for month in range(1, 13)]

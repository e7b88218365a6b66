"""How long schemes wait between steps, and which of them were adjusted."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from khuyencong.adjustments import queries
from khuyencong.adjustments.queries.waiting import Adjusted, Gap, SlowCase
from khuyencong.schemes.actions import Decision, SchemeFacts, StepFacts, record_all
from tests.factories.adjustments import AT, ChangeRequestFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 1, tzinfo=UTC)
PAPER = Decision("1/QĐ", date(2026, 1, 1))


def scheme(place, code, *days, form="single", year=2026, **more):
    """A local scheme submitted, appraised and planned so many days after the start."""
    names = ("submit", "appraise", "plan")[: len(days)]
    history = tuple(
        StepFacts(
            name=name,
            at=START + timedelta(days=count),
            decision=PAPER if name == "plan" else None,
        )
        for name, count in zip(names, days, strict=True)
    )
    return SchemeFacts(
        code=code,
        name=f"Đề án {code}",
        tier="province",
        form=form,
        province=place,
        start_year=year,
        end_year=year,
        history=history,
        **more,
    )


@pytest.fixture
def waits(province, other_province):
    """Two of Nghệ An that were adjusted, one of Hà Tĩnh, one entered afterwards, one made up."""
    quick, slow, *_ = record_all(
        [
            scheme(province, "A", 10, 30, 60),
            scheme(province, "B", 10, 110, 310, form="group"),
            scheme(other_province, "C", 10, 20, year=2027),
            scheme(province, "D", recorded_as="planned"),
            scheme(province, "E", 10, 900, is_illustrative=True),
        ],
        by=None,
        at=START,
    )
    for number in (1, 2):
        person = ChangeRequestFactory(scheme=slow, number=number, state="draft").opened_by
    ChangeRequestFactory(
        scheme=quick, state="submitted", submitted_by=person, submitted_at=AT, opened_by=person
    )
    ChangeRequestFactory(
        scheme=slow,
        number=3,
        state="submitted",
        submitted_by=person,
        submitted_at=AT,
        opened_by=person,
        is_after_wait=True,
    )
    return quick, slow


def test_days_between_steps_the_slowest_and_what_followed(
    waits, ministry_officer, django_assert_num_queries
):
    with django_assert_num_queries(2):
        told = queries.lead_times(ministry_officer, {})

    assert list(told.gaps) == [
        Gap("", "Lập hồ sơ", "Trình thẩm định", 3, 10.0, 10.0),
        Gap("", "Trình thẩm định", "Thẩm định cấp cơ sở", 3, 20.0, 100.0),
        Gap("", "Thẩm định cấp cơ sở", "Giao kế hoạch", 2, 115.0, 200.0),
    ]
    assert list(told.slowest)[:3] == [
        SlowCase("B", "Đề án B", "Thẩm định cấp cơ sở", "Giao kế hoạch", 200),
        SlowCase("B", "Đề án B", "Trình thẩm định", "Thẩm định cấp cơ sở", 100),
        SlowCase("A", "Đề án A", "Thẩm định cấp cơ sở", "Giao kế hoạch", 30),
    ]
    assert told.adjusted == Adjusted(1, 1, 1, 1, 2, 1, 1)


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("tinh", ["Tỉnh Hà Tĩnh", "Tỉnh Nghệ An"]),
        ("nam", ["2026", "2027"]),
        ("chuong-trinh", ["Khuyến công địa phương (tỉnh)"]),
        ("hinh-thuc", ["Đề án nhóm", "Đề án đơn"]),
        ("noi-dung", [""]),
    ],
)
def test_the_table_is_broken_down(group, names, waits, ministry_officer):
    told = queries.lead_times(ministry_officer, {"group": group})

    assert list(dict.fromkeys(gap.group for gap in told.gaps)) == names


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ({"year": 2027}, {"C"}),
        ({"form": "group"}, {"B"}),
        ({"tier": "national"}, set()),
        ({"is_illustrative": True}, {"E"}),
    ],
)
def test_the_filters(words, codes, waits, ministry_officer):
    told = queries.lead_times(ministry_officer, words)

    assert {one.code for one in told.slowest} == codes


def test_a_province_sees_its_own(waits, leader, province, other_province):
    seen = {one.code for one in queries.lead_times(leader, {}).slowest}
    asked = queries.lead_times(leader, {"place": other_province}).slowest

    assert (seen, list(asked)) == ({"A", "B"}, [])


def test_what_counts_as_long_is_the_persons_to_say(waits, leader):
    assert queries.lead_times(leader, {"days": 10}).adjusted == Adjusted(2, 2, 0, 0, 2, 2, 1)


def test_the_page_is_downloaded_with_its_filters(waits, ministry_officer, sign_in):
    found = sign_in(ministry_officer).get("/dieu-chinh/thoi-gian/tai-ve/?group=tinh&days=30")
    book = load_workbook(BytesIO(found.content))

    assert [sheet.title for sheet in book] == [
        "Giữa hai bước",
        "Chờ lâu nhất",
        "Chờ lâu và điều chỉnh",
    ]
    rows = [[cell.value for cell in row] for row in book["Giữa hai bước"].iter_rows(min_row=3)]
    assert rows[:2] == [
        ["Tỉnh, thành phố", "Từ bước", "Đến bước", "Số lần", "Trung vị (ngày)", "Lâu nhất (ngày)"],
        ["Tỉnh Hà Tĩnh", "Lập hồ sơ", "Trình thẩm định", 1, 10, 10],
    ]

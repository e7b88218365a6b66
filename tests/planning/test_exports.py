"""Workbooks of plans: numbers are numbers, totals are formulas that agree, names stay words."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from khuyencong.planning import actions, exports, queries
from khuyencong.planning.actions import PlanFacts
from khuyencong.schemes.actions import Decision, recuse
from khuyencong.schemes.models import Scheme
from tests.factories.establishments import EstablishmentFactory
from tests.factories.funding import EnvelopeFactory
from tests.factories.places import CommuneFactory
from tests.factories.planning import MILLION, YEAR, appraised, line_asking, scheme_asking

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, tzinfo=UTC)
DECISION = Decision("4500/QĐ-UBND", date(2026, 12, 10))
HEAD = 6


@pytest.fixture
def plan(leader, province):
    EnvelopeFactory(year=YEAR, place=province, amount_vnd=1000 * MILLION)
    commune = CommuneFactory(name="Vinh Lộc", province=province)
    tea = EstablishmentFactory(name='=HYPERLINK("http://x")', province=province, commune=commune)
    lines = [line_asking(province, establishment=tea, province=200, commune=50)]
    scheme = scheme_asking(province, "A", lines=lines)
    Scheme.objects.filter(pk=scheme.pk).update(name="=1+1")
    appraised(scheme, 85.5)
    brand = [line_asking(province, content="brand", province=30)]
    scheme_asking(province, "B", lines=brand)
    scheme_asking(province, "C", province=70)
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier="province", place=province)
    plan = actions.open_plan(facts, by=leader, at=AT)
    for item in plan.items.exclude(scheme__code="C"):
        actions.move(item, is_included=True, by=leader)
    return plan


def sheets(made, *, values):
    return {sheet.title: sheet for sheet in load_workbook(BytesIO(made), data_only=values)}


def rows(sheet, *, first=HEAD):
    return [list(row) for row in sheet.iter_rows(min_row=first, values_only=True)]


def test_a_plan_as_offices_send_it_around(leader, plan):
    made = exports.plan_workbook(plan, leader)
    told = sheets(made, values=True)

    assert [row[0] for row in rows(told["Kế hoạch"], first=1)[:4]] == [
        "KẾ HOẠCH KHUYẾN CÔNG ĐỊA PHƯƠNG NĂM 2027 – TỈNH NGHỆ AN",
        "Phương án 1. Phương án đang xét, chưa quyết định",
        "Đơn vị tính: đồng",
        "Cách trình bày do hệ thống đặt; chưa có bố cục Mẫu số 2 Phụ lục 1 Thông tư "
        "36/2013/TT-BCT.",
    ]
    head, total, *groups = rows(told["Kế hoạch"])
    assert head == [
        *("TT", "Tên đề án", "Mã đề án", "Đơn vị thực hiện", "Đơn vị thụ hưởng", "Địa điểm"),
        *("Nội dung", "Thời gian", "Kinh phí hỗ trợ", "NSTW (KCQG)", "NS tỉnh", "NS xã"),
        *("Đối ứng", "Điểm thẩm định", "Ghi chú"),
    ]
    assert total[1:2] + total[8:13] == ["TỔNG CỘNG", 280_000_000, 0, 230_000_000, 50_000_000, 0]
    assert [row[0] for row in groups] == ["I", 1, "II", 1]
    assert groups[1] == [
        *(1, "=1+1", "A", "", '=HYPERLINK("http://x")', "Xã Vinh Lộc"),
        *("Ứng dụng máy móc tiên tiến, chuyển giao công nghệ", "2027"),
        *(250_000_000, 0, 200_000_000, 50_000_000, 0, 85.5),
        "Lê Lãnh Đạo đã đưa vào phương án.",
    ]
    assert groups[3][13] == "chưa có điểm"
    assert [row[2] for row in rows(told["Ngoài phương án"])[3:]] == ["C"]


def test_totals_are_formulas_and_names_never_are(leader, plan):
    written = sheets(exports.plan_workbook(plan, leader), values=False)
    plain = written["Kế hoạch"]

    assert [plain.cell(row, 9).value for row in range(7, 12)] == [
        "=I8+I10",
        "=SUM(I9)",
        "=SUM(J9:L9)",
        "=SUM(I11)",
        "=SUM(J11:L11)",
    ]
    assert (plain["B9"].data_type, plain["E9"].data_type, plain["K9"].data_type) == ("s", "s", "n")


def test_what_a_plan_adds_up_to(leader, plan):
    told = sheets(exports.plan_workbook(plan, leader), values=True)["Tổng hợp"]

    assert rows(told)[1:8] == [
        ["Theo nguồn", None, None, None, None],
        ["Nguồn tỉnh", 230_000_000, None, 1_000_000_000, 770_000_000],
        ["Nguồn xã", 50_000_000, None, "chưa giao hạn mức", None],
        ["Theo nội dung", 280_000_000, None, None, None],
        [
            "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ",
            250_000_000,
            pytest.approx(25 / 28),
            None,
            None,
        ],
        ["Xây dựng, đăng ký thương hiệu", 30_000_000, pytest.approx(3 / 28), None, None],
        ["Theo địa bàn", 280_000_000, None, None, None],
    ]


def test_the_recused_find_neither_the_scheme_nor_its_money(leader, plan):
    recuse(Scheme.objects.get(code="A"), person=leader, reason="Em ruột là chủ cơ sở", at=AT)
    told = sheets(exports.plan_workbook(plan, leader), values=True)

    assert rows(told["Kế hoạch"])[1][8] == 30_000_000
    assert [row[2] for row in rows(told["Kế hoạch"])[3:]] == ["B"]
    assert rows(told["Tổng hợp"])[2][1] == 30_000_000


def test_an_edition_and_the_plan_after_it(leader, plan):
    edition = actions.decide_plan(plan, DECISION, by=leader, at=AT)
    change = actions.Amendment(
        scheme=Scheme.objects.get(code="B"), amounts={"province": 10 * MILLION}, reason="Giảm"
    )
    decision = Decision("77/QĐ-UBND", date(2027, 5, 5))
    second = actions.amend(
        [change], year=YEAR, title="Điều chỉnh", decision=decision, by=leader, at=AT
    )
    beside = queries.editions_beside(second, leader)
    given = queries.given_by(second, beside, leader)
    made = exports.edition_workbook(second, given.rows, given.standing)
    told = sheets(made, values=True)

    assert rows(told["Lần này"])[1][8] == -20_000_000
    assert rows(told["Sau lần này"])[1][8] == 260_000_000
    assert edition.rows.values_list("implementer", "beneficiaries", "places").get(code="A") == (
        "",
        '=HYPERLINK("http://x")',
        "Xã Vinh Lộc",
    )
    assert [
        (one.row.code, one.before_vnd, one.after_vnd, one.sources)
        for one in queries.changes_between(1, second, beside, leader)
    ] == [("B", 30 * MILLION, 10 * MILLION, [("Tỉnh", 30 * MILLION, 10 * MILLION)])]
    assert [
        (one.row.code, one.before_vnd, one.difference_vnd)
        for one in queries.changes_between(0, second, beside, leader)
    ] == [("A", 0, 250 * MILLION), ("B", 0, 10 * MILLION)]


def test_plans_side_by_side(leader, plan):
    copy = actions.copy_plan(plan, title="Phương án 2", by=leader, at=AT)
    actions.move(copy.items.get(scheme__code="C"), is_included=True, by=leader)
    comparison = queries.compare([plan, copy], leader)
    told = sheets(exports.comparison_workbook(comparison, year=YEAR), values=True)

    assert rows(told["Tổng hợp"])[:4] == [
        ["Chỉ tiêu", "Đơn vị", "Phương án 1", "Phương án 2"],
        ["Số đề án", "đề án", 2, 3],
        ["Tổng kinh phí hỗ trợ", "đồng", 280_000_000, 350_000_000],
        ["Tổng điểm thẩm định", "điểm", 85.5, 85.5],
    ]
    assert rows(told["Tổng hợp"])[4:10] == [
        ["Theo nguồn", None, None, None],
        ["Nguồn tỉnh", "đồng", 230_000_000, 300_000_000],
        ["Nguồn xã", "đồng", 50_000_000, 50_000_000],
        ["Hạn mức còn lại sau phương án", None, None, None],
        ["Nguồn tỉnh", "đồng", 770_000_000, 700_000_000],
        ["Nguồn xã", "đồng", "chưa giao hạn mức", "chưa giao hạn mức"],
    ]
    assert rows(told["Đề án khác nhau"])[1:] == [["C – Đề án C", "đồng", "không có", 70_000_000]]

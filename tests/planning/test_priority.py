"""The legal order, read from the rules of the law, from the records, and from what is confirmed."""

from datetime import UTC, date, datetime

import pytest

from khuyencong.places.models import DisadvantagedArea
from khuyencong.planning import actions, queries
from khuyencong.planning.actions import PlanFacts
from khuyencong.planning.optimiser import Rules
from khuyencong.regulations.actions import load_regulations
from khuyencong.regulations.models import Trade
from khuyencong.schemes.models import Scheme
from tests.factories.establishments import EstablishmentFactory
from tests.factories.funding import EnvelopeFactory
from tests.factories.places import CommuneFactory
from tests.factories.planning import MILLION, YEAR, appraised, line_asking, scheme_asking

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _law(db):
    load_regulations(on=date(2026, 1, 1))


def plan_of(person, place, tier="province"):
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier=tier, place=place)
    return actions.open_plan(facts, by=person, at=AT)


def candidates(plan, person):
    items = queries.listed(plan, person)
    cells = queries.cells_of([item.scheme_id for item in items], year=YEAR)
    codes = {str(item.scheme_id): item.scheme.code for item in items}
    return {codes[one.key]: one for one in queries.candidates_of(plan, items, cells)}


def test_ranks_are_read_from_the_records(leader, province):
    commune = CommuneFactory(province=province)
    DisadvantagedArea.objects.create(
        unit=commune, category="poor_district", valid_from=date(2026, 1, 1), source="Danh mục thử"
    )
    people = {
        "nghèo": {"commune": commune},
        "đông": {"workers_count": 50},
        "ít": {"workers_count": 49},
        "cơ khí": {"trade": Trade.objects.get(code="mechanics_electronics")},
    }
    for code, more in people.items():
        establishment = EstablishmentFactory(province=province, **more)
        scheme_asking(
            province, code, lines=[line_asking(province, establishment=establishment, province=9)]
        )
    scheme_asking(province, "sạch", lines=[line_asking(province, content="sxsh", province=9)])
    Scheme.objects.filter(code="ít").update(form="focal")  # a rule of national money only

    assert {
        code: (one.ranks, one.disadvantaged_vnd, one.is_apart)
        for code, one in candidates(plan_of(leader, province), leader).items()
    } == {
        "nghèo": ({"place": 2}, 9 * MILLION, False),
        "đông": ({"trade": 1}, 0, False),
        "ít": ({}, 0, False),
        "cơ khí": ({"trade": 2}, 0, False),
        "sạch": ({}, 0, True),
    }


def test_what_no_record_tells_is_confirmed_by_an_officer(leader, province):
    scheme_asking(province, "A")
    plan = plan_of(leader, province)
    by_hand = queries.confirmed_by_hand(queries.rules_of(plan))
    actions.revise_item(
        plan.items.get(), amounts={"province": 9}, grounds=["trade_export", "trade_supporting"]
    )

    assert {rule.code for rule in by_hand} == {
        "trade_typical_product",
        "trade_key_product",
        "trade_export",
        "trade_local_material",
        "trade_farm_chemicals",
        "trade_supporting",
    }
    one = candidates(plan, leader)["A"]
    assert (one.ranks, one.names) == ({"trade": 1}, {"trade": "Sản phẩm có thị trường xuất khẩu"})


def test_a_national_plan_serves_focal_schemes_first(ministry_officer, province):
    EnvelopeFactory(year=YEAR, level="national", place=None, amount_vnd=200 * MILLION)
    more = {"tier": "national", "state": "ministry_appraised", "national": 100}
    for code, score in (("điểm", 60), ("thường", 90), ("có kinh nghiệm", 70)):
        appraised(scheme_asking(province, code, **more), score)
    Scheme.objects.filter(code="điểm").update(form="focal", end_year=YEAR + 1)
    plan = plan_of(ministry_officer, None, "national")
    item = plan.items.get(scheme__code="có kinh nghiệm")
    actions.revise_item(item, amounts={"national": 100 * MILLION}, grounds=["body_experience"])
    actions.propose_plan(plan, Rules(), by=ministry_officer)

    assert dict(plan.items.values_list("scheme__code", "reason")) == {
        "điểm": "Được chọn vì là đề án được xét trước (đề án khuyến công quốc gia điểm), có điểm "
        "thẩm định 60 và các nguồn đủ 100 triệu đồng.",
        "có kinh nghiệm": "Được chọn vì có đơn vị thực hiện được ưu tiên (đơn vị có kinh nghiệm, "
        "năng lực tổ chức thực hiện tốt hơn), có điểm thẩm định 70 và các nguồn đủ 100 triệu đồng.",
        "thường": "Bị loại vì nguồn quốc gia đã dành hết cho các đề án được chọn, đề án cần "
        "100 triệu đồng.",
    }
    assert [
        (row.rule.axis, row.rule.rank, row.rule.citation, row.is_confirmed_by_hand)
        for row in queries.order_of(plan)
        if row.rule.axis in ("form", "body")
    ] == [
        ("form", 1, "khoản 1 Điều 7 Thông tư số 36/2013/TT-BCT", False),
        ("body", 1, "khoản 2 Điều 7 Thông tư số 36/2013/TT-BCT", True),
    ]

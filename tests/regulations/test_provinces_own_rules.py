"""A province's own rules, entered by an officer, govern its local money and nothing else."""

from datetime import date

import pytest

from khuyencong.places.models import Unit
from khuyencong.regulations import actions
from khuyencong.regulations.models import AdjustmentDecider, CostNorm, Deadline, LegalDocument
from khuyencong.regulations.queries import (
    SupportLine,
    check_support,
    deadlines_for,
    decider_for,
    norm_for,
)
from tests.factories.places import UnitFactory

pytestmark = pytest.mark.django_db

IN_2022 = date(2022, 6, 1)


@pytest.fixture
def province() -> Unit:
    actions.load_regulations(on=date(2026, 1, 1))
    return UnitFactory(name="Thanh Hóa")


@pytest.fixture
def own(province: Unit) -> dict[str, object]:
    """What every rule of the province says of itself."""
    return {
        "applies_to": "local",
        "jurisdiction": province,
        "document": LegalDocument.objects.get(code="qd-05-2021-thanh-hoa"),
        "article": "Điều 4",
        "valid_from": date(2021, 3, 1),
        "verification": "verified",
    }


@pytest.fixture
def norm(own: dict[str, object]) -> CostNorm:
    return CostNorm.objects.create(
        code="machinery.thanh-hoa",
        item="machinery",
        name="Ứng dụng máy móc thiết bị tiên tiến",
        content="machine",
        percent=50,
        base_cost="mua máy móc thiết bị",
        ceiling_vnd=150_000_000,
        unit="establishment",
        **own,
    )


def test_the_provinces_norm_governs_its_local_money_only(norm: CostNorm, province: Unit) -> None:
    def governs(chain: str, province: str, on: date) -> str | None:
        found = norm_for("machinery", on=on, chain=chain, province=province)
        return found and found.code

    assert [
        governs("local", province.code, IN_2022),
        governs("local", province.code, date(2021, 2, 28)),
        governs("local", "00", IN_2022),
        governs("national", province.code, IN_2022),
    ] == [
        "machinery.thanh-hoa",
        "machinery.tt-28-2018",
        "machinery.tt-28-2018",
        "machinery.tt-28-2018",
    ]


def test_above_the_provinces_norm_a_local_request_stops(norm: CostNorm, province: Unit) -> None:
    lines = [SupportLine("machinery", 200_000_000, 900_000_000)]

    (check,) = check_support(lines, on=IN_2022, chain="local", province=province.code).checks

    assert (check.norm, check.allowed_vnd, check.is_binding, check.must_stop) == (
        norm,
        150_000_000,
        True,
        True,
    )


def test_the_provinces_decider_and_deadline_hold_for_its_local_schemes(
    own: dict[str, object], province: Unit
) -> None:
    AdjustmentDecider.objects.create(
        code="place.thanh-hoa", change="place", decider="province", **own
    )
    Deadline.objects.create(
        code="local.thanh-hoa",
        every="year",
        name="Đăng ký kế hoạch khuyến công địa phương",
        who="Đơn vị đăng ký",
        month=9,
        day=30,
        **own,
    )

    decision = decider_for(
        {"place"}, on=IN_2022, form="single", chain="local", province=province.code
    )
    due = deadlines_for(2022, chain="local", province=province.code)

    assert (decision.decider, decision.label) == ("province", "Ủy ban nhân dân cấp tỉnh")
    assert [(d.deadline.code, d.label) for d in due] == [
        ("local.thanh-hoa", "chậm nhất 30/09/2022")
    ]
    assert deadlines_for(2022, chain="local", province="00") == []

"""Each norm of Điều 6 Thông tư liên tịch 26/2014/TTLT-BTC-BCT and of Thông tư 28/2018/TT-BTC."""

from datetime import date
from decimal import Decimal

import pytest

from khuyencong.regulations.models import CostNorm
from khuyencong.regulations.queries import norm_for, norms_for

pytestmark = pytest.mark.usefixtures("law")

IN_2016, IN_2021 = date(2016, 6, 1), date(2021, 6, 1)

# item: điểm, percent, ceiling in triệu đồng, unit, priority multiplier
NORMS_OF_2014 = {
    "founding": ("a", None, 10, "firm", "1.5"),
    "model_new_technology": ("b", "30", 500, "model", "1.5"),
    "model_replication": ("b", None, 100, "model", "1.5"),
    "machinery": ("c", "50", 200, "establishment", "1.5"),
    "technology_transfer": ("c", "50", 200, "establishment", "1.5"),
    "fair": ("d", "100", None, "", None),
    "fair_participation": ("d", "80", None, "", "1.5"),
    "fair_abroad": ("đ", "100", None, "", None),
    "study_abroad_airfare": ("e", "100", None, "", None),
    "selection_region": ("g", None, 100, "round", "1.5"),
    "selection_nation": ("g", None, 200, "round", "1.5"),
    "prize_region": ("g", None, 5, "product", None),
    "prize_nation": ("g", None, 10, "product", None),
    "brand": ("h", "50", 35, "brand", "1.5"),
    "consulting": ("i", "50", 35, "establishment", "1.5"),
    "media": ("k", None, None, "", None),
    "association_region": ("l", "30", 70, "association", "1.5"),
    "association_nation": ("l", "30", 100, "association", "1.5"),
    "linkage_cluster": ("m", "50", 150, "linkage_cluster", "1.5"),
    "relocation_interest": ("n", "50", 500, "establishment", "1.5"),
    "pollution_establishment": ("o", "30", 300, "establishment", "1.5"),
    "pollution_cluster": ("p", "30", 1500, "industrial_cluster", "1.5"),
    "cluster_plan": ("q", "50", 500, "industrial_cluster", "1.5"),
    "cluster_infrastructure": ("r", None, 3000, "industrial_cluster", "1.5"),
    "agency_fee": ("s", "1.5", None, "", None),
    "implementer_fee": ("s", "2.5", None, "", None),
}
REFERENCES_OF_2014 = {
    "training_materials": "a",
    "vocational_training": "b",
    "workshop": "c",
    "abroad_travel": "d",
    "contest": "đ",
    "staff_training": "e",
    "information_technology": "g",
    "sxsh_pilot": "h",
}
# item: percent, ceiling in triệu đồng, unit, priority, line
NORMS_OF_2018 = {
    "founding": (None, 10, "firm", "1.5", None),
    "model_new_technology": ("30", 1000, "model", "1.5", None),
    "model_replication": (None, 100, "model", "1.5", None),
    "sxsh_pilot": ("30", 500, "model", "1.5", None),
    "machinery": ("50", 300, "establishment", "1.5", "1.5"),
    "technology_transfer": ("50", 300, "establishment", "1.5", "1.5"),
    "fair": ("100", None, "", None, None),
    "fair_participation": ("80", None, "", "1.5", None),
    "fair_abroad": ("100", None, "", None, None),
    "selection_region": (None, None, "", None, None),
    "selection_nation": (None, None, "", None, None),
    "prize_region": (None, None, "", None, None),
    "prize_nation": (None, None, "", None, None),
    "brand": ("50", 35, "brand", "1.5", None),
    "consulting": ("50", 35, "establishment", "1.5", None),
    "association_region": ("30", 70, "association", "1.5", None),
    "association_nation": ("30", 100, "association", "1.5", None),
    "linkage_cluster": ("50", 150, "linkage_cluster", "1.5", None),
    "relocation_interest": ("50", 500, "establishment", "1.5", None),
    "pollution_establishment": ("30", 300, "establishment", "1.5", None),
    "pollution_cluster": ("30", 1500, "industrial_cluster", "1.5", None),
    "cluster_plan": ("50", 500, "industrial_cluster", "1.5", None),
    "cluster_infrastructure": ("30", 6000, "industrial_cluster", "1.5", None),
    "agency_fee": ("1.5", None, "", None, None),
    "implementer_fee": ("2.5", None, "", None, None),
}


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def million(amount: int | None) -> int | None:
    return None if amount is None else amount * 1_000_000


@pytest.mark.parametrize("item", NORMS_OF_2014)
def test_each_norm_of_2014_is_what_its_point_says(item: str) -> None:
    point, percent, ceiling, unit, priority = NORMS_OF_2014[item]

    norm = norm_for(item, on=IN_2016)

    assert norm is not None
    assert (
        norm.article,
        norm.document.number,
        norm.verification,
        norm.applies_to,
        norm.percent,
        norm.ceiling_vnd,
        norm.unit,
        norm.priority_multiplier,
        norm.priority_article,
    ) == (
        f"điểm {point} khoản 2 Điều 6",
        "26/2014/TTLT-BTC-BCT",
        "verified",
        "national",
        number(percent),
        million(ceiling),
        unit,
        number(priority),
        "điểm t khoản 2 Điều 6" if priority else "",
    )


@pytest.mark.parametrize("item", REFERENCES_OF_2014)
def test_a_general_cost_of_2014_follows_another_circular(item: str) -> None:
    norm = norm_for(item, on=IN_2016)

    assert norm is not None
    assert (norm.article, norm.percent, norm.ceiling_vnd, norm.applies_to, norm.is_verified) == (
        f"điểm {REFERENCES_OF_2014[item]} khoản 1 Điều 6",
        None,
        None,
        "both",
        True,
    )
    assert norm.reference.startswith("Thông tư")


def test_no_other_norm_of_2014_is_shipped() -> None:
    rows = CostNorm.objects.filter(document__code="ttlt-26-2014")

    assert {row.item for row in rows} == {*NORMS_OF_2014, *REFERENCES_OF_2014}


@pytest.mark.parametrize("item", NORMS_OF_2018)
def test_each_norm_of_2018_is_the_one_noted(item: str) -> None:
    percent, ceiling, unit, priority, line = NORMS_OF_2018[item]

    norm = norm_for(item, on=IN_2021)

    assert norm is not None
    assert (
        norm.document.number,
        norm.percent,
        norm.ceiling_vnd,
        norm.unit,
        norm.priority_multiplier,
        norm.is_priority_verified,
        norm.line_multiplier,
    ) == (
        "28/2018/TT-BTC",
        number(percent),
        million(ceiling),
        unit,
        number(priority),
        False,
        number(line),
    )


def test_of_the_norms_of_2018_only_clause_4_of_article_8_was_read() -> None:
    rows = CostNorm.objects.filter(document__code="tt-28-2018")

    assert {row.item for row in rows} == set(NORMS_OF_2018)
    assert {(row.item, row.article) for row in rows if row.is_verified} == {
        ("machinery", "khoản 4 Điều 8"),
        ("technology_transfer", "khoản 4 Điều 8"),
    }


def test_the_assessment_of_cleaner_production_ended_with_its_strategy() -> None:
    norms = [norm_for("sxsh_assessment", on=date(year, 6, 1)) for year in (2016, 2020, 2021)]

    assert [norm and (norm.percent, norm.ceiling_vnd) for norm in norms] == [
        (Decimal(50), 50_000_000),
        (Decimal(50), 50_000_000),
        None,
    ]


def test_the_version_changes_on_the_day_the_new_circular_begins() -> None:
    days = (date(2014, 4, 7), date(2014, 4, 8), date(2018, 5, 14), date(2018, 5, 15))

    norms = [norm_for("machinery", on=day) for day in days]

    assert [norm and norm.code for norm in norms] == [
        None,
        "machinery.ttlt-26-2014",
        "machinery.ttlt-26-2014",
        "machinery.tt-28-2018",
    ]


def test_an_item_nobody_knows_is_absent() -> None:
    assert set(norms_for(["brand", "unknown"], on=IN_2016)) == {"brand"}

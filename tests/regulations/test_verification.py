"""What was not read is marked «chưa kiểm chứng», and what amends a text is in sight."""

from datetime import date

import pytest

from khuyencong.regulations.actions import TABLES
from khuyencong.regulations.models import AdvanceRule, CostNorm, LegalDocument, Version

pytestmark = pytest.mark.usefixtures("law")

# Every row that rests on memory, on another system's comment, or on an annex that is not held.
UNVERIFIED = {
    "documents": {
        "qd-136-2007",
        "qd-1288-2014",
        "qd-1881-2020",
        "tt-64-2024",
        "qd-889-2020",
        "tt-33-2022",
        "tt-34-2022",
        "qd-09-2021-gia-lai",
        "qd-05-2021-thanh-hoa",
        "qd-01-2020-bac-ninh",
        "nq-38-2020-quang-tri",
        "qd-28-2018-dong-thap",
        "qd-44-2018-ca-mau",
        "qd-15-2018-quang-nam",
    },
    "cost_norms": {
        f"{item}.tt-28-2018"
        for item in (
            "founding",
            "model_new_technology",
            "model_replication",
            "sxsh_pilot",
            "fair",
            "fair_participation",
            "fair_abroad",
            "selection_region",
            "selection_nation",
            "prize_region",
            "prize_nation",
            "brand",
            "consulting",
            "association_region",
            "association_nation",
            "linkage_cluster",
            "relocation_interest",
            "pollution_establishment",
            "pollution_cluster",
            "cluster_plan",
            "cluster_infrastructure",
            "agency_fee",
            "implementer_fee",
        )
    },
    "advance_rules": {"ceiling.tt-28-2018"},
    "dossier_papers": {
        "annex_2",
        "annex_2_ministry",
        "training_programme",
        "infrastructure_report",
        "commitment_investment_2018",
        "commitment_no_other_support_2018",
    },
}


@pytest.mark.parametrize("table", TABLES)
def test_exactly_the_rows_that_were_not_read_are_marked(table: str) -> None:
    rows = TABLES[table]._default_manager.filter(verification="unverified")

    assert {row.code for row in rows} == UNVERIFIED.get(table, set())


def test_the_texts_that_are_not_held_are_marked_so() -> None:
    held = {row.code: row.text_held for row in LegalDocument.objects.all()}

    assert {
        code: held[code]
        for code in (
            "nd-235-2025",
            "tt-28-2018",
            "tt-64-2024",
            "tt-17-2018",
            "tt-20-2017",
            "tt-14-2018",
            "qd-2646-2025",
        )
    } == {
        "nd-235-2025": "none",
        "tt-28-2018": "excerpt",
        "tt-64-2024": "none",
        "tt-17-2018": "none",
        "tt-20-2017": "none",
        "tt-14-2018": "none",
        "qd-2646-2025": "excerpt",
    }


def test_nothing_verified_rests_on_a_text_that_is_not_held_at_all() -> None:
    wrong = [
        row.code
        for model in TABLES.values()
        if issubclass(model, Version)
        for row in model._default_manager.filter(
            verification="verified", document__text_held="none"
        )
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("nd-45-2012", (date(2025, 8, 26), []), (date(2025, 8, 27), ["235/2025/NĐ-CP"])),
        ("tt-46-2012", (date(2017, 9, 28), []), (date(2017, 9, 29), ["20/2017/TT-BCT"])),
        ("tt-36-2013", (date(2018, 7, 9), []), (date(2018, 7, 10), ["17/2018/TT-BCT"])),
        ("tt-28-2018", (date(2023, 12, 31), []), (date(2024, 1, 1), ["64/2024/TT-BTC"])),
        ("tt-26-2014", (date(2017, 12, 31), []), (date(2018, 1, 1), ["14/2018/TT-BCT"])),
    ],
)
def test_an_amendment_that_was_not_read_is_in_sight_from_its_first_day(
    code: str, before: tuple[date, list[str]], after: tuple[date, list[str]]
) -> None:
    document = LegalDocument.objects.get(code=code)

    for on, unread in (before, after):
        assert [a.number for a in document.unread_amendments(on)] == unread


def test_the_documents_in_force_follow_the_day() -> None:
    def norms_circulars(on: date) -> list[str]:
        rows = LegalDocument.objects.in_force(on)
        return [row.code for row in rows if row.code in ("ttlt-26-2014", "tt-28-2018")]

    assert [norms_circulars(day) for day in (date(2014, 4, 7), date(2018, 5, 14))] == [
        [],
        ["ttlt-26-2014"],
    ]
    assert norms_circulars(date(2018, 5, 15)) == ["tt-28-2018"]


def test_a_norm_and_its_document_read_as_the_law_names_them() -> None:
    norm = CostNorm.objects.get(code="machinery.ttlt-26-2014")

    assert (str(norm), str(norm.document), norm.document.is_verified, norm.citation) == (
        "Ứng dụng máy móc thiết bị tiên tiến",
        "26/2014/TTLT-BTC-BCT",
        True,
        "điểm c khoản 2 Điều 6 Thông tư liên tịch số 26/2014/TTLT-BTC-BCT",
    )


def test_a_number_of_no_known_kind_is_left_as_it_is() -> None:
    assert LegalDocument(number="157/KH-SCT").full_number == "157/KH-SCT"


def test_a_document_is_named_with_its_kind() -> None:
    numbers = {row.code: row.full_number for row in LegalDocument.objects.all()}

    assert {
        code: numbers[code] for code in ("nd-45-2012", "ttlt-26-2014", "tt-28-2018", "qd-2646-2025")
    } == {
        "nd-45-2012": "Nghị định số 45/2012/NĐ-CP",
        "ttlt-26-2014": "Thông tư liên tịch số 26/2014/TTLT-BTC-BCT",
        "tt-28-2018": "Thông tư số 28/2018/TT-BTC",
        "qd-2646-2025": "Quyết định số 2646/QĐ-BCT",
    }


def test_a_row_of_a_text_nobody_has_read_names_the_document_first():
    document = LegalDocument(number="28/2018/TT-BTC")

    told = [
        AdvanceRule(document=document, article=article).citation
        for article in ("khoản 2 Điều 6", "chưa rõ điều, khoản")
    ]

    assert told == [
        "khoản 2 Điều 6 Thông tư số 28/2018/TT-BTC",
        "Thông tư số 28/2018/TT-BTC, chưa rõ điều, khoản",
    ]

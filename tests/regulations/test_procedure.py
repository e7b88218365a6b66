"""Dossier, appraisal, advance and acceptance by Thông tư 36/2013/TT-BCT."""

from datetime import date

import pytest

from khuyencong.regulations import queries
from khuyencong.regulations.models import (
    AdvanceRule,
    AppraisalPoint,
    DossierPart,
    EvidenceItem,
    PriorityRule,
)

pytestmark = pytest.mark.usefixtures("law")

IN_2016, IN_2020 = date(2016, 6, 1), date(2020, 6, 1)


def test_a_dossier_has_eight_parts() -> None:
    assert [(p.number, p.name, p.article) for p in DossierPart.objects.all()] == [
        (1, "Đơn vị và địa điểm", "khoản 1 Điều 5"),
        (2, "Sự cần thiết và căn cứ", "khoản 2 Điều 5"),
        (3, "Mục tiêu", "khoản 3 Điều 5"),
        (4, "Quy mô", "khoản 4 Điều 5"),
        (5, "Nội dung và tiến độ", "khoản 5 Điều 5"),
        (6, "Dự toán kinh phí", "khoản 6 Điều 5"),
        (7, "Tổ chức thực hiện", "khoản 7 Điều 5"),
        (8, "Hiệu quả", "khoản 8 Điều 5"),
    ]


def test_an_appraisal_has_five_points() -> None:
    assert [(p.number, p.name, p.article) for p in AppraisalPoint.objects.all()] == [
        (1, "Sự phù hợp", "khoản 1 Điều 9"),
        (2, "Mục tiêu, sự cần thiết, hiệu quả", "khoản 2 Điều 9"),
        (3, "Năng lực", "khoản 3 Điều 9"),
        (4, "Kết hợp, lồng ghép", "khoản 4 Điều 9"),
        (5, "Hồ sơ, tài liệu", "khoản 5 Điều 9"),
    ]


def test_places_are_ranked_a_to_d_then_trades_and_cleaner_production_apart() -> None:
    rows = PriorityRule.objects.all()

    assert [(r.axis, r.rank, r.code) for r in rows if r.axis == "place"] == [
        ("place", 1, "place_highland"),
        ("place", 2, "place_poor"),
        ("place", 3, "place_new_rural"),
        ("place", 4, "place_difficult"),
    ]
    assert {r.code: r.rank for r in rows if r.axis == "trade"} == {
        "trade_typical_product": 1,
        "trade_key_product": 1,
        "trade_export": 1,
        "trade_local_material": 1,
        "trade_labour": 1,
        "trade_mechanics": 2,
        "trade_farm_chemicals": 2,
        "trade_food_processing": 2,
        "trade_supporting": 2,
        "trade_cleaner_production": None,
    }


def test_fifty_workers_are_enough_and_fifty_percent_of_local_material_is_not() -> None:
    rows = PriorityRule.objects.exclude(threshold=None)

    assert {r.code: (r.threshold, r.is_above_threshold) for r in rows} == {
        "trade_local_material": (50, True),
        "trade_labour": (50, False),
    }


def test_the_first_advance_is_30_70_or_100_percent_by_kind() -> None:
    rules = AdvanceRule.objects.exclude(kind=None).select_related("kind")

    assert {r.kind.code: (r.percent, r.progress_over_percent, r.article) for r in rules} == {
        "cluster_infrastructure": (30, 50, "khoản 1 Điều 13"),
        "pollution_cluster": (30, 50, "khoản 1 Điều 13"),
        "vocational_training": (70, None, "điểm a khoản 2 Điều 13"),
        "consulting": (70, None, "điểm b khoản 2 Điều 13"),
        "training": (70, None, "điểm b khoản 2 Điều 13"),
        "workshop": (70, None, "điểm b khoản 2 Điều 13"),
        "study_visit": (70, None, "điểm b khoản 2 Điều 13"),
        "brand": (70, None, "điểm b khoản 2 Điều 13"),
        "association": (70, None, "điểm b khoản 2 Điều 13"),
        "linkage_cluster": (70, None, "điểm b khoản 2 Điều 13"),
        "sxsh_assessment": (70, None, "điểm b khoản 2 Điều 13"),
        "fair": (70, None, "điểm c khoản 2 Điều 13"),
        "fair_participation": (70, None, "điểm c khoản 2 Điều 13"),
        "media": (70, None, "điểm c khoản 2 Điều 13"),
        "cluster_plan": (70, None, "điểm c khoản 2 Điều 13"),
        "model": (70, 70, "điểm d khoản 2 Điều 13"),
        "machinery": (70, 70, "điểm d khoản 2 Điều 13"),
        "technology_transfer": (70, 70, "điểm d khoản 2 Điều 13"),
        "pollution_establishment": (70, 70, "điểm d khoản 2 Điều 13"),
        "founding": (100, None, "khoản 3 Điều 13"),
    }


def test_machinery_is_advanced_only_on_a_confirmed_report_of_over_70_percent() -> None:
    answer = queries.advance_for("machinery", on=IN_2016)

    assert answer.amount_vnd(200_000_001) == 140_000_000
    assert answer.explanation == (
        "Tạm ứng lần một 70% kinh phí hỗ trợ (điểm d khoản 2 Điều 13 Thông tư số 36/2013/TT-BCT; "
        "đã kiểm chứng).",
        "Điều kiện: báo cáo tiến độ xác định đã thực hiện trên 70% tổng vốn đầu tư của dự án.",
        "Báo cáo tiến độ phải được Sở Công Thương nơi thực hiện đề án kiểm tra, xác nhận.",
    )
    papers = queries.evidence_for("machinery", stage=EvidenceItem.Stage.FIRST_ADVANCE, on=IN_2016)
    assert [paper.name for paper in papers] == [
        "Hợp đồng thực hiện đề án",
        "Báo cáo tiến độ xác định giá trị khối lượng công việc đã thực hiện tương ứng trên 70% "
        "tổng vốn đầu tư của dự án",
    ]


def test_founding_at_100_percent_is_shown_beside_the_overall_ceiling_of_70() -> None:
    answer = queries.advance_for("founding", on=IN_2016)

    assert answer.explanation == (
        "Tạm ứng lần một 100% kinh phí hỗ trợ (khoản 3 Điều 13 Thông tư số 36/2013/TT-BCT; "
        "đã kiểm chứng).",
        "Điều kiện: Sau khi nghiệm thu cơ sở và có giấy chứng nhận đăng ký kinh doanh.",
        "Lưu ý: Không quá 70% tổng kinh phí khuyến công hỗ trợ, trên cơ sở hợp đồng thực hiện "
        "(điểm b khoản 2 Điều 8 Thông tư liên tịch số 26/2014/TTLT-BTC-BCT; đã kiểm chứng).",
    )


def test_a_kind_the_circular_leaves_open_is_the_departments_to_decide() -> None:
    answer = queries.advance_for("contest", on=IN_2020)

    papers = queries.evidence_for("contest", stage=EvidenceItem.Stage.FIRST_ADVANCE, on=IN_2020)
    assert (answer.rule, answer.amount_vnd(1), papers) == (None, None, [])
    assert answer.explanation == (
        "Dạng đề án này do Cục trưởng quyết định tỷ lệ và hồ sơ tạm ứng "
        "(khoản 2 Điều 16 Thông tư số 36/2013/TT-BCT).",
        "Lưu ý: Không quá 70% tổng kinh phí khuyến công hỗ trợ (Thông tư số "
        "28/2018/TT-BTC, chưa rõ điều, khoản; chưa kiểm chứng).",
    )


def test_the_advances_of_several_kinds_are_read_at_once(django_assert_num_queries) -> None:
    kinds = ["machinery", "founding", "contest"]
    each = {kind: queries.advance_for(kind, on=IN_2016) for kind in kinds}

    with django_assert_num_queries(2):
        assert queries.advances_for(kinds, on=IN_2016) == each


def test_a_local_scheme_is_advanced_as_the_province_rules() -> None:
    answer = queries.advance_for("machinery", on=IN_2016, chain="local", province="30")

    assert answer.rule is None
    assert answer.explanation[0] == (
        "Mức tạm ứng khuyến công địa phương do Ủy ban nhân dân cấp tỉnh quy định "
        "(điểm b khoản 3 Điều 8 Thông tư số 46/2012/TT-BCT); chưa có quy định của tỉnh."
    )


def test_machinery_is_accepted_on_the_common_papers_and_its_two() -> None:
    papers = queries.evidence_for("machinery", stage=EvidenceItem.Stage.REMAINING, on=IN_2016)

    assert [(paper.name, paper.article) for paper in papers] == [
        ("Biên bản nghiệm thu cơ sở (Mẫu số 5a, 5b hoặc 5c)", "Điều 14"),
        ("Báo cáo tổng hợp kết quả thực hiện đề án", "Điều 14"),
        ("Báo cáo khối lượng hoàn thành và kinh phí thực hiện hợp đồng (Mẫu số 3b)", "Điều 14"),
        ("Hợp đồng mua máy móc", "khoản 5 Điều 14"),
        ("Biên bản nghiệm thu và thanh lý hợp đồng mua máy móc", "khoản 5 Điều 14"),
    ]


def test_each_list_of_article_14_has_its_number_of_papers() -> None:
    rows = EvidenceItem.objects.filter(stage="remaining").exclude(kind=None)
    counts: dict[str, int] = {}
    for row in rows.select_related("kind"):
        assert row.article.endswith(f"khoản {row.kind.list_number} Điều 14")
        counts[row.kind.code] = counts.get(row.kind.code, 0) + 1

    assert counts == {
        "vocational_training": 4,
        "consulting": 3,
        "training": 3,
        "workshop": 3,
        "model": 4,
        "technology_transfer": 2,
        "machinery": 2,
        "sxsh_assessment": 2,
        "brand": 4,
        "media": 3,
        "association": 3,
        "fair": 2,
        "fair_participation": 3,
        "linkage_cluster": 2,
        "cluster_plan": 2,
        "cluster_infrastructure": 2,
        "pollution_cluster": 3,
        "pollution_establishment": 2,
        "contest": 2,
    }


def test_the_dossier_to_the_department_lists_what_is_known_and_what_is_a_setting() -> None:
    papers = queries.papers_for(["vocational_training"], stage="base", on=IN_2016)

    assert [(p.code, p.copies, p.is_setting, p.is_verified) for p in papers] == [
        ("request_letter", 3, False, True),
        ("scheme_text", 3, False, True),
        ("beneficiary_request", 3, False, True),
        ("annex_2", 3, True, False),
        ("training_programme", 3, False, False),
        ("commitment_investment", 1, False, True),
        ("commitment_no_other_support", 1, False, True),
    ]


def test_papers_of_another_kind_are_not_asked() -> None:
    codes = [p.code for p in queries.papers_for([], stage="base", on=IN_2016)]

    assert "training_programme" not in codes

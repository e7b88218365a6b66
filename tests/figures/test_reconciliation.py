"""Published figures set against records: the whole table of a programme, and what moves it."""

import json
from collections import Counter
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from khuyencong.figures.queries import texts_of
from khuyencong.figures.reconciliation import ONLY_ILLUSTRATIVE, reconcile
from khuyencong.funding import actions as funding
from khuyencong.funding.models import Entry, Level, Nature
from khuyencong.places.models import Unit
from tests.factories.schemes import LineFactory

AT = datetime(2026, 1, 5, tzinfo=UTC)

HAI_DUONG = [
    (1, "5 năm", "5 năm", "khớp"),
    (2, "66 đề án", "66 đề án", "khớp"),
    (3, "11,072 tỷ đồng", "11,072 tỷ đồng", "khớp do làm tròn"),
    (4, "5 đề án", "5 đề án", "khớp"),
    (5, "1,55 tỷ đồng", "1,55 tỷ đồng", "khớp"),
    (6, "3 đề án", "3 đề án", "khớp"),
    (7, "800 triệu đồng", "800 triệu đồng", "khớp"),
    (8, "2 đề án", "2 đề án", "khớp"),
    (9, "750 triệu đồng", "750 triệu đồng", "khớp"),
    (10, "55 đề án", "55 đề án", "khớp"),
    (11, "8,615 tỷ đồng", "8,615 tỷ đồng", "khớp"),
    (12, "50 đề án", "50 đề án", "khớp"),
    (13, "7,715 tỷ đồng", "7,715 tỷ đồng", "khớp"),
    (14, "5 đề án", "5 đề án", "khớp"),
    (15, "900 triệu đồng", "900 triệu đồng", "khớp"),
    (16, "6 đề án", "6 đề án", "khớp"),
    (17, "907 triệu đồng", "907,2 triệu đồng", "khớp do làm tròn"),
    (18, "3 đợt", "3 đợt", "khớp"),
    (19, "3 đề án", "3 đề án", "khớp"),
    (20, "686,2 triệu đồng", "686,2 triệu đồng", "khớp"),
    (21, "132 sản phẩm", "132 sản phẩm", "khớp"),
    (22, "3 đề án", "3 đề án", "khớp"),
    (23, "221 triệu đồng", "221 triệu đồng", "khớp"),
    (24, "4 sản phẩm", "–", "chưa tính được"),
    (25, "14 đề án", "–", "chưa tính được"),
    (26, "2 sản phẩm", "–", "chưa tính được"),
]


def table(text):
    (found,) = reconcile([text])
    return found


def row(text, number):
    return next(one for one in table(text).rows if one.figure.number == number)


@pytest.fixture
def hai_duong(programmes):
    return programmes["hai-duong-2014-2018"]


def settle_instead(entry, amount_vnd):
    posting = funding.Posting(
        amount_vnd, entry.nature, entry.kind, entry.level, entry.booked_on, "Điều chỉnh"
    )
    funding.replace(entry.account, posting, by=None, at=AT)


def test_every_figure_of_hai_duong_stands_beside_what_records_say(hai_duong):
    rows = table(hai_duong).rows

    assert [
        (one.figure.number, one.figure.shown, one.computed_words, one.verdict.outcome.value)
        for one in rows
    ] == HAI_DUONG


def test_every_published_figure_has_a_verdict_and_every_result_a_registry_can_hold_agrees(
    programmes,
):
    verdicts = Counter(
        (one.text.code, row.verdict.outcome.value)
        for one in reconcile(texts_of())
        for row in one.rows
    )

    assert verdicts == {
        ("ha-tinh-2016-2020", "khớp"): 24,
        ("ha-tinh-2016-2020", "chưa tính được"): 7,
        ("nghe-an-2016-2020", "khớp"): 8,
        ("nghe-an-2016-2020", "khớp do làm tròn"): 5,
        ("nghe-an-2016-2020", "chưa tính được"): 1,
        ("gia-lai-2012-2022", "khớp"): 17,
        ("gia-lai-2012-2022", "lệch"): 1,
        ("gia-lai-2012-2022", "không rõ"): 1,
        ("thanh-hoa-2017-2018", "khớp"): 3,
        ("thanh-hoa-2017-2018", "chưa tính được"): 1,
        ("thanh-hoa-2017-2018", "không rõ"): 1,
        ("hai-duong-2014-2018", "khớp"): 21,
        ("hai-duong-2014-2018", "khớp do làm tròn"): 2,
        ("hai-duong-2014-2018", "chưa tính được"): 3,
    }


def test_all_programmes_are_evaluated_together(programmes, django_assert_max_num_queries):
    texts = texts_of()

    with django_assert_max_num_queries(24):
        reconcile(texts)


def test_agreement_with_illustrative_records_says_what_it_proves(hai_duong):
    found = table(hai_duong)

    assert (found.is_with_illustrative_records, found.rows[1].explanation) == (
        True,
        "Khớp với dữ liệu minh họa (66 bản ghi).",
    )


def test_rounding_is_told_to_the_last_dong(hai_duong):
    assert row(hai_duong, 17).explanation == (
        "Khớp do làm tròn với dữ liệu minh họa (6 bản ghi). Tính được 907.200.000 đồng. "
        "Chênh lệch do làm tròn số đã viết."
    )


def test_a_corrected_ledger_entry_changes_the_verdict_and_its_correction_changes_it_back(hai_duong):
    entry = Entry.objects.filter(
        account__province=hai_duong.place,
        account__content="machine",
        nature=Nature.SETTLED,
        level=Level.NATIONAL,
    )[0]

    settle_instead(entry, entry.amount_vnd - 80_000_000)
    changed = row(hai_duong, 15)
    settle_instead(entry, entry.amount_vnd)
    restored = row(hai_duong, 15)

    assert (changed.computed, changed.verdict.outcome.value, changed.explanation) == (
        820_000_000,
        "lệch",
        "Công bố cao hơn 80 triệu đồng so với dữ liệu minh họa (7 bản ghi).",
    )
    assert restored.verdict.outcome.value == "khớp"


def test_one_more_scheme_changes_the_count_and_the_share_of_nghe_an(programmes):
    text = programmes["nghe-an-2016-2020"]
    line = LineFactory(
        scheme__province=text.place,
        scheme__illustrative=True,
        scheme__start_year=2019,
        account__settled={"province": 5_000_000_000},
    )

    assert line.scheme.tier == "province"
    assert [(row(text, number).computed_words) for number in (4, 5, 6)] == [
        "418 đề án",
        "27 tỷ đồng",
        "61,37%",
    ]


def test_real_records_of_a_place_answer_alone(hai_duong):
    LineFactory(
        scheme__province=hai_duong.place,
        scheme__start_year=2018,
        account__settled={"province": 800_000_000},
        content="model",
    )

    found = table(hai_duong)

    assert found.is_with_illustrative_records is False
    assert [(one.basis, one.explanation) for one in found.rows if one.figure.number in (2, 7)] == [
        ("real", "Công bố cao hơn 65 đề án so với sổ đề án (1 bản ghi)."),
        ("real", "Khớp với sổ đề án (1 bản ghi)."),
    ]


def test_a_place_has_the_texts_about_it_and_about_what_passed_into_it(programmes):
    gia_lai, hai_phong = (
        Unit.objects.provinces().current().filter(name__in=["Gia Lai", "Hải Phòng"]).in_name_order()
    )

    assert [[text.code for text in texts_of(place)] for place in (gia_lai, hai_phong)] == [
        ["gia-lai-2012-2022"],
        ["hai-duong-2014-2018"],
    ]


# The command, with the same records: loading them twice would take as long as all the rest.


def run(*arguments):
    out = StringIO()
    call_command("reconcile", *arguments, stdout=out)
    return out.getvalue()


def test_json_holds_the_figures_the_findings_and_the_comparison(programmes):
    data = json.loads(run("--place", "hai duong", "--period", "2014-2018", "--json"))

    assert data["figures"][16] == {
        "text": "hai-duong-2014-2018",
        "number": 17,
        "figure": "Kinh phí hỗ trợ – Hội chợ, triển lãm, xúc tiến thương mại, Bình chọn sản phẩm "
        "công nghiệp nông thôn tiêu biểu – nguồn tỉnh",
        "published": "907 triệu đồng",
        "computed": "907,2 triệu đồng",
        "verdict": "khớp do làm tròn",
        "explanation": "Khớp do làm tròn với dữ liệu minh họa (6 bản ghi). Tính được 907.200.000 "
        "đồng. Chênh lệch do làm tròn số đã viết.",
        "value": 907_000_000,
        "low": None,
        "high": None,
        "unit": "VND",
        "qualifier": "",
        "computed_value": 907_200_000,
        "difference": -200_000,
        "basis": "illustrative",
        "records": 6,
        "unknown": 0,
        "kind": "result",
        "surface": "907 triệu đồng",
        "address": {
            "measure": "support",
            "content": "fair,selection",
            "source": "province",
            "place": "Hải Dương",
            "period": "2014-2018",
        },
        "note": "Không nêu nguồn ở đây; suy ra nguồn tỉnh từ đoạn sau.",
        "place": "Hải Dương",
        "place_status": "stated",
        "period": "2014–2018",
    }
    assert data["findings"][0] == {
        "text": "hai-duong-2014-2018",
        "code": "told_twice",
        "weight": "lưu ý",
        "figures": [16, 19, 22],
        "message": "«06 đề án» được kể lại ở đoạn sau thành «03 đề án» + «03 đề án»: không cộng "
        "thêm lần nữa.",
        "difference": 0,
        "resolve": "Chỉ tính một lần khi cộng tổng.",
    }
    assert data["comparison"] == [
        {
            "text": "hai-duong-2014-2018",
            "place": "Hải Dương",
            "period": "2014–2018",
            "schemes": 66,
            "support_vnd": 11_072_000_000,
            "support_a_year_vnd": 2_214_400_000,
            "counterpart_vnd": None,
            "total_vnd": None,
        }
    ]


def test_rates_are_numbers_in_json(programmes):
    data = json.loads(run("--place", "Nghệ An", "--json"))

    assert [data["figures"][2][name] for name in ("value", "computed_value")] == [5.77, 5.77]


def test_the_table_is_aligned_and_ends_with_a_summary(programmes):
    lines = run("--place", "Thanh Hóa").splitlines()

    assert [line[:25].rstrip() for line in lines[:2]] == [
        "Thanh Hóa – 2017 và 6 thá",
        "«Thanh Hóa: Hỗ trợ thiết",
    ]
    assert len({line.find("5 đề án") for line in lines if "5 đề án" in line}) == 1
    assert lines[-5:] == [
        "5 số liệu: 3 khớp, 1 chưa tính được, 1 không rõ.",
        ONLY_ILLUSTRATIVE,
        "Số học trong văn bản:",
        "  [lưu ý] Bài nêu kết quả đề án, cơ sở nhưng không nêu kinh phí nào. Tra kinh phí trong "
        "sổ hoặc hỏi tác giả.",
        "  [lưu ý] Nhận định «hàng vạn lao động» không có con số để kiểm.",
    ]

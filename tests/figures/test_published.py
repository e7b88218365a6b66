"""Loading the shipped published figures, and what one of them says of itself."""

import shutil
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from khuyencong.figures import actions
from khuyencong.figures.models import PlaceStatus, PublishedFigure, SourceText
from khuyencong.places.models import Unit
from tests.factories.accounts import UserFactory
from tests.factories.figures import PublishedFigureFactory, SourceTextFactory

AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def data(tmp_path):
    """A copy of the shipped files that a test may spoil."""
    return shutil.copytree(actions.DATA, tmp_path / "data")


def change(data, file, line, column, word):
    lines = (data / file).read_text(encoding="utf-8").split("\n")
    cells = lines[line - 1].split("\t")
    cells[lines[0].split("\t").index(column)] = word
    lines[line - 1] = "\t".join(cells)
    (data / file).write_text("\n".join(lines), encoding="utf-8")


def rows():
    return list(
        PublishedFigure.objects.values_list(
            "text__code", "number", "value", "low", "measure", "contents", "place", "told_again"
        )
    )


def test_every_row_loads(published):
    kinds = Counter(PublishedFigure.objects.values_list("text__code", "kind"))

    assert kinds == {
        ("ha-tinh-2016-2020", "result"): 24,
        ("ha-tinh-2016-2020", "target"): 7,
        ("nghe-an-2016-2020", "result"): 14,
        ("gia-lai-2012-2022", "result"): 17,
        ("gia-lai-2012-2022", "claim"): 2,
        ("thanh-hoa-2017-2018", "result"): 3,
        ("thanh-hoa-2017-2018", "plan"): 1,
        ("thanh-hoa-2017-2018", "claim"): 1,
        ("hai-duong-2014-2018", "context"): 1,
        ("hai-duong-2014-2018", "result"): 22,
        ("hai-duong-2014-2018", "furniture"): 3,
    }


def test_loading_again_changes_nothing(published):
    before = rows()

    loading = actions.load_published()

    assert (loading, rows()) == (actions.Loading(texts=5, figures=95), before)


def test_a_row_that_is_no_longer_shipped_goes(published, data):
    lines = (data / "figures.tsv").read_text(encoding="utf-8").splitlines()
    (data / "figures.tsv").write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")

    assert actions.load_published(data=data).figures == PublishedFigure.objects.count() == 94


def test_loading_is_a_few_statements_whatever_the_number_of_figures(
    published, django_assert_max_num_queries
):
    with django_assert_max_num_queries(30):
        actions.load_published()


def test_the_command_says_what_is_published(provinces):
    out = StringIO()

    call_command("load_published", stdout=out)

    assert out.getvalue() == "Số liệu công bố: 95 số liệu của 5 văn bản.\n"


def test_without_the_places_the_command_names_the_row_it_cannot_load(db):
    with pytest.raises(CommandError, match="^Tệp texts.tsv, dòng 2: Không có địa danh «Hà Tĩnh»"):
        call_command("load_published")


@pytest.mark.parametrize(
    ("file", "column", "word", "sentence"),
    [
        ("figures.tsv", "measure", "suport", "Không có chỉ tiêu «suport». Gần nhất: support"),
        ("figures.tsv", "contents", "machin", "Không có nội dung «machin». Gần nhất: machine"),
        ("figures.tsv", "source", "bộ", "Không có nguồn «bộ». Gần nhất:"),
        ("figures.tsv", "item", "classroom", "Không có item «classroom». Gần nhất: class"),
        ("figures.tsv", "period", "2020-2016", "Kỳ «2020–2016» có ngày kết thúc trước"),
        ("figures.tsv", "place", "Hà Tỉn", "Không có địa danh «Hà Tỉn». Gần nhất: Hà Tĩnh"),
        ("figures.tsv", "kind", "outcome", "cột «kind»: Giá trị 'outcome' không phải là"),
        ("figures.tsv", "value", "mười", "cột «value» không phải là số: «mười»"),
        ("figures.tsv", "value", "", "chỉ nhận định mới được không có con số"),
        ("figures.tsv", "low", "3", "một số liệu là một giá trị hoặc một khoảng"),
        ("figures.tsv", "text", "ha-tinh", "không có văn bản «ha-tinh» trong texts.tsv"),
        ("figures.tsv", "told_again", "99", "cột «told_again» chỉ tới số liệu thứ 99 không có"),
        ("figures.tsv", "ambiguity", "một\thai", "thiếu hoặc thừa cột"),
        ("texts.tsv", "published_on", "23/11/2020", "cột «published_on» không phải là ngày"),
        ("texts.tsv", "period", "", "văn bản phải có kỳ số liệu"),
        ("texts.tsv", "period", "2020-2016", "Kỳ «2020–2016» có ngày kết thúc trước"),
        ("texts.tsv", "place_status", "sure", "cột «place_status»: Giá trị 'sure' không"),
    ],
)
def test_a_wrong_cell_is_named_by_file_and_line(provinces, data, file, column, word, sentence):
    change(data, file, 3, column, word)

    with pytest.raises(actions.BadDataError) as wrong:
        actions.load_published(data=data)

    assert str(wrong.value).startswith(f"Tệp {file}, dòng 3: {sentence}")
    assert not SourceText.objects.exists()


def test_a_column_that_is_missing_is_named(provinces, data):
    text = (data / "texts.tsv").read_text(encoding="utf-8")
    (data / "texts.tsv").write_text(text.replace("publisher", "publishers"), encoding="utf-8")

    with pytest.raises(actions.BadDataError, match=r"dòng 2: thiếu cột «publisher»\.$"):
        actions.load_published(data=data)


def test_the_place_of_gia_lai_is_a_suggestion(published):
    text = published["gia-lai-2012-2022"]

    assert (text.place_status, text.is_place_certain, text.place_words) == (
        PlaceStatus.SUGGESTED,
        False,
        "Gia Lai (gợi ý, chờ xác nhận)",
    )


def test_a_person_confirms_the_place_of_a_text_and_loading_keeps_it(published):
    officer, place = UserFactory(), Unit.objects.get(name="Nghệ An")

    actions.confirm_place(published["gia-lai-2012-2022"], place, by=officer, at=AT)
    actions.load_published()

    text = SourceText.objects.get(code="gia-lai-2012-2022")
    places = set(text.figures.values_list("place__name", flat=True))
    assert (text.place_words, text.place_confirmed_by, text.place_confirmed_at, places) == (
        "Nghệ An",
        officer,
        AT,
        {"Nghệ An"},
    )


def test_a_text_is_cited_by_title_publisher_and_date(published):
    assert [text.citation for text in published.values()][2:] == [
        "«Hoạt động khuyến công tỉnh Hải Dương giai đoạn 2014-2018», Trang thông tin điện tử Sở "
        "Công Thương Hải Dương, 24/06/2019",
        "«Hiệu quả công tác khuyến công, sản xuất sạch hơn trong công nghiệp», Báo Công an Nghệ An "
        "điện tử (Congannghean.vn), 23/11/2020",
        "«Thanh Hóa: Hỗ trợ thiết thực cơ sở công nghiệp nông thôn», Báo Công Thương "
        "(congthuong.vn), không ghi ngày",
    ]


def test_a_text_without_a_place_says_so(db):
    assert SourceTextFactory(place=None).place_words == "không rõ địa bàn"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({}, "10 đề án"),
        ({"value": Decimal(2000), "unit": "lượt người", "qualifier": "khoảng"}, "khoảng 2.000 l"),
        ({"money": True, "qualifier": "gần"}, "gần 2,5 tỷ đồng"),
        ({"value": Decimal("5.7700"), "unit": "%"}, "5,77%"),
        ({"value": Decimal(80), "unit": "%", "qualifier": "trên"}, "trên 80%"),
        ({"value": None, "low": Decimal(20), "high": Decimal(30), "unit": "mô hình"}, "20–30 mô h"),
        ({"value": None, "surface": "hàng vạn lao động"}, "hàng vạn lao động"),
        ({"money": True, "unit": "VND/năm", "per": "year"}, "2,5 tỷ đồng/năm"),
    ],
)
def test_a_claim_is_shown_with_its_qualifier_in_the_vietnamese_way(db, said, shown):
    assert PublishedFigureFactory(**said).shown.startswith(shown)


def test_a_figure_is_named_by_its_address_unless_that_says_too_little(published):
    text = published["ha-tinh-2016-2020"]

    assert [text.figures.get(number=number).subject for number in (6, 15, 26)] == [
        "Kinh phí hỗ trợ – nguồn địa phương",
        "Kinh phí hỗ trợ – Ứng dụng máy móc tiên tiến, chuyển giao công nghệ – nguồn quốc gia",
        "Mức giảm tiêu hao nguyên, nhiên, vật liệu",
    ]

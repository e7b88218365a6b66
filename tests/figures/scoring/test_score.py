"""Both gold layouts are understood, and each field is judged on its own."""

from datetime import date

from khuyencong.figures.reading.extract import read
from khuyencong.figures.scoring import read_gold, score

DEV = (
    "doc\tplace\tdoc_period\tsurface\tmetric\tvalue\tunit\tqualifier\tfund_source\tperiod\tnote\n"
    "a\tX\t2019\t05 đề án\tn_project\t5\tđề án\t\tđịa phương\t2019\t\n"
    "a\tX\t2019\thơn 2 tỷ đồng\tfund_support_machine\t2000000000\tVND\thơn\tđịa phương\t2019\t\n"
)
SEED = (
    "seed\tquote\tmetric\tvalue\tunit\tqualifier\tfund_source\tperiod\tplace\tkind\tnote\n"
    "0\táp dụng 20 - 30 mô hình\tsố mô hình trình diễn\t20..30\tmô hình"
    "\tkhoảng giá trị\t\t2021–2025\tX\tmục tiêu\t\n"
    "0\txu hướng tăng\txu hướng\t\t\tđịnh tính\t\tgần 2023\tX\tnhận định\tkhông có số\n"
)
TEXT = "Năm 2019, khuyến công địa phương hỗ trợ 05 đề án máy móc, kinh phí hơn 2 tỷ đồng."


def test_a_good_reading_scores_full_marks_where_it_is_asked():
    total = score({"a": read(TEXT)}, read_gold(DEV.splitlines())).total

    assert (total.rows, total.found, total.given, total.false) == (2, 2, 2, 0)
    assert total.right["fund_source"] == total.asked["fund_source"] == 2


def test_a_text_that_was_not_read_counts_as_missed():
    total = score({}, read_gold(DEV.splitlines())).total

    assert (total.rows, total.found) == (2, 0)


def test_the_descriptive_layout_is_understood_and_rows_without_a_number_are_left_out():
    rows = read_gold(SEED.splitlines())
    text = "Giai đoạn 2021 - 2025, tỉnh sẽ áp dụng 20 - 30 mô hình trình diễn."

    total = score({"0": read(text, published_on=date(2020, 12, 1))}, rows).total

    assert (total.rows, total.found) == (1, 1)
    assert total.wrong == []


def test_a_figure_that_gold_does_not_know_is_false():
    text = TEXT + " Trung tâm mở 3 lớp."

    total = score({"a": read(text)}, read_gold(DEV.splitlines())).total

    assert (total.false, total.invented) == (1, [])


def test_the_table_has_a_line_a_text_and_a_total():
    table = score({"a": read(TEXT)}, read_gold(DEV.splitlines())).table()

    assert [line.split()[0] for line in table.splitlines()] == ["văn", "a", "tổng"]

"""`manage.py figures extract | check | score`: what is printed, and the code a routine acts on."""

import json

import pytest
from django.core.management import CommandError, call_command

from khuyencong.figures.batch import read_files, texts_in
from khuyencong.figures.management.commands.figures import Command

from .made_up import TEXT, WRONG

FIELDS = {
    "quote", "start", "end", "unit", "qualifier", "measure", "content", "fund_source", "period",
    "place", "kind",
}  # fmt: skip
GOLD = (
    "doc\tsurface\tmetric\tvalue\tunit\tqualifier\tfund_source\tperiod\n"
    "mot\t30 đề án\tn_project\t30\tđề án\t\t\t2014-2018\n"
    "mot\t04 đề án\tn_project_model\t4\tđề án\t\t\t2014-2018\n"
    "mot\t99 đề án\tn_project\t99\tđề án\t\t\t2014-2018\n"
)


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "mot.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def run(capsys):
    """Runs the command; returns what it printed and its code."""

    def running(*words):
        try:
            call_command("figures", *map(str, words))
        except CommandError as error:
            return str(error), error.returncode
        except SystemExit as stop:
            return capsys.readouterr().out, stop.code
        return capsys.readouterr().out, 0

    return running


def test_json_is_one_array_of_objects_with_exactly_the_fields(run, text):
    printed, code = run("extract", text, "--json")

    found = json.loads(printed)
    assert code == 0
    assert len(found) == 14
    assert all(set(one) in (FIELDS | {"value"}, FIELDS | {"low", "high"}) for one in found)
    assert found[2] == {
        "quote": "6,2 tỷ đồng",
        "start": 333,
        "end": 344,
        "value": 6_200_000_000,
        "unit": "VND",
        "qualifier": "",
        "measure": "support",
        "content": "",
        "fund_source": "tất cả",
        "period": {"from": "2014-01-01", "to": "2018-12-31", "label": "2014–2018"},
        "place": {"written": "Nghệ An", "unit": "Nghệ An", "code": "40"},
        "kind": "kết quả",
    }


def test_for_people_a_figure_is_a_line(run, text):
    printed, _ = run("extract", text)

    assert printed.splitlines()[1] == (
        "299 | «30 đề án» | Số đề án | 2014–2018 | Nghệ An | kết quả"
    )


def test_a_folder_is_read_by_several_processes_in_order(run, tmp_path):
    for number in range(12):
        (tmp_path / f"{number:02d}.txt").write_text(f"Năm 2018 có {number + 2} đề án.")

    printed, code = run("extract", tmp_path, "--json")

    found = json.loads(printed)
    assert (code, list(found)) == (0, [f"{number:02d}.txt" for number in range(12)])
    assert [figures[0]["value"] for figures in found.values()] == list(range(2, 14))
    alone = list(read_files(texts_in(tmp_path), processes=1))
    assert [one.reading.to_json() for one in alone] == list(found.values())


def test_a_folder_tells_the_files_it_could_not_read(run, tmp_path, text):
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04")

    assert run("extract", tmp_path) == (
        "Không đọc được 1 tệp:\n«hong.docx»: Tệp Word bị hỏng nên không đọc được.",
        2,
    )


def test_a_text_that_agrees_with_itself_passes(run, text):
    printed, code = run("check", text)

    assert code == 0
    assert printed.splitlines()[-1] == "Không thấy mâu thuẫn."


def test_a_text_that_contradicts_itself_stops_the_routine(run, tmp_path):
    path = tmp_path / "sai.txt"
    path.write_text(WRONG, encoding="utf-8")

    printed, code = run("check", path)

    assert code == 1
    assert printed.splitlines()[1].startswith("[mâu thuẫn] Các phần cộng lại vượt 2 đề án")
    assert printed.splitlines()[-1] == "Có chỗ phải xem lại."


def test_the_score_is_a_table(run, text, tmp_path):
    gold = tmp_path / "gold.tsv"
    gold.write_text(GOLD, encoding="utf-8")

    printed, code = run("score", tmp_path, gold, "--details")

    lines = printed.splitlines()
    assert (code, lines[0].split()[:2]) == (0, ["văn", "bản"])
    assert lines[1].split()[:3] == ["mot", "3", "66,7%"]
    assert lines[2].split()[:3] == ["tổng", "3", "66,7%"]
    assert lines[3] == "mot: thiếu: 99 đề án = (Decimal('99'),)"


def test_a_gold_table_may_call_a_file_by_the_number_it_begins_with(run, tmp_path):
    (tmp_path / "000_abc.txt").write_text(TEXT, encoding="utf-8")
    gold = tmp_path / "gold.tsv"
    gold.write_text("seed\tquote\tmetric\tvalue\tunit\n0\t30 đề án\tn_project\t30\tđề án\n")

    assert run("score", tmp_path, gold)[0].splitlines()[1].split()[:3] == ["0", "1", "100,0%"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("extract", "khong-co.txt"), "Không có tệp «khong-co.txt»."),
        (("check", "khong-co.txt"), "Không có tệp «khong-co.txt»."),
        (("check", "."), "«.» là thư mục, không phải tệp."),
        (("score", ".", "khong-co.tsv"), "Không đọc được bảng chuẩn «khong-co.tsv»."),
        (("extract", "trong"), "Thư mục «trong» không có tệp nào đọc được."),
        (
            ("score", ".", "la.tsv"),
            "Bảng chuẩn «la.tsv» thiếu cột: doc hoặc seed, surface hoặc quote, metric, value, "
            "unit.",
        ),
        (("score", "trong", "gold.tsv"), "Thư mục «trong» không có văn bản nào của bảng chuẩn."),
        (("score", "khong-co", "gold.tsv"), "Không có thư mục «khong-co»."),
        (
            ("check", "mot.txt", "--docx", "ra.docx"),
            "«mot.txt» không phải tệp Word nên không ghi chú thích được.",
        ),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_code_2(run, text, monkeypatch, words, said):
    folder = text.parent
    (folder / "trong").mkdir()
    (folder / "gold.tsv").write_text(GOLD, encoding="utf-8")
    (folder / "la.tsv").write_text("a\tb\n", encoding="utf-8")
    monkeypatch.chdir(folder)

    assert run(*words) == (said, 2)


def test_nothing_of_it_needs_the_database(run, text):
    """No test here asks for the database: pytest-django would refuse a query."""
    assert Command.requires_system_checks == []
    assert run("check", text)[1] == 0

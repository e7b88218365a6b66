"""What ``manage.py reconcile`` tells without any record, and how it says that it cannot answer."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def run(*arguments):
    out = StringIO()
    call_command("reconcile", *arguments, stdout=out)
    return out.getvalue()


def test_all_programmes_end_with_their_comparison(published):
    lines = run().splitlines()

    assert [line.split("  ")[0] for line in lines[-5:]] == [
        "Gia Lai (gợi ý, chờ xác nhận)",
        "Hà Tĩnh",
        "Hải Dương",
        "Nghệ An",
        "Thanh Hóa",
    ]


def test_a_suggested_place_is_told_with_its_evidence(published):
    assert "\nGợi ý: Gia Lai, chờ xác nhận. Văn bản không nêu tên tỉnh;" in run(
        "--place", "Gia Lai"
    )


def test_a_period_without_findings_ends_with_the_summary(published):
    assert run("--place", "Hà Tĩnh", "--period", "2021-2025").endswith(
        "\n7 số liệu: 7 chưa tính được.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--place", "Hải Dưng"), "Không có địa danh «Hải Dưng». Gần nhất: Hải Dương."),
        (
            ("--period", "2020-2016"),
            "Kỳ «2020–2016» có ngày kết thúc trước ngày bắt đầu: hãy đổi lại thứ tự.",
        ),
        (
            ("--place", "Nghệ An", "--period", "2001-2005"),
            "Không có số liệu công bố nào về Nghệ An trong kỳ 2001–2005.",
        ),
    ],
)
def test_what_cannot_be_answered_is_one_sentence_and_exit_code_2(published, arguments, sentence):
    with pytest.raises(CommandError) as refused:
        run(*arguments)

    assert (str(refused.value), refused.value.returncode) == (sentence, 2)


def test_without_published_figures_it_says_what_to_run(db):
    with pytest.raises(
        CommandError, match="^Chưa nạp số liệu công bố: hãy chạy manage.py load_pub"
    ):
        run()

import json

import pytest
from django.core.management import CommandError, call_command

from tests.factories.places import UnitFactory
from tests.factories.schemes import LineFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def machinery():
    province = UnitFactory(name="Hải Dương", code="30")
    LineFactory(scheme__province=province, account__settled={"national": 900_000_000})


WORDS = (
    "measure=support",
    "content=machine",
    "source=national",
    "place=Hải Dương",
    "period=2014-2018",
)


def test_a_figure_is_told_in_words(capsys):
    call_command("evaluate", *WORDS)

    assert capsys.readouterr().out == (
        "Kinh phí hỗ trợ – Ứng dụng máy móc tiên tiến, chuyển giao công nghệ – nguồn quốc gia – "
        "Hải Dương – 2014–2018: 900 triệu đồng\n"
        "Từ 1 bản ghi (sổ đề án); 0 bản ghi không rõ.\n"
    )


def test_a_figure_is_given_as_json(capsys):
    call_command("evaluate", *WORDS, "--json")
    data = json.loads(capsys.readouterr().out)

    assert (data["value"], data["unit"], data["records"], data["unknown"]) == (
        900_000_000,
        "VND",
        1,
        0,
    )


def test_a_figure_that_cannot_be_told_says_why(capsys):
    call_command("evaluate", "measure=growth", "place=Hải Dương", "period=2014-2018")

    assert capsys.readouterr().out.splitlines()[1] == (
        "Kỳ trước không có bản ghi và không có số tổng."
    )


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["support"], "«support» không có dạng tên=giá trị, ví dụ measure=support."),
        (["measure=sup"], "Không có chỉ tiêu «sup». Gần nhất: support."),
        (
            ["measure=support", "place=Hải Dươn"],
            "Không có địa danh «Hải Dươn». Gần nhất: Hải Dương.",
        ),
        (
            ["measure=support", "period=2020-2016"],
            "Kỳ «2020–2016» có ngày kết thúc trước ngày bắt đầu: hãy đổi lại thứ tự.",
        ),
    ],
)
def test_bad_words_are_answered_with_one_sentence_and_code_2(words, sentence):
    with pytest.raises(CommandError) as caught:
        call_command("evaluate", *words)

    assert (str(caught.value), caught.value.returncode) == (sentence, 2)

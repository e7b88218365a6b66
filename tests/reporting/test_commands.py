from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from khuyencong.figures.models import SourceText
from khuyencong.places.models import Unit


def test_a_report_is_written_to_the_file_named(published: SourceText, tmp_path: Path) -> None:
    out, said = tmp_path / "bao-cao.pdf", StringIO()

    call_command(
        "report", "Nghệ An", "2016-2020", format="pdf", basis="published", out=out, stdout=said
    )

    assert out.read_bytes().startswith(b"%PDF")
    assert said.getvalue() == (
        f"{out}: Báo cáo tổng kết hoạt động khuyến công trên địa bàn tỉnh Nghệ An giai đoạn "
        "2016–2020 (theo công bố).\n"
    )


@pytest.mark.parametrize(
    ("place", "period", "said"),
    [
        ("Nghệ Am", "2018", "Không có địa danh «Nghệ Am». Gần nhất: Nghệ An."),
        (
            "Nghệ An",
            "2020-2016",
            "Kỳ «2020–2016» có ngày kết thúc trước ngày bắt đầu: hãy đổi lại thứ tự.",
        ),
        ("Nghệ An", "2018", "Chưa có bản ghi nào trên địa bàn tỉnh Nghệ An năm 2018."),
    ],
)
def test_what_cannot_be_reported_is_one_sentence_and_exit_code_2(
    province: Unit, place: str, period: str, said: str
) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("report", place, period)

    assert (str(caught.value), caught.value.returncode) == (said, 2)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--format", "exe"), "Không có định dạng «exe». Chọn một trong: docx, xlsx, pdf, html."),
        (("--basis", "x"), "Không có cơ sở số liệu «x». Chọn một trong: published, records."),
        (
            ("--format", "pdf", "--out", "a.docx"),
            "Tệp a.docx có đuôi .docx nhưng định dạng là pdf: hãy chọn một.",
        ),
    ],
)
def test_options_that_cannot_be_are_one_sentence(
    province: Unit, options: tuple[str, ...], said: str
) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("report", "Nghệ An", "2018", *options)

    assert (str(caught.value), caught.value.returncode) == (said, 2)


def test_the_name_of_the_file_tells_the_format(published: SourceText, tmp_path: Path) -> None:
    out = tmp_path / "bao-cao.PDF"

    call_command("report", "Nghệ An", "2016-2020", basis="published", out=out, stdout=StringIO())

    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "khong-co/x.docx",
            "Không ghi được tệp {0}/khong-co/x.docx: chưa có thư mục {0}/khong-co.",
        ),
        (".", "Không ghi được {0}: đó là một thư mục, hãy ghi cả tên tệp."),
    ],
)
def test_a_file_that_cannot_be_written_is_one_sentence(
    published: SourceText, tmp_path: Path, name: str, said: str
) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("report", "Nghệ An", "2016-2020", basis="published", out=tmp_path / name)

    assert (str(caught.value), caught.value.returncode) == (said.format(tmp_path), 2)


def test_reports_are_written_once_and_again_only_when_something_changed(
    published: SourceText, tmp_path: Path, settings
) -> None:
    settings.REPORTS_DIR = tmp_path / "reports"
    outputs = []
    for _ in range(2):
        said = StringIO()
        call_command("write_reports", stdout=said)
        outputs.append(said.getvalue().splitlines())
    published.title = "Tên khác"
    published.save()
    said = StringIO()
    call_command("write_reports", stdout=said)

    name = "bao-cao-nghe-an-2016-2020-cong-bo"
    assert outputs[0][0].startswith(f"[1/2] {name}: docx, xlsx, pdf, html (")
    assert outputs[1] == [
        f"[1/2] {name}: không đổi",
        "[2/2] Chưa có bản ghi nào trên địa bàn tỉnh Nghệ An giai đoạn 2016–2020.",
    ]
    assert said.getvalue().startswith(f"[1/2] {name}: docx, xlsx, pdf, html (")
    assert sorted(path.name for path in settings.REPORTS_DIR.iterdir()) == [
        ".digests.json",
        *(f"{name}.{ending}" for ending in ("docx", "html", "pdf", "xlsx")),
    ]

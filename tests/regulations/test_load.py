"""Loading the shipped law: idempotent, keeps an officer's edits, closes what is gone."""

import shutil
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from khuyencong.regulations import actions
from khuyencong.regulations.models import CostNorm, LegalDocument, Trade

pytestmark = pytest.mark.django_db

ON = date(2026, 1, 1)
Counts = tuple[int, int, int, int]


def load(data: Path = actions.DATA) -> dict[str, Counts]:
    """Return what each table that changed came to: created, updated, closed, kept."""
    reports = actions.load_regulations(on=ON, data=data)
    counts = {r.table: (r.created, r.updated, r.closed, r.kept) for r in reports}
    return {table: count for table, count in counts.items() if any(count)}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the shipped data that a test may change."""
    return Path(shutil.copytree(actions.DATA, tmp_path / "data"))


def replace(data: Path, table: str, old: str, new: str) -> None:
    path = data / f"{table}.tsv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def drop(data: Path, table: str, code: str) -> None:
    path = data / f"{table}.tsv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(
        "".join(line for line in lines if not line.startswith(f"{code}\t")), encoding="utf-8"
    )


def test_a_first_load_creates_every_row_and_a_second_changes_nothing() -> None:
    first = load()

    assert first["content_groups"] == (9, 0, 0, 0)
    assert first["trades"] == (7, 0, 0, 0)
    assert set(first) == set(actions.TABLES)
    assert load() == {}


def test_a_changed_row_is_updated(data: Path) -> None:
    load()
    replace(data, "trades", "Tiểu thủ công nghiệp\t", "Hàng tiểu thủ công nghiệp\t")

    assert load(data) == {"trades": (0, 1, 0, 0)}
    assert Trade.objects.get(letter="đ").short_name == "Hàng tiểu thủ công nghiệp"


def test_a_row_no_longer_shipped_is_closed_the_day_before_and_never_deleted(data: Path) -> None:
    load()
    drop(data, "cost_norms", "brand.tt-28-2018")

    assert load(data) == {"cost_norms": (0, 0, 1, 0)}
    assert load(data) == {}
    assert CostNorm.objects.get(code="brand.tt-28-2018").valid_to == date(2025, 12, 31)
    assert load() == {"cost_norms": (0, 1, 0, 0)}
    assert CostNorm.objects.get(code="brand.tt-28-2018").valid_to is None


def test_a_document_no_longer_shipped_stays(data: Path) -> None:
    load()
    drop(data, "documents", "tt-34-2022")

    assert load(data) == {}
    assert LegalDocument.objects.filter(code="tt-34-2022").exists()


def test_what_an_officer_changed_is_kept_even_when_the_shipped_row_changes(data: Path) -> None:
    load()
    CostNorm.objects.filter(code="brand.tt-28-2018").update(
        ceiling_vnd=40_000_000, verification="verified"
    )
    replace(data, "cost_norms", "brand.tt-28-2018\tbrand\tXây", "brand.tt-28-2018\tbrand\tSẽ xây")

    assert load(data) == {"cost_norms": (0, 0, 0, 1)}
    assert CostNorm.objects.get(code="brand.tt-28-2018").ceiling_vnd == 40_000_000


def test_what_an_officer_added_is_neither_changed_nor_closed() -> None:
    load()
    document = LegalDocument.objects.get(code="tt-28-2018")
    CostNorm.objects.create(
        code="own",
        item="own",
        name="Khoản của tỉnh",
        applies_to="local",
        document=document,
        article="Điều 1",
        valid_from=ON,
        ceiling_vnd=1,
        unit="scheme",
    )

    assert load() == {}
    assert CostNorm.objects.get(code="own").valid_to is None


@pytest.mark.parametrize(
    ("table", "old", "new", "sentence"),
    [
        (
            "trades",
            "2012-07-05",
            "2012-13-05",
            "Tệp trades.tsv, dòng 2: cột «valid_from» không nhận «2012-13-05».",
        ),
        (
            "trades",
            "nd-45-2012",
            "nd-46-2012",
            "Tệp trades.tsv, dòng 2: cột «document» không nhận «nd-46-2012».",
        ),
        ("trades", "\tverified", "", "Tệp trades.tsv, dòng 2: thiếu hoặc thừa cột."),
        (
            "trades",
            "\tverified",
            "\tperhaps",
            "Tệp trades.tsv, dòng 2: Giá trị 'perhaps' không phải là lựa chọn hợp lệ.",
        ),
        (
            "trades",
            "consumer_export",
            "food_processing",
            "Tệp trades.tsv, dòng 3: mã «food_processing» bị lặp lại.",
        ),
        (
            "content_groups",
            "number\tname",
            "number\ttitle",
            "Tệp content_groups.tsv, dòng 2: cột «title» không nhận «Đào tạo nghề, truyền nghề».",
        ),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence_and_changes_nothing(
    data: Path, table: str, old: str, new: str, sentence: str
) -> None:
    replace(data, table, old, new)

    with pytest.raises(actions.BadData) as refused:
        load(data)

    assert str(refused.value) == sentence
    assert LegalDocument.objects.count() == 0


def test_the_command_says_what_it_did_for_each_table() -> None:
    out = StringIO()

    call_command("load_regulations", stdout=out)

    lines = out.getvalue().splitlines()
    assert len(lines) == len(actions.TABLES)
    assert lines[1] == (
        "content_groups: thêm 9, sửa 0, khép 0, giữ bản cán bộ đã sửa 0, không đổi 0"
    )


def test_the_command_stops_at_a_bad_file_with_the_sentence(data: Path) -> None:
    replace(data, "trades", "nd-45-2012", "nd-46-2012")

    with pytest.raises(CommandError, match="Tệp trades.tsv, dòng 2"):
        call_command("load_regulations", data=data, stdout=StringIO())

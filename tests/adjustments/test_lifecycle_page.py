"""The page of the lifecycle is what the table says."""

from django.conf import settings
from django.core.management import call_command

NAME = "de-nghi-dieu-chinh.md"


def test_the_page_is_fresh(tmp_path, capsys):
    call_command("write_adjustment_lifecycle", folder=tmp_path)
    written = (tmp_path / NAME).read_text(encoding="utf-8")

    assert written == (settings.ROOT / "docs" / "lifecycles" / NAME).read_text(encoding="utf-8")
    assert capsys.readouterr().out == f"Đã ghi {NAME}.\n"

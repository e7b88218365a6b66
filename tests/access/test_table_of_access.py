"""The page that tells who does what is what the code says."""

from django.conf import settings
from django.core.management import call_command

from khuyencong.config.management.commands.write_access import NAME


def test_the_page_is_fresh(tmp_path):
    call_command("write_access", folder=tmp_path, verbosity=0)

    kept = settings.ROOT / "docs" / "lifecycles" / NAME
    assert (tmp_path / NAME).read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")

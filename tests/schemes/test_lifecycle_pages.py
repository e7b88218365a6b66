from django.conf import settings
from django.core.management import call_command

from khuyencong.schemes.management.commands.write_lifecycles import PAGES


def test_the_pages_of_the_lifecycles_are_fresh(tmp_path):
    call_command("write_lifecycles", folder=tmp_path, verbosity=0)
    fresh = {name: (tmp_path / name).read_text(encoding="utf-8") for name in PAGES}
    folder = settings.ROOT / "docs" / "lifecycles"
    kept = {name: (folder / name).read_text(encoding="utf-8") for name in PAGES}

    assert kept == fresh, "Chạy «make lifecycles»."

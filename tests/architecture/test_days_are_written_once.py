"""There is one way to write a day and a month: `khuyencong.lib.days`, and its filters."""

import re
from pathlib import Path

import pytest

import khuyencong

ROOT = Path(khuyencong.__file__).parent
OWN = "lib/days.py"
PATTERNS = {
    ".py": re.compile(r"%-?d[/.-]%-?m/|%-?m/%Y|\.day\}/|month\}/"),
    ".html": re.compile(r"\|\s*(date|time)\b"),
}


@pytest.mark.parametrize("suffix", PATTERNS)
def test_nothing_but_the_library_formats_a_day_or_a_month(suffix):
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sorted(ROOT.rglob(f"*{suffix}"))
        if str(path.relative_to(ROOT)) != OWN
        for line in path.read_text().splitlines()
        if PATTERNS[suffix].search(line)
    ]

    assert found == []

"""typst with our typeface and nothing of the machine's; words go in as data, never as markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

FONTS = Path(__file__).parent / "fonts"
PACKAGE = Path(__file__).parents[2]
DOTS_PER_INCH = 220


def typeset(
    template: Path, data: Mapping[str, Any], *, kind: Literal["pdf", "png"] = "pdf"
) -> bytes:
    """Return *template* filled with *data* as a tagged PDF (PDF/UA-1), or its page as a PNG."""
    options: dict[str, Any] = {"pdf_standards": "ua-1"} if kind == "pdf" else {"ppi": DOTS_PER_INCH}
    words = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in data.items()
    }
    made: bytes = typst.compile(
        str(template),
        root=str(PACKAGE),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format=kind,
        sys_inputs=words,
        **options,
    )
    return made

"""typst with our typeface and nothing of the machine's; words go in as data, never as markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

FONTS = Path(__file__).parent / "fonts"
PACKAGE = Path(__file__).parents[2]
DOTS_PER_INCH = 220
_NO_LETTER = "could not be displayed"


def typeset(
    template: Path, data: Mapping[str, Any], *, kind: Literal["pdf", "png"] = "pdf"
) -> bytes:
    """Return *template* filled with *data* as a tagged PDF (PDF/UA-1), or its page as a PNG."""
    options: dict[str, Any] = {"pdf_standards": "ua-1"} if kind == "pdf" else {"ppi": DOTS_PER_INCH}
    words = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in data.items()
    }
    setting: dict[str, Any] = {
        "root": str(PACKAGE),
        "font_paths": [str(FONTS)],
        "format": kind,
        "sys_inputs": words,
    }
    try:
        made: bytes = typst.compile(str(template), ignore_system_fonts=True, **setting, **options)
    except typst.TypstError as error:
        if _NO_LETTER not in str(error):
            raise
        # A sign that our typeface has not, such as a picture in a name: any typeface of the
        # machine may draw it, else a box stands for it; such a file cannot be called PDF/UA.
        made = typst.compile(str(template), ignore_system_fonts=False, **setting)
    return made

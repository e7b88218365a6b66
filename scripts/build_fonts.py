"""Write the report's typeface from the npm package @fontsource/tinos.

    python scripts/build_fonts.py

Tinos (SIL Open Font License 1.1) has the widths of Times New Roman.  The package splits it by
script into web fonts; typst wants one TTF per style, so latin, latin-ext and vietnamese are
merged.  Run after `npm ci`, with the packages of the `data` group; the four files it writes are
committed.
"""

from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "node_modules" / "@fontsource" / "tinos"
TARGET = ROOT / "khuyencong" / "documents" / "rendering" / "fonts"
SCRIPTS = ("latin", "latin-ext", "vietnamese")
STYLES = {
    "400-normal": "Tinos-Regular.ttf",
    "700-normal": "Tinos-Bold.ttf",
    "400-italic": "Tinos-Italic.ttf",
    "700-italic": "Tinos-BoldItalic.ttf",
}
# Every Vietnamese letter is one character, so nothing needs to be shaped; the tables that shape
# are the ones that do not merge.
SHAPING = ["GSUB", "GPOS", "GDEF", "DSIG", "FFTM", "hdmx", "VDMX", "LTSH", "kern"]


def merge(style: str, workplace: Path) -> TTFont:
    """Return one font of all scripts of a style, with what positions hinting left out."""
    pieces = []
    for script in SCRIPTS:
        font = TTFont(PACKAGE / "files" / f"tinos-{script}-{style}.woff")
        font.flavor = None
        for table in (*SHAPING, "fpgm", "prep", "cvt "):
            if table in font:
                del font[table]
        for glyph in font["glyf"].glyphs.values():
            glyph.expand(font["glyf"])
            glyph.removeHinting()
        pieces.append(workplace / f"{script}-{style}.ttf")
        font.save(pieces[-1])
    return Merger(Options()).merge([str(piece) for piece in pieces])


def main() -> None:
    """Write the four styles and the licence."""
    workplace = ROOT / "var" / "fonts"
    workplace.mkdir(parents=True, exist_ok=True)
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, name in STYLES.items():
        merge(style, workplace).save(TARGET / name)
        print(f"{name}: {(TARGET / name).stat().st_size // 1024} KiB")
    (TARGET / "LICENSE").write_text((PACKAGE / "LICENSE").read_text())


if __name__ == "__main__":
    main()

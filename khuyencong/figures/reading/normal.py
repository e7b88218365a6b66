"""A text in three spellings of one length: as given, lower case, and without marks.

Every stage of the grammar matches on `low` or `flat` and reports offsets that are valid in `raw`.
A text that is not NFC is composed first, runs of spaces and foreign line ends are made one, and
`origin` leads each character back to where it stood.
"""

import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import lru_cache

MAX_CHARACTERS = 2_000_000

# A longer run of digits, dots and commas is no quantity; masked, it cannot slow a pattern down.
_MONSTER = re.compile(r"[\d.,]{40,}")
_MASK = "\x02"

_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x0b\x0c"
)
_INVISIBLE = (
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c"
    "\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\x00"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_QUOTES = "\u201c\u201d\u201e\u00ab\u00bb\u2033\uff02"


# A run of spaces reads as one, «\r\n» as one line end; a tab stays, it parts the cells of a table.
_BLANK = "[ " + re.escape((_SPACES + _INVISIBLE).replace("\t", "")) + "]"
_ODD = re.compile(rf"\r|{_BLANK}{{2,}}|(?! ){_BLANK}")
_TOKEN = re.compile(rf"(?P<end>\r\n?)|(?P<blank>{_BLANK}+)|[^\r]+?(?=\r|{_BLANK}|$)", re.S)


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its spellings; `raw[i]`, `low[i]` and `flat[i]` are the same character."""

    raw: str
    low: str
    flat: str
    source: str
    origin: "array[int] | None" = None

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, offset: int) -> int:
        """The place in the text as it was given of an offset in `raw`."""
        return offset if self.origin is None else self.origin[offset]


def normalise(source: str) -> Text:
    """Fold a text; texts beyond `MAX_CHARACTERS` are cut there."""
    source = source[:MAX_CHARACTERS]
    raw, origin = _collapsed(*_composed(source))
    low = _MONSTER.sub(lambda run: _MASK * len(run.group()), "".join(map(_lower, raw)))
    return Text(raw, low, "".join(map(_unmarked, low)), source, origin)


def flatten(text: str) -> str:
    """One string without marks, lower case, of the same length when the input is NFC."""
    return "".join(_unmarked(_lower(character)) for character in text)


def _composed(source: str) -> "tuple[str, array[int] | None]":
    if unicodedata.is_normalized("NFC", source):
        return source, None
    pieces: list[str] = []
    origin = array("l")
    start = 0
    for end in range(1, len(source) + 1):
        open_cluster = end < len(source) and unicodedata.combining(source[end])
        if open_cluster and end - start < 8:
            continue
        piece = unicodedata.normalize("NFC", source[start:end])
        pieces.append(piece)
        origin.extend([start] * len(piece))
        start = end
    origin.append(len(source))
    return "".join(pieces), origin


def _collapsed(raw: str, origin: "array[int] | None") -> "tuple[str, array[int] | None]":
    if _ODD.search(raw) is None:
        return raw, origin
    pieces: list[str] = []
    places = array("l")
    for token in _TOKEN.finditer(raw):
        if token["end"] or token["blank"]:
            pieces.append("\n" if token["end"] else " ")
            places.append(token.start())
        else:
            pieces.append(token.group())
            places.extend(range(token.start(), token.end()))
    places.append(len(raw))
    if origin is not None:
        places = array("l", [origin[place] for place in places])
    return "".join(pieces), places


@lru_cache(maxsize=4096)
def _lower(character: str) -> str:
    if character in _SPACES or character in _INVISIBLE:
        return " "
    if character in _DASHES:
        return "-"
    if character in _QUOTES:
        return '"'
    if character == "\r":
        return "\n"
    if character != "0" and character.isdigit() and not character.isascii():
        return _digit(character)
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def _digit(character: str) -> str:
    """Full-width and other decimal digits read as ours; superscripts (m²) stay what they are."""
    return str(unicodedata.decimal(character, character))


@lru_cache(maxsize=4096)
def _unmarked(character: str) -> str:
    if character == "đ":
        return "d"
    base = unicodedata.normalize("NFD", character)[0]
    return base if len(base) == 1 else character

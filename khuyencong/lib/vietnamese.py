"""Vietnamese text: one stored form, keys to look up by, the order of the alphabet.

Stored text is NFC in its official spelling. Comparison goes through keys, never through the
text: ``fold`` for looking up by any spelling, ``same_spelling`` for telling whether two texts are
the same word, ``sort_key`` for the order of a Vietnamese list.
"""

import re
import unicodedata
from functools import lru_cache

_ACUTE, _GRAVE, _TILDE, _HOOK, _DOT = "\u0301", "\u0300", "\u0303", "\u0309", "\u0323"
# The order of tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = {_GRAVE: 1, _HOOK: 2, _TILDE: 3, _ACUTE: 4, _DOT: 5}
_ALPHABET = "’0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: rank for rank, letter in enumerate(_ALPHABET, start=2)}
# «ð» is what old encodings and careless keyboards leave where «đ» was meant.
_STROKES = str.maketrans({"đ": "d", "ð": "d"})
_APOSTROPHES = "'’‘ʼ`´"
_NO_APOSTROPHE = dict.fromkeys(map(ord, _APOSTROPHES))
_ONE_APOSTROPHE = dict.fromkeys(map(ord, _APOSTROPHES), "’")
_LONGEST_QUOTED = 60
_SYLLABLE = re.compile(r"[^\W\d_]+")
_SEPARATORS = re.compile(r"[\W_]+")
_WORD = re.compile(r"[^\W_](?:[^\W_]|’)*")
# The two customs of placing a tone differ in these open endings only; in «quy» u is a consonant.
_OPEN_ENDING = re.compile(r"(oa|oe|(?<!q)uy)$", re.IGNORECASE)


def nfc(text: str) -> str:
    """Return *text* in the form it is stored in: NFC, outer spaces off, inner spaces single."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def quoted(text: str) -> str:
    """Return what a person typed as a refusal repeats it: «…», signs unseen left out, cut short."""
    seen = nfc("".join(c for c in text if c.isspace() or unicodedata.category(c)[0] != "C"))
    return f"«{seen}»" if len(seen) <= _LONGEST_QUOTED else f"«{seen[:_LONGEST_QUOTED]}…»"


@lru_cache(maxsize=65536)
def lower_first(words: str) -> str:
    """A name inside a sentence: «Chờ Sở Công Thương» → «chờ Sở Công Thương»."""
    return f"{words[:1].lower()}{words[1:]}"


def fold(text: str) -> str:
    """Return the look-up key of *text*: small letters, no marks, «đ» as «d», words one space apart.

    Dashes, dots and other signs separate words; two texts that differ in marks, in the place of
    a tone mark (hoà/hòa) or in such signs have the same key. ``fold(fold(x)) == fold(x)``.
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_NO_APOSTROPHE)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", letters.translate(_STROKES)).strip()


def canonical(text: str) -> str:
    """Return *text* in NFC with every tone mark in one place, the one of the official lists.

    «hoà, khoẻ, thuỷ» become «hòa, khỏe, thủy»; «hoàng, quý» have only one spelling and stay.
    """
    return _SYLLABLE.sub(lambda match: _canonical_syllable(match[0]), nfc(text))


def same_spelling(one: str, other: str) -> bool:
    """Tell whether two texts are the same words: capitals and the place of tone marks aside."""
    return _spelling(one) == _spelling(other)


def _spelling(text: str) -> str:
    return canonical(text).casefold().translate(_ONE_APOSTROPHE)


def sort_key(text: str) -> bytes:
    """Return a key that orders texts as a Vietnamese dictionary does.

    Letters first, in the order a ă â b c d đ e ê … y; then, among texts of the same letters, the
    tones from the first syllable on: ngang, huyền, hỏi, ngã, sắc, nặng. Capitals do not count.
    Keys compare bytewise, in Python as in a PostgreSQL ``bytea`` column.
    """
    letters, tones = bytearray(), bytearray()
    for word in _WORD.findall(canonical(text).translate(_ONE_APOSTROPHE).casefold()):
        plain, marks = _split_tones(word)
        letters += b"\x01" if letters else b""
        letters += b"".join(_letter_key(letter) for letter in plain)
        tones.append(1 + (_TONES[marks[0][1]] if marks else 0))
    return bytes(letters) + b"\x00" + bytes(tones)


def _canonical_syllable(syllable: str) -> str:
    """Move the tone of an open ending to its first vowel: «hoà» → «hòa»."""
    plain, marks = _split_tones(syllable)
    if len(marks) != 1 or not _OPEN_ENDING.search(plain) or marks[0][0] != len(plain) - 1:
        return syllable
    return unicodedata.normalize("NFC", plain[:-1] + marks[0][1] + plain[-1])


def _split_tones(word: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the word without tones, and each tone with the place of its letter."""
    plain = ""
    marks = []
    for char in word:
        pieces = unicodedata.normalize("NFD", char)
        marks += [(len(plain), mark) for mark in pieces if mark in _TONES]
        plain += unicodedata.normalize("NFC", "".join(c for c in pieces if c not in _TONES))
    return plain, marks


def _letter_key(letter: str) -> bytes:
    """One byte for a Vietnamese letter or a digit; anything else after them, by code point."""
    rank = _RANKS.get(letter)
    return bytes([rank]) if rank else b"\xf0" + letter.encode()

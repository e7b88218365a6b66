"""Amounts as people type them: «1.200.000», «1,2 tỷ», «300 triệu», «1 tỷ 250 triệu»."""

import re
from fractions import Fraction

from khuyencong.lib.money import BILLION, MILLION, show_exact
from khuyencong.lib.vietnamese import nfc

SMALLEST = 10_000
"""Nobody grants less: a smaller amount is one whose unit was forgotten.  A price may be smaller."""

LARGEST = 10**15
"""No budget is larger: beyond a million tỷ a unit was written twice."""

LARGEST = 10**15
"""No budget is larger: beyond a million tỷ a unit was written twice."""

_UNITS = {
    "": 1,
    "đồng": 1,
    "đ": 1,
    "vnđ": 1,
    "vnd": 1,
    "nghìn": 1_000,
    "ngàn": 1_000,
    "triệu": MILLION,
    "tr": MILLION,
    "tỷ": BILLION,
    "tỉ": BILLION,
}
_PART = re.compile(r"\s*(?P<number>\d[\d.,]{0,24})\s*(?P<unit>[^\W\d_]*)\s*")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[.,])\d{3})(?:(?P=mark)\d{3})*")
_DECIMAL = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})*|\d+)(?:[.,](?P<rest>\d{1,9}))?")


class AmountError(ValueError):
    """The words are no amount of whole đồng; the message is a Vietnamese sentence."""


def parse_vnd(words: str, *, smallest: int = SMALLEST) -> int:
    """Return the whole đồng that *words* mean; raise :class:`AmountError`, below *smallest* too."""
    text = re.sub(r"\s*(?:đồng|vnđ|vnd)\s*$", "", nfc(words).casefold().replace("\N{NBSP}", " "))
    amount, position = Fraction(0), 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None or part["unit"] not in _UNITS or (position and _is_bare(part["unit"])):
            raise _unreadable(words)
        amount += _number(part["number"].rstrip(".,"), words, part["unit"]) * _UNITS[part["unit"]]
        position = part.end()
    if not amount or amount.denominator != 1:
        raise _unreadable(words)
    if amount < smallest:
        raise AmountError(
            f"«{words.strip()}» hiểu là {show_exact(int(amount))}, quá nhỏ: hãy ghi cả đơn vị, "
            f"ví dụ «{words.strip()} triệu»."
        )
    if amount > LARGEST:
        raise AmountError(f"«{words.strip()}» lớn hơn một triệu tỷ đồng: hãy kiểm tra đơn vị.")
    return int(amount)


def _is_bare(unit: str) -> bool:
    return _UNITS[unit] == 1


def _number(text: str, words: str, unit: str) -> Fraction:
    """A number alone has dots (or commas) between thousands; before a unit a comma is decimal."""
    if _is_bare(unit):
        if text.isdigit() or _GROUPED.fullmatch(text):
            return Fraction(re.sub(r"\D", "", text))
        raise _unreadable(words)
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise _unreadable(words)
    rest = match["rest"] or ""
    return Fraction(int(match["whole"].replace(".", "") + rest), 10 ** len(rest))


def _unreadable(words: str) -> AmountError:
    return AmountError(
        f"Không hiểu số tiền «{words.strip()}». Viết như «1.200.000», «300 triệu» hoặc «1,2 tỷ»."
    )

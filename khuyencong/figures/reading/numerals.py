"""Numerals (chữ số, số viết bằng chữ): digits with dots and commas, and Vietnamese number words.

The decimal mark is the comma and the thousands mark the dot («1.002,5»); three digits after a lone
dot are thousands («2.100»), one or two are decimals («3.5», seen in the press). Three digits after
a lone comma are decimals («2,250 tỉ»): the unit decides, so both readings are kept apart.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

MAX_DIGITS = 18

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")

_UNITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "nhăm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
_TENS = ("mươi", "chục")
_ONES = "một|mốt|hai|ba|bốn|tư|năm|lăm|nhăm|sáu|bảy|bẩy|tám|chín"
WORDS = re.compile(
    rf"(?<!\w)(?:(?:{_ONES})\s+trăm(?:\s+(?:linh|lẻ)\s+(?:{_ONES})|\s+(?:{_ONES})\s+mươi"
    rf"(?:\s+(?:{_ONES}))?)?|(?:hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín)\s+mươi(?:\s+(?:{_ONES}))?"
    rf"|mười(?:\s+(?:{_ONES}))?|(?:một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín))(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as written: its value and the size of its last digit."""

    value: Decimal
    step: Decimal

    @property
    def is_whole(self) -> bool:
        return self.value == self.value.to_integral_value()


def parse_digits(written: str, *, money: bool = False) -> Numeral | None:
    """Read digits with marks; `money` says that a scale («tỷ», «triệu») follows.

    None when the marks make no number («1.2.3») or there are more than `MAX_DIGITS` digits.
    """
    if sum(character.isdigit() for character in written) > MAX_DIGITS:
        return None
    if "," in written and "." in written:
        return _mixed(written)
    if "," in written:
        return _one_mark(written, ",", grouped=not money)
    if "." in written:
        return _one_mark(written, ".", grouped=True)
    return Numeral(Decimal(written), Decimal(1))


def _mixed(written: str) -> Numeral | None:
    """Both marks: the last one is the decimal mark, the others group thousands."""
    mark = max(",", ".", key=written.rfind)
    whole, _, decimals = written.rpartition(mark)
    groups = re.split(r"[.,]", whole)
    if mark in whole or not all(len(group) == 3 for group in groups[1:]):
        return None
    return _number("".join(groups), decimals)


def _one_mark(written: str, mark: str, *, grouped: bool) -> Numeral | None:
    head, *groups = written.split(mark)
    thousands = all(len(group) == 3 for group in groups) and 0 < len(head) <= 3
    if len(groups) > 1:
        return _number(head + "".join(groups), "") if thousands else None
    if thousands and grouped and head.lstrip("0"):
        return _number(head + groups[0], "")
    return _number(head, groups[0])


def _number(whole: str, decimals: str) -> Numeral:
    value = Decimal(f"{whole}.{decimals}") if decimals else Decimal(whole)
    return Numeral(value, Decimal(1).scaleb(-len(decimals)))


def parse_words(written: str) -> int:
    """Read number words up to nine hundred and ninety-nine («hai mươi ba» → 23)."""
    total, last = 0, 0
    for word in written.split():
        if word == "trăm":
            total, last = (total + last) * 100, 0
        elif word in _TENS:
            total, last = total + last * 10, 0
        elif word == "mười":
            total, last = total + 10, 0
        else:
            last = _UNITS.get(word, 0)
    return total + last

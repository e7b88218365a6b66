"""Counts, shares and percentages, shown the Vietnamese way.

A share is an exact :class:`fractions.Fraction`; it is rounded only when shown.
"""

from fractions import Fraction

from khuyencong.lib.money import group

UNKNOWN = "không rõ"
_MOST_DIGITS = 9


def read_number(text: str) -> int | None:
    """Return the number that an address or a hidden field names; ``None`` for anything else.

    At most nine digits: nothing here has a longer one, and no database or interpreter chokes on it.
    """
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None


def share(part: int, whole: int) -> Fraction | None:
    """Return *part* ÷ *whole* as a percentage, or ``None`` when there is no whole."""
    return Fraction(part * 100, whole) if whole else None


def growth(now: int, before: int) -> Fraction | None:
    """Return by how many percent *now* exceeds *before*, or ``None`` without a base."""
    return Fraction((now - before) * 100, before) if before else None


def ratio(part: int, whole: int) -> Fraction | None:
    """Return how many of *part* there are for one of *whole*, or ``None`` without a whole."""
    return Fraction(part, whole) if whole else None


def show_decimal(value: Fraction, digits: int = 2) -> str:
    """Return *value* rounded half up to *digits* decimals: ``5,77``."""
    scale = 10**digits
    scaled = int(abs(value) * scale + Fraction(1, 2))
    whole, rest = divmod(scaled, scale)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{group(whole)}" + (f",{rest:0{digits}d}" if digits else "")


def show_percent(value: Fraction | None, digits: int = 2) -> str:
    """Return a percentage: ``5,77%``; «không rõ» for ``None``."""
    return UNKNOWN if value is None else f"{show_decimal(value, digits)}%"


def show_count(number: int | None, unit: str) -> str:
    """Return a count with its unit: ``2.000 lượt người``; «không rõ» for ``None``."""
    return UNKNOWN if number is None else f"{group(number)} {unit}"

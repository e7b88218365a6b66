"""Turns of phrase of an administrative report: places, periods, lists, comparisons."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from khuyencong.lib.period import Period
from khuyencong.lib.vietnamese import lower_first
from khuyencong.places.models import Unit

from ..content import Inline, Paragraph, Role
from ..numbers import Exact, Number


def upper_first(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}" if words else ""


def place_words(place: Unit | None) -> str:
    """Return «tỉnh Hà Tĩnh», «thành phố Hải Phòng», «cả nước»."""
    return lower_first(place.full_name) if place else "cả nước"


def on_the_ground(place: Unit | None) -> str:
    """Return «trên địa bàn tỉnh Hà Tĩnh», «trên phạm vi cả nước»."""
    return f"trên địa bàn {place_words(place)}" if place else "trên phạm vi cả nước"


def period_words(period: Period) -> str:
    """Return «giai đoạn 2016–2020», «năm 2018», «quý II/2018», «từ … đến …»."""
    label = period.label
    if re.fullmatch(r"\d{4}–\d{4}", label):
        return f"giai đoạn {label}"
    if re.match(r"\d{4}\b", label) and "/" not in label:
        return f"năm {label}"
    if match := re.fullmatch(r"(\d{2}/\d{2}/\d{4})–(\d{2}/\d{2}/\d{4})", label):
        return f"từ ngày {match[1]} đến ngày {match[2]}"
    return lower_first(label)


def earlier_words(period: Period) -> str:
    """Return how the period before is called: «giai đoạn 2011–2015», «kỳ trước (từ … đến …)»."""
    words = period_words(period)
    return f"kỳ trước ({words})" if words.startswith("từ ngày") else words


def listed(parts: Sequence[Sequence[Inline]], between: str = "; ") -> tuple[Inline, ...]:
    """Join clauses into one run of words and numbers."""
    joined: list[Inline] = []
    for part in parts:
        joined += [between, *part] if joined else part
    return tuple(joined)


def sentence(*parts: Inline | Iterable[Inline], role: Role = Role.BODY) -> Paragraph:
    """Return a paragraph of words, numbers and runs of them, the first letter made a capital."""
    flat: list[Inline] = []
    for part in parts:
        flat += [part] if isinstance(part, str | Number) else part
    if flat and isinstance(flat[0], str):
        flat[0] = upper_first(flat[0])
    return Paragraph(_merged(flat), role)


def note(*parts: Inline | Iterable[Inline]) -> Paragraph:
    """Return a remark, set smaller than the text."""
    return sentence(*parts, role=Role.NOTE)


def bullet(*parts: Inline | Iterable[Inline]) -> Paragraph:
    """Return a point of a list."""
    return sentence(*parts, role=Role.BULLET)


def _merged(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Put neighbouring words together, so that equal paragraphs are equal values."""
    merged: list[Inline] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)


def schemes_and_money(
    schemes: Number, money: Number, alone: str = "kinh phí hỗ trợ "
) -> tuple[Inline, ...]:
    """Return «10 đề án, kinh phí hỗ trợ 11,04 tỷ đồng», whatever is zero or not known.

    *alone* introduces the money where it stands without a number of schemes.
    """
    if schemes.is_zero and not money.is_positive:
        return (schemes,)
    if not schemes.is_known and not money.is_known:
        return (replace(schemes, missing=f"{schemes.missing} số đề án và kinh phí"),)
    if not schemes.is_known:
        said = replace(schemes, missing=f"số đề án {schemes.missing}")
        return (alone, money, " (", said, ")")
    if not money.is_known:
        return (schemes, " (", replace(money, missing=f"kinh phí {money.missing}"), ")")
    if money.is_zero:
        return (schemes, " (chưa bố trí kinh phí hỗ trợ)")
    return (schemes, ", kinh phí hỗ trợ ", money)


def compared(growth: Number) -> tuple[Inline, ...]:
    """Return «tăng 11,21%», «giảm 5,00%» or «không đổi»; the growth must be known."""
    value = growth.value or 0
    if value == 0:
        return (replace(growth, missing="không đổi", value=None),)
    word = "tăng " if value > 0 else "giảm "
    size: Exact = -value if value < 0 else value
    return (word, replace(growth, value=size, qualifier=_plain(growth.qualifier)))


def _plain(qualifier: str) -> str:
    return qualifier.removeprefix("tăng").removeprefix("giảm").strip()


def names(words: Sequence[str]) -> str:
    """Return «a», «a và b», «a, b và c»."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} và {words[-1]}"

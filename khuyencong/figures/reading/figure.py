"""A figure (số liệu) as it stands in a text: the words, the number, and what it means.

Money is whole đồng (int), a percentage is a `Decimal` exactly as written, a count is an int. A
figure without a number («hàng vạn lao động») has neither `value` nor `low`/`high`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from .vocabulary import KIND_LABELS, PERCENT, SOURCE_LABELS, TIMES

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class TextPeriod:
    """A period (kỳ số liệu) as the text tells it; an end that is not told is None."""

    start: date | None = None
    end: date | None = None
    label: str = ""

    def __bool__(self) -> bool:
        return bool(self.start or self.end or self.label)

    @property
    def years(self) -> int:
        """Calendar years touched; 0 when an end is missing."""
        if self.start is None or self.end is None:
            return 0
        return self.end.year - self.start.year + 1

    def to_json(self) -> dict[str, str]:
        return {
            "from": self.start.isoformat() if self.start else "",
            "to": self.end.isoformat() if self.end else "",
            "label": self.label,
        }


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place (địa bàn) as written, and the administrative unit it was matched to."""

    written: str = ""
    name: str = ""
    code: str = ""
    kind: str = ""
    level: str = ""

    def __bool__(self) -> bool:
        return bool(self.written or self.name)

    def to_json(self) -> dict[str, str]:
        return {"written": self.written, "unit": self.name, "code": self.code}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text (số liệu trong văn bản).

    `value` is the number, `low` and `high` a range, `whole` the second half of a fraction («01/02
    đề án»: value 1, whole 2). `step` is the size of the last written digit («23,29 tỷ» → 10 triệu).
    `parent` is the index of the figure this one is a part of. `filters` narrow it further: pairs
    such as `("certified_at", "province")`, `("legal_form", "cooperative")`, `("per", "mô hình")`.
    `why` tells, decision by decision, which words led to it.
    """

    quote: str
    start: int = 0
    end: int = 0
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    whole: Number | None = None
    unit: str = ""
    qualifier: str = ""
    measure: str = ""
    content: str = ""
    fund_source: str = ""
    period: TextPeriod = field(default_factory=TextPeriod)
    place: TextPlace = field(default_factory=TextPlace)
    kind: str = "result"
    parent: int | None = None
    step: Decimal | None = None
    filters: tuple[tuple[str, str], ...] = ()
    why: tuple[str, ...] = ()

    @property
    def is_money(self) -> bool:
        return self.unit.startswith("VND")

    @property
    def is_rate(self) -> bool:
        return self.unit in (PERCENT, TIMES)

    @property
    def is_range(self) -> bool:
        return self.low is not None or self.high is not None

    def filter(self, name: str) -> str:
        return dict(self.filters).get(name, "")

    def to_json(self) -> dict[str, Any]:
        """One object with exactly the fields of a machine-readable extraction."""
        return {
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            **self._numbers(),
            "unit": self.unit,
            "qualifier": self.qualifier,
            "measure": self.measure,
            "content": self.content,
            "fund_source": SOURCE_LABELS.get(self.fund_source, self.fund_source),
            "period": self.period.to_json(),
            "place": self.place.to_json(),
            "kind": KIND_LABELS.get(self.kind, self.kind),
        }

    def _numbers(self) -> Mapping[str, Any]:
        if self.is_range:
            return {"low": plain(self.low), "high": plain(self.high)}
        if self.whole is not None:
            return {"value": f"{plain(self.value)}/{plain(self.whole)}"}
        return {"value": plain(self.value)}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A number that is no figure (số không phải số liệu), with the reason in Vietnamese."""

    quote: str
    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: `[start, end)` in characters, and what it is."""

    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one text (kết quả đọc văn bản)."""

    figures: tuple[Figure, ...]
    source: str = ""
    rejected: tuple[Rejected, ...] = ()
    article: Span = Span(0, 0, "article")
    furniture: tuple[Span, ...] = ()
    title: Span = Span(0, 0, "title")
    title_text: str = ""
    publisher: str = ""
    published_on: date | None = None
    place: TextPlace = field(default_factory=TextPlace)
    period: TextPeriod = field(default_factory=TextPeriod)

    def to_json(self) -> list[dict[str, Any]]:
        return [figure.to_json() for figure in self.figures]


def plain(number: Number | None) -> int | float | None:
    """A number as JSON shows it: whole numbers stay whole."""
    if number is None or isinstance(number, int):
        return number
    return int(number) if number == number.to_integral_value() else float(number)

"""A number of a report: the address it answers, its value, and how prose and tables show it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from khuyencong.indicators.address import Address
from khuyencong.lib.money import MILLION, group, in_units, show_vnd
from khuyencong.lib.quantity import show_decimal, show_percent

UNPUBLISHED = "không công bố"
UNKNOWN = "không rõ"
GAP = "–"
MONEY = "VND"
PERCENT = "%"

Exact = int | Fraction

# Of these the prose says something itself («tăng 11,21%», «bình quân mỗi năm 98 triệu đồng»).
_SAID_ELSEWHERE = ("tăng", "giảm")
_AVERAGE = ("bình quân", "trung bình")


@dataclass(frozen=True, slots=True)
class Number:
    """What an address is answered with.

    ``value`` is whole đồng, percent or a count; a published range has ``low`` and ``high``;
    neither means that it is ``missing``, which says why in words.  ``noun`` is what prose counts
    where that is more than the unit.  ``is_derived`` marks what was computed from published
    numbers and is itself not published.  ``rows`` records lie behind it, and ``unknown`` more
    might, were they not «không rõ».
    """

    address: Address
    unit: str
    value: Exact | None = None
    low: Exact | None = None
    high: Exact | None = None
    qualifier: str = ""
    missing: str = ""
    noun: str = ""
    note: str = ""
    is_derived: bool = False
    rows: int = 0
    unknown: int = 0

    @property
    def is_known(self) -> bool:
        return self.value is not None or self.low is not None

    @property
    def is_zero(self) -> bool:
        return self.value == 0

    @property
    def is_positive(self) -> bool:
        """Whether there is something to tell: known and not zero."""
        return self.is_known and not self.is_zero

    @property
    def is_money(self) -> bool:
        return self.unit.startswith(MONEY)

    @property
    def is_exact(self) -> bool:
        """Whether the words say exactly this value: no «hơn», no range."""
        return self.value is not None and not self.prefix

    def counting(self, noun: str) -> "Number":
        """Return the same number, counted in prose by *noun*."""
        return replace(self, noun=noun)

    @property
    def words(self) -> str:
        """As a sentence says it: «hơn 23,29 tỷ đồng», «05 đề án», «chưa có đề án nào»."""
        if self.value is None and self.low is None:
            return self.missing or UNKNOWN
        if self.unit.startswith((MONEY, PERCENT, "đồng")):
            return f"{self.prefix}{self._amounts(_show)}{self._per_year}"
        noun = self.noun or self.unit.removesuffix("/năm")
        if self.is_zero:
            return f"chưa có {noun} nào"
        return f"{self.prefix}{self._amounts(_padded)} {noun}{self._per_year}"

    @property
    def cell(self) -> str:
        """As a table shows it, money in millions, the unit being in the column's head.

        A gap of what was published is a dash, which a remark under the table explains.
        """
        if self.value is None and self.low is None:
            return GAP if self.missing == UNPUBLISHED else self.missing or UNKNOWN
        return f"{self.prefix}{self._amounts(_bare)}{'*' if self.is_derived else ''}"

    @property
    def prefix(self) -> str:
        """The word before the amount, with a space: «hơn », or nothing."""
        word = self.qualifier.split("+")[0].split(";")[0].strip().lower()
        if not word or word.startswith(_SAID_ELSEWHERE) or "giá trị" in word:
            return ""
        return "bình quân " if word.startswith(_AVERAGE) else f"{word} "

    @property
    def _per_year(self) -> str:
        return " mỗi năm" if self.unit.endswith("/năm") else ""

    def _amounts(self, show: Callable[[Exact, str], str]) -> str:
        if self.value is not None:
            return show(self.value, self.unit)
        ends = [end for end in (self.low, self.high) if end is not None]
        last = self.unit if self.unit != PERCENT else ""
        shown = "–".join(show(end, last) for end in ends)
        return f"{shown}%" if self.unit == PERCENT else shown


def _show(value: Exact, unit: str) -> str:
    if unit.startswith(MONEY):
        return show_vnd(_whole(value))
    if unit == PERCENT:
        return show_percent(Fraction(value), _digits(value))
    if unit:
        return f"{show_decimal(Fraction(value))} {unit}"
    return show_decimal(Fraction(value), _digits(value))


def _padded(value: Exact, unit: str) -> str:
    """Counts below ten keep the zero that officers write before them: «05 đề án»."""
    if unit == "năm" or 0 < value < 10 and value == int(value):
        return f"{int(value):02d}"
    if value == int(value):
        return group(int(value))
    return show_decimal(Fraction(value), 1)


def _bare(value: Exact, unit: str) -> str:
    if unit.startswith(MONEY):
        return in_units(_whole(value), MILLION)
    if unit == PERCENT:
        return show_percent(Fraction(value), _digits(value))
    if value == int(value):
        return str(value) if unit == "năm" else group(int(value))
    return show_decimal(Fraction(value))


def _digits(value: Exact) -> int:
    return 0 if value == int(value) else 2


def _whole(value: Exact) -> int:
    """Whole đồng: a yearly average is rounded half up."""
    return int(value + Fraction(1, 2)) if isinstance(value, Fraction) else value


def adds_up(parts: Sequence[Number], whole: Number) -> bool:
    """Tell whether the parts are all known and their sum is the whole."""
    values = [part.value for part in parts]
    known = [value for value in values if value is not None]
    return bool(known) and len(known) == len(values) and sum(known) == whole.value

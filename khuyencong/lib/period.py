"""Periods: a pair of dates with a name.

A year, a half, a quarter, a term of years («giai đoạn 2016–2020») and any other pair of dates are
all the same thing.  ``code`` is how a URL, the command line and the data files spell a period;
``label`` is how a person reads it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from khuyencong.lib.days import show_day

from .vietnamese import quoted

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DASH = r"\s*(?:-|–|—|đến)\s*"
_YEARS = range(1900, 2101)  # of what a person may type; what comes before and after is a slip


class PeriodError(ValueError):
    """The words do not name a period; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from *start* to *end*, both included, and the name people give them."""

    start: date
    end: date
    label: str

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(
                f"Kỳ «{self.label}» có ngày kết thúc trước ngày bắt đầu: hãy đổi lại thứ tự."
            )

    @classmethod
    def of_years(cls, first: int, last: int) -> "Period":
        """Return the whole years *first* to *last*."""
        label = str(first) if first == last else f"{first}–{last}"
        return cls(_day(first, 1, 1, label), _day(last, 12, 31, label), label)

    @classmethod
    def parse(cls, words: str) -> "Period":
        """Read «2018», «2014-2018», «6 tháng đầu năm 2018», «2017-01-01..2018-06-30».

        Raise :class:`PeriodError` for anything else and for a reversed period.
        """
        text = re.sub(r"\s+", " ", words.strip().lower())
        text = re.sub(r"^(?:giai đoạn|kỳ|năm) (?:từ )?(?=\d)", "", text)
        if (period := _read(text)) is None:
            raise PeriodError(
                f"Không hiểu kỳ {quoted(words)}. Viết như «2018», «2014-2018», «2018-H1», "
                "«2018-Q2» hoặc «2017-01-01..2018-06-30»."
            )
        if period.start.year not in _YEARS or period.end.year not in _YEARS:
            raise PeriodError(
                f"Kỳ {quoted(words)} nằm ngoài những năm tra cứu được: "
                f"từ {_YEARS[0]} đến {_YEARS[-1]}."
            )
        return period

    @property
    def is_whole_years(self) -> bool:
        return (self.start.month, self.start.day) == (1, 1) and (
            self.end.month,
            self.end.day,
        ) == (12, 31)

    @property
    def years(self) -> range:
        """The calendar years that the period touches."""
        return range(self.start.year, self.end.year + 1)

    @property
    def code(self) -> str:
        """The canonical spelling, read back by :meth:`parse`."""
        if self.is_whole_years:
            first, last = self.start.year, self.end.year
            return str(first) if first == last else f"{first}-{last}"
        for name, months in (("H", 6), ("Q", 3)):
            number = (self.start.month - 1) // months + 1
            part = _part_of_year(self.start.year, name, number)
            if (self.start, self.end) == (part.start, part.end):
                return f"{self.start.year}-{name}{number}"
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    def previous(self) -> "Period":
        """Return the period of equal length just before: 2016–2020 → 2011–2015."""
        months = self._months()
        if months is None:
            length = self.end - self.start
            end = self.start - timedelta(days=1)
            return _named(end - length, end)
        start = _month_start(self.start.year, self.start.month - months)
        return _named(start, self.start - timedelta(days=1))

    def each_year(self) -> "list[Period]":
        """Return the period cut into calendar years, the first and last as far as they go."""
        return [
            _named(max(self.start, date(year, 1, 1)), min(self.end, date(year, 12, 31)))
            for year in self.years
        ]

    def contains(self, other: "Period") -> bool:
        return self.start <= other.start and other.end <= self.end

    def _months(self) -> int | None:
        last_day = monthrange(self.end.year, self.end.month)[1]
        if self.start.day != 1 or self.end.day != last_day:
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1


def _read(text: str) -> Period | None:
    """Read a period in one of the known forms; ``None`` where the words have none of them."""
    for pattern, build in _FORMS:
        if match := re.fullmatch(pattern, text):
            return build(match)
    return None


def _day(year: int, month: int, day: int, label: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise PeriodError(f"Kỳ «{label}» có ngày không tồn tại trong lịch.") from None


def _month_start(year: int, month: int) -> date:
    years, index = divmod(month - 1, 12)
    return date(year + years, index + 1, 1)


def _part_of_year(year: int, name: str, number: int) -> Period:
    months = 6 if name == "H" else 3
    label = (
        f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}"
        if name == "H"
        else f"quý {('I', 'II', 'III', 'IV')[number - 1]}/{year}"
    )
    first, last = (number - 1) * months + 1, number * months
    end = _day(year, last, monthrange(year, last)[1], label)
    return Period(_day(year, first, 1, label), end, label)


def _named(start: date, end: date) -> Period:
    plain = Period(start, end, f"{show_day(start)}–{show_day(end)}")
    if ".." in plain.code:
        return plain
    return _read(plain.code.lower()) or plain


def _dates(match: re.Match[str]) -> Period:
    start, end = (_iso(match[name]) for name in ("start", "end"))
    return _named(start, end)


def _iso(text: str) -> date:
    year, month, day = (int(part) for part in text.split("-"))
    return _day(year, month, day, text)


def _from_year_to_half(match: re.Match[str]) -> Period:
    first, last = int(match["year"]), int(match["last"])
    end = _part_of_year(last, "H", 1).end
    return Period(_day(first, 1, 1, match[0]), end, f"{first} và 6 tháng đầu năm {last}")


def _quarter(text: str) -> int:
    return _ROMAN.get(text) or int(text)


_ISO = r"\d{4}-\d{1,2}-\d{1,2}"
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Period]], ...] = (
    (r"(\d{4})", lambda m: Period.of_years(int(m[1]), int(m[1]))),
    (rf"(\d{{4}}){_DASH}(\d{{4}})", lambda m: Period.of_years(int(m[1]), int(m[2]))),
    (r"(\d{4})-h([12])", lambda m: _part_of_year(int(m[1]), "H", int(m[2]))),
    (r"(\d{4})-q([1-4])", lambda m: _part_of_year(int(m[1]), "Q", int(m[2]))),
    (
        r"(?:6 tháng|nửa) (đầu|cuối) năm (\d{4})",
        lambda m: _part_of_year(int(m[2]), "H", 1 if m[1] == "đầu" else 2),
    ),
    (
        r"quý (i{1,3}|iv|[1-4])(?:/| năm )(\d{4})",
        lambda m: _part_of_year(int(m[2]), "Q", _quarter(m[1])),
    ),
    (rf"(?P<start>{_ISO})\.\.(?P<end>{_ISO})", _dates),
    (
        r"(?P<year>\d{4}) và (?:6 tháng|nửa) đầu năm (?P<last>\d{4})",
        _from_year_to_half,
    ),
)

"""Periods told in a text (kỳ số liệu): years, terms, halves, «đến nay», «thời gian qua».

A mention is found where it stands and resolved against the year last spoken of and the day of
publication. A period after «so với» is a comparison and never the period of the figure itself.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from khuyencong.lib.days import show_month

from .figure import TextPeriod
from .nouns import NOUN
from .numerals import parse_words

_Y = r"(?:19|20)\d\d"
_TO = r"\s*(?:-|đến(?:\s+hết)?|tới|~)\s*"
_MONTHS = r"(?:\d{1,2}|ba|sáu|chín|mười|mười một)"
_NOT_IN_NUMBER = r"(?<![\d.,/])"
_YEAR_END = r"(?!\d|[.,]\d|/\d)"
_COUNT_WORD = r"(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|những|vài|mấy|nhiều)"

_PATTERNS = (
    rf"(?:thì|nhưng|sang)\s+(?:đến|tới)\s+năm\s+(?P<turn_year>{_Y}){_YEAR_END}",
    rf"(?:năm\s+)?{_NOT_IN_NUMBER}(?P<mix_from>{_Y})\s*(?:và|,|"
    rf"-)\s*(?P<mix_months>{_MONTHS})\s+tháng"
    rf"(?:\s+đầu)?(?:\s+năm)?\s+(?P<mix_to>{_Y})",
    rf"(?:từ\s+)?tháng\s+(?P<mm1>\d{{1,2}})\s*(?:/|năm|"
    rf"-)\s*(?P<my1>{_Y}){_TO}(?:tháng\s+)?(?P<mm2>\d{{1,2}})"
    rf"\s*(?:/|năm|-)\s*(?P<my2>{_Y})",
    rf"(?:(?:trong\s+)?(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|trong|gđ)\s*:?\s*)?(?:(?:từ\s+|"
    rf"các\s+)?năm\s+|từ\s+)?"
    rf"{_NOT_IN_NUMBER}(?P<from>{_Y}){_TO}(?:năm\s+)?(?P<to>{_Y}){_YEAR_END}",
    rf"(?:các\s+)?năm\s+(?P<list>{_Y}(?:\s*(?:,|và|;)\s*(?:năm\s+)?{_Y}{_YEAR_END})+)",
    rf"(?:trong\s+)?{_NOT_IN_NUMBER}(?P<months>{_MONTHS}\s+tháng|nửa)\s+(?P<half>đầu|"
    rf"cuối)?(?:\s*(?:của\s+)?năm(?:\s+(?P<months_year>{_Y}))?)?"
    r"(?:\s+nay)?(?=\W|$)",
    r"(?:trong|sau|qua)\s+(?P<first_months>3|6|9|ba|sáu|chín)\s+tháng(?=\s*(?:[.,;:\n]|$))",
    rf"(?:trong\s+)?(?P<months_past>{_MONTHS})\s+tháng\s+(?:vừa\s+)?qua(?!\w)",
    rf"quý\s+(?P<quarter>iv|iii|ii|i|[1-4])(?!\w)(?:\s*(?:/|-|,|"
    rf"năm)\s*(?:năm\s+)?(?P<quarter_year>{_Y}))?",
    rf"từ\s+đầu\s+(?P<ytd>năm)(?:\s+(?P<ytd_year>{_Y}))?(?:\s*,?\s*(?:đến|tới)\s+(?:nay|"
    rf"tháng\s+(?P<ytd_month>\d{{1,2}})(?:/{_Y})?))?",
    rf"(?:từ\s+(?:năm\s+)?(?P<since>{_Y})\s*(?:đến|tới)\s+nay)",
    rf"(?:tính\s+)?(?P<until>đến|tới|hết|cuối)\s+(?:hết\s+|cuối\s+|"
    rf"thời\s+điểm\s+)*(?:(?:ngày\s+)?(?:\d{{1,2}}\s*(?:/|-|\.|tháng)\s*)?(?:tháng\s+)?"
    rf"(?P<until_month>\d{{1,2}})\s*(?:/|-|\.|năm)\s*(?P<until_month_year>{_Y})|"
    rf"(?:hết\s+)?năm\s+(?P<until_year>{_Y}))",
    r"(?:tính\s+)?(?:đến|tới|hết)\s+(?:hết\s+|cuối\s+)?(?:ngày\s+\d{1,2}\s*(?:/|tháng\s)\s*|tháng\s+)"
    r"(?P<until_day>\d{1,2})(?!\d|\s*[/-]\s*\d|\s+năm)",
    r"(?P<now>(?:tính\s+)?(?:đến|tới)\s+(?:nay|thời\s+điểm\s+(?:này|hiện\s+(?:tại|nay))))(?!\w)",
    rf"tháng\s+(?P<month>\d{{1,2}})\s*(?:/|năm|-)\s*(?P<month_year>{_Y})",
    rf"(?P<past>(?:trong\s+)?{_COUNT_WORD}\s+năm\s+(?:qua|gần\s+đây|trở\s+lại\s+đây|"
    rf"vừa\s+qua)|thời\s+gian\s+(?:vừa\s+)?qua)",
    r"(?P<last>năm\s+cuối(?:\s+(?:cùng|giai\s+đoạn|kỳ))?)(?!\w)",
    r"(?P<first>năm\s+đầu(?:\s+(?:tiên|giai\s+đoạn))?)(?!\w)",
    r"(?P<this>(?:trong\s+)?năm\s+nay)(?!\w)",
    rf"(?<!kế hoạch )(?<!dự toán )(?<!chỉ tiêu )(?P<all_year>cả\s+năm)(?!\s+{_Y})(?!\w)",
    r"(?P<term>(?:cả|toàn|trong\s+cả|tính\s+chung\s+cả)\s+(?:giai\s+đoạn|nhiệm\s+kỳ|thời\s+kỳ)(?!\s+\d))",
    r"(?P<previous>cùng\s+kỳ(?:\s+năm\s+(?:trước|ngoái))?|năm\s+(?:trước|ngoái)|"
    r"giai\s+đoạn\s+trước|kỳ\s+trước)(?!\w)",
    rf"(?:trong\s+)?(?P<named>năm)\s+(?P<year>{_Y}){_YEAR_END}",
    rf"{_NOT_IN_NUMBER}(?<!\w)(?P<bare>{_Y})(?!\d|[.,/]\d|%|\w)",
)  # fmt: skip
_PERIOD = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
_COMPARED = re.compile(
    r"(?:so\s+(?:với\s+)?(?:cùng\s+kỳ\s+)?(?:của\s+)?(?:cả\s+|kết\s+quả\s+|kế\s+hoạch\s+|"
    r"kỳ\s+|đợt\s+|lần\s+|mức\s+|cuộc\s+bình\s+chọn\s+)*(?:của\s+)?|"
    r"\d/\d\s+(?:của\s+|so\s+với\s+)?|%\s*(?:so\s+với\s+)?(?:tổng\s+)?(?:kế\s+hoạch|dự\s+toán|"
    r"chỉ\s+tiêu)(?:\s+\S+){0,3}\s+|gấp\s+\S+(?:\s+lần)?\s+(?:so\s+với\s+)?|"
    r"bằng\s+(?:\w+\s+)?[\d.,]+\s*%\s*(?:của\s+|mức\s+|so\s+với\s+)?)$"
)
_DOCUMENT = re.compile(
    r"(?:chiến lược|quyết định|nghị quyết|thông tư|nghị định|quy hoạch|tầm nhìn|tái cơ cấu|đề "
    r"án phát triển|kế hoạch hành động)[^.;:\d]{0,160}$"
)
_ISSUED = re.compile(r"(?:ban hành|phê duyệt|thông qua)\s+(?:\w+\s+){0,2}$")
_DAY_BEFORE = re.compile(r"ngày\s+\d{1,2}\s*$")
_DAYS_BEFORE = re.compile(r"ngày\s+\d{1,2}(?:\s*/\s*\d{1,2}){0,2}\s*$")
_FROM_DAY = re.compile(r"từ\s+(?:ngày\s+)?\d[\d/.]*\s*$")
_SCALE_AHEAD = re.compile(r"\s*(?:tỷ|tỉ|triệu|nghìn|ngàn|đồng|lượt)")


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period where it stands. `relative` ones point at the text's own period or its day."""

    start: int
    end: int
    period: TextPeriod
    relative: str = ""
    compared: bool = False
    document: bool = False

    @property
    def governs(self) -> bool:
        return not (self.compared or self.document)


def years_period(first: int, last: int) -> TextPeriod:
    """Whole years as a period: 2016, 2020 → 2016–2020."""
    label = str(first) if first == last else f"{first}–{last}"
    return TextPeriod(date(first, 1, 1), date(last, 12, 31), label)


def find_periods(low: str, flat: str, published_on: date | None) -> list[PeriodMention]:
    """Every period of a text in order; relative years are filled in from what stands before."""
    mentions: list[PeriodMention] = []
    year = published_on.year if published_on else 0
    for found in _PERIOD.finditer(low):
        if found["bare"] and _is_quantity(low, flat, found.end()):
            continue
        period, relative = _resolve(found, year, published_on)
        if not period and not relative:
            continue
        before = low[max(0, found.start() - 180) : found.start()]
        if found["month"] and _DAY_BEFORE.search(before):
            continue
        if found["until_month"] and _DAYS_BEFORE.search(before):
            continue
        if found["until_day"] and _FROM_DAY.search(before):
            continue
        mention = PeriodMention(found.start(), found.end(), period, relative)
        compared = bool(_COMPARED.search(before[-40:])) or relative == "previous"
        document = bool(period) and _in_document(before)
        mentions.append(replace(mention, compared=compared, document=document))
        if period.end and not compared and not document:
            year = period.end.year
    return mentions


def _in_document(before: str) -> bool:
    """The years are part of a document's name; what the text itself announces is its subject."""
    named = _DOCUMENT.search(before)
    return named is not None and not _ISSUED.search(before[: named.start()])


def _is_quantity(low: str, flat: str, end: int) -> bool:
    after = end
    while after < len(flat) and flat[after] == " ":
        after += 1
    return bool(NOUN.match(flat, after) or _SCALE_AHEAD.match(low, end))


def _resolve(found: re.Match[str], year: int, published_on: date | None) -> tuple[TextPeriod, str]:
    """The period of a match; an empty one with a word that says how it is to be filled in."""
    for name, reader in _READERS.items():
        if found[name]:
            return reader(found, year, published_on)
    for name in ("past", "last", "first", "this", "previous", "all_year", "term"):
        if found[name]:
            return _relative(name, year)
    return TextPeriod(), ""


def _relative(name: str, year: int) -> tuple[TextPeriod, str]:
    if name in ("this", "all_year") and year:
        return years_period(year, year), ""
    return TextPeriod(), name


def _mixed(found: re.Match[str], _year: int, _day: date | None) -> tuple[TextPeriod, str]:
    first, last, months = int(found["mix_from"]), int(found["mix_to"]), _count(found["mix_months"])
    label = f"{first} và {months} tháng đầu năm {last}"
    return _span(date(first, 1, 1), _month_end(last, months), label), ""


def _months_between(found: re.Match[str], _year: int, _day: date | None) -> tuple[TextPeriod, str]:
    start = _month_start(int(found["my1"]), int(found["mm1"]))
    end = _month_end(int(found["my2"]), int(found["mm2"]))
    return _span(start, end, f"{show_month(start)}–{show_month(end)}"), ""


def _years(found: re.Match[str], _year: int, _day: date | None) -> tuple[TextPeriod, str]:
    first, last = int(found["from"]), int(found["to"])
    return (years_period(first, last), "") if first <= last else (TextPeriod(), "")


def _year_list(found: re.Match[str], _year: int, _day: date | None) -> tuple[TextPeriod, str]:
    years = sorted({int(word) for word in re.findall(_Y, found["list"])})
    label = ", ".join(map(str, years))
    return TextPeriod(date(years[0], 1, 1), date(years[-1], 12, 31), label), ""


def _months(found: re.Match[str], year: int, _day: date | None) -> tuple[TextPeriod, str]:
    word = found["months"].removesuffix("tháng").strip()
    months = 6 if word == "nửa" else _count(word)
    has_year = bool(found["months_year"] or found["half"] or "năm" in found.group())
    if not 1 <= months <= 11 or not has_year:
        return TextPeriod(), ""
    year = int(found["months_year"] or year)
    if not year:
        return TextPeriod(), "months"
    if found["half"] == "cuối":
        start = _month_start(year, 13 - months)
        return _span(start, date(year, 12, 31), f"{months} tháng cuối năm {year}"), ""
    label = f"{months} tháng đầu năm {year}"
    return _span(date(year, 1, 1), _month_end(year, months), label), ""


def _first_months(found: re.Match[str], year: int, _day: date | None) -> tuple[TextPeriod, str]:
    """«trong 6 tháng» at the end of a clause, where the year is known."""
    if not year:
        return TextPeriod(), ""
    months = _count(found["first_months"] or found["months_past"])
    if not 1 <= months <= 11:
        return TextPeriod(), ""
    label = f"{months} tháng đầu năm {year}"
    return _span(date(year, 1, 1), _month_end(year, months), label), ""


def _quarter(found: re.Match[str], year: int, _day: date | None) -> tuple[TextPeriod, str]:
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(found["quarter"]) or int(found["quarter"])
    year = int(found["quarter_year"] or year)
    if not year:
        return TextPeriod(), ""
    label = f"quý {('I', 'II', 'III', 'IV')[number - 1]}/{year}"
    return _span(_month_start(year, number * 3 - 2), _month_end(year, number * 3), label), ""


def _year_to_date(found: re.Match[str], year: int, day: date | None) -> tuple[TextPeriod, str]:
    told = int(found["ytd_year"] or 0) or (day.year if day else year)
    if not told:
        return TextPeriod(), "ytd"
    end = day if day and day.year == told else None
    if found["ytd_month"]:
        end = _month_end(told, int(found["ytd_month"]))
    return TextPeriod(date(told, 1, 1), end, f"từ đầu năm {told} đến nay"), ""


def _since(found: re.Match[str], _year: int, day: date | None) -> tuple[TextPeriod, str]:
    first = int(found["since"])
    return TextPeriod(date(first, 1, 1), day, f"từ {first} đến nay"), ""


def _until_month(found: re.Match[str], _year: int, _day: date | None) -> tuple[TextPeriod, str]:
    month, year = int(found["until_month"]), int(found["until_month_year"])
    end = _month_end(year, month)
    return TextPeriod(None, end, f"đến {show_month(end)}"), ""


def _until_day(found: re.Match[str], year: int, _day: date | None) -> tuple[TextPeriod, str]:
    """«đến ngày 15/9», «hết tháng 6» of the year last spoken of."""
    month = int(found["until_day"])
    if not year or not 1 <= month <= 12:
        return TextPeriod(), ""
    end = _month_end(year, month)
    return TextPeriod(None, end, f"đến {show_month(end)}"), ""


def _until_year(found: re.Match[str], _year: int, _day: date | None) -> tuple[TextPeriod, str]:
    year = int(found["until_year"])
    return TextPeriod(None, date(year, 12, 31), f"đến {year}"), ""


def _now(_found: re.Match[str], _year: int, day: date | None) -> tuple[TextPeriod, str]:
    if day is None:
        return TextPeriod(label="đến nay"), "now"
    return TextPeriod(None, day, f"đến {show_month(day)}"), ""


def _month(found: re.Match[str], _year: int, _day: date | None) -> tuple[TextPeriod, str]:
    month, year = int(found["month"]), int(found["month_year"])
    start = _month_start(year, month)
    return _span(start, _month_end(year, month), f"tháng {show_month(start)}"), ""


def _year_named(found: re.Match[str], _year: int, _day: date | None) -> tuple[TextPeriod, str]:
    year = int(found["year"] or found["bare"] or found["turn_year"])
    return years_period(year, year), ""


_READERS = {
    "mix_from": _mixed,
    "mm1": _months_between,
    "from": _years,
    "list": _year_list,
    "months": _months,
    "first_months": _first_months,
    "months_past": _first_months,
    "quarter": _quarter,
    "ytd": _year_to_date,
    "since": _since,
    "until_month": _until_month,
    "until_year": _until_year,
    "until_day": _until_day,
    "now": _now,
    "month": _month,
    "turn_year": _year_named,
    "year": _year_named,
    "bare": _year_named,
}


def _count(word: str) -> int:
    return int(word) if word.isdigit() else parse_words(word)


def _span(start: date, end: date, label: str) -> TextPeriod:
    return TextPeriod(start, end, label) if start <= end else TextPeriod()


def _month_start(year: int, month: int) -> date:
    return date(year, min(max(month, 1), 12), 1)


def _month_end(year: int, month: int) -> date:
    month = min(max(month, 1), 12)
    return date(year, month, monthrange(year, month)[1])

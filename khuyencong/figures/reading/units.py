"""Units (đơn vị): what follows a number makes it money, a percentage, a count or a size.

Scale and currency («2 tỷ 350 triệu đồng»), percent, counted nouns with their classifier, lengths of
time; masses and speeds are no figures unless they were saved.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from .figure import Rejected
from .normal import Text
from .nouns import JOINED, JOINT, NOT_THE_NOUN, NOUN, ONE_SYLLABLE, head_length, measure_of
from .numerals import DIGITS, parse_digits
from .rejects import TECHNICAL_UNIT

SCALE = re.compile(
    r"\s*(?:(?P<b>tỷ|tỉ|tỹ|ty|ti)|(?P<m>triệu|trieu|trđ|tr\.đ|tr)|(?P<k>nghìn|ngàn|nghin)|"
    r"(?P<v>vạn))"
    r"(?!\w)(?!\s+(?:lệ|suất|giá))|\s*(?P<h>trăm)\s+(?P<hm>triệu|tỷ|tỉ|nghìn)(?!\w)"
)
_SCALES = {"b": 10**9, "m": 10**6, "k": 10**3, "v": 10**4}
_HUNDREDS = {"triệu": 10**8, "tỷ": 10**11, "tỉ": 10**11, "nghìn": 10**5}
_NEXT_DIGITS = re.compile(rf"\s+(?P<digits>{DIGITS.pattern})")
DONG = re.compile(
    r"\s*(?:đồng(?!\s+(?:bào|bằng|thời|bộ|ý|chí|hồ|tháp|nai))|đ|dong|vnđ|vnd|vn đồng|đ\.)(?!\w)",
    re.I,
)
_FOREIGN = re.compile(r"\s*(?:usd|đô la(?: mỹ)?|eur|euro|yên|cny|nhân dân tệ|\$)(?!\w)")
PERCENT_SIGN = re.compile(r"\s*(?:%|phần trăm(?!\w))")
_TIMES = re.compile(r"\s*lần(?!\w)(?!\s*/)")
_YEARS = re.compile(r"\s*năm(?!\w)(?!\s+(?:19|20)\d\d(?!\s*-))")
_DEADLINE = re.compile(r"\s*(?:tháng|ngày|tuần|giờ|phút|giây|quý|thập kỷ|thế kỷ|buổi tối)(?!\w)")
_PER = re.compile(
    r"\s*(?:/\s*(?:0?1\s+)?|(?:trên mỗi|trên một|mỗi|cho mỗi|cho một|"
    r"một)\s+)(?P<per>(?:năm|mô hình|cơ sở|cụm(?: công nghiệp)?|lần|đề án|lớp|khóa|"
    r"sản phẩm|người|học viên|doanh nghiệp|hộ|đơn vị|gian hàng|hội chợ|hợp tác xã|huyện|xã|"
    r"tỉnh|dự án|tháng|nhãn hiệu|thương hiệu|phòng|"
    r"cuộc|kỳ|đợt|chuyến|bộ|chương trình|tháng/người|giải|phòng trưng bày|gian|lượt|ngày|khoá|"
    r"hệ thống|website|trang web))(?!\w)"
)
_OWN_NUMBER = re.compile(r"\s+(?:\w+\s+){0,4}\d")


@dataclass(frozen=True, slots=True)
class Quantity:
    """One parsed quantity; offsets are those of the normalised text.

    `family` is money, percent, times, count, years, foreign, vague or bare; `measure` what the
    counted noun stands for; `per` the noun after a slash («triệu đồng/mô hình»).
    """

    start: int
    end: int
    family: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    whole: Decimal | None = None
    step: Decimal = field(default=Decimal(1))
    unit: str = ""
    measure: str = ""
    qualifier: str = ""
    number_start: int = 0
    per: str = ""
    spelled: bool = False


@dataclass(frozen=True, slots=True)
class NumberToken:
    start: int
    end: int
    value: Decimal
    step: Decimal
    spelled: bool = False
    written: str = ""


def read_digits(text: Text, start: int, end: int) -> NumberToken | None:
    scale = SCALE.match(text.low, end)
    precise = bool(scale or PERCENT_SIGN.match(text.low, end) or _TIMES.match(text.low, end))
    numeral = parse_digits(text.low[start:end], money=precise)
    if numeral is None:
        return None
    return NumberToken(start, end, numeral.value, numeral.step, written=text.low[start:end])


def read_single(text: Text, number: NumberToken) -> Quantity | Rejected:
    base = Quantity(number.start, number.end, "bare", number.value, number_start=number.start)
    base = replace(base, step=number.step)
    return read_unit(text, base)


def read_unit(text: Text, base: Quantity) -> Quantity | Rejected:
    """Give a number its unit; the order is from the most to the least telling word."""
    at = base.end
    for read in (read_money, _percent, read_count, read_years):
        quantity = read(text, base, at)
        if quantity is not None:
            return quantity
    technical = TECHNICAL_UNIT.match(text.low, at)
    if technical:
        return _technical(text, base, technical.end())
    deadline = _DEADLINE.match(text.low, at)
    if deadline:
        quote = text.raw[base.start : deadline.end()]
        return Rejected(quote, base.start, deadline.end(), "thời hạn, thời lượng")
    return base


def read_money(text: Text, base: Quantity, at: int) -> Quantity | None:
    scale = SCALE.match(text.low, at)
    dong = DONG.match(text.low, scale.end() if scale else at)
    if scale is None and dong is None:
        return None
    factor = _factor(scale)
    end = dong.end() if dong else at if scale is None else scale.end()
    if dong is None and scale is not None:
        return _scaled(text, base, scale.end(), factor)
    quantity = replace(_times_factor(base, factor), end=end, family="money", unit="VND")
    return _with_per(text, quantity)


def _scaled(text: Text, base: Quantity, end: int, factor: int) -> Quantity | None:
    """A scale without «đồng»: more money, a counted noun, or money all the same."""
    quantity = replace(_times_factor(base, factor), end=end)
    compound = _compound(text, quantity, factor)
    if compound is not None:
        return compound
    if _FOREIGN.match(text.low, end):
        return replace(quantity, family="foreign", unit="USD", end=end)
    counted = read_count(text, quantity, end)
    if counted is not None:
        return counted
    if factor == 10**4 or TECHNICAL_UNIT.match(text.low, end):
        return None
    return _with_per(text, replace(quantity, family="money", unit="VND"))


def _compound(text: Text, quantity: Quantity, factor: int) -> Quantity | None:
    """«2 tỷ 350 triệu đồng»: a smaller scale goes on with the same amount."""
    rest = _NEXT_DIGITS.match(text.low, quantity.end)
    scale = SCALE.match(text.low, rest.end()) if rest else None
    if rest is None or scale is None or quantity.value is None or _factor(scale) >= factor:
        return None
    number = read_digits(text, rest.start("digits"), rest.end())
    dong = DONG.match(text.low, scale.end())
    if number is None:
        return None
    return replace(
        quantity,
        end=dong.end() if dong else scale.end(),
        value=quantity.value + number.value * _factor(scale),
        step=number.step * _factor(scale),
        family="money",
        unit="VND",
    )


def _factor(scale: re.Match[str] | None) -> int:
    if scale is None:
        return 1
    if scale["h"]:
        return _HUNDREDS[scale["hm"]]
    return next(size for name, size in _SCALES.items() if scale[name])


def _times_factor(base: Quantity, factor: int) -> Quantity:
    def grown(number: Decimal | None) -> Decimal | None:
        return None if number is None else number * factor

    return replace(
        base,
        value=grown(base.value),
        low=grown(base.low),
        high=grown(base.high),
        whole=grown(base.whole),
        step=base.step * factor,
    )


def _with_per(text: Text, quantity: Quantity) -> Quantity:
    per = _PER.match(text.low, quantity.end)
    if per is None:
        return quantity
    return replace(quantity, end=per.end(), per=per["per"])


def _percent(text: Text, base: Quantity, at: int) -> Quantity | None:
    sign = PERCENT_SIGN.match(text.low, at)
    if sign is None:
        return None
    return replace(base, end=sign.end(), family="percent", unit="%")


def read_count(text: Text, base: Quantity, at: int) -> Quantity | None:
    gap = re.compile(r"\s*(?:\(\w+\)\s*)?").match(text.low, at)
    start = gap.end() if gap else at
    noun = NOUN.match(text.flat, start)
    if (
        noun is None
        or "\t" in text.raw[at:start]
        or not _is_spelled(text, noun)
        or NOT_THE_NOUN.match(text.flat, start)
        or text.low[at:start].count("\n") > 1
    ):
        return None
    if noun.group() == "lan" and stands_before(
        text, base.start, r"(?:gấp|tăng|giảm|hơn)(?:\s+\w+)?\s*$"
    ):
        return replace(base, end=noun.end(), family="times", unit="lần")
    end, measure = noun.end(), measure_of(noun.group())
    if measure in JOINED:
        end = _joined(text, end, measure)
    unit = re.sub(r"\s+", " ", text.raw[start:end])
    unit = unit[: head_length(re.sub(r"\s+", " ", noun.group()))] if end == noun.end() else unit
    return _with_per(text, replace(base, end=end, family="count", unit=unit, measure=measure))


def _is_spelled(text: Text, noun: re.Match[str]) -> bool:
    return " " in noun.group() or text.low[noun.start() : noun.end()] in ONE_SYLLABLE


def _joined(text: Text, end: int, measure: str) -> int:
    for _ in range(3):
        joint = JOINT.match(text.flat, end)
        noun = NOUN.match(text.flat, joint.end()) if joint else None
        if (
            noun is None
            or measure_of(noun.group()) != measure
            or _OWN_NUMBER.match(text.low, noun.end())
        ):
            return end
        end = noun.end()
    return end


def read_years(text: Text, base: Quantity, at: int) -> Quantity | None:
    years = _YEARS.match(text.low, at)
    if years is None:
        return None
    return replace(base, end=years.end(), family="years", unit="năm")


def _technical(text: Text, base: Quantity, end: int) -> Quantity | Rejected:
    """A mass or an energy counts only as what was saved; else it is a capacity or a size."""
    if stands_before(
        text,
        base.start,
        r"(?:tiết kiệm|giảm|cắt giảm|giảm "
        r"thiểu)(?:\s+\S+){0,5}\s*$",
    ):
        unit = text.raw[base.end : end].strip()
        return replace(base, end=end, family="count", unit=unit, measure="count")
    return Rejected(
        text.raw[base.start : end], base.start, end, "công suất, kích thước, khối lượng"
    )


def stands_before(text: Text, offset: int, pattern: str) -> bool:
    return bool(re.search(pattern, text.low[max(0, offset - 70) : offset]))

"""Quantities (đại lượng): qualifier, number or range or fraction, scale and unit, in one token.

The parser walks over the numbers of a text once. At each number it tries, in this order, a
fraction, a range, money, a percentage, a ratio, a counted noun; what remains is bare and becomes a
figure only when a list head lends it a noun («vốn quốc gia 54»).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from .figure import Rejected
from .normal import Text
from .nouns import JOINED, JOINT, NOT_THE_NOUN, NOUN, ONE_SYLLABLE, head_length, measure_of
from .numerals import DIGITS, WORDS, parse_digits, parse_words
from .periods import PeriodMention
from .rejects import TECHNICAL_UNIT, covering, find_rejects

_SCALE = re.compile(
    r"\s*(?:(?P<b>tỷ|tỉ|tỹ|ty|ti)|(?P<m>triệu|trieu|trđ|tr\.đ|tr)|(?P<k>nghìn|ngàn|nghin)|(?P<v>vạn))"
    r"(?!\w)(?!\s+(?:lệ|suất|giá))|\s*(?P<h>trăm)\s+(?P<hm>triệu|tỷ|tỉ|nghìn)(?!\w)"
)
_SCALES = {"b": 10**9, "m": 10**6, "k": 10**3, "v": 10**4}
_HUNDREDS = {"triệu": 10**8, "tỷ": 10**11, "tỉ": 10**11, "nghìn": 10**5}
_DONG = re.compile(
    r"\s*(?:đồng(?!\s+(?:bào|bằng|thời|bộ|ý|chí|hồ|tháp|nai))|đ|dong|vnđ|vnd|vn đồng|đ\.)(?!\w)",
    re.I,
)
_FOREIGN = re.compile(r"\s*(?:usd|đô la(?: mỹ)?|eur|euro|yên|cny|nhân dân tệ|\$)(?!\w)")
_PERCENT = re.compile(r"\s*(?:%|phần trăm(?!\w))")
_TIMES = re.compile(r"\s*lần(?!\w)(?!\s*/)")
_YEARS = re.compile(r"\s*năm(?!\w)(?!\s+(?:19|20)\d\d(?!\s*-))")
_DEADLINE = re.compile(r"\s*(?:tháng|ngày|tuần|giờ|phút|giây|quý|thập kỷ|thế kỷ|buổi tối)(?!\w)")
_PER = re.compile(
    r"\s*(?:/\s*(?:\d{1,2}\s*)?|(?:trên mỗi|trên một|mỗi|cho mỗi|cho một|một)\s+)(?P<per>(?:năm|mô hình|cơ sở|cụm(?: công nghiệp)?|lần|đề án|lớp|khóa|"
    r"sản phẩm|người|học viên|doanh nghiệp|hộ|đơn vị|gian hàng|hội chợ|hợp tác xã|huyện|xã|tỉnh|dự án|tháng|nhãn hiệu|thương hiệu|phòng|"
    r"cuộc|kỳ|đợt|chuyến|bộ|chương trình|tháng/người|giải|phòng trưng bày|gian|lượt|ngày|khoá|hệ thống|website|trang web))(?!\w)"
)
_RANGE = re.compile(r"\s*(?:-|÷|~|–|đến|tới)\s*(?=\d)")
_FRACTION = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})(?![\d/])")
_TIMES_WORDS = re.compile(
    r"(?<!\w)(?:tăng\s+)?gấp\s+(?:(?P<between>gần|hơn|khoảng|trên)\s+)?(?:(?P<word>đôi|rưỡi|ba|bốn|năm|mười)(?:\s+lần)?(?!\w)|(?=\d))"
)
_TIMES_OF = {"đôi": "2", "rưỡi": "1.5", "ba": "3", "bốn": "4", "năm": "5", "mười": "10"}
_VAGUE = re.compile(
    r"(?<!\w)(?:hàng|vài|mấy|nhiều|hằng|chục)\s+(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?:\s+(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))?(?:\s+đồng)?(?!\w)"
)
_NUMBER = re.compile(rf"{DIGITS.pattern}|{WORDS.pattern}")
_QUALIFIER = re.compile(
    r"(?<!\w)(?:nhưng\s+)?(?P<word>(?:tối đa|tối thiểu|ít nhất|nhiều nhất|cao nhất|không vượt quá|không vượt|không quá|không dưới"
    r"|không ít hơn|không thấp hơn|không cao hơn|chưa đến|chưa tới|trên dưới|xấp xỉ|suýt soát|ngót|ước tính|ước|khoảng|chừng|dự kiến"
    r"|gần|hơn|trên|dưới|quá|đạt trên|đạt gần|đạt hơn)(?:[\s,]+(?:tối đa|không quá|khoảng|gần|hơn|trên|ít nhất))?)"
    r"\s*(?P<verb>(?:là|đạt|chi|từ|có|được|tới|đến|hỗ trợ|thực hiện|bố trí|cấp|bằng|giải ngân|huy động|tổ chức|xây dựng|mức|:)\s*){0,2}$"
)
_LOOSE = frozenset(
    {"dự kiến", "ước", "ước tính", "khoảng", "tối đa", "ít nhất", "tối thiểu", "không quá"}
)
_OWN_NUMBER = re.compile(r"\s+(?:\w+\s+){0,4}\d")
_OR_MORE = re.compile(r"\s*(trở lên|trở xuống)")


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
class _Number:
    start: int
    end: int
    value: Decimal
    step: Decimal
    spelled: bool = False
    written: str = ""


@dataclass(frozen=True, slots=True)
class Tokens:
    """All quantities and all rejected numbers of a text, in order."""

    quantities: tuple[Quantity, ...]
    rejected: tuple[Rejected, ...]


def scan(text: Text, periods: Sequence[PeriodMention]) -> Tokens:
    """Parse every number of the text; each becomes a quantity or is rejected with a reason."""
    rejects = find_rejects(text.low)
    starts = [span.start for span in rejects]
    told = {offset for mention in periods for offset in range(mention.start, mention.end)}
    quantities: list[Quantity] = []
    rejected: list[Rejected] = []
    done = 0
    for found in _candidates(text.low):
        offset = found.start()
        if offset < done:
            continue
        span = covering(rejects, starts, offset)
        if span is not None and not _is_money_ahead(text, found):
            done = max(found.end(), span.end)
            rejected.append(
                Rejected(text.raw[span.start : span.end], span.start, span.end, span.reason)
            )
            continue
        if offset in told:
            continue
        outcome = _parse_at(text, found)
        if isinstance(outcome, Quantity):
            quantities.append(_with_qualifier(text, outcome, done))
            done = outcome.end
        elif outcome is not None:
            rejected.append(outcome)
            done = outcome.end
    return Tokens(tuple(quantities), tuple(rejected))


def _candidates(low: str) -> Iterator[re.Match[str]]:
    """Numbers, words for ratios and vague numbers, in order of their place."""
    pattern = f"{_TIMES_WORDS.pattern}|(?P<vague>{_VAGUE.pattern})|(?P<number>{_NUMBER.pattern})"
    return re.finditer(pattern, low)


def _is_money_ahead(text: Text, found: re.Match[str]) -> bool:
    """A date pattern never swallows «3,5/2 tỷ đồng»: money says so itself."""
    scale = _SCALE.match(text.low, found.end())
    return bool(scale and _DONG.match(text.low, scale.end()))


def _parse_at(text: Text, found: re.Match[str]) -> Quantity | Rejected | None:
    if found["vague"]:
        return _vague(text, found)
    if found["number"] is None:
        return _times_in_words(text, found)
    number = _number(text, found)
    if number is None:
        return Rejected(found.group(), found.start(), found.end(), "dãy số không đọc được")
    if number.spelled:
        return _spelled(text, number)
    fraction = _FRACTION.match(text.low, number.start)
    if fraction and number.value == number.value.to_integral_value():
        return _fraction(text, fraction)
    return _range(text, number) or _single(text, number)


def _number(text: Text, found: re.Match[str]) -> _Number | None:
    written = found.group()
    if not written[0].isdigit():
        value = Decimal(parse_words(re.sub(r"\s+", " ", written)))
        return _Number(found.start(), found.end(), value, Decimal(1), spelled=True, written=written)
    return _digits(text, found.start(), found.end())


def _digits(text: Text, start: int, end: int) -> _Number | None:
    scale = _SCALE.match(text.low, end)
    precise = bool(scale or _PERCENT.match(text.low, end) or _TIMES.match(text.low, end))
    numeral = parse_digits(text.low[start:end], money=precise)
    if numeral is None:
        return None
    return _Number(start, end, numeral.value, numeral.step, written=text.low[start:end])


def _single(text: Text, number: _Number) -> Quantity | Rejected:
    base = Quantity(number.start, number.end, "bare", number.value, number_start=number.start)
    base = replace(base, step=number.step)
    return _unit(text, base)


def _unit(text: Text, base: Quantity) -> Quantity | Rejected:
    """Give a number its unit; the order is from the most to the least telling word."""
    at = base.end
    for read in (_money, _percent, _count, _years):
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


def _money(text: Text, base: Quantity, at: int) -> Quantity | None:
    scale = _SCALE.match(text.low, at)
    dong = _DONG.match(text.low, scale.end() if scale else at)
    if scale is None and dong is None:
        return None
    factor = _factor(scale)
    end = dong.end() if dong else at if scale is None else scale.end()
    if dong is None and scale is not None:
        return _scaled(text, base, scale.end(), factor)
    quantity = replace(_times_factor(base, factor), end=end, family="money", unit="VND")
    return _with_per(text, quantity)


def _scaled(text: Text, base: Quantity, end: int, factor: int) -> Quantity | None:
    """A scale without «đồng»: more money («2 tỷ 350 triệu»), a counted noun, or money all the same."""
    quantity = replace(_times_factor(base, factor), end=end)
    rest = re.compile(r"\s*(?=\d)").match(text.low, end)
    if rest and base.value is not None:
        more = DIGITS.match(text.low, rest.end())
        number = _digits(text, more.start(), more.end()) if more else None
        tail = _single(text, number) if number else None
        if isinstance(tail, Quantity) and tail.family == "money" and tail.value is not None:
            assert quantity.value is not None
            if tail.value < factor:
                total = quantity.value + tail.value
                return replace(tail, start=base.start, number_start=base.start, value=total)
    if _FOREIGN.match(text.low, end):
        return replace(quantity, family="foreign", unit="USD", end=end)
    counted = _count(text, quantity, end)
    if counted is not None:
        return counted
    if factor == 10**4 or TECHNICAL_UNIT.match(text.low, end):
        return None
    return _with_per(text, replace(quantity, family="money", unit="VND"))


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
    sign = _PERCENT.match(text.low, at)
    if sign is None:
        return None
    return replace(base, end=sign.end(), family="percent", unit="%")


def _count(text: Text, base: Quantity, at: int) -> Quantity | None:
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
    if noun.group() == "lan" and _before(text, base.start, r"(?:gấp|tăng|giảm|hơn)(?:\s+\w+)?\s*$"):
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


def _years(text: Text, base: Quantity, at: int) -> Quantity | None:
    years = _YEARS.match(text.low, at)
    if years is None:
        return None
    return replace(base, end=years.end(), family="years", unit="năm")


def _technical(text: Text, base: Quantity, end: int) -> Quantity | Rejected:
    """A mass or an energy counts only as what was saved; else it is a capacity or a size."""
    if _before(text, base.start, r"(?:tiết kiệm|giảm|cắt giảm|giảm thiểu)(?:\s+\S+){0,5}\s*$"):
        unit = text.raw[base.end : end].strip()
        return replace(base, end=end, family="count", unit=unit, measure="count")
    return Rejected(
        text.raw[base.start : end], base.start, end, "công suất, kích thước, khối lượng"
    )


def _before(text: Text, offset: int, pattern: str) -> bool:
    return bool(re.search(pattern, text.low[max(0, offset - 70) : offset]))


def _range(text: Text, number: _Number) -> Quantity | Rejected | None:
    """«20 - 30 mô hình», «từ 150 triệu đến 1 tỷ đồng», «5 - 8%»."""
    first = _money(text, Quantity(number.start, number.end, "bare", number.value), number.end)
    end = first.end if first is not None and first.family == "money" else number.end
    sign = _PERCENT.match(text.low, end)
    end = sign.end() if sign else end
    dash = _RANGE.match(text.low, end)
    more = DIGITS.match(text.low, dash.end()) if dash else None
    if dash is None or more is None or not _is_range(text, number, dash):
        return None
    second = _digits(text, more.start(), more.end())
    if second is None:
        return None
    base = Quantity(number.start, second.end, "bare", number_start=number.start, step=second.step)
    base = replace(base, low=_reread(text, number, second), high=second.value)
    if base.low is None or base.high is None or base.low >= base.high:
        if first is None or base.low is None:
            return None
    unit = _unit(text, base)
    if isinstance(unit, Rejected):
        return unit
    if first is not None and first.family == "money" and unit.family == "money":
        unit = replace(unit, low=first.value)
    return unit if unit.low is not None and unit.high is not None and unit.low < unit.high else None


def _reread(text: Text, number: _Number, second: _Number) -> Decimal:
    """The first number of a range is read as the second one is: «2,250 - 3,500 tỷ»."""
    precise = bool(_SCALE.match(text.low, second.end) or _PERCENT.match(text.low, second.end))
    numeral = parse_digits(number.written, money=precise)
    return numeral.value if numeral else number.value


def _is_range(text: Text, number: _Number, dash: re.Match[str]) -> bool:
    if dash.group().strip() not in ("đến", "tới"):
        return True
    return _before(
        text, number.start, r"(?:từ|khoảng|trong khoảng)\s*(?:khoảng|trên|gần)?\s*$"
    ) or (dash.start() == number.end)


def _fraction(text: Text, found: re.Match[str]) -> Quantity | Rejected:
    part, whole = Decimal(found[1]), Decimal(found[2])
    base = Quantity(found.start(), found.end(), "bare", part, whole=whole)
    base = replace(base, number_start=found.start())
    unit = _unit(text, base)
    if isinstance(unit, Quantity) and unit.family in ("money", "count") and part <= whole:
        return unit
    if whole and part < whole <= 10 and not (isinstance(unit, Quantity) and unit.family == "money"):
        share = (part / whole).quantize(Decimal("0.0001"))
        step = Decimal("0.0001")
        return replace(base, family="times", value=share, whole=None, unit="lần", step=step)
    return Rejected(found.group(), found.start(), found.end(), "ngày, số hiệu hoặc tỷ số")


def _times_in_words(text: Text, found: re.Match[str]) -> Quantity | None:
    if found["word"] is None:
        return None
    value = Decimal(_TIMES_OF[found["word"]])
    quantity = Quantity(found.start(), found.end(), "times", value, unit="lần")
    return replace(quantity, number_start=found.start(), qualifier=found["between"] or "")


def _vague(text: Text, found: re.Match[str]) -> Quantity | None:
    """«hàng vạn lao động»: a claim without a number, kept so that nobody invents one."""
    base = Quantity(found.start(), found.end(), "vague", number_start=found.start())
    counted = _count(text, base, found.end())
    unit = counted.unit if counted else "VND" if found.group().endswith("đồng") else ""
    measure = counted.measure if counted else ""
    if not unit:
        return None
    end = counted.end if counted else found.end()
    word = text.raw[found.start() : found.end()]
    return replace(base, end=end, unit=unit, measure=measure, qualifier=word)


def _spelled(text: Text, number: _Number) -> Quantity | None:
    """Number words count only when a counted noun follows; «một» is mostly an article."""
    if _before(text, number.start, r"(?:thứ|một|mỗi|từng|tháng|quý|số|khoảng thời gian)\s*$"):
        return None
    base = Quantity(number.start, number.end, "bare", number.value, spelled=True)
    base = replace(base, number_start=number.start)
    if number.written == "năm":
        return _five_or_year(text, base)
    counted = _count(text, base, number.end) or _years(text, base, number.end)
    if counted is None or counted.measure in ("count", ""):
        return counted if counted is not None and counted.family == "years" else None
    if number.written == "một" and not _is_one(text, counted):
        return None
    return counted


def _five_or_year(text: Text, base: Quantity) -> Quantity | None:
    """«năm» is five only between a verb of doing and a counted noun."""
    verb = r"(?:hỗ trợ|tổ chức|thực hiện|xây dựng|triển khai|có|gồm|được|mở|cho|với)\s*$"
    counted = _count(text, base, base.end)
    return counted if counted is not None and _before(text, base.start, verb) else None


def _is_one(text: Text, counted: Quantity) -> bool:
    """«một đề án» is one đề án after a verb of doing, not after a preposition."""
    verb = r"(?:có|gồm|duyệt|triển khai|thực hiện|tổ chức|hỗ trợ được|xây dựng được|mở được)\s*$"
    return counted.measure in ("schemes", "classes", "events", "clusters") and _before(
        text, counted.start, verb
    )


def _with_qualifier(text: Text, quantity: Quantity, done: int) -> Quantity:
    """Take the qualifier before the number into the quantity, and «trở lên» after it."""
    begin = max(done, quantity.start - 48)
    found = _QUALIFIER.search(text.low[begin : quantity.start])
    if found and (not found["verb"] or _is_loose(found)):
        word = re.sub(r"[\s,]+", " ", found["word"])
        word = word.removeprefix("đạt ")
        start = begin + found.start("word")
        quantity = replace(quantity, start=start, qualifier=word)
    more = _OR_MORE.match(text.low, quantity.end)
    if more and not quantity.qualifier:
        quantity = replace(quantity, end=more.end(), qualifier=more[1])
    return quantity


def _is_loose(found: re.Match[str]) -> bool:
    return found["word"].split(",")[0] in _LOOSE or found["verb"].strip() in ("từ", "tới", "đến")

"""Quantities (đại lượng): qualifier, number or range or fraction, scale and unit, in one token.

The parser walks over the numbers of a text once. At each number it tries, in this order, a
fraction, a range, then its unit (`units`); what remains is bare and becomes a figure only when a
list head lends it a noun («vốn quốc gia 54»).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .figure import Rejected
from .normal import Text
from .numerals import DIGITS, WORDS, parse_digits, parse_words
from .periods import PeriodMention
from .rejects import covering, find_rejects
from .units import (
    DONG,
    PERCENT_SIGN,
    SCALE,
    NumberToken,
    Quantity,
    read_count,
    read_digits,
    read_money,
    read_single,
    read_unit,
    read_years,
    stands_before,
)

MAX_QUANTITIES = 20_000
_RANGE = re.compile(r"\s*(?:-|÷|~|–|đến|tới)\s*(?=\d)")
_PART = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,3})?|\d{1,9}(?:,\d{1,3})?"
_FRACTION = re.compile(rf"({_PART})\s*/\s*({_PART})(?![\d/]|[.,]\d)")
_TIMES_WORDS = re.compile(
    r"(?<!\w)(?:tăng\s+)?gấp\s+(?:(?P<between>gần|hơn|khoảng|trên)\s+)?(?:(?P<word>đôi|rưỡi|"
    r"ba|bốn|năm|mười)(?:\s+lần)?(?!\w)|(?=\d))"
)
_TIMES_OF = {"đôi": "2", "rưỡi": "1.5", "ba": "3", "bốn": "4", "năm": "5", "mười": "10"}
_VAGUE = re.compile(
    r"(?<!\w)(?:hàng|vài|mấy|nhiều|hằng|chục)\s+(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|"
    r"tỉ)(?:\s+(?:chục|trăm|nghìn|ngàn|vạn|triệu|tỷ|tỉ))?(?:\s+đồng)?(?!\w)"
)
_NUMBER = re.compile(rf"{DIGITS.pattern}|{WORDS.pattern}")
_QUALIFIER = re.compile(
    r"(?<!\w)(?:nhưng\s+)?(?P<word>(?:tối đa|tối thiểu|ít nhất|nhiều nhất|cao nhất|không vượt "
    r"quá|không vượt|không quá|không dưới"
    r"|không ít hơn|không thấp hơn|không cao hơn|chưa đến|chưa tới|trên dưới|xấp xỉ|suýt soát|"
    r"ngót|ước tính|ước|khoảng|chừng|dự kiến"
    r"|gần|hơn|trên|dưới|quá|đạt trên|đạt gần|đạt hơn)(?:[\s,]+(?:tối đa|không quá|khoảng|gần|"
    r"hơn|trên|ít nhất))?)"
    r"\s*(?P<verb>(?:cả năm|là|đạt|chi|từ|có|được|tới|đến|hỗ trợ|thực hiện|bố trí|cấp|bằng|"
    r"giải ngân|huy động|tổ chức|xây dựng|mức|:)\s*){0,2}$"
)
_LOOSE = frozenset(
    {"dự kiến", "ước", "ước tính", "khoảng", "tối đa", "ít nhất", "tối thiểu", "không quá"}
)
_OR_MORE = re.compile(r"\s*(trở lên|trở xuống)")


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
        if len(quantities) >= MAX_QUANTITIES:
            reason = "quá nhiều số trong một văn bản: phần còn lại chưa đọc"
            rejected.append(Rejected(found.group(), offset, found.end(), reason))
            break
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
    scale = SCALE.match(text.low, found.end())
    return bool(scale and DONG.match(text.low, scale.end()))


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
    if fraction and (
        number.value == number.value.to_integral_value() or SCALE.match(text.low, fraction.end())
    ):
        return _fraction(text, fraction)
    return _range(text, number) or read_single(text, number)


def _number(text: Text, found: re.Match[str]) -> NumberToken | None:
    written = found.group()
    if not written[0].isdigit():
        value = Decimal(parse_words(re.sub(r"\s+", " ", written)))
        return NumberToken(
            found.start(), found.end(), value, Decimal(1), spelled=True, written=written
        )
    return read_digits(text, found.start(), found.end())


def _range(text: Text, number: NumberToken) -> Quantity | Rejected | None:
    """«20 - 30 mô hình», «từ 150 triệu đến 1 tỷ đồng», «5 - 8%»."""
    first = read_money(text, Quantity(number.start, number.end, "bare", number.value), number.end)
    end = first.end if first is not None and first.family == "money" else number.end
    sign = PERCENT_SIGN.match(text.low, end)
    end = sign.end() if sign else end
    dash = _RANGE.match(text.low, end)
    more = DIGITS.match(text.low, dash.end()) if dash else None
    if dash is None or more is None or not _is_range(text, number, dash):
        return None
    second = read_digits(text, more.start(), more.end())
    if second is None:
        return None
    base = Quantity(number.start, second.end, "bare", number_start=number.start, step=second.step)
    base = replace(base, low=_reread(text, number, second), high=second.value)
    if first is None and (base.low or 0) >= second.value:
        return None
    unit = read_unit(text, base)
    if isinstance(unit, Rejected):
        return unit
    if first is not None and first.family == "money" and unit.family == "money":
        unit = replace(unit, low=first.value)
    return unit if unit.low is not None and unit.high is not None and unit.low < unit.high else None


def _reread(text: Text, number: NumberToken, second: NumberToken) -> Decimal:
    """The first number of a range is read as the second one is: «2,250 - 3,500 tỷ»."""
    precise = bool(SCALE.match(text.low, second.end) or PERCENT_SIGN.match(text.low, second.end))
    numeral = parse_digits(number.written, money=precise)
    return numeral.value if numeral else number.value


def _is_range(text: Text, number: NumberToken, dash: re.Match[str]) -> bool:
    if dash.group().strip() not in ("đến", "tới"):
        return True
    return stands_before(
        text, number.start, r"(?:từ|khoảng|trong khoảng)\s*(?:khoảng|trên|gần)?\s*$"
    ) or (dash.start() == number.end)


def _fraction(text: Text, found: re.Match[str]) -> Quantity | Rejected:
    money = bool(SCALE.match(text.low, found.end()))
    first, second = (parse_digits(found[group], money=money) for group in (1, 2))
    if first is None or second is None:
        return Rejected(found.group(), found.start(), found.end(), "dãy số không đọc được")
    part, whole = first.value, second.value
    base = Quantity(found.start(), found.end(), "bare", part, whole=whole)
    base = replace(base, number_start=found.start())
    unit = read_unit(text, base)
    of_all = whole <= 10 and stands_before(text, found.start(), r"(?:hơn|gần|khoảng|chiếm|tới)\s*$")
    if isinstance(unit, Quantity) and unit.family in ("money", "count") and not of_all:
        over = unit.measure not in ("", "count") or unit.family == "money"
        if part <= whole or (over and part < 2 * whole):
            return unit
    if whole and part < whole <= 10 and not (isinstance(unit, Quantity) and unit.family == "money"):
        share = (part / whole).quantize(Decimal("0.0001"))
        step = Decimal("0.0001")
        return replace(base, family="times", value=share, whole=None, unit="lần", step=step)
    return base


def _times_in_words(text: Text, found: re.Match[str]) -> Quantity | None:
    if found["word"] is None:
        return None
    value = Decimal(_TIMES_OF[found["word"]])
    quantity = Quantity(found.start(), found.end(), "times", value, unit="lần")
    return replace(quantity, number_start=found.start(), qualifier=found["between"] or "")


def _vague(text: Text, found: re.Match[str]) -> Quantity | None:
    """«hàng vạn lao động»: a claim without a number, kept so that nobody invents one."""
    base = Quantity(found.start(), found.end(), "vague", number_start=found.start())
    counted = read_count(text, base, found.end())
    unit = counted.unit if counted else "VND" if found.group().endswith("đồng") else ""
    measure = counted.measure if counted else ""
    if not unit:
        return None
    end = counted.end if counted else found.end()
    word = text.raw[found.start() : found.end()]
    return replace(base, end=end, unit=unit, measure=measure, qualifier=word)


def _spelled(text: Text, number: NumberToken) -> Quantity | None:
    """Number words count only when a counted noun follows; «một» is mostly an article."""
    if stands_before(text, number.start, r"(?:thứ|một|mỗi|từng|tháng|quý|số|khoảng thời gian)\s*$"):
        return None
    base = Quantity(number.start, number.end, "bare", number.value, spelled=True)
    base = replace(base, number_start=number.start)
    if number.written == "năm":
        return _five_or_year(text, base)
    counted = read_count(text, base, number.end) or read_years(text, base, number.end)
    if counted is None or counted.measure in ("count", ""):
        return counted if counted is not None and counted.family == "years" else None
    if number.written == "một" and not _is_one(text, counted):
        return None
    return counted


def _five_or_year(text: Text, base: Quantity) -> Quantity | None:
    """«năm» is five only between a verb of doing and a counted noun."""
    verb = r"(?:hỗ trợ|tổ chức|thực hiện|xây dựng|triển khai|có|gồm|được|mở|cho|với)\s*$"
    counted = read_count(text, base, base.end)
    return counted if counted is not None and stands_before(text, base.start, verb) else None


def _is_one(text: Text, counted: Quantity) -> bool:
    """«một đề án» is one đề án after a verb of doing, not after a preposition."""
    verb = r"(?:có|gồm|duyệt|triển khai|thực hiện|tổ chức|hỗ trợ được|xây dựng được|mở được)\s*$"
    return counted.measure in ("schemes", "classes", "events", "clusters") and stands_before(
        text, counted.start, verb
    )


def _with_qualifier(text: Text, quantity: Quantity, done: int) -> Quantity:
    """Take the qualifier before the number into the quantity, and «trở lên» after it."""
    begin = max(done, quantity.start - 48)
    found = _QUALIFIER.search(text.low[begin : quantity.start])
    if found and (not found["verb"] or _is_loose(found)) and _fits_year(found):
        word = re.sub(r"[\s,]+", " ", found["word"])
        word = word.removeprefix("đạt ")
        start = begin + found.start("word")
        quantity = replace(quantity, start=start, qualifier=word)
    more = _OR_MORE.match(text.low, quantity.end)
    if more and not quantity.qualifier:
        quantity = replace(quantity, end=more.end(), qualifier=more[1])
    return quantity


def _fits_year(found: re.Match[str]) -> bool:
    """«ước cả năm giải ngân» is an estimate; «dự kiến cả năm hỗ trợ» only says when."""
    return "cả năm" not in found.group() or found["word"].startswith("ước")


def _is_loose(found: re.Match[str]) -> bool:
    return found["word"].split(",")[0] in _LOOSE or found["verb"].strip() in ("từ", "tới", "đến")

"""Sense (hợp lý): nested sets, lengths of periods, magnitudes, units, missing money, link lines."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..reading.figure import Figure
from .finding import CONTRADICTION, NOTE, UNCLEAR, Finding, amount, listing, value_of

_RUNGS = ("district", "province", "region", "nation")
_RUNG_WORDS = {
    "district": "cấp huyện",
    "province": "cấp tỉnh",
    "region": "cấp khu vực",
    "nation": "cấp quốc gia",
}
_DOTTED_BILLIONS = re.compile(r"(\d{1,3})\.(\d{3})\s*(?:tỷ|tỉ)", re.I)
_BILLION = 10**9
_JUMP = 100
_FEW = 50
_THINGS = frozenset({"products", "establishments", "beneficiaries", "models", "people"})
_STATE_MONEY = frozenset({"support", "allocated", "disbursed", "requested"})


def _gap(one: Figure, other: Figure) -> Fraction:
    return Fraction(one.value or 0) - Fraction(other.value or 0)


def check_nesting(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Products certified in the nation are certified in the region and the province as well."""
    rungs = {
        figure.filter("certified_at"): index
        for index, figure in reversed(list(enumerate(figures)))
        if figure.measure == "products" and figure.value is not None and figure.kind == "result"
        and figure.filter("certified_at")
    }  # fmt: skip
    found = [(rung, rungs[rung]) for rung in _RUNGS if rung in rungs]
    if len(found) < 2:
        return
    for (low, lower), (high, higher) in zip(found, found[1:], strict=False):
        if (figures[higher].value or 0) > (figures[lower].value or 0):
            yield Finding(
                "nesting_inverted", UNCLEAR,
                f"«{figures[higher].quote}» {_RUNG_WORDS[high]} nhiều hơn "
                f"«{figures[lower].quote}» {_RUNG_WORDS[low]}.",
                (lower, higher), _gap(figures[higher], figures[lower]),
                "Sản phẩm cấp trên phải đã đạt cấp dưới; kiểm tra kỳ của từng số.",
            )  # fmt: skip
    places = tuple(index for _, index in found)
    yield Finding(
        "nested_levels", NOTE,
        f"{' ⊃ '.join(_RUNG_WORDS[rung] for rung, _ in found)}: "
        f"{', '.join(f'«{figures[i].quote}»' for i in places)}"
        " lồng nhau, không cộng với nhau.",
        places, resolve="Đếm sản phẩm theo cấp cao nhất nếu cần một tổng.",
    )  # fmt: skip


def check_beneficiaries(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Beneficiaries of one content are a subset of all beneficiaries told by legal form."""
    forms = [i for i, f in enumerate(figures) if _is_of_form(f)]
    if len({figures[i].filter("legal_form") for i in forms}) < 2:
        return
    total = sum((Fraction(figures[i].value or 0) for i in forms), Fraction(0))
    for index, figure in enumerate(figures):
        value = value_of(figure)
        if figure.measure != "beneficiaries" or not figure.content or value is None:
            continue
        if figure.period != figures[forms[0]].period:
            continue
        gap = total - value
        said = f"{listing(figures[i] for i in forms)} = {amount(total, figure)}"
        if gap < 0:
            yield Finding(
                "beneficiaries_exceed", CONTRADICTION,
                f"«{figure.quote}» của một nội dung nhiều hơn tất cả đối tượng thụ hưởng: {said}.",
                (index, *forms), gap, "Kiểm tra: lượt cơ sở hay cơ sở?",
            )  # fmt: skip
        elif gap > 0:
            yield Finding(
                "beneficiaries_subset", NOTE,
                f"«{figure.quote}» là một phần của tất cả đối tượng thụ hưởng ({said}); một "
                f"đề án có thể"
                " cho nhiều đơn vị và ngược lại.",
                (index, *forms), gap, "Không cộng hai số; đếm theo mã cơ sở trong sổ.",
            )  # fmt: skip


def _is_of_form(figure: Figure) -> bool:
    counted = figure.measure in ("beneficiaries", "establishments") and figure.value is not None
    return counted and bool(figure.filter("legal_form")) and not figure.content


def check_years(figures: Sequence[Figure]) -> Iterator[Finding]:
    """«10 năm» of a period that touches eleven calendar years."""
    for index, figure in enumerate(figures):
        if figure.unit != "năm" or not figure.filter("span") or not figure.value:
            continue
        years = figure.period.years
        if years > 1 and years != figure.value:
            yield Finding(
                "years_differ", UNCLEAR,
                f"«{figure.quote}» nhưng kỳ {figure.period.label} có {years} năm.",
                (index,), Fraction(figure.value) - years,
                "Hỏi tác giả: kỳ bắt đầu hoặc kết thúc từ tháng nào?",
            )  # fmt: skip


def check_magnitudes(figures: Sequence[Figure]) -> Iterator[Finding]:
    """«1.465 tỷ» where 1,465 is likely meant; a count that grows a hundredfold in a sentence."""
    money = sorted(Fraction(f.value) for f in figures if f.is_money and f.value)
    for index, figure in enumerate(figures):
        dotted = _DOTTED_BILLIONS.search(figure.quote)
        value = value_of(figure)
        if (
            dotted
            and value is not None
            and figure.measure in (*_STATE_MONEY, "total", "counterpart")
        ):
            others = [other for other in money if other != value]
            if not others or value > 20 * others[len(others) // 2]:
                smaller = f"{dotted[1]},{dotted[2]} tỷ đồng"
                yield Finding(
                    "magnitude", UNCLEAR,
                    f"«{figure.quote}» lớn bất thường với kinh phí khuyến công; có thể định "
                    f"viết {smaller}.",
                    (index,), value - value / 1000, "Giữ nguyên văn và hỏi tác giả.",
                )  # fmt: skip
    yield from _jumps(figures)


def _jumps(figures: Sequence[Figure]) -> Iterator[Finding]:
    for index, (before, after) in enumerate(zip(figures, figures[1:], strict=False)):
        low, high = value_of(before), value_of(after)
        if before.unit != after.unit or before.is_rate or after.measure not in _THINGS:
            continue
        if not low or not high or after.start - before.end > 40 or before.content != after.content:
            continue
        if low >= 10 and high / low >= _JUMP:
            yield Finding(
                "magnitude", UNCLEAR,
                f"Từ «{before.quote}» đến «{after.quote}» gấp "
                f"{amount(high / low, Figure(quote='', unit='lần'))}: khó có thật.",
                (index, index + 1), high - low, "Kiểm tra dấu chấm hàng nghìn và đơn vị.",
            )  # fmt: skip


def check_units(figures: Sequence[Figure]) -> Iterator[Finding]:
    """A target promised in one unit and reported in another (sản phẩm against cơ sở)."""
    results: dict[str, list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        if figure.kind == "result" and figure.measure in _THINGS:
            results[figure.content].append(number)
    for index, target in enumerate(figures):
        if target.kind != "target" or target.measure not in _THINGS or not target.content:
            continue
        same = [i for i in results[target.content][:_FEW] if _answers(target, figures[i])]
        if not same or any(figures[i].measure == target.measure for i in same):
            continue
        other = figures[same[0]]
        yield Finding(
            "units_differ", UNCLEAR,
            f"Mục tiêu «{target.quote}» tính bằng {target.unit}, kết quả «{other.quote}» tính "
            f"bằng {other.unit}:"
            " không so sánh trực tiếp được.",
            (index, same[0]), resolve="Hỏi số kết quả theo đúng đơn vị của mục tiêu.",
        )  # fmt: skip


def _answers(target: Figure, result: Figure) -> bool:
    """The result lies inside the period of the target."""
    aim, told = target.period, result.period
    if told.end is None or aim.end is None or told.end > aim.end:
        return False
    return aim.start is None or told.start is None or aim.start <= told.start


def check_money_told(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Results without any money."""
    measures = ("schemes", "beneficiaries")
    done = [i for i, f in enumerate(figures) if f.kind == "result" and f.measure in measures]
    if done and not any(figure.is_money and figure.kind != "furniture" for figure in figures):
        yield Finding(
            "no_money", NOTE, "Bài nêu kết quả đề án, cơ sở nhưng không nêu kinh phí nào.",
            tuple(done), resolve="Tra kinh phí trong sổ hoặc hỏi tác giả.",
        )  # fmt: skip


def check_furniture(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Numbers of menus and links that must not slip into the article's totals."""
    outside = tuple(i for i, f in enumerate(figures) if f.kind == "furniture")
    if outside:
        yield Finding(
            "outside_article", NOTE,
            f"{len(outside)} con số nằm ở menu, chú thích hoặc liên kết, không thuộc bài và "
            f"kỳ của bài.",
            outside, resolve="Không đưa vào số liệu công bố.",
        )  # fmt: skip

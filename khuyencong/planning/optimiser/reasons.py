"""Why a scheme is in or out, and why no plan can be, in sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from khuyencong.lib.contents import Content
from khuyencong.lib.money import show_vnd
from khuyencong.lib.vietnamese import lower_first

from .problem import AXES, Candidate, Rules

SOURCES = {
    "national": "nguồn quốc gia",
    "province": "nguồn tỉnh",
    "district": "nguồn huyện",
    "commune": "nguồn xã",
    "unknown": "nguồn chưa rõ",
}


def source_name(key: str) -> str:
    """Return how a sentence calls a source: its level, or ``level:place`` where there are many."""
    level, _, place = key.partition(":")
    return f"{SOURCES[level]} của {place}" if place else SOURCES[level]


@dataclass(slots=True)
class Totals:
    """The exact sums, in đồng, of the candidates that are in."""

    by_source: Counter[str] = field(default_factory=Counter)
    by_content: Counter[str] = field(default_factory=Counter)
    by_establishment: Counter[str] = field(default_factory=Counter)
    disadvantaged_vnd: int = 0
    total_vnd: int = 0

    def add(self, one: Candidate, sign: int = 1) -> None:
        """Count *one* in, or with ``sign=-1`` out."""
        for level, amount in one.needs.items():
            self.by_source[level] += sign * amount
        for content, amount in one.contents.items():
            self.by_content[content] += sign * amount
        for establishment in one.establishments:
            self.by_establishment[establishment] += sign
        self.disadvantaged_vnd += sign * one.disadvantaged_vnd
        self.total_vnd += sign * one.total_vnd

    def contents(self) -> int:
        return sum(amount > 0 for amount in self.by_content.values())


def blockers(
    one: Candidate, totals: Totals, envelopes: Mapping[str, int], rules: Rules
) -> Iterator[str]:
    """Yield what stands against putting *one* beside what is in; nothing when it would fit."""
    for level, left in envelopes.items():
        need, rest = one.needs.get(level, 0), left - totals.by_source[level]
        if need and need > rest:
            yield f"{source_name(level)} {_has(left, rest, need)}, đề án cần {show_vnd(need)}"
    yield from _of_establishments(one, totals, rules)
    yield from _of_shares(one, totals, rules)


def _has(left: int, rest: int, need: int) -> str:
    """What a source has for one more scheme, in words."""
    if need > left:
        return f"chỉ có {show_vnd(left)}"
    return f"chỉ còn {show_vnd(rest)}" if rest > 0 else "đã dành hết cho các đề án được chọn"


def _of_establishments(one: Candidate, totals: Totals, rules: Rules) -> Iterator[str]:
    most = rules.max_per_establishment
    for key, name in one.establishments.items():
        if most is not None and totals.by_establishment[key] >= most:
            yield (
                f"{name} đã có {totals.by_establishment[key]} đề án trong phương án, "
                f"mỗi cơ sở không quá {most}"
            )


def _of_shares(one: Candidate, totals: Totals, rules: Rules) -> Iterator[str]:
    most, least = rules.max_content_percent, rules.min_disadvantaged_percent
    total = totals.total_vnd + one.total_vnd
    for content, amount in one.contents.items():
        with_it = totals.by_content[content] + amount
        if most is not None and 100 * with_it > most * total:
            yield (
                f"{content_name(content)} khi đó chiếm {_percent(with_it, total)} kinh phí, "
                f"một nội dung không quá {most}%"
            )
    with_it = totals.disadvantaged_vnd + one.disadvantaged_vnd
    if least is not None and 100 * with_it < least * total:
        yield (
            f"kinh phí cho địa bàn khó khăn khi đó chỉ còn {_percent(with_it, total)}, "
            f"phải đạt ít nhất {least}%"
        )


def why_out(one: Candidate, totals: Totals, envelopes: Mapping[str, int], rules: Rules) -> str:
    """Return the sentence for a candidate that is out."""
    if one.fixed is False:
        return "Cán bộ đã đưa đề án ra khỏi phương án."
    if one.score is None:
        return "Bị loại vì chưa có điểm thẩm định."
    if not one.total_vnd:
        return "Bị loại vì chưa có kinh phí trong phương án."
    if not one.score:
        return "Bị loại vì điểm thẩm định là 0."
    against = list(blockers(one, totals, envelopes, rules))
    return f"Bị loại vì {'; '.join(against) or 'không phương án nào đạt mọi quy tắc'}."


def why_in(one: Candidate, totals: Totals, rules: Rules) -> str:
    """Return the sentence for a candidate that is in."""
    if one.fixed is True:
        return "Cán bộ đã giữ đề án trong phương án."
    grounds = [*_order(one, rules), f"có điểm thẩm định {_score(one)}"]
    least = rules.min_disadvantaged_percent
    rest = totals.disadvantaged_vnd - one.disadvantaged_vnd
    total = totals.total_vnd - one.total_vnd
    if least is not None and one.disadvantaged_vnd and 100 * rest < least * total:
        grounds.append(f"cần để địa bàn khó khăn đạt ít nhất {least}% kinh phí")
    after = " sau khi xét các đề án ưu tiên" if _is_last(one, rules) else ""
    return f"Được chọn vì {', '.join(grounds)} và các nguồn đủ {show_vnd(one.total_vnd)}{after}."


def _is_last(one: Candidate, rules: Rules) -> bool:
    """Whether the legal order names the candidate nowhere."""
    return rules.by_priority and not one.is_apart and not one.ranks


_AXIS_WORDS = {
    "form": "là đề án được xét trước",
    "place": "thuộc địa bàn ưu tiên thứ {rank}",
    "trade": "thuộc ngành nghề ưu tiên thứ {rank}",
    "body": "có đơn vị thực hiện được ưu tiên",
}


def _order(one: Candidate, rules: Rules) -> Iterator[str]:
    """The grounds of the legal order that the candidate has, in the words of the law."""
    if not rules.by_priority:
        return
    if one.is_apart:
        yield "áp dụng sản xuất sạch hơn (không xét thứ tự địa bàn và ngành nghề)"
        return
    for axis in AXES:
        if axis in one.ranks:
            name = one.names.get(axis, "")
            words = _AXIS_WORDS[axis].format(rank=one.ranks[axis])
            yield f"{words} ({lower_first(name)})" if name else words


def fixed_beyond(
    candidates: Sequence[Candidate], envelopes: Mapping[str, int], rules: Rules
) -> Iterator[str]:
    """Yield which rules the candidates that the officer keeps in already break."""
    kept = Totals()
    for one in candidates:
        if one.fixed is True:
            kept.add(one)
    for level, left in envelopes.items():
        if kept.by_source[level] > left:
            yield (
                f"Các đề án được giữ trong phương án cần {show_vnd(kept.by_source[level])} "
                f"{source_name(level)}, hạn mức chỉ còn {show_vnd(left)}."
            )
    names = {key: name for one in candidates for key, name in one.establishments.items()}
    for key, count in kept.by_establishment.items():
        if rules.max_per_establishment is not None and count > rules.max_per_establishment:
            yield (
                f"{names[key]} có {count} đề án được giữ trong phương án, "
                f"mỗi cơ sở không quá {rules.max_per_establishment}."
            )


def too_few(candidates: Sequence[Candidate], rules: Rules) -> Iterator[str]:
    """Yield the rules that no choice among the candidates can meet."""
    contents = {content for one in candidates if one.fixed is not False for content in one.contents}
    most, least = rules.max_content_percent, rules.min_disadvantaged_percent
    if rules.min_contents and len(contents) < rules.min_contents:
        yield (
            f"Phải có ít nhất {rules.min_contents} nội dung, nhưng các đề án xét chọn chỉ thuộc "
            f"{len(contents)} nội dung."
        )
    if most is not None and len(contents) * most < 100:
        yield (
            f"Một nội dung không quá {most}% kinh phí, nhưng các đề án xét chọn chỉ thuộc "
            f"{len(contents)} nội dung ({len(contents)} × {most}% < 100%)."
        )
    if least and not any(one.disadvantaged_vnd for one in candidates if one.fixed is not False):
        yield (
            f"Phải dành ít nhất {least}% kinh phí cho địa bàn khó khăn, nhưng không đề án nào "
            "thuộc địa bàn khó khăn."
        )


def content_name(content: str) -> str:
    """Return how a sentence calls a content."""
    return f"nội dung «{Content(content).label}»" if content else "nội dung chưa rõ"


def _percent(part: int, whole: int) -> str:
    tenths = part * 1000 // whole if whole else 0
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def _score(one: Candidate) -> str:
    text = f"{one.score:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")

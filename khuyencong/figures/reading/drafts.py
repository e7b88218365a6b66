"""Drafts: a quantity in its sentence, with the words that belong to it on either side.

Between two quantities stands a gap. It is cut at the last strong mark (; : parentheses, a full
stop) or, failing that, at the last comma: what stands before the cut still speaks of the left
quantity, what stands after it already of the right one. An unbroken gap belongs to both.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from .figure import TextPeriod
from .layout import Layout, Sentence
from .lexicon import Mentions, find_contents, find_natures, find_sources
from .normal import Text
from .periods import PeriodMention
from .units import Quantity

_STRONG = re.compile(r"[;:()\n]|\.(?=\s)")
_WORDS = re.compile(r"\w{2,}")


@dataclass(slots=True)
class Draft:
    """A quantity on its way to a figure. Offsets are those of the normalised text.

    `left` is the beginning of its own words before the number, `right` their end after it;
    `clause` is where its clause begins (the last semicolon, open bracket or sentence start).
    `own_source` is stated in its own words, `source` also by carry or inference.
    """

    quantity: Quantity
    sentence: Sentence
    number: int = 0
    left: int = 0
    right: int = 0
    clause: int = 0
    before: int = 0
    measure: str = ""
    content: str = ""
    own_content: str = ""
    source: str = ""
    own_source: str = ""
    period: TextPeriod = field(default_factory=TextPeriod)
    parent: int | None = None
    kind: str = "result"
    unit: str = ""
    qualifier: str = ""
    yearly: bool = False
    filters: dict[str, str] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)

    @property
    def family(self) -> str:
        """Figures of one family can be whole and part of one another."""
        if self.quantity.family in ("count", "bare"):
            return "establishments" if self.measure == "beneficiaries" else self.measure
        return self.quantity.family


@dataclass(frozen=True, slots=True)
class Page:
    """All that the stages read: the text, its layout and every telling phrase."""

    text: Text
    layout: Layout
    periods: tuple[PeriodMention, ...]
    contents: Mentions
    sources: Mentions
    natures: Mentions


def open_page(text: Text, layout: Layout, periods: list[PeriodMention]) -> Page:
    contents, natures = find_contents(text.flat, text.low), find_natures(text.low)
    return Page(text, layout, tuple(periods), contents, find_sources(text.low), natures)


def draft_all(page: Page, quantities: tuple[Quantity, ...]) -> list[Draft]:
    """Place each quantity in its sentence and give it its own words."""
    sentences = page.layout.sentences
    starts = [sentence.start for sentence in sentences]
    drafts: list[Draft] = []
    for quantity in quantities:
        index = bisect_right(starts, quantity.number_start) - 1
        if index < 0 or quantity.number_start >= sentences[index].end:
            continue
        drafts.append(Draft(quantity, sentences[index], number=index, unit=quantity.unit))
    _set_bounds(page, drafts)
    return drafts


def _set_bounds(page: Page, drafts: list[Draft]) -> None:
    for index, draft in enumerate(drafts):
        same = index and drafts[index - 1].sentence is draft.sentence
        before = drafts[index - 1].quantity.end if same else draft.sentence.start
        draft.before = before
        draft.clause = _clause_start(page.text, draft.sentence.start, draft.quantity.start)
        cut = _cut(page.text, before, draft.quantity.start)
        draft.left = before if cut is None else cut[1]
        if same:
            drafts[index - 1].right = draft.quantity.start if cut is None else cut[0]
        if not index or not same:
            _close(page, drafts[index - 1] if index else None)
    _close(page, drafts[-1] if drafts else None)


def _close(page: Page, draft: Draft | None) -> None:
    """The last quantity of a sentence owns the words up to the next strong mark."""
    if draft is None or draft.right:
        return
    strong = _strong(page.text, draft.quantity.end, draft.sentence.end)
    draft.right = strong[0] if strong else draft.sentence.end


def _cut(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """Where the left quantity's words end and where the right one's begin."""
    marks = _strong(text, start, end)
    if marks:
        return marks[0], marks[-1] + 1
    comma = text.low.rfind(",", start, end)
    if comma >= 0:
        return comma, comma + 1
    return None


def _strong(text: Text, start: int, end: int) -> list[int]:
    """Strong marks; a bracket that holds no digit («(CNNT)») is no mark."""
    marks: list[int] = []
    skip = -1
    for found in _STRONG.finditer(text.low, start, end):
        if found.start() < skip:
            continue
        if found.group() == "(":
            close = text.low.find(")", found.start(), min(end, found.start() + 60))
            if close >= 0 and not any(c.isdigit() for c in text.low[found.start() : close]):
                skip = close + 1
                continue
        marks.append(found.start())
    return marks


def _clause_start(text: Text, start: int, end: int) -> int:
    """The last semicolon or open bracket before a quantity."""
    begin = max(start, end - 2000)
    semicolon = text.low.rfind(";", begin, end)
    bracket = text.low.rfind("(", begin, end)
    if bracket >= 0 and text.low.find(")", bracket, end) >= 0:
        bracket = -1
    return max(start, semicolon + 1, bracket + 1)


_RISE = re.compile(
    r"\s*(?:lên|xuống|lên thành|xuống còn|lên đến|lên tới|còn)\s*(?:(?:khoảng|gần|hơn|trên)\s*)?"
)
_DELTA = re.compile(r"(?<!\w)(?:tăng|giảm)(?:\s+(?:thêm|được))?\s*(?:(?:khoảng|gần|hơn|trên)\s*)?$")
_FROM = re.compile(r"(?<!\w)từ\s*(?:(?:khoảng|gần|hơn|trên|chỉ|mức)\s*)?$")


def rises_to(page: Page, before: Draft, draft: Draft) -> bool:
    """«tăng từ 41 lên 67 đề án»: two values of one thing, the second one today's."""
    words = page.text.low[before.quantity.end : draft.quantity.number_start]
    left = page.text.low[max(0, before.quantity.number_start - 24) : before.quantity.number_start]
    same = before.sentence is draft.sentence
    return same and bool(_RISE.fullmatch(words)) and bool(_FROM.search(left))


def is_delta(page: Page, draft: Draft) -> bool:
    """«tăng 21 sản phẩm», «giảm 1,1 tỷ đồng»: a difference, neither whole nor part."""
    start = draft.quantity.number_start
    words = page.text.low[max(draft.sentence.start, start - 30) : start]
    return draft.quantity.family in ("money", "count") and bool(_DELTA.search(words))


def in_bracket(page: Page, draft: Draft) -> bool:
    """The figure's clause opens with a bracket."""
    return draft.clause > 0 and page.text.low[draft.clause - 1] == "("


def has_words(text: Text, start: int, end: int) -> bool:
    return bool(_WORDS.search(text.low, start, end))

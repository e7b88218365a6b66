"""The source of funds of each figure (nguồn kinh phí): in its own words, carried, or inherited.

A source is looked for in the words of the figure, then in its clause, then at the head of its
sentence, then in the list head, then in the sentence before when the text speaks of one source
only or goes on with «ngoài ra». What is not said stays empty.
"""

import re
from collections.abc import Sequence

from .drafts import Draft, Page
from .lexicon import Mention

_ADDS = re.compile(
    r"\s*(?:ngoài ra|đồng thời|trong đó|cụ thể|nội dung hỗ trợ|theo đó|từ nguồn (?:vốn|kinh "
    r"phí) này)"
)
_GROSS = re.compile(r"(?:gộp|tính|kể|bao gồm|gồm)\s+cả\s(?!\s*(?:các\s+)?(?:đợt|năm|số|phần))")
_BRACKET = re.compile(r"\s*\((?:\s*(?:với|cho|gồm|của))?\s*")
_OWNED = re.compile(r"[Đđ]ề án[^.;:]{0,40}? của (?:tỉnh )?[A-ZĐÂ][\wà-ỹ]+ [A-ZĐÂ]")
_WEAK = ("all?",)
_NO_TOPIC = frozenset({"counterpart", "total"})


def assign_sources(page: Page, drafts: Sequence[Draft]) -> None:
    """Fill `own_source` and `source`; structure (parts, wholes) is applied afterwards."""
    topic, last_number, opening = "", -1, ""
    told, taken = _ToldSoFar(page), -1
    for index, draft in enumerate(drafts):
        if draft.number != last_number:
            topic, last_number = (
                _topic(page, draft, told.before(draft.sentence.start)),
                draft.number,
            )
            opening = _opening(page, draft)
        before = drafts[index - 1] if index else None
        taken = _own(page, draft, before, taken)
        if not draft.source and index:
            _bracketed(page, drafts[index - 1], draft)
        if not draft.source:
            _carried(page, draft, opening)
        if not draft.source and topic and _is_of_programme(draft):
            draft.source = topic
            draft.why.append(f"nguồn: theo câu trước ({topic})")


def _is_of_programme(draft: Draft) -> bool:
    """Only money and things done go on with the source of an earlier sentence."""
    return draft.measure not in ("people", "percent", "growth", "share", "count", "investment")


def _own(page: Page, draft: Draft, before: Draft | None, taken: int) -> int:
    """Its own words; the place of a mention after the number, which the next figure must leave."""
    quantity, start = draft.quantity, draft.left
    begin = max(draft.sentence.start, quantity.start - 120)
    if _GROSS.search(page.text.low, begin, quantity.start):
        _set(draft, "all", "«gộp cả»")
        return -1
    if before is None or before.quantity.family != quantity.family:
        taken = -1
        start = _with_noun(draft, before)
    left = _free(page.sources.between(start, quantity.start), taken)
    if left:
        _set(draft, left[-1].code, "lời trước số")
        return -1
    right = _strong(page.sources.between(quantity.number_start, draft.right))
    if right and _is_attached(page, draft, right[0]):
        _set(draft, right[0].code, "lời sau số")
        return right[0].start
    left = _free(page.sources.between(draft.before, quantity.start), taken)
    if left and left[-1].start >= draft.clause:
        _set(draft, left[-1].code, "lời trước số trong mệnh đề")
    return -1


def _with_noun(draft: Draft, before: Draft | None) -> int:
    """«1 đề án khuyến công quốc gia 300 triệu»: the source begins in the noun that is counted."""
    if before is None or before.sentence is not draft.sentence:
        return draft.left
    unbroken = draft.left == before.quantity.end
    return before.quantity.number_start if unbroken else draft.left


def _free(mentions: Sequence[Mention], taken: int) -> list[Mention]:
    return [mention for mention in _strong(mentions) if mention.start != taken]


def _bracketed(page: Page, before: Draft, draft: Draft) -> None:
    """«vốn quốc gia 1,9 tỷ đồng (5 đề án)»: a bracket speaks of the figure it follows."""
    gap = page.text.low[before.quantity.end : draft.quantity.start]
    if before.sentence is draft.sentence and before.own_source and _BRACKET.fullmatch(gap):
        _set(draft, before.own_source, "trong ngoặc sau số cùng nguồn")


def _is_attached(page: Page, draft: Draft, mention: Mention) -> bool:
    """A source after the number belongs to it unless a new clause begins there."""
    between = page.text.low[draft.quantity.end : mention.start]
    if re.search(r"(?:^|\s)(?:và|còn)\s*$", between) or "," in between[-3:]:
        return False
    return len(between) < 160


def _set(draft: Draft, code: str, reason: str) -> None:
    draft.own_source = draft.source = code
    draft.why.append(f"nguồn: {reason} ({code})")


class _ToldSoFar:
    """The sources named from the beginning of the text up to a place that only moves on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._codes: set[str] = set()
        self._until = 0

    def before(self, offset: int) -> set[str]:
        new = self._page.sources.between(self._until, offset)
        self._codes |= {mention.code for mention in _strong(new)}
        self._until = max(self._until, offset)
        return self._codes


def _carried(page: Page, draft: Draft, opening: str) -> None:
    """From the clause, then from the words before the first number of the sentence."""
    carried = _strong(page.sources.between(draft.clause, draft.quantity.start))
    if carried:
        draft.source = carried[-1].code
        draft.why.append(f"nguồn: cùng mệnh đề ({draft.source})")
        return
    if opening:
        draft.source = opening
        draft.why.append(f"nguồn: đầu câu ({opening})")
        return
    closing = _closing(page, draft)
    if closing:
        draft.source = closing
        draft.why.append(f"nguồn: trong ngoặc cuối câu ({closing})")
        return
    weak = page.sources.between(draft.left, draft.quantity.start) or page.sources.between(
        max(draft.clause, draft.quantity.start - 200), draft.quantity.start
    )
    if any(mention.code in _WEAK for mention in weak):
        draft.source = "all"
        draft.why.append("nguồn: «kinh phí khuyến công» không nêu cấp")


def _opening(page: Page, draft: Draft) -> str:
    """The only source named before the first number of the sentence."""
    first = _first_number(page, draft)
    named = {m.code for m in _strong(page.sources.between(draft.sentence.start, first))}
    return named.pop() if len(named) == 1 else ""


def _closing(page: Page, draft: Draft) -> str:
    """The only source of the sentence, in the brackets that close it."""
    named = _strong(page.sources.between(draft.sentence.start, draft.sentence.end))
    if len(named) != 1:
        return ""
    tail = page.text.low[named[0].end : draft.sentence.end]
    head = page.text.low[max(0, named[0].start - 12) : named[0].start]
    return named[0].code if "(" in head and re.fullmatch(r"[^().;]{0,40}\)[.;]?\s*", tail) else ""


def _first_number(page: Page, draft: Draft) -> int:
    segment = page.text.low[draft.sentence.start : draft.quantity.start]
    found = re.search(
        r"\d[\d.,]*\s*(?:tỷ|tỉ|triệu|đề án|cơ sở|dự án|đơn vị|lớp|mô hình|người|lao động|%)",
        segment,
    )
    return draft.sentence.start + (found.start() if found else len(segment))


def _topic(page: Page, draft: Draft, before: set[str]) -> str:
    """The source that the text goes on speaking of when a sentence names none."""
    state = before - _NO_TOPIC
    if len(state) < 2:
        return next(iter(state), "")
    words = page.text.low[draft.sentence.start : draft.sentence.start + 40]
    if not _ADDS.match(words):
        return ""
    for back in range(1, 4):
        near = _named_before(page, draft, back)
        if near:
            return near.pop() if len(near) == 1 else ""
    return ""


def _named_before(page: Page, draft: Draft, back: int) -> set[str]:
    """The sources named so many sentences earlier in the same paragraph."""
    index = draft.number - back
    if index < 0:
        return set()
    sentence = page.layout.sentences[index]
    if sentence.paragraph != draft.sentence.paragraph:
        return set()
    return {m.code for m in _strong(page.sources.between(sentence.start, sentence.end))}


def _strong(mentions: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in mentions if mention.code not in _WEAK]


def owned_by_province(page: Page) -> bool:
    """«Các đề án năm 2016 của Nghệ An»: the province's own, when no source is named anywhere."""
    article = page.layout.article
    named = page.sources.codes() - set(_WEAK)
    return not named and bool(_OWNED.search(page.text.raw[article.start : article.end]))

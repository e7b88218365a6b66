"""The period and the place of each figure (kỳ và địa bàn của số liệu).

Nearest first: the figure's own words, its clause, the head of its sentence, the list head, the
sentence before in the paragraph, and last the text's own period. A comparison («so với giai đoạn
2011–2015») and a period inside the name of a document never govern.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from .drafts import Draft, Page, rises_to
from .figure import Span, TextPeriod
from .periods import PeriodMention, years_period

_TOTAL = re.compile(r"tổng (?:kinh phí|nguồn|số|vốn|cộng|dự toán|nhu cầu)")
_HEAD_REACH = 16  # a sentence that opens with its period stays with it («Quý I/2025, …»)
_CONJUNCTION = re.compile(r"(?<!\w)(?:thì|nhưng|trong khi|còn)(?!\w)")


def text_period(page: Page, drafts: Sequence[Draft], published_on: date | None) -> TextPeriod:
    """The period of the whole text: the title's, else the first that governs figures."""
    title = _in_span(page, page.layout.title)
    if title:
        return title[0].period
    homes = [
        (mention.period, page.layout.sentence_at(mention.start))
        for mention in page.periods
        if mention.governs and mention.period
    ]
    body = [(period, home) for period, home in homes if home is None or not home.furniture]
    spoken = {draft.sentence.start for draft in drafts}
    paragraphs = {draft.sentence.paragraph for draft in drafts}
    same = next((period for period, home in body if home and home.start in spoken), None)
    near = next((period for period, home in body if home and home.paragraph in paragraphs), None)
    if same and not same.start and near and near.start:
        same = near  # «đến năm 2025» is an aim inside the term that the paragraph announces
    chosen = same or near or (body[0][0] if body else None)
    if chosen is not None:
        return chosen
    return years_period(published_on.year, published_on.year) if published_on else TextPeriod()


def _in_span(page: Page, span: Span) -> list[PeriodMention]:
    return [m for m in page.periods if span.start <= m.start < span.end and m.governs and m.period]


class Timeline:
    """Assigns periods in reading order and remembers what the paragraph speaks of."""

    def __init__(self, page: Page, whole: TextPeriod) -> None:
        self._page = page
        self._whole = whole
        self._topic: dict[int, tuple[TextPeriod, bool]] = {}
        self._mentions = [m for m in page.periods if m.governs and (m.period or m.relative)]
        self._starts = [mention.start for mention in self._mentions]

    def assign(self, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            period, reason = self._of(draft)
            draft.period = period
            if period:
                draft.why.append(f"kỳ: {reason} ({period.label})")
        for draft, after in zip(drafts, drafts[1:], strict=False):
            if rises_to(self._page, draft, after):
                draft.period = self._compared(draft) or draft.period
        for draft in drafts:
            if draft.parent is not None and "văn bản" in draft.why[-1]:
                draft.period = drafts[draft.parent].period

    def _compared(self, draft: Draft) -> TextPeriod | None:
        """«So với giai đoạn 2011-2015 … tăng từ 41 lên 67»: the first value is of that term."""
        end, start = draft.sentence.end, draft.sentence.start
        for sentence in self._page.layout.sentences[max(0, draft.number - 3) : draft.number]:
            if sentence.paragraph == draft.sentence.paragraph:
                start = min(start, sentence.start)
        first = bisect_left(self._page.periods, start, key=lambda mention: mention.start)
        last = bisect_left(self._page.periods, end, key=lambda mention: mention.start)
        inside = self._page.periods[first:last]
        return next((m.period for m in inside if m.compared and m.period), None)

    def _of(self, draft: Draft) -> tuple[TextPeriod, str]:
        quantity = draft.quantity
        own = self._between(draft.left, quantity.number_start)
        if own:
            return self._told(draft, own[-1]), "lời trước số"
        right = self._between(quantity.end, draft.right)
        if right and not self._turns(quantity.end, right[0]):
            return self._told_after(draft, right[0]), "lời sau số"
        clause = self._between(draft.clause, quantity.number_start)
        if clause:
            return self._told(draft, clause[-1]), "cùng mệnh đề"
        opening = self._opening(draft)
        if opening:
            return self._told(draft, opening[-1]), "cùng câu"
        later = self._between(quantity.end, draft.right)
        if later and not _CONJUNCTION.search(self._page.text.low, quantity.end, later[0].end):
            return self._told(draft, later[0]), "lời sau số"
        return self._remembered(draft)

    def _opening(self, draft: Draft) -> list[PeriodMention]:
        """Mentions at the head of the sentence, before its first semicolon; the last one speaks."""
        stop = self._page.text.low.find(";", draft.sentence.start, draft.quantity.start)
        stop = draft.quantity.start if stop < 0 else stop
        return self._between(draft.sentence.start, stop)

    def _between(self, start: int, end: int) -> list[PeriodMention]:
        left = bisect_left(self._starts, start)
        return self._mentions[left : bisect_left(self._starts, end, lo=left)]

    def _told(self, draft: Draft, mention: PeriodMention) -> TextPeriod:
        period = self._resolved(mention)
        head = self._between(draft.sentence.start, draft.sentence.start + _HEAD_REACH)
        topic = self._resolved(head[0]) if head else period
        self._topic[draft.sentence.paragraph] = (topic, True)
        return period

    def _turns(self, end: int, mention: PeriodMention) -> bool:
        """A comma or «thì», «nhưng» before the period: it speaks of what comes next."""
        low = self._page.text.low
        return low.find(",", end, mention.start) >= 0 or bool(
            _CONJUNCTION.search(low, end, mention.end)
        )

    def _told_after(self, draft: Draft, mention: PeriodMention) -> TextPeriod:
        """A period after the number is the sentence's only when nothing was told at its head."""
        if self._opening(draft):
            return self._resolved(mention)
        return self._told(draft, mention)

    def _resolved(self, mention: PeriodMention) -> TextPeriod:
        if mention.relative in ("last", "first") and self._whole.start and self._whole.end:
            day = self._whole.end if mention.relative == "last" else self._whole.start
            return years_period(day.year, day.year)
        if mention.period:
            return mention.period
        return self._whole

    def _remembered(self, draft: Draft) -> tuple[TextPeriod, str]:
        """What an earlier sentence of the paragraph, or the head of the list, was about."""
        paragraph = draft.sentence.paragraph
        if paragraph not in self._topic:
            self._topic[paragraph] = self._before_in_paragraph(draft)
        period, told = self._topic[paragraph]
        if told and not (self._whole.start and not period.start and self._sums_up(draft)):
            return period, "câu trước trong đoạn"
        head = self._topic.get(draft.sentence.head)
        if draft.sentence.head >= 0 and head is not None and head[1]:
            return head[0], "đầu danh sách"
        return self._whole, "kỳ của văn bản"

    def _sums_up(self, draft: Draft) -> bool:
        """«Tổng kinh phí thực hiện …» after «đến năm 2030 …» is of the whole term."""
        return bool(_TOTAL.match(self._page.text.low, draft.sentence.start))

    def _before_in_paragraph(self, draft: Draft) -> tuple[TextPeriod, bool]:
        for number in range(draft.number - 1, max(-1, draft.number - 5), -1):
            sentence = self._page.layout.sentences[number]
            if sentence.paragraph not in (draft.sentence.paragraph, draft.sentence.head):
                break
            told = self._between(sentence.start, sentence.end)
            if told:
                return self._resolved(told[-1]), True
        return TextPeriod(), False

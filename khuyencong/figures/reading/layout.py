"""The page around the article (bố cục trang): title, body, bullets; menus, links, captions, dates.

A page is read line by line. Lines are joined into paragraphs (a PDF breaks them mid-sentence) and
cut into sentences; every sentence knows its paragraph and, for a bullet, the paragraph that
introduces the list. What is not the article is furniture («ngoài bài») and stays addressable.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .figure import Span
from .normal import Text

_MARKER = re.compile(
    r"(?:các )?tin(?: tức)? (?:khác|liên quan|cùng (?:chuyên )?mục|mới(?: hơn| nhất)?|cũ hơn|đã đưa"
    r"|nổi bật|đọc nhiều|tiếp theo|bài liên quan)|(?:các )?bài (?:viết )?(?:liên quan|khác|mới|cũ"
    r"|cùng chuyên mục|đọc nhiều|nổi bật)|xem thêm|đọc thêm|có thể bạn quan tâm|tags?|từ khóa"
    r"|(?:các )?tin cùng chuyên mục|ý kiến bạn đọc|bình luận|đọc nhiều nhất|mới nhất|tin ảnh|video"
    r"|liên kết(?: website)?|thống kê truy cập|chuyên mục|\[quay lại\]|quay lại|tin tức liên quan"
    r"|các tin đã đăng|văn bản mới|thông báo mới|sự kiện nổi bật"
)
_NOISE = re.compile(
    r"#.*|in trang.*|đầu trang|trang chủ\b.*|chia sẻ\b.*|lượt xem\s*:?.*|(?:số )?lượt (?:xem|"
    r"truy cập)\b.*"
    r"|(?:ảnh|hình)(?: minh họa)?\s*[:.-].*|\(ảnh.*|nguồn(?: bài| tin)?\s*[:.].*|nguồn \S+ "
    r"?\S*\s*:.*https?.*"
    r"|tác giả\s*:.*|theo\s+\S{1,30}\.(?:vn|com)\s*|bản quyền.*|copyright.*|©.*|đang truy cập.*"
    r"|hôm nay\s*:?\s*[\d.,]+|hôm qua\s*:?\s*[\d.,]+|tổng (?:lượt )?truy cập.*|cỡ chữ.*|in "
    r"bài viết.*"
    r"|gửi (?:bài viết|email|phản hồi).*|font size.*|điện thoại\s*:.*|địa chỉ\s*:.*|"
    r"email\s*:.*|hotline.*"
    r"|giấy phép (?:số|xuất bản|thiết lập).*|trưởng ban biên tập.*|chịu trách nhiệm.*|cập "
    r"nhật\s*:?.*"
    r"|đăng (?:ngày|lúc|bởi)\b.*|ngày (?:đăng|tạo|cập nhật|xuất bản)\b.*|thời gian đăng.*|mục lục.*"
)
_DATE_LINE = re.compile(
    r"(?:(?:thứ|chủ)\s+\w+\s*,?\s*)?(?:ngày\s+)?(?:\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?\s*[,|"
    r"-]?\s*)?"
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}(?:\s*[,|-]?\s*\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?)?"
    r"(?:\s*\(?gmt[^)]*\)?)?\s*(?:\|.*)?"
)
_LINK_DATE = re.compile(
    r"[(\[]\s*\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?:\s+\d{1,2}:\d{2}(?::\d{2})?\s*(?:[ap]m)?)?\s*[)\]]$"
)
_BULLET = re.compile(
    r"\s*(?:[-+*•·▪◦●■►➢✓–]+|o(?=\s)|[a-zđ]\)|\(?[ivx]{1,4}[.)]|\d{1,2}(?:\.\d{1,2})*[.)])\s*"
)
_SENTENCE_END = re.compile(r"(?:[!?…]+|\.{1,3})[\"')\]]*(?=\s+\S|$)|(?<=[a-zà-ỹ%)])\.(?=[A-ZĐÂÁ])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:tp|ths|ts|gs|pgs|ks|cn|bs|st|tx|tt|q|p|h|x|v\.v|mr|ms|no|stt|ld|kt|tm)\.?$"
)
_TERMINAL = (".", "!", "?", ":", ";", "…", ",")
_LONG_LINE = 160
_MAX_TITLE = 300
_MAX_SENTENCE = 4000


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its surrounding spaces."""

    start: int
    end: int
    furniture: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; `paragraph` numbers its paragraph, `head` that of the list it belongs to."""

    start: int
    end: int
    paragraph: int
    head: int = -1
    bullet: bool = False
    furniture: bool = False
    title: bool = False
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """The article's sentences, the title and the furniture."""

    sentences: tuple[Sentence, ...]
    title: Span
    article: Span
    furniture: tuple[Span, ...]
    lines: tuple[Line, ...]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.start) - 1
        if index >= 0 and offset < self.sentences[index].end:
            return self.sentences[index]
        return None


def lay_out(text: Text) -> Layout:
    """Tell the article from its page and cut it into sentences."""
    lines = _mark_furniture(text, list(_lines(text.low)))
    title = _title_of(text, lines)
    sentences = tuple(_sentences(text, lines, title))
    body = [sentence for sentence in sentences if not sentence.furniture]
    article = Span(body[0].start, body[-1].end, "article") if body else Span(0, 0, "article")
    furniture = tuple(Span(line.start, line.end, "furniture") for line in lines if line.furniture)
    return Layout(sentences, title, article, furniture, tuple(lines))


def _lines(low: str) -> Iterator[Line]:
    start = 0
    for end in (*(found.start() for found in re.finditer("\n", low)), len(low)):
        line = low[start:end]
        stripped = line.strip()
        if stripped:
            left = start + len(line) - len(line.lstrip())
            yield Line(left, left + len(stripped))
        start = end + 1


def _mark_furniture(text: Text, lines: list[Line]) -> list[Line]:
    """Mark menu, date and caption lines, and the links after a marker until prose resumes."""
    last_prose = max((i for i, line in enumerate(lines) if _is_prose(text, line)), default=-1)
    seen: set[str] = set()
    marked, in_links = [], False
    for index, line in enumerate(lines):
        words = text.low[line.start : line.end]
        if _MARKER.fullmatch(words.rstrip(" :.")):
            in_links = True
        elif in_links and (index <= last_prose and (_is_prose(text, line) or index == last_prose)):
            in_links = False
        noise = in_links or _is_noise(words) or (len(words) > 25 and words in seen and index > 1)
        seen.add(words)
        marked.append(Line(line.start, line.end, noise))
    return marked


def _is_prose(text: Text, line: Line) -> bool:
    words = text.low[line.start : line.end]
    return len(words) >= _LONG_LINE or (
        len(words) > 40 and words.endswith((".", ";", ":")) and not _is_noise(words)
    )


def _is_noise(words: str) -> bool:
    return bool(
        _NOISE.fullmatch(words)
        or (len(words) < 80 and _DATE_LINE.fullmatch(words))
        or _LINK_DATE.search(words[-40:])
    )


def _title_of(text: Text, lines: list[Line]) -> Span:
    """The last likely line before the first paragraph; capitals only when nothing better stands."""
    candidates: list[Line] = []
    for line in lines[:40]:
        words = text.raw[line.start : line.end]
        if line.furniture:
            continue
        if len(words) > _MAX_TITLE or words.endswith((".", ";", ":", "…")) or _BULLET.match(words):
            break
        if len(candidates) and len(words) >= _LONG_LINE + 40:
            break
        candidates.append(line)
    mixed = [line for line in candidates if not text.raw[line.start : line.end].isupper()]
    best = max(mixed or candidates, key=lambda line: min(line.end - line.start, 60), default=None)
    if best is None or best.end - best.start < 12 or best is lines[-1]:
        return Span(0, 0, "title")
    return Span(best.start, best.end, "title")


def _sentences(text: Text, lines: list[Line], title: Span) -> Iterator[Sentence]:
    head, previous_bullet = -1, False
    for number, group in enumerate(_paragraphs(text, lines)):
        first, last = group[0], group[-1]
        words = text.low[first.start : last.end]
        is_title = first.start == title.start and bool(title.end)
        bullet = _BULLET.match(text.low, first.start, last.end)
        is_bullet = bool(bullet) and not is_title
        heading = not is_title and len(words) < 200 and not words.endswith(_TERMINAL)
        if not is_bullet and not first.furniture:
            head = number if words.rstrip(" .").endswith((":", "sau", "là", "gồm")) else -1
        elif is_bullet and heading and not any(mark.isdigit() for mark in words[8:]):
            head = -1
        begin = bullet.end() if bullet and is_bullet else first.start
        owner = head if head != number else -1
        if is_bullet and not previous_bullet and head < 0 and number:
            owner = head
        for start, end in _cut(text, begin, last.end):
            yield Sentence(start, end, number, owner, is_bullet, first.furniture, is_title, heading)
        previous_bullet = is_bullet


def _paragraphs(text: Text, lines: list[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and not _continues(text, group[-1], line):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(text: Text, before: Line, after: Line) -> bool:
    """True when a line break fell inside a sentence."""
    if before.furniture or after.furniture:
        return before.furniture == after.furniture and False
    if text.low[before.end - 1] in ".!?:;…" or before.end - before.start < 30:
        return False
    if text.low.count("\n", before.end, after.start) > 1:
        return False
    first = text.raw[after.start]
    return first.islower() or (first.isdigit() and not _BULLET.match(text.low, after.start))


def _cut(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of a paragraph; one that never ends is cut at a mark after `_MAX_SENTENCE`."""
    for begin, finish in _full_stops(text, start, end):
        while finish - begin > _MAX_SENTENCE:
            limit = begin + _MAX_SENTENCE
            middle = max(text.low.rfind(mark, begin + 1, limit) for mark in ";, ")
            middle = middle + 1 if middle > begin else limit
            yield begin, middle
            begin = middle
        yield begin, finish


def _full_stops(text: Text, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in _SENTENCE_END.finditer(text.raw, start, end):
        tail = text.raw[found.end() : found.end() + 3].lstrip()
        if tail and tail[0].islower() and "…" not in found.group():
            continue
        if _ABBREVIATION.search(text.low, max(begin, found.start() - 8), found.start()):
            continue
        if found.start() - begin <= 3 and text.low[begin : found.start()].strip().isdigit():
            continue
        yield begin, found.end()
        begin = found.end()
        while begin < end and text.low[begin] in " \n":
            begin += 1
    if begin < end:
        yield begin, end

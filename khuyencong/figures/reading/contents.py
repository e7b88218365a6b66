"""The content of a figure (nội dung khuyến công): what the money or the count is for.

Content comes from the words nearest to the figure: after the noun for things done («53 đề án ứng
dụng máy móc»), before it for those who receive («dạy nghề cho 1.960 lao động»), else from the
neighbour in the same clause, else from the whole it is a part of.
"""

import re
from collections.abc import Sequence

from .drafts import Draft, Page, in_bracket, rises_to
from .lexicon import WEAK_CONTENTS, Mention

_IMPLIED = {"clusters": "cluster", "models": "model"}
_IMPLIED_BY_RATE = {
    "mô hình": "model", "cụm": "cluster", "cụm công nghiệp": "cluster", "nhãn hiệu": "brand",
    "thương hiệu": "brand", "gian hàng": "fair", "hội chợ": "fair",
}  # fmt: skip
_MEASURES_FIRST_RIGHT = frozenset(
    {"schemes", "classes", "models", "events", "clusters", "products", "count", "agreements"}
)
_RECIPIENTS = frozenset({"money", "establishments", "people", "products"})
_TAKES_PART = re.compile(r"(?:^|\s)(?:tham gia|tham dự|dự|góp mặt)(?:\s+\S+){0,3}\s*$")
_MONEY_ALONE = re.compile(r"\s*(?:với\s+)?(?:tổng\s+)?(?:kinh phí|số tiền|vốn)[^,;:\d]{0,40}")
_ANAPHOR = re.compile(
    r"(?:tổng\s+)?(?:kinh phí (?:tổ chức|thực hiện)|(?:tổng )?vốn đầu tư của|(?:các )?(?:đề án|"
    r"dự án|mô hình|hội chợ|hội thảo|khóa học|lớp học|công trình|cuộc thi|kỳ bình chọn)"
    r"(?! khuyến công))(?!\w)"
)
_HELD = ("kinh phí tổ chức", "tổng kinh phí tổ chức")
_EVENTS = frozenset({"selection", "fair", "vocational", "management", "training", "info", "sxsh"})
_GIVEN_TO = re.compile(r"\s*(?:để |nhằm )?(?:cho|hỗ trợ)(?: các)?\s*")
_PURPOSE = re.compile(
    r"(?:\s*,?\s*|[^.,;:()]{0,80}\s)(?:thực hiện|để|cho|vào|nhằm|đào tạo|xây dựng|tổ chức|đầu "
    r"tư|hỗ trợ|phục vụ|mua)"
)


def assign_contents(page: Page, drafts: Sequence[Draft]) -> None:
    """Own words first; then the neighbour in the clause; parents are applied with the structure."""
    for index, draft in enumerate(drafts):
        before = drafts[index - 1] if index else None
        if draft.measure in ("growth", "ratio"):
            continue
        implied = "selection" if draft.filters.get("certified_at") else ""
        implied = implied or _IMPLIED.get(draft.measure, "")
        implied = implied or ("ocop" if draft.unit.casefold() == "chủ thể" else "")
        implied = implied or _IMPLIED_BY_RATE.get(draft.quantity.per, "")
        own = _own_content(page, draft, before) or implied
        if own:
            draft.own_content = draft.content = own.rstrip("?")
            draft.why.append(f"nội dung: {draft.content}")
            continue
    share_contents(page, drafts, across=False)
    _follow_on(page, drafts)


def _follow_on(page: Page, drafts: Sequence[Draft]) -> None:
    """«Đề án có tổng kinh phí …» and a list at one rate («8 triệu đồng/sản phẩm») go on."""
    for index, draft in enumerate(drafts):
        after = drafts[index + 1] if index + 1 < len(drafts) else None
        if draft.measure == "norm_percent" and not draft.content and after is not None:
            same = after.sentence is draft.sentence and after.clause == draft.clause
            draft.content = after.content if same and after.kind == "norm" else ""
        if draft.content or draft.family != "money":
            continue
        before = drafts[index - 1] if index else None
        if draft.quantity.per and before is not None and before.sentence is draft.sentence:
            if before.quantity.per == draft.quantity.per or _is_average(page, draft):
                draft.content = before.content
        elif _ANAPHOR.match(page.text.low, draft.sentence.start):
            held = page.text.low.startswith(_HELD, draft.sentence.start)
            draft.content = _content_before(page, draft, _EVENTS if held else frozenset())
        if draft.content:
            draft.why.append(f"nội dung: nói tiếp việc vừa nêu ({draft.content})")


def _is_average(page: Page, draft: Draft) -> bool:
    begin = max(draft.sentence.start, draft.quantity.start - 24)
    words = page.text.low[begin : draft.quantity.number_start]
    return "bình quân" in words or "trung bình" in words


def _content_before(page: Page, draft: Draft, among: frozenset[str]) -> str:
    """The only content of the sentences just before, when this sentence names none of its own."""
    if page.contents.between(draft.sentence.start, draft.sentence.end):
        return ""
    for number in range(draft.number - 1, max(-1, draft.number - 3), -1):
        sentence = page.layout.sentences[number]
        if sentence.paragraph != draft.sentence.paragraph:
            break
        mentions = list(page.contents.between(sentence.start, sentence.end))
        codes = {m.code for m in mentions if m.code not in WEAK_CONTENTS}
        codes = codes & among if among else codes
        if codes or (mentions and not among):
            return codes.pop() if len(codes) == 1 else ""
    return ""


def share_contents(page: Page, drafts: Sequence[Draft], *, across: bool) -> None:
    """Figures of one clause speak of one thing; run again once parts know their whole.

    `across` lets «; kinh phí thực hiện 504 triệu đồng» take over from before the semicolon.
    """
    for index, draft in enumerate(drafts):
        if draft.measure not in ("growth", "ratio"):
            _share_content(page, drafts, index, across)
    for draft, after in zip(drafts, drafts[1:], strict=False):
        if not draft.content and draft.family in _RECIPIENTS and _is_joined(page, draft, after):
            draft.content = after.content
            draft.why.append(f"nội dung: theo số đứng sau ({after.content})")


def _share_content(page: Page, drafts: Sequence[Draft], index: int, across: bool) -> None:
    draft = drafts[index]
    after = drafts[index + 1] if index + 1 < len(drafts) else None
    if after is not None and not draft.content and _goes_to(page, draft, after):
        draft.content = after.content
    if draft.content and draft.own_content not in WEAK_CONTENTS:
        return
    if index and not draft.content and rises_to(page, drafts[index - 1], draft):
        draft.content = drafts[index - 1].content
        return
    mate = _mate_before(page, drafts, index, across)
    if mate is None or not mate.content:
        return
    weak = draft.own_content in WEAK_CONTENTS and mate.content in ("vocational", "management")
    if not draft.content or weak:
        draft.content = mate.content
        draft.why.append(f"nội dung: theo số đi cùng ({mate.content})")


def _mate_before(page: Page, drafts: Sequence[Draft], index: int, across: bool) -> Draft | None:
    draft = drafts[index]
    words = page.text.low[draft.clause : draft.quantity.start]
    goes_on = across and draft.family == "money" and _MONEY_ALONE.fullmatch(words)
    for other in reversed(drafts[max(0, index - 4) : index]):
        if other.sentence is not draft.sentence:
            return None
        bracket = in_bracket(page, draft) and other is drafts[index - 1]
        if other.clause != draft.clause and not goes_on and not bracket:
            return None
        if other.clause != draft.clause and other.parent is not None:
            continue
        if other.family == draft.family and draft.family in ("money", "schemes"):
            return None
        if other.content:
            return other
    return None


def _goes_to(page: Page, draft: Draft, after: Draft) -> bool:
    """«đưa 9 doanh nghiệp dự 3 hội chợ»: those who take part belong to what they take part in."""
    words = page.text.low[draft.quantity.end : after.quantity.start]
    same = after.sentence is draft.sentence and draft.family in _RECIPIENTS
    return same and draft.family != "money" and bool(_TAKES_PART.search(words))


def _is_joined(page: Page, draft: Draft, after: Draft) -> bool:
    words = page.text.low[draft.quantity.end : after.quantity.start]
    if draft.family == "money":
        return after.sentence is draft.sentence and bool(_GIVEN_TO.fullmatch(words))
    return after.sentence is draft.sentence and bool(_TAKES_PART.search(words) or len(words) < 8)


def _left_start(draft: Draft, before: Draft | None) -> int:
    """In a list of one kind («9 đề án máy móc, 2 đề án tư vấn») the comma is a fence."""
    start = max(draft.before, draft.clause)
    if before is None or before.sentence is not draft.sentence or before.family != draft.family:
        return start
    return max(start, draft.left)


def _own_content(page: Page, draft: Draft, before: Draft | None) -> str:
    quantity = draft.quantity
    wide = list(page.contents.between(max(draft.before, draft.clause), quantity.start))
    left = [mention for mention in wide if mention.start >= _left_start(draft, before)]
    right = _right_contents(page, draft)
    if draft.family in ("money", "foreign") and not _PURPOSE.match(page.text.low, quantity.end):
        right = []
    if draft.family == "money" and not left and not right:
        left = wide
    if right and before is not None and _is_taken(draft, before):
        return _best(right)
    first, second = (right, left) if draft.measure in _MEASURES_FIRST_RIGHT else (left, right)
    return _strong(first) or _strong(second) or _best(first) or _best(second)


def _is_taken(draft: Draft, before: Draft) -> bool:
    """«860 triệu đồng xây dựng thương hiệu và 1,8 tỷ đồng cho hội chợ»: the gap speaks of 860."""
    same = before.sentence is draft.sentence and before.family == draft.family == "money"
    return same and draft.left == before.quantity.end and bool(before.own_content)


def _right_contents(page: Page, draft: Draft) -> list[Mention]:
    """Contents after the number: far ones only as long as no comma has come between."""
    quantity = draft.quantity
    comma = page.text.low.find(",", quantity.end, draft.right)
    reach = quantity.end + 160 if comma < 0 else max(comma, quantity.end + 60)
    return list(page.contents.between(quantity.number_start, min(draft.right, reach)))


def _strong(mentions: list[Mention]) -> str:
    return next((m.code for m in mentions if m.code not in WEAK_CONTENTS), "")


def _best(mentions: list[Mention]) -> str:
    return _strong(mentions) or (mentions[0].code if mentions else "")

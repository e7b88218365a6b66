"""What a figure counts (đại lượng, nội dung): measure, content and further filters.

The counted noun gives the measure of a count, the governing words the nature of money. Content
comes from the words nearest to the figure: after the noun for things done («53 đề án ứng dụng máy
móc»), before it for those who receive («dạy nghề cho 1.960 lao động»), else from the neighbour in
the same clause, else from the whole it is a part of.
"""

import re
from collections.abc import Sequence

from .drafts import Draft, Page, has_words
from .lexicon import WEAK_CONTENTS, Mention

_SUPPORTED = re.compile(
    r"(?:hỗ trợ|giúp|thụ hưởng|cho|hưởng lợi|chuyển giao|được)(?:\s+(?:được|thêm|kinh phí|vốn|các|trực tiếp))*\s*$"
)
_SUPPORTED_AFTER = re.compile(
    r"[^.;,]{0,60}?(?:được\s+(?:\w+\s+)?(?:hỗ trợ|giúp|thụ hưởng|hưởng)|thụ hưởng|đầu tư máy|ứng dụng máy|chuyển giao|đổi mới|tham gia hội chợ)"
)
_PLAN_AFTER = re.compile(r"\s*(?:so với\s+)?(?:kế hoạch|dự toán|chỉ tiêu)")
_SHARE = re.compile(r"(?:chiếm|tỷ trọng|tỉ trọng|tương đương|tương ứng|bằng)(?:\s+\S+){0,4}?\s*$")
_GROWTH = re.compile(r"(?:tăng|giảm|vượt)(?:\s+(?:trưởng|thêm|lên|so với[^,;]{0,60}|bình quân|trung bình|được|từ|khoảng|\S+))?\s*$")
_NORM = re.compile(
    r"định mức|quy chế|mức (?:hỗ trợ|chi)|mức kinh phí|được quy định|hỗ trợ (?:tối đa|không quá)|không vượt quá|mức tối đa"
)
_LIMITS = ("tối đa", "không quá", "không vượt", "cao nhất", "nhiều nhất", "tối thiểu")
_LEVEL = re.compile(r"(?:cấp|danh hiệu cấp)\s+(quốc gia|khu vực|tỉnh|thành phố|huyện)")
_LEVELS = {
    "quốc gia": "nation", "khu vực": "region", "tỉnh": "province", "thành phố": "province", "huyện": "district",
}  # fmt: skip
_STARS = re.compile(r"\s*(?:ocop\s+|đạt\s+|hạng\s+|chuẩn\s+)*(\d)\s*sao")
_FORM = re.compile(r"(hợp tác xã|htx|hộ kinh doanh|tổ hợp tác|doanh nghiệp(?: nhỏ và vừa)?|công ty|cá nhân)(?:\s+có)?(?:\s+là)?\s*$")
_FORMS = {
    "hợp tác xã": "cooperative", "htx": "cooperative", "hộ kinh doanh": "household",
    "tổ hợp tác": "cooperative_group", "công ty": "enterprise",
}  # fmt: skip
_MEASURES_FIRST_RIGHT = frozenset({"schemes", "classes", "models", "events", "clusters", "products", "count", "agreements"})
_PURPOSE = re.compile(r"\s*,?\s*(?:thực hiện|để|cho|vào|nhằm|đào tạo|xây dựng|tổ chức|đầu tư|hỗ trợ|phục vụ|mua)")


def assign_measures(page: Page, drafts: Sequence[Draft]) -> None:
    for index, draft in enumerate(drafts):
        family = draft.quantity.family
        if family in ("money", "foreign"):
            _money(page, draft, drafts[index - 1] if index else None)
        elif family == "percent":
            _percent(page, draft)
        elif family == "times":
            draft.measure = "ratio"
        elif draft.quantity.measure:
            _count(page, draft)
        else:
            draft.measure = "count"
        _filters(page, draft)


def _money(page: Page, draft: Draft, previous: Draft | None) -> None:
    quantity = draft.quantity
    if quantity.qualifier.startswith(_LIMITS) and (quantity.per or _is_norm(page, draft)):
        draft.measure, draft.kind = "norm_ceiling", "norm"
        draft.why.append("đại lượng: mức trần (định mức)")
        return
    if quantity.family == "foreign":
        draft.measure = "count"
        return
    natures = [m for m in page.natures.between(draft.left, quantity.start) if m.code != "support"]
    if not natures and not has_words(page.text, draft.left, quantity.start):
        natures = [m for m in page.natures.between(draft.before, quantity.start) if m.code != "support"]
    if not natures:
        natures = _wide_nature(page, draft, previous)
    draft.measure = natures[-1].code if natures else "support"
    draft.why.append(f"đại lượng: {draft.measure}")


def _wide_nature(page: Page, draft: Draft, previous: Draft | None) -> list[Mention]:
    """Own words without a nature: look back to the figure before, not through another purpose."""
    own = page.natures.between(draft.left, draft.quantity.start)
    if own:
        return []
    wide = page.natures.between(max(draft.before, draft.clause), draft.quantity.start)
    named = [m for m in wide if m.code in ("counterpart", "disbursed", "requested", "investment", "count")]
    return named[-1:] if wide and named and wide[-1] is named[-1] else []


def _is_norm(page: Page, draft: Draft) -> bool:
    sentence = page.text.low[draft.sentence.start : draft.sentence.end]
    return bool(_NORM.search(sentence)) or "định mức" in page.text.low[:600]


def _percent(page: Page, draft: Draft) -> None:
    quantity = draft.quantity
    left = page.text.low[max(draft.clause, quantity.start - 90) : quantity.start]
    after = page.text.low[quantity.end : quantity.end + 40]
    if quantity.qualifier.startswith(_LIMITS) and _is_norm(page, draft):
        draft.measure, draft.kind = "norm_percent", "norm"
    elif _PLAN_AFTER.match(after):
        draft.measure = "percent"
        draft.filters["of"] = "plan"
    elif _GROWTH.search(left) and (
        "tăng" in left[-40:] or "so với" in left or "so với" in after or "so với" in _sentence(page, draft)[:60]
    ):
        draft.measure = "growth"
        draft.filters["direction"] = "down" if "giảm" in left[-30:] else "up"
    elif _SHARE.search(left):
        draft.measure = "share"
    else:
        draft.measure = "percent"
    draft.why.append(f"đại lượng: {draft.measure}")


def _sentence(page: Page, draft: Draft) -> str:
    return page.text.low[draft.sentence.start : draft.sentence.end]


def _count(page: Page, draft: Draft) -> None:
    quantity = draft.quantity
    draft.measure = quantity.measure
    if quantity.measure == "establishments":
        left = page.text.low[draft.before : quantity.start]
        right = page.text.low[quantity.end : draft.right]
        sentence = page.text.low[draft.clause : quantity.start]
        if _SUPPORTED.search(left) or _SUPPORTED_AFTER.match(right) or "thụ hưởng" in sentence:
            draft.measure = "beneficiaries"
    draft.why.append(f"đại lượng: danh từ «{quantity.unit}» → {draft.measure}")


def _filters(page: Page, draft: Draft) -> None:
    quantity = draft.quantity
    right = page.text.low[quantity.end : draft.right]
    if quantity.per:
        draft.filters["per"] = quantity.per
    if draft.measure == "products":
        level = _LEVEL.search(right[:120])
        if level:
            draft.filters["certified_at"] = _LEVELS[level[1]]
        stars = _STARS.match(page.text.low, quantity.end)
        if stars:
            draft.filters["ocop_stars"] = stars[1]
    if draft.family == "establishments":
        form = _FORM.search(page.text.low[draft.before : quantity.start])
        if form:
            draft.filters["legal_form"] = _FORMS.get(form[1], "enterprise")
        if "khó khăn" in right:
            draft.filters["area"] = "disadvantaged"
    for words, value in (("không thu hồi", "no"), ("có thu hồi", "yes")):
        if words in right[:40]:
            draft.filters["repayable"] = value


def assign_contents(page: Page, drafts: Sequence[Draft]) -> None:
    """Own words first; then the neighbour in the clause; parents are applied with the structure."""
    for index, draft in enumerate(drafts):
        if draft.measure in ("growth", "ratio"):
            continue
        own = _own_content(page, draft)
        if own:
            draft.own_content = draft.content = own.rstrip("?")
            draft.why.append(f"nội dung: {draft.content}")
            continue
        mate = drafts[index - 1] if index else None
        if mate is not None and _is_companion(page, mate, draft):
            draft.content = mate.content
            if mate.content:
                draft.why.append(f"nội dung: theo số đi cùng ({mate.content})")


def _is_companion(page: Page, mate: Draft, draft: Draft) -> bool:
    """Two figures of one clause speak of one thing unless a full stop or semicolon parts them."""
    if mate.sentence is not draft.sentence or mate.clause != draft.clause:
        return False
    return mate.family != draft.family or draft.family == "percent"


def _own_content(page: Page, draft: Draft) -> str:
    quantity = draft.quantity
    left = _readable(page.contents.between(_label_start(page, draft), quantity.start))
    right = _readable(page.contents.between(quantity.number_start, min(draft.right, quantity.end + 160)))
    if draft.family in ("money", "foreign") and not _PURPOSE.match(page.text.low, quantity.end):
        right = []
    if draft.measure in _MEASURES_FIRST_RIGHT:
        return _best(right) if _is_strong(right) or not _is_strong(left) else _best(left)
    return _best(left) if _is_strong(left) or not _is_strong(right) else _best(right)


def _label_start(page: Page, draft: Draft) -> int:
    """The figure's own words, or the label before a colon when it has none of its own."""
    return max(draft.before, draft.clause)


def _readable(mentions: Sequence[Mention]) -> list[Mention]:
    return list(mentions)


def _is_strong(mentions: list[Mention]) -> bool:
    return any(mention.code not in WEAK_CONTENTS for mention in mentions)


def _best(mentions: list[Mention]) -> str:
    strong = [mention for mention in mentions if mention.code not in WEAK_CONTENTS]
    chosen = strong or mentions
    return chosen[0].code if chosen else ""

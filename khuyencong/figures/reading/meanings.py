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
    r"(?:hỗ trợ|giúp|thụ hưởng|cho|hưởng lợi|chuyển giao|được)(?:\s+(?:được|thêm|kinh phí|vốn|"
    r"các|trực tiếp))*\s*$"
)
_SUPPORTED_AFTER = re.compile(
    r"[^.;]{0,90}?(?:được\s+(?:\w+\s+)?(?:hỗ trợ|giúp|thụ hưởng|hưởng)|thụ hưởng|đầu tư máy|"
    r"ứng dụng máy|chuyển giao|đổi mới|tham gia hội chợ)"
)
_PLAN_AFTER = re.compile(r"\s*(?:so với\s+)?(?:kế hoạch|dự toán|chỉ tiêu)")
_SHARE = re.compile(r"(?:chiếm|tỷ trọng|tỉ trọng|tương đương|tương ứng|bằng)(?:\s+\S+){0,4}?\s*$")
_BESIDE = re.compile(r"(?:bên cạnh đó|ngoài ra|cùng với đó|bên cạnh)")
_IMPLIED = {"clusters": "cluster", "models": "model"}
_GROWTH = re.compile(
    r"(?<!\w)(?!\S+\s+còn)(?:tăng|giảm|vượt)(?:\s+(?:trưởng|thêm|lên|so với[^,;]{0,60}|bình "
    r"quân|trung bình|được|"
    r"từ|khoảng|\S+))?\s*$"
)
_NORM = re.compile(
    r"định mức|quy chế|mức (?:hỗ trợ|chi)|mức kinh phí|được quy định|hỗ trợ (?:tối đa|không "
    r"quá)|không vượt quá|mức tối đa"
)
_LIMITS = ("tối đa", "không quá", "không vượt", "cao nhất", "nhiều nhất", "tối thiểu")
_LEVEL = re.compile(r"(?:cấp|danh hiệu cấp)\s+(quốc gia|khu vực|tỉnh|thành phố|huyện)")
_LEVELS = {
    "quốc gia": "nation",
    "khu vực": "region",
    "tỉnh": "province",
    "thành phố": "province",
    "huyện": "district",
}
_STARS = re.compile(r"\s*(?:ocop\s+|đạt\s+|hạng\s+|chuẩn\s+)*(\d)\s*sao")
_FORM = re.compile(
    r"(hợp tác xã|htx|hộ kinh doanh|tổ hợp tác|doanh nghiệp(?: nhỏ và vừa)?|công ty|cá "
    r"nhân)(?:\s+có)?(?:\s+là)?\s*$"
)
_FORMS = {
    "hợp tác xã": "cooperative", "htx": "cooperative", "hộ kinh doanh": "household",
    "tổ hợp tác": "cooperative_group", "công ty": "enterprise",
}  # fmt: skip
_MEASURES_FIRST_RIGHT = frozenset(
    {"schemes", "classes", "models", "events", "clusters", "products", "count", "agreements"}
)
_RECIPIENTS = frozenset({"money", "establishments", "people", "products"})
_TAKES_PART = re.compile(r"(?:^|\s)(?:tham gia|tham dự|dự|góp mặt)(?:\s+\S+){0,3}\s*$")
_MONEY_ALONE = re.compile(r"\s*(?:với\s+)?(?:tổng\s+)?(?:kinh phí|số tiền|vốn)[^,;:\d]{0,40}")
_GIVEN_TO = re.compile(r"\s*(?:để |nhằm )?(?:cho|hỗ trợ)(?: các)?\s*")
_SPAN_LEFT = re.compile(r"(?<!\w)(?:trong|sau|tổng kết|nhìn lại|suốt|kết quả)\s*$")
_SPAN_RIGHT = re.compile(r"\s*\(?\s*(?:từ\s+)?(?:19|20)\d\d\s*[-–]")
_LINK_WORDS = re.compile(r"(?:\s|tiền|là|từ|còn|vốn|kinh phí|nguồn|của|do)*")
_PURPOSE = re.compile(
    r"(?:\s*,?\s*|[^.,;:()]{0,80}\s)(?:thực hiện|để|cho|vào|nhằm|đào tạo|xây dựng|tổ chức|đầu "
    r"tư|hỗ trợ|phục vụ|mua)"
)


def assign_measures(page: Page, drafts: Sequence[Draft]) -> None:
    """Set measure, norm kind and filters of every draft."""
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
        if index and draft.measure == "establishments":
            _as_before(page, drafts[index - 1], draft)
        _filters(page, draft)


def _as_before(page: Page, before: Draft, draft: Draft) -> None:
    """«cho 9 hợp tác xã và 6 hộ kinh doanh»: what holds for one holds for both."""
    words = page.text.low[before.quantity.end : draft.quantity.start].strip()
    if before.measure == "beneficiaries" and words in ("và", ",", ", và"):
        draft.measure = "beneficiaries"


def _money(page: Page, draft: Draft, previous: Draft | None) -> None:
    quantity = draft.quantity
    if quantity.qualifier.startswith(_LIMITS) and (quantity.per or _is_norm(page, draft)):
        draft.measure, draft.kind = "norm_ceiling", "norm"
        draft.why.append("đại lượng: mức trần (định mức)")
        return
    if quantity.family == "foreign":
        draft.measure = "count"
        return
    if quantity.value is not None and quantity.value < 1000:
        draft.measure, draft.filters["per_dong"] = "ratio", "yes"
        return
    natures = _nature_after(page, draft)
    if not natures:
        natures = [
            m for m in page.natures.between(draft.left, quantity.start) if m.code != "support"
        ]
    if not natures and not has_words(page.text, draft.left, quantity.start):
        natures = [
            m for m in page.natures.between(draft.before, quantity.start) if m.code != "support"
        ]
    if not natures:
        natures = _wide_nature(page, draft, previous)
    draft.measure = natures[-1].code if natures else "support"
    draft.why.append(f"đại lượng: {draft.measure}")


def _nature_after(page: Page, draft: Draft) -> list[Mention]:
    """«45 tỷ đồng vốn đối ứng», «930 triệu đồng chưa giải ngân»: the nature after the unit."""
    end = draft.quantity.end
    near = [m for m in page.natures.between(end, min(end + 18, draft.right)) if m.code != "support"]
    words = page.text.low[end : near[0].start] if near else ","
    return near[:1] if near and _LINK_WORDS.fullmatch(words) else []


def _wide_nature(page: Page, draft: Draft, previous: Draft | None) -> list[Mention]:
    """Own words without a nature: look back to the figure before, not through another purpose."""
    own = page.natures.between(draft.left, draft.quantity.start)
    if own:
        return []
    wide = page.natures.between(max(draft.before, draft.clause), draft.quantity.start)
    named = [
        m
        for m in wide
        if m.code in ("counterpart", "disbursed", "requested", "investment", "count")
    ]
    return named[-1:] if wide and named and wide[-1] is named[-1] else []


def _is_norm(page: Page, draft: Draft) -> bool:
    """The sentence, or the opening of the text, speaks of norms."""
    start, end = draft.sentence.start, draft.sentence.end
    return bool(
        _NORM.search(page.text.low, start, min(end, start + 1500))
        or _NORM.search(page.text.low, 0, 800)
    )


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
        "tăng" in left[-40:]
        or "so với" in left
        or "so với" in after
        or "so với" in _sentence(page, draft)[:60]
    ):
        draft.measure = "growth"
        draft.filters["direction"] = "down" if "giảm" in left[-30:] else "up"
    elif _SHARE.search(left):
        draft.measure = "share"
    else:
        draft.measure = "percent"
    draft.why.append(f"đại lượng: {draft.measure}")


def _sentence(page: Page, draft: Draft) -> str:
    start = draft.sentence.start
    return page.text.low[start : min(start + 400, draft.sentence.end)]


def _count(page: Page, draft: Draft) -> None:
    quantity = draft.quantity
    draft.measure = quantity.measure
    if quantity.measure == "establishments":
        left = page.text.low[draft.before : quantity.start]
        right = page.text.low[quantity.end : draft.right]
        sentence = page.text.low[max(draft.clause, quantity.start - 600) : quantity.start]
        if _SUPPORTED.search(left) or _SUPPORTED_AFTER.match(right) or "thụ hưởng" in sentence:
            draft.measure = "beneficiaries"
    draft.why.append(f"đại lượng: danh từ «{quantity.unit}» → {draft.measure}")


def _filters(page: Page, draft: Draft) -> None:
    quantity = draft.quantity
    right = page.text.low[quantity.end : draft.right]
    if quantity.family == "years" and _tells_span(page, draft):
        draft.filters["span"] = "yes"
    if draft.measure in ("schemes", "support") and _BESIDE.match(_sentence(page, draft)):
        draft.filters["beside"] = "yes"
    if quantity.per:
        draft.filters["per"] = quantity.per
    if draft.measure == "products":
        _grade(page, draft, right)
    if draft.family == "establishments":
        _legal_form(page, draft, right)
    for words, value in (("không thu hồi", "no"), ("có thu hồi", "yes")):
        if words in right[:40]:
            draft.filters["repayable"] = value


def _grade(page: Page, draft: Draft, right: str) -> None:
    level = _LEVEL.search(right[:120])
    if level:
        draft.filters["certified_at"] = _LEVELS[level[1]]
    stars = _STARS.match(page.text.low, draft.quantity.end)
    if stars:
        draft.filters["ocop_stars"] = stars[1]


def _legal_form(page: Page, draft: Draft, right: str) -> None:
    form = _FORM.search(page.text.low[draft.before : draft.quantity.start])
    if form:
        draft.filters["legal_form"] = _FORMS.get(form[1], "enterprise")
    if "khó khăn" in right:
        draft.filters["area"] = "disadvantaged"


def _tells_span(page: Page, draft: Draft) -> bool:
    """«trong 10 năm», «5 năm (2014-2018)», «sau 10 năm»: the length of the period itself."""
    left = page.text.low[max(0, draft.quantity.start - 24) : draft.quantity.start]
    right = page.text.low[draft.quantity.end : draft.quantity.end + 24]
    return bool(_SPAN_LEFT.search(left) or _SPAN_RIGHT.match(right))


def assign_contents(page: Page, drafts: Sequence[Draft]) -> None:
    """Own words first; then the neighbour in the clause; parents are applied with the structure."""
    for index, draft in enumerate(drafts):
        before = drafts[index - 1] if index else None
        if draft.measure in ("growth", "ratio"):
            continue
        implied = "selection" if draft.filters.get("certified_at") else ""
        implied = implied or _IMPLIED.get(draft.measure, "")
        own = _own_content(page, draft, before) or implied
        if own:
            draft.own_content = draft.content = own.rstrip("?")
            draft.why.append(f"nội dung: {draft.content}")
            continue
    share_contents(page, drafts, across=False)


def share_contents(page: Page, drafts: Sequence[Draft], *, across: bool) -> None:
    """Figures of one clause speak of one thing; run again once parts know their whole.

    `across` lets «; kinh phí thực hiện 504 triệu đồng» take over from before the semicolon.
    """
    for index, draft in enumerate(drafts):
        if draft.measure in ("growth", "ratio"):
            continue
        mate = _mate_before(page, drafts, index, across)
        if mate is None or not mate.content:
            continue
        weak = draft.own_content in WEAK_CONTENTS and mate.content in ("vocational", "management")
        if not draft.content or weak:
            draft.content = mate.content
            draft.why.append(f"nội dung: theo số đi cùng ({mate.content})")
    for draft, after in zip(drafts, drafts[1:], strict=False):
        if not draft.content and draft.family in _RECIPIENTS and _is_joined(page, draft, after):
            draft.content = after.content
            draft.why.append(f"nội dung: theo số đứng sau ({after.content})")


def _mate_before(page: Page, drafts: Sequence[Draft], index: int, across: bool) -> Draft | None:
    draft = drafts[index]
    words = page.text.low[draft.clause : draft.quantity.start]
    goes_on = across and draft.family == "money" and _MONEY_ALONE.fullmatch(words)
    for other in reversed(drafts[max(0, index - 4) : index]):
        if other.sentence is not draft.sentence:
            return None
        if other.clause != draft.clause and not goes_on:
            return None
        if other.clause != draft.clause and other.parent is not None:
            continue
        if other.family == draft.family and draft.family in ("money", "schemes"):
            return None
        if other.content:
            return other
    return None


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
    fenced = [mention for mention in wide if mention.start >= _left_start(draft, before)]
    left = fenced or (wide if draft.family == "money" else [])
    right = _right_contents(page, draft)
    if draft.family in ("money", "foreign") and not _PURPOSE.match(page.text.low, quantity.end):
        right = []
    first, second = (right, left) if draft.measure in _MEASURES_FIRST_RIGHT else (left, right)
    return _strong(first) or _strong(second) or _best(first) or _best(second)


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

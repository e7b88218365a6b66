"""What a figure counts (đại lượng): its measure and further filters.

The counted noun gives the measure of a count, the governing words the nature of money.
"""

import re
from collections.abc import Sequence

from .drafts import Draft, Page, has_words, is_delta, rises_to
from .lexicon import Mention

_SUPPORTED = re.compile(
    r"(?:hỗ trợ|giúp|thụ hưởng|cho|hưởng lợi|chuyển giao|được|đưa|tạo điều kiện)"
    r"(?:\s+(?:được|thêm|kinh phí|vốn|các|trực tiếp))*\s*$"
)
_SUPPORTED_AFTER = re.compile(
    r"[^.;]{0,90}?(?:được\s+(?:\w+\s+)?(?:hỗ trợ|giúp|thụ hưởng|hưởng)|thụ hưởng|đầu tư máy|"
    r"ứng dụng máy|chuyển giao|đổi mới|tham gia hội chợ)"
)
_RECEIVING = re.compile(
    r"[^.;\d]{0,90}?(?:,\s*(?:đã\s+)?được\s+(?:hỗ trợ|thụ hưởng)|tiếp cận (?:được )?(?:nguồn )?"
    r"(?:vốn|kinh phí)|nhận (?:được )?hỗ trợ)"
)
_SUPPORT_LABEL = re.compile(r"(?:hỗ trợ|ứng dụng|chuyển giao|tham gia hội chợ)[^:;.\d]{0,80}:\s*$")
_PAID = re.compile(r"\s*[,(/]\s*(?:(?:kinh phí|số tiền|với)\s+)?\d[\d.,]*\s*(?:tỷ|tỉ|triệu)")
_PLAN_AFTER = re.compile(r"\s*(?:so với\s+)?(?:kế hoạch|dự toán|chỉ tiêu)")
_SHARE = re.compile(r"(?:chiếm|tỷ trọng|tỉ trọng|tương đương|tương ứng|bằng)(?:\s+\S+){0,4}?\s*$")
_EQUALS = re.compile(r"bằng(?:\s+\S+){0,2}?\s*$")
_COMPARED_AFTER = re.compile(r"\s*(?:so|cùng kỳ|năm|của năm|mức|kết quả)(?!\w)")
_NORM_SHARE = re.compile(r"(?:hỗ trợ|mức|bằng)[^.;,\d]{0,80}$")
_NORM_BASE = re.compile(r"\s*(?:tổng |các )?(?:chi phí|kinh phí|giá trị|mức|vốn)")
_BESIDE = re.compile(r"(?:bên cạnh đó|ngoài ra|cùng với đó|bên cạnh)")
_GROWTH = re.compile(
    r"(?<!\w)(?!\S+\s+còn)(?:tăng|giảm|vượt)(?:\s+(?:trưởng|thêm|lên|so với[^,;]{0,60}|bình "
    r"quân|trung bình|được|"
    r"từ|khoảng|\S+))?\s*$"
)
_GROWTH_RATE = re.compile(
    r"(?:tốc độ|mức|tỷ lệ|nhịp độ) tăng(?: trưởng)?[^.;:,\d]{0,60}$|tăng trưởng[^.;:,\d]{0,60}$"
)
_NORM = re.compile(
    r"định mức|quy chế|mức (?:hỗ trợ|chi)|mức kinh phí|được quy định|hỗ trợ (?:tối đa|không "
    r"quá)|không vượt quá|mức tối đa"
)
_NORM_PER = frozenset(
    {
        "mô hình", "cơ sở", "cụm", "cụm công nghiệp", "lần", "đề án", "lớp", "khóa", "khoá",
        "sản phẩm", "doanh nghiệp", "hộ", "đơn vị", "gian hàng", "hội chợ", "hợp tác xã", "dự án",
        "nhãn hiệu", "thương hiệu", "phòng trưng bày", "cuộc", "kỳ", "đợt", "bộ", "giải",
        "hệ thống", "website", "gian",
    }
)  # fmt: skip
_STATE = re.compile(
    r"(?:\s+(?:công nghiệp|này|trên))*\s+(?:đã|đang|đi vào|có (?:hiệu lực|việc làm|quyết định)|"
    r"còn hiệu|được (?:công nhận|thành lập|cấp|phê duyệt|nghiệm thu))(?!\w)"
)
_IN = re.compile(r"(?:trong|với)(?:\s+(?:số|tổng số))?\s*$")
_THIS = re.compile(r"\s*(?:cnnt\s+|công nghiệp nông thôn\s+)?(?:này|nói trên|kể trên|trên)(?!\w)")
_CLOSING = re.compile(r"(?:như vậy|tóm lại|tính chung|nhìn chung)(?!\w)")
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
_SPAN_LEFT = re.compile(r"(?<!\w)(?:trong|sau|tổng kết|nhìn lại|suốt|kết quả)\s*$")
_SPAN_RIGHT = re.compile(r"\s*\(?\s*(?:từ\s+)?(?:19|20)\d\d\s*[-–]")
_LINK_WORDS = re.compile(r"(?:\s|tiền|là|từ|còn|vốn|kinh phí|nguồn|của|do)*")


def assign_measures(page: Page, drafts: Sequence[Draft]) -> None:
    """Set measure, norm kind and filters of every draft."""
    for index, draft in enumerate(drafts):
        before = drafts[index - 1] if index else None
        _measure(page, draft, before)
        if before is not None and draft.measure == "establishments":
            _as_before(page, before, draft)
        if before is not None and draft.measure == "support" and rises_to(page, before, draft):
            draft.measure = before.measure
        told = drafts[max(0, index - 40) : index]
        if draft.quantity.family == "count" and _recalls(page, draft, told):
            _as_told(told, draft)
        _filters(page, draft)
    _norm_percents(page, drafts)


def _norm_percents(page: Page, drafts: Sequence[Draft]) -> None:
    """«tối đa 50% chi phí, không quá 250 triệu đồng/cơ sở»: beside a ceiling it is a norm too."""
    normed = {draft.sentence.paragraph for draft in drafts if draft.measure == "norm_ceiling"}
    for draft in drafts:
        if draft.measure != "percent" or draft.sentence.paragraph not in normed:
            continue
        if draft.quantity.qualifier.startswith(_LIMITS) or _is_granted(page, draft):
            draft.measure, draft.kind = "norm_percent", "norm"
            draft.why.append("đại lượng: tỷ lệ đi cùng mức trần (định mức)")


def _is_granted(page: Page, draft: Draft) -> bool:
    """«hỗ trợ 80% chi phí thuê gian hàng»."""
    left = page.text.low[max(draft.clause, draft.quantity.start - 90) : draft.quantity.start]
    return bool(_NORM_SHARE.search(left) and _NORM_BASE.match(page.text.low, draft.quantity.end))


def _measure(page: Page, draft: Draft, before: Draft | None) -> None:
    family = draft.quantity.family
    if family in ("money", "foreign"):
        _money(page, draft, before)
    elif family == "percent":
        _percent(page, draft)
    elif family == "times":
        draft.measure = "ratio"
    elif draft.quantity.measure:
        _count(page, draft)
    else:
        draft.measure = "count"


def _recalls(page: Page, draft: Draft, before: Sequence[Draft]) -> bool:
    """«Trong 38 cơ sở này có …», «trong số 11 đề án đã triển khai»: told before, taken up again."""
    left = page.text.low[
        max(draft.sentence.start, draft.quantity.start - 20) : draft.quantity.start
    ]
    if not _IN.search(left):
        return False
    if _THIS.match(page.text.low, draft.quantity.end):
        return True
    return "số" in left and _told(before, draft) is not None


def _told(before: Sequence[Draft], draft: Draft) -> Draft | None:
    for other in reversed(before):
        if other.family == draft.family and other.quantity.value == draft.quantity.value:
            return other
    return None


def _as_told(before: Sequence[Draft], draft: Draft) -> None:
    draft.filters["recalled"] = "yes"
    other = _told(before, draft)
    draft.measure = other.measure if other else draft.measure


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
    if quantity.per in _NORM_PER and not quantity.qualifier and _is_norm(page, draft):
        draft.measure, draft.kind = "norm_ceiling", "norm"
        draft.why.append("đại lượng: mức chi theo quy định (định mức)")
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
            m
            for m in page.natures.between(draft.left, quantity.number_start)
            if m.code != "support"
        ]
    if not natures and not has_words(page.text, draft.left, quantity.number_start):
        natures = [
            m
            for m in page.natures.between(draft.before, quantity.number_start)
            if m.code != "support"
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
    if (_is_granted(page, draft) or quantity.qualifier.startswith(_LIMITS)) and _is_norm(
        page, draft
    ):
        draft.measure, draft.kind = "norm_percent", "norm"
    elif _PLAN_AFTER.match(after):
        draft.measure = "percent"
        draft.filters["of"] = "plan"
    elif _GROWTH_RATE.search(left):
        draft.measure = "growth"
        draft.filters["direction"] = "up"
    elif _GROWTH.search(left) and (
        "tăng" in left[-40:]
        or "so với" in left
        or "so với" in after
        or "so với" in _sentence(page, draft)[:60]
    ):
        draft.measure = "growth"
        draft.filters["direction"] = "down" if "giảm" in left[-30:] else "up"
    elif _SHARE.search(left) and not (_EQUALS.search(left) and _COMPARED_AFTER.match(after)):
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
        if (
            _SUPPORTED.search(left)
            or _SUPPORTED_AFTER.match(right)
            or "thụ hưởng" in sentence
            or _PAID.match(page.text.low, quantity.end)
            or _RECEIVING.match(page.text.low, quantity.end)
            or _SUPPORT_LABEL.search(left)
            or quantity.unit.casefold().startswith("lượt")
        ):
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
    _states(page, draft)
    _repayable(draft, right)


def _states(page: Page, draft: Draft) -> None:
    if is_delta(page, draft):
        draft.filters["delta"] = "yes"
    if _CLOSING.match(page.text.low, draft.sentence.start):
        draft.filters["closing"] = "yes"
    if _STATE.match(page.text.low, draft.quantity.end):
        draft.filters["state"] = "yes"


def _repayable(draft: Draft, right: str) -> None:
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

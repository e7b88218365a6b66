"""Kind of a figure (loại số liệu): result, plan, target, norm, claim, context, page furniture.

Bare numbers are decided here too: a list head or «số cơ sở … là» lends the noun, a verb of doing
makes the next words a unit, and the rest is rejected with the reason.
"""

import re
from collections.abc import Sequence

from .drafts import Draft, Page, rises_to
from .figure import Rejected, TextPeriod
from .nouns import NOUN, STRUCTURE, measure_of
from .units import Quantity

_TARGET = re.compile(
    r"mục tiêu|phấn đấu|chỉ tiêu(?! được giao)|đặt ra|đề ra|định hướng (?:đến|giai|phát)|giai "
    r"đoạn tới|trong thời gian tới|tầm nhìn"
)
_PLAN = re.compile(
    r"dự kiến|dự toán|(?<!\w)sẽ(?!\w)|theo kế hoạch|kế hoạch (?:khuyến công |kinh phí |hoạt "
    r"động )*(?:năm|giai đoạn|đợt)|được giao|(?<!\w)giao kinh phí|(?<!đã )phê duyệt|"
    r"(?<!\w)duyệt|đang trình|(?<!\w)xin(?!\w)|đăng ký thực hiện|đề xuất"
)
_DONE = re.compile(
    r"đã (?:có|được|thực hiện|triển khai|hỗ trợ|tổ chức|hoàn thành|đào tạo|giải ngân|xây dựng|"
    r"đạt)|kết quả|đạt (?:\d|gần|hơn|trên)|hoàn thành|thực hiện được|nghiệm thu"
)
_VERB = re.compile(
    r"(?:hỗ trợ|tổ chức|xây dựng|thực hiện|triển khai|có|gồm|với|cho|được|đạt|trao|cấp|phát|"
    r"phát sóng|đăng|in|mở|lắp đặt|lắp|thành lập|bàn giao|giúp|tham gia|sản xuất|biên tập|"
    r"công nhận|thu hút|tạo|kết nối|mời|và|,)(?:\s+(?:được|thêm|mới|hơn|gần|trên|khoảng|"
    r"các))*\s*$"
)
_NOUN_AHEAD = re.compile(r"\s+([^\W\d_]{2,}(?:\s+[^\W\d_]{2,})?)")
_STOP = frozenset(
    {
        "của", "cho", "với", "và", "được", "tại",
        "trong", "có", "là", "từ", "để", "đã",
        "các", "trên", "đến", "do", "bởi", "này",
        "đó", "năm", "tháng", "ngày", "nhằm", "vào",
        "thì", "mà", "hay", "hoặc", "theo", "về",
        "còn", "đạt",
    }
)  # fmt: skip
_NUMBER_OF = re.compile(r"(?<!\w)(?:so luong|so|tong so)\s+(?:cac\s+|luong\s+)?")
_NAMED_NEXT = re.compile(
    r"\s*(?:[,;]|và|[,;] và)\s*(?:(?:tiếp|kế|sau|rồi)\s+(?:đến|theo|đó)\s*(?:là|đến)?\s+)?"
    r"(?:(?:huyện|thị xã|thành phố|TP\.?|quận|xã|"
    r"tỉnh)\s+)?[A-ZĐÂÔƯÊĂ]\w*(?:[ -]\w+){0,3}\s*(?:có|:|-|là)?\s*"
)
_GRADE = re.compile(r"\s+(?:đạt\s+)?cấp\s+(?:tỉnh|khu vực|quốc gia|huyện)")
_PLACE_UNIT = re.compile(
    r"(?:tỉnh|thành phố|huyện|thị xã|xã|phường|thị trấn|quận|địa phương|nước|quốc gia|làng|bản|"
    r"thành|thị|vùng|khu vực|đặc khu)(?:\s*(?:,|và)\s*(?:tỉnh|thành phố|huyện|thị xã|xã|phường|"
    r"thị trấn|thành|thị|quận|đặc khu))*"
)
_EQUIPMENT = frozenset({"máy", "chiếc", "thiết bị", "máy móc", "dây chuyền", "bộ thiết bị"})
_VERB_OF_SUPPORT = re.compile(r"(?:hỗ trợ|giúp|tổng số|cấp)(?:\s+\S+){0,3}\s*$")
_APPROVED = re.compile(r"(?:duyệt|giao|chia|qua|làm|thành)(?:\s+\S+){0,2}\s*$")
_LIST_END = re.compile(r"\s*(?:[,.;)]|và|$)")


def assign_kinds(page: Page, drafts: Sequence[Draft], period: TextPeriod) -> None:
    aims = _aim_paragraphs(page)
    for draft in drafts:
        if draft.kind == "norm":
            continue
        draft.kind, reason = _kind(page, draft, period, aims)
        if reason:
            draft.why.append(f"loại: {reason}")
    for draft in drafts:
        parent = drafts[draft.parent] if draft.parent is not None else None
        if parent is not None and draft.kind == "result" and parent.kind in ("plan", "target"):
            draft.kind = parent.kind


def _aim_paragraphs(page: Page) -> dict[int, int]:
    """Where in each paragraph the text begins to speak of aims."""
    aims: dict[int, int] = {}
    for sentence in page.layout.sentences:
        found = _TARGET.search(page.text.low, sentence.start, sentence.end)
        if found:
            aims.setdefault(sentence.paragraph, found.start())
    return aims


def _kind(page: Page, draft: Draft, period: TextPeriod, aims: dict[int, int]) -> tuple[str, str]:
    family = draft.quantity.family
    if draft.sentence.furniture:
        return "furniture", "ngoài bài (menu, liên kết, chú thích)"
    if family == "vague":
        return "claim", "nhận định không có con số"
    if draft.filters.get("per_dong"):
        return "claim", "tỷ số trên một đồng vốn"
    if family == "span":
        return "context", "thời gian của riêng một đề án"
    if family == "years":
        return "context", "độ dài thời gian"
    if draft.filters.get("structure") or _is_recalled(page, draft) or _is_setting(page, draft):
        return "context", "nhắc lại hoặc đếm các phần của chính bài viết"
    return _tense(page, draft, period, aims)


def _tense(page: Page, draft: Draft, period: TextPeriod, aims: dict[int, int]) -> tuple[str, str]:
    begin = max(draft.sentence.start, draft.quantity.number_start - 900)
    sentence = page.text.low[begin : draft.quantity.number_start]
    aim = aims.get(draft.sentence.paragraph, aims.get(draft.sentence.head))
    later = bool(period.end and draft.period.end and draft.period.end > period.end)
    if aim is not None and aim < draft.quantity.start and (later or not _DONE.search(sentence)):
        future = later or not period or _says_future(sentence)
        if future or "mục tiêu" in sentence:
            return "target", "sau lời nêu mục tiêu"
    if _PLAN.search(sentence) and not _DONE.search(sentence):
        return "plan", "lời nêu kế hoạch, dự kiến"
    return "result", ""


def _says_future(words: str) -> bool:
    return bool(re.search(r"(?<!\w)(?:sẽ|phấn đấu|tới)(?!\w)", words))


def _is_setting(page: Page, draft: Draft) -> bool:
    """Counted places, machines of one line, rounds of approval: they describe, nobody's result."""
    unit = draft.unit.casefold()
    left = page.text.low[
        max(draft.sentence.start, draft.quantity.number_start - 40) : draft.quantity.number_start
    ]
    if _PLACE_UNIT.fullmatch(unit):
        return True
    if unit in _EQUIPMENT:
        return not _VERB_OF_SUPPORT.search(left)
    return unit == "đợt" and bool(_APPROVED.search(left))


def _is_recalled(page: Page, draft: Draft) -> bool:
    """A number in words at the head of a sentence takes up what was told («Bốn đơn vị làm …»)."""
    if draft.quantity.spelled and draft.quantity.start - draft.sentence.start <= 3:
        return True
    return draft.filters.get("recalled") == "yes"


def settle_bare(page: Page, drafts: Sequence[Draft]) -> None:
    """Give bare numbers a unit before structure is read; reject the hopeless ones afterwards."""
    for index, draft in enumerate(drafts):
        if draft.quantity.whole is not None:
            continue
        if draft.quantity.family == "bare" and not draft.unit and index + 1 < len(drafts):
            _raised_number(page, draft, drafts[index + 1])
        if draft.quantity.family == "bare" and not draft.unit:
            _named_number(page, draft)
        if draft.quantity.family == "bare" and not draft.unit and index:
            _listed_number(page, drafts[index - 1], draft)


def _raised_number(page: Page, draft: Draft, after: Draft) -> None:
    """«tăng từ 41 lên 67 đề án»: the first number has the noun of the second."""
    if after.quantity.family == "count" and rises_to(page, draft, after):
        draft.unit, draft.measure = after.unit, after.quantity.measure
        draft.why.append(f"đơn vị: hiểu theo «{after.unit}» đứng sau")


def _named_number(page: Page, draft: Draft) -> None:
    """«Số cơ sở được hỗ trợ là 947», «4 nhóm»."""
    flat, quantity = page.text.flat, draft.quantity
    begin = max(draft.before, draft.sentence.start, quantity.start - 160)
    head = None
    for found in _NUMBER_OF.finditer(flat, begin, quantity.start):
        head = NOUN.match(flat, found.end()) or head
    between = page.text.low[head.end() : quantity.start] if head else ""
    if head and re.search(r"(?:là|đạt|:|có|lên|tới|đến)\s*$", between):
        draft.unit = page.text.raw[head.start() : head.end()]
        draft.measure = measure_of(head.group())
        if draft.measure == "establishments" and re.search(r"hỗ trợ|thụ hưởng|giúp", between):
            draft.measure = "beneficiaries"
        draft.why.append(f"đơn vị: «số {draft.unit} … là»")
        return
    after = re.compile(r"\s*").match(flat, quantity.end)
    structure = STRUCTURE.match(flat, after.end()) if after else None
    if structure:
        draft.unit = page.text.raw[structure.start() : structure.end()]
        draft.filters["structure"] = "yes"


def _listed_number(page: Page, before: Draft, draft: Draft) -> None:
    """«Đức Hòa có 7 cơ sở, Bến Lức 5, Cần Giuộc 4»: a name and a number go on with the noun."""
    gap = page.text.raw[before.quantity.end : draft.quantity.start]
    after = page.text.low[draft.quantity.end : draft.quantity.end + 4]
    if before.sentence is not draft.sentence:
        return
    measure = before.quantity.measure or before.measure
    if (
        measure in ("", "count")
        or before.family in ("money", "percent", "times")
        or not before.unit
    ):
        return
    graded = measure == "products" and _GRADE.match(page.text.low, draft.quantity.end)
    if graded or _NAMED_NEXT.fullmatch(gap) and _LIST_END.match(after):
        draft.unit, draft.measure = before.unit, measure
        draft.why.append(f"đơn vị: hiểu theo «{before.unit}» đứng trước")


def finish_bare(page: Page, drafts: Sequence[Draft]) -> tuple[list[int], list[Rejected]]:
    """After the structure: the indices of drafts that stay numbers only, and their rejections."""
    dropped: list[int] = []
    rejected: list[Rejected] = []
    for index, draft in enumerate(drafts):
        if draft.quantity.family != "bare" or draft.unit:
            continue
        if draft.sentence.furniture or not _unknown_noun(page, draft):
            quantity = draft.quantity
            quote = page.text.raw[quantity.start : quantity.end]
            rejected.append(Rejected(quote, quantity.start, quantity.end, _bare_reason(quantity)))
            dropped.append(index)
    return dropped, rejected


def _bare_reason(quantity: Quantity) -> str:
    return "số không có đơn vị" if quantity.whole is None else "ngày, số hiệu hoặc tỷ số"


def _unknown_noun(page: Page, draft: Draft) -> bool:
    """A noun that is in no list, after a verb of doing."""
    quantity = draft.quantity
    if (
        quantity.whole is not None
        or quantity.value is None
        or quantity.value != quantity.value.to_integral_value()
    ):
        return False
    left = page.text.low[max(draft.sentence.start, quantity.start - 40) : quantity.start]
    noun = _NOUN_AHEAD.match(page.text.low, quantity.end)
    if noun is None or not _VERB.search(left):
        return False
    words = noun[1].split()
    if words[0] in _STOP or page.text.raw[noun.start(1)].isupper():
        return False
    unit = words[0] if len(words) == 1 or words[1] in _STOP else " ".join(words)
    draft.unit, draft.measure = unit, "count"
    draft.filters["unit_end"] = str(noun.start(1) + len(unit))
    draft.why.append(f"đơn vị: danh từ «{unit}» sau động từ")
    return True

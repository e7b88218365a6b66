"""Wholes and parts (tổng và phần): «trong đó», «gồm», colons, bullets, sources side by side.

A marker opens a scope: the figures before it are wholes, the figures inside are their parts as far
as they are of one family (money, đề án, cơ sở …). A part that is bigger than its whole is never
nested: it stands beside it and says so (`claimed_part_of`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .drafts import Draft, Page, in_bracket
from .vocabulary import STATE_SOURCES

_MARKER = re.compile(
    r"trong (?:số )?(?:đó|này)|bao gồm|(?<!\w)gồm(?!\w)|chia (?:làm|thành|ra)|cụ thể|cơ cấu|"
    r"như sau|lần lượt|(?<=này) có(?!\w)|:"
)
_FENCE = re.compile(r"[,;(]")
_CLOSER = re.compile(
    r"[;.]\s*(?:ngoài ra|bên cạnh|cùng với|đồng thời|song song|mặt khác|qua đó|nhờ đó|tổng "
    r"(?:số|cộng)|đến nay|tính đến)"
)
_ACROSS = re.compile(r"chia (?:làm|thành|ra)")
_OPENING = re.compile(r"\s*(?:trong (?:số )?(?:đó|này)|cụ thể|bao gồm|gồm)")
PARTIBLE = frozenset({"money", "schemes", "establishments"})
_LEFT_OVER = re.compile(r"(?<!\w)còn lại\s+(?:là|thuộc|do|gồm|của|từ|dành|chủ yếu|phân)(?!\w)")
_FRACTION = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})")
_NO_PART = frozenset({"percent", "times", "years", "vague", "span"})


@dataclass(slots=True)
class _Scope:
    """Where parts may stand, and the whole of each family."""

    start: int
    end: int
    wholes: dict[str, int]


def link_parts(page: Page, drafts: Sequence[Draft]) -> None:
    """Set `parent` of every figure that is a part of another one."""
    scopes: list[_Scope] = []
    for index, draft in enumerate(drafts):
        begin = draft.before
        marker = _last_marker(page, draft, begin)
        if marker is not None:
            wholes = _wholes_before(page, drafts, index, marker)
            if wholes:
                scopes.append(_Scope(marker, _scope_end(page, drafts, index, marker), wholes))
        _place(page, drafts, index, scopes)
    _link_bullets(page, drafts)
    _mark_rest(page, drafts)


def _last_marker(page: Page, draft: Draft, begin: int) -> int | None:
    """The first marker since the figure before; «KCQG: 1.400» is only a label."""
    for match in _MARKER.finditer(page.text.low, begin, draft.quantity.start):
        label = match.group() == ":" and match.end() + 1 >= draft.quantity.start
        if not label or not _FENCE.search(page.text.low, begin, match.start()):
            return match.start()
    opened = draft.clause - 1
    if opened >= begin and in_bracket(page, draft):
        named = page.sources.between(opened, draft.quantity.start)
        return opened if any(mention.code in STATE_SOURCES for mention in named) else None
    return None


def _wholes_before(page: Page, drafts: Sequence[Draft], index: int, marker: int) -> dict[str, int]:
    draft = drafts[index]
    wholes: dict[str, int] = {}
    semicolon = page.text.low.rfind(
        ";", draft.sentence.start, max(marker - 3, draft.sentence.start)
    )
    floor = max(draft.sentence.start, semicolon)
    opening = _OPENING.match(page.text.low, draft.sentence.start)
    if opening and opening.end() >= marker:
        floor = page.layout.sentences[draft.number - 1].start if draft.number else 0
    for back in range(index - 1, max(-1, index - 40), -1):
        other = drafts[back]
        if other.quantity.start < floor or other.sentence.paragraph != draft.sentence.paragraph:
            break
        if other.filters.get("delta") or _is_closed(page, other, marker):
            continue
        if other.family not in _NO_PART and other.quantity.end <= marker:
            wholes.setdefault(other.family, back)
    return wholes


def _is_closed(page: Page, other: Draft, marker: int) -> bool:
    """A figure in a bracket that was closed before the marker is an aside, no whole."""
    return in_bracket(page, other) and page.text.low.find(")", other.quantity.end, marker) >= 0


def _scope_end(page: Page, drafts: Sequence[Draft], index: int, marker: int) -> int:
    draft = drafts[index]
    end = draft.sentence.end
    if _ACROSS.match(page.text.low, marker):
        return _paragraph_end(page, draft)
    closer = _CLOSER.search(page.text.low, marker, end)
    if closer:
        end = closer.start()
    opened = page.text.low.rfind("(", draft.sentence.start, marker + 1)
    if opened >= 0 and page.text.low.find(")", opened, marker) < 0:
        close = page.text.low.find(")", marker, end)
        return close if close >= 0 else end
    first_semicolon = page.text.low.find(
        ";", draft.sentence.start, max(marker - 3, draft.sentence.start)
    )
    if first_semicolon >= 0:
        semicolon = page.text.low.find(";", marker, end)
        return semicolon if semicolon >= 0 else end
    return end


def _paragraph_end(page: Page, draft: Draft) -> int:
    end = draft.sentence.end
    for sentence in page.layout.sentences[draft.number :]:
        if sentence.paragraph != draft.sentence.paragraph:
            break
        end = sentence.end
    return end


def _place(page: Page, drafts: Sequence[Draft], index: int, scopes: list[_Scope]) -> None:
    draft = drafts[index]
    for scope in reversed(scopes[-8:]):
        if not scope.start < draft.quantity.start < scope.end:
            continue
        if draft.quantity.family in ("bare", "times"):
            _lend_fraction(page, drafts, draft, scope)
        if draft.quantity.family == "bare" or _names_a_group(drafts, index):
            _lend_noun(drafts, draft, scope)
        whole = scope.wholes.get(draft.family)
        if whole is not None and draft.family not in _NO_PART:
            adopt(drafts, index, whole)
            return


def _names_a_group(drafts: Sequence[Draft], index: int) -> bool:
    """«34 thủ công mỹ nghệ, 45 nông sản, 8 máy móc»: in such a list a thing is a group's name."""
    draft = drafts[index]
    before = drafts[index - 1] if index else None
    if before is None or draft.quantity.measure != "count" or before.parent is None:
        return False
    listed = before.quantity.family == "bare" and before.sentence is draft.sentence
    if listed:
        draft.unit = ""
    return listed


def _lend_fraction(page: Page, drafts: Sequence[Draft], draft: Draft, scope: _Scope) -> None:
    """«26/35 đề án (quốc gia: 4/6; địa phương: 22/29)»: the fractions go on with the noun."""
    quantity = draft.quantity
    found = _FRACTION.fullmatch(page.text.low, quantity.number_start, quantity.end)
    whole = next((drafts[i] for i in scope.wholes.values() if drafts[i].quantity.whole), None)
    if found is None or whole is None or whole.quantity.family != "count":
        return
    part, top = Decimal(found[1]), Decimal(found[2])
    draft.quantity = replace(
        quantity, family="count", value=part, whole=top, measure=whole.quantity.measure,
        unit=whole.unit, step=Decimal(1),
    )  # fmt: skip
    draft.unit, draft.measure = whole.unit, whole.measure
    draft.why.append(f"đơn vị: hiểu theo «{whole.unit}» ở đầu danh sách")


def _lend_noun(drafts: Sequence[Draft], draft: Draft, scope: _Scope) -> None:
    """«vốn quốc gia 54, vốn địa phương 412»: the noun of the whole is understood."""
    counted = [(i, f) for f, i in scope.wholes.items() if f not in ("money", "count")]
    if not counted or draft.unit or draft.quantity.whole is not None:
        return
    whole = drafts[max(counted)[0] if len(counted) == 1 else min(counted)[0]]
    value, top = draft.quantity.value, whole.quantity.value
    if value is not None and top is not None and value <= top:
        draft.unit, draft.measure = whole.unit, whole.measure
        draft.why.append(f"đơn vị: hiểu theo «{whole.unit}» ở đầu danh sách")


def adopt(drafts: Sequence[Draft], index: int, whole: int) -> None:
    """Make one figure a part of another, unless it is bigger."""
    draft, parent = drafts[index], drafts[whole]
    if whole == index or _top(draft) is None or _top(parent) is None:
        return
    if draft.filters.get("delta") or parent.filters.get("delta"):
        return
    if size(draft) > size(parent):
        draft.filters["claimed_part_of"] = str(whole)
        draft.why.append("cấu trúc: lớn hơn số tổng nên không thể là phần của nó")
        return
    draft.parent = whole
    draft.why.append("cấu trúc: phần của số tổng đứng trước")


def _top(draft: Draft) -> Decimal | None:
    quantity = draft.quantity
    return quantity.value if quantity.value is not None else quantity.high


def size(draft: Draft) -> Decimal:
    return _top(draft) or Decimal(0)


def _link_bullets(page: Page, drafts: Sequence[Draft]) -> None:
    """The figures of bullets are parts of the last figures of the paragraph that heads the list."""
    by_paragraph: dict[int, dict[str, int]] = {}
    for index, draft in enumerate(drafts):
        wholes = by_paragraph.setdefault(draft.sentence.paragraph, {})
        if draft.parent is None and draft.family not in _NO_PART and not draft.sentence.bullet:
            wholes.setdefault(draft.family, index)
    for index, draft in enumerate(drafts):
        head = by_paragraph.get(draft.sentence.head)
        if head is None or not draft.sentence.bullet or draft.parent is not None:
            continue
        whole = head.get(draft.family)
        if whole is not None and not _inside_bullet(drafts, index):
            adopt(drafts, index, whole)


def _mark_rest(page: Page, drafts: Sequence[Draft]) -> None:
    """«…, còn lại là cơ sở cơ khí»: the text itself says that the parts leave something."""
    for whole, parts in by_parent(drafts).items():
        last = drafts[parts[-1]]
        if _LEFT_OVER.search(page.text.low, last.quantity.end, last.sentence.end):
            drafts[whole].filters["rest"] = "told"


def _inside_bullet(drafts: Sequence[Draft], index: int) -> bool:
    """A second figure of the family in one bullet restates or narrows the first."""
    draft = drafts[index]
    for other in reversed(drafts[max(0, index - 12) : index]):
        if other.sentence.paragraph != draft.sentence.paragraph:
            return False
        if other.family == draft.family:
            return True
    return False


def by_parent(drafts: Sequence[Draft]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for number, draft in enumerate(drafts):
        if draft.parent is not None:
            children.setdefault(draft.parent, []).append(number)
    return children


def inherit(page: Page, drafts: Sequence[Draft]) -> None:
    """Parts take over content and stated source; a bare grand total speaks of all state sources."""
    for draft in drafts:
        if draft.parent is None:
            continue
        parent = drafts[draft.parent]
        if draft.measure == "establishments" and parent.measure == "beneficiaries":
            draft.measure = "beneficiaries"
        if not draft.content and draft.measure not in ("growth", "ratio"):
            draft.content = parent.content
        rate = draft.measure in ("share", "percent") and not draft.own_source
        if rate or (not draft.source and parent.own_source):
            draft.source = parent.source
    _grand_totals(drafts)


def _grand_totals(drafts: Sequence[Draft]) -> None:
    """Only the totals that the text opens with speak for all sources."""
    wholes = set(by_parent(drafts))
    opening = next((d.number for d in drafts if not d.sentence.title and d.family in PARTIBLE), -1)
    for index, draft in enumerate(drafts):
        if draft.source or draft.parent is not None or draft.content:
            continue
        if draft.measure not in ("support", "schemes"):
            continue
        if not draft.sentence.title and draft.number != opening:
            continue
        if index in wholes or _beside_total(drafts, index):
            draft.source = "all"
            draft.why.append("nguồn: số tổng của bài, không nêu riêng nguồn nào")


def _beside_total(drafts: Sequence[Draft], index: int) -> bool:
    draft = drafts[index]
    beside = (*drafts[max(0, index - 1) : index], *drafts[index + 1 : index + 2])
    return any(
        other.sentence is draft.sentence
        and other.clause == draft.clause
        and other.source == "all"
        and other.content == draft.content
        for other in beside
    )

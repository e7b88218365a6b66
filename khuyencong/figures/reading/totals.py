"""Totals by source of funds (tổng theo nguồn): state money and counterpart side by side.

A figure without a source, then the same by source: whole and parts, also without «trong đó». A sum
that includes the counterpart of the beneficiaries is a `total`, not support.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from .drafts import Draft, Page, in_bracket
from .structure import PARTIBLE, adopt, by_parent, size
from .vocabulary import LOCAL_SOURCES, STATE_SOURCES

_PAID = ("support", "investment")
_REST = re.compile(
    r"(?:còn lại|số còn lại|phần còn lại)[^.;:\d]{0,30}?(?:đối ứng|vốn (?:tự có|của|do)|"
    r"(?:do|của|từ) (?:\d{1,3} |các )?(?:cơ sở|doanh nghiệp|đơn vị|chủ đầu tư|hợp tác xã|htx|hộ|"
    r"công ty))[^.;:\d]{0,60}(?=[.;)]|$)"
)


def link_totals(page: Page, drafts: Sequence[Draft]) -> None:
    """Wholes and parts by source of funds; run after the marked parts are linked."""
    _link_brackets(page, drafts)
    _link_sources(page, drafts)
    _complete_totals(page, drafts)


def _link_sources(page: Page, drafts: Sequence[Draft]) -> None:
    """A figure without a source, then the same by source side by side: whole and parts."""
    families = by_parent(drafts)
    for index, whole in enumerate(drafts):
        children = families.get(index, [])
        if whole.family not in PARTIBLE or not _may_be_whole(drafts, whole, children):
            continue
        if whole.parent is not None or children:
            _set_total(drafts, index, children)
            continue
        parts = _parts_by_source(drafts, index)
        if len({_rung(drafts[part].own_source) for part in parts}) < 2:
            continue
        parts = _fitting(drafts, index, parts)
        for part in parts:
            adopt(drafts, part, index)
        families[index] = parts
        _set_total(drafts, index, parts)


def _may_be_whole(drafts: Sequence[Draft], whole: Draft, children: list[int]) -> bool:
    """A figure of one stated source is no total, unless its own parts say that it is."""
    if whole.own_source in ("", "all"):
        return True
    rungs = {_rung(drafts[child].own_source) for child in children} - {""}
    return len(rungs) > 1 and "national" in rungs


def _parts_by_source(drafts: Sequence[Draft], index: int) -> list[int]:
    whole, parts = drafts[index], []
    for number in range(index + 1, min(index + 24, len(drafts))):
        other = drafts[number]
        if other.sentence.paragraph != whole.sentence.paragraph:
            break
        if other.family != whole.family:
            continue
        if other.own_source in STATE_SOURCES or other.own_source == "counterpart":
            if other.parent is None and (
                other.own_content in ("", whole.content) or other.number != whole.number
            ):
                parts.append(number)
        elif other.own_source == "" and other.source == "" and other.parent is None:
            break
    return parts


def _rung(source: str) -> str:
    return "local" if source in LOCAL_SOURCES else source


def _fitting(drafts: Sequence[Draft], index: int, parts: list[int]) -> list[int]:
    """Counterpart is a part only when the sum wants it, or when it stands in the same sentence."""
    state = [part for part in parts if drafts[part].own_source != "counterpart"]
    if len(state) == len(parts):
        return parts
    top = size(drafts[index])
    for candidate in (state, parts):
        total = sum((size(drafts[part]) for part in candidate), Decimal(0))
        if top and abs(total - top) <= top / 100:
            return candidate
    near = [p for p in parts if drafts[p].sentence is drafts[index].sentence]
    return near if len(near) > 1 else state


def _set_total(drafts: Sequence[Draft], index: int, parts: list[int]) -> None:
    whole = drafts[index]
    sources = {drafts[part].own_source for part in parts}
    if whole.family == "money" and "counterpart" in sources and whole.measure == "support":
        whole.measure, whole.source, whole.own_source = "total", "total", "total"
        whole.why.append("đại lượng: tổng gồm cả vốn đối ứng vì có phần đối ứng")
    elif sources & set(STATE_SOURCES) and (
        not whole.source
        or whole.own_source != ""
        or len({_rung(s) for s in sources & set(STATE_SOURCES)}) > 1
    ):
        whole.source = "all"
        whole.why.append("nguồn: tổng của các phần theo nguồn")


def _link_brackets(page: Page, drafts: Sequence[Draft]) -> None:
    """«26 đơn vị (11 HTX, 9 hộ kinh doanh, 6 doanh nghiệp)»: a bracket that adds up is parts."""
    for index, whole in enumerate(drafts):
        if whole.family not in PARTIBLE:
            continue
        inside = [
            number
            for number in range(index + 1, min(index + 9, len(drafts)))
            if drafts[number].family == whole.family
            and drafts[number].parent is None
            and drafts[number].clause > whole.quantity.end
            and drafts[number].clause == drafts[index + 1].clause
            and in_bracket(page, drafts[number])
        ]
        total = sum((size(drafts[number]) for number in inside), Decimal(0))
        if len(inside) > 1 and total == size(whole):
            for number in inside:
                adopt(drafts, number, index)


def _complete_totals(page: Page, drafts: Sequence[Draft]) -> None:
    """A sum that state money and counterpart make up together, told or left over, is a total."""
    for index, whole in enumerate(drafts):
        if whole.family != "money" or whole.measure not in _PAID or whole.parent is not None:
            continue
        near = [
            number
            for number in range(index + 1, min(index + 8, len(drafts)))
            if drafts[number].sentence is whole.sentence and drafts[number].family == "money"
        ]
        pair = _made_of(drafts, whole, near)
        for part in pair:
            adopt(drafts, part, index)
        parts = [number for number in near if drafts[number].parent == index]
        if pair or (parts and _rest_is_counterpart(page, drafts[parts[-1]])):
            whole.measure, whole.source, whole.own_source = "total", "total", "total"
            whole.why.append("đại lượng: tổng gồm cả vốn đối ứng, phần còn lại do cơ sở bỏ ra")


def _made_of(drafts: Sequence[Draft], whole: Draft, near: list[int]) -> list[int]:
    """State money and counterpart of the sentence that add up to the whole."""
    top = size(whole)
    for part in near:
        if drafts[part].own_source not in (*STATE_SOURCES, "all"):
            continue
        for other in near:
            if drafts[other].own_source != "counterpart":
                continue
            if abs(size(drafts[part]) + size(drafts[other]) - top) <= top / 100:
                return [part, other]
    return []


def _rest_is_counterpart(page: Page, last: Draft) -> bool:
    """«…, còn lại là vốn đối ứng của doanh nghiệp», without a number of its own."""
    return bool(_REST.search(page.text.low, last.quantity.end, last.sentence.end))

"""Relations other than whole and part: shares, rates of a plan, natures of one sum of money."""

import re
from collections.abc import Sequence

from .drafts import Draft, Page, in_bracket, rises_to
from .structure import PARTIBLE, adopt

_FUNDED = ("money", *PARTIBLE)
_RATED = ("people", "products", "classes")
_OUT_OF = re.compile(r"\s*(?:trên|/|so với)\s*(?:tổng\s+)?(?:số\s+)?(?:(?:kinh phí|vốn)\s+)?")
# Filters that hold the index of another figure.
POINTERS = frozenset({"claimed_part_of", "before", "now", "sum", "count", "part", "out_of"})


def relate(page: Page, drafts: Sequence[Draft]) -> None:
    """Tie rates to the figures they rest on; run after wholes and parts are linked."""
    _link_shares(page, drafts)
    _link_rates(drafts)
    _link_natures(drafts)
    _spend_by_plan(drafts)
    _link_growth(page, drafts)
    _link_ratios(page, drafts)
    _link_averages(page, drafts)
    _link_rates_of_two(page, drafts)


def _link_shares(page: Page, drafts: Sequence[Draft]) -> None:
    """«chi 1.002,5 tỷ. Vốn quốc gia chiếm 3,5%, địa phương 13,02%, phần còn lại do các cơ sở»."""
    for index, whole in enumerate(drafts):
        if whole.family != "money" or whole.own_source or whole.measure != "support":
            continue
        shares = _shares_after(drafts, index)
        if not shares:
            continue
        named = page.sources.between(whole.quantity.end, shares[-1].sentence.end)
        total = any(mention.code == "counterpart" for mention in named)
        total = total or _is_state_share(shares)
        if len({draft.own_source for draft in shares}) < 2 and not total:
            continue
        for draft in shares:
            draft.parent, draft.filters["share_of"] = index, "whole"
        whole.source = whole.own_source = "total" if total else "all"
        whole.measure = "total" if total else "support"
        whole.why.append("nguồn: tổng của các phần nêu bằng tỷ trọng")


def _is_state_share(shares: Sequence[Draft]) -> bool:
    """«ngân sách nhà nước chỉ chiếm 14%»: somebody else pays the rest."""
    return any(
        draft.own_source == "all" and draft.quantity.value is not None and draft.quantity.value < 95
        for draft in shares
    )


def _shares_after(drafts: Sequence[Draft], index: int) -> list[Draft]:
    """The shares by source that follow a sum of money, before the next sum."""
    shares: list[Draft] = []
    for draft in drafts[index + 1 : index + 8]:
        if draft.family == "money" or draft.sentence.paragraph != drafts[index].sentence.paragraph:
            break
        if draft.measure == "share" and draft.own_source:
            shares.append(draft)
    return shares


def _link_rates(drafts: Sequence[Draft]) -> None:
    """A share or a percentage rests on the figure before it in its clause."""
    for index, draft in enumerate(drafts):
        if draft.measure not in ("share", "percent") or draft.parent is not None:
            continue
        for back in range(index - 1, max(-1, index - 4), -1):
            other = drafts[back]
            if other.sentence is not draft.sentence:
                break
            near = draft.quantity.start - other.quantity.end < 30
            beside = near and other.family in _RATED
            if beside or (other.family in _FUNDED and (near or other.clause == draft.clause)):
                draft.parent = back
                break


def _link_natures(drafts: Sequence[Draft]) -> None:
    """«Vốn địa phương 8,85 tỷ, đã phân bổ 8,51 tỷ, chưa phân bổ 340 triệu»: parts by nature."""
    for index, draft in enumerate(drafts):
        if (
            draft.measure not in ("allocated", "unallocated", "disbursed")
            or draft.parent is not None
        ):
            continue
        for back in range(index - 1, max(-1, index - 5), -1):
            other = drafts[back]
            same = other.sentence is draft.sentence and other.clause == draft.clause
            if same and other.measure == "support" and other.source == draft.source:
                adopt(drafts, index, back)
                break


def _spend_by_plan(drafts: Sequence[Draft]) -> None:
    """Money that reached a share of its plan, where the paragraph speaks of disbursing."""
    for index, draft in enumerate(drafts[1:], start=1):
        mate = drafts[index - 1]
        if draft.filters.get("of") != "plan" or mate.measure != "support":
            continue
        if mate.sentence is draft.sentence and any(
            other.measure == "disbursed" and other.sentence.paragraph == draft.sentence.paragraph
            for other in drafts[max(0, index - 40) : index]
        ):
            mate.measure = "disbursed"
            mate.why.append("đại lượng: giải ngân, vì nói tỷ lệ so kế hoạch sau câu giải ngân")


def _link_growth(page: Page, drafts: Sequence[Draft]) -> None:
    """«từ 5,9 lên 11,4 tỷ (tăng 93,2%)», «6 tỷ, tăng 20% so với năm 2022 (5 tỷ)»: both told."""
    for index, draft in enumerate(drafts[1:], start=1):
        if draft.measure != "growth" or draft.quantity.family != "percent":
            continue
        before, after = drafts[index - 1], _next(drafts, index)
        same = before.sentence is draft.sentence
        if index > 1 and same and rises_to(page, drafts[index - 2], before):
            draft.filters |= {"before": str(index - 2), "now": str(index - 1)}
        elif after is not None and before.family == after.family and in_bracket(page, after):
            words = page.text.low[draft.quantity.end : after.quantity.start]
            if same and "so" in words and len(words) < 60:
                draft.filters |= {"before": str(index + 1), "now": str(index - 1)}


def _next(drafts: Sequence[Draft], index: int) -> Draft | None:
    after = drafts[index + 1] if index + 1 < len(drafts) else None
    return after if after is not None and after.sentence is drafts[index].sentence else None


def _link_ratios(page: Page, drafts: Sequence[Draft]) -> None:
    """«30 tỷ đồng, gấp 5 lần vốn hỗ trợ (10 tỷ đồng)»: the two sums of the sentence."""
    for index, draft in enumerate(drafts):
        if draft.measure != "ratio" or draft.quantity.family != "times":
            continue
        words = page.text.low[max(0, draft.quantity.number_start - 20) : draft.quantity.end]
        near = [
            number
            for number in range(max(0, index - 3), min(index + 3, len(drafts)))
            if drafts[number].sentence is draft.sentence and drafts[number].family == "money"
        ]
        if "gấp" in words and len(near) == 2 and near[0] == index - 1:
            draft.filters |= {"now": str(near[0]), "before": str(near[1])}


def _link_averages(page: Page, drafts: Sequence[Draft]) -> None:
    """«50 cơ sở với 10 tỷ đồng, bình quân 200 triệu đồng/cơ sở»: the sum and the count."""
    for index, draft in enumerate(drafts):
        words = page.text.low[max(0, draft.quantity.start - 24) : draft.quantity.number_start]
        if draft.family != "money" or not draft.quantity.per or "bình quân" not in words:
            continue
        told = [
            number
            for number in range(max(0, index - 4), index)
            if drafts[number].sentence is draft.sentence
        ]
        sums = [n for n in told if drafts[n].family == "money" and not drafts[n].quantity.per]
        counts = [n for n in told if draft.quantity.per in drafts[n].unit.casefold()]
        if len(sums) == 1 and len(counts) == 1:
            draft.filters |= {"sum": str(sums[0]), "count": str(counts[0])}


def _link_rates_of_two(page: Page, drafts: Sequence[Draft]) -> None:
    """«giải ngân 2,1 tỷ trên tổng số 7 tỷ đồng kế hoạch, đạt 30%»: the percentage of the two."""
    for index, draft in enumerate(drafts[2:], start=2):
        if draft.measure not in ("percent", "share") or draft.quantity.family != "percent":
            continue
        part, whole = drafts[index - 2], drafts[index - 1]
        words = page.text.low[part.quantity.end : whole.quantity.start]
        near = draft.quantity.start - whole.quantity.end < 40
        same = part.sentence is whole.sentence is draft.sentence and part.family == whole.family
        if near and same and _OUT_OF.fullmatch(words):
            draft.filters |= {"part": str(index - 2), "out_of": str(index - 1)}

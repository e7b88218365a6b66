"""Relations other than whole and part: shares, rates of a plan, natures of one sum of money."""

from collections.abc import Sequence

from .drafts import Draft, Page
from .structure import PARTIBLE, adopt


def relate(page: Page, drafts: Sequence[Draft]) -> None:
    """Tie rates to the figures they rest on; run after wholes and parts are linked."""
    _link_shares(page, drafts)
    _link_rates(drafts)
    _link_natures(drafts)
    _spend_by_plan(drafts)


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
            if other.family in ("money", *PARTIBLE) and (near or other.clause == draft.clause):
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

"""Who decides a change to an approved scheme: the strictest decider of all that changes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ..models import AdjustmentDecider, AppliesTo

Change = AdjustmentDecider.Change
Decider = AdjustmentDecider.Decider

# From the least to the most; the province's committee decides local schemes only.
_STRICTNESS = [
    Decider.PROVINCE_DEPARTMENT,
    Decider.DEPARTMENT,
    Decider.PROVINCE,
    Decider.MINISTRY,
]


class UnknownChange(ValueError):
    """A change is not one the law names; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decides, and why, sentence by sentence; ``decider`` is ``None`` where no rule is held."""

    decider: str | None
    rows: tuple[AdjustmentDecider, ...]
    explanation: tuple[str, ...]

    @property
    def label(self) -> str:
        return str(Decider(self.decider).label) if self.decider else "chưa xác định"


def decider_for(
    changes: Collection[str],
    *,
    on: date,
    form: str,
    chain: str = AppliesTo.NATIONAL,
    province: str | None = None,
) -> Decision:
    """Return who decides *changes* together (thẩm quyền điều chỉnh, Điều 11 Thông tư 36/2013).

    ``form`` is ``single``, ``group`` or ``focal``; only ``group`` has rules of its own.  Raise
    :class:`UnknownChange` for no change at all or one that is not in the vocabulary.
    """
    _refuse_unknown(changes)
    rows = (
        AdjustmentDecider.objects.governing(chain, on=on, province=province)
        .filter(change__in=changes)
        .select_related("document", "jurisdiction")
        .prefetch_related("document__amendments")
    )
    chosen = _one_row_a_change(rows, is_group=form == "group")
    missing = [Change(change) for change in Change.values if change in changes]
    missing = [change for change in missing if change not in chosen]
    if missing:
        return Decision(None, tuple(chosen.values()), _nobody(missing, chain))
    strictest = max(chosen.values(), key=lambda row: _STRICTNESS.index(Decider(row.decider)))
    return Decision(strictest.decider, tuple(chosen.values()), _why(chosen, strictest, on))


def _refuse_unknown(changes: Collection[str]) -> None:
    if not changes:
        raise UnknownChange("Chưa nêu nội dung nào thay đổi.")
    unknown = sorted(set(changes) - set(Change.values))
    if unknown:
        raise UnknownChange(f"Không có loại điều chỉnh «{'», «'.join(unknown)}».")


def _one_row_a_change(
    rows: Collection[AdjustmentDecider], *, is_group: bool
) -> dict[str, AdjustmentDecider]:
    """Return the row that governs each change: the province's, then the group's, then latest."""
    fitting = [row for row in rows if is_group or not row.is_group]
    fitting.sort(key=lambda row: (row.jurisdiction_id is not None, row.is_group, row.valid_from))
    found = {row.change: row for row in fitting}
    return {change: found[change] for change in Change.values if change in found}


def _why(
    chosen: dict[str, AdjustmentDecider], strictest: AdjustmentDecider, on: date
) -> tuple[str, ...]:
    said = [
        f"{row.get_change_display().capitalize()}: {row.get_decider_display()} quyết định"
        f"{' đối với đề án lập theo nhóm' if row.is_group else ''} ({row.citation})."
        for row in chosen.values()
    ]
    if len({row.decider for row in chosen.values()}) > 1:
        said.append(f"Thẩm quyền cao nhất: {strictest.get_decider_display()}.")
    said += sorted({f"Quy định {row.standing(on)}." for row in chosen.values()})
    return tuple(said)


def _nobody(missing: list[Change], chain: str) -> tuple[str, ...]:
    named = "; ".join(str(change.label) for change in missing)
    if chain == AppliesTo.LOCAL:
        return (
            f"Chưa có quy định của tỉnh về thẩm quyền điều chỉnh: {named}.",
            "Quy trình của khuyến công địa phương do Ủy ban nhân dân cấp tỉnh quy định "
            "(điểm b khoản 3 Điều 8 Thông tư số 46/2012/TT-BCT).",
        )
    return (f"Chưa có quy định còn hiệu lực về thẩm quyền điều chỉnh: {named}.",)

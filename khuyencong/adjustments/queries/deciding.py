"""Who decides: what the law calls each change, and the strictest decider of them all."""

from collections.abc import Iterable, Mapping
from datetime import date

from khuyencong.dossiers.queries import chain_of
from khuyencong.funding.models import Level
from khuyencong.regulations.models import AdjustmentDecider, AppliesTo
from khuyencong.regulations.queries import Decision, decider_for
from khuyencong.schemes.models import Scheme

from ..models import Change, Kind
from .standing import source_of

Law = AdjustmentDecider.Change

_PLAIN: Mapping[str, str] = {
    Kind.PLACE: Law.PLACE,
    Kind.BENEFICIARY: Law.BENEFICIARY,
    Kind.PARTNERS: Law.PARTNER,
    Kind.EQUIPMENT: Law.OTHER,
    Kind.INVESTMENT: Law.OTHER,
    Kind.YEAR: Law.NEXT_YEAR,
    Kind.CONTENT: Law.CONTENT,
    Kind.ADD: Law.ADD,
    Kind.STOP: Law.STOP,
}


def law_changes(changes: Iterable[Change]) -> frozenset[str]:
    """What Điều 11 calls the changes; of an added line only the addition and its money count."""
    found = set()
    moneys = []
    for change in changes:
        if change.kind == Kind.MONEY:
            moneys.append(change)
        elif change.kind == Kind.END_DATE:
            later = change.new_key[:4] > change.old_key[:4]
            found.add(Law.NEXT_YEAR if later else Law.TIME)
        elif change.slot is None or change.kind == Kind.ADD:
            found.add(Law(_PLAIN[change.kind]))
    if moneys:
        found.add(_of_money(moneys))
    return frozenset(found)


def _of_money(moneys: Iterable[Change]) -> AdjustmentDecider.Change:
    """More in all, or more of the national budget, is a raise; what only moves is neither."""
    total = national = 0
    for change in moneys:
        more = int(change.new_key) - int(change.old_key or 0)
        total += more
        if source_of(change.source)[1] == Level.NATIONAL:
            national += more
    if total > 0 or national > 0:
        return Law.RAISE_MONEY
    return Law.LOWER_MONEY if total < 0 else Law.OTHER


def decision_on(scheme: Scheme, changes: Iterable[Change], *, on: date) -> Decision:
    """Who decides these changes that day, and why; raise ``UnknownChange`` for none at all."""
    return decider_for(
        law_changes(changes),
        on=on,
        form=scheme.form,
        chain=chain_of(scheme),
        province=scheme.province.code,
    )


def is_unverified(decision: Decision, scheme: Scheme, *, on: date) -> bool:
    """Whether no rule is held, or one that nobody has checked (chưa kiểm chứng)."""
    return decision.decider is None or not all(row.is_verified for row in decision.rows)


def told(decision: Decision, scheme: Scheme, *, on: date) -> str:
    """The sentences that say who decides and why."""
    said = " ".join(decision.explanation)
    if not is_unverified(decision, scheme, on=on):
        return said
    if decision.decider is not None:
        return f"Chưa kiểm chứng. {said}"
    local = chain_of(scheme) == AppliesTo.LOCAL
    by = "lãnh đạo Sở" if local else "cán bộ Cục"
    return f"Chưa kiểm chứng. {said} Tạm theo người giao kế hoạch: {by} ghi quyết định."

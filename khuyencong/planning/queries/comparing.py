"""Plans of one year side by side."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.schemes.models import Scheme

from ..models import Plan, PlanItem
from .cells import cells_of
from .lists import listed
from .totals import Part, PlanTotals, totals_of

MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One line of the comparison: đồng of each plan; ``None`` where a plan has no such limit."""

    label: str
    amounts: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A scheme on which the plans differ: its đồng in each, ``None`` where it is out."""

    scheme: Scheme
    amounts: Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans side by side: their totals by everything, and the schemes on which they differ."""

    plans: Sequence[Plan]
    totals: Sequence[PlanTotals]
    groups: Sequence[tuple[str, Sequence[ComparedRow]]]
    differing: Sequence[Difference]


def compare(plans: Sequence[Plan], user: User) -> Comparison:
    """Put plans of one year side by side, with the schemes that the person may see."""
    items = [listed(plan, user) for plan in plans]
    ids = {item.scheme_id for of_plan in items for item in of_plan}
    cells = cells_of(ids, year=plans[0].year)
    totals = [totals_of(plan, of_plan, cells) for plan, of_plan in zip(plans, items, strict=True)]
    return Comparison(plans, totals, list(_groups(totals)), list(_differing(items)))


def _groups(totals: Sequence[PlanTotals]) -> Iterator[tuple[str, list[ComparedRow]]]:
    used = [{one.label: one.amount_vnd for one in of_plan.sources} for of_plan in totals]
    left = [{one.label: one.after_vnd for one in of_plan.sources} for of_plan in totals]
    labels = list(dict.fromkeys(label for of_plan in used for label in of_plan))
    yield "Theo nguồn", [ComparedRow(it, [one.get(it, 0) for one in used]) for it in labels]
    yield (
        "Hạn mức còn lại sau phương án",
        [ComparedRow(it, [one.get(it) for one in left]) for it in labels],
    )
    for number, (title, _) in enumerate(totals[0].groups):
        yield title, _of_parts([of_plan.groups[number][1] for of_plan in totals])


def _of_parts(parts: Sequence[Sequence[Part]]) -> list[ComparedRow]:
    amounts = [{part.label: part.amount_vnd for part in of_plan} for of_plan in parts]
    labels = dict.fromkeys(part.label for of_plan in parts for part in of_plan)
    rows = [ComparedRow(label, [one.get(label, 0) for one in amounts]) for label in labels]
    return sorted(rows, key=lambda row: (-max(one or 0 for one in row.amounts), row.label))


def _differing(items: Sequence[Iterable[PlanItem]]) -> Iterator[Difference]:
    amounts = [
        {item.scheme_id: item.total_vnd for item in of_plan if item.is_included}
        for of_plan in items
    ]
    schemes = {item.scheme_id: item.scheme for of_plan in items for item in of_plan}
    for pk, scheme in sorted(schemes.items(), key=lambda pair: pair[1].code):
        row = [of_plan.get(pk) for of_plan in amounts]
        if len(set(row)) > 1:
            yield Difference(scheme, row)

"""What-if plans: opened, filled, changed by hand, proposed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.places.models import Unit

from .. import queries
from ..models import AMOUNT_FIELDS, Plan, PlanEdition, PlanItem
from ..optimiser import Proposal, Rules, propose

_UNPROVEN = (
    "Phương án tốt nhất tìm được trong thời gian cho phép; chưa chứng minh được là không có phương "
    "án nào hơn."
)


class PlanDecided(Exception):
    """The plan has been decided and changes no more."""


class PlanChanged(Exception):
    """Somebody else has changed what the person saw; nothing was done."""


class ConflictOfInterest(Exception):
    """The plan has a scheme in which the person has declared a conflict of interest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """What a plan is of; ``place`` ``None`` is the whole country."""

    title: str
    year: int
    tier: str
    place: Unit | None
    is_illustrative: bool = False


@transaction.atomic
def open_plan(facts: PlanFacts, *, by: User, at: datetime) -> Plan:
    """Open a what-if plan with every scheme that asks for its money, all out (lập phương án)."""
    plan = Plan.objects.create(
        title=facts.title,
        year=facts.year,
        tier=facts.tier,
        place=facts.place,
        is_illustrative=facts.is_illustrative,
        created_by=by,
        created_at=at,
    )
    _take_in(plan, by=by)
    return plan


@transaction.atomic
def refresh_plan(plan: Plan, *, by: User) -> int:
    """Take in the schemes that came since (cập nhật danh sách); return how many."""
    return _take_in(_change(plan), by=by)


@transaction.atomic
def copy_plan(plan: Plan, *, title: str, by: User, at: datetime) -> Plan:
    """Copy a plan, decided or not, to try something else (sao chép phương án)."""
    copy = Plan.objects.create(
        title=title,
        year=plan.year,
        tier=plan.tier,
        place=plan.place,
        is_illustrative=plan.is_illustrative,
        created_by=by,
        created_at=at,
    )
    items = list(plan.items.all())
    for item in items:
        item.pk, item.plan = None, copy
    PlanItem.objects.bulk_create(items)
    return copy


@transaction.atomic
def move(item: PlanItem, *, is_included: bool, by: User) -> PlanItem:
    """Put a scheme in or out by hand (đưa vào, đưa ra); a proposal then leaves it there."""
    item = _item(item)
    item.is_included, item.is_fixed = is_included, True
    deed = "đưa vào" if is_included else "đưa ra khỏi"
    item.reason = f"{by} đã {deed} phương án."
    item.save(update_fields=["is_included", "is_fixed", "reason"])
    return item


@transaction.atomic
def release(item: PlanItem) -> PlanItem:
    """Let a proposal decide on the scheme again (bỏ giữ)."""
    item = _item(item)
    item.is_fixed, item.reason = False, ""
    item.save(update_fields=["is_fixed", "reason"])
    return item


@transaction.atomic
def revise_item(
    item: PlanItem, *, amounts: Mapping[str, int], grounds: Collection[str] = (), seen: str = ""
) -> PlanItem:
    """Change the đồng by source level of a scheme in the plan, and the grounds confirmed by hand.

    ``seen`` is the fingerprint of what the person saw: raise :class:`PlanChanged` when somebody
    has changed it since.
    """
    item = _item(item)
    if seen and seen != item.fingerprint:
        raise PlanChanged("Kinh phí, diện ưu tiên của đề án này vừa được người khác sửa.")
    for level, name in AMOUNT_FIELDS.items():
        setattr(item, name, amounts.get(level, 0))
    item.grounds = sorted(grounds)
    item.save(update_fields=["grounds", *AMOUNT_FIELDS.values()])
    return item


def propose_plan(plan: Plan, rules: Rules, *, by: User) -> Proposal:
    """Let the optimiser fill the plan (đề xuất phương án); schemes put by hand stay.

    Where the rules cannot be met the plan stays as it was and says why.  The solver takes seconds
    in which others may go on: raise :class:`PlanChanged` when they did.
    """
    with transaction.atomic():
        plan = _open(plan)
    refuse_conflict(plan, by)
    items = queries.listed(plan, by)
    cells = queries.cells_of([item.scheme_id for item in items], year=plan.year)
    candidates = queries.candidates_of(plan, items, cells)
    proposal = propose(candidates, queries.left_for(plan), rules)
    with transaction.atomic():
        _fill(_change(plan, seen=plan.version), items, proposal)
    return proposal


def _fill(plan: Plan, items: Collection[PlanItem], proposal: Proposal) -> None:
    plan.remarks = "\n".join(proposal.problems or ([] if proposal.is_proven else [_UNPROVEN]))
    plan.save(update_fields=["remarks"])
    if proposal.problems:
        return
    for item in items:
        verdict = proposal.verdicts[str(item.scheme_id)]
        item.is_included = verdict.is_included
        if not item.is_fixed:  # who put it there by hand stays written
            item.reason = verdict.reason
    PlanItem.objects.bulk_update(items, ["is_included", "reason"], batch_size=500)


def refuse_conflict(plan: Plan, by: User) -> None:
    """Raise :class:`ConflictOfInterest` where *by* must not weigh the plan's schemes."""
    if queries.hides_some(plan, by):
        raise ConflictOfInterest(
            "Phương án có đề án mà bạn đã khai báo xung đột lợi ích: người khác phải đề xuất, "
            "quyết định phương án này."
        )


def _open(plan: Plan) -> Plan:
    """Lock the plan; raise :class:`PlanDecided`."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("place").get(pk=plan.pk)
    if PlanEdition.objects.filter(plan=plan).exists():
        raise PlanDecided("Phương án này đã được quyết định nên không thay đổi nữa.")
    return plan


def _change(plan: Plan, *, seen: int | None = None) -> Plan:
    """Lock the plan and count a change; raise :class:`PlanChanged` where it is not as *seen*."""
    plan = _open(plan)
    if seen is not None and seen != plan.version:
        raise PlanChanged(
            "Phương án vừa được người khác thay đổi sau khi bạn mở trang; hãy xem lại rồi làm lại."
        )
    plan.version += 1
    plan.save(update_fields=["version"])
    return plan


def _item(item: PlanItem) -> PlanItem:
    _change(item.plan)
    return PlanItem.objects.select_for_update(of=("self",)).get(pk=item.pk)


def _take_in(plan: Plan, *, by: User) -> int:
    known = set(plan.items.values_list("scheme_id", flat=True))
    schemes = [one for one in queries.schemes_open_to(plan, by) if one.pk not in known]
    cells = queries.cells_of([scheme.pk for scheme in schemes], year=plan.year)
    items = []
    for scheme in schemes:
        asked = dict.fromkeys(AMOUNT_FIELDS.values(), 0)
        for cell in cells.get(scheme.pk, ()):
            asked[AMOUNT_FIELDS[cell.level]] += cell.amount_vnd  # type: ignore[index]  # a level
        items.append(PlanItem(plan=plan, scheme=scheme, **asked))
    PlanItem.objects.bulk_create(items)
    return len(items)

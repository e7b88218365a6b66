"""Making a plan, submitting it, and what its approval does to the scheme's lines and money."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.dossiers.queries import Missing
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.queries import in_disadvantaged_area
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Kind, Level, Nature
from khuyencong.lib.vietnamese import lower_first
from khuyencong.planning.queries import apportion
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision, LineFacts
from khuyencong.schemes.models import Beneficiary, Form, Line, Scheme

from . import queries
from .lifecycle import EDITABLE, LIFECYCLE, OPENED, State
from .models import GroupPlan, PartPaper, PlanPart, PlanStep
from .queries import Source


class PlanRefused(Exception):
    """The plan cannot be made, changed or decided so; the message is a Vietnamese sentence."""


class PlanNotReady(PlanRefused):
    """The plan lacks something; ``missing`` says what and where it is put right."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__(" ".join(one.sentence for one in missing))


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFacts:
    """A beneficiary with its money in đồng; ``papers`` tells by the requirement's id who keeps."""

    establishment: Establishment
    item: str
    place: str
    support_vnd: int
    counterpart_vnd: int = 0
    papers: Mapping[int, str] = field(default_factory=dict)


@transaction.atomic
def open_plan(scheme: Scheme, *, by: User, at: datetime) -> GroupPlan:
    """Begin the plan of a group scheme (lập kế hoạch theo Mẫu số 11), or return the one begun.

    The establishments whose needs the scheme was made from stand in it already, with equal shares.
    Raise :class:`PlanRefused` where nothing waits for a beneficiary.
    """
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    found = scheme.group_plans.exclude(state=State.APPROVED).first()
    if found is not None:
        return found
    if scheme.form != Form.GROUP or scheme.state not in queries.OPEN_TO_PLANS:
        raise PlanRefused("Chỉ đề án lập theo nhóm, đã giao kế hoạch và chưa nghiệm thu mới lập.")
    waiting = list(queries.unnamed_lines(scheme))
    if not waiting:
        raise PlanRefused("Mọi dòng nội dung của đề án đều đã có đơn vị thụ hưởng.")
    plan = GroupPlan.objects.create(
        scheme=scheme, number=scheme.group_plans.count() + 1, opened_by=by, opened_at=at
    )
    _step(plan, OPENED, State.DRAFT, by=by, at=at)
    for line in waiting:
        _suggest(plan, line)
    return plan


def _suggest(plan: GroupPlan, line: Line) -> None:
    needs = {need.establishment_id: need for need in queries.asked_for(line)}
    shares = [1] * len(needs)
    if not shares:
        return
    given = apportion(sum(queries.allocated_of(line).values()), shares)
    own = apportion(queries.counterpart_of(line), shares)
    PlanPart.objects.bulk_create(
        PlanPart(
            plan=plan,
            line=line,
            establishment_id=establishment,
            item=need.item,
            support_vnd=support,
            counterpart_vnd=counterpart,
        )
        for (establishment, need), support, counterpart in zip(
            needs.items(), given, own, strict=True
        )
        if establishment is not None and support
    )


@transaction.atomic
def put_part(
    plan: GroupPlan, line: Line, facts: PartFacts, *, part: PlanPart | None = None
) -> PlanPart:
    """Name a beneficiary for a line, or change it (ghi đơn vị thụ hưởng).

    Raise :class:`PlanRefused` once the plan is submitted, or where the line names it already.
    """
    plan = _lock_editable(plan)
    same = PlanPart.objects.filter(plan=plan, line=line, establishment=facts.establishment)
    if any(one != part for one in same):
        raise PlanRefused(f"Kế hoạch đã có {facts.establishment.name} ở dòng này.")
    if part is None:
        part = PlanPart(plan=plan, line=line)
    part.establishment, part.item, part.place = facts.establishment, facts.item, facts.place
    part.support_vnd, part.counterpart_vnd = facts.support_vnd, facts.counterpart_vnd
    part.save()
    part.papers.all().delete()
    PartPaper.objects.bulk_create(
        PartPaper(part=part, requirement_id=requirement, told=told)
        for requirement, told in facts.papers.items()
        if told
    )
    return part


@transaction.atomic
def drop_part(part: PlanPart) -> None:
    """Take a beneficiary out of the plan (bỏ đơn vị thụ hưởng); raise :class:`PlanRefused`."""
    _lock_editable(part.plan)
    part.delete()


@transaction.atomic
def submit(plan: GroupPlan, *, by: User, at: datetime, note: str = "") -> PlanStep:
    """Submit the plan to the department (trình Sở phê duyệt, khoản 3 Điều 23 TT 36/2013).

    Raise ``StepNotAllowed`` or :class:`PlanNotReady`.
    """
    plan = _lock(plan)
    target = LIFECYCLE.target("submit", state=plan.state)
    _refuse_if(queries.missing_for_submission(plan, on=timezone.localdate(at)))
    return _step(plan, "submit", target, by=by, at=at, note=note)


@transaction.atomic
def send_back(plan: GroupPlan, *, by: User, at: datetime, note: str) -> PlanStep:
    """Return the plan to be completed (trả lại).

    Raise ``StepNotAllowed``, or :class:`PlanRefused` without a reason.
    """
    plan = _lock(plan)
    target = LIFECYCLE.target("return", state=plan.state)
    if not note.strip():
        raise PlanRefused("Trả lại để hoàn thiện phải ghi rõ lý do.")
    return _step(plan, "return", target, by=by, at=at, note=note)


@transaction.atomic
def approve(
    plan: GroupPlan, decision: Decision, *, by: User, at: datetime, note: str = ""
) -> GroupPlan:
    """Approve the plan (phê duyệt kế hoạch, điểm a khoản 2 Điều 21 TT 36/2013): all or nothing.

    The lines get their beneficiaries; a line of several is split, with its money.  Raise
    ``StepNotAllowed``, :class:`PlanRefused`, or a ``Refused`` of the ledger.
    """
    plan = _lock(plan)
    target = LIFECYCLE.target("approve", state=plan.state)
    _refuse_if(queries.missing_for_submission(plan, on=timezone.localdate(at)))
    if decision.date > timezone.localdate(at):
        raise PlanRefused("Ngày quyết định không được sau hôm nay.")
    by_line: dict[int, list[PlanPart]] = defaultdict(list)
    for part in plan.parts.select_related("establishment__commune"):
        by_line[part.line_id].append(part)
    for line in queries.unnamed_lines(plan.scheme):
        if by_line[line.pk]:
            _Naming(plan, line, by_line[line.pk], decision, by=by, at=at).run()
    plan.decided_by, plan.decided_at = by, at
    plan.decision_number, plan.decision_date = decision.number, decision.date
    _step(plan, "approve", target, by=by, at=at, note=note)
    return plan


@dataclass(slots=True)
class _Naming:
    """One line on its way to its beneficiaries; the caller holds the lock on the scheme."""

    plan: GroupPlan
    line: Line
    parts: Sequence[PlanPart]
    decision: Decision
    by: User = field(kw_only=True)
    at: datetime = field(kw_only=True)

    def run(self) -> None:
        """The line itself goes to the first, or keeps what no part was given."""
        given = queries.allocated_of(self.line)
        shares = self._shares(given, [part.support_vnd for part in self.parts])
        left = shares.pop()
        if sum(left.values()):
            stays, new = left, list(zip(self.parts, shares, strict=True))
        else:
            stays, new = shares[0], list(zip(self.parts[1:], shares[1:], strict=True))
        asked = queries.registered_of(self.line)
        weights = [sum(stays.values()), *(sum(share.values()) for _, share in new)]
        registered = [
            dict(zip(asked, column, strict=True))
            for column in zip(
                *(apportion(amount, weights) for amount in asked.values()), strict=True
            )
        ] or [{} for _ in weights]
        if new:
            self._keep(Nature.ALLOCATED, stays)
            self._keep(Nature.REGISTERED, registered[0])
        if not sum(left.values()):
            self._name(self.parts[0])
        for (part, share), wanted in zip(new, registered[1:], strict=True):
            self._add(part, share, wanted)

    def _shares(
        self, given: Mapping[Source, int], wanted: Sequence[int]
    ) -> list[dict[Source, int]]:
        """What each part takes of every source, and last what is left, in đồng."""
        left, shares = dict(given), []
        for amount in wanted:
            share = dict(zip(left, apportion(amount, list(left.values())), strict=True))
            left = {source: left[source] - taken for source, taken in share.items()}
            shares.append(share)
        return [*shares, left]

    def _keep(self, nature: str, amounts: Mapping[Source, int]) -> None:
        for source, amount in amounts.items():
            self._replace(nature, source, amount)

    def _replace(self, nature: str, source: Source, amount: int) -> None:
        posting = self._posting(nature, source, amount)
        funding.replace(self.line.account, posting, by=self.by, at=self.at)

    def _name(self, part: PlanPart) -> None:
        """Give the line itself to the beneficiary, with its own counterpart."""
        self.line.beneficiary = Beneficiary.objects.get_or_create(
            scheme=self.plan.scheme,
            establishment=part.establishment,
            defaults={"in_disadvantaged_area": self._area(part)},
        )[0]
        self.line.item, self.line.place = part.item or self.line.item, part.place
        self.line.save(update_fields=["beneficiary", "item", "place"])
        self._replace(Nature.ALLOCATED, _COUNTERPART, part.counterpart_vnd)

    def _add(
        self, part: PlanPart, share: Mapping[Source, int], registered: Mapping[Source, int]
    ) -> None:
        amounts = {
            Nature.REGISTERED: registered,
            Nature.ALLOCATED: {**share, _COUNTERPART: part.counterpart_vnd},
        }
        facts = LineFacts(
            year=self.line.account.year,
            content=self.line.content,
            establishment=part.establishment,
            in_disadvantaged_area=self._area(part),
            sub_content=self.line.sub_content,
            item=part.item or self.line.item,
            dated_on=self.line.account.dated_on,
            postings=tuple(
                self._posting(nature, source, amount)
                for nature, sources in amounts.items()
                for source, amount in sources.items()
                if amount
            ),
        )
        (line,) = schemes.add_lines(self.plan.scheme, [facts], by=self.by, at=self.at)
        if part.place:
            line.place = part.place
            line.save(update_fields=["place"])

    def _posting(self, nature: str, source: Source, amount: int) -> Posting:
        kind, level = source
        return Posting(
            amount, nature, kind, level, booked_on=self.decision.date, document=self.decision.number
        )

    def _area(self, part: PlanPart) -> bool | None:
        on = self.plan.scheme.dated_on or self.decision.date
        return in_disadvantaged_area(part.establishment, on=on)


_COUNTERPART: Source = (Kind.COUNTERPART, Level.NONE)


def _lock(plan: GroupPlan) -> GroupPlan:
    """Lock the scheme, then the plan: everybody in that order."""
    Scheme.objects.select_for_update(of=("self",)).get(pk=plan.scheme_id)
    rows = GroupPlan.objects.select_for_update(of=("self",))
    return rows.select_related("scheme__province").get(pk=plan.pk)


def _lock_editable(plan: GroupPlan) -> GroupPlan:
    plan = _lock(plan)
    if plan.state not in EDITABLE:
        raise PlanRefused(f"Kế hoạch này {lower_first(plan.get_state_display())}, không sửa được.")
    return plan


def _refuse_if(missing: Sequence[Missing]) -> None:
    if missing:
        raise PlanNotReady(missing)


def _step(
    plan: GroupPlan, name: str, to_state: str, *, by: User, at: datetime, note: str = ""
) -> PlanStep:
    taken = PlanStep.objects.create(
        plan=plan,
        number=plan.history.count() + 1,
        name=name,
        to_state=to_state,
        by=by,
        at=at,
        note=note.strip(),
    )
    plan.state = to_state
    plan.save()
    return taken

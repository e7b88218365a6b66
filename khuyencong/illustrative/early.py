"""What goes on in these weeks, done by the day-to-day actions as an officer would do it.

Needs that nobody has answered, appraisals with opinions open and locked, a plan that names who
benefits of a group, changes to decide, a plan being weighed: each waits for somebody.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from khuyencong.adjustments import actions as adjustments
from khuyencong.adjustments.models import Kind
from khuyencong.adjustments.queries import Value
from khuyencong.appraisals import actions as appraisals
from khuyencong.appraisals.lifecycle import Level
from khuyencong.appraisals.models import Appraisal, Council, Seat, Verdict
from khuyencong.dossiers.actions import NeedFacts
from khuyencong.dossiers.actions.history import PastNeed, record_needs
from khuyencong.dossiers.models import HeardFrom
from khuyencong.group_plans import actions as group_plans
from khuyencong.group_plans.queries import papers_asked
from khuyencong.lib.days import show_day
from khuyencong.lib.working_days import last_working_day, next_working_day
from khuyencong.planning import actions as planning
from khuyencong.planning.optimiser import Rules
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Tier

from .ground import Ground, Member, seeded
from .people import expert_of
from .plan import Asking
from .recorded import Recorded
from .standing import year_asked_for
from .timetable import moment

_LATER = timedelta(days=40)


def record_early(ground: Ground, members: Sequence[Member], recorded: Sequence[Recorded]) -> None:
    """Do what goes on with the schemes that stand at a step, and around them."""
    early = {one.life.standing.batch.code: one for one in recorded if one.life.standing}
    if not early:
        return
    _record_needs(ground, members, early)
    council = _set_up_council(ground)
    for one in early.values():
        deed = one.life.standing.batch.opens if one.life.standing else ""
        if deed in _BY_COUNCIL:
            _BY_COUNCIL[deed](ground, one, council)
        elif deed:
            _DEEDS[deed](ground, one)
    _weigh_plan(ground)


def _at(ground: Ground, days_ago: int, hour: int) -> datetime:
    """An hour of the working day that came so long before today, or just before that."""
    return moment(last_working_day(ground.today - timedelta(days=days_ago)), hour)


def _record_needs(ground: Ground, members: Sequence[Member], early: Mapping[str, Recorded]) -> None:
    record_needs(
        [
            PastNeed(
                facts=_need(ground, members, asking, early.get(asking.batch)),
                scheme=early[asking.batch].scheme if asking.batch else None,
                by=ground.people.centre,
                at=moment(_asked_on(ground, asking, early.get(asking.batch)), 10),
            )
            for asking in ground.term.askings
        ]
    )


def _asked_on(ground: Ground, asking: Asking, one: Recorded | None) -> date:
    if one is not None:
        return one.life.preparation.asked
    ago = seeded(ground.term.code, "asking", str(asking.establishment)).randint(2, 12)
    return last_working_day(ground.today - timedelta(days=ago))


def _need(
    ground: Ground, members: Sequence[Member], asking: Asking, one: Recorded | None
) -> NeedFacts:
    member = members[asking.establishment - 1]
    establishment, machine = member.establishment, member.activity.machine
    return NeedFacts(
        commune=establishment.commune,  # type: ignore[arg-type]  # every one of the register has one
        name=establishment.name,
        establishment=establishment,
        content=asking.content,
        item=asking.item or machine[:1].upper() + machine[1:],
        investment_vnd=asking.investment_vnd,
        year=one.scheme.start_year if one else year_asked_for(ground.today),
        quarter=2,
        heard_from=HeardFrom.COMMUNE,
        is_illustrative=True,
    )


def _set_up_council(ground: Ground) -> Council:
    people, at = ground.people, _at(ground, 9, 9)
    council = appraisals.set_up(
        appraisals.CouncilFacts(
            level=Level.BASE,
            province=ground.province,
            name=f"Hội đồng thẩm định đề án khuyến công {ground.province.name} (minh họa)",
            decision_number="86/QĐ-SCT (minh họa)",
            decision_date=at.date(),
            chair=people.leader,
        ),
        by=people.officer,
        at=at,
    )
    appraisals.seat(council, people.officer, as_=Seat.SECRETARY, by=people.officer, at=at)
    expert = expert_of(ground.province)
    appraisals.seat(council, expert, as_=Seat.MEMBER, by=people.officer, at=at)
    return council


def _by_staff(ground: Ground, one: Recorded) -> None:
    appraisals.open_appraisal(one.scheme, by=ground.people.officer, at=_at(ground, 2, 9))


def _by_council(ground: Ground, one: Recorded, council: Council) -> None:
    """The secretary has locked an opinion, the expert is still writing."""
    people = ground.people
    appraisal = _open(ground, one, council)
    said = appraisals.OpinionFacts(
        score=one.life.score,
        support_vnd=sum(line.support_vnd for line in one.life.lines),
        text="Hồ sơ đầy đủ, thiết bị phù hợp; đề nghị chấp thuận (minh họa).",
        points=_met(ground, appraisal),
    )
    opinion = appraisals.save_opinion(appraisal, said, by=people.officer, at=_at(ground, 1, 10))
    appraisals.lock_opinion(opinion, at=_at(ground, 1, 11))
    begun = appraisals.OpinionFacts(text="Cần xem thêm báo giá của thiết bị (minh họa).")
    expert = expert_of(ground.province)
    appraisals.save_opinion(appraisal, begun, by=expert, at=_at(ground, 1, 15))


def _with_recusal(ground: Ground, one: Recorded, council: Council) -> None:
    """The expert has an interest in it, so that it is not there for the expert."""
    schemes.recuse(
        one.scheme,
        person=expert_of(ground.province),
        reason="Đang tư vấn thiết bị cho một cơ sở của đề án (minh họa).",
        at=_at(ground, 2, 9),
    )
    _open(ground, one, council)


def _open(ground: Ground, one: Recorded, council: Council) -> Appraisal:
    officer, at = ground.people.officer, _at(ground, 2, 10)
    return appraisals.open_appraisal(one.scheme, council=council, by=officer, at=at)


def _at_ministry(ground: Ground, one: Recorded) -> None:
    """The officer of Cục has begun an opinion."""
    cuc = ground.people.cuc
    appraisal = appraisals.open_appraisal(one.scheme, by=cuc, at=_at(ground, 2, 9))
    begun = appraisals.OpinionFacts(
        text="Đề nghị Sở làm rõ tiêu chí chọn cơ sở thụ hưởng (minh họa).",
    )
    appraisals.save_opinion(appraisal, begun, by=cuc, at=_at(ground, 1, 10))


def _met(ground: Ground, appraisal: Appraisal) -> dict[int, appraisals.PointFacts]:
    points = ground.law.points_on(appraisal.law_on)
    return {point.pk: appraisals.PointFacts(Verdict.MET) for point in points}


def _name_beneficiaries(ground: Ground, one: Recorded) -> None:
    """The establishments that asked share the money; the plan waits for the department."""
    centre, at = ground.people.centre, _at(ground, 4, 9)
    plan = group_plans.open_plan(one.scheme, by=centre, at=at)
    kept = dict.fromkeys(
        (paper.pk for paper in papers_asked(one.scheme, on=at.date())),
        "Lưu tại Trung tâm Khuyến công (minh họa)",
    )
    for part in plan.parts.select_related("line", "establishment"):
        facts = group_plans.PartFacts(
            establishment=part.establishment,
            item=part.item,
            place="",
            support_vnd=part.support_vnd,
            counterpart_vnd=part.counterpart_vnd,
            papers=kept,
        )
        group_plans.put_part(plan, part.line, facts, part=part)
    group_plans.submit(plan, by=centre, at=_at(ground, 2, 14))


def _ask_for_time(ground: Ground, one: Recorded) -> None:
    ends_on = one.life.standing.ends_on if one.life.standing else ground.today
    new = next_working_day(max(ends_on, ground.today) + _LATER)
    _ask(
        ground,
        one,
        "Nhà cung cấp báo giao thiết bị chậm, không kịp thời hạn hợp đồng (minh họa).",
        (Kind.END_DATE, Value(new.isoformat(), show_day(new)), None),
    )


def _ask_for_equipment(ground: Ground, one: Recorded) -> None:
    new = f"{one.lines[0].item}, loại công suất lớn"
    _ask(
        ground,
        one,
        "Cơ sở chọn thiết bị công suất lớn hơn, phần tăng thêm tự chi (minh họa).",
        (Kind.EQUIPMENT, Value(new, new), one.lines[0]),
    )


def _ask(
    ground: Ground, one: Recorded, reason: str, change: tuple[Kind, Value, object | None]
) -> None:
    """Write a change request and submit it; a national one with the department's word."""
    centre = ground.people.centre
    opened = _at(ground, 4, 9)
    request = adjustments.open_request(one.scheme, reason=reason, by=centre, at=opened)
    kind, new, line = change
    adjustments.put_change(request, kind, new, line=line)  # type: ignore[arg-type]  # a line of it
    paper = adjustments.PaperFacts(
        title="Văn bản xác nhận của Sở Công Thương (minh họa)",
        number=f"{one.life.short}/SCT-KC",
        dated_on=opened.date(),
        is_endorsement=True,
    )
    adjustments.hand_in(request, paper, by=centre, at=opened)
    adjustments.submit(request, by=centre, at=_at(ground, 2, 14))


_DEEDS: Mapping[str, Callable[[Ground, Recorded], None]] = {
    "staff": _by_staff,
    "ministry": _at_ministry,
    "group_plan": _name_beneficiaries,
    "end_date": _ask_for_time,
    "equipment": _ask_for_equipment,
}
_BY_COUNCIL: Mapping[str, Callable[[Ground, Recorded, Council], None]] = {
    "council": _by_council,
    "recusal": _with_recusal,
}
"""The deeds of ``opens`` in ``data/early.tsv``."""


def _weigh_plan(ground: Ground) -> None:
    """A plan of the province for the next year, as proposed within its envelope."""
    officer = ground.people.officer
    facts = planning.PlanFacts(
        title="Dự kiến đợt 1 (minh họa)",
        year=ground.today.year + 1,
        tier=Tier.PROVINCE,
        place=ground.province,
        is_illustrative=True,
    )
    plan = planning.open_plan(facts, by=officer, at=_at(ground, 1, 9))
    planning.propose_plan(plan, Rules(), by=officer)

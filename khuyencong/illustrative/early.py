"""What goes on in these weeks; what is still open is done by the day-to-day actions.

Needs that nobody has answered, appraisals with opinions open and locked, a plan that names who
benefits of a group, changes to decide, a plan being weighed: each waits for somebody.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from khuyencong.adjustments import actions as adjustments
from khuyencong.adjustments.models import Kind
from khuyencong.adjustments.queries import Value
from khuyencong.appraisals import actions as appraisals
from khuyencong.appraisals.actions.history import PastAppraisal, PastOpinion, record_appraisals
from khuyencong.appraisals.lifecycle import Level
from khuyencong.appraisals.models import Council, Seat, Verdict
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
    _appraise(ground, early, _set_up_council(ground))
    for one in early.values():
        if deed := _DEEDS.get(_opens(one)):
            deed(ground, one)
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


def _appraise(ground: Ground, early: Mapping[str, Recorded], council: Council) -> None:
    """Appraisals under way: what is locked is past and stands, one opinion is being written.

    The expert has an interest in a scheme, which is therefore not there for the expert.
    """
    under_way = [one for one in early.values() if _opens(one) in _APPRAISED]
    for one in under_way:
        if _opens(one) == "recusal":
            reason = "Đang tư vấn thiết bị cho một cơ sở của đề án (minh họa)."
            person, at = expert_of(ground.province), _at(ground, 2, 9)
            schemes.recuse(one.scheme, person=person, reason=reason, at=at)
    held = record_appraisals([_held(ground, one, council) for one in under_way])
    for appraisal, one in zip(held, under_way, strict=True):
        if text := _APPRAISED[_opens(one)]:
            writer = ground.people.leader if appraisal.council else ground.people.cuc
            begun = appraisals.OpinionFacts(text=text)
            appraisals.save_opinion(appraisal, begun, by=writer, at=_at(ground, 1, 15))


_APPRAISED: Mapping[str, str] = {
    "staff": "",
    "council": "Cần xem thêm báo giá của thiết bị (minh họa).",
    "recusal": "",
    "ministry": "Đề nghị Sở làm rõ tiêu chí chọn cơ sở thụ hưởng (minh họa).",
}
"""The deeds that are appraisals, with the opinion that somebody has begun in each, if any."""


def _opens(one: Recorded) -> str:
    """The deed that is going on with the scheme, as ``data/early.tsv`` says."""
    return one.life.standing.batch.opens if one.life.standing else ""


def _held(ground: Ground, one: Recorded, council: Council) -> PastAppraisal:
    people, deed, at = ground.people, _opens(one), _at(ground, 2, 10)
    members = {"council": 2, "recusal": 1}.get(deed, 0)
    sitting = [(Seat.SECRETARY, people.officer), (Seat.MEMBER, expert_of(ground.province))]
    return PastAppraisal(
        scheme=one.scheme,
        level=Level.MINISTRY if deed == "ministry" else Level.BASE,
        round=1,
        law_on=at.date(),
        by=people.cuc if deed == "ministry" else people.officer,
        at=at,
        council=council if members else None,
        opinions=[
            PastOpinion(
                person=person,
                seat=seat,
                score=one.life.score,
                support_vnd=sum(line.support_vnd for line in one.life.lines),
                text="Hồ sơ đầy đủ, thiết bị phù hợp; đề nghị chấp thuận (minh họa).",
                at=_at(ground, 1, 10),
                points=[
                    (point, appraisals.PointFacts(Verdict.MET))
                    for point in ground.law.points_on(at.date())
                ],
            )
            for seat, person in sitting[:members]
        ],
    )


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
    "group_plan": _name_beneficiaries,
    "end_date": _ask_for_time,
    "equipment": _ask_for_equipment,
}
"""The other deeds of ``opens``."""


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

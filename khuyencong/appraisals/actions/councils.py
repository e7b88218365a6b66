"""A council by its decision, and who sits in it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.appraisals.lifecycle import Level
from khuyencong.appraisals.models import Council, Member, Opinion, Seat
from khuyencong.places.models import Unit


class CouncilRefused(Exception):
    """The council cannot be so; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilFacts:
    """The decision that sets a council up; ``province`` is ``None`` for the Ministry's."""

    level: str
    province: Unit | None
    name: str
    decision_number: str
    decision_date: date
    chair: User


@transaction.atomic
def set_up(facts: CouncilFacts, *, by: User, at: datetime) -> Council:
    """Record a council and its chair (lập hội đồng thẩm định, TT 36/2013 Điều 8).

    Raise :class:`CouncilRefused` where the decision has been recorded already.
    """
    province = facts.province if facts.level == Level.BASE else None
    council, is_new = Council.objects.get_or_create(
        level=facts.level,
        province=province,
        decision_number=facts.decision_number,
        decision_date=facts.decision_date,
        defaults={"name": facts.name, "recorded_by": by, "recorded_at": at},
    )
    if not is_new:
        raise CouncilRefused("Quyết định này đã được ghi cho một hội đồng.")
    seat(council, facts.chair, as_=Seat.CHAIR, by=by, at=at)
    return council


@transaction.atomic
def seat(council: Council, person: User, *, as_: str, by: User, at: datetime) -> Member:
    """Give a person a seat (bổ sung thành viên hội đồng); raise :class:`CouncilRefused`.

    One person has one seat, and the council one chair.
    """
    council = Council.objects.select_for_update(of=("self",)).get(pk=council.pk)
    sitting = Member.objects.sitting().filter(council=council)
    if sitting.filter(person=person).exists():
        raise CouncilRefused(f"{person} đã là thành viên hội đồng.")
    if as_ == Seat.CHAIR and sitting.filter(seat=Seat.CHAIR).exists():
        raise CouncilRefused("Hội đồng đã có chủ tịch.")
    return Member.objects.create(
        council=council, person=person, seat=as_, joined_at=at, joined_by=by
    )


@transaction.atomic
def dismiss(member: Member, *, by: User, at: datetime) -> Member:
    """End a membership (thôi tham gia hội đồng); the record stays.

    Raise :class:`CouncilRefused` for one who left, and for one whose locked opinion still waits
    for a conclusion.
    """
    Council.objects.select_for_update(of=("self",)).get(pk=member.council_id)
    member = Member.objects.get(pk=member.pk)
    if member.left_at is not None:
        raise CouncilRefused("Người này đã thôi tham gia hội đồng.")
    waiting = Opinion.objects.locked().filter(
        person=member.person_id,
        appraisal__council=member.council_id,
        appraisal__conclusion__isnull=True,
    )
    if waiting.exists():
        raise CouncilRefused(
            "Người này đã khóa ý kiến ở một đề án chưa kết luận nên chưa thôi tham gia được."
        )
    member.left_at, member.left_by = at, by
    member.save(update_fields=["left_at", "left_by"])
    return member

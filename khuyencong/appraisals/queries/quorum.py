"""Whether enough opinions are locked to conclude, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.appraisals.lifecycle import Outcome
from khuyencong.appraisals.models import Appraisal, Council, Member, Opinion, QuorumRule, Seat

from .reading import is_recused, opinion_of, opinions_of, points_for

NO_RULE = "Chưa có quy định về số ý kiến tối thiểu nên cần đủ ý kiến của mọi thành viên."


@dataclass(frozen=True, slots=True)
class Tally:
    """The opinions that count against those needed.

    ``members`` are those who sit in the council and have no conflict of interest; empty without a
    council, where one opinion of the staff is enough.
    """

    opinions: Sequence[Opinion]
    members: Sequence[Member]
    required_count: int
    why: str

    def seat_of(self, user: User) -> str:
        """What the person is in the council; empty for no member."""
        return next((one.seat for one in self.members if one.person_id == user.pk), "")

    @property
    def score_sum(self) -> int:
        return sum(one.score or 0 for one in self.opinions)

    @property
    def average_score(self) -> Fraction | None:
        """Exact; ``None`` where nobody has locked an opinion."""
        return Fraction(self.score_sum, len(self.opinions)) if self.opinions else None

    @property
    def is_quorate(self) -> bool:
        return len(self.opinions) >= self.required_count


def quorum_rule(council: Council, *, on: date) -> QuorumRule | None:
    """The rule of the council's province that day, else the general one, else ``None``."""
    rows = QuorumRule.objects.filter(
        Q(province__isnull=True) | Q(province=council.province_id),
        Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        level=council.level,
        valid_from__lte=on,
    )
    return max(rows, key=lambda row: (row.province_id is not None, row.valid_from), default=None)


def tally_of(appraisal: Appraisal, opinions: Sequence[Opinion]) -> Tally:
    """Count the locked opinions, those that :func:`opinions_of` reads, of who still sits."""
    if appraisal.council is None:
        return Tally(opinions, (), 1, "Bộ máy giúp việc thẩm định: cần ít nhất một ý kiến đã khóa.")
    members = list(
        Member.objects.sitting()
        .filter(council=appraisal.council)
        .exclude(person__recusals__scheme=appraisal.scheme_id)
        .select_related("person")
        .order_by("pk")
    )
    sitting = {member.person_id for member in members}
    counted = [one for one in opinions if one.person_id in sitting]
    rule = quorum_rule(appraisal.council, on=appraisal.law_on)
    if rule is None:
        return Tally(counted, members, max(len(members), 1), NO_RULE)
    required = max(rule.of(len(members)), 1)
    return Tally(counted, members, required, f"Cần ý kiến của {rule} ({rule.basis}).")


def missing_for_lock(opinion: Opinion) -> list[str]:
    """What the opinion lacks before it can be locked, sentence by sentence."""
    said = {one.point_id: one for one in opinion.points.all()}
    points = points_for(opinion.appraisal)
    missing = [] if points else ["Chưa nạp quy định về nội dung thẩm định."]
    for point in points:
        one = said.get(point.pk)
        if one is None or not one.verdict:
            missing.append(f"Chưa đánh giá nội dung {point.number} «{point.name}».")
        elif one.verdict != "met" and not one.text:
            missing.append(f"Nội dung {point.number} «{point.name}» phải ghi nhận xét.")
    if opinion.score is None:
        missing.append("Chưa cho điểm.")
    if opinion.support_vnd is None:
        missing.append("Chưa ghi mức hỗ trợ đề xuất.")
    return missing


def missing_for_conclusion(appraisal: Appraisal, outcome: str, user: User) -> list[str]:
    """What is missing before *user* may conclude so, sentence by sentence."""
    if is_recused(appraisal.scheme, user):
        return ["Bạn đã khai báo xung đột lợi ích ở đề án này."]
    tally = tally_of(appraisal, opinions_of(appraisal))
    if appraisal.council is None:
        return _of_staff(tally, appraisal, outcome, user)
    missing = []
    if not any(one.person_id == user.pk and one.seat == Seat.CHAIR for one in tally.members):
        missing.append("Chỉ chủ tịch hội đồng kết luận.")
    if not any(one.person_id == user.pk for one in tally.opinions):
        missing.append("Người kết luận chưa khóa ý kiến của mình.")
    if not tally.is_quorate:
        missing.append(
            f"Mới có {len(tally.opinions)} ý kiến đã khóa, cần {tally.required_count}. {tally.why}"
        )
    return missing


def _of_staff(tally: Tally, appraisal: Appraisal, outcome: str, user: User) -> list[str]:
    if outcome == Outcome.RETURN:
        return []  # a dossier that lacks papers goes back without judging its points
    if not tally.is_quorate:
        return ["Chưa có ý kiến thẩm định nào đã khóa."]
    own = opinion_of(appraisal, user)
    if own is not None and own.locked_at is None:
        return ["Ý kiến của bạn còn là bản nháp: hãy khóa trước khi kết luận."]
    return []

"""Changes approved on a few of the schemes: a later end, other equipment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from khuyencong.accounts.models import User
from khuyencong.adjustments.actions import PaperFacts
from khuyencong.adjustments.actions.history import PastChange, PastRequest, record_requests
from khuyencong.adjustments.models import Kind
from khuyencong.adjustments.queries import Value, told
from khuyencong.lib.working_days import next_working_day
from khuyencong.planning.actions.history import PastEdition, PastRow, record_editions
from khuyencong.planning.models import PlanEdition, RowKind
from khuyencong.regulations.models import AdjustmentDecider, AppliesTo
from khuyencong.regulations.queries import Decision as Answer
from khuyencong.regulations.queries import decider_for
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Form, Tier

from .ground import Ground, seeded
from .recorded import Recorded
from .timetable import moment

_ONE_IN = 14
_LAW = AdjustmentDecider.Change


@dataclass(frozen=True, slots=True)
class NewEnd:
    """A later end of the work, and the day of the appendix that says so."""

    new: date
    signed_on: date


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A change of a scheme: its days, and what it changes."""

    one: Recorded
    kind: Kind
    opened: date
    decided: date

    @property
    def decision(self) -> Decision:
        """By who decides: of a local scheme whoever gave the plan, above the numbers of plans."""
        is_national = self.one.life.is_national
        issuer, least = ("QĐ-CTĐP", 20) if is_national else ("QĐ-UBND", 2601)
        number = seeded(self.one.scheme.code, "decision").randint(least, least + 380)
        return Decision(f"{number}/{issuer} (minh họa)", self.decided)


def _drawn(one: Recorded, today: date) -> _Drawn | None:
    """The change of a scheme, where it has one that was decided by today."""
    random = seeded(one.scheme.code, "change")
    if (
        one.life.fate
        or one.life.standing
        or random.randrange(_ONE_IN)
        or one.life.accepted.month < 10
    ):
        return None
    kind = Kind.EQUIPMENT if one.lines[0].item and random.randrange(2) else Kind.END_DATE
    year = one.scheme.start_year
    opened = next_working_day(date(year, 8, 20) + timedelta(days=random.randrange(20)))
    decided = next_working_day(opened + timedelta(days=random.randint(9, 24)))
    is_under_way = one.life.delivery.started < opened and one.scheme.end_year == year
    return _Drawn(one, kind, opened, decided) if is_under_way and decided <= today else None


def new_end_of(one: Recorded, today: date) -> NewEnd | None:
    """The later end that an approved change gave a scheme, if one did."""
    drawn = _drawn(one, today)
    if drawn is None or drawn.kind != Kind.END_DATE:
        return None
    signed = next_working_day(drawn.decided + timedelta(days=3))
    return NewEnd(date(one.scheme.start_year, 12, 20), signed) if signed <= today else None


def record_changes(ground: Ground, schemes: Sequence[Recorded]) -> None:
    """Record the approved changes, each with the edition of the plan that notes it."""
    drawn = [found for one in schemes if (found := _drawn(one, ground.today))]
    changes = [_change(found) for found in drawn]
    editions = record_editions(
        [_edition(ground, found, change) for found, change in zip(drawn, changes, strict=True)]
    )
    record_requests(
        [
            _request(ground, found, change, edition)
            for found, change, edition in zip(drawn, changes, editions, strict=True)
        ]
    )


def _change(drawn: _Drawn) -> PastChange:
    if drawn.kind == Kind.EQUIPMENT:
        line = drawn.one.lines[0]
        old = f"{line.item}, loại công suất nhỏ"
        return PastChange(
            kind=drawn.kind, old=Value(old, old), new=Value(line.item, line.item), line=line
        )
    year = drawn.one.scheme.start_year
    return PastChange(
        kind=drawn.kind,
        old=Value(f"{year}-10-31", f"31/10/{year}"),
        new=Value(f"{year}-12-20", f"20/12/{year}"),
    )


def _edition(ground: Ground, drawn: _Drawn, change: PastChange) -> PastEdition:
    scheme = drawn.one.scheme
    label = str(Kind(change.kind).label)
    return PastEdition(
        year=scheme.start_year,
        tier=scheme.tier,
        place=None if scheme.tier == Tier.NATIONAL else ground.province,
        title=f"Điều chỉnh đề án {scheme.code} (lần 1)",
        decision=drawn.decision,
        by=_decider(ground, drawn),
        at=moment(drawn.decided, 15),
        rows=[
            PastRow(
                scheme=scheme,
                kind=RowKind.CHANGED,
                reason=f"{label}: {change.old.text} → {change.new.text}",
            )
        ],
        is_illustrative=True,
    )


def _decider(ground: Ground, drawn: _Drawn) -> User:
    return ground.people.cuc if drawn.one.life.is_national else ground.people.leader


def _request(
    ground: Ground, drawn: _Drawn, change: PastChange, edition: PlanEdition
) -> PastRequest:
    one, people = drawn.one, ground.people
    law = _LAW.TIME if drawn.kind == Kind.END_DATE else _LAW.OTHER
    chain = AppliesTo.NATIONAL if one.life.is_national else AppliesTo.LOCAL
    answer = _answer(law, chain, is_group=one.scheme.form == Form.GROUP)
    submitted = next_working_day(drawn.opened + timedelta(days=2))
    endorsement = PaperFacts(
        title="Văn bản xác nhận của Sở Công Thương (minh họa)",
        number=f"{one.life.short}/SCT-KC",
        dated_on=drawn.opened,
        is_endorsement=True,
    )
    return PastRequest(
        scheme=one.scheme,
        number=1,
        reason=_REASONS[change.kind],
        changes=[change],
        papers=[endorsement],
        decider=answer.decider or "",
        decider_basis=told(answer, one.scheme, on=drawn.decided),
        decision=drawn.decision,
        edition=edition,
        opened_by=people.centre,
        opened_at=moment(drawn.opened),
        submitted_at=moment(submitted),
        decided_by=_decider(ground, drawn),
        decided_at=moment(drawn.decided, 15),
    )


_REASONS: Mapping[str, str] = {
    Kind.END_DATE: "Nhà cung cấp giao thiết bị, vật tư chậm so với hợp đồng (minh họa).",
    Kind.EQUIPMENT: "Cơ sở chọn thiết bị công suất lớn hơn, phần tăng thêm tự chi (minh họa).",
}


@cache
def _answer(law: str, chain: str, *, is_group: bool) -> Answer:
    """Who decides such a change; the rows of the law have been the same since the circular."""
    form = Form.GROUP if is_group else Form.SINGLE
    return decider_for([law], on=date(2016, 1, 1), form=form, chain=chain)

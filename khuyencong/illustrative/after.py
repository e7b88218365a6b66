"""What comes after the plan: contracts, advances, reports, acceptance, settlement, evaluations."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from khuyencong.delivery.actions import (
    AcceptanceFacts,
    AdvanceFacts,
    AppendixFacts,
    ContractFacts,
    EvidenceFacts,
    FigureFacts,
    FollowUpFacts,
    LineProgress,
    ReportFacts,
    SettlementFacts,
    VisitFacts,
    VoucherFacts,
)
from khuyencong.delivery.actions.history import (
    Confirmation,
    Past,
    PastDelivery,
    record_deliveries,
)
from khuyencong.delivery.models import Measure, Round
from khuyencong.funding.models import BUDGETS, Kind
from khuyencong.lib.contents import Content
from khuyencong.regulations.models import EvidenceItem
from khuyencong.schemes.models import Line

from .before import promised_jobs, promised_revenue
from .changes import new_end_of
from .estimates import items_of
from .ground import Ground, seeded
from .lives import LineLife, appendix_of
from .people import People
from .recorded import Recorded, kind_of
from .timetable import first_advance, moment

_CHECKED_AFTER = timedelta(days=3)
_INVESTS_FIRST = (Content.MACHINE, Content.MODEL)


def record_delivery(ground: Ground, schemes: Sequence[Recorded], *, deep_from: int) -> None:
    """Record what was done of the schemes by today; of years before *deep_from* in brief.

    In brief: the last progress report and the last evaluation, no visits, no lists of papers.
    """
    signed = [
        one
        for one in schemes
        if one.lived(one.life.delivery.contracted, ground.today) and not one.life.fate
    ]
    told = [_Telling(ground, one, one.scheme.start_year >= deep_from) for one in signed]
    reports = [pair for one in told for pair in one.reports()]
    record_deliveries(
        PastDelivery(
            contracts=[one.contract() for one in told],
            appendices=[past for one in told for past in one.appendices()],
            advances=[past for one in told for past in one.advances()],
            remaining=[past for one in told for past in one.remaining()],
            reports=[report for report, _ in reports],
            confirmations=[confirmation for _, confirmation in reports],
            visits=[past for one in told for past in one.visits()],
            evidence=[past for one in told for past in one.evidence()],
            acceptances=[past for one in told for past in one.acceptances()],
            vouchers=[past for one in told for past in one.vouchers()],
            settlements=[past for one in told for past in one.settlements()],
            follow_ups=[past for one in told for past in one.follow_ups()],
        )
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """One scheme, told deed by deed; nothing of it lies after today."""

    ground: Ground
    one: Recorded
    is_deep: bool

    @property
    def people(self) -> People:
        return self.ground.people

    def _lived(self, day: date) -> bool:
        return day <= self.ground.today

    def contract(self) -> Past[ContractFacts]:
        life = self.one.life
        days = life.delivery
        facts = ContractFacts(
            number=life.contract,
            signed_on=days.contracted,
            party=self.ground.centre.name,
            starts_on=days.started,
            ends_on=self._end(),
            amounts={},
        )
        return Past(self.one.scheme, facts, self.people.centre, moment(days.contracted, 14))

    def _end(self) -> date:
        """Shortly before the year ends, earlier where an approved change made it later."""
        if self.one.life.standing:
            return self.one.life.standing.ends_on
        if new_end_of(self.one, self.ground.today):
            return date(self.one.scheme.end_year, 10, 31)
        return date(self.one.scheme.end_year, 12, 20)

    def appendices(self) -> Iterator[Past[AppendixFacts]]:
        """The money of later years, and the later end that a change brought."""
        life = self.one.life
        later = {
            own.plan.year: own.days.contracted
            for own in life.lines
            if own.plan.year != life.plan.year and self._lived(own.days.contracted)
        }
        for year, day in sorted(later.items()):
            facts = AppendixFacts(
                number=appendix_of(life, year)[0],
                signed_on=day,
                reason=f"Kinh phí kế hoạch năm {year} (minh họa).",
            )
            yield Past(self.one.scheme, facts, self.people.centre, moment(day, 14))
        if change := new_end_of(self.one, self.ground.today):
            facts = AppendixFacts(
                number="PL-TH",
                signed_on=change.signed_on,
                reason="Gia hạn theo quyết định điều chỉnh (minh họa).",
                ends_on=change.new,
            )
            yield Past(self.one.scheme, facts, self.people.centre, moment(change.signed_on, 15))

    def advances(self) -> Iterator[Past[AdvanceFacts]]:
        for line, own in self._lines("advanced"):
            facts = AdvanceFacts(
                document=f"Ủy nhiệm chi {self.one.life.short}/TU1-{own.number}",
                paid_on=own.days.advanced,
                amounts={},
            )
            yield self._of_line(line, facts, own.days.advanced)

    def remaining(self) -> Iterator[Past[AdvanceFacts]]:
        for line, own in self._lines("paid"):
            facts = AdvanceFacts(
                document=f"Ủy nhiệm chi {self.one.life.short}/TU2-{own.number}",
                paid_on=own.days.paid,
                amounts={},
            )
            yield self._of_line(line, facts, own.days.paid)

    def _lines(self, name: str) -> Iterator[tuple[Line, LineLife]]:
        """The lines whose day of that name has come."""
        return (pair for pair in self.one.pairs if self._lived(getattr(pair[1].days, name)))

    def _of_line(self, line: Line, facts: AdvanceFacts, day: date) -> Past[AdvanceFacts]:
        return Past(self.one.scheme, facts, self.people.accountant, moment(day, 15), line)

    def reports(self) -> Iterator[tuple[Past[ReportFacts], Confirmation | None]]:
        """Monthly reports while the work goes on; of work that is over, the last few."""
        days = list(self._report_days())
        is_over = self._lived(self.one.life.accepted)
        kept = days[-1:] if is_over and not self.is_deep else days[-4:] if is_over else days
        for day in kept:
            if not self._lived(day):
                return
            share = (days.index(day) + 1) * 100 // len(days)
            facts = ReportFacts(
                month=day.replace(day=1),
                lines=[self._progress(line, own, share, day) for line, own in self.one.pairs],
                note="Tiến độ bảo đảm theo hợp đồng (minh họa).",
            )
            yield (
                Past(self.one.scheme, facts, self.people.centre, moment(day, 16)),
                self._confirmation(day),
            )

    def _confirmation(self, day: date) -> Confirmation | None:
        if not self._lived(day + _CHECKED_AFTER):
            return None
        return Confirmation(
            self.people.officer, _CHECKED_AFTER, "Đã kiểm tra, đúng thực tế (minh họa)."
        )

    def _report_days(self) -> Iterator[date]:
        """The first one in a fortnight, then the 20th of each month before the last acceptance."""
        day = self.one.life.delivery.started + timedelta(days=12)
        while day < self.one.life.accepted:
            yield day
            day = (day.replace(day=1) + timedelta(days=32)).replace(day=20)

    def _progress(self, line: Line, own: LineLife, share: int, day: date) -> LineProgress:
        if line.content in _INVESTS_FIRST:
            share = 72 + share * 28 // 100
        spent = own.money.get(Kind.COUNTERPART, 0) * share // 100
        paid = first_advance(own.support_vnd, 70) if own.days.advanced <= day else 0
        return LineProgress(
            line=line,
            done_percent=Decimal(share),
            state_spent_vnd=paid,
            counterpart_spent_vnd=spent,
        )

    def visits(self) -> Iterator[Past[VisitFacts]]:
        day = self.one.life.accepted - timedelta(days=15)
        if not self.is_deep or not self._lived(day) or day < self.one.life.delivery.started:
            return
        facts = VisitFacts(
            visited_on=day,
            place=_place(self.one.lines[0], self.ground),
            people="Sở Công Thương, Trung tâm Khuyến công, đơn vị thụ hưởng (minh họa)",
            findings="Khối lượng đúng báo cáo tiến độ (minh họa).",
        )
        yield Past(self.one.scheme, facts, self.people.officer, moment(day, 16))

    def evidence(self) -> Iterator[Past[EvidenceFacts]]:
        """The papers of Điều 13 and 14, of national schemes: no other list binds."""
        if not (self.is_deep and self.one.life.is_national):
            return
        stages = (
            (EvidenceItem.Stage.FIRST_ADVANCE, "advanced"),
            (EvidenceItem.Stage.REMAINING, "paid"),
        )
        for stage, name in stages:
            for line, own in self._lines(name):
                day = getattr(own.days, name)
                for item in self.ground.law.evidence_on(day, self._kind(line), stage):
                    number = f"{self.one.life.short}/{item.order} (minh họa)"
                    facts = EvidenceFacts(item=item, line=line, number=number, dated_on=day)
                    yield Past(self.one.scheme, facts, self.people.centre, moment(day, 10), line)

    def _kind(self, line: Line) -> str:
        return kind_of(self.one.facts.lines[self.one.lines.index(line)])

    def acceptances(self) -> Iterator[Past[AcceptanceFacts]]:
        for line, own in self._lines("accepted"):
            facts = AcceptanceFacts(
                number=self.one.life.acceptance(own),
                accepted_on=own.days.accepted,
                place=_place(line, self.ground),
                summary=f"{line.item or 'Nội dung'} hoàn thành đúng hợp đồng (minh họa).",
                amounts={},
            )
            at = moment(own.days.accepted, 14)
            yield Past(self.one.scheme, facts, self.people.officer, at, line)

    def vouchers(self) -> Iterator[Past[VoucherFacts]]:
        """One for each source of each line."""
        for line, own in self._lines("paid"):
            for letter, (source, amount) in zip("abcdefgh", own.money.items(), strict=False):
                kind, level = (Kind.GRANT, source) if source in BUDGETS else (source, "none")
                facts = VoucherFacts(
                    source=f"{line.pk}-{kind}-{level}",
                    item=items_of(line.content, line.item, {source: amount})[0].name,
                    number=f"HĐ {self.one.life.short}/{own.number}{letter} (minh họa)",
                    dated_on=own.days.accepted,
                    amount_vnd=amount,
                )
                at = moment(own.days.paid, 16)
                yield Past(self.one.scheme, facts, self.people.centre, at, line)

    def settlements(self) -> Iterator[Past[SettlementFacts]]:
        day = self.one.life.delivery.settled
        if self._lived(day):
            facts = SettlementFacts(number=self.one.life.settlement, settled_on=day)
            yield Past(self.one.scheme, facts, self.people.accountant, moment(day, 14))

    def follow_ups(self) -> Iterator[Past[FollowUpFacts]]:
        for line, own in self.one.pairs:
            if own.member is None:
                continue
            for day, months in zip(own.days.looked_at, Round, strict=True):
                if self._lived(day) and (self.is_deep or months == Round.LAST):
                    facts = self._follow_up(day, months)
                    yield Past(self.one.scheme, facts, self.people.officer, moment(day, 10), line)

    def _follow_up(self, day: date, months: Round) -> FollowUpFacts:
        random = seeded(self.one.scheme.code, "later", str(months))
        revenue, jobs = promised_revenue(self.one), promised_jobs(self.one)
        kept = random.randint(82, 118)
        figures = (
            FigureFacts(
                Measure.REVENUE, "triệu đồng/năm", Decimal(revenue), Decimal(revenue * kept // 100)
            ),
            FigureFacts(
                Measure.JOBS, "lao động", Decimal(jobs), Decimal(jobs + random.randint(-2, 3))
            ),
        )
        return FollowUpFacts(
            round=months,
            visited_on=day,
            is_running=True,
            note="Thiết bị, nội dung được hỗ trợ vẫn phát huy tác dụng (minh họa).",
            figures=figures,
        )


def _place(line: Line, ground: Ground) -> str:
    establishment = line.beneficiary.establishment if line.beneficiary else None
    return str(
        establishment.commune if establishment and establishment.commune else ground.province
    )

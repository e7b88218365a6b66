"""The life of a synthetic scheme: its days, its papers, the steps it has taken by today."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from khuyencong.delivery.actions.history import (
    acceptance_document,
    contract_document,
    settlement_document,
)
from khuyencong.funding.models import Kind
from khuyencong.schemes.actions import Decision, SchemeFacts, StepFacts
from khuyencong.schemes.lifecycle import RECORD
from khuyencong.schemes.models import Tier

from .decisions import PlanDecision
from .estimates import counterpart_of
from .ground import Member
from .people import People
from .plan import Batch
from .standing import Standing
from .timetable import (
    Delivery,
    Documents,
    LineDays,
    Preparation,
    delivery,
    line_days,
    moment,
    preparation,
    settle_day,
)

RETURNED_BECAUSE = "Đề nghị thuyết minh rõ hơn sự cần thiết và hiệu quả (minh họa)."
REJECTED_BECAUSE = "Nội dung đề nghị không thuộc đối tượng được hỗ trợ (minh họa)."
WITHDRAWN_BECAUSE = "Cơ sở dừng kế hoạch đầu tư nên đề nghị rút hồ sơ (minh họa)."


@dataclass(frozen=True, slots=True)
class LineLife:
    """A line: who benefits, the days of its money, and đồng by source.

    ``registered`` is what the estimate asks, ``money`` what was carried out: where a text published
    no counterpart, the estimate has one and nothing else does.
    """

    number: int
    member: Member | None
    plan: PlanDecision
    days: LineDays
    money: Mapping[str, int]
    registered: Mapping[str, int]

    @property
    def support_vnd(self) -> int:
        return sum(amount for source, amount in self.money.items() if source != Kind.COUNTERPART)


@dataclass(frozen=True, slots=True)
class Life:
    """The whole life of a scheme, had it all happened; ``fate`` is a step that ends it early.

    ``standing`` is told of one that stands at a step on the day of loading.
    """

    short: str
    content: str
    is_national: bool
    fate: str
    plan: PlanDecision
    preparation: Preparation
    delivery: Delivery
    lines: Sequence[LineLife]
    score: int
    standing: Standing | None = None

    def registered_on(self, today: date) -> date:
        """The day on which its estimate was last sent."""
        again = self.preparation.sent_again
        return again if again and again <= today else self.preparation.submitted

    def until(self, today: date) -> date:
        """The last day on which anything of it happened."""
        return min(today, self.preparation.appraised) if self.fate else today

    def lived(self, day: date, today: date) -> bool:
        """Whether what is drawn for *day* has happened."""
        return day <= self.until(today)

    @property
    def contract(self) -> str:
        return f"{self.short}/HĐ-KC"

    @property
    def settlement(self) -> str:
        return f"{self.short}/TL-KC"

    def acceptance(self, line: LineLife) -> str:
        """The number of a line's minutes of acceptance."""
        return f"{self.short}/NT-{line.number}"

    @property
    def evaluated(self) -> date:
        """The day of the last evaluation: 36 months on, or 12 where nobody is looked at."""
        return max(line.days.looked_at[bool(line.member)] for line in self.lines)

    @property
    def accepted(self) -> date:
        return max(line.days.accepted for line in self.lines)


def draw_life(
    facts: SchemeFacts,
    lines: Sequence[tuple[Member | None, Mapping[str, int], PlanDecision]],
    *,
    batch: Batch,
    standing: Standing | None,
    random: Random,
) -> Life:
    """Draw the life of a scheme whose lines have their money and their plans."""
    content, is_national = batch.content, facts.tier == Tier.NATIONAL
    plan = lines[0][2]
    if standing:
        prepared = standing.preparation
    else:
        prepared = preparation(facts.start_year, random, is_national=is_national)
    given = standing if standing is not None and standing.is_given else None
    carried_out = given.delivery if given else delivery(plan.date, random)
    lived = [
        LineLife(
            number,
            member,
            own,
            given.line_days
            if given
            else line_days(own.date, _contracted(own, plan, carried_out), random),
            money,
            _registered(content, member, money, random),
        )
        for number, (member, money, own) in enumerate(lines, start=1)
    ]
    last = max(line.days.paid for line in lived)
    return Life(
        short=facts.code.removeprefix("MH-"),
        content=content,
        is_national=is_national,
        fate=batch.fate,
        plan=plan,
        preparation=prepared,
        delivery=replace(carried_out, settled=settle_day(last, random)),
        lines=lived,
        score=random.randint(66, 96),
        standing=standing,
    )


def _contracted(own: PlanDecision, first: PlanDecision, carried_out: Delivery) -> date:
    """The day of the contract, or of the appendix that gives a later year's money."""
    return carried_out.contracted + (own.date - first.date)


def _registered(
    content: str, member: Member | None, money: Mapping[str, int], random: Random
) -> Mapping[str, int]:
    if Kind.COUNTERPART in money:
        return money
    own = counterpart_of(content, sum(money.values()), random) if member else 0
    return {**money, Kind.COUNTERPART: own} if own else money


def documents_of(life: Life, line: LineLife) -> Documents:
    """What the entries of a line rest on, in the words of the day-to-day actions."""
    is_later = line.plan.year != life.plan.year
    return Documents(
        estimate=f"Dự toán hồ sơ MH-{life.short}",
        plan=line.plan.number,
        contract=appendix_of(life, line.plan.year)[1]
        if is_later
        else contract_document(life.contract),
        advance=f"Ủy nhiệm chi {life.short}/TU1-{line.number}",
        acceptance=acceptance_document(life.acceptance(line)),
        payment=f"Ủy nhiệm chi {life.short}/TU2-{line.number}",
        settlement=settlement_document(life.settlement),
    )


def appendix_of(life: Life, year: int) -> tuple[str, str]:
    """The number of the appendix for a later year, and what its entries rest on."""
    number = f"PL-{year}"
    return number, f"Phụ lục số {number} hợp đồng số {life.contract}"


def history_of(life: Life, people: People, today: date) -> tuple[StepFacts, ...]:
    """The steps that the scheme has taken by today, in order."""
    steps = list(_ended(life, people) if life.fate else _whole(life, people))
    lived = [step for day, step in steps if day <= today]
    return tuple(lived)


def _step(
    day: date, name: str, by: object, *, note: str = "", decision: Decision | None = None
) -> tuple[date, StepFacts]:
    hour = 8 if name in (RECORD, "submit") else 14
    return day, StepFacts(
        name=name,
        at=moment(day, hour),
        by=by,  # type: ignore[arg-type]  # one of the people
        note=note,
        decision=decision,
    )


def _sent(life: Life, people: People) -> Iterator[tuple[date, StepFacts]]:
    days = life.preparation
    yield _step(days.opened, RECORD, people.centre)
    yield _step(days.submitted, "submit", people.centre)
    if days.returned and days.sent_again:
        yield _step(days.returned, "return", people.officer, note=RETURNED_BECAUSE)
        yield _step(days.sent_again, "submit", people.centre)


def _ended(life: Life, people: People) -> Iterator[tuple[date, StepFacts]]:
    yield from _sent(life, people)
    day = life.preparation.appraised
    if life.fate == "reject":
        yield _step(day, "reject", people.leader, note=REJECTED_BECAUSE)
    else:
        yield _step(day, "withdraw", people.centre, note=WITHDRAWN_BECAUSE)


def _whole(life: Life, people: People) -> Iterator[tuple[date, StepFacts]]:
    days, done = life.preparation, life.delivery
    yield from _sent(life, people)
    yield _step(days.appraised, "appraise", people.officer)
    if days.registered and days.judged:
        yield _step(days.registered, "register", people.leader)
        yield _step(days.judged, "appraise_ministry", people.cuc)
    giver = people.ministry if life.is_national else people.leader
    yield _step(done.planned, "plan", giver, decision=Decision(life.plan.number, life.plan.date))
    signed = Decision(life.contract, done.contracted)
    yield _step(done.contracted, "contract", people.centre, decision=signed)
    yield _step(done.started, "start", people.centre)
    last = max(life.lines, key=lambda line: line.days.accepted)
    minutes = Decision(life.acceptance(last), life.accepted)
    yield _step(life.accepted, "accept", people.officer, decision=minutes)
    ended = Decision(life.settlement, done.settled)
    yield _step(done.settled, "settle", people.accountant, decision=ended)
    yield _step(life.evaluated, "evaluate", people.officer)

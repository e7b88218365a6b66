"""Drawing the schemes of a batch: years, beneficiaries and đồng sum to what the plan says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice
from random import Random

from khuyencong.funding.models import Kind, Nature
from khuyencong.lib.contents import Content
from khuyencong.lib.days import show_day
from khuyencong.schemes.actions import LineFacts, SchemeFacts
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Form, Tier

from .decisions import PlanDecision, plan_decision
from .ground import Ground, Member, seeded, spread, weights
from .lives import Life, LineLife, documents_of, draw_life, history_of
from .partition import partition
from .plan import Batch
from .standing import Standing, given_by, standing_of
from .timetable import ADVANCE_PERCENT, Moves, postings

_MILLION = 1_000_000
_FINE_STEP = 100_000


@dataclass(frozen=True, slots=True)
class Drawn:
    """A scheme to record, and its life; ``None`` where no money is known, so nothing is told."""

    facts: SchemeFacts
    life: Life | None


@dataclass(frozen=True, slots=True)
class _Place:
    """A line to be: in which year, and who takes part, if anybody is known."""

    year: int
    member: Member | None


def draw_batch(batch: Batch, ground: Ground, members: Sequence[Member]) -> list[Drawn]:
    """Draw the schemes of *batch* with their lives, their lines and the money of every line.

    A scheme that nobody has asked for yet is left out.
    """
    drawn = _Drawing(batch, ground, members, seeded(ground.term.code, batch.code)).schemes()
    return [one for one in drawn if one.life is None or one.life.preparation.opened <= ground.today]


@dataclass(frozen=True, slots=True)
class _Drawing:
    batch: Batch
    ground: Ground
    members: Sequence[Member]
    random: Random

    def schemes(self) -> list[Drawn]:
        batch = self.batch
        years = spread(batch.years, batch.schemes, is_even=batch.is_even, random=self.random)
        places = [
            self._places(year, group) for year, group in zip(years, self._groups(), strict=True)
        ]
        money = iter(self._money(sum(len(scheme) for scheme in places)))
        return [
            self._scheme(number, scheme, list(islice(money, len(scheme))))
            for number, scheme in enumerate(places, start=1)
        ]

    def _groups(self) -> list[list[Member]]:
        """Who takes part in each scheme: the establishments of the plan in turn."""
        batch = self.batch
        if not batch.taking_part:
            return [[] for _ in range(batch.schemes)]
        sizes = partition(batch.taking_part, self._weights(batch.schemes), least=1)
        turn: Iterator[Member] = cycle(self.members[number - 1] for number in batch.establishments)
        return [list(islice(turn, size)) for size in sizes]

    def _places(self, year: int, group: Sequence[Member]) -> list[_Place]:
        """One line for each who takes part, else one a year, over the scheme's years."""
        span = self.batch.span
        if not group:
            return [_Place(year + number, None) for number in range(span)]
        return [_Place(year + number % span, member) for number, member in enumerate(group)]

    def _money(self, count: int) -> list[dict[str, int]]:
        """The đồng of each line by source; counterpart goes with the support it stands beside."""
        money: list[dict[str, int]] = [{} for _ in range(count)]
        for source, total in self.batch.money:
            by = self._weights(count)
            ceiling = self.batch.ceiling_vnd
            if source == Kind.COUNTERPART:
                by = [w * sum(line.values()) // _MILLION for w, line in zip(by, money, strict=True)]
                ceiling = None
            step = _MILLION if total >= 10 * _MILLION * count else _FINE_STEP
            for line, amount in zip(
                money, partition(total, by, step=step, most=ceiling), strict=True
            ):
                line[source] = amount
        return money

    def _weights(self, count: int) -> list[int]:
        return weights(count, is_even=self.batch.is_even, random=self.random)

    def _scheme(
        self, number: int, places: Sequence[_Place], money: Sequence[Mapping[str, int]]
    ) -> Drawn:
        batch, ground = self.batch, self.ground
        year = places[0].year
        code = f"MH-{ground.term.abbreviation}-{year}-{batch.code}-{number:03d}"
        # what happens and when has a random source of its own: the money stays as it was drawn
        random = seeded(code)
        standing = standing_of(batch, ground.today, random)
        plans = {place.year: self._plan(place.year, standing, random) for place in places}
        facts = self._facts(code, number, places, plans[year])
        if not batch.money:
            lines = tuple(self._line(place, plans[place.year].date) for place in places)
            return Drawn(replace(facts, lines=lines), None)
        life = draw_life(
            facts,
            [
                (place.member, amounts, plans[place.year])
                for place, amounts in zip(places, money, strict=True)
            ],
            batch=batch,
            standing=standing,
            random=random,
        )
        return Drawn(self._lived(facts, places, life), life)

    def _plan(self, year: int, standing: Standing | None, random: Random) -> PlanDecision:
        """The decision that gives the money of a year, or will."""
        term, tier = self.ground.term.code, self.batch.tier
        if standing is not None and standing.is_given:
            return given_by(term, tier, standing)
        return plan_decision(term, tier, year, random)

    def _lived(self, facts: SchemeFacts, places: Sequence[_Place], life: Life) -> SchemeFacts:
        """The scheme as far as its life has come today."""
        today = self.ground.today
        history = history_of(life, self.ground.people, today)
        is_planned = any(step.name == "plan" for step in history)
        plan = life.plan
        return replace(
            facts,
            history=history,
            dated_on=plan.date if is_planned else None,
            approval=f"{plan.number} ngày {show_day(plan.date)}" if is_planned else "",
            lines=tuple(
                self._line(
                    place,
                    line.plan.date if is_planned and line.plan.date <= today else None,
                    life,
                    line,
                )
                for place, line in zip(places, life.lines, strict=True)
            ),
        )

    def _facts(
        self, code: str, number: int, places: Sequence[_Place], plan: PlanDecision
    ) -> SchemeFacts:
        batch, ground = self.batch, self.ground
        year = places[0].year
        is_group = len({place.member for place in places if place.member}) > 1
        return SchemeFacts(
            code=code,
            name=self._name(number, places),
            tier=batch.tier,
            form=batch.form or (Form.GROUP if is_group else Form.SINGLE),
            province=ground.province,
            start_year=year,
            end_year=year + batch.span - 1,
            programme=ground.programme if year <= ground.term.period.end.year else None,
            implementer=ground.committee if batch.tier == Tier.COMMUNE else ground.centre,
            dated_on=plan.date,
            is_illustrative=True,
            recorded_as=State.PLANNED,
        )

    def _name(self, number: int, places: Sequence[_Place]) -> str:
        members = [place.member for place in places if place.member]
        title = self.batch.title_many if len(members) > 1 else self.batch.title
        return title.format(
            number=number,
            year=places[0].year,
            count=len(members),
            establishment=members[0].establishment.name if members else "",
            machine=members[0].activity.machine if members else "",
        )

    def _line(
        self,
        place: _Place,
        planned: date | None,
        life: Life | None = None,
        line: LineLife | None = None,
    ) -> LineFacts:
        batch, member = self.batch, place.member
        machine = member.activity.machine if member and batch.content == Content.MACHINE else ""
        facts = LineFacts(
            year=place.year,
            content=batch.content,
            establishment=member.establishment if member else None,
            in_disadvantaged_area=member.is_disadvantaged if member else None,
            sub_content=self.ground.sub_contents.get(batch.sub_content),
            item=machine[:1].upper() + machine[1:],
            dated_on=planned,
        )
        if life is None or line is None:
            return facts
        moves = Moves(
            submitted=life.registered_on(self.ground.today),
            days=line.days,
            settled=life.delivery.settled,
            documents=documents_of(life, line),
            percent=self._percent(facts, life),
        )
        until = life.until(self.ground.today)
        told = [
            posting
            for source, amount in line.registered.items()
            for posting in postings(source, amount, moves)
            if posting.booked_on <= until
            and (source in line.money or posting.nature == Nature.REGISTERED)
        ]
        return replace(facts, postings=tuple(told))

    def _percent(self, facts: LineFacts, life: Life) -> int:
        kind = facts.sub_content.kind.code if facts.sub_content and facts.sub_content.kind else ""
        rule = self.ground.law.advance_on(
            life.delivery.contracted, kind, is_national=self.batch.tier == Tier.NATIONAL
        )
        return rule[0] if rule else ADVANCE_PERCENT

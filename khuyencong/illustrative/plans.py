"""The plans of the years: envelopes, and the editions that gave the schemes their money."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from khuyencong.funding.actions import EnvelopeFacts
from khuyencong.funding.actions.history import give_envelopes, limit_advances
from khuyencong.funding.models import BUDGETS, Entry, Level, Nature
from khuyencong.lib.contents import Content
from khuyencong.lib.working_days import last_working_day
from khuyencong.planning.actions.history import PastEdition, PastRow, record_editions
from khuyencong.planning.models import PlanEdition
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Tier

from .decisions import PlanDecision
from .ground import Ground
from .lives import LineLife
from .recorded import Recorded, kind_of
from .timetable import moment

_STEP = 100_000_000
_ROUNDS = 2


def record_plans(ground: Ground, schemes: Sequence[Recorded]) -> dict[PlanDecision, PlanEdition]:
    """Record the envelopes of every year and source, then what each decision gave to whom."""
    given: dict[PlanDecision, dict[int, list[LineLife]]] = defaultdict(lambda: defaultdict(list))
    planned = [
        one for one in schemes if one.lived(one.life.plan.date, ground.today) and not one.life.fate
    ]
    for one in planned:
        for _, own in one.pairs:
            if own.plan.date <= ground.today:
                given[own.plan][one.scheme.pk].append(own)
    _give_envelopes(ground, given)
    by_id = {one.scheme.pk: one for one in planned}
    decisions = sorted(given)
    editions = record_editions(
        [
            PastEdition(
                year=decision.year,
                tier=decision.tier,
                place=None if decision.tier == Tier.NATIONAL else ground.province,
                title=_title(ground, decision),
                decision=Decision(decision.number, decision.date),
                by=ground.people.ministry
                if decision.tier == Tier.NATIONAL
                else ground.people.leader,
                at=moment(decision.date, 14),
                rows=[
                    _row(by_id[scheme], lines) for scheme, lines in sorted(given[decision].items())
                ],
                is_illustrative=True,
            )
            for decision in decisions
        ]
    )
    _limit_advances(ground, planned)
    return dict(zip(decisions, editions, strict=True))


def _title(ground: Ground, decision: PlanDecision) -> str:
    place = ground.province.full_name
    place = place[:1].lower() + place[1:]
    is_national = decision.tier == Tier.NATIONAL
    programme = f"khuyến công quốc gia tại {place}" if is_national else f"khuyến công {place}"
    round_ = decision.round if decision.round <= _ROUNDS else "bổ sung"
    return f"Kế hoạch {programme} năm {decision.year}, đợt {round_} (minh họa)"


def _row(one: Recorded, lines: Sequence[LineLife]) -> PastRow:
    amounts: dict[str, int] = defaultdict(int)
    for own in lines:
        for source, amount in own.money.items():
            if source in BUDGETS:
                amounts[source] += amount
    contents = {str(Content(line.content).label) for line in one.lines if line.content}
    return PastRow(
        scheme=one.scheme,
        amounts=amounts,
        contents="; ".join(sorted(contents)),
        score=Decimal(one.life.score),
        reason="Đã thẩm định, trong hạn mức (minh họa).",
    )


def _give_envelopes(ground: Ground, given: dict[PlanDecision, dict[int, list[LineLife]]]) -> None:
    """What stands allocated and a little more, in hundreds of millions; given before the plans."""
    first: dict[int, date] = {}
    for decision in given:
        first[decision.year] = min(first.get(decision.year, decision.date), decision.date)
    allocated = Entry.objects.filter(
        nature=Nature.ALLOCATED,
        level__in=BUDGETS,
        account__province=ground.province,
        account__is_illustrative=True,
        account__year__in=first,
    )
    sums = {
        (year, level): amount
        for year, level, amount in allocated.order_by()
        .values_list("account__year", "level")
        .annotate(total=Sum("amount_vnd"))
    }
    facts = [
        EnvelopeFacts(
            year=year,
            level=level,
            place=ground.province,
            amount_vnd=-(-amount * 103 // 100 // _STEP) * _STEP,
            decision_number=f"{year % 100:02d}/{_GIVERS[level]} (minh họa)",
            decision_date=first[year] - timedelta(days=20),
            is_illustrative=True,
        )
        for (year, level), amount in sorted(sums.items())
    ]
    facts += [_ahead(ground, level, amount) for level, amount in ground.term.envelopes]
    give_envelopes(
        facts,
        by=ground.people.leader,
        at=[moment(one.decision_date, 15) for one in facts],
    )


def _ahead(ground: Ground, level: str, amount_vnd: int) -> EnvelopeFacts:
    """What the year after today's has been given, before any plan of it."""
    year = ground.today.year + 1
    return EnvelopeFacts(
        year=year,
        level=level,
        place=ground.province,
        amount_vnd=amount_vnd,
        decision_number=f"{year % 100:02d}/{_GIVERS[level]} (minh họa)",
        decision_date=last_working_day(ground.today - timedelta(days=15)),
        is_illustrative=True,
    )


_GIVERS: Mapping[str, str] = {
    Level.NATIONAL: "QĐ-BCT-HM",
    Level.PROVINCE: "QĐ-UBND-HM",
    Level.DISTRICT: "QĐ-UBND-HMH",
    Level.COMMUNE: "QĐ-UBND-HMX",
}


def _limit_advances(ground: Ground, schemes: Sequence[Recorded]) -> None:
    """The rule of the day of each contract, copied to its accounts."""
    rules = {}
    for one in schemes:
        signed = one.life.delivery.contracted
        if signed > ground.today:
            continue
        for line, facts in zip(one.lines, one.facts.lines, strict=True):
            rule = ground.law.advance_on(signed, kind_of(facts), is_national=one.life.is_national)
            if rule is not None:
                rules[line.account_id] = rule
                line.account.advance_percent, line.account.advance_basis = rule
    limit_advances(rules)

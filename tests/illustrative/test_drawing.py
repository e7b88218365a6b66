from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.accounts.models import User
from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import Kind, Nature
from khuyencong.illustrative.batches import draw_batch
from khuyencong.illustrative.decisions import plan_decision
from khuyencong.illustrative.ground import Ground, Member, seeded, spread
from khuyencong.illustrative.law import Law
from khuyencong.illustrative.lives import draw_life, history_of
from khuyencong.illustrative.people import People
from khuyencong.illustrative.plan import read_plan
from khuyencong.illustrative.register import draw_communes, draw_register
from khuyencong.illustrative.timetable import plan_days, result_day
from khuyencong.lib.working_days import is_working_day
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import Unit
from khuyencong.programmes.models import Programme
from khuyencong.regulations.models import Trade
from khuyencong.schemes.actions import SchemeFacts

PLAN = read_plan()
MACHINES = next(batch for batch in PLAN[0].batches if batch.content == "machine")
BATCHES = [(term, batch) for term in PLAN for batch in term.batches]


def ground(term):
    return Ground(
        term=term,
        programme=Programme(pk=1),
        province=Unit(pk=1, name=term.place),
        centre=Organisation(pk=1),
        committee=Organisation(pk=2),
        communes=[Unit(pk=10 + number) for number in range(30)],
        poor_communes=[Unit(pk=50 + number) for number in range(3)],
        trades={each.trade: Trade(pk=number) for number, each in enumerate(term.activities, 1)},
        sub_contents={},
        people=People(*(User(pk=number) for number in range(1, 7))),
        law=Law((), (), (), (), ()),
        today=date(2026, 1, 5),
    )


def members(term):
    return [
        Member(Establishment(pk=number, name=each.facts.name), each.activity, each.is_disadvantaged)
        for number, each in enumerate(draw_register(ground(term)), start=1)
    ]


def of_batch(term, batch):
    return pytest.param(term, batch, id=f"{term.abbreviation}-{batch.code}")


EACH_BATCH = pytest.mark.parametrize(
    ("term", "batch"), [of_batch(term, batch) for term, batch in BATCHES]
)


@EACH_BATCH
def test_two_drawings_are_equal(term, batch):
    first = draw_batch(batch, ground(term), members(term))

    assert draw_batch(batch, ground(term), members(term)) == first


@EACH_BATCH
def test_the_lines_of_a_batch_sum_to_the_plan(term, batch):
    schemes = draw_batch(batch, ground(term), members(term))
    settled = {}
    lines = (line for one in schemes for line in one.facts.lines)
    for posting in (each for line in lines for each in line.postings):
        if posting.nature == Nature.SETTLED:
            source = posting.level or posting.kind
            settled[source] = settled.get(source, 0) + posting.amount_vnd

    assert (len(schemes), settled) == (batch.schemes, dict(batch.money))


@EACH_BATCH
def test_no_line_gets_more_than_the_ceiling_of_its_batch(term, batch):
    ceiling = batch.ceiling_vnd or 10**12

    above = [
        posting
        for one in draw_batch(batch, ground(term), members(term))
        for line in one.facts.lines
        for posting in line.postings
        if posting.kind != Kind.COUNTERPART and posting.amount_vnd > ceiling
    ]

    assert above == []


@EACH_BATCH
def test_schemes_are_dated_in_their_first_year_within_the_term(term, batch):
    schemes = draw_batch(batch, ground(term), members(term))

    outside = [
        one.facts.code
        for one in schemes
        if one.facts.dated_on.year != one.facts.start_year
        or not term.period.start <= one.facts.dated_on <= term.period.end
    ]

    assert outside == []


def test_taking_one_batch_away_leaves_the_records_of_the_others(terms):
    term = terms["HD"]
    shorter = replace(term, batches=term.batches[1:])
    batch = term.batches[3]

    drawn = draw_batch(batch, ground(term), members(term))

    assert draw_batch(batch, ground(shorter), members(shorter)) == drawn


def test_the_register_holds_as_many_of_each_legal_form_as_the_plan(terms):
    drawn = draw_register(ground(terms["GL"]))
    forms = [str(each.facts.legal_form) for each in drawn]

    counted = {form: forms.count(form) for form in sorted(set(forms))}
    poor = [each.facts.commune.pk for each in drawn if each.is_disadvantaged]

    assert counted == {"cooperative": 8, "enterprise": 23, "household": 18}
    assert sorted(poor) == [50, 51, 52]


def test_whether_an_area_is_disadvantaged_stays_unknown_where_nothing_was_said(terms):
    assert {each.is_disadvantaged for each in draw_register(ground(terms["HD"]))} == {None}


def test_communes_listed_as_poor_are_not_given_to_others():
    units = [Unit(pk=number) for number in range(1, 9)]

    others, poor = draw_communes("kỳ mẫu", units, 3)

    assert (len(others), len(poor)) == (5, 3)
    assert sorted(unit.pk for unit in [*others, *poor]) == list(range(1, 9))


def test_another_plan_has_another_digest(terms):
    term = terms["HD"]

    assert replace(term, name="Tên khác").digest != term.digest
    assert replace(term).digest == term.digest


@given(st.integers(2012, 2022), st.integers(), st.sampled_from(["national", "province"]))
def test_a_life_goes_in_the_order_of_the_circular_on_working_days(year, seed, tier):
    random = seeded(str(seed))
    plan = plan_decision("kỳ mẫu", tier, year, random)
    facts = SchemeFacts(
        code=f"MH-X-{seed}",
        name="",
        tier=tier,
        form="single",
        province=Unit(pk=1),
        start_year=year,
        end_year=year,
    )
    member = Member(Establishment(pk=1), PLAN[0].activities[0], None)
    life = draw_life(
        facts,
        [(member, {tier: 90_000_000}, plan)],
        batch=MACHINES,
        standing=None,
        random=random,
    )
    line = life.lines[0].days
    steps = history_of(life, ground(PLAN[0]).people, date(2040, 1, 1))
    days = [step.at.date() for step in steps]
    moves = [line.planned, line.contracted, line.advanced, line.accepted, line.paid]
    moves += [life.delivery.settled, *line.looked_at]

    assert (days, moves) == (sorted(days), sorted(moves))
    assert steps[-1].name == "evaluate"
    assert life.delivery.settled <= date(year + 1, 1, 22)
    if tier == "national":
        assert life.preparation.submitted < date(year - 1, 5, 20)
        assert life.preparation.registered < date(year - 1, 6, 15)
    assert [day for day in [*days, *moves] if not is_working_day(day)] == []


@given(st.integers(2012, 2022), st.integers())
def test_plans_are_given_in_the_first_half_and_results_come_after_them(year, seed):
    random = seeded(str(seed))
    first, second = plan_days(year, random)

    assert first < second <= date(year, 6, 14) < result_day(year, random)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=11), st.integers(0, 60), st.integers())
def test_every_year_has_its_schemes_where_there_are_enough(by, count, seed):
    years = tuple((2012 + number, weight) for number, weight in enumerate(by))

    drawn = spread(years, count, is_even=False, random=seeded(str(seed)))

    assert drawn == sorted(drawn)
    assert len(drawn) == count
    assert count < len(by) or {year for year, _ in years} == set(drawn)

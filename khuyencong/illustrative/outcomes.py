"""Drawing counted results: of the schemes of a batch in turn, or of the programme itself."""

from collections.abc import Mapping, Sequence
from itertools import cycle, islice

from khuyencong.establishments.models import Establishment
from khuyencong.schemes.actions import ResultFacts, SchemeFacts
from khuyencong.schemes.models import Scheme

from .ground import Ground, Member, seeded, spread, weights
from .partition import partition
from .plan import Outcome
from .timetable import result_day

Recorded = tuple[Scheme, SchemeFacts]


def draw_outcome(
    outcome: Outcome,
    ground: Ground,
    members: Sequence[Member],
    batches: Mapping[str, Sequence[Recorded]],
) -> list[ResultFacts]:
    """Draw the rows of one outcome; their quantities sum to the plan's."""
    random = seeded(ground.term.code, outcome.kind, outcome.content, outcome.scheme_code)
    count, is_even = outcome.rows, outcome.is_even
    quantities = partition(
        outcome.quantity, weights(count, is_even=is_even, random=random), least=1
    )
    schemes: list[Recorded | None] = [None] * count
    if outcome.scheme_code:
        schemes = list(islice(cycle(batches[outcome.scheme_code]), count))
        years = [
            scheme.start_year for scheme, _ in islice(cycle(batches[outcome.scheme_code]), count)
        ]
    else:
        years = spread(outcome.years, count, is_even=is_even, random=random)
    able = [m.establishment for m in members if m.establishment.legal_form in outcome.legal_forms]
    chosen = random.sample(able, count) if able else [_only(each) for each in schemes]
    return [
        ResultFacts(
            kind=outcome.kind,
            province=ground.province,
            quantity=quantity,
            year=year,
            content=outcome.content,
            certified_at=outcome.certified_at,
            dated_on=result_day(year, random),
            scheme=recorded[0] if recorded else None,
            programme=ground.programme,
            establishment=establishment,
            note=outcome.note,
            is_illustrative=True,
        )
        for quantity, year, recorded, establishment in zip(
            quantities, years, schemes, chosen, strict=True
        )
    ]


def _only(recorded: Recorded | None) -> Establishment | None:
    """The establishment of a scheme that has a single line."""
    lines = recorded[1].lines if recorded else ()
    return lines[0].establishment if len(lines) == 1 else None

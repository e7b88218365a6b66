"""The same thing told for other times and in other texts (đối chiếu theo thời gian và nơi chốn).

Two texts may tell one period twice, a shorter period inside a longer one, or a goal and later what
came of it.  Each pair says in a sentence what may be compared and what may not; nothing is summed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from django.db.models import Q

from khuyencong.indicators.address import Address
from khuyencong.indicators.measures import MEASURES
from khuyencong.indicators.presentation import show
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit
from khuyencong.places.queries import units_within

from .checking.verdict import Outcome, compare
from .gold import unit_family
from .models import (
    PUBLISHABLE,
    Candidate,
    CandidateState,
    Document,
    FigureKind,
    PublishedFigure,
    SourceText,
)
from .queries import at, is_at, published_figures

GOALS = (FigureKind.PLAN, FigureKind.TARGET)


@dataclass(frozen=True, slots=True)
class Overlap:
    """A figure of one text beside a figure of another, and what the two say together.

    ``tone`` is ``danger`` where they cannot both hold, ``success`` where they agree.
    """

    figure: PublishedFigure
    other: PublishedFigure
    relation: str
    sentence: str
    tone: str = "neutral"


def overlaps_of(figures: Sequence[PublishedFigure]) -> list[Overlap]:
    """Return what other texts tell of the same things in periods that touch, with one query."""
    asked = [one for one in figures if one.period is not None]
    if not asked:
        return []
    others = list(published_figures().filter(_near(asked)))
    return [
        found
        for one in asked
        for other in others
        if other.text.code != one.text.code and (found := _pair(one, other)) is not None
    ]


def overlaps_of_document(document: Document) -> list[Overlap]:
    """Return the same for the figures of a text under confirmation, rejected ones left out."""
    rows = document.candidates.filter(kind__in=PUBLISHABLE).exclude(state=CandidateState.REJECTED)
    if document.period is None:
        return []
    return overlaps_of([_published(one, document) for one in rows.select_related("place")])


def _published(candidate: Candidate, document: Document) -> PublishedFigure:
    candidate.document = document
    return candidate.as_published


def told_at(address: Address) -> tuple[list[PublishedFigure], list[Overlap]]:
    """Return the claims at *address*, and what is told of the same thing for other times.

    One query.  Where nobody claims anything at the address, the address itself is set beside.
    """
    asked = _nothing_said_at(address)
    where = at(address) | _near([asked]) if asked.period and asked.place else at(address)
    found = list(published_figures().published().filter(where))
    claims = [one for one in found if is_at(address, one)]
    others = [one for one in found if one not in claims]
    overlaps = [pair for one in claims or [asked] for pair in related(one, others)]
    return claims, [*_among(claims), *overlaps]


def _among(claims: Sequence[PublishedFigure]) -> list[Overlap]:
    """What the claims at one address say to one another, each pair once."""
    return [
        found
        for one, other in combinations(claims, 2)
        if one.text_id != other.text_id and (found := _pair(one, other)) is not None
    ]


def _nothing_said_at(address: Address) -> PublishedFigure:
    names = ("measure", "source", "place", "legal_form", "area", "item", "certified_at", "per")
    period = address.period
    return PublishedFigure(
        text=SourceText(code=""),
        kind=FigureKind.RESULT,
        contents=list(address.contents),
        start_date=period.start if period else None,
        end_date=period.end if period else None,
        period_label=period.label if period else "",
        **{name: getattr(address, name) for name in names},
    )


def related(figure: PublishedFigure, others: Iterable[PublishedFigure]) -> list[Overlap]:
    """Return how *others* stand to *figure*; those that do not touch it are left out."""
    return [found for other in others if (found := _pair(figure, other)) is not None]


def _near(figures: Sequence[PublishedFigure]) -> Q:
    places = {one.place for one in figures if one.place is not None}
    inside = frozenset[int]().union(*(units_within(place) for place in places), _keys(places))
    first = min(one.period.start for one in figures if one.period)
    last = max(one.period.end for one in figures if one.period)
    touching = Q(start_date__lte=last, end_date__gte=first)
    measures = {one.measure for one in figures}
    contents = {content for one in figures for content in one.contents}
    same = Q(measure__in=measures) | Q(contents__overlap=sorted(contents))
    return Q(place__in=inside) & touching & same


def _keys(places: Iterable[Unit]) -> frozenset[int]:
    return frozenset(place.pk for place in places)


def _pair(one: PublishedFigure, other: PublishedFigure) -> Overlap | None:
    mine, theirs = one.period, other.period
    if mine is None or theirs is None or mine.end < theirs.start or theirs.end < mine.start:
        return None
    if not _same_place(one.place, other.place):
        return None
    if _is_same_thing(one, other):
        return _told_again(one, other, mine, theirs)
    if not one.unit or not _is_goal_beside_result(one, other):
        return None
    if _is_same_thing(one, other, but="source") and not (one.source and other.source):
        return _goal(one, other)  # one of the two does not say whose money
    if one.contents and one.contents == other.contents and not _same_unit(one, other):
        return _of_another_unit(one, other)
    return None


def _same_unit(one: PublishedFigure, other: PublishedFigure) -> bool:
    return unit_family(one.unit) == unit_family(other.unit)


def _is_same_thing(one: PublishedFigure, other: PublishedFigure, *, but: str = "") -> bool:
    names = ("measure", "source", "legal_form", "area", "certified_at", "per")
    same = all(getattr(one, name) == getattr(other, name) for name in names if name != but)
    return (
        same
        and sorted(one.contents) == sorted(other.contents)
        and one.address.kind == other.address.kind
    )


def _is_goal_beside_result(one: PublishedFigure, other: PublishedFigure) -> bool:
    kinds = {one.kind, other.kind}
    return FigureKind.RESULT in kinds and bool(kinds & set(GOALS)) and not _is_rate(one, other)


def _is_rate(*figures: PublishedFigure) -> bool:
    return any(one.unit == "%" or one.unit.startswith("VND") for one in figures)


def _same_place(one: Unit | None, other: Unit | None) -> bool:
    if one is None or other is None:
        return one is other
    return other.pk in units_within(one) or one.pk in units_within(other)


def _told_again(
    one: PublishedFigure, other: PublishedFigure, mine: Period, theirs: Period
) -> Overlap:
    if _is_goal_beside_result(one, other):
        return _goal(one, other)
    if one.unit and not _same_unit(one, other):
        return _of_another_unit(one, other)
    if (mine.start, mine.end) == (theirs.start, theirs.end):
        return _same_period(one, other)
    if mine.contains(theirs):
        return _inside(one, other, whole=one, part=other)
    if theirs.contains(mine):
        return _inside(one, other, whole=other, part=one)
    sentence = f"Kỳ {mine.label} và {theirs.label} chỉ trùng nhau một phần: không cộng được."
    return Overlap(one, other, "kỳ giao nhau", sentence)


def _same_period(one: PublishedFigure, other: PublishedFigure) -> Overlap:
    verdict = compare(one.claim, other.exact_value)
    if one.kind != other.kind:
        sentence = f"Cùng kỳ, một nơi nêu {_kind(one)}, một nơi nêu {_kind(other)}."
        return Overlap(one, other, "cùng kỳ", sentence)
    if verdict.agrees or one.shown == other.shown:
        return Overlap(one, other, "cùng kỳ", "Hai văn bản nêu như nhau.", "success")
    if verdict.outcome is not Outcome.DIFFERS:
        return Overlap(one, other, "cùng kỳ", verdict.reason or "Chưa so được hai số.")
    size = _size(abs(verdict.difference), one)
    return Overlap(one, other, "cùng kỳ", f"Hai văn bản nêu khác nhau, chênh {size}.", "danger")


def _inside(
    one: PublishedFigure, other: PublishedFigure, *, whole: PublishedFigure, part: PublishedFigure
) -> Overlap:
    relation = "kỳ nằm trong kỳ"
    said = f"Kỳ {part.period_label} nằm trong {whole.period_label}"
    if not _is_additive(one) or part.value is None or whole.value is None:
        return Overlap(one, other, relation, f"{said}: không so trực tiếp.")
    gap = Fraction(part.value) - Fraction(whole.value)
    if gap > 0 and part.kind == whole.kind == FigureKind.RESULT:
        size = _size(gap, part)
        return Overlap(
            one, other, relation, f"{said} nhưng số của kỳ ngắn lại nhiều hơn {size}.", "danger"
        )
    return Overlap(one, other, relation, f"{said}: là một phần, không cộng thêm.")


def _goal(one: PublishedFigure, other: PublishedFigure) -> Overlap:
    goal, result = (one, other) if one.kind in GOALS else (other, one)
    relation = f"{_kind(goal)} và kết quả"
    if not result.unit:
        return Overlap(one, other, relation, f"{_kind(goal).capitalize()}: «{goal.shown}».")
    if not _same_unit(goal, result):
        return _of_another_unit(one, other)
    verdict = compare(goal.claim, result.exact_value)
    said = f"{_kind(goal).capitalize()} «{goal.shown}», kết quả «{result.shown}»"
    reached = verdict.agrees or verdict.difference < 0
    if goal.period and result.period and not result.period.contains(goal.period):
        return Overlap(one, other, relation, f"{said} (mới tính {result.period_label}).")
    tone = "success" if reached else "warning"
    return Overlap(one, other, relation, f"{said}: {'đạt' if reached else 'chưa đạt'}.", tone)


def _of_another_unit(one: PublishedFigure, other: PublishedFigure) -> Overlap:
    sentence = f"Đơn vị khác nhau («{one.shown}» và «{other.shown}»): không so trực tiếp được."
    return Overlap(one, other, "đơn vị khác nhau", sentence, "warning")


def _is_additive(figure: PublishedFigure) -> bool:
    measure = MEASURES.get(figure.measure)
    return measure is not None and measure.is_additive and not figure.per


def _kind(figure: PublishedFigure) -> str:
    return FigureKind(figure.kind).label.lower()


def _size(gap: Fraction, like: PublishedFigure) -> str:
    return show(int(gap) if gap.denominator == 1 else gap, like.unit)

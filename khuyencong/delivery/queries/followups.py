"""Evaluations after the support: what is due when, and how the promise was kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from khuyencong.dossiers.models import Promise, Section
from khuyencong.schemes.models import Line, Scheme

from ..models import Acceptance, FollowUp, FollowUpFigure, Round

PROMISE_PART = 8
"""The part «Hiệu quả» of a dossier (khoản 8 Điều 5 TT 36/2013)."""


def follow_ups_of(scheme: Scheme) -> dict[Line, list[FollowUp]]:
    """The evaluations of every line that an establishment benefits from; three queries."""
    lines = scheme.lines.filter(beneficiary__isnull=False).select_related(
        "beneficiary__establishment"
    )
    found: dict[Line, list[FollowUp]] = {line: [] for line in lines.order_by("account__year", "pk")}
    by_key = {line.pk: told for line, told in found.items()}
    for row in FollowUp.objects.filter(scheme=scheme).prefetch_related("figures"):
        by_key[row.line_id].append(row)
    return found


def is_final(told: Sequence[FollowUp]) -> bool:
    """Whether nothing more is to be evaluated: 36 months are over, or the place has closed."""
    return any(one.round == Round.LAST or not one.is_running for one in told)


def rounds_left(told: Iterable[FollowUp]) -> list[Round]:
    """The evaluations of a line that nobody has recorded; *told* are those that somebody has."""
    done = {one.round for one in told}
    return [one for one in Round if one not in done]


def due_on(line: Line, months: int) -> date | None:
    """The day so many months after the line's acceptance; ``None`` if none is recorded."""
    acceptance = Acceptance.objects.filter(line=line).first()
    return add_months(acceptance.accepted_on, months) if acceptance else None


def add_months(day: date, months: int) -> date:
    """The same day *months* later (a multiple of 12); 29/2 becomes 28/2."""
    year = day.year + months // 12
    leap = day.month == 2 and day.day == 29
    return date(year, 2, 28) if leap else day.replace(year=year)


def promise_of(scheme: Scheme) -> str:
    """What the dossier promised, in its own words; empty where it is not held."""
    part = Section.objects.filter(scheme=scheme, part__number=PROMISE_PART).first()
    return part.text if part else ""


def promised_of(line: Line) -> dict[str, Promise]:
    """What the dossier promised of a line in figures, by measure."""
    return {one.measure: one for one in Promise.objects.filter(line=line)}


@dataclass(frozen=True, slots=True)
class Kept:
    """A figure and what percent of the promise it is; ``None`` where nothing was promised."""

    figure: FollowUpFigure
    share: Fraction | None


def kept(follow_up: FollowUp) -> list[Kept]:
    """The figures of an evaluation against the promise."""
    return [
        Kept(one, Fraction(one.actual) * 100 / Fraction(one.promised) if one.promised else None)
        for one in follow_up.figures.all()
    ]

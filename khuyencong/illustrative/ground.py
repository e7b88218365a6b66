"""What every drawing of a term stands on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from khuyencong.establishments.models import Establishment
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import Unit
from khuyencong.programmes.models import Programme
from khuyencong.regulations.models import SubContent, Trade

from .law import Law
from .partition import partition
from .people import People
from .plan import Activity, Term, Weights


@dataclass(frozen=True, slots=True)
class Member:
    """A registered establishment of the term, what it makes, and whether its area is poor."""

    establishment: Establishment
    activity: Activity
    is_disadvantaged: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A term's programme, place, implementers, people and catalogues.

    ``committee`` carries out what a commune manages.
    ``poor_communes`` are those that an illustrative list calls disadvantaged.  Nothing is drawn
    that happens after ``today``.
    """

    term: Term
    programme: Programme
    province: Unit
    centre: Organisation
    committee: Organisation
    communes: Sequence[Unit]
    poor_communes: Sequence[Unit]
    trades: Mapping[str, Trade]
    sub_contents: Mapping[str, SubContent]
    people: People
    law: Law
    today: date


def seeded(*words: str) -> Random:
    """A random source of its own for what *words* name, the same on every machine."""
    return Random(" ".join(words))  # noqa: S311 -- it must be repeatable, not secret


def weights(count: int, *, is_even: bool, random: Random) -> list[int]:
    """Equal weights, or weights that differ by a quarter either way."""
    return [100 if is_even else random.randint(75, 125) for _ in range(count)]


def spread(years: Weights, count: int, *, is_even: bool, random: Random) -> list[int]:
    """Return *count* years in order; each year at least once where there are enough."""
    jitter = weights(len(years), is_even=is_even, random=random)
    numbers = partition(
        count,
        [weight * by for (_, weight), by in zip(years, jitter, strict=True)],
        least=int(count >= len(years)),
    )
    return [year for (year, _), number in zip(years, numbers, strict=True) for _ in range(number)]

"""What is chosen from, within which rules, and what is proposed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

LAST = 99
"""The rank of whoever no priority rule names."""

AXES = ("form", "place", "trade", "body")
"""What the law looks at in turn: focal schemes first (TT 36/2013 Điều 7, national money only), then
places, then trades (TT 46/2012 Điều 6), then among equals the better implementer (Điều 7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A scheme that may enter the plan.

    ``score`` is of the appraisal, 0 to 100; ``None`` is not appraised.  ``needs`` is đồng by source
    (its level, or ``level:place``), ``contents`` the same money by content.  ``ranks`` by axis are
    those of the law (1 comes first), ``names`` the rules that give them; a scheme that
    ``is_apart`` (sản xuất sạch hơn) is in no order.  ``fixed``: put in (``True``) or left out
    (``False``) by the officer.
    """

    key: str
    score: Decimal | None
    needs: Mapping[str, int]
    contents: Mapping[str, int] = field(default_factory=dict)
    establishments: Mapping[str, str] = field(default_factory=dict)
    disadvantaged_vnd: int = 0
    ranks: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    is_apart: bool = False
    fixed: bool | None = None

    @property
    def total_vnd(self) -> int:
        return sum(self.needs.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a plan must keep to; ``None`` sets no such rule.

    Percents are whole numbers of the plan's own money.  ``by_priority`` serves the axes of the law
    in turn; ``is_apart_first`` says where the agency puts schemes that are in no order.
    """

    max_content_percent: int | None = None
    min_disadvantaged_percent: int | None = None
    min_contents: int | None = None
    max_per_establishment: int | None = None
    by_priority: bool = True
    is_apart_first: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a candidate is in the plan, and why, in a Vietnamese sentence."""

    is_included: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """The verdict on every candidate by key; why no plan can be, if none can.

    ``is_proven``: no plan is better; otherwise it is the best found in the time given.
    """

    verdicts: Mapping[str, Verdict]
    problems: tuple[str, ...] = ()
    is_proven: bool = True

    @property
    def included(self) -> frozenset[str]:
        return frozenset(key for key, verdict in self.verdicts.items() if verdict.is_included)


def turn(candidate: Candidate, rules: Rules) -> tuple[int, ...]:
    """Return when the candidate is served, axis by axis; the same for all without priority."""
    if not rules.by_priority:
        return (LAST,) * len(AXES)
    if candidate.is_apart:
        return (0 if rules.is_apart_first else LAST,) * len(AXES)
    return tuple(candidate.ranks.get(axis, LAST) for axis in AXES)


def points(candidate: Candidate) -> int:
    """Return the score as a whole number of hundredths; not appraised is 0."""
    return round(candidate.score * 100) if candidate.score is not None else 0


def may_enter(candidate: Candidate) -> bool:
    """Whether a proposal may choose it: nobody has fixed it, it has points and asks for money."""
    return candidate.fixed is None and points(candidate) > 0 and candidate.total_vnd > 0

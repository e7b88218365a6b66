"""Schemes of several years: what each budget year has come to (TT 36/2013 Điều 15)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from khuyencong.funding.models import Nature
from khuyencong.schemes.models import Line, Scheme

from ..models import Acceptance, Advance, Settlement
from .money import Cell

_MEANT = (Nature.REGISTERED, Nature.APPROVED, Nature.ALLOCATED)


def settlement_for(line: Line) -> Settlement | None:
    """The settlement that the line's money is settled by: of its year, else of the contract."""
    rows = Settlement.objects.filter(scheme=line.scheme_id)
    found: list[Settlement] = [one for one in rows if one.year in (None, line.account.year)]
    return found[0] if found else None


def settled_years(scheme: Scheme) -> frozenset[int]:
    """The budget years that have been settled while the scheme goes on."""
    rows = Settlement.objects.filter(scheme=scheme, year__isnull=False)
    return frozenset(rows.values_list("year", flat=True))


def settled_by(settlement: Settlement) -> list[Line]:
    """The lines that a settlement is of: those of its year, or all that no year has settled."""
    lines = settlement.scheme.lines.select_related("account")
    if settlement.year is not None:
        return list(lines.filter(account__year=settlement.year))
    return list(lines.exclude(account__year__in=settled_years(settlement.scheme)))


def later_lines(sources: Sequence[Cell]) -> list[Line]:
    """The lines of years to come: state money is meant for them, and no contract yet."""
    years = [cell.line.account.year for cell in sources if cell.contracted_vnd]
    if not years:
        return []
    last = max(years)
    meant: dict[Line, Counter[str]] = defaultdict(Counter)
    for cell in sources:
        if cell.is_state and cell.line.account.year > last:
            meant[cell.line].update({nature: cell.of(nature) for nature in _MEANT})
    return [line for line, sums in meant.items() if any(sum_ > 0 for sum_ in sums.values())]


def accepted_lines(scheme: Scheme) -> frozenset[int]:
    """The lines that have been accepted."""
    return frozenset(Acceptance.objects.filter(scheme=scheme).values_list("line", flat=True))


def years_to_settle(
    sources: Sequence[Cell], *, accepted: Collection[int], settled: Collection[int]
) -> list[int]:
    """The years under contract, all accepted and not yet settled, when others are still to come.

    *accepted* are lines, *settled* years.
    """
    years: dict[int, set[int]] = defaultdict(set)
    for cell in sources:
        if cell.contracted_vnd:
            years[cell.line.account.year].add(cell.line.pk)
    if len(years) == 1 and not later_lines(sources):
        return []
    return [
        year
        for year, lines in sorted(years.items())
        if lines <= set(accepted) and year not in settled
    ]


def is_next_advance(line: Line) -> bool:
    """Whether the same work for the same beneficiary was advanced in an earlier year."""
    earlier = Advance.objects.filter(
        scheme=line.scheme_id,
        line__beneficiary=line.beneficiary_id,
        line__content=line.content,
        line__account__year__lt=line.account.year,
    )
    return bool(earlier.exists())

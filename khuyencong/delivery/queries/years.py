"""Schemes of several years: what each budget year has come to (TT 36/2013 Điều 15)."""

from collections.abc import Iterable, Sequence

from django.db.models import Sum

from khuyencong.funding.models import STATE_KINDS, Entry, Nature
from khuyencong.schemes.models import Line, Scheme

from ..models import Acceptance, Advance, Settlement
from .money import Cell

_WANTED = (Nature.REGISTERED, Nature.APPROVED, Nature.ALLOCATED)


def settlement_for(line: Line) -> Settlement | None:
    """The settlement that the line's money is settled by: of its year, else of the contract."""
    rows = Settlement.objects.filter(scheme=line.scheme_id)
    found: list[Settlement] = [one for one in rows if one.year in (None, line.account.year)]
    return found[0] if found else None


def settled_years(scheme: Scheme) -> frozenset[int]:
    """The budget years that have been settled while the scheme goes on."""
    rows = Settlement.objects.filter(scheme=scheme, year__isnull=False)
    return frozenset(rows.values_list("year", flat=True))


def year_settlements(scheme: Scheme) -> list[Settlement]:
    """The settlements of single years, in order."""
    return list(Settlement.objects.filter(scheme=scheme, year__isnull=False).order_by("year"))


def settled_by(settlement: Settlement) -> list[Line]:
    """The lines that a settlement is of: those of its year, or all that no year has settled."""
    lines = settlement.scheme.lines.select_related("account")
    if settlement.year is not None:
        return list(lines.filter(account__year=settlement.year))
    return list(lines.exclude(account__year__in=settled_years(settlement.scheme)))


def later_lines(scheme: Scheme, cells: Iterable[Cell]) -> list[Line]:
    """The lines of years to come: state money is meant for them, and no contract yet."""
    contracted = {cell.line.pk: cell.line.account.year for cell in cells if cell.contracted_vnd}
    if not contracted:
        return []
    wanted = (
        Entry.objects.filter(
            account__line__scheme=scheme,
            account__year__gt=max(contracted.values()),
            nature__in=_WANTED,
            kind__in=STATE_KINDS,
        )
        .order_by()
        .values("account__line", "nature")
        .annotate(total=Sum("amount_vnd"))
        .filter(total__gt=0)
    )
    keys = {row["account__line"] for row in wanted} - contracted.keys()
    return list(scheme.lines.filter(pk__in=keys).select_related("account"))


def years_to_settle(scheme: Scheme, cells: Sequence[Cell]) -> list[int]:
    """The years under contract, all accepted and not yet settled, when others are still to come."""
    years: dict[int, set[int]] = {}
    for cell in cells:
        if cell.contracted_vnd:
            years.setdefault(cell.line.account.year, set()).add(cell.line.pk)
    done = set(Acceptance.objects.filter(scheme=scheme).values_list("line", flat=True))
    if len(years) == 1 and not later_lines(scheme, cells):
        return []
    settled = settled_years(scheme)
    return [year for year, lines in sorted(years.items()) if lines <= done and year not in settled]


def is_next_advance(line: Line) -> bool:
    """Whether the same work for the same beneficiary was advanced in an earlier year."""
    earlier = Advance.objects.filter(
        scheme=line.scheme_id,
        line__beneficiary=line.beneficiary_id,
        line__content=line.content,
        line__account__year__lt=line.account.year,
    )
    return bool(earlier.exists())

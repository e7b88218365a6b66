"""Who was told of the programme, who asked, who was supported, who never got anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Need, Outreach
from khuyencong.establishments.models import Establishment, EstablishmentQuerySet
from khuyencong.places.models import Level, Unit, UnitQuerySet
from khuyencong.places.queries import units_within
from khuyencong.schemes.lifecycle import CARRIED_OUT
from khuyencong.schemes.models import Beneficiary

UNKNOWN_PLACE = "Không rõ xã, phường"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One commune (or province): establishments in the register, and who of them was reached.

    ``told`` counts those told by name; ``people`` everybody told, named or not; ``asked`` those in
    the register, ``new_names`` askers who are not.  ``silent``: in the register, never supported,
    not asked, not told.
    """

    unit: Unit | None
    establishments: int = 0
    occasions: int = 0
    people: int = 0
    told: int = 0
    asked: int = 0
    new_names: int = 0
    supported: int = 0
    silent: int = 0

    @property
    def label(self) -> str:
        return str(self.unit) if self.unit else UNKNOWN_PLACE

    @property
    def never_supported(self) -> int:
        return self.establishments - self.supported


_COUNTS = (
    "establishments",
    "occasions",
    "people",
    "told",
    "asked",
    "new_names",
    "supported",
    "silent",
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The rows by place, in alphabetical order, and what they add up to."""

    rows: Sequence[CoverageRow]

    @property
    def total(self) -> CoverageRow:
        sums = {name: sum(getattr(row, name) for row in self.rows) for name in _COUNTS}
        return CoverageRow(None, **sums)


@dataclass(frozen=True, slots=True)
class Reached:
    """The filters of coverage: the place (``None``: the country, by province), year, records.

    ``year`` ``None`` is all years; it limits who was told and who asked, never who was supported.
    """

    place: Unit | None
    year: int | None = None
    is_illustrative: bool = False


def coverage_of(user: User, reached: Reached) -> Coverage:
    """Return the coverage by commune of a province, or by province of the country; four queries."""
    key = "commune" if reached.place else "province"
    found: dict[int | None, dict[str, int]] = {}
    for count in (_register, _occasions, _new_names):
        for row in count(user, reached, key):
            found.setdefault(row.pop(key), {}).update(row)
    rows = [CoverageRow(unit, **found.get(unit.pk, {})) for unit in _places(user, reached, found)]
    if None in found:
        rows.append(CoverageRow(None, **found[None]))
    return Coverage(rows)


def establishments_reached(user: User, reached: Reached) -> EstablishmentQuerySet:
    """The establishments with what reached each: ``is_told``, ``has_asked``, ``is_supported``."""
    told = Outreach.establishments.through.objects.filter(
        establishment=OuterRef("pk"), outreach__in=_occasions_of(user, reached)
    )
    asked = _needs_of(user, reached).filter(establishment=OuterRef("pk"))
    supported = Beneficiary.objects.filter(
        establishment=OuterRef("pk"), scheme__state__in=CARRIED_OUT
    ).exclude(scheme__recusals__person=user)
    found = Establishment.objects.visible_to(user).filter(**_where(reached))
    return found.annotate(
        is_told=Exists(told), has_asked=Exists(asked), is_supported=Exists(supported)
    )


_SILENT = Q(is_told=False, has_asked=False, is_supported=False)


def _register(user: User, reached: Reached, key: str) -> Any:
    rows = establishments_reached(user, reached).order_by().values(key)
    return rows.annotate(
        establishments=Count("pk"),
        told=Count("pk", filter=Q(is_told=True)),
        asked=Count("pk", filter=Q(has_asked=True)),
        supported=Count("pk", filter=Q(is_supported=True)),
        silent=Count("pk", filter=_SILENT),
    )


def _occasions(user: User, reached: Reached, key: str) -> Any:
    rows = _occasions_of(user, reached).order_by().values(key)
    return rows.annotate(occasions=Count("pk"), people=Coalesce(Sum("people_count"), 0))


def _new_names(user: User, reached: Reached, key: str) -> Any:
    rows = _needs_of(user, reached).filter(establishment__isnull=True).order_by().values(key)
    return rows.annotate(new_names=Count("fold", distinct=True))


def _places(user: User, reached: Reached, found: Iterable[int | None]) -> UnitQuerySet:
    """The places of today, those with nothing included, and ended ones that have records."""
    recorded = Q(pk__in=[pk for pk in found if pk is not None])
    units = Unit.objects.in_name_order()
    if reached.place is None:
        return units.filter(recorded | Q(level=Level.PROVINCE, valid_to__isnull=True))
    if reached.place.level == Level.COMMUNE:
        return units.filter(recorded | Q(pk=reached.place.pk))
    inside = Q(level=Level.COMMUNE, valid_to__isnull=True, province=reached.place)
    return units.filter(recorded | inside)


def _occasions_of(user: User, reached: Reached) -> QuerySet[Outreach]:
    rows = Outreach.objects.visible_to(user).filter(**_where(reached))
    return rows.filter(held_on__year=reached.year) if reached.year else rows


def _needs_of(user: User, reached: Reached) -> QuerySet[Need]:
    """Needs by the year they were told in, so that they stand beside who was told that year."""
    rows = Need.objects.visible_to(user).filter(**_where(reached))
    return rows.filter(recorded_at__year=reached.year) if reached.year else rows


def _where(reached: Reached) -> dict[str, Any]:
    records = {"is_illustrative": reached.is_illustrative}
    if reached.place is None:
        return records
    key = "commune" if reached.place.level == Level.COMMUNE else "province"
    return {**records, f"{key}_id__in": units_within(reached.place)}

"""Who was told of the programme, who asked, who was supported, who never got anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Need, Outreach
from khuyencong.establishments.models import Establishment, EstablishmentQuerySet
from khuyencong.lib.contents import Content
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

    @property
    def numbers(self) -> tuple[int, ...]:
        """The counts as a table tells them, column by column."""
        return (
            self.establishments,
            self.occasions,
            self.people,
            self.told,
            self.asked,
            self.new_names,
            self.supported,
            self.never_supported,
            self.silent,
        )


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
    """The filters of coverage: the place (``None``: the country, by province), year, content.

    ``year`` ``None`` is all years; it limits who was told and who asked, never who was supported.
    ``content`` limits who asked and who was supported; people are told of the whole programme.
    """

    place: Unit | None
    year: int | None = None
    is_illustrative: bool = False
    content: str = ""


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
    supported = _supported(user, reached.content).filter(establishment=OuterRef("pk"))
    found = Establishment.objects.visible_to(user).filter(**_where(reached))
    return found.annotate(
        is_told=Exists(told), has_asked=Exists(asked), is_supported=Exists(supported)
    )


def _supported(user: User, content: str) -> QuerySet[Beneficiary]:
    """Who got support, of that content if any, in a scheme that the person may know of."""
    rows = Beneficiary.objects.filter(scheme__state__in=CARRIED_OUT)
    if content:
        rows = rows.filter(lines__content=content)
    return rows.exclude(scheme__recusals__person=user)


SILENT = Q(is_told=False, has_asked=False, is_supported=False)
"""Those whom nothing has reached: not told, not asked, not supported."""


@dataclass(frozen=True, slots=True)
class ContentRow:
    """One content: who asked for it, in the register or not, who got it, who asked in vain.

    ``needs`` counts needs, the others establishments; ``unmet`` are those of the register that
    asked and never got this content.
    """

    content: str
    needs: int = 0
    asked: int = 0
    new_names: int = 0
    unmet: int = 0
    supported: int = 0

    @property
    def label(self) -> str:
        return str(Content(self.content).label)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The counts as a table tells them, column by column."""
        return self.needs, self.asked, self.new_names, self.supported, self.unmet


def coverage_by_content(user: User, reached: Reached) -> list[ContentRow]:
    """Every content that anybody asked for or got within the place, in their order; two queries."""
    got = _supported(user, "").filter(
        establishment=OuterRef("establishment"), lines__content=OuterRef("content")
    )
    asked = (
        _needs_of(user, reached)
        .order_by()
        .annotate(is_met=Exists(got))
        .values("content")
        .annotate(
            needs=Count("pk"),
            asked=Count("establishment", distinct=True),
            new_names=Count("fold", filter=Q(establishment__isnull=True), distinct=True),
            unmet=Count(
                "establishment",
                filter=Q(establishment__isnull=False, is_met=False),
                distinct=True,
            ),
        )
    )
    supported = (
        _supported(user, "")
        .filter(
            establishment__in=Establishment.objects.visible_to(user).filter(**_where(reached)),
            lines__content__in=Content.values,
        )
        .order_by()
        .values(content=F("lines__content"))
        .annotate(supported=Count("establishment", distinct=True))
    )
    found: dict[str, dict[str, Any]] = {}
    for row in [*asked, *supported]:
        found.setdefault(row["content"], {}).update(row)
    wanted = [reached.content] if reached.content else Content.values
    return [ContentRow(**found[code]) for code in wanted if code in found]


def _register(user: User, reached: Reached, key: str) -> Any:
    rows = establishments_reached(user, reached).order_by().values(key)
    return rows.annotate(
        establishments=Count("pk"),
        told=Count("pk", filter=Q(is_told=True)),
        asked=Count("pk", filter=Q(has_asked=True)),
        supported=Count("pk", filter=Q(is_supported=True)),
        silent=Count("pk", filter=SILENT),
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
    rows = Outreach.objects.visible_to(user).in_force().filter(**_where(reached))
    return rows.filter(held_on__year=reached.year) if reached.year else rows


def _needs_of(user: User, reached: Reached) -> QuerySet[Need]:
    """Needs by the year they were told in, so that they stand beside who was told that year."""
    rows = Need.objects.visible_to(user).in_force().filter(**_where(reached))
    if reached.content:
        rows = rows.filter(content=reached.content)
    return rows.filter(recorded_at__year=reached.year) if reached.year else rows


def _where(reached: Reached) -> dict[str, Any]:
    records = {"is_illustrative": reached.is_illustrative}
    if reached.place is None:
        return records
    key = "commune" if reached.place.level == Level.COMMUNE else "province"
    return {**records, f"{key}_id__in": units_within(reached.place)}

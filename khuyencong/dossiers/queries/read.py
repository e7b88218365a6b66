"""A dossier as it stands: its parts, its versions, its estimate; and the list of dossiers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import (
    SOURCES,
    Dossier,
    EstimateItem,
    Section,
    SectionVersion,
    SideText,
    readable_by,
)
from khuyencong.lib.merging import Merge, Piece, compare, merge
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme, StepTaken

Cell = TypeVar("Cell", str, int)
COUNTERPART_LABEL = "Vốn đối ứng"
SOURCE_LABELS = (*(label for _, _, label in SOURCES.values()), COUNTERPART_LABEL)


def dossiers_of(user: User) -> QuerySet[Dossier]:
    """The dossiers that the person may open, the newest first."""
    found = Dossier.objects.visible_to(user)
    return found.select_related("scheme__implementer", "opened_by").order_by("-opened_at", "-pk")


_OF_SCHEME = (
    "code",
    "name",
    "tier",
    "form",
    "state",
    "start_year",
    "end_year",
    "is_illustrative",
    "province__code",
    "implementer__name",
    "dossier__law_on",
    "dossier__copied_from",
)


def for_the_page(user: User) -> QuerySet[Scheme, Any]:
    """The schemes whose dossiers the person may read, each with it and ``partner_names``."""
    partners = Scheme.partners.through.objects.filter(scheme=OuterRef("pk")).order_by("pk")
    seen = readable_by(user).select_related("province", "implementer", "dossier").only(*_OF_SCHEME)
    return seen.annotate(partner_names=ArraySubquery(partners.values("organisation__name")))


def origin_of(dossier: Dossier, user: User) -> Scheme | None:
    """The scheme whose dossier this one began as, if there is one that the person may open."""
    if dossier.copied_from_id is None:
        return None
    return readable_by(user).filter(pk=dossier.copied_from_id).first()


def return_of(scheme: Scheme) -> StepTaken | None:
    """The step that sent a dossier back, with its reasons, while it is being mended."""
    if scheme.state != State.RETURNED:
        return None
    return scheme.history.select_related("by").order_by("number").last()


class PartRead(NamedTuple):
    """A part of a dossier as it stands; ``waiting`` counts typed texts that wait to be merged."""

    number: int
    code: str
    name: str
    applies_to: str
    text: str
    waiting: int


_OF_PART = ("part__number", "part__code", "part__name", "part__applies_to", "text", "waiting")


def sections_of(scheme: Scheme) -> list[PartRead]:
    """The parts of a dossier in order."""
    waiting = Count("side_texts", filter=Q(side_texts__settled_at__isnull=True))
    rows = Section.objects.filter(scheme=scheme).annotate(waiting=waiting).order_by()
    return sorted(PartRead(*row) for row in rows.values_list(*_OF_PART))


def side_text_of(section: Section, user: User) -> SideText | None:
    """What the person typed on this part and has not merged, the latest first."""
    return (
        SideText.objects.filter(section=section, by=user, settled_at__isnull=True)
        .order_by("-at", "-pk")
        .first()
    )


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two edits of one part: what both began from, who saved since, and how they merge."""

    side: SideText
    saved_since: Sequence[SectionVersion]
    merge: Merge


def meeting_of(section: Section, side: SideText) -> Meeting:
    """What became of the part since the person's version, put beside what the person typed."""
    versions = SectionVersion.objects.filter(section=section).select_related("by")
    base = versions.filter(number=side.base_number).first()
    return Meeting(
        side,
        list(versions.filter(number__gt=side.base_number).order_by("number")),
        merge(base.text if base else "", section.text, side.text),
    )


def change_of(version: SectionVersion) -> list[Piece]:
    """What a version changed against the one before, word by word."""
    before = SectionVersion.objects.filter(section=version.section_id, number=version.number - 1)
    return compare(before.values_list("text", flat=True).first() or "", version.text)


@dataclass(frozen=True, slots=True)
class LineEstimate:
    """A line of the scheme with the items of its estimate."""

    line: Line
    items: Sequence[EstimateItem]

    @property
    def amount_vnd(self) -> int:
        return sum(item.amount_vnd for item in self.items)

    @property
    def sources(self) -> list[int]:
        return _added(self.items)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The whole estimate: items by line; sums by source, the counterpart last, in đồng."""

    lines: Sequence[LineEstimate]

    @property
    def items(self) -> list[EstimateItem]:
        return [item for line in self.lines for item in line.items]

    @property
    def amount_vnd(self) -> int:
        return sum(item.amount_vnd for item in self.items)

    @property
    def support_vnd(self) -> int:
        """What state budgets are asked for."""
        return sum(item.support_vnd for item in self.items)

    @property
    def sources(self) -> list[int]:
        return _added(self.items)

    @property
    def columns(self) -> list[str]:
        """The sources that pay something, as headings of the table."""
        return self._used(SOURCE_LABELS)

    @property
    def table(self) -> list[tuple[LineEstimate, list[tuple[EstimateItem, list[int]]], list[int]]]:
        """Each line with its items and its sums, in the columns that are used."""
        return [
            (
                line,
                [(item, self._used(item.sources)) for item in line.items],
                self._used(line.sources),
            )
            for line in self.lines
        ]

    def _used(self, row: Sequence[Cell]) -> list[Cell]:
        return [cell for cell, total in zip(row, self.sources, strict=True) if total]

    @property
    def by_source(self) -> list[tuple[str, int]]:
        """Each source that pays something, with its sum."""
        return [
            (name, sum_) for name, sum_ in zip(SOURCE_LABELS, self.sources, strict=True) if sum_
        ]


def _added(items: Sequence[EstimateItem]) -> list[int]:
    rows = [item.sources for item in items] or [[0] * len(SOURCE_LABELS)]
    return [sum(column) for column in zip(*rows, strict=True)]


_RELATIONS = ("account", "sub_content__kind", "beneficiary__establishment")


def estimate_of(scheme: Scheme, *columns: str) -> Estimate:
    """The estimate of a scheme, in two queries.

    Of its lines only the *columns*, if any is named, the year of the account among them.  Lines
    that came after the dossier (a plan that names beneficiaries, a change) have no items and are
    no part of it.
    """
    relations = {column.rpartition("__")[0] for column in columns} - {""} or _RELATIONS
    lines = Line.objects.filter(scheme=scheme).select_related(*relations).order_by()
    if columns:
        lines = lines.only(*columns)
    items: dict[int, list[EstimateItem]] = defaultdict(list)
    read = EstimateItem.objects.filter(line__scheme=scheme).order_by()
    for item in sorted(read, key=attrgetter("order", "pk")):
        items[item.line_id].append(item)
    found = [
        LineEstimate(line, items[line.pk])
        for line in sorted(lines, key=attrgetter("account.year", "pk"))
    ]
    if "submit" in scheme.steps_ahead or not any(one.items for one in found):
        return Estimate(found)
    return Estimate([one for one in found if one.items])


def items_of(scheme: Scheme) -> QuerySet[EstimateItem]:
    """The items of a scheme's estimate, each with its line."""
    items = EstimateItem.objects.filter(line__scheme=scheme)
    return items.select_related("line__account", "line__scheme")

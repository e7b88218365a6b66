from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet

from khuyencong.figures.findings import Finding, Weight
from khuyencong.figures.models import FigureKind, PublishedFigure, SourceText
from khuyencong.figures.queries import ProgrammePage, texts_of
from khuyencong.figures.reconciliation import Row, reconcile
from khuyencong.indicators.address import Address
from khuyencong.indicators.evaluation import Evaluation, evaluate_all
from khuyencong.lib.contents import Content
from khuyencong.lib.days import show_day
from khuyencong.places.models import Level, Succession, Unit
from khuyencong.places.queries import cartogram, provinces_today

HEADLINES = ("support", "total", "counterpart", "schemes")
_TONES = {
    Weight.HOLDS: "success",
    Weight.DIFFERS: "danger",
    Weight.GAP: "warning",
    Weight.NOTE: "info",
}
_TILE_WIDTH, _TILE_HEIGHT, _GAP = 56, 40, 4
_MARGIN = 2  # around the map, so that the lines of its outermost tiles are whole


@dataclass(frozen=True, slots=True)
class MapTile:
    """A square of the map: where it stands, what it says, and the province page it opens."""

    x: str
    y: str
    label: str
    title: str
    slug: str
    archipelago: str


@dataclass(frozen=True, slots=True)
class Map:
    """The map of 34 provinces with both archipelagos; its size in units of the drawing."""

    width: str
    height: str
    tiles: Sequence[MapTile]


def map_of(pages: Sequence[ProgrammePage]) -> Map:
    """The map on which the provinces of *pages*, as they are today, open their page."""
    today = provinces_today()
    places = [page.text.place_id for page in pages if page.text.place_id is not None]
    reported = {today.get(place, place) for place in places}
    tiles = [
        MapTile(
            x=str(tile.column * (_TILE_WIDTH + _GAP)),
            y=str(tile.row * (_TILE_HEIGHT + _GAP)),
            label=tile.label,
            title=_title(tile.province, tile.archipelago),
            slug=tile.province.slug if tile.province.pk in reported else "",
            archipelago=tile.archipelago,
        )
        for tile in cartogram()
    ]
    width = max((int(tile.x) for tile in tiles), default=0) + _TILE_WIDTH
    height = max((int(tile.y) for tile in tiles), default=0) + _TILE_HEIGHT
    return Map(str(width + 2 * _MARGIN), str(height + 2 * _MARGIN), tiles)


def _title(province: Unit, archipelago: str) -> str:
    return f"{archipelago} ({province})" if archipelago else str(province)


def headline(page: ProgrammePage) -> list[PublishedFigure]:
    """The few figures a programme is known by: money and schemes of the whole of it.

    Where the whole is not published, its parts by source.
    """
    found = [figure for figure in page.headline if figure.measure in HEADLINES]
    told = {figure.measure for figure in found}
    return found + [
        figure
        for figure in page.results
        if figure.measure in HEADLINES
        and figure.measure not in told
        and figure.source
        and not figure.contents
    ]


def figures_count(pages: Sequence[ProgrammePage]) -> int:
    """How many results, plans and targets are published."""
    return sum(len(one.results) + len(one.plans) + len(one.targets) for one in pages)


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one content, each with its verdict."""

    label: str
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Told:
    """A text on the page of a province: its results by content, its goals, what was found."""

    text: SourceText
    groups: Sequence[Group]
    goals: Sequence[Row]
    findings: Sequence[tuple[Finding, str]]


@dataclass(frozen=True, slots=True)
class Boundary:
    """A merger or a change of name: the other province, since when, by which resolution."""

    unit: Unit
    since: str
    resolution: str


@dataclass(frozen=True, slots=True)
class ProvincePage:
    """A province: what it came from, what it went into, and what has been published about it."""

    unit: Unit
    made_of: Sequence[Boundary]
    went_into: Sequence[Boundary]
    told: Sequence[Told]


def province_page(slug: str) -> ProvincePage | None:
    """The page of the province called so, the one of today first; ``None`` for no such name."""
    key = slug.replace("-", " ")
    named = Unit.objects.provinces().filter(fold=key)
    unit = named.order_by(F("valid_to").desc(nulls_first=True)).first()
    if unit is None:
        return None
    texts = reconcile(texts_of(unit), _from_illustrative)
    return ProvincePage(
        unit=unit,
        made_of=[
            _boundary(edge.predecessor, edge)
            for edge in _edges().filter(successor=unit).order_by("predecessor__sort_key")
        ],
        went_into=[_boundary(edge.successor, edge) for edge in _edges().filter(predecessor=unit)],
        told=[_told(one.text, one.rows, one.findings) for one in texts],
    )


def _from_illustrative(addresses: Sequence[Address]) -> list[Evaluation]:
    """A visitor reads no sum of real records: the published stands beside the illustrative."""
    return evaluate_all([one.narrowed(records="illustrative") for one in addresses])


def _edges() -> QuerySet[Succession]:
    return Succession.objects.filter(
        predecessor__level=Level.PROVINCE, successor__level=Level.PROVINCE
    ).select_related("predecessor", "successor")


def _boundary(unit: Unit, edge: Succession) -> Boundary:
    return Boundary(unit, show_day(edge.on_date), edge.resolution)


def _told(text: SourceText, rows: Sequence[Row], findings: Sequence[Finding]) -> Told:
    results = [row for row in rows if row.figure.kind == FigureKind.RESULT]
    goals = [row for row in rows if row.figure.kind in (FigureKind.TARGET, FigureKind.PLAN)]
    toned = [(finding, _TONES[finding.weight]) for finding in findings]
    return Told(text, list(_groups(results)), goals, toned)


def _groups(rows: Sequence[Row]) -> Iterator[Group]:
    """By content, in the order of the vocabulary; the figures of all contents come first."""
    general = [row for row in rows if not row.figure.contents]
    if general:
        yield Group("Kết quả chung", general)
    for content in Content:
        own = [row for row in rows if row.figure.contents and row.figure.contents[0] == content]
        if own:
            yield Group(str(content.label), own)

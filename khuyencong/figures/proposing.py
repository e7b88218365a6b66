"""What the machine proposes for a person to confirm (đề xuất): a reading as rows, not yet saved.

The words of a figure become parts of an address in the vocabulary of every other figure.  What does
not fit that vocabulary is left out and told in ``ambiguity``-like remarks, never guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from khuyencong.indicators.address import SOURCES, WORDS
from khuyencong.indicators.measures import MEASURES, NAMES
from khuyencong.lib.contents import Content
from khuyencong.places.models import Level, Unit
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace, resolve_place

from .checking.check import check, check_reading
from .checking.finding import CONTRADICTION, UNCLEAR, Finding
from .models import PUBLISHABLE, Candidate, Document, PlaceStatus
from .reading.figure import Figure, Number, Reading, Span, TextPeriod, TextPlace

_LARGEST = Decimal(10) ** 19
_SMALLEST = Decimal("0.0001")
_COUNTERPARTS = {"counterpart": "counterpart", "total": "total"}
_MONEY_OF_ANY = ("support", "total", "counterpart")
_YEARLY = "/năm"
_UNTITLED = "Văn bản chưa có tiêu đề"

# The counted noun, with the content where it decides → kind of result; the first that fits.
_ITEMS = (
    ("people", r"lượt", "turn"),
    ("people", r"học viên", "trainee"),
    ("people", r"đại biểu", "delegate"),
    ("people", r"việc làm", "job"),
    ("people", r"^người|^lao động", "person"),
    ("events", r"lễ hội", "festival"),
    ("events", r"hội chợ|triển lãm", "fair"),
    ("events", r"bình chọn", "selection_round"),
    ("events", r"tập huấn|hội thảo|hội nghị", "workshop"),
    ("agreements", r"biên bản", "memorandum"),
    ("agreements", r"hợp đồng", "contract"),
    ("count", r"website|trang web", "website"),
    ("count", r"điểm", "sales_point"),
)
_EVENTS_OF = {"selection": "selection_round", "fair": "fair"}
_SAYS_IT_ALL = frozenset({"festival", "memorandum", "contract", "website", "sales_point"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """A text and its figures as rows that are not saved; ``findings`` point at their places."""

    document: Document
    candidates: tuple[Candidate, ...]
    findings: tuple[Finding, ...]


def propose(reading: Reading, *, title: str = "", document: Document | None = None) -> Proposal:
    """Return the rows of *reading*; what a person said of *document* stays as it is."""
    places = _Places()
    document = _described(document or Document(), reading, title, places)
    findings = tuple(check_reading(reading))
    candidates = [
        _candidate(document, number, figure, places)
        for number, figure in enumerate(reading.figures, start=1)
    ]
    for candidate, figure in zip(candidates, reading.figures, strict=True):
        if figure.parent is not None and figure.parent >= 0:
            candidate.part_of = candidates[figure.parent]
    _tell_clear(candidates, findings)
    return Proposal(document, tuple(candidates), findings)


class _Places:
    """Places of a text looked up once each."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, date | None], Unit | None] = {}

    def of(self, place: TextPlace, on: date | None) -> Unit | None:
        """The unit of that name in that time; ``None`` where the list knows none or several."""
        key = (place.name, place.level, on)
        if place.name and key not in self._known:
            level = Level(place.level) if place.level in Level.values else None
            try:
                self._known[key] = resolve_place(place.name, on=on, level=level)
            except (AmbiguousPlace, UnknownPlace):
                self._known[key] = None
        return self._known.get(key)


def _described(document: Document, reading: Reading, title: str, places: _Places) -> Document:
    period = reading.period
    document.text = reading.source
    document.title = (document.title or _one_line(reading.title_text) or title or _UNTITLED)[:300]
    document.publisher = document.publisher or _one_line(reading.publisher)[:200]
    document.published_on = document.published_on or reading.published_on
    if document.period is None and period.start and period.end and period.start <= period.end:
        document.start_date, document.end_date = period.start, period.end
        document.period_label = period.label[:100]
    if document.place is None:
        document.place = places.of(reading.place, document.end_date)
        in_title = reading.place.written and reading.place.written in reading.title_text
        is_stated = document.place is not None and bool(in_title)
        document.place_status = PlaceStatus.STATED if is_stated else PlaceStatus.SUGGESTED
    return document


def _candidate(document: Document, number: int, figure: Figure, places: _Places) -> Candidate:
    start, end = _dates(figure.period)
    candidate = Candidate(
        document=document,
        number=number,
        quote=figure.quote,
        start=figure.start,
        end=figure.end,
        kind=figure.kind,
        value=_number(figure.value),
        low=_number(figure.low),
        high=_number(figure.high),
        whole=_number(figure.whole),
        step=_number(figure.step),
        unit=figure.unit[:80],
        qualifier=figure.qualifier[:80],
        place=places.of(figure.place, end) or document.place,
        place_written=figure.place.written[:120],
        start_date=start,
        end_date=end,
        period_label=figure.period.label[:100],
        words={**dict(figure.filters), "fund_source": figure.fund_source},
        why=list(figure.why),
    )
    _set_address(candidate, figure)
    return candidate


def _set_address(candidate: Candidate, figure: Figure) -> None:
    """The parts of the address that are words of a closed list."""
    source = figure.fund_source
    candidate.measure = figure.measure if figure.measure in NAMES else "count"
    if source in _COUNTERPARTS and candidate.measure in _MONEY_OF_ANY:
        candidate.measure = _COUNTERPARTS[source]
    candidate.source = source if source in SOURCES else ""
    candidate.contents = [figure.content] if figure.content in Content.values else []
    for name in ("legal_form", "area", "certified_at"):
        word = figure.filter(name)
        setattr(candidate, name, word if word in WORDS[name] else "")
    candidate.per = "year" if figure.unit.endswith(_YEARLY) else ""
    candidate.item = _item(figure)
    if candidate.item in _SAYS_IT_ALL:
        candidate.contents = []


def _item(figure: Figure) -> str:
    """The kind of result that the counted noun names, empty where it names none."""
    measure = MEASURES.get(figure.measure)
    if measure is None or not measure.needs_item:
        return ""
    if figure.measure == "products":
        return "certified_product" if figure.filter("certified_at") else ""
    words = f"{figure.unit} {figure.quote}".casefold()
    for code, pattern, item in _ITEMS:
        if code == figure.measure and re.search(pattern, words):
            return item
    return _EVENTS_OF.get(figure.content, "") if figure.measure == "events" else ""


def _tell_clear(candidates: Sequence[Candidate], findings: Sequence[Finding]) -> None:
    """Mark what may be accepted together with others: nothing about it is open."""
    doubted = {
        index
        for finding in findings
        if finding.severity in (CONTRADICTION, UNCLEAR)
        for index in finding.figures
    }
    for index, candidate in enumerate(candidates):
        candidate.is_clear = index not in doubted and _says_everything(candidate)


def _says_everything(candidate: Candidate) -> bool:
    measure = MEASURES.get(candidate.measure)
    needs_item = measure is not None and measure.needs_item and not candidate.item
    return bool(
        candidate.kind in PUBLISHABLE
        and candidate.value is not None
        and candidate.whole is None
        and candidate.start_date
        and candidate.end_date
        and candidate.place
        and not needs_item
        and not candidate.per
        and "claimed_part_of" not in candidate.words
    )


def _number(number: Number | None) -> Decimal | None:
    """A number as a column holds it; one that no column holds is left out."""
    if number is None:
        return None
    exact = Decimal(number)
    return exact.quantize(_SMALLEST) if -_LARGEST < exact < _LARGEST else None


def _dates(period: TextPeriod) -> tuple[date | None, date | None]:
    if period.start and period.end and period.end < period.start:
        return None, None
    return period.start, period.end


def _one_line(words: str) -> str:
    return " ".join(words.split())


def as_checked(candidates: Sequence[Candidate]) -> list[Figure]:
    """Return candidates as the checks take them, with which is told as a part of which."""
    place = {candidate.number: index for index, candidate in enumerate(candidates)}
    return [_bound(candidate, place) for candidate in candidates]


def _bound(candidate: Candidate, place: Mapping[int, int]) -> Figure:
    claim = candidate.claim
    filters = dict(claim.filters)
    source = str(filters.pop("fund_source", candidate.source))
    claimed = str(filters.pop("claimed_part_of", "-1"))
    if claimed.isdecimal() and int(claimed) + 1 in place:
        filters["claimed_part_of"] = str(place[int(claimed) + 1])
    parent = candidate.part_of
    return replace(
        claim,
        content=min(candidate.contents, default=""),
        fund_source=source,
        filters=tuple(sorted(filters.items())),
        parent=place.get(parent.number) if parent is not None else None,
    )


def findings_of(document: Document, candidates: Sequence[Candidate]) -> list[Finding]:
    """Return what the text's own arithmetic shows, with what a person changed taken in."""
    reading_title = Span(0, 0, "title")
    start = document.text.find(document.title) if document.title else -1
    if start >= 0:
        reading_title = Span(start, start + len(document.title), "title")
    return check(as_checked(candidates), title_span=reading_title)

"""Reading a text (đọc số liệu): the stages in order, from characters to figures.

normalise → layout → periods → quantities → drafts → measure, source, content → parts and wholes →
period, place, kind → figures. Every stage is linear in the length of the text and adds its reason.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from . import contents, kinds, meanings, relations, sources, structure, totals
from .drafts import Draft, Page, draft_all, open_page
from .figure import Figure, Number, Reading, Rejected, Span, TextPlace
from .layout import lay_out
from .normal import Text, normalise
from .periods import find_periods
from .places import Gazetteer, PlaceMention, find_places, provinces, text_place
from .quantities import scan
from .timing import Timeline, text_period
from .units import Quantity
from .vocabulary import VND_PER_YEAR

_YEARLY = re.compile(
    r"(?:tính\s+)?(?P<words>(?:bình\s+quân|trung\s+bình)\s*,?\s*(?:mỗi|một|hằng|hàng|trong|cả|"
    r"/|các)?\s*(?:1\s*)?năm)|(?P<each>(?:mỗi|hằng|hàng)\s+năm)"
)
_SCHEME_NAME = re.compile(
    r"(?:gồm|đề án|như|sau)\s*:\s*[-+]?\s*(?:hỗ trợ|phát triển|đầu tư|xây dựng|đề "
    r"án)[^.;:\d]{10,200}\s$"
)
_ISO_DAY = re.compile(r"(?<!\d)(20\d\d|19\d\d)-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_DAY = re.compile(r"(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_PUBLISHER = re.compile(
    r"(?:nguồn(?:\s+(?:bài|tin))?\s*:\s*|\(|^)((?:báo|tạp chí|cổng thông tin|sở công thương|"
    r"trung tâm khuyến công|đài phát thanh|cục)[^\n:()|.\d]{3,80})\s*(?:\)|$)",
    re.M,
)
_SITE = re.compile(r"https?://(?:www\.|m\.)?([\w.-]{3,80})|\(([\w-]{3,40}\.vn)\)")


def read(
    source: str, *, published_on: date | None = None, gazetteer: Gazetteer | None = None
) -> Reading:
    """Read every figure of a text.

    Offsets of the result are those of `source`. `published_on` resolves «đến nay»; without it the
    text's own date line is used. `gazetteer` names the places, by default the provinces.
    """
    text = normalise(source)
    layout = lay_out(text)
    published_on = published_on or _published_on(text, layout.furniture, layout.title)
    periods = find_periods(text.low, text.flat, published_on)
    page = open_page(text, layout, periods)
    tokens = scan(text, periods)
    page, spans = _own_spans(page)
    drafts = draft_all(page, tuple(sorted((*tokens.quantities, *spans), key=_start)))
    drafts, rejected = _interpret(page, drafts)
    whole = text_period(page, drafts, published_on)
    Timeline(page, whole).assign(drafts)
    places = find_places(text, gazetteer or provinces())
    place = text_place(places, (layout.title.start, layout.title.end))
    kinds.assign_kinds(page, drafts, whole)
    figures = tuple(_figure(page, draft, _place_of(draft, places, place)) for draft in drafts)
    return Reading(
        figures=figures,
        source=source,
        rejected=tuple(_moved(text, r) for r in sorted((*tokens.rejected, *rejected), key=_start)),
        article=_span(text, layout.article),
        furniture=tuple(_span(text, span) for span in layout.furniture),
        title=_span(text, layout.title),
        title_text=text.raw[layout.title.start : layout.title.end],
        publisher=_publisher(text),
        published_on=published_on,
        place=place,
        period=whole,
    )


def _own_spans(page: Page) -> tuple[Page, list[Quantity]]:
    """A scheme's own years («gồm: Hỗ trợ … giai đoạn 2018-2020») are no reporting period."""
    spans, periods = [], []
    for mention in page.periods:
        before = page.text.low[max(0, mention.start - 240) : mention.start]
        years = mention.period.start, mention.period.end
        if _SCHEME_NAME.search(before) and years[0] and years[1] and years[0].year < years[1].year:
            low, high = Decimal(years[0].year), Decimal(years[1].year)
            span = Quantity(mention.start, mention.end, "span", low=low, high=high, unit="năm")
            spans.append(replace(span, number_start=mention.start))
            mention = replace(mention, document=True)
        periods.append(mention)
    return replace(page, periods=tuple(periods)), spans


def _interpret(page: Page, drafts: list[Draft]) -> tuple[list[Draft], list[Rejected]]:
    """Measures, sources, contents and structure; bare numbers that stay bare are dropped."""
    kinds.settle_bare(page, drafts)
    meanings.assign_measures(page, [d for d in drafts if not d.measure or d.quantity.measure])
    sources.assign_sources(page, drafts)
    contents.assign_contents(page, drafts)
    structure.link_parts(page, drafts)
    totals.link_totals(page, drafts)
    relations.relate(page, drafts)
    _set_yearly(page, drafts)
    structure.inherit(page, drafts)
    contents.share_contents(page, drafts, across=True)
    _own_province(page, drafts)
    _title_sources(drafts)
    dropped, rejected = kinds.finish_bare(page, drafts)
    return _without(drafts, set(dropped)), rejected


def _without(drafts: list[Draft], dropped: set[int]) -> list[Draft]:
    """Drop drafts and renumber the parents of the others."""
    kept = [index for index in range(len(drafts)) if index not in dropped]
    place = {old: new for new, old in enumerate(kept)}
    for index in kept:
        draft = drafts[index]
        draft.parent = place.get(draft.parent) if draft.parent is not None else None
        for name in relations.POINTERS & draft.filters.keys():
            draft.filters[name] = str(place.get(int(draft.filters[name]), -1))
    return [drafts[index] for index in kept]


def _set_yearly(page: Page, drafts: Sequence[Draft]) -> None:
    """«Tính bình quân mỗi năm … 98 triệu đồng … cho 320 người» makes both of them yearly."""
    for draft in drafts:
        head = page.text.low[draft.clause : draft.quantity.start]
        found = _YEARLY.search(head)
        if draft.quantity.per == "năm":
            draft.yearly = True
        elif found and draft.family not in ("percent", "times", "years"):
            draft.yearly = True
            if found["words"] and not draft.quantity.qualifier:
                draft.qualifier = re.sub(r"\s+", " ", found["words"])
        if draft.yearly:
            draft.why.append("đơn vị: bình quân mỗi năm")


def _own_province(page: Page, drafts: Sequence[Draft]) -> None:
    if not sources.owned_by_province(page):
        return
    for draft in drafts:
        if not draft.source or draft.source == "all":
            draft.source = "province"
            draft.why.append("nguồn: đề án «của» tỉnh, bài không nêu nguồn nào khác")


def _title_sources(drafts: Sequence[Draft]) -> None:
    """A title tells the total: it takes the source of the body's total, or of all its parts."""
    body = [draft for draft in drafts if not draft.sentence.title]
    for draft in drafts:
        if not draft.sentence.title or draft.source or draft.family not in structure.PARTIBLE:
            continue
        same = [other for other in body if other.family == draft.family]
        total = next((o for o in same if o.source == "all" and not o.content), None)
        named = {other.source for other in same}
        if total is not None or len(named & {"national", "local", "province"}) > 1:
            draft.source = "all"
            draft.why.append("nguồn: tiêu đề nói số tổng của bài")


def _figure(page: Page, draft: Draft, place: TextPlace) -> Figure:
    quantity, text = draft.quantity, page.text
    end = int(draft.filters.pop("unit_end", quantity.end))
    start, end = text.at(quantity.start), text.at(end)
    unit = draft.unit
    if draft.yearly:
        unit = VND_PER_YEAR if unit == "VND" else f"{unit}/năm"
    return Figure(
        quote=text.source[start:end],
        start=start,
        end=end,
        value=_number(quantity.value),
        low=_number(quantity.low),
        high=_number(quantity.high),
        whole=_number(quantity.whole),
        unit=unit,
        qualifier=quantity.qualifier or draft.qualifier,
        measure=draft.measure or "count",
        content=draft.content,
        fund_source=draft.source,
        period=draft.period,
        place=place,
        kind=draft.kind,
        parent=draft.parent,
        step=quantity.step,
        filters=tuple(sorted(draft.filters.items())),
        why=tuple(draft.why),
    )


def _number(value: Decimal | None) -> Number | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else value.normalize()


def _place_of(draft: Draft, places: Sequence[PlaceMention], whole: TextPlace) -> TextPlace:
    """A unit named right before the number, else the place of the text."""
    index = bisect_left(places, draft.quantity.start, key=lambda mention: mention.end) - 1
    mention = places[index] if index >= 0 else None
    if mention is None or mention.venue or mention.start < draft.left:
        return whole
    return mention.place if draft.quantity.start - mention.end <= 40 else whole


@dataclass(frozen=True, slots=True)
class _Day:
    year: int
    month: int
    day: int

    def as_date(self) -> date | None:
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def _published_on(text: Text, furniture: Sequence[Span], title: Span) -> date | None:
    """The day in the date line nearest to the title, or in the heading lines of the page."""
    spans = [(span.start, span.end) for span in furniture] + [(0, min(len(text), 240))]
    spans.sort(key=lambda span: abs(span[0] - title.start))
    for start, end in spans:
        day = _day_in(text, start, end)
        if day:
            return day
    return None


def _day_in(text: Text, start: int, end: int) -> date | None:
    iso = _ISO_DAY.search(text.low, start, end)
    if iso:
        return _Day(int(iso[1]), int(iso[2]), int(iso[3] or 1)).as_date()
    day = _DAY.search(text.low, start, end)
    if day is None:
        return None
    one, two, year = int(day[1]), int(day[2]), int(day[3])
    one, two = (two, one) if two > 12 else (one, two)
    return _Day(year, two, one).as_date()


def _publisher(text: Text) -> str:
    found = _PUBLISHER.search(text.low)
    if found:
        return " ".join(text.raw[found.start(1) : found.end(1)].split())
    site = _SITE.search(text.low)
    return (site[1] or site[2]) if site else ""


def _span(text: Text, span: Span) -> Span:
    return Span(text.at(span.start), text.at(span.end), span.label)


def _moved(text: Text, rejected: Rejected) -> Rejected:
    start, end = text.at(rejected.start), text.at(rejected.end)
    return Rejected(text.source[start:end], start, end, rejected.reason)


def _start(item: Rejected | Quantity) -> int:
    return item.start

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.indicators.address import Address, AddressError, parse
from khuyencong.lib.period import Period, PeriodError
from khuyencong.places.models import Unit
from khuyencong.places.queries import AmbiguousPlace, UnknownPlace, resolve_place

from ..models import FigureKind, PlaceStatus, PublishedFigure, SourceText

DATA = Path(__file__).parents[1] / "data"


class BadDataError(ValueError):
    """A row of a shipped file is wrong; the message is a sentence naming the file and the line."""


@dataclass(frozen=True, slots=True)
class Loading:
    """What is published after loading: numbers of texts and of figures."""

    texts: int
    figures: int


@transaction.atomic
def load_published(*, data: Path = DATA) -> Loading:
    """Bring the published figures to the shipped files (nạp số liệu công bố).

    Needs the place list.  A place that a person confirmed stays confirmed.  Raise
    :class:`BadDataError` for the first row that does not fit the vocabulary.
    """
    places = _Places()
    texts = _save_texts(_read(data / "texts.tsv"), places)
    figures = _save_figures(_read(data / "figures.tsv"), texts, places)
    return Loading(len(texts), figures)


@transaction.atomic
def confirm_place(text: SourceText, place: Unit, *, by: User, at: datetime) -> SourceText:
    """Confirm which place a text and its figures report on (xác nhận địa bàn)."""
    text = SourceText.objects.select_for_update().get(pk=text.pk)
    text.place, text.place_status = place, PlaceStatus.CONFIRMED
    text.place_confirmed_by, text.place_confirmed_at = by, at
    text.full_clean()
    text.save()
    text.figures.update(place=place)
    return text


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a file with its cells, able to say where something is wrong."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        try:
            return self.cells[column]
        except KeyError:
            raise self.wrong(f"thiếu cột «{column}»") from None

    def wrong(self, why: str) -> BadDataError:
        return BadDataError(f"Tệp {self.file}, dòng {self.line}: {why.rstrip('.')}.")

    def number(self, column: str) -> Decimal | None:
        try:
            return Decimal(self[column]) if self[column] else None
        except InvalidOperation:
            raise self.wrong(f"cột «{column}» không phải là số: «{self[column]}»") from None

    def day(self, column: str) -> date | None:
        try:
            return date.fromisoformat(self[column]) if self[column] else None
        except ValueError:
            raise self.wrong(f"cột «{column}» không phải là ngày: «{self[column]}»") from None

    def period(self) -> Period | None:
        try:
            return Period.parse(self["period"]) if self["period"] else None
        except PeriodError as wrong:
            raise self.wrong(str(wrong)) from wrong


def _read(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for cells in reader:
            row = _Row(path.name, reader.line_num, cells)
            if None in cells or None in cells.values():
                raise row.wrong("thiếu hoặc thừa cột")
            yield row


class _Places:
    """Names looked up once each: a file says the same few places over and over."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, date | None], Unit] = {}

    def of(self, row: _Row, on: date | None) -> Unit | None:
        """Return the unit the row names, as it was on that day."""
        name = row["place"]
        if name and (name, on) not in self._known:
            try:
                self._known[name, on] = resolve_place(name, on=on)
            except (UnknownPlace, AmbiguousPlace) as wrong:
                raise row.wrong(str(wrong)) from wrong
        return self._known[name, on] if name else None


_TEXT_FIELDS = ("title", "publisher", "published_label", "url", "place_status", "place_note")


def _save_texts(rows: Iterator[_Row], places: _Places) -> dict[str, SourceText]:
    stored = {text.code: text for text in SourceText.objects.all()}
    saved: dict[str, SourceText] = {}
    for row in rows:
        text = stored.get(row["code"]) or SourceText(code=row["code"])
        saved[text.code] = _fill_text(text, row, places)
    return saved


def _fill_text(text: SourceText, row: _Row, places: _Places) -> SourceText:
    period = row.period()
    if period is None:
        raise row.wrong("văn bản phải có kỳ số liệu")
    is_confirmed = text.place_status == PlaceStatus.CONFIRMED
    for name in _TEXT_FIELDS:
        if not (is_confirmed and name == "place_status"):
            setattr(text, name, row[name])
    if not is_confirmed:
        text.place = places.of(row, period.end)
    text.published_on = row.day("published_on")
    text.start_date, text.end_date, text.period_label = period.start, period.end, period.label
    _clean(text, row, "url")
    text.save()
    return text


def _clean(record: SourceText | PublishedFigure, row: _Row, *free: str) -> None:
    """Check words and sizes of fields; references were looked up already."""
    references = [field.name for field in record._meta.fields if field.is_relation]
    try:
        record.clean_fields(exclude={*references, *(name for name in free if not row[name])})
    except ValidationError as wrong:
        column, messages = next(iter(wrong.message_dict.items()))
        raise row.wrong(f"cột «{column}»: {messages[0]}") from wrong


_ADDRESS_PARAMETERS = {
    "measure": "measure",
    "contents": "content",
    "source": "source",
    "period": "period",
    "legal_form": "legal_form",
    "area": "area",
    "item": "item",
    "certified_at": "certified_at",
    "per": "per",
}
"""Column of the file → parameter of an address."""

_FIGURE_WORDS = ("label", "surface", "unit", "qualifier", "ambiguity")
_LINKS = ("part_of", "told_again")
_FIGURE_FIELDS = tuple(
    field.name
    for field in PublishedFigure._meta.concrete_fields
    if field.name not in ("id", "text", "number", *_LINKS)
)


def _save_figures(rows: Iterator[_Row], texts: Mapping[str, SourceText], places: _Places) -> int:
    pairs = [(_figure(row, texts, places), row) for row in rows]
    saved = PublishedFigure.objects.bulk_create(
        [figure for figure, _ in pairs],
        update_conflicts=True,
        unique_fields=("text", "number"),
        update_fields=_FIGURE_FIELDS,
    )
    known = {(figure.text_id, figure.number): figure for figure in saved}
    for figure, row in pairs:
        for link in _LINKS:
            setattr(figure, link, _linked(figure, row, link, known))
    PublishedFigure.objects.bulk_update(saved, _LINKS)
    kept = [figure.pk for figure in saved]
    PublishedFigure.objects.filter(text__in=texts.values()).exclude(pk__in=kept).delete()
    return len(saved)


def _figure(row: _Row, texts: Mapping[str, SourceText], places: _Places) -> PublishedFigure:
    text = texts.get(row["text"])
    if text is None:
        raise row.wrong(f"không có văn bản «{row['text']}» trong texts.tsv")
    address = _address(row)
    period = address.period
    figure = PublishedFigure(
        text=text,
        number=int(row.number("number") or 0),
        kind=row["kind"],
        value=row.number("value"),
        low=row.number("low"),
        high=row.number("high"),
        step=row.number("step"),
        measure=address.measure,
        contents=list(address.contents),
        source=address.source,
        legal_form=address.legal_form,
        area=address.area,
        item=address.item,
        certified_at=address.certified_at,
        per=address.per,
        start_date=period.start if period else None,
        end_date=period.end if period else None,
        period_label=period.label if period else "",
        **{name: row[name] for name in _FIGURE_WORDS},
    )
    figure.place = _place(text, row, places, on=period.end if period else text.end_date)
    _check(figure, row)
    return figure


def _address(row: _Row) -> Address:
    """Read the row in the vocabulary of every other figure; its place is looked up apart."""
    words = {asked: row[column] for column, asked in _ADDRESS_PARAMETERS.items()}
    try:
        return parse({asked: word for asked, word in words.items() if word})
    except (AddressError, PeriodError) as wrong:
        raise row.wrong(str(wrong)) from wrong


def _place(text: SourceText, row: _Row, places: _Places, on: date) -> Unit | None:
    confirmed = text.place_status == PlaceStatus.CONFIRMED
    return text.place if confirmed else places.of(row, on)


def _check(figure: PublishedFigure, row: _Row) -> None:
    _clean(figure, row)
    if figure.value is not None and figure.low is not None:
        raise row.wrong("một số liệu là một giá trị hoặc một khoảng, không cả hai")
    if figure.kind != FigureKind.CLAIM and figure.value is None and figure.low is None:
        raise row.wrong("chỉ nhận định mới được không có con số")


def _linked(
    figure: PublishedFigure,
    row: _Row,
    link: str,
    known: Mapping[tuple[int, int], PublishedFigure],
) -> PublishedFigure | None:
    number = row.number(link)
    if number is None:
        return None
    told = known.get((figure.text_id, int(number)))
    if told is None or told is figure:
        raise row.wrong(f"cột «{link}» chỉ tới số liệu thứ {number} không có trong văn bản")
    return told

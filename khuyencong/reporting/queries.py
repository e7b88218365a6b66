"""Reports as they are asked for: a place, a period and a basis, in words or as rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from khuyencong.figures.models import PublishedFigure, SourceText
from khuyencong.figures.queries import figures_of, period_of, texts_of
from khuyencong.figures.reconciliation import Evaluate, Reconciliation, reconcile
from khuyencong.indicators.address import Address
from khuyencong.indicators.conditions import records_of
from khuyencong.indicators.cube import Cube
from khuyencong.indicators.evaluation import evaluate_all
from khuyencong.lib.period import Period
from khuyencong.lib.vietnamese import fold
from khuyencong.places.models import Unit
from khuyencong.places.queries import resolve_province
from khuyencong.programmes.models import Programme

from .bases import Book, OneByOne, PublishedBook, RecordBook
from .content import Basis, Report
from .writing.frame import Frame
from .writing.phrases import on_the_ground, period_words
from .writing.report import write

WHOLE_COUNTRY = frozenset({"ca nuoc", "viet nam", "toan quoc"})


class EmptyReport(Exception):
    """There is nothing to report of the place and period; the message is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A programme whose report is offered: its place, its period, and whether it was published."""

    place: Unit
    period: Period
    text: SourceText | None = None


def offered() -> list[Offered]:
    """Return the programmes whose reports are offered, in the order of their places' names."""
    texts = [it for it in texts_of() if it.place]
    found = [Offered(it.place, it.period, it) for it in texts if it.place]
    return sorted(found, key=lambda it: (bytes(it.place.sort_key), it.period.start))


def place_and_period(place: str, period: str) -> tuple[Unit | None, Period]:
    """Read a place and a period in words; the place as it was at the end of the period.

    Raise ``UnknownPlace``, ``AmbiguousPlace`` or ``PeriodError``, which say it in Vietnamese.  The
    period takes the name that a programme or a published text of the place gives it.
    """
    when = Period.parse(period)
    where = None if fold(place) in WHOLE_COUNTRY else resolve_province(place, when.end)
    return where, _as_named(where, when)


def _as_named(place: Unit | None, period: Period) -> Period:
    dates = {"start_date": period.start, "end_date": period.end}
    for model in (SourceText, Programme):
        field = "place" if model is SourceText else "province"
        named = model._default_manager.filter(**{field: place}, **dates)
        if label := named.values_list("period_label", flat=True).first():
            return replace(period, label=label)
    return period


def report_of(place: Unit | None, period: Period, basis: Basis) -> Report:
    """Write the report of a place and period; raise :class:`EmptyReport` where there is nothing."""
    texts, figures = _published(place, period)
    book: Book
    evaluate: Evaluate
    if basis is Basis.PUBLISHED:
        if not figures:
            said = f"Chưa có số liệu công bố nào {on_the_ground(place)} {period_words(period)}."
            raise EmptyReport(said)
        book, records, evaluate = PublishedBook(figures), "", evaluate_all
    else:
        records = _records_of(place, period)
        evaluator = Cube(place, period, records) if place else OneByOne()
        book, evaluate = RecordBook(evaluator), evaluator.evaluate_all
        _refuse_nothing(book, place, period, records)
    compared = _compare(texts, figures, evaluate)
    return write(Frame(place, period, book, records), texts, figures, compared)


def _published(
    place: Unit | None, period: Period
) -> tuple[list[SourceText], list[PublishedFigure]]:
    """Return the texts about the place and period, and their figures, targets of later included."""
    texts = texts_of(place) if place else []
    told = figures_of(texts)
    dates = (period.start, period.end)
    whole = {it.pk for it in texts if (it.start_date, it.end_date) == dates}
    figures = [it for it in told if it.text_id in whole]
    figures += [it for it in told if it.text_id not in whole and period.contains(period_of(it))]
    return [it for it in texts if any(one.text_id == it.pk for one in figures)], figures


def _compare(
    texts: Sequence[SourceText], figures: Sequence[PublishedFigure], evaluate: Evaluate
) -> list[Reconciliation]:
    wanted = {figure.pk for figure in figures}
    return [
        replace(one, rows=tuple(row for row in one.rows if row.figure.pk in wanted))
        for one in reconcile(texts, evaluate)
    ]


def _records_of(place: Unit | None, period: Period) -> str:
    """Return which records answer, real or illustrative."""
    whole = Address(measure="schemes", place=place, period=period)
    return records_of([whole])[whole]


def _refuse_nothing(book: Book, place: Unit | None, period: Period, records: str) -> None:
    """Raise :class:`EmptyReport` where no record says anything of the place and period."""
    asked = [
        Address(measure=it, place=place, period=period, records=records)
        for it in ("schemes", "total", "classes")
    ]
    for address in asked:
        book.number(address)
    book.read()
    if not any(book.number(address).rows for address in asked):
        said = f"Chưa có bản ghi nào {on_the_ground(place)} {period_words(period)}."
        raise EmptyReport(said)

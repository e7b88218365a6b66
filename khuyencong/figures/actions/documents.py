"""A text comes in and is read; what it is, is said by a person (đưa văn bản vào, đọc, mô tả)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.lib.days import show_day
from khuyencong.lib.period import Period
from khuyencong.places.models import Unit

from ..models import Action, Candidate, Change, Document, DocumentState, PlaceStatus
from ..proposing import propose
from ..reading.extract import read
from ..reading.load import Loaded, Unreadable, load, load_pasted

READ_AT_ONCE = 500 * 2**10  # bytes; larger files, such as 200 pages of PDF, wait


class AlreadyBroughtIn(Exception):
    """The same words were brought in before; ``document`` is where they are."""

    def __init__(self, document: Document) -> None:
        self.document = document
        super().__init__(f"Văn bản này đã được đưa vào ngày {show_day(document.uploaded_at)}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a person brings: a file, or words pasted; what else is known of the text."""

    data: bytes = b""
    file_name: str = ""
    pasted: str = ""
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    url: str = ""


@transaction.atomic
def bring_in(incoming: Incoming, *, by: User, at: datetime) -> Document:
    """Keep a text and read it (đưa văn bản vào); a large file is left waiting to be read.

    Raise :class:`Unreadable` for a file that is read at once and cannot be, and
    :class:`AlreadyBroughtIn` for the same words within the same place.
    """
    document = Document(
        title=incoming.title[:300] or incoming.file_name[:300] or "Văn bản chưa có tiêu đề",
        publisher=incoming.publisher,
        published_on=incoming.published_on,
        url=incoming.url,
        file_name=incoming.file_name[:200],
        scope=by.scope_unit,
        uploaded_by=by,
        uploaded_at=at,
    )
    if len(incoming.data) > READ_AT_ONCE:
        document.upload = incoming.data
        document.save()
        return document
    loaded = load_pasted(incoming.pasted) if incoming.pasted else _loaded(incoming)
    before = Document.objects.filter(scope=by.scope_unit, text=loaded.text).first()
    if before is not None:
        raise AlreadyBroughtIn(before)
    document.title = incoming.title[:300]
    _keep(document, loaded, by=by, at=at)
    return document


@transaction.atomic
def read_document(document: Document, *, at: datetime) -> Document:
    """Read a text that waits (đọc văn bản đang chờ); one that cannot be read says why."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if document.state != DocumentState.WAITING:
        return document
    try:
        loaded = load(bytes(document.upload or b""), document.file_name)
    except Unreadable as error:
        document.state, document.refusal = DocumentState.REFUSED, str(error)[:400]
        document.upload = None
        document.save()
        return document
    if document.title == document.file_name:
        document.title = ""
    _keep(document, loaded, by=document.uploaded_by, at=at)
    return document


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a person says of a text; ``place`` confirmed by saving it."""

    title: str
    publisher: str
    published_on: date | None
    url: str
    place: Unit | None
    period: Period | None


_DESCRIBED = ("title", "publisher", "published_on", "url", "place_id", "period_label")


@transaction.atomic
def describe(document: Document, said: Description, *, by: User, at: datetime) -> Document:
    """Say what a text is, and confirm its place and period (ghi thông tin văn bản).

    Figures that took the text's former place or period take the new one, unless a person has
    already decided about them.
    """
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    before = _plain(document, _DESCRIBED)
    _take_over(document, said)
    document.title, document.publisher, document.url = said.title, said.publisher, said.url
    document.published_on, document.place = said.published_on, said.place
    document.place_status = PlaceStatus.CONFIRMED if said.place else PlaceStatus.SUGGESTED
    if said.period:
        document.start_date, document.end_date = said.period.start, said.period.end
        document.period_label = said.period.label
    document.save()
    _describe_source(document, by=by, at=at)
    Change.objects.create(
        document=document,
        action=Action.DESCRIBE,
        before=before,
        after=_plain(document, _DESCRIBED),
        by=by,
        at=at,
    )
    return document


def _take_over(document: Document, said: Description) -> None:
    undecided = document.candidates.filter(decided_at__isnull=True)
    undecided.filter(place=document.place).update(place=said.place)
    if said.period and said.period != document.period:
        undecided.filter(start_date=document.start_date, end_date=document.end_date).update(
            start_date=said.period.start,
            end_date=said.period.end,
            period_label=said.period.label,
        )


def _describe_source(document: Document, *, by: User, at: datetime) -> None:
    """The published text says of itself what its document says."""
    source = document.source
    if source is None:
        return
    for name in ("title", "publisher", "published_on", "url", "start_date", "end_date"):
        setattr(source, name, getattr(document, name))
    source.period_label = document.period_label
    source.place, source.place_status = document.place, PlaceStatus.CONFIRMED
    source.place_confirmed_by, source.place_confirmed_at = by, at
    source.save()


def _loaded(incoming: Incoming) -> Loaded:
    return load(incoming.data, incoming.file_name)


def _keep(document: Document, loaded: Loaded, *, by: User, at: datetime) -> None:
    reading = read(loaded.text, published_on=document.published_on)
    proposal = propose(reading, title=document.file_name, document=document)
    document.format, document.note = loaded.format, " ".join(loaded.notes)[:400]
    document.state, document.read_at, document.upload = DocumentState.READ, at, None
    document.save()
    _save_candidates(document, proposal.candidates)
    Change.objects.create(
        document=document,
        action=Action.READ,
        after={"figures": len(proposal.candidates)},
        by=by,
        at=at,
    )


def _save_candidates(document: Document, candidates: Sequence[Candidate]) -> None:
    parents = [candidate.part_of for candidate in candidates]
    for candidate in candidates:
        candidate.document, candidate.part_of = document, None
    saved = Candidate.objects.bulk_create(candidates)
    for candidate, parent in zip(saved, parents, strict=True):
        candidate.part_of = parent
    Candidate.objects.bulk_update([one for one in saved if one.part_of], ["part_of"])


def _plain(document: Document, names: Sequence[str]) -> Mapping[str, Any]:
    return {name: str(getattr(document, name) or "") for name in names}

"""Writing a paper from the records, and giving it its number."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.documents.actions import NumberFacts, take_number, void_number
from khuyencong.documents.content import AdministrativeDocument, from_data, to_data
from khuyencong.documents.filling import as_pdf, fill
from khuyencong.documents.rendering import docx, pdf
from khuyencong.dossiers.models import readable_by
from khuyencong.lib.days import show_moment
from khuyencong.schemes.models import Scheme

from ..building import (
    KINDS,
    Composed,
    Draft,
    Offer,
    compose,
    draft_of,
    draft_of_year,
    place_and_date,
    subject_of,
    wording_of,
)
from ..building.wording import Wording
from ..lifecycle import MARKS, PaperKind
from ..models import Paper, PaperTemplate
from ..register import typed_numbers
from .templates import WordingFacts

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 8
_WRITING_LOCK = 7307  # the first key of the advisory lock; the second is of the paper
NOT_WHOLE = (
    "Văn bản gồm cả đề án mà bạn không được xem (nơi khác, hoặc bạn đã khai báo xung đột lợi ích); "
    "người khác của cơ quan lập."
)
WITHOUT_LETTERHEAD = frozenset(kind for kind, rule in KINDS.items() if not rule.has_letterhead)


class NotOffered(Exception):
    """The scheme's records do not allow this paper now."""


class AlreadyNumbered(Exception):
    """The paper has a number already."""


class AlreadyWritten(Exception):
    """Somebody wrote the paper while the person was about to: ``paper`` is that one."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(
            f"Văn bản này {paper.generated_by} vừa lập lúc {show_moment(paper.generated_at)}: đây "
            "là bản ấy. Cần bản khác thì quay lại trang trước, bấm «Lập lại»."
        )
        self.paper = paper


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that is asked for: its kind, the deed it is about.

    ``seen`` is the code of the newest such paper that the person was shown; empty: none was.
    """

    kind: str
    subject: str
    seen: str


@transaction.atomic
def write_paper(scheme: Scheme, wanted: Wanted, *, site: str, by: User, at: datetime) -> Paper:
    """Write a paper (lập văn bản) and keep its Word and PDF files.

    ``site`` is the address of this site («https://…»), for the QR code.  Raise :class:`NotOffered`,
    or :class:`AlreadyWritten` where there is a newer one than the person was shown.
    """
    scheme = Scheme.objects.select_related("province", "implementer__place").get(pk=scheme.pk)
    kind = wanted.kind
    subject = subject_of(scheme, kind, wanted.subject)
    if subject is None:
        raise NotOffered("Tình trạng của đề án chưa cho lập văn bản này.")
    _write_alone(Paper.objects.visible_to(by).filter(scheme=scheme), wanted, of=scheme.code)
    draft = draft_of(scheme, PaperKind(kind), subject)
    today = timezone.localdate(at)
    wording = wording_of(scheme, kind, on=today, dated_on=draft.body.dated_on)
    paper = _paper(draft, wording, site=site)
    paper.scheme = scheme
    paper.subject, paper.subject_label = subject.key, subject.label[:300]
    paper.generated_by, paper.generated_at = by, at
    paper.save()
    return paper


@transaction.atomic
def write_year_paper(offer: Offer, seen: str, *, site: str, by: User, at: datetime) -> Paper:
    """Write a paper over all schemes of a year (lập biểu, bảng của năm); keep its two files.

    The paper is the official one and leaves no scheme out.  ``seen`` as in :class:`Wanted`.  Raise
    :class:`NotOffered` where there is a scheme that the person may not read, or
    :class:`AlreadyWritten`.
    """
    wanted = Wanted(offer.kind, offer.key, seen)
    _write_alone(Paper.objects.visible_to(by).filter(year=offer.year), wanted, of=str(offer.year))
    group = offer.group()
    read = readable_by(by).filter(pk__in=[scheme.pk for scheme in group.schemes])
    if read.count() != len(group.schemes):
        raise NotOffered(NOT_WHOLE)
    wording = wording_of(group.first, offer.kind, on=timezone.localdate(at))
    paper = _paper(draft_of_year(offer.kind, group), wording, site=site)
    paper.year = offer.year
    paper.subject, paper.subject_label = group.key, group.label[:300]
    paper.generated_by, paper.generated_at = by, at
    paper.save()
    paper.covers.set(group.schemes)
    return paper


def _write_alone(papers: QuerySet[Paper], wanted: Wanted, *, of: str) -> None:
    """Wait for whoever is writing the same paper; raise :class:`AlreadyWritten` if it is new.

    *papers* are those *of* a scheme or a year.
    """
    key = f"{of} {wanted.kind} {wanted.subject}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_WRITING_LOCK, key])
    found = papers.filter(kind=wanted.kind, subject=wanted.subject).select_related("generated_by")
    newest = found.order_by("-generated_at", "-pk").first()
    if newest is not None and newest.code != wanted.seen:
        raise AlreadyWritten(newest)


def _paper(draft: Draft, wording: Wording, *, site: str) -> Paper:
    """The paper with its two files, not yet saved; the caller says of what, and who writes it."""
    code = f"VB-{''.join(secrets.choice(_LETTERS) for _ in range(_LENGTH))}"
    composed: Composed = compose(
        draft,
        wording,
        code=code,
        address=(site.rstrip("/") + reverse("q:paper_scanned", args=[code])).upper(),
    )
    paper = Paper(
        code=code,
        kind=draft.kind,
        title=composed.document.title[:600],
        issuer=composed.issuer.code,
        issuer_name=composed.issuer.name,
        suffix=composed.issuer.suffix,
        template=wording.template,
        deed_symbol=composed.symbol,
    )
    _lay_out(paper, composed.document)
    return paper


@transaction.atomic
def number_paper(paper: Paper, dated_on: date, *, by: User, at: datetime) -> Paper:
    """Give the paper the next number of its issuer's register, and lay its files out again.

    The words stay those of the day it was written, and its day that of what it tells, if it tells
    of one: *dated_on* is then the day of the number only.  Raise :class:`AlreadyNumbered`, or
    ``NumberOutOfOrder`` of the register.
    """
    paper = Paper.objects.select_for_update(of=("self",)).select_related("scheme").get(pk=paper.pk)
    if paper.symbol:
        raise AlreadyNumbered(f"Văn bản đã có số {paper.symbol}.")
    issuer, issuer_name = paper.issuer, paper.issuer_name
    if paper.any_scheme.is_illustrative:  # takes no number of the real register
        issuer, issuer_name = f"minh-hoa-{issuer}"[:60], f"{issuer_name} (minh họa)"[:200]
    mark = MARKS[PaperKind(paper.kind)]
    facts = NumberFacts(
        issuer=issuer,
        issuer_name=issuer_name,
        mark=mark,
        suffix=paper.suffix,
        dated_on=dated_on,
        subject=paper.title,
        scheme_code=paper.scheme.code if paper.scheme else "",
        address=reverse("papers:paper_detail", args=[paper.code]),
        taken=typed_numbers(paper.issuer, dated_on.year, f"/{mark}-{paper.suffix}"),
    )
    paper.number = take_number(facts, by=by, at=at)
    document = from_data(paper.content)
    heading = replace(document.heading, symbol=f"Số: {paper.number.symbol}")
    if not paper.own_day:
        heading = replace(heading, place_and_date=place_and_date(document, dated_on))
    _lay_out(paper, replace(document, heading=heading))
    paper.save(update_fields=["number", "content", "docx", "pdf"])
    return paper


@transaction.atomic
def void_paper(paper: Paper, reason: str, *, by: User, at: datetime) -> None:
    """Make the number of a paper void (hủy số văn bản); writing the paper again takes another.

    Raise ``AlreadyVoid`` of the register.
    """
    assert paper.number is not None  # noqa: S101 -- tells mypy what the caller knows
    void_number(paper.number, reason, by=by, at=at)


def _lay_out(paper: Paper, document: AdministrativeDocument) -> None:
    """Keep the words and both files; an earlier layout stays on the disk."""
    paper.content = to_data(document)
    name = uuid4().hex
    layout = _layout_of(paper.template)
    word, print_ = laid_out(document, layout)
    paper.docx.save(f"{name}.docx", ContentFile(word), save=False)
    paper.pdf.save(f"{name}.pdf", ContentFile(print_), save=False)


def _layout_of(template: PaperTemplate | None) -> bytes:
    """The province's own Word file; nothing where it has none."""
    if template is None or not template.layout:
        return b""
    with template.layout.open("rb") as stored:
        return bytes(stored.read())


def try_layout(
    document: AdministrativeDocument, facts: WordingFacts, latest: PaperTemplate | None
) -> tuple[bytes, bytes]:
    """The Word and the PDF file that a version would make; nothing is kept."""
    if facts.layout is not None:
        return laid_out(document, facts.layout.content)
    return laid_out(document, b"" if facts.drops_layout else _layout_of(latest))


def laid_out(document: AdministrativeDocument, layout: bytes) -> tuple[bytes, bytes]:
    """The Word and the PDF file of a document, in the province's layout if there is one."""
    if not layout:
        return docx.render(document), pdf.render(document)
    word = fill(layout, document)
    return word, as_pdf(word)

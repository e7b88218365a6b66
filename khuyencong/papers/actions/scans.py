"""Taking signed scans back: one file for one paper, or a pile matched by its QR codes."""

import re
from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from pypdfium2 import PdfDocument

from khuyencong.accounts.models import User
from khuyencong.documents.reading import (
    UnreadablePdf,
    codes_on,
    extract,
    opened,
    pages_count,
)
from khuyencong.dossiers.actions import FileFacts

from .. import policy
from ..models import Outcome, Paper, ScanBatch, ScanPage, SignedScan

_CODE = re.compile(r"VB-[2-9A-HJ-NP-Z]{8}")
_PDF = "application/pdf"
MOST_TRIES = 3
MOST_PAGES = 1000


class TooManyPages(UnreadablePdf):
    """The pile has more pages than anybody scans at once."""


class NothingToAssign(Exception):
    """The page has its paper already, or its pile is still being read."""


@transaction.atomic
def file_scan(paper: Paper, file: FileFacts, *, by: User, at: datetime) -> SignedScan:
    """Keep the signed copy of a paper (nộp bản ký đã quét)."""
    scan = SignedScan(paper=paper, file_name=file.name, media_type=file.media_type, by=by, at=at)
    scan.file.save(f"{uuid4().hex}.{file.extension}", ContentFile(file.content), save=False)
    scan.save()
    return scan


@transaction.atomic
def file_batch(file: FileFacts, *, by: User, at: datetime) -> ScanBatch:
    """Keep a pile of signed papers (nộp bản ký hàng loạt), its pages waiting to be read.

    Raise ``UnreadablePdf``, also for more than ``MOST_PAGES``.
    """
    count = pages_count(file.content)
    if count > MOST_PAGES:
        raise TooManyPages(f"Tệp có {count} trang: hãy chia thành tệp tối đa {MOST_PAGES} trang.")
    batch = ScanBatch(file_name=file.name, pages_count=count, by=by, at=at)
    batch.file.save(f"{uuid4().hex}.pdf", ContentFile(file.content), save=False)
    batch.save()
    ScanPage.objects.bulk_create(
        ScanPage(batch=batch, number=number) for number in range(1, count + 1)
    )
    return batch


def read_batch(batch: ScanBatch, *, at: datetime) -> None:
    """Read the pages that wait, each in a transaction of its own, then make the copies.

    Whoever dies half-way leaves what was read as it is; the next goes on from there, and two at
    once share the pages.
    """
    with batch.file.open("rb") as stored:
        content = stored.read()
    with opened(content) as pdf:
        while (page := _next_page(batch)) is not None:
            _read_page(page, pdf)
    _finish(batch, content, at=at)


@transaction.atomic
def _next_page(batch: ScanBatch) -> ScanPage | None:
    """Take the next page that waits; one on which the reader died too often is given up."""
    waiting = batch.pages.filter(outcome=Outcome.WAITING)
    waiting.filter(tries__gte=MOST_TRIES).update(outcome=Outcome.BROKEN)
    page = waiting.select_for_update(of=("self",), skip_locked=True).order_by("tries", "number")
    found = page.first()
    if found is not None:
        found.tries += 1
        found.save(update_fields=["tries"])
    return found


@transaction.atomic
def _read_page(page: ScanPage, pdf: PdfDocument) -> None:
    try:
        said = codes_on(pdf, page.number - 1)
    except UnreadablePdf:
        said, page.outcome = [], Outcome.BROKEN
    else:
        page.outcome, page.paper = _outcome(said, page.batch.by)
    page.read = "; ".join(said)[:400]
    page.save(update_fields=["read", "outcome", "paper"])


def _outcome(said: Sequence[str], by: User) -> tuple[Outcome, Paper | None]:
    """What the page is, by what its codes say; two different ones leave it to a person."""
    if not said:
        return Outcome.NO_CODE, None
    codes = {code for text in said for code in _CODE.findall(text)}
    if len(codes) != 1:
        return (Outcome.SEVERAL if codes else Outcome.FOREIGN), None
    seen = Paper.objects.visible_to(by).select_related("scheme").filter(code__in=codes)
    papers = [one for one in seen if policy.write_paper(by, one.any_scheme, one.kind)]
    return (Outcome.MATCHED, papers[0]) if papers else (Outcome.UNKNOWN, None)


@transaction.atomic
def _finish(batch: ScanBatch, content: bytes, *, at: datetime) -> None:
    """Make the copies of the papers, once, when no page waits any more."""
    batch = ScanBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.read_at is not None or batch.pages.filter(outcome=Outcome.WAITING).exists():
        return
    pages = list(batch.pages.filter(outcome=Outcome.MATCHED).select_related("paper"))
    for paper in dict.fromkeys(page.paper for page in pages if page.paper is not None):
        _keep_pages(batch, paper, [page for page in pages if page.paper == paper], content)
    batch.read_at = at
    batch.save(update_fields=["read_at"])


@transaction.atomic
def assign_page(page: ScanPage, paper: Paper, *, by: User, at: datetime) -> SignedScan:
    """Give a page that waits to a paper (xếp trang quét); raise :class:`NothingToAssign`.

    All pages of the pile that belong to the paper become one new copy, in order.
    """
    page = ScanPage.objects.select_for_update(of=("self",)).select_related("batch").get(pk=page.pk)
    if page.paper_id is not None:
        raise NothingToAssign(f"Trang {page.number} đã được xếp vào một văn bản.")
    if page.batch.read_at is None:
        raise NothingToAssign("Tệp đang được đọc; đọc xong mới xếp tay.")
    page.paper, page.assigned_by, page.assigned_at = paper, by, at
    page.save(update_fields=["paper", "assigned_by", "assigned_at"])
    batch = page.batch
    with batch.file.open("rb") as stored:
        content = stored.read()
    pages = list(batch.pages.filter(paper=paper).order_by("number"))
    return _keep_pages(batch, paper, pages, content, by=by, at=at)


def _keep_pages(
    batch: ScanBatch,
    paper: Paper,
    pages: Sequence[ScanPage],
    content: bytes,
    *,
    by: User | None = None,
    at: datetime | None = None,
) -> SignedScan:
    numbers = [page.number for page in pages]
    scan = SignedScan(
        paper=paper,
        batch=batch,
        file_name=f"{paper.code}-da-ky.pdf",
        media_type=_PDF,
        by=by or batch.by,
        at=at or batch.at,
    )
    part = extract(content, [number - 1 for number in numbers])
    scan.file.save(f"{uuid4().hex}.pdf", ContentFile(part), save=False)
    scan.save()
    return scan

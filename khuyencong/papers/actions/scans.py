"""Taking signed scans back: one file for one paper, or a pile matched by its QR codes."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.documents.reading import codes_of, extract
from khuyencong.dossiers.actions import FileFacts

from ..models import Paper, ScanBatch, ScanPage, SignedScan

_CODE = re.compile(r"VB-[2-9A-HJ-NP-Z]{8}")
_PDF = "application/pdf"


class NothingToAssign(Exception):
    """The page has its paper already."""


@transaction.atomic
def file_scan(paper: Paper, file: FileFacts, *, by: User, at: datetime) -> SignedScan:
    """Keep the signed copy of a paper (nộp bản ký đã quét)."""
    scan = SignedScan(paper=paper, file_name=file.name, media_type=file.media_type, by=by, at=at)
    scan.file.save(f"{uuid4().hex}.{file.extension}", ContentFile(file.content), save=False)
    scan.save()
    return scan


@transaction.atomic
def file_batch(file: FileFacts, *, by: User, at: datetime) -> ScanBatch:
    """Keep a pile of signed papers, and give each page to the paper that its QR code names.

    The pile stays whole; a page without a code that leads to a paper within the person's reach
    waits to be assigned.  Raise ``UnreadablePdf``.
    """
    read = codes_of(file.content)
    batch = ScanBatch(file_name=file.name, pages_count=len(read), by=by, at=at)
    batch.file.save(f"{uuid4().hex}.pdf", ContentFile(file.content), save=False)
    batch.save()
    papers = _papers_named(read, by)
    pages = [
        ScanPage(
            batch=batch,
            number=number,
            read="; ".join(said)[:400],
            paper=_paper_of(said, papers),
        )
        for number, said in enumerate(read, start=1)
    ]
    ScanPage.objects.bulk_create(pages)
    found = dict.fromkeys(page.paper for page in pages if page.paper is not None)
    for paper in found:
        _keep_pages(batch, paper, [page for page in pages if page.paper == paper], file.content)
    return batch


@transaction.atomic
def assign_page(page: ScanPage, paper: Paper, *, by: User, at: datetime) -> SignedScan:
    """Give a page that waits to a paper (xếp trang quét); raise :class:`NothingToAssign`.

    All pages of the pile that belong to the paper become one new copy, in order.
    """
    page = ScanPage.objects.select_for_update(of=("self",)).select_related("batch").get(pk=page.pk)
    if page.paper_id is not None:
        raise NothingToAssign(f"Trang {page.number} đã được xếp vào một văn bản.")
    page.paper, page.assigned_by, page.assigned_at = paper, by, at
    page.save(update_fields=["paper", "assigned_by", "assigned_at"])
    batch = page.batch
    with batch.file.open("rb") as stored:
        content = stored.read()
    pages = list(batch.pages.filter(paper=paper).order_by("number"))
    return _keep_pages(batch, paper, pages, content, by=by, at=at)


def _papers_named(read: Iterable[Sequence[str]], user: User) -> dict[str, Paper]:
    codes = {code for said in read for text in said for code in _CODE.findall(text)}
    return {one.code: one for one in Paper.objects.visible_to(user).filter(code__in=codes)}


def _paper_of(said: Sequence[str], papers: dict[str, Paper]) -> Paper | None:
    """The one paper that the page names; two different ones leave it to a person."""
    named = {code for text in said for code in _CODE.findall(text) if code in papers}
    return papers[named.pop()] if len(named) == 1 else None


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

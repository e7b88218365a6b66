"""Handing papers in with a dossier, and taking them back."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Attachment, Waiver
from khuyencong.regulations.models import DossierPaper
from khuyencong.schemes.models import Scheme

from .editing import lock


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """A file whose kind has been checked: its bytes, name, media type and extension."""

    content: bytes
    name: str
    media_type: str
    extension: str


@transaction.atomic
def hand_in(
    scheme: Scheme,
    file: FileFacts,
    *,
    title: str,
    requirement: DossierPaper | None,
    by: User,
    at: datetime,
) -> Attachment:
    """Add a paper to the dossier (nộp tài liệu); raise ``DossierClosed``.

    It is stored under a name of our own, so that no name from outside reaches the disk.
    """
    scheme = lock(scheme)
    paper = Attachment(
        scheme=scheme,
        requirement=requirement,
        title=title,
        file_name=file.name,
        media_type=file.media_type,
        size=len(file.content),
        digest=sha256(file.content).hexdigest(),
        uploaded_by=by,
        uploaded_at=at,
    )
    paper.file.save(f"{uuid4().hex}.{file.extension}", ContentFile(file.content), save=False)
    paper.save()
    return paper


@transaction.atomic
def withdraw(paper: Attachment, *, by: User, at: datetime) -> Attachment:
    """Take a paper out of the dossier (rút tài liệu); the file stays. Raise ``DossierClosed``."""
    lock(paper.scheme)
    paper = Attachment.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.withdrawn_at is None:
        paper.withdrawn_by, paper.withdrawn_at = by, at
        paper.save(update_fields=["withdrawn_by", "withdrawn_at"])
    return paper


@transaction.atomic
def waive(
    scheme: Scheme, requirement: DossierPaper, *, reason: str, by: User, at: datetime
) -> Waiver:
    """Say that the dossier needs not have a paper, and why (không áp dụng giấy tờ)."""
    values = {"reason": reason, "by": by, "at": at}
    return Waiver.objects.update_or_create(
        scheme=lock(scheme), requirement=requirement, defaults=values
    )[0]


@transaction.atomic
def ask_again(scheme: Scheme, requirement: DossierPaper) -> None:
    """Take back that a paper is not needed (áp dụng lại); raise ``DossierClosed``."""
    Waiver.objects.filter(scheme=lock(scheme), requirement=requirement).delete()

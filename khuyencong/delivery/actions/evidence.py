"""Papers and photos that are handed in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.dossiers.actions import FileFacts
from khuyencong.regulations.models import EvidenceItem
from khuyencong.schemes.models import Line, Scheme

from ..models import Evidence, Photo, ProgressReport, Visit
from .common import check_day, lock

T = TypeVar("T", Evidence, Photo)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFacts:
    """A paper of a list: its number, its day, and its scan where there is one."""

    item: EvidenceItem
    line: Line | None
    number: str
    dated_on: date | None = None
    file: FileFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFacts:
    """A photo with where and when it was taken."""

    file: FileFacts
    taken_at: datetime
    place: str
    caption: str = ""


@transaction.atomic
def file_evidence(scheme: Scheme, facts: EvidenceFacts, *, by: User, at: datetime) -> Evidence:
    """Tick a paper of a list (ghi tài liệu đã có); again, it takes the place of the former.

    Raise ``NotReady`` once the scheme is settled.
    """
    scheme = lock(scheme, "evidence")
    if facts.dated_on is not None:
        check_day(scheme, facts.dated_on, what="Ngày tài liệu", at=at)
    evidence = Evidence.objects.filter(scheme=scheme, line=facts.line, item=facts.item).first()
    if evidence is None:
        evidence = Evidence(scheme=scheme, line=facts.line, item=facts.item)
    evidence.number, evidence.dated_on = facts.number, facts.dated_on
    evidence.by, evidence.at = by, at
    if facts.file is not None:
        _keep(evidence, facts.file)
    evidence.save()
    return evidence


@transaction.atomic
def add_photo(
    subject: ProgressReport | Visit, facts: PhotoFacts, *, by: User, at: datetime
) -> Photo:
    """Add a photo to a report or a visit (thêm ảnh hiện trường).

    Raise ``NotReady`` where the state of the scheme takes no more of them.
    """
    report = subject if isinstance(subject, ProgressReport) else None
    photo = Photo(
        scheme=lock(subject.scheme, "photograph_report" if report else "photograph_visit"),
        report=report,
        visit=subject if isinstance(subject, Visit) else None,
        taken_at=facts.taken_at,
        place=facts.place,
        caption=facts.caption,
        by=by,
        at=at,
    )
    _keep(photo, facts.file)
    photo.save()
    return photo


def _keep(row: T, file: FileFacts) -> None:
    """Store the file under a name of our own, so that no name from outside reaches the disk."""
    row.file_name, row.media_type = file.name, file.media_type
    row.file.save(f"{uuid4().hex}.{file.extension}", ContentFile(file.content), save=False)

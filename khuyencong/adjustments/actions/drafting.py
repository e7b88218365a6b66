"""Writing a change request: its reason, its changes, its papers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from khuyencong.accounts.models import User
from khuyencong.dossiers.actions import FileFacts
from khuyencong.schemes.models import Line, Scheme

from ..lifecycle import OPENED, State
from ..models import Change, ChangeRequest, Kind, RequestPaper, RequestStep
from ..queries import CHANGEABLE, Value, standing_of, value_of
from .common import RequestClosed, RequestNotReady, lock_editable


class NothingChanges(Exception):
    """The new value is the approved one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedLine:
    """A line to be added: each of its values; those left ``None`` are not told."""

    content: Value
    year: Value
    beneficiary: Value | None = None
    equipment: Value | None = None
    place: Value | None = None
    investment: Value | None = None
    money: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """A paper: its number and day, or its file, or both."""

    title: str
    number: str = ""
    dated_on: date | None = None
    is_endorsement: bool = False
    file: FileFacts | None = None


@transaction.atomic
def open_request(
    scheme: Scheme, *, reason: str, by: User, at: datetime, is_after_wait: bool = False
) -> ChangeRequest:
    """Open a change request on an approved scheme (lập đề nghị điều chỉnh).

    Raise ``RequestClosed`` where the scheme is not approved or is accepted already, and
    ``RequestNotReady`` without a reason.
    """
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    if scheme.state not in CHANGEABLE:
        raise RequestClosed("Chỉ điều chỉnh đề án đã giao kế hoạch và chưa nghiệm thu.")
    last = scheme.change_requests.aggregate(last=Max("number"))["last"] or 0
    request = ChangeRequest.objects.create(
        scheme=scheme,
        number=last + 1,
        reason=_reason(reason),
        is_after_wait=is_after_wait,
        opened_by=by,
        opened_at=at,
    )
    RequestStep.objects.create(
        request=request, number=1, name=OPENED, to_state=State.DRAFT, by=by, at=at
    )
    return request


@transaction.atomic
def revise_reason(
    request: ChangeRequest, reason: str, *, is_after_wait: bool = False
) -> ChangeRequest:
    """Write the reason anew; raise ``RequestClosed`` or ``RequestNotReady``."""
    request = lock_editable(request)
    request.reason, request.is_after_wait = _reason(reason), is_after_wait
    request.save(update_fields=["reason", "is_after_wait"])
    return request


def _reason(words: str) -> str:
    if not words.strip():
        raise RequestNotReady(["Phải nêu rõ lý do điều chỉnh."])
    return words.strip()


@transaction.atomic
def put_change(
    request: ChangeRequest, kind: str, new: Value, *, line: Line | None = None, source: str = ""
) -> Change:
    """Ask for a new value of one field (đề nghị giá trị mới); the approved one is read now.

    Asking again replaces what was asked, and settles a conflict.  Raise ``RequestClosed``, or
    :class:`NothingChanges`.
    """
    request = lock_editable(request)
    found = Change.objects.filter(request=request, kind=kind, line=line, source=source, slot=None)
    change = found.first() or Change(request=request, kind=kind, line=line, source=source)
    old = value_of(standing_of(request.scheme), change)
    if old.key == new.key:
        raise NothingChanges(f"{Kind(kind).label}: giá trị mới trùng với giá trị đang được duyệt.")
    change.old_key, change.old_text = old.key, old.text
    change.new_key, change.new_text = new.key, new.text
    change.conflict = None
    change.save()
    return change


@transaction.atomic
def add_line(request: ChangeRequest, added: AddedLine) -> list[Change]:
    """Ask for a further line (bổ sung dòng nội dung); raise ``RequestClosed``."""
    request = lock_editable(request)
    slot = (request.changes.aggregate(last=Max("slot"))["last"] or 0) + 1
    values = [
        (Kind.ADD, "", added.content),
        (Kind.YEAR, "", added.year),
        (Kind.BENEFICIARY, "", added.beneficiary),
        (Kind.EQUIPMENT, "", added.equipment),
        (Kind.PLACE, "", added.place),
        (Kind.INVESTMENT, "", added.investment),
        *((Kind.MONEY, source, amount) for source, amount in added.money),
    ]
    nothing = Value("", "chưa có")
    return Change.objects.bulk_create(
        Change(
            request=request,
            kind=kind,
            slot=slot,
            source=source,
            old_key=nothing.key,
            old_text=nothing.text,
            new_key=new.key,
            new_text=new.text,
        )
        for kind, source, new in values
        if new is not None and new.key
    )


@transaction.atomic
def drop_change(change: Change) -> None:
    """Ask for it no more; an added line goes as a whole. Raise ``RequestClosed``."""
    request = lock_editable(change.request)
    same = {"pk": change.pk} if change.slot is None else {"slot": change.slot}
    request.changes.filter(**same).delete()


@transaction.atomic
def refresh(request: ChangeRequest) -> ChangeRequest:
    """Read the approved values anew (cập nhật giá trị đang duyệt); raise ``RequestClosed``.

    What the scheme already has is asked for no more; a conflict stays until it is settled.
    """
    request = lock_editable(request)
    standing = standing_of(request.scheme)
    for change in request.changes.filter(conflict=None, slot=None):
        now = value_of(standing, change)
        if now.key == change.new_key:
            change.delete()
        else:
            change.old_key, change.old_text = now.key, now.text
            change.save(update_fields=["old_key", "old_text"])
    return request


@transaction.atomic
def hand_in(request: ChangeRequest, facts: PaperFacts, *, by: User, at: datetime) -> RequestPaper:
    """Add a paper (nộp tài liệu kèm đề nghị); raise ``RequestClosed`` or ``RequestNotReady``."""
    request = lock_editable(request)
    if not facts.number and facts.file is None:
        raise RequestNotReady(["Tài liệu phải có số văn bản hoặc tệp."])
    paper = RequestPaper(
        request=request,
        title=facts.title,
        number=facts.number,
        dated_on=facts.dated_on,
        is_endorsement=facts.is_endorsement,
        by=by,
        at=at,
    )
    if facts.file is not None:
        paper.file_name, paper.media_type = facts.file.name, facts.file.media_type
        name = f"{uuid4().hex}.{facts.file.extension}"
        paper.file.save(name, ContentFile(facts.file.content), save=False)
    paper.save()
    return paper


@transaction.atomic
def drop_paper(paper: RequestPaper) -> None:
    """Take a paper out of a request that is still being written; raise ``RequestClosed``."""
    lock_editable(paper.request)
    paper.delete()

"""Saving the parts of a dossier so that two people never lose a word."""

from dataclasses import dataclass
from datetime import datetime
from unicodedata import normalize

from django.db import transaction
from django.db.models import QuerySet

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Section, SectionVersion, SideText

from .editing import lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What is on a person's page: the text, the version it was typed on, and the page itself."""

    text: str
    seen: int
    page: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a text: the part as it now stands, and the side text if it was put aside.

    ``is_shown``: the part now holds the very text that is on the person's page.
    """

    section: Section
    side: SideText | None = None
    is_shown: bool = True


@transaction.atomic
def save_section(section: Section, typed: Typed, *, by: User, at: datetime) -> Saved:
    """Save a part (lưu phần hồ sơ); put the text aside when somebody has saved since.

    Raise ``DossierClosed``.  Nothing is overwritten: every version stays, and a text put aside
    waits for its author to merge it.
    """
    section, text = _lock(section), _clean(typed.text)
    if typed.seen == section.number or text == section.text:
        _settle(SideText.objects.filter(section=section, by=by, page=typed.page), at)
        return Saved(_write(section, text, by=by, at=at))
    if text == _text_of(section, typed.seen):  # the page is old, but nothing was typed on it
        return Saved(section, is_shown=False)
    values = {"base_number": typed.seen, "text": text, "at": at, "settled_at": None}
    side, _ = SideText.objects.update_or_create(
        section=section, by=by, page=typed.page, defaults=values
    )
    return Saved(section, side, is_shown=False)


@transaction.atomic
def settle_side_text(side: SideText, *, text: str, seen: int, by: User, at: datetime) -> Saved:
    """Save what the author chose to become of a text put aside (gộp bản gõ).

    ``seen`` is the version it was put beside: when somebody has saved since, what was chosen is
    put aside again, on that version.  Raise ``DossierClosed``.
    """
    section = _lock(side.section)
    side = SideText.objects.select_for_update(of=("self",)).get(pk=side.pk)
    if seen != section.number:
        side.text, side.base_number, side.at = _clean(text), seen, at
        side.save(update_fields=["text", "base_number", "at"])
        return Saved(section, side, is_shown=False)
    side.settled_at = at
    side.save(update_fields=["settled_at"])
    return Saved(_write(section, _clean(text), by=by, at=at))


def _lock(section: Section) -> Section:
    lock(section.scheme)
    return Section.objects.select_for_update(of=("self",)).get(pk=section.pk)


def _write(section: Section, text: str, *, by: User, at: datetime) -> Section:
    if text != section.text:
        section.text, section.number = text, section.number + 1
        section.save(update_fields=["text", "number"])
        SectionVersion.objects.create(
            section=section, number=section.number, text=text, by=by, at=at
        )
    return section


def _text_of(section: Section, number: int) -> str:
    found = SectionVersion.objects.filter(section=section, number=number)
    return found.values_list("text", flat=True).first() or ""


def _settle(sides: QuerySet[SideText], at: datetime) -> None:
    sides.filter(settled_at__isnull=True).update(settled_at=at)


def _clean(text: str) -> str:
    """One spelling and one kind of line end; browsers post ``\\r\\n``."""
    return normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))

"""The letter of a morning: to whom, and in which words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.template.loader import render_to_string

from khuyencong.accounts.models import User
from khuyencong.lib.days import show_day

from .models import Letter, NoLetters
from .worklist import standings_of, worklist_of

MOST = 40
"""How many tasks a letter names; the page has the rest."""


@dataclass(frozen=True, slots=True)
class Words:
    """A letter as it is sent: its subject, its plain text, and what it counts."""

    subject: str
    body: str
    tasks_count: int
    late_count: int


def people_to_tell(on: date) -> QuerySet[User]:
    """Who has an address, wants letters, and has had none that day."""
    told = Letter.objects.filter(digest__day=on).values("person")
    found = User.objects.filter(is_active=True, no_letters__isnull=True).exclude(email="")
    return found.exclude(pk__in=told).select_related("organisation__place").order_by("pk")


def letter_to(person: User, *, on: date, site: str) -> Words | None:
    """What waits for the person that morning; ``None`` where nothing does."""
    tasks = worklist_of(person, today=on)
    if not tasks:
        return None
    late = standings_of(tasks).late
    context = {
        "person": person,
        "tasks": tasks[:MOST],
        "more": len(tasks) - MOST,
        "site": site.rstrip("/"),
    }
    subject = f"Việc đang chờ ngày {show_day(on)}: {len(tasks)} việc, {late} việc quá hạn"
    return Words(subject, render_to_string("desk/digest.txt", context), len(tasks), late)


def letters_of(on: date, *, site: str) -> Iterator[tuple[User, Words]]:
    """Everybody for whom something waits, with the letter."""
    for person in people_to_tell(on):
        words = letter_to(person, on=on, site=site)
        if words is not None:
            yield person, words


def wants_letters(person: User) -> bool:
    """Whether the person has not switched them off."""
    return not NoLetters.objects.filter(person=person).exists()


def last_letters(person: User) -> QuerySet[Letter]:
    """The latest letters to the person."""
    return Letter.objects.filter(person=person).select_related("digest")[:5]

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.lib.days import show_day
from khuyencong.lib.working_days import add_working_days
from khuyencong.regulations.queries import DueDate
from khuyencong.schemes.lifecycle import who_may
from khuyencong.schemes.models import Scheme, SchemeQuerySet, Tier

SOON = 5  # working days


class Task(NamedTuple):
    """Something that waits: of what, what is to be done, where, and by when, if any law says.

    Where is the name of a page, what its address takes and what it asks: of thousands that wait
    only those shown need the address itself.  A tuple, because of thousands each costs the least.
    """

    about: str
    deed: str
    page: str
    args: tuple[object, ...] = ()
    asked: str = ""
    due: date | None = None
    label: str = ""

    @property
    def sentence(self) -> str:
        """«KC-2026-001 – Máy sấy: ký hợp đồng.»"""
        return f"{self.about}: {self.deed}"

    @property
    def href(self) -> str:
        return reverse(self.page, args=self.args) + self.asked


class TaskRow(NamedTuple):
    """A task as the page shows it; ``standing`` is ``late``, ``soon`` or nothing."""

    task: Task
    standing: str


def standing_of(task: Task, today: date) -> str:
    """``late``, ``soon`` or nothing, in working days of the Vietnamese calendar."""
    if task.due is None:
        return ""
    if task.due < today:
        return "late"
    return "soon" if is_near(task.due, today) else ""


def is_near(due: date, today: date) -> bool:
    """Whether the day is over, or in the last working days before it is."""
    return due < add_working_days(today, SOON + 1)


def seen_by(user: User) -> SchemeQuerySet:
    """The schemes that may wait for the person; synthetic ones only for a synthetic account."""
    found = Scheme.objects.visible_to(user)
    return found if user.is_illustrative else found.filter(is_illustrative=False)


def tiers_of(user: User, step: str) -> list[str]:
    """The programmes in which the person's role takes the step."""
    return [tier for tier in Tier.values if user.role in who_may(step, tier=tier)]


def task_of(scheme: Any, words: str, page: str, *rest: object) -> Task:
    """What is done of a scheme, on a page that takes its code.

    Of the scheme only its code and its name are read.
    """
    return Task(f"{scheme.code} – {scheme.name}", f"{words}.", page, (scheme.code, *rest))


def due_by(task: Task, due: DueDate | None) -> Task:
    """The same task by a deadline of the law, if there is one."""
    if due is None:
        return task
    return task._replace(due=due.last_working_day, label=due.label)


def due_on(task: Task, day: date, label: str = "") -> Task:
    """The same task by a day of its own: of a contract, of a schedule."""
    return task._replace(due=day, label=label or f"chậm nhất {show_day(day)}")


@dataclass(frozen=True, slots=True)
class Standings:
    """How much waits: in all, late, soon late."""

    count: int
    late: int
    soon: int


def standings_of(rows: Sequence[TaskRow]) -> Standings:
    """Count the rows of a worklist by their standing."""
    counts = Counter(row.standing for row in rows)
    return Standings(len(rows), counts["late"], counts["soon"])

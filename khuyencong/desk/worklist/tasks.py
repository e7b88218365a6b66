from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import NamedTuple, Protocol

from khuyencong.lib.days import show_day
from khuyencong.lib.working_days import add_working_days
from khuyencong.regulations.queries import DueDate
from khuyencong.ui.addresses import address_of

SOON = 5  # working days
NEVER = date.max


class Named(Protocol):
    """A scheme, or a row of one, as far as a sentence names it."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


class Names(NamedTuple):
    """What names a scheme in a sentence."""

    code: str
    name: str


@dataclass(slots=True)
class Task:
    """Something that waits: of what, what is to be done, where, and by when, if any law says.

    Where is the name of a page, what its address takes and what it asks: of thousands that wait
    only those shown need the address itself.  ``standing`` is ``late``, ``soon`` or nothing.
    """

    about: str
    deed: str
    page: str
    args: tuple[object, ...] = ()
    asked: str = ""
    due: date = NEVER
    label: str = ""
    standing: str = ""

    @property
    def sentence(self) -> str:
        """«KC-2026-001 – Máy sấy: ký hợp đồng.»"""
        return f"{self.about}: {self.deed}"

    @property
    def href(self) -> str:
        return address_of(self.page, *self.args) + self.asked

    def by(self, due: DueDate | None) -> "Task":
        """The same by a deadline of the law, if there is one."""
        if due is not None:
            self.due, self.label = due.last_working_day, due.label
        return self

    def on(self, day: date, label: str = "") -> "Task":
        """The same by a day of its own: of a contract, of a schedule."""
        self.due, self.label = day, label or f"chậm nhất {show_day(day)}"
        return self


def task_of(scheme: Named, words: str, page: str, *rest: object) -> Task:
    """What is done of a scheme, on a page that takes its code."""
    return Task(f"{scheme.code} – {scheme.name}", f"{words}.", page, (scheme.code, *rest))


def in_order(tasks: Iterable[Task], *, today: date) -> list[Task]:
    """The most urgent first, each with its standing in working days of the Vietnamese calendar."""
    found = sorted(tasks, key=attrgetter("due", "about", "deed"))
    far = _far_from(today)
    for task in found:
        if task.due >= far:
            break
        task.standing = "late" if task.due < today else "soon"
    return found


def is_near(due: date, today: date) -> bool:
    """Whether the day is over, or in the last working days before it is."""
    return due < _far_from(today)


def _far_from(today: date) -> date:
    return add_working_days(today, SOON + 1)


@dataclass(frozen=True, slots=True)
class Standings:
    """How much waits: in all, late, soon late."""

    count: int
    late: int
    soon: int


def standings_of(tasks: Sequence[Task]) -> Standings:
    """Count the tasks of a worklist by their standing."""
    counts = Counter(map(attrgetter("standing"), tasks))
    return Standings(len(tasks), counts["late"], counts["soon"])

"""What apps above add to the page of a scheme: links to their parts, and pages of steps."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.ui.addresses import address_of

from .lifecycle import PLAIN_STEPS, who_may
from .models import Line, Scheme, StepTaken

Link = tuple[str, str]
"""What a link says, and its address."""


def everybody(user: User, scheme: Scheme) -> bool:
    """Shown to all who see the scheme."""
    return True


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a scheme that an app above shows; its page takes the scheme's code."""

    title: str
    url_name: str
    shown_to: Callable[[User, Scheme], bool] = everybody


STEP_PAGES: dict[str, str] = {}
"""Name of a step of the lifecycle → name of the page on which it is taken, by the scheme's code.

An app adds its own in `ready()`.
"""


@dataclass(frozen=True, slots=True)
class First:
    """What must be done before a step that the table of steps allows: what and by whom, in words.

    ``link`` leads the person to what is theirs of it, ``None`` where it waits for somebody else.
    """

    sentence: str
    link: Link | None


FIRSTS: dict[str, Callable[[User, Scheme, Sequence[Line]], First | None]] = {}
"""Name of a step → what comes before it, from the lines of the scheme.  An app adds its own."""

Papers = Mapping[int, list[Link]]
"""The papers that each step of a history rests on, by the step's id."""

_panels: list[Panel] = []
_shelves: list[Callable[[User, Scheme, Sequence[StepTaken]], Papers]] = []


def add_panel(panel: Panel) -> None:
    """Add a panel; call it in the app's `ready()`."""
    _panels.append(panel)


def add_shelf(shelf: Callable[[User, Scheme, Sequence[StepTaken]], Papers]) -> None:
    """Add who finds the papers of steps that a person may read; call it in `ready()`."""
    _shelves.append(shelf)


def with_papers(
    user: User, scheme: Scheme, history: Sequence[StepTaken]
) -> list[tuple[StepTaken, list[Link]]]:
    """Every step of a history with its papers."""
    found = [shelf(user, scheme, history) for shelf in _shelves]
    return [
        (taken, [link for papers in found for link in papers.get(taken.pk, ())])
        for taken in history
    ]


def panels_of(scheme: Scheme, user: User) -> list[Link]:
    """The title and address of every panel that the person sees."""
    return [
        (panel.title, address_of(panel.url_name, scheme.code))
        for panel in _panels
        if panel.shown_to(user, scheme)
    ]


def firsts_of(scheme: Scheme, user: User, lines: Sequence[Line]) -> dict[str, First]:
    """What comes before the steps ahead, by the name of the step it keeps back."""
    found = {name: FIRSTS[name](user, scheme, lines) for name in scheme.steps_ahead.keys() & FIRSTS}
    return {name: first for name, first in found.items() if first is not None}


def steps_of(scheme: Scheme, user: User, *, held: Container[str] = ()) -> list[Link]:
    """The steps that the person may take now and that have a page, as buttons.

    Something else comes before those *held*.
    """
    taken = [
        (step.label, _page_of(name, scheme.code))
        for name, step in scheme.steps_ahead.items()
        if name not in held and user.role in who_may(name, tier=scheme.tier)
    ]
    return [(label, address) for label, address in taken if address]


def _page_of(step: str, code: str) -> str:
    """The address of the page on which a step is taken; empty where no page has it."""
    if step in STEP_PAGES:
        return address_of(STEP_PAGES[step], code)
    words = [word for word, name in PLAIN_STEPS.items() if name == step]
    return address_of("schemes:scheme_step", code, words[0]) if words else ""

"""What apps above add to the page of an establishment, such as the support it has had."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from khuyencong.accounts.models import User

from .models import Establishment


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the page: its template, and what the template is given."""

    template: str
    context: Callable[[Establishment, User], dict[str, Any]]


_panels: list[Panel] = []


def add_panel(panel: Panel) -> None:
    """Add a panel; call it in the app's `ready()`."""
    _panels.append(panel)


def panels_of(establishment: Establishment, user: User) -> list[tuple[str, dict[str, Any]]]:
    """Every panel's template with its context."""
    return [(panel.template, panel.context(establishment, user)) for panel in _panels]

"""The site's menu. `ui` knows no app above it, so each app adds its own links in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property


@dataclass(frozen=True)
class MenuLink:
    """A link of the menu, shown to those for whom `shown_to(user)` holds."""

    label: str
    url_name: str
    shown_to: Callable[[Any], bool]

    @cached_property
    def href(self) -> str:
        """The address that the link leads to; it stays while the process runs."""
        return reverse(self.url_name)


_links: list[tuple[int, MenuLink]] = []


def everybody(user: object) -> bool:
    """Shown to all visitors, signed in or not."""
    return True


def add_menu_link(
    label: str, url_name: str, *, order: int, shown_to: Callable[[Any], bool] = everybody
) -> None:
    """Add a link to the menu; call it in the app's `ready()`. Smaller `order` comes first."""
    _links.append((order, MenuLink(label, url_name, shown_to)))
    _links.sort(key=lambda pair: pair[0])


def menu_for(user: object) -> list[MenuLink]:
    """The links that this visitor sees, in order."""
    return [link for _, link in _links if link.shown_to(user)]

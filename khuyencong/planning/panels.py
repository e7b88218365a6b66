"""What apps above add to the page of a plan year: links to what they hold of it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from khuyencong.accounts.models import User


@dataclass(frozen=True, slots=True)
class YearLink:
    """A page of an app above; its address takes the year."""

    title: str
    url_name: str
    shown_to: Callable[[User], bool]


_links: list[YearLink] = []


def add_year_link(link: YearLink) -> None:
    """Add a link; call it in the app's `ready()`."""
    _links.append(link)


def links_of(year: int, user: User) -> list[tuple[str, str]]:
    """The title and address of every link that the person sees."""
    return [
        (link.title, reverse(link.url_name, args=[year])) for link in _links if link.shown_to(user)
    ]

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

# Sections that guard themselves: the back office asks for a superuser, the API for its own access.
SELF_GUARDED = {"admin", "ninja"}


def views_of(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the site with its view, but for the sections that guard themselves."""
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield address, pattern.callback
        elif pattern.app_name not in SELF_GUARDED:
            yield from views_of(pattern, address)


def every_view_declares_its_access(
    app_configs: Sequence[Any] | None, **kwargs: Any
) -> list[CheckMessage]:
    """khuyencong.E001: an address whose view does not say who may open it."""
    return [
        Error(
            f"The address '{address}' does not declare who may open it.",
            hint="Decorate its view with @page(...) of khuyencong.accounts.http.",
            obj=view,
            id="khuyencong.E001",
        )
        for address, view in views_of(get_resolver())
        if not hasattr(view, "access")
    ]

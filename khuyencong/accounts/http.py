from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from khuyencong.lib.spreadsheet import XLSX

from .models import User

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)
Predicate = Callable[[User], bool]


class Request(HttpRequest):
    """A request of a person who has signed in."""

    user: User
    htmx: HtmxDetails


class PublicRequest(HttpRequest):
    """A request to a public page: the visitor may or may not have signed in."""

    user: User | AnonymousUser
    htmx: HtmxDetails


def page(
    *methods: str,
    may: Predicate | None = None,
    public: bool = False,
    given_password: bool = False,
) -> Callable[
    [Callable[Concatenate[R, P], HttpResponseBase]], Callable[Concatenate[R, P], HttpResponseBase]
]:
    """Declare a view's methods and who may open it: `may(user)`, or everybody if `public`.

    `@page("GET", may=policy.view_records)`; a person who may not gets 403, a visitor who has not
    signed in is sent to the sign-in page. GET also allows HEAD. An address with a NUL sign in it
    is no page: 404; a form with one was typed by no keyboard: 400.

    `given_password`: it opens also to a person who has not yet chosen a password, or refuses such a
    person in its own way; see :class:`OwnPasswordMiddleware`.
    """
    if public == bool(may):
        raise TypeError("A page is either public or says who may open it.")
    allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)

    def declare(
        view: Callable[Concatenate[R, P], HttpResponseBase],
    ) -> Callable[Concatenate[R, P], HttpResponseBase]:
        @wraps(view)
        def opened(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if _names_nothing(request):
                raise Http404("a NUL sign, which no stored text holds")
            if request.method == "POST" and _was_never_typed(request):
                raise BadRequest("a NUL sign, which no keyboard types")
            if may and not may(request.user):  # type: ignore[arg-type]  # signed in, by middleware
                raise PermissionDenied
            return view(request, *args, **kwargs)

        opened.access = may.__name__ if may else "public"  # type: ignore[attr-defined]  # for checks
        opened.given_password = given_password  # type: ignore[attr-defined]  # for the middleware
        opened.may = may  # type: ignore[attr-defined]  # for the table of who opens what
        guarded = require_http_methods(allowed)(opened)
        return login_not_required(guarded) if public else guarded

    return declare


class OwnPasswordMiddleware(MiddlewareMixin):
    """Leads a person whose password somebody else gave to the page where another is chosen.

    Nothing else of the site opens before.  Django's middleware has already read who it is.
    """

    def process_view(
        self, request: Request, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Send the person there, the whole page also where a fragment of one was asked for."""
        if getattr(request.user, "password_given_at", None) is None:
            return None
        if getattr(view, "given_password", False):
            return None
        there = reverse("accounts:account_password")
        return HttpResponseClientRedirect(there) if request.htmx else HttpResponseRedirect(there)


def workbook(made: bytes, name: str) -> HttpResponse:
    """A workbook to be saved as ``name.xlsx``; *name* has letters, digits and hyphens only."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(made, content_type=XLSX, headers=headers)


def name_tried(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """The name under which wrong passwords are counted: one for every spelling that signs in."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    return name.strip().upper()


def _names_nothing(request: HttpRequest) -> bool:
    """Whether the address holds the sign that PostgreSQL keeps in no text and refuses to seek."""
    return "\0" in request.path or "%00" in request.META.get("QUERY_STRING", "")


def _was_never_typed(request: HttpRequest) -> bool:
    """Whether a field of the form holds the sign that PostgreSQL keeps in no text."""
    return any("\0" in value for _, values in request.POST.lists() for value in values)

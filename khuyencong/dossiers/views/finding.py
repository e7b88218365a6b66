"""Finding the dossier of a page: a stranger gets 404, who may not change it 403."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from khuyencong.accounts.http import Request
from khuyencong.dossiers import actions, policy, queries
from khuyencong.dossiers.models import Dossier, EstimateItem, Section, readable_by
from khuyencong.schemes.models import Line, Scheme

P = ParamSpec("P")


def find_readable(request: Request, code: str) -> Scheme:
    """The scheme whose dossier the person may read; else 404."""
    seen = readable_by(request.user).select_related("province", "implementer")
    return get_object_or_404(seen, code=code)


def find_whole(request: Request, code: str) -> Any:
    """The same with its dossier and ``partner_names``, for the page that shows all of it."""
    return get_object_or_404(queries.for_the_page(request.user), code=code)


def find_to_prepare(request: Request, code: str) -> Scheme:
    """The scheme whose dossier the person may change; else 404 or 403.

    Raise ``DossierClosed`` where it has been submitted: :func:`tells_when_closed` says so.
    """
    scheme = find_readable(request, code)
    if not policy.prepares(request.user, scheme):
        raise PermissionDenied
    actions.refuse_closed(scheme)
    return scheme


def find_section(scheme: Scheme, number: int) -> Section:
    """The part of that number."""
    sections = scheme.sections.select_related("part__document", "scheme")
    return get_object_or_404(sections, part__number=number)


def find_line(scheme: Scheme, key: int) -> Line:
    """A line of the scheme."""
    lines = scheme.lines.select_related("account", "scheme", "beneficiary__establishment")
    return get_object_or_404(lines, pk=key)


def find_item(scheme: Scheme, key: int) -> EstimateItem:
    """An item of the scheme's estimate."""
    return get_object_or_404(queries.items_of(scheme), pk=key)


def find_dossier(scheme: Scheme) -> Dossier:
    """The dossier of a scheme whose dossier the person may read; 404 where none was opened."""
    if not hasattr(scheme, "dossier"):
        raise Http404
    dossier: Dossier = scheme.dossier
    return dossier


def tells_when_closed(
    view: Callable[Concatenate[Request, P], HttpResponseBase],
) -> Callable[Concatenate[Request, P], HttpResponseBase]:
    """Tell a person whose change comes after the dossier was submitted, on its page."""

    @wraps(view)
    def told(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except actions.DossierClosed as error:
            messages.error(request, str(error))
            return redirect("dossiers:dossier_detail", kwargs["code"])

    return told

"""The request a page is about, found only where the person sees it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from khuyencong.accounts.http import Request
from khuyencong.schemes.models import Scheme

from .. import policy
from ..models import ChangeRequest


def find_request(request: Request, pk: int) -> ChangeRequest:
    """The change request; 404 where its scheme is not the person's to see."""
    seen = ChangeRequest.objects.visible_to(request.user)
    found: ChangeRequest = get_object_or_404(
        seen.select_related("scheme__province", "opened_by", "decided_by"), pk=pk
    )
    return found


def find_editable(request: Request, pk: int) -> ChangeRequest:
    """The same; 403 for whoever does not propose changes to such a scheme."""
    found = find_request(request, pk)
    if not policy.propose_on(request.user, found.scheme):
        raise PermissionDenied
    return found


def find_scheme(request: Request, code: str) -> Scheme:
    """The scheme of that code; 404 where it is not the person's to see."""
    seen = Scheme.objects.visible_to(request.user).select_related("province")
    found: Scheme = get_object_or_404(seen, code=code)
    return found

"""Locks, and what is refused."""

from collections.abc import Sequence

from khuyencong.lib.vietnamese import lower_first
from khuyencong.schemes.models import Scheme

from ..lifecycle import EDITABLE
from ..models import ChangeRequest


class RequestClosed(Exception):
    """The request can no longer be changed."""


class RequestNotReady(Exception):
    """The request cannot be submitted or approved yet; ``sentences`` tells why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = tuple(sentences)


class NotTheDecider(Exception):
    """The person's role does not decide what the request changes."""


def lock(request: ChangeRequest) -> ChangeRequest:
    """Lock the scheme, then the request: everybody in that order."""
    Scheme.objects.select_for_update(of=("self",)).get(pk=request.scheme_id)
    rows = ChangeRequest.objects.select_for_update(of=("self",))
    return rows.select_related("scheme__province").get(pk=request.pk)


def lock_editable(request: ChangeRequest) -> ChangeRequest:
    """Lock a request that may still be changed; raise :class:`RequestClosed`."""
    request = lock(request)
    if request.state not in EDITABLE:
        raise RequestClosed(
            f"Đề nghị này {lower_first(request.get_state_display())}, không sửa được."
        )
    return request

"""What a decision does to the other open requests on the scheme."""

from collections.abc import Sequence

from .. import queries
from ..models import Change, ChangeRequest


def rebase_others(request: ChangeRequest, approved: Sequence[Change]) -> None:
    """Give the others the values that are approved now; flag what touches the same."""
    others = queries.others_open(request)
    if not others:
        return
    scheme = request.scheme
    scheme.refresh_from_db()
    standing = queries.standing_of(scheme)
    for other in others:
        for change in other.changes.all():
            rival = next((one for one in approved if queries.touch(change, one)), None)
            if rival is not None:
                change.conflict = rival
                change.save(update_fields=["conflict"])
                continue
            now = queries.value_of(standing, change)
            if now.key != change.new_key and now != queries.Value(change.old_key, change.old_text):
                change.old_key, change.old_text = now.key, now.text
                change.save(update_fields=["old_key", "old_text"])

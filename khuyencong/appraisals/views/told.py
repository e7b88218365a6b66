"""What of appraisals the person at hand may read, and do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.appraisals import policy, queries
from khuyencong.appraisals.models import Opinion


@dataclass(frozen=True, slots=True)
class Current:
    """The appraisal under way; ``opinions`` is ``None`` for who may not read those of others."""

    appraisal: Any
    tally: queries.Tally
    own: Opinion | None
    opinions: Sequence[Opinion] | None
    rights: policy.Rights


def current_read(user: User, found: Sequence[Any], seats: Mapping[int, str]) -> Current | None:
    """Of a scheme's appraisals the one under way; ``seats`` as :func:`queries.seats_of`."""
    for one in found:
        if one.is_waiting:
            own = queries.opinion_of(one, user)
            has_locked = own is not None and own.locked_at is not None
            rights = policy.rights(user, one, _seat(one, seats), has_locked=has_locked)
            opinions = one.locked if rights.reads_opinions else None
            return Current(one, queries.tally_of(one, one.locked), own, opinions, rights)
    return None


def rounds_read(
    user: User, found: Sequence[Any], seats: Mapping[int, str]
) -> list[tuple[Any, bool]]:
    """Those that were concluded, each with whether the person may read its opinions."""
    return [
        (one, policy.read_opinions(user, one, _seat(one, seats), has_locked=True))
        for one in found
        if one.is_concluded
    ]


def _seat(appraisal: Any, seats: Mapping[int, str]) -> str:
    return seats.get(appraisal.council_id or 0, "")

"""Submitting a dossier: its estimate enters the ledger as registered money."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import SOURCES
from khuyencong.dossiers.queries import LineEstimate, Missing, estimate_of, missing_for_submission
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Entry, Kind, Level, Nature
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Scheme, StepTaken

from .editing import lock

_Source = tuple[str, str]


class DossierIncomplete(Exception):
    """The dossier lacks something; ``missing`` says what and where it is put right."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        self.missing = tuple(missing)
        super().__init__(" ".join(one.sentence for one in missing))


@transaction.atomic
def submit(scheme: Scheme, *, by: User, at: datetime, note: str = "") -> StepTaken:
    """Submit a dossier for appraisal at base (trình thẩm định, TT 36/2013 Điều 10).

    What was registered when it was submitted before is reversed, and its estimate of today posted.
    Raise :class:`DossierIncomplete`, ``DossierClosed``, or a ``Refused`` of the ledger.
    """
    scheme = lock(scheme)
    missing = missing_for_submission(scheme)
    if missing:
        raise DossierIncomplete(missing)
    document = f"Dự toán hồ sơ {scheme.code}"
    for one in estimate_of(scheme).lines:
        wanted = _sums(one)
        for kind, level in sorted({*wanted, *_standing(one)}):
            posting = Posting(
                amount_vnd=wanted.get((kind, level), 0),
                nature=Nature.REGISTERED,
                kind=kind,
                level=level,
                booked_on=timezone.localdate(at),
                document=document,
            )
            funding.replace(one.line.account, posting, by=by, at=at)
    return schemes.take_step(scheme, "submit", by=by, at=at, note=note)


def _sums(one: LineEstimate) -> Mapping[_Source, int]:
    """What the items of a line ask of each source, in đồng."""
    sums: dict[_Source, int] = defaultdict(int)
    for item in one.items:
        for name, (kind, level, _) in SOURCES.items():
            returns = item.is_recoverable and kind == Kind.GRANT
            sums[Kind.RECOVERABLE if returns else kind, level] += getattr(item, name)
        sums[Kind.COUNTERPART, Level.NONE] += item.counterpart_vnd
    return {source: amount for source, amount in sums.items() if amount}


def _standing(one: LineEstimate) -> set[_Source]:
    """The sources that the line is registered with already."""
    entries = Entry.objects.filter(
        account=one.line.account_id,
        nature=Nature.REGISTERED,
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    return set(entries.values_list("kind", "level"))

"""What a dossier promises of its effects, in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.dossiers.models import Promise
from khuyencong.schemes.models import Line

from .editing import lock


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """A measure in its unit: what it is now (``None``: not told), and what is promised."""

    measure: str
    unit: str
    before: Decimal | None
    promised: Decimal


@transaction.atomic
def set_promises(
    line: Line, promises: Sequence[PromiseFacts], *, by: User, at: datetime
) -> list[Promise]:
    """Write what the dossier promises of a line (ghi hiệu quả cam kết), in place of what it did.

    Raise ``DossierClosed`` once it has been submitted.
    """
    lock(line.scheme)
    Promise.objects.filter(line=line).delete()
    return Promise.objects.bulk_create(
        Promise(
            line=line,
            measure=one.measure,
            unit=one.unit,
            before=one.before,
            promised=one.promised,
            by=by,
            at=at,
        )
        for one in promises
    )

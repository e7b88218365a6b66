"""Which parts and papers the law of the day asks of a dossier.

The local procedure is the province's (TT 46/2012 Điều 8.3b).  Until a province has entered its own
rows, a local dossier borrows those of the national one, and says so.
"""

from collections.abc import Collection, Iterable
from datetime import date
from operator import attrgetter
from typing import Protocol

from django.db.models import Q

from khuyencong.regulations.models import AppliesTo, DossierPaper, DossierPart
from khuyencong.schemes.models import Scheme, Tier

from .read import PartRead

ESTIMATE_PART = "part-6"
"""The part whose content is the estimate, in the rows of the law."""

SCHEME_TEXT = "scheme_text"
"""The paper that this system itself makes: the parts with their estimate."""

BENEFICIARY_REQUEST = "beneficiary_request"
"""The paper asked only where somebody other than the implementer benefits."""


class InProgramme(Protocol):
    """A scheme, or a row of one, as far as its programme goes."""

    @property
    def tier(self) -> str: ...


def chain_of(scheme: InProgramme) -> str:
    """Return which money's rules govern a scheme: ``national`` or ``local``."""
    return AppliesTo.NATIONAL if scheme.tier == Tier.NATIONAL else AppliesTo.LOCAL


def parts_for(scheme: Scheme, *, on: date) -> list[DossierPart]:
    """Return the parts that a dossier of the scheme must have that day, in order."""
    rows = DossierPart.objects.select_related("document").order_by("number")
    province = scheme.province.code
    own = list(rows.governing(chain_of(scheme), on=on, province=province))
    return own or list(rows.governing(AppliesTo.NATIONAL, on=on, province=province))


def papers_asked(
    scheme: Scheme, kinds: Collection[int], *columns: str, on: date
) -> list[DossierPaper]:
    """Return the papers to hand in for appraisal at base that day, for the kinds it has, by key.

    Of each only the *columns*, if any is named; else all, and the document.
    """
    papers = DossierPaper.objects.only(*columns)
    if not columns:
        papers = papers.select_related("document")
    chain = chain_of(scheme)
    papers = papers.governing(chain, AppliesTo.NATIONAL, on=on, province=scheme.province.code)
    of_kinds = Q(kind__isnull=True) | Q(kind__in=kinds)
    rows = sorted(
        papers.filter(of_kinds, stage=DossierPaper.Stage.BASE).order_by(),
        key=attrgetter("order", "code"),
    )
    if any(row.applies_to == chain for row in rows):
        return [row for row in rows if row.applies_to in (chain, AppliesTo.BOTH)]
    return rows


def is_borrowed(scheme: Scheme, rows: Iterable[DossierPart | PartRead]) -> bool:
    """Whether a local dossier has the parts of the national one, for want of its own."""
    return chain_of(scheme) == AppliesTo.LOCAL and any(
        row.applies_to == AppliesTo.NATIONAL for row in rows
    )

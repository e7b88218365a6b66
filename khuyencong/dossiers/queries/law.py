"""Which parts and papers the law of the day asks of a dossier.

The local procedure is the province's (TT 46/2012 Điều 8.3b).  Until a province has entered its own
rows, a local dossier borrows those of the national one, and says so.
"""

from collections.abc import Collection, Iterable
from datetime import date
from operator import attrgetter
from typing import Protocol

from khuyencong.regulations.models import AppliesTo, DossierPaper, DossierPart, VersionQuerySet
from khuyencong.schemes.models import Scheme, Tier

from .read import PartRead

ESTIMATE_PART = "part-6"
"""The part whose content is the estimate, in the rows of the law."""

SCHEME_TEXT = "scheme_text"
"""The paper that this system itself makes: the parts with their estimate."""

BENEFICIARY_REQUEST = "beneficiary_request"
"""The paper asked only where somebody other than the implementer benefits."""


_OF_CHOICE = (
    *("kind", "order", "code", "applies_to", "jurisdiction__code"),
    *("valid_from", "valid_to"),
)


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
    chain, province = chain_of(scheme), scheme.province.code
    rows = base_papers(*columns).governing(chain, AppliesTo.NATIONAL, on=on, province=province)
    return papers_among(rows, scheme, kinds, on=on)


def base_papers(*columns: str) -> VersionQuerySet:
    """Every row of the law on the papers for appraisal at base; columns as :func:`papers_asked`."""
    rows: VersionQuerySet = DossierPaper.objects.filter(stage=DossierPaper.Stage.BASE).order_by()
    rows = rows.select_related("jurisdiction")
    return rows.only(*columns, *_OF_CHOICE) if columns else rows.select_related("document")


def papers_among(
    rows: Iterable[DossierPaper], scheme: Scheme, kinds: Collection[int], *, on: date
) -> list[DossierPaper]:
    """Return those of :func:`base_papers` that are asked of the scheme that day, in order.

    A province with no row of its own asks what is asked of a national dossier.
    """
    chain, province = chain_of(scheme), scheme.province.code
    asked = [
        row
        for row in sorted(rows, key=attrgetter("order", "code"))
        if row.kind_id is None or row.kind_id in kinds
        if row.governs(chain, AppliesTo.NATIONAL, on=on, province=province)
    ]
    if any(row.applies_to == chain for row in asked):
        return [row for row in asked if row.applies_to in (chain, AppliesTo.BOTH)]
    return asked


def is_borrowed(scheme: Scheme, rows: Iterable[DossierPart | PartRead]) -> bool:
    """Whether a local dossier has the parts of the national one, for want of its own."""
    return chain_of(scheme) == AppliesTo.LOCAL and any(
        row.applies_to == AppliesTo.NATIONAL for row in rows
    )

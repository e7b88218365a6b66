"""What the page of an appraisal shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from khuyencong.accounts.models import User
from khuyencong.appraisals.lifecycle import level_waiting
from khuyencong.appraisals.models import Appraisal, Opinion
from khuyencong.dossiers.models import Attachment
from khuyencong.dossiers.queries import Estimate, estimate_of, sections_of
from khuyencong.schemes.models import Scheme, StepTaken

from .earlier import CrossCheck, cross_check
from .norms import CheckedLines, check_norms
from .quorum import Tally, tally_of
from .reading import opinions_of, rounds_of


@dataclass(frozen=True, slots=True)
class AppraisalPage:
    """The dossier at hand and what earlier rounds came to."""

    level: Any
    sections: Sequence[Any]
    estimate: Estimate
    papers: Sequence[Attachment]
    earlier: Sequence[CrossCheck]
    rounds: Sequence[Any]


@dataclass(frozen=True, slots=True)
class CurrentPage:
    """The appraisal under way; ``opinions`` is ``None`` for who may not read those of others."""

    appraisal: Appraisal
    tally: Tally
    checked: Sequence[CheckedLines]
    own: Opinion | None
    opinions: Sequence[Opinion] | None


def page_of(scheme: Scheme, user: User) -> AppraisalPage:
    """The dossier of *scheme* for its appraisal, with a fixed number of queries.

    Each of its ``rounds`` has ``locked``, the opinions that counted.
    """
    return AppraisalPage(
        level=level_waiting(scheme.state),
        sections=list(sections_of(scheme)),
        estimate=estimate_of(scheme),
        papers=list(papers_judged(scheme)),
        earlier=cross_check(scheme, user),
        rounds=rounds_of(scheme),
    )


def papers_judged(scheme: Scheme) -> QuerySet[Attachment]:
    """The papers that the appraisal is of: handed in, not withdrawn, by the last submission.

    What is added since to a dossier that was returned is not before the council.
    """
    sent = StepTaken.objects.filter(scheme=OuterRef("scheme"), name="submit").order_by("-number")
    found = Attachment.objects.filter(scheme=scheme).in_force()
    return found.annotate(sent_at=Subquery(sent.values("at")[:1])).filter(
        Q(sent_at__isnull=True) | Q(uploaded_at__lte=F("sent_at"))
    )


def current_page(appraisal: Appraisal, own: Opinion | None, *, reads_opinions: bool) -> CurrentPage:
    """The appraisal under way as the person may read it."""
    return CurrentPage(
        appraisal=appraisal,
        tally=tally_of(appraisal),
        checked=check_norms(appraisal),
        own=own,
        opinions=opinions_of(appraisal) if reads_opinions else None,
    )

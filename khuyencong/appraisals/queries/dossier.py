"""The dossier before an appraisal."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from khuyencong.dossiers.models import Attachment
from khuyencong.dossiers.queries import Estimate, PartRead, estimate_of, sections_of
from khuyencong.schemes.models import Scheme, StepTaken


@dataclass(frozen=True, slots=True)
class DossierRead:
    """The dossier that an appraisal is of: what was typed, what it costs, what was handed in."""

    sections: Sequence[PartRead]
    estimate: Estimate
    papers: Sequence[Attachment]


def dossier_of(scheme: Scheme) -> DossierRead:
    """The dossier of *scheme* as its appraisal reads it, in four queries."""
    return DossierRead(
        sections=sections_of(scheme),
        estimate=estimate_of(scheme, "account__year"),
        papers=list(papers_judged(scheme).only("title")),
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

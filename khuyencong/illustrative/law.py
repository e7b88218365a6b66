"""The rows of the law that the histories follow, read once for all of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from khuyencong.dossiers.queries.law import BENEFICIARY_REQUEST, SCHEME_TEXT
from khuyencong.regulations.models import (
    AdvanceRule,
    AppliesTo,
    AppraisalPoint,
    DossierPaper,
    DossierPart,
    EvidenceItem,
)
from khuyencong.regulations.models.versions import Version

Row = TypeVar("Row", bound=Version)


@dataclass(frozen=True, slots=True)
class Law:
    """The nation-wide rows of every day; a province's own rows are no part of illustrations.

    A local scheme follows the national procedure where nothing else is held, as everywhere in the
    system (điểm b khoản 3 Điều 8 TT 46/2012).
    """

    parts: Sequence[DossierPart]
    papers: Sequence[DossierPaper]
    points: Sequence[AppraisalPoint]
    advances: Sequence[AdvanceRule]
    evidence: Sequence[EvidenceItem]

    def parts_on(self, day: date) -> list[DossierPart]:
        """The parts of a dossier opened that day; none before the circular of 2013."""
        return _valid(self.parts, day)

    def points_on(self, day: date) -> list[AppraisalPoint]:
        """The points of an appraisal opened that day."""
        return _valid(self.points, day)

    def papers_on(
        self, day: date, kinds: Collection[str], *, has_beneficiary: bool
    ) -> list[DossierPaper]:
        """The papers that people hand in with such a dossier."""
        return [
            row
            for row in _valid(self.papers, day)
            if (row.kind is None or row.kind.code in kinds)
            and row.code != SCHEME_TEXT
            and not row.is_setting
            and (has_beneficiary or row.code != BENEFICIARY_REQUEST)
        ]

    def advance_on(self, day: date, kind: str, *, is_national: bool) -> tuple[int, str] | None:
        """The percent of the first advance and its basis; ``None`` where nothing is held."""
        rows = [
            row
            for row in _valid(self.advances, day)
            if row.kind is None or (is_national and row.kind.code == kind)
        ]
        if not rows:
            return None
        row = max(rows, key=lambda one: one.kind is not None)
        return row.percent, row.citation

    def evidence_on(self, day: date, kind: str, stage: str) -> list[EvidenceItem]:
        """The papers asked of a line of that kind at a stage, those that are always asked."""
        return [
            row
            for row in _valid(self.evidence, day)
            if row.stage == stage
            and not row.condition
            and (row.kind is None or row.kind.code == kind)
        ]


def read_law() -> Law:
    """Read the rows; five statements."""
    chains = (AppliesTo.NATIONAL, AppliesTo.BOTH)
    nationwide = {"applies_to__in": chains, "jurisdiction__isnull": True}
    return Law(
        parts=list(DossierPart.objects.filter(**nationwide).order_by("number")),
        papers=list(
            DossierPaper.objects.filter(**nationwide, stage=DossierPaper.Stage.BASE)
            .select_related("kind")
            .order_by("order", "code")
        ),
        points=list(AppraisalPoint.objects.filter(**nationwide).order_by("number")),
        advances=list(AdvanceRule.objects.filter(**nationwide).select_related("kind", "document")),
        evidence=list(
            EvidenceItem.objects.filter(**nationwide).select_related("kind").order_by("order")
        ),
    )


def _valid(rows: Sequence[Row], day: date) -> list[Row]:
    return [
        row
        for row in rows
        if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
    ]

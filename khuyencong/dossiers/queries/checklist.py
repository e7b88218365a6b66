"""The papers of a dossier against those asked for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from khuyencong.dossiers.models import Attachment, Dossier, Waiver
from khuyencong.regulations.models import DossierPaper
from khuyencong.schemes.models import Form, Line

from .law import BENEFICIARY_REQUEST, SCHEME_TEXT, papers_asked


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper of the list with what was handed in for it, or why it is not needed."""

    asked: DossierPaper
    papers: tuple[Attachment, ...]
    waiver: Waiver | None

    @property
    def is_made_here(self) -> bool:
        return self.asked.code == SCHEME_TEXT

    @property
    def may_be_waived(self) -> bool:
        """Whether the list itself leaves it to the case at hand."""
        return self.asked.is_setting or bool(self.asked.condition)

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing; an annex that nobody has entered is not held against one."""
        settled = self.papers or self.waiver or self.is_made_here
        return bool(settled) or self.asked.is_setting


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that is asked for, in order, and what was handed in besides."""

    requirements: tuple[Requirement, ...]
    others: tuple[Attachment, ...]


_OF_PAPER = (
    "requirement",
    "title",
    "file_name",
    "size",
    "uploaded_at",
    "uploaded_by__full_name",
)
_OF_WAIVER = ("requirement", "reason", "at", "by__full_name")


def checklist_of(dossier: Dossier, lines: Sequence[Line] | None = None) -> Checklist:
    """Return the list of papers of a dossier, with what has been handed in.

    ``lines`` saves reading them again, with their sub-contents and kinds.
    """
    scheme = dossier.scheme
    if lines is None:
        lines = list(scheme.lines.select_related("sub_content__kind"))
    kinds = {
        line.sub_content.kind.code for line in lines if line.sub_content and line.sub_content.kind
    }
    is_named_later = scheme.form == Form.GROUP and "submit" not in scheme.steps_ahead
    has_beneficiary = any(line.beneficiary_id for line in lines) and not is_named_later
    asked = [
        row
        for row in papers_asked(scheme, kinds, on=dossier.law_on)
        if row.code != BENEFICIARY_REQUEST or has_beneficiary
    ]
    handed: dict[int | None, list[Attachment]] = defaultdict(list)
    papers = Attachment.objects.filter(scheme=scheme).in_force().select_related("uploaded_by")
    for paper in papers.only(*_OF_PAPER):
        handed[paper.requirement_id].append(paper)
    waived = Waiver.objects.filter(scheme=scheme).select_related("by").only(*_OF_WAIVER)
    waivers = {one.requirement_id: one for one in waived}
    requirements = [
        Requirement(row, tuple(handed.pop(row.pk, ())), waivers.get(row.pk)) for row in asked
    ]
    others = [paper for papers in handed.values() for paper in papers]
    return Checklist(tuple(requirements), tuple(others))

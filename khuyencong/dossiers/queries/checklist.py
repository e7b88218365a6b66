"""The papers of a dossier against those asked for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from khuyencong.dossiers.models import Attachment, AttachmentQuerySet, Dossier, Waiver
from khuyencong.regulations.models import DossierPaper
from khuyencong.schemes.models import Form, Line, Scheme

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


def checklist_of(dossier: Dossier) -> Checklist:
    """Return the list of papers of a dossier, with what has been handed in and by whom."""
    scheme = dossier.scheme
    lines = list(scheme.lines.select_related("sub_content"))
    return _against(
        lines,
        papers_asked(scheme, _kinds_of(lines), on=dossier.law_on),
        _handed_in(scheme).select_related("uploaded_by").only(*_OF_PAPER),
        Waiver.objects.filter(scheme=scheme).select_related("by").only(*_OF_WAIVER),
        scheme,
    )


def short_checklist_of(dossier: Dossier, lines: Sequence[Line]) -> Checklist:
    """The same with names and reasons only, of lines that were read with their sub-contents."""
    scheme = dossier.scheme
    asked = ("code", "name", "condition", "is_setting", "order", "applies_to")
    return _against(
        lines,
        papers_asked(scheme, _kinds_of(lines), *asked, on=dossier.law_on),
        _handed_in(scheme).only("requirement", "title"),
        Waiver.objects.filter(scheme=scheme).only("requirement", "reason"),
        scheme,
    )


def _handed_in(scheme: Scheme) -> AttachmentQuerySet:
    return Attachment.objects.filter(scheme=scheme).in_force().order_by()


def _kinds_of(lines: Sequence[Line]) -> set[int]:
    """The keys of the kinds of scheme that the lines are of."""
    kinds = {line.sub_content.kind_id for line in lines if line.sub_content}
    return {kind for kind in kinds if kind is not None}


def _against(
    lines: Sequence[Line],
    rows: Sequence[DossierPaper],
    papers: Iterable[Attachment],
    waivers: Iterable[Waiver],
    scheme: Scheme,
) -> Checklist:
    is_named_later = scheme.form == Form.GROUP and "submit" not in scheme.steps_ahead
    has_beneficiary = any(line.beneficiary_id for line in lines) and not is_named_later
    asked = [row for row in rows if row.code != BENEFICIARY_REQUEST or has_beneficiary]
    handed: dict[int | None, list[Attachment]] = defaultdict(list)
    for paper in sorted(papers, key=attrgetter("pk")):
        handed[paper.requirement_id].append(paper)
    waived = {one.requirement_id: one for one in waivers}
    requirements = [
        Requirement(row, tuple(handed.pop(row.pk, ())), waived.get(row.pk)) for row in asked
    ]
    others = [paper for papers in handed.values() for paper in papers]
    return Checklist(tuple(requirements), tuple(others))

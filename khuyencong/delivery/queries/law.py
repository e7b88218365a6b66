"""What the law of the contract's day asks of a line: its advance, its papers, its deadlines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from khuyencong.dossiers.queries import chain_of
from khuyencong.regulations.models import AppliesTo, EvidenceItem
from khuyencong.regulations.queries import AdvanceAnswer, Calendar, DueDate, advances_for
from khuyencong.schemes.models import Line, Scheme

from ..models import Evidence

Stage = EvidenceItem.Stage


def kind_of(line: Line) -> str:
    """The code of the kind of scheme a line is, or nothing where its sub-content is not known."""
    sub_content = line.sub_content
    return sub_content.kind.code if sub_content and sub_content.kind else ""


def law_day(scheme: Scheme, *, today: date) -> date:
    """The day whose law governs: that of the contract, else today."""
    contract = getattr(scheme, "contract", None)
    return contract.signed_on if contract else today


def advance_rule(line: Line, *, on: date) -> AdvanceAnswer:
    """The rule on the first advance of a line (TT 36/2013 Điều 13)."""
    return advance_rules([line], on=on)[line.pk]


def advance_rules(lines: Sequence[Line], *, on: date) -> dict[int, AdvanceAnswer]:
    """The same of lines of one scheme, by their ids; two queries however many."""
    if not lines:
        return {}
    scheme, kinds = lines[0].scheme, {line.pk: kind_of(line) for line in lines}
    found = advances_for(
        set(kinds.values()), on=on, chain=chain_of(scheme), province=scheme.province.code
    )
    return {line: found[kind] for line, kind in kinds.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper of a list, with what was handed in for it.

    ``is_borrowed``: a province without a list of its own is shown the national one, which does not
    bind it (điểm b khoản 3 Điều 8 TT 46/2012).
    """

    item: EvidenceItem
    evidence: Evidence | None
    is_borrowed: bool

    @property
    def is_required(self) -> bool:
        """A paper asked only in a certain case is for people to judge."""
        return not self.is_borrowed and not self.item.condition

    @property
    def is_missing(self) -> bool:
        return self.is_required and self.evidence is None


def papers_asked(scheme: Scheme, line: Line | None, stage: str, *, on: date) -> list[Asked]:
    """The list of papers of a stage, of a line or (``None``) of the whole scheme."""
    return lists_asked(scheme, line, (Stage(stage),), on=on)[Stage(stage)]


def lists_asked(
    scheme: Scheme, line: Line | None, stages: Sequence[Stage], *, on: date
) -> dict[Stage, list[Asked]]:
    """The same of several stages; two queries however many."""
    kind = kind_of(line) if line else ""
    rows = list(evidence_rows(*stages).filter(Q(kind__isnull=True) | Q(kind__code=kind)))
    handed = {
        one.item_id: one
        for one in Evidence.objects.filter(scheme=scheme, line=line).select_related("by")
    }
    lists = {stage: list_of(scheme, kind, rows, stage, on=on) for stage in stages}
    return {
        stage: [Asked(row, handed.get(row.pk), found.is_borrowed) for row in found.rows]
        for stage, found in lists.items()
    }


@dataclass(frozen=True, slots=True)
class PaperList:
    """The papers that one stage asks of a kind of scheme, in order; see :class:`Asked`."""

    rows: Sequence[EvidenceItem]
    is_borrowed: bool


def evidence_rows(*stages: str) -> QuerySet[EvidenceItem]:
    """Every row of the law on the papers of those stages, of any kind, place and day."""
    rows = EvidenceItem.objects.filter(stage__in=stages)
    found: QuerySet[EvidenceItem] = rows.select_related("document", "kind", "jurisdiction")
    return found


def list_of(
    scheme: Scheme, kind: str, rows: Iterable[EvidenceItem], stage: str, *, on: date
) -> PaperList:
    """The list that *rows* of :func:`evidence_rows` make for a kind, what is asked of all first.

    A province that has a row for the stage, of the kind or of every kind, has a list of its own.
    """
    valid = [
        row
        for row in rows
        if row.stage == stage
        and (row.kind is None or row.kind.code == kind)
        and (row.jurisdiction is None or row.jurisdiction.code == scheme.province.code)
        and row.valid_from <= on <= (row.valid_to or date.max)
    ]
    chain = chain_of(scheme)
    own = [row for row in valid if row.applies_to in (chain, AppliesTo.BOTH)]
    is_borrowed = not own and chain == AppliesTo.LOCAL
    found = own or [row for row in valid if row.applies_to == AppliesTo.NATIONAL]
    ordered = sorted(found, key=lambda row: (row.kind_id is not None, row.order, row.code))
    return PaperList(ordered, is_borrowed)


def lacking_of(
    scheme: Scheme, lines: Iterable[Line], stage: str, *, on: date
) -> dict[int, list[EvidenceItem]]:
    """What the list of its kind asks of each line and nobody has handed in; two queries.

    What is asked of every kind comes later, what is asked only in a certain case is for people to
    judge; a province without a list of its own asks nothing (:class:`Asked`).
    """
    kinds = {line.pk: line.sub_content.kind_id for line in lines if line.sub_content}
    items = EvidenceItem.objects.governing(
        chain_of(scheme), on=on, province=scheme.province.code
    ).filter(kind__in=set(kinds.values()), stage=stage, condition="")
    asked = list(items.order_by("order", "code"))
    handed = set(Evidence.objects.filter(line__in=kinds).values_list("line", "item"))
    return {
        line: [one for one in asked if one.kind_id == kind and (line, one.pk) not in handed]
        for line, kind in kinds.items()
    }


def settlement_deadlines(law: Calendar, scheme: Scheme, accepted_on: date) -> list[DueDate]:
    """By when the file is to be ready, and the contract liquidated (TT 36/2013 Điều 18)."""
    chain, province = chain_of(scheme), scheme.province.code
    found = (
        law.settlement_file(accepted_on, chain=chain, province=province),
        law.deadline("liquidation", accepted_on.year, chain=chain, province=province),
    )
    return [one for one in found if one is not None]

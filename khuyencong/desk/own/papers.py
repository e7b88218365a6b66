"""The papers that the law asks of an establishment and that nobody has handed in yet."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.delivery.queries import Stage, evidence_rows, kind_of, list_of
from khuyencong.dossiers.policy import BEING_PREPARED
from khuyencong.dossiers.queries import base_papers, papers_among
from khuyencong.regulations.models import DossierPaper, EvidenceItem
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

BEING_DONE = (State.CONTRACTED, State.UNDER_WAY, State.ACCEPTED)
_STAGES = (Stage.FIRST_ADVANCE, Stage.REMAINING)


@dataclass(frozen=True, slots=True)
class Owed:
    """A paper that is missing, for which line of work, and the article that asks for it.

    ``is_borrowed``: the province has no list of its own, and the national one does not bind it.
    """

    name: str
    citation: str
    line: str = ""
    is_borrowed: bool = False


def asked_of_dossiers() -> list[DossierPaper]:
    """Every row of the law on the papers of a dossier at base; one query."""
    return list(base_papers())


def asked_of_work() -> list[EvidenceItem]:
    """Every row of the law on the papers that prove the work; one query."""
    return list(evidence_rows(*_STAGES))


def owed_for_dossier(
    scheme: Scheme, kinds: Collection[int], rows: Sequence[DossierPaper], *, on: date, had: set[int]
) -> Iterator[Owed]:
    """What the dossier lacks of the establishment while it is prepared (Điều 10 TT 36/2013).

    ``kinds`` are the keys of those that its lines are of, ``had`` those of the rows that are met:
    handed in, or said not to apply.
    """
    if scheme.state not in BEING_PREPARED:
        return
    for row in papers_among(rows, scheme, kinds, on=on):
        if row.is_from_beneficiary and not row.is_setting and row.pk not in had:
            yield Owed(row.name, row.citation)


def owed_for_work(
    line: Line, rows: Sequence[EvidenceItem], *, on: date, had: set[int]
) -> Iterator[Owed]:
    """What proves the work on a line and is not there yet (Điều 13, 14 TT 36/2013)."""
    kind = kind_of(line)
    if line.scheme.state not in BEING_DONE or not kind:
        return
    for stage in _STAGES:
        asked = list_of(line.scheme, kind, rows, stage, on=on)
        for row in asked.rows:
            is_its = row.kind is not None and row.is_from_beneficiary and not row.condition
            if is_its and row.pk not in had:
                yield Owed(row.name, row.citation, str(line), is_borrowed=asked.is_borrowed)

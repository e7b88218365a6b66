"""What a scheme has gone through, as far as it says which papers can be written of it.

Many tables tell it, so one view asks them all (`models/life.py`): of each, the rows of the scheme
with the columns that a paper is called by.  They come as records whose other columns are read when
asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from khuyencong.adjustments.models import ChangeRequest
from khuyencong.appraisals.models import Appraisal, Council
from khuyencong.delivery.models import (
    Appendix,
    Contract,
    FollowUp,
    ProgressReport,
    Settlement,
    Visit,
)
from khuyencong.group_plans.models import GroupPlan
from khuyencong.papers.models import SchemeLife
from khuyencong.planning.models import EditionRow
from khuyencong.schemes.models import Line, Scheme, StepTaken

SENT_BACK = {
    "return": "hoàn thiện hồ sơ",
    "return_ministry": "hoàn thiện hồ sơ",
    "reject": "không chấp thuận",
    "reject_ministry": "không chấp thuận",
}
"""The steps that send a dossier back or refuse it, and what each says."""


@dataclass(frozen=True, slots=True)
class Life:
    """The scheme and what is recorded of it; ``accepted`` are the ids of lines.

    ``appraisals`` were concluded, the latest first; ``letters`` are the change requests that ask
    for something, ``requests`` those that wait for a decision or were approved.
    """

    scheme: Scheme
    lines: Sequence[Line]
    has_dossier: bool
    has_estimate: bool
    has_state_vouchers: bool
    has_other_vouchers: bool
    accepted: Sequence[int]
    steps: Sequence[StepTaken]
    councils: Sequence[Council]
    appraisals: Sequence[Appraisal]
    plan_rows: Sequence[EditionRow]
    group_plans: Sequence[GroupPlan]
    contracts: Sequence[Contract]
    appendices: Sequence[Appendix]
    reports: Sequence[ProgressReport]
    visits: Sequence[Visit]
    letters: Sequence[ChangeRequest]
    requests: Sequence[ChangeRequest]
    settlements: Sequence[Settlement]
    follow_ups: Sequence[FollowUp]

    @property
    def contract(self) -> Contract | None:
        """The contract, once it was recorded."""
        return self.contracts[0] if self.contracts else None

    def lines_of_kind(self, code: str) -> list[Line]:
        """The lines whose content is of that kind, in the order they were written."""
        found = [one for one in self.lines if _kind_of(one) == code]
        return sorted(found, key=lambda one: one.pk)


def _kind_of(line: Line) -> str:
    kind = line.sub_content.kind if line.sub_content else None
    return kind.code if kind else ""


_FACTS = ("has_dossier", "has_estimate", "has_state_vouchers", "has_other_vouchers", "accepted")
_RECORDS: Mapping[str, type[Any]] = {
    "lines": Line,
    "steps": StepTaken,
    "councils": Council,
    "appraisals": Appraisal,
    "plan_rows": EditionRow,
    "group_plans": GroupPlan,
    "contracts": Contract,
    "appendices": Appendix,
    "reports": ProgressReport,
    "visits": Visit,
    "letters": ChangeRequest,
    "requests": ChangeRequest,
    "settlements": Settlement,
    "follow_ups": FollowUp,
}
"""What the rows of each table are records of."""


def life_of(scheme: Scheme) -> Life:
    """Read the life of a scheme; one query."""
    told = SchemeLife.objects.get(scheme=scheme)
    facts: dict[str, Any] = {name: getattr(told, name) for name in _FACTS}
    records: dict[str, Any] = {
        name: [_record(model, row) for row in getattr(told, name)]
        for name, model in _RECORDS.items()
    }
    return Life(scheme, **facts, **records)


def _record(model: Any, row: Mapping[str, Any]) -> Any:
    """The record whose columns the row has; any other column is read when it is asked for."""
    if row["id"] is None:
        return None
    fields = [field for field in model._meta.concrete_fields if field.attname in row]
    values = [field.to_python(row[field.attname]) for field in fields]
    record = model.from_db(DEFAULT_DB_ALIAS, [field.attname for field in fields], values)
    for name, value in row.items():
        if isinstance(value, dict):
            setattr(record, name, _record(model._meta.get_field(name).related_model, value))
    return record

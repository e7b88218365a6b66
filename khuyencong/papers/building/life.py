"""What a scheme has gone through, as far as it says which papers can be written of it.

Many tables tell it, so one query asks them all: of each, the rows of the scheme with the columns
that a paper is called by.  They come as records whose other columns are read when asked for.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from khuyencong.adjustments.lifecycle import State as RequestState
from khuyencong.adjustments.models import Change, ChangeRequest
from khuyencong.appraisals.models import Appraisal, Council
from khuyencong.delivery.models import (
    Acceptance,
    Appendix,
    Contract,
    FollowUp,
    ProgressReport,
    Settlement,
    Visit,
    Voucher,
)
from khuyencong.dossiers.models import Dossier, EstimateItem
from khuyencong.funding.models import STATE_KINDS
from khuyencong.group_plans.models import GroupPlan, PlanPart
from khuyencong.planning.models import EditionRow, RowKind
from khuyencong.schemes.models import Line, Scheme, StepTaken

SENT_BACK = {
    "return": "hoàn thiện hồ sơ",
    "return_ministry": "hoàn thiện hồ sơ",
    "reject": "không chấp thuận",
    "reject_ministry": "không chấp thuận",
}
"""The steps that send a dossier back or refuse it, and what each says."""

_IT = OuterRef("pk")


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


_TABLES: Mapping[str, tuple[QuerySet[Any], tuple[str, ...]]] = {
    "lines": (
        Line.objects.filter(scheme=_IT).order_by("account__year", "pk"),
        (
            "content",
            "item",
            "account__advance_percent",
            "sub_content__kind__code",
            "beneficiary__establishment__name",
        ),
    ),
    "steps": (
        StepTaken.objects.filter(scheme=_IT, name__in=SENT_BACK).order_by("-number"),
        ("name", "to_state", "at"),
    ),
    "councils": (
        Council.objects.filter(
            Exists(Appraisal.objects.filter(council=_IT, scheme=OuterRef(_IT)))
        ).order_by("pk"),
        ("name", "decision_number", "decision_date"),
    ),
    "appraisals": (
        Appraisal.objects.filter(scheme=_IT, conclusion__isnull=False).order_by(
            "-conclusion__at", "-pk"
        ),
        ("level", "round", "council_id"),
    ),
    "plan_rows": (
        EditionRow.objects.filter(scheme=_IT, kind=RowKind.GIVEN).order_by("pk"),
        ("edition__title", "edition__decision_number"),
    ),
    "group_plans": (
        GroupPlan.objects.filter(Exists(PlanPart.objects.filter(plan=_IT)), scheme=_IT).order_by(
            "number"
        ),
        ("number", "state"),
    ),
    "contracts": (Contract.objects.filter(scheme=_IT).order_by(), ("number",)),
    "appendices": (
        Appendix.objects.filter(contract__scheme=_IT).order_by("signed_on", "pk"),
        ("number",),
    ),
    "reports": (ProgressReport.objects.filter(scheme=_IT).order_by("-month"), ("month",)),
    "visits": (
        Visit.objects.filter(scheme=_IT).order_by("-visited_on", "-pk"),
        ("visited_on", "place"),
    ),
    "letters": (
        ChangeRequest.objects.filter(Exists(Change.objects.filter(request=_IT)), scheme=_IT)
        .exclude(state=RequestState.WITHDRAWN)
        .order_by("pk"),
        ("number",),
    ),
    "requests": (
        ChangeRequest.objects.filter(
            scheme=_IT, state__in=(RequestState.SUBMITTED, RequestState.APPROVED)
        ).order_by("-opened_at", "-pk"),
        ("number",),
    ),
    "settlements": (
        Settlement.objects.filter(scheme=_IT, year__isnull=True).order_by("settled_on", "pk"),
        ("number",),
    ),
    "follow_ups": (
        FollowUp.objects.filter(scheme=_IT).order_by("round", "pk"),
        ("line_id", "round", "visited_on"),
    ),
}
"""The rows of each table that are the scheme's, in their order, and the columns that are read."""


def _read(columns: Sequence[str], of: str = "") -> JSONObject:
    """Columns of a record as an object; «edition__title» is within the object «edition»."""
    own = ["id", *(one for one in columns if "__" not in one)]
    others: dict[str, list[str]] = defaultdict(list)
    for one in columns:
        name, _, column = one.partition("__")
        if column:
            others[name].append(column)
    return JSONObject(
        **{name: f"{of}{name}" for name in own},
        **{name: _read(found, f"{of}{name}__") for name, found in others.items()},
    )


_vouchers = Voucher.objects.filter(scheme=_IT)
_LIVES = Scheme.objects.order_by().values(  # put together once: that costs more than asking it
    has_dossier=Exists(Dossier.objects.filter(scheme=_IT)),
    has_estimate=Exists(EstimateItem.objects.filter(line__scheme=_IT)),
    has_state_vouchers=Exists(_vouchers.filter(kind__in=STATE_KINDS)),
    has_other_vouchers=Exists(_vouchers.exclude(kind__in=STATE_KINDS)),
    accepted=ArraySubquery(Acceptance.objects.filter(scheme=_IT).order_by().values("line")),
    **{  # a scheme has relations of some of these names
        f"{name}_": ArraySubquery(rows.values_list(_read(columns)))
        for name, (rows, columns) in _TABLES.items()
    },
)


def life_of(scheme: Scheme) -> Life:
    """Read the life of a scheme; one query."""
    facts: dict[str, Any] = {**_LIVES.get(pk=scheme.pk)}
    told: dict[str, Any] = {
        name: [_record(rows.model, row) for row in facts.pop(f"{name}_")]
        for name, (rows, _) in _TABLES.items()
    }
    return Life(scheme, **facts, **told)


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

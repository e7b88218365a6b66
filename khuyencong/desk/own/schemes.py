from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.delivery.models import Evidence
from khuyencong.delivery.queries import Cell, Due, dues_of, sources_on
from khuyencong.dossiers.models import Attachment, Need, Waiver
from khuyencong.dossiers.policy import BEING_PREPARED
from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import Kind, Nature
from khuyencong.lib.money import show_exact
from khuyencong.regulations.models import DossierPaper, EvidenceItem
from khuyencong.regulations.queries import Calendar
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Beneficiary, Form, Line, Scheme, StepTaken

from .days import Day, day, days_after, days_of_scheme
from .papers import (
    BEING_DONE,
    Owed,
    asked_of_dossiers,
    asked_of_work,
    owed_for_dossier,
    owed_for_work,
)
from .waiting import Waiting, waiting_of

SHOWN = (
    Nature.REGISTERED,
    Nature.ALLOCATED,
    Nature.CONTRACTED,
    Nature.ADVANCED,
    Nature.DISBURSED,
    Nature.ACCEPTED,
    Nature.SETTLED,
    Nature.REPAID,
)
"""What is told of the money; what plans and estimates call it meanwhile is left to officers."""

_OF_SCHEME = (
    *("code", "name", "tier", "form", "state", "start_year", "end_year", "province__code"),
    *("implementer__name", "dossier__law_on", "contract__signed_on", "done__ends_on"),
)
_OF_LINE = (
    *("scheme", "content", "item", "account__year", "sub_content__kind__code"),
    *("done__accepted_on", "done__rounds", "done__is_closed"),
)
_OF_NEED = (
    *("content", "item", "year", "investment_vnd", "withdrawn_at", "withdrawn_reason"),
    *("recorded_at", "recorded_by__full_name", "scheme__code", "scheme__state"),
)
_UNDER_CONTRACT = (State.CONTRACTED, State.UNDER_WAY)
_AFTERWARDS = (State.ACCEPTED, State.SETTLED)
_PAID_BACK = (State.SETTLED, State.TERMINATED)


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A line of the establishment's own, with its money by source."""

    line: Any
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class OwnScheme:
    """A scheme that the establishment benefits from, as far as it concerns the establishment."""

    scheme: Any
    lines: Sequence[OwnLine]
    waiting: Waiting | None
    owed: Sequence[Owed]
    days: Sequence[Day]
    to_pay_back: Sequence[str]

    @property
    def tells_reasons(self) -> bool:
        """Whether notes of its steps may be told: those of a shared scheme may name others."""
        return self.scheme.form != Form.GROUP and not self.scheme.is_shared

    @property
    def cells(self) -> list[Cell]:
        return [cell for one in self.lines for cell in one.cells]

    @property
    def money(self) -> list[tuple[Kind, list[tuple[Nature, int]]]]:
        """Each kind of money with its sums by nature, in đồng, nothing added across kinds."""
        return money_of(self.cells)


def needs_of(user: User) -> QuerySet[Any]:
    """What the establishment has asked for, the newest first, also what was withdrawn."""
    found = Need.objects.visible_to(user).select_related("scheme", "recorded_by")
    told: QuerySet[Any] = found.only(*_OF_NEED)
    return told


def schemes_of(
    user: User, establishment: Establishment, *, today: date, code: str = ""
) -> list[OwnScheme]:
    """The schemes that the establishment benefits from, the newest first; eight queries at most.

    ``code``: that one only.
    """
    seen = Scheme.objects.visible_to(user)
    schemes = {
        one.pk: one for one in _told(seen.filter(code=code) if code else seen, establishment)
    }
    lines = list(_lines(schemes, establishment))
    states = {one.state for one in schemes.values()}
    is_prepared, is_done = bool(states & {*BEING_PREPARED}), bool(states & {*BEING_DONE})
    cells = _cells(lines)
    own = _Own(
        cells=cells,
        dues=_dues(cells.values(), today),
        dossier_rows=asked_of_dossiers() if is_prepared else [],
        dossier_had=_met(schemes) if is_prepared else {},
        work_rows=asked_of_work() if is_done else [],
        law=Calendar(),
        today=today,
    )
    by_scheme: dict[int, list[Any]] = defaultdict(list)
    for line in lines:
        line.scheme = schemes[line.scheme_id]
        by_scheme[line.scheme_id].append(line)
    return [own.read(scheme, by_scheme[key]) for key, scheme in schemes.items()]


def money_of(cells: Sequence[Cell]) -> list[tuple[Kind, list[tuple[Nature, int]]]]:
    """Each kind of money with its sums by nature, in đồng; what there is none of is left out."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for cell in cells:
        for nature, amount in cell.sums.items():
            sums[cell.kind, nature] += amount
    found = []
    for kind in Kind:
        told = [(nature, sums[kind, nature]) for nature in SHOWN if sums.get((kind, nature))]
        if told:
            found.append((kind, told))
    return found


def _told(schemes: QuerySet[Scheme], establishment: Establishment) -> QuerySet[Any]:
    """With the day of the last step; ``is_shared``: others benefit from it too."""
    others = Beneficiary.objects.filter(scheme=OuterRef("pk")).exclude(establishment=establishment)
    steps = StepTaken.objects.filter(scheme=OuterRef("pk")).order_by("-number")
    return (
        schemes.select_related("province", "implementer", "dossier", "contract", "done")
        .only(*_OF_SCHEME)
        .annotate(since=Subquery(steps.values("at")[:1]), is_shared=Exists(others))
    )


def _lines(schemes: Collection[int], establishment: Establishment) -> QuerySet[Any]:
    """The establishment's own lines with what was done on each, and the papers that prove it."""
    evidence = Evidence.objects.filter(line=OuterRef("pk")).order_by().values("item")
    return (
        Line.objects.filter(scheme__in=schemes, beneficiary__establishment=establishment)
        .select_related("account", "sub_content__kind", "done")
        .only(*_OF_LINE)
        .annotate(handed=ArraySubquery(evidence))
        .order_by("account__year", "pk")
    )


def _met(schemes: Collection[int]) -> Mapping[int, set[int]]:
    """The rows of the law that each dossier has met: handed in, or said not to apply; one query."""
    columns = ("scheme", "requirement")
    papers = Attachment.objects.in_force().filter(requirement__isnull=False, scheme__in=schemes)
    waived = Waiver.objects.filter(scheme__in=schemes)
    found: dict[int, set[int]] = defaultdict(set)
    for scheme, row in papers.order_by().values_list(*columns).union(waived.values_list(*columns)):
        found[scheme].add(row)
    return found


def _cells(lines: Sequence[Any]) -> Mapping[int, list[Cell]]:
    """The money of each line by source, of every kind, from the ledger; one query."""
    found: dict[int, list[Cell]] = defaultdict(list)
    for cell in sources_on(lines, Kind.values):
        found[cell.line.pk].append(cell)
    return found


def _dues(cells: Iterable[Sequence[Cell]], today: date) -> Mapping[int, list[Due]]:
    """The instalments of each line, and what of each has come back; one query."""
    found: dict[int, list[Due]] = defaultdict(list)
    for due in dues_of((cell for own in cells for cell in own), today=today):
        found[due.cell.line.pk].append(due)
    return found


@dataclass(frozen=True, slots=True)
class _Own:
    """All that was read, of which each scheme takes its part."""

    cells: Mapping[int, list[Cell]]
    dues: Mapping[int, list[Due]]
    dossier_rows: Sequence[DossierPaper]
    dossier_had: Mapping[int, set[int]]
    work_rows: Sequence[EvidenceItem]
    law: Calendar
    today: date

    def read(self, scheme: Any, lines: Sequence[Any]) -> OwnScheme:
        since = timezone.localdate(scheme.since)
        days = [*days_of_scheme(scheme, self.law, today=self.today), *self._contract(scheme)]
        for line in lines:
            days += self._of_line(scheme, line)
        cells = [cell for line in lines for cell in self.cells.get(line.pk, [])]
        return OwnScheme(
            scheme=scheme,
            lines=[OwnLine(line, self.cells.get(line.pk, [])) for line in lines],
            waiting=waiting_of(scheme, since=since, today=self.today),
            owed=list(self._owed(scheme, lines)),
            days=sorted(days, key=lambda one: one.on),
            to_pay_back=list(_to_pay_back(scheme, cells)),
        )

    def _contract(self, scheme: Any) -> Iterator[Day]:
        ends_on = scheme.done.ends_on
        if scheme.state in _UNDER_CONTRACT and ends_on is not None:
            yield day(ends_on, "Hoàn thành theo hợp đồng thực hiện đề án", today=self.today)

    def _of_line(self, scheme: Any, line: Any) -> Iterator[Day]:
        done = line.done
        if scheme.state in _AFTERWARDS and done.accepted_on and not done.is_closed:
            yield from days_after(done.accepted_on, set(done.rounds), today=self.today)
        for due in self.dues.get(line.pk, []):
            if due.left_vnd:
                words = f"Cơ sở hoàn trả {show_exact(due.left_vnd)}"
                yield day(due.instalment.due_on, words, today=self.today)

    def _owed(self, scheme: Any, lines: Sequence[Any]) -> Iterator[Owed]:
        dossier, contract = getattr(scheme, "dossier", None), getattr(scheme, "contract", None)
        if dossier is not None:
            kinds = {line.sub_content.kind_id for line in lines if line.sub_content}
            had = self.dossier_had.get(scheme.pk, set())
            rows = self.dossier_rows
            yield from owed_for_dossier(scheme, kinds, rows, on=dossier.law_on, had=had)
        on = contract.signed_on if contract else self.today
        for line in lines:
            yield from owed_for_work(line, self.work_rows, on=on, had=set(line.handed))


def _to_pay_back(scheme: Scheme, cells: Sequence[Cell]) -> Iterator[str]:
    """What was advanced and not settled comes back (khoản 6 Điều 12 TT 36/2013)."""
    for cell in cells:
        if scheme.state in _PAID_BACK and cell.kind == Kind.GRANT and cell.unjustified_vnd:
            yield (
                f"Nộp trả {show_exact(cell.unjustified_vnd)} đã tạm ứng nhưng không được quyết toán"
                f" ({cell.line}, {cell.label.lower()})."
            )

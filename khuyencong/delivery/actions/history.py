"""Contracts to evaluations that are recorded afterwards, many at once.

The ledger holds the money already, posted by whoever recorded the schemes and judged there by the
database; each deed is linked with the entries that bear its document.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import models, transaction

from khuyencong.accounts.models import User
from khuyencong.funding.models import Entry, Nature
from khuyencong.schemes.models import Line, Scheme

from ..models import (
    Acceptance,
    Advance,
    Appendix,
    Contract,
    Evidence,
    FollowUp,
    FollowUpFigure,
    PayoutKind,
    ProgressLine,
    ProgressReport,
    Settlement,
    Visit,
    Voucher,
)
from .acceptance import AcceptanceFacts
from .common import (
    acceptance_document,
    appendix_document,
    contract_document,
    settlement_document,
)
from .contracts import AppendixFacts, ContractFacts
from .evidence import EvidenceFacts
from .followups import FollowUpFacts
from .paying import AdvanceFacts
from .progress import ReportFacts, VisitFacts
from .settlement import SettlementFacts, VoucherFacts

__all__ = [
    "Confirmation",
    "Past",
    "PastDelivery",
    "acceptance_document",
    "appendix_document",
    "contract_document",
    "record_deliveries",
    "settlement_document",
]

F = TypeVar("F")
Row = TypeVar("Row", bound=models.Model)
_Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Past(Generic[F]):
    """A deed of a scheme, or of one line of it: what it was, who did it, when it was recorded."""

    scheme: Scheme
    facts: F
    by: User
    at: datetime
    line: Line | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who of the department confirmed a report, how long after it came, in which words."""

    by: User
    after: timedelta
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDelivery:
    """All that was done of many schemes; amounts in the facts are not read, the ledger's are.

    ``confirmations`` stand beside ``reports``, a statement for each way of confirming;
    ``remaining`` are the advances after acceptance.
    """

    contracts: Sequence[Past[ContractFacts]] = ()
    appendices: Sequence[Past[AppendixFacts]] = ()
    advances: Sequence[Past[AdvanceFacts]] = ()
    remaining: Sequence[Past[AdvanceFacts]] = ()
    reports: Sequence[Past[ReportFacts]] = ()
    confirmations: Sequence[Confirmation | None] = ()
    visits: Sequence[Past[VisitFacts]] = ()
    evidence: Sequence[Past[EvidenceFacts]] = ()
    acceptances: Sequence[Past[AcceptanceFacts]] = ()
    vouchers: Sequence[Past[VoucherFacts]] = ()
    settlements: Sequence[Past[SettlementFacts]] = ()
    follow_ups: Sequence[Past[FollowUpFacts]] = ()


@transaction.atomic
def record_deliveries(past: PastDelivery) -> None:
    """Record what was done before, in a fixed number of statements (ghi việc đã thực hiện)."""
    ledger = _Ledger([one.scheme for one in past.contracts])
    contracts = _record_contracts(past.contracts, ledger)
    _record_appendices(past.appendices, {one.scheme_id: one for one in contracts}, ledger)
    _record_advances(past, ledger)
    _record_reports(past.reports, past.confirmations)
    Visit.objects.bulk_create(_plain(Visit, one) for one in past.visits)
    Evidence.objects.bulk_create(
        Evidence(
            scheme_id=one.scheme.pk,
            line_id=_line(one),
            item_id=one.facts.item.pk,
            number=one.facts.number,
            dated_on=one.facts.dated_on,
            by_id=one.by.pk,
            at=one.at,
        )
        for one in past.evidence
    )
    _record_acceptances(past.acceptances, ledger)
    Voucher.objects.bulk_create(_voucher(one) for one in past.vouchers)
    _record_settlements(past.settlements, ledger)
    _record_follow_ups(past.follow_ups)


class _Ledger:
    """The entries of schemes by account, nature and document; read once."""

    def __init__(self, schemes: Sequence[Scheme]) -> None:
        self.accounts: dict[int, list[int]] = defaultdict(list)
        self.entries: dict[_Key, list[int]] = defaultdict(list)
        natures = ("contracted", "advanced", "disbursed", "accepted", "settled")
        lines = Line.objects.filter(scheme__in=[scheme.pk for scheme in schemes])
        for scheme, account in lines.values_list("scheme", "account"):
            self.accounts[scheme].append(account)
        rows = Entry.objects.filter(account__line__in=lines, nature__in=natures).order_by("pk")
        for pk, *key in rows.values_list("pk", "account", "nature", "document"):
            self.entries[tuple(key)].append(pk)  # type: ignore[index]  # the three of a key

    def of(self, one: Past[Any], document: str, *natures: str) -> Iterator[int]:
        """The ids of the entries of a deed: of its line, or of all lines of its scheme."""
        accounts = [one.line.account_id] if one.line else self.accounts[one.scheme.pk]
        for account in accounts:
            for nature in natures:
                yield from self.entries.get((account, nature, document), ())


def _line(one: Past[Any]) -> int | None:
    return one.line.pk if one.line else None


def _link(model: type[models.Model], rows: Iterable[tuple[int, Iterable[int]]]) -> None:
    through = model.entries.through  # type: ignore[attr-defined]  # deeds with money have it
    own = f"{model._meta.model_name}_id"
    through.objects.bulk_create(
        through(**{own: pk, "entry_id": entry}) for pk, entries in rows for entry in entries
    )


def _names(model: type[models.Model], facts: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that are called the same in a row and in its facts."""
    own = {field.name for field in model._meta.fields} - {"id", "line", "scheme"}
    return tuple(name for name in facts if name in own)


def _plain(model: type[Row], one: Past[Any], **more: Any) -> Row:
    """A row whose fields are called as those of the facts."""
    facts = one.facts
    told = {name: getattr(facts, name) for name in _names(model, facts.__slots__)}
    return model(scheme_id=one.scheme.pk, by_id=one.by.pk, at=one.at, **{**told, **more})


def _record_contracts(past: Sequence[Past[ContractFacts]], ledger: _Ledger) -> list[Contract]:
    contracts = Contract.objects.bulk_create(_plain(Contract, one) for one in past)
    _link(
        Contract,
        (
            (row.pk, ledger.of(one, contract_document(row.number), Nature.CONTRACTED))
            for row, one in zip(contracts, past, strict=True)
        ),
    )
    return contracts


def _record_appendices(
    past: Sequence[Past[AppendixFacts]], contracts: dict[int, Contract], ledger: _Ledger
) -> None:
    rows = Appendix.objects.bulk_create(
        Appendix(
            contract=contracts[one.scheme.pk],
            number=one.facts.number,
            signed_on=one.facts.signed_on,
            reason=one.facts.reason,
            ends_on=one.facts.ends_on,
            by=one.by,
            at=one.at,
        )
        for one in past
    )
    _link(
        Appendix,
        (
            (
                row.pk,
                ledger.of(
                    one, appendix_document(row.number, row.contract.number), Nature.CONTRACTED
                ),
            )
            for row, one in zip(rows, past, strict=True)
        ),
    )


def _record_advances(past: PastDelivery, ledger: _Ledger) -> None:
    both = [
        *((one, PayoutKind.FIRST) for one in past.advances),
        *((one, PayoutKind.REMAINING) for one in past.remaining),
    ]
    rows = Advance.objects.bulk_create(
        _plain(Advance, one, line_id=_line(one), kind=kind, explanation=_explanation(one, kind))
        for one, kind in both
    )
    _link(
        Advance,
        (
            (row.pk, ledger.of(one, row.document, Nature.ADVANCED, Nature.DISBURSED))
            for row, (one, _) in zip(rows, both, strict=True)
        ),
    )


def _explanation(one: Past[AdvanceFacts], kind: str) -> str:
    if kind == PayoutKind.REMAINING:
        return "Kinh phí còn lại sau nghiệm thu cơ sở (Điều 14 Thông tư 36/2013/TT-BCT)."
    account = one.line.account if one.line else None
    if account is None or account.advance_percent is None:
        return "Theo hợp đồng thực hiện đề án."
    return f"Tối đa {account.advance_percent}% theo hợp đồng ({account.advance_basis})."


def _record_reports(
    past: Sequence[Past[ReportFacts]], confirmations: Sequence[Confirmation | None]
) -> None:
    """The lines come before the confirmation: the database refuses them after it."""
    reports = ProgressReport.objects.bulk_create(_plain(ProgressReport, one) for one in past)
    ProgressLine.objects.bulk_create(
        ProgressLine(
            report_id=report.pk,
            line_id=told.line.pk,
            done_percent=told.done_percent,
            state_spent_vnd=told.state_spent_vnd,
            counterpart_spent_vnd=told.counterpart_spent_vnd,
        )
        for report, one in zip(reports, past, strict=True)
        for told in one.facts.lines
    )
    pairs = list(zip(reports, confirmations, strict=True))
    for told in dict.fromkeys(one for one in confirmations if one is not None):
        confirmed = ProgressReport.objects.filter(
            pk__in=[report.pk for report, one in pairs if one == told]
        )
        confirmed.update(
            confirmed_by=told.by,
            confirmed_at=models.F("at") + told.after,
            confirmation=told.opinion,
        )


def _record_acceptances(past: Sequence[Past[AcceptanceFacts]], ledger: _Ledger) -> None:
    rows = Acceptance.objects.bulk_create(
        _plain(Acceptance, one, line_id=_line(one)) for one in past
    )
    _link(
        Acceptance,
        (
            (row.pk, ledger.of(one, acceptance_document(row.number), Nature.ACCEPTED))
            for row, one in zip(rows, past, strict=True)
        ),
    )


def _voucher(one: Past[VoucherFacts]) -> Voucher:
    _, kind, level = one.facts.source.split("-")
    return _plain(
        Voucher, one, line_id=_line(one), kind=kind, level="" if level == "none" else level
    )


def _record_settlements(past: Sequence[Past[SettlementFacts]], ledger: _Ledger) -> None:
    rows = Settlement.objects.bulk_create(_plain(Settlement, one) for one in past)
    _link(
        Settlement,
        (
            (row.pk, ledger.of(one, settlement_document(row.number), Nature.SETTLED))
            for row, one in zip(rows, past, strict=True)
        ),
    )


def _record_follow_ups(past: Sequence[Past[FollowUpFacts]]) -> None:
    rows = FollowUp.objects.bulk_create(_plain(FollowUp, one, line_id=_line(one)) for one in past)
    FollowUpFigure.objects.bulk_create(
        FollowUpFigure(
            follow_up_id=row.pk,
            measure=figure.measure,
            unit=figure.unit,
            promised=figure.promised,
            actual=figure.actual,
        )
        for row, one in zip(rows, past, strict=True)
        for figure in one.facts.figures
    )

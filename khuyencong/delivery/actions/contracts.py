"""Signing, appendices, the beginning of the work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.funding import actions as funding
from khuyencong.funding.models import Nature
from khuyencong.regulations.models import AdvanceRule
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme, StepTaken

from ..models import Appendix, Contract
from ..queries import (
    Cell,
    advance_rules,
    cells_of,
    missing_contract,
    missing_for_contract,
    name_of,
)
from .common import (
    appendix_document,
    check_day,
    check_known,
    contract_document,
    lock,
    posting,
    refuse,
    refuse_if,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """How much of a line may be advanced before acceptance, and by whose word.

    The basis may stay empty where the law's own rule is followed.
    """

    percent: int
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFacts:
    """What a contract says; ``amounts`` by the key of a source, ``terms`` by line, in đồng."""

    number: str
    signed_on: date
    party: str
    starts_on: date
    ends_on: date
    amounts: Mapping[str, int]
    terms: Mapping[int, Terms] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppendixFacts:
    """What an appendix changes: the new total of each source it names, by key, in đồng.

    ``terms`` are those of lines that come under contract by it, as of a year that follows.
    """

    number: str
    signed_on: date
    reason: str
    ends_on: date | None = None
    amounts: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[int, Terms] = field(default_factory=dict)


@transaction.atomic
def sign(scheme: Scheme, facts: ContractFacts, *, by: User, at: datetime) -> Contract:
    """Sign the contract (ký hợp đồng); takes the step «contract» of a planned scheme.

    A scheme that was recorded after its contract has it entered without a step.  The rule on
    advances of the day is copied to each account.  Raise ``NotReady`` or ``ContractExceeded``.
    """
    scheme = lock(scheme, "contract")
    cells = cells_of(scheme)
    refuse_if(missing_for_contract(scheme, cells))
    check_day(scheme, facts.signed_on, what="Ngày ký hợp đồng", at=at)
    check_known(scheme, facts.amounts, cells)
    if facts.ends_on < facts.starts_on:
        refuse(scheme, "Ngày kết thúc không được trước ngày bắt đầu.")
    given = [(cell, facts.amounts.get(cell.key, 0)) for cell in cells]
    if not any(amount for cell, amount in given if cell.is_state):
        refuse(scheme, "Hợp đồng phải có kinh phí nhà nước hỗ trợ.")
    lines = dict.fromkeys(cell.line for cell, amount in given if amount and cell.is_state)
    _limit(scheme, list(lines), facts)
    document = contract_document(facts.number)
    contract = Contract.objects.create(
        scheme=scheme,
        number=facts.number,
        signed_on=facts.signed_on,
        party=facts.party,
        starts_on=facts.starts_on,
        ends_on=facts.ends_on,
        note=facts.note,
        by=by,
        at=at,
    )
    contract.entries.set(
        funding.post_all(
            [
                (
                    cell.line.account,
                    posting(
                        cell,
                        amount,
                        nature=Nature.CONTRACTED,
                        on=facts.signed_on,
                        document=document,
                    ),
                )
                for cell, amount in given
                if amount
            ],
            by=by,
            at=at,
        )
    )
    if scheme.state == State.PLANNED:
        decision = Decision(facts.number, facts.signed_on)
        schemes.take_step(scheme, "contract", by=by, at=at, decision=decision)
    return contract


def _limit(scheme: Scheme, lines: Sequence[Line], facts: ContractFacts | AppendixFacts) -> None:
    """Copy the percent and its basis to the account of each line (Điều 13, 16 TT 36/2013)."""
    answers = advance_rules(lines, on=facts.signed_on)
    for line in lines:
        _limit_line(scheme, line, answers[line.pk].rule, facts.terms.get(line.pk))


def _limit_line(scheme: Scheme, line: Line, rule: AdvanceRule | None, terms: Terms | None) -> None:
    if terms is None:
        if rule is None:
            refuse(scheme, f"{name_of(line)}: phải ghi tỷ lệ tạm ứng và căn cứ.")
        terms = Terms(rule.percent)
    basis = terms.basis
    if not basis and rule is not None and terms.percent <= rule.percent:
        basis = rule.citation
    if not basis and rule is not None:
        refuse(
            scheme,
            f"{name_of(line)}: tạm ứng trên {rule.percent}% ({rule.citation}) phải ghi số quyết "
            "định cho phép (khoản 1 Điều 16 Thông tư 36/2013).",
        )
    if not basis:
        refuse(scheme, f"{name_of(line)}: tỷ lệ tạm ứng phải ghi căn cứ.")
    funding.limit_advance(line.account, percent=terms.percent, basis=basis)


@transaction.atomic
def add_appendix(scheme: Scheme, facts: AppendixFacts, *, by: User, at: datetime) -> Appendix:
    """Add an appendix (ký phụ lục hợp đồng); the amounts it names take the place of the old.

    One of words alone tells what was adjusted without money or time: another beneficiary, another
    place (điểm b khoản 2 Điều 11 TT 36/2013).  Raise ``NotReady``, or a ``Refused`` of the ledger
    where the plan has not that much or more is advanced already.
    """
    scheme = lock(scheme, "appendix")
    refuse_if(missing_contract(scheme))
    contract = scheme.contract
    check_day(scheme, facts.signed_on, what="Ngày ký phụ lục", at=at, not_before=contract.signed_on)
    if contract.appendices.filter(number=facts.number).exists():
        refuse(scheme, f"Hợp đồng đã có phụ lục số {facts.number}.")
    cells = cells_of(scheme)
    check_known(scheme, facts.amounts, cells)
    changed = _changed(cells, facts.amounts)
    appendix = Appendix.objects.create(
        contract=contract,
        number=facts.number,
        signed_on=facts.signed_on,
        reason=facts.reason,
        ends_on=facts.ends_on,
        by=by,
        at=at,
    )
    _limit(scheme, _new_lines(cells, changed), facts)
    document = appendix_document(facts.number, contract.number)
    for cell, amount in changed:
        wanted = posting(
            cell, amount, nature=Nature.CONTRACTED, on=facts.signed_on, document=document
        )
        appendix.entries.add(*funding.replace(cell.line.account, wanted, by=by, at=at))
    return appendix


def _new_lines(cells: Sequence[Cell], changed: Sequence[tuple[Cell, int]]) -> list[Line]:
    """The lines with state money that come under contract."""
    signed = {cell.line.pk for cell in cells if cell.is_state and cell.contracted_vnd}
    own = [cell.line for cell, amount in changed if cell.is_state and amount]
    return [line for line in dict.fromkeys(own) if line.pk not in signed]


def _changed(cells: Sequence[Cell], amounts: Mapping[str, int]) -> list[tuple[Cell, int]]:
    return [
        (cell, amounts[cell.key])
        for cell in cells
        if cell.key in amounts and amounts[cell.key] != cell.contracted_vnd
    ]


@transaction.atomic
def start(scheme: Scheme, *, by: User, at: datetime, note: str = "") -> StepTaken:
    """Begin the work (bắt đầu thực hiện): the step «start»; raise ``NotReady``."""
    scheme = lock(scheme, "start")
    refuse_if(missing_contract(scheme))
    return schemes.take_step(scheme, "start", by=by, at=at, note=note)

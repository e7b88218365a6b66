from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from khuyencong.accounts.models import User
from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import (
    AcceptanceFacts,
    AdvanceFacts,
    ContractFacts,
    EvidenceFacts,
    LineProgress,
    ReportFacts,
    SettlementFacts,
    VoucherFacts,
)
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Entry
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import Unit
from khuyencong.regulations.models import SubContent
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.actions import LineFacts, SchemeFacts
from khuyencong.schemes.models import Line, Scheme
from tests.factories.establishments import EstablishmentFactory

MILLION = 1_000_000
SIGNED = date(2026, 3, 10)


def at(month: int, day: int, year: int = 2026) -> datetime:
    """Nine in the morning of a day."""
    return datetime(year, month, day, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    """Files are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path


def plan_scheme(
    province: Unit,
    implementer: Organisation,
    *,
    names: tuple[str, ...] = ("HTX Vinh Lộc",),
    tier: str = "national",
    sub_content: str = "machinery",
    kind: str = "grant",
) -> Scheme:
    """A planned scheme: each establishment is given 200 million and brings 300 of its own."""
    level = "national" if tier == "national" else "province"
    given = date(2026, 2, 1)
    return schemes.record(
        SchemeFacts(
            code="KC-2026-001",
            name="Máy sấy lạnh",
            tier=tier,
            form="group" if len(names) > 1 else "single",
            province=province,
            start_year=2026,
            end_year=2026,
            implementer=implementer,
            lines=tuple(
                LineFacts(
                    year=2026,
                    content="machine",
                    sub_content=SubContent.objects.get(code=sub_content) if sub_content else None,
                    item="Máy sấy",
                    establishment=EstablishmentFactory(name=name, province=province),
                    postings=(
                        Posting(200 * MILLION, "allocated", kind, level, given),
                        Posting(300 * MILLION, "registered", "counterpart", "", given),
                    ),
                )
                for name in names
            ),
        ),
        by=None,
        at=at(2, 1),
    )


@pytest.fixture
def planned(law: None, province: Unit, centre_officer: User) -> Scheme:
    """One machine for one cooperative, from the national programme."""
    assert centre_officer.organisation is not None
    return plan_scheme(province, centre_officer.organisation)


def line_of(scheme: Scheme, name: str = "") -> Line:
    """The line of the establishment of that name; else the only one."""
    lines = queries.lines_of(scheme)
    return next(line for line in lines if name in queries.name_of(line))


def key(scheme: Scheme, kind: str = "grant", name: str = "") -> str:
    """The key of a source of a line."""
    line = line_of(scheme, name)
    return next(cell.key for cell in queries.cells_of(scheme, [line]) if cell.kind == kind)


def amounts(scheme: Scheme, **millions: int) -> dict[str, int]:
    """Amounts of every line's sources by kind, in millions."""
    return {
        cell.key: millions[cell.kind] * MILLION
        for cell in queries.cells_of(scheme)
        if cell.kind in millions
    }


def contract_facts(scheme: Scheme, **changes: Any) -> ContractFacts:
    """A contract on all that was given, with the law's own advance."""
    values: dict[str, Any] = {
        "number": "12/HĐ-KC",
        "signed_on": SIGNED,
        "party": "Trung tâm Khuyến công",
        "starts_on": SIGNED,
        "ends_on": date(2026, 12, 31),
        "amounts": amounts(scheme, grant=200, recoverable=200, counterpart=300),
    }
    return ContractFacts(**{**values, **changes})


@pytest.fixture
def signed(planned: Scheme, centre_officer: User) -> Scheme:
    """Under contract."""
    actions.sign(planned, contract_facts(planned), by=centre_officer, at=at(3, 10))
    return fresh(planned)


@pytest.fixture
def under_way(signed: Scheme, centre_officer: User) -> Scheme:
    """The work has begun."""
    actions.start(signed, by=centre_officer, at=at(3, 12))
    return fresh(signed)


def fresh(scheme: Scheme) -> Scheme:
    """The scheme as the database has it."""
    return Scheme.objects.select_related("province", "implementer").get(pk=scheme.pk)


def tick(scheme: Scheme, line: Line | None, stage: str, by: User, when: datetime) -> None:
    """Hand in every paper of a list."""
    for one in queries.papers_asked(scheme, line, stage, on=SIGNED):
        facts = EvidenceFacts(item=one.item, line=line, number="01/2026")
        actions.file_evidence(scheme, facts, by=by, at=when)


def report(scheme: Scheme, percent: str, by: User, when: datetime) -> Any:
    """Report the same progress of every line for the month of that day."""
    facts = ReportFacts(
        month=when.date(),
        lines=[
            LineProgress(line=line, done_percent=Decimal(percent))
            for line in queries.lines_of(scheme)
        ],
    )
    return actions.report_progress(scheme, facts, by=by, at=when)


def advance_facts(scheme: Scheme, millions: int, **changes: Any) -> AdvanceFacts:
    """An advance on the first state source."""
    values: dict[str, Any] = {
        "document": "UNC 01",
        "paid_on": date(2026, 5, 4),
        "amounts": {key(scheme): millions * MILLION},
    }
    return AdvanceFacts(**{**values, **changes})


def acceptance_facts(scheme: Scheme, name: str = "", **millions: int) -> AcceptanceFacts:
    """Minutes of 1/9/2026."""
    line = line_of(scheme, name)
    return AcceptanceFacts(
        number="05/BB-NT",
        accepted_on=date(2026, 9, 1),
        place="Xã Vinh Lộc",
        summary="Máy chạy ổn định.",
        amounts={
            cell.key: millions[cell.kind] * MILLION
            for cell in queries.cells_of(scheme, [line])
            if cell.kind in millions
        },
    )


def voucher_facts(scheme: Scheme, millions: int, **changes: Any) -> VoucherFacts:
    """An invoice paid by the first state source."""
    values: dict[str, Any] = {
        "source": changes.get("source") or key(scheme),
        "item": "Mua máy",
        "number": "HĐ 0001",
        "dated_on": date(2026, 8, 1),
        "amount_vnd": millions * MILLION,
    }
    return VoucherFacts(**{**values, **changes})


SETTLED = SettlementFacts(number="09/BB-TL", settled_on=date(2026, 10, 1))


def ledger(scheme: Scheme, *natures: str) -> list[tuple[str, str, str, int]]:
    """The entries of the scheme in the order they were booked, in millions."""
    entries = Entry.objects.filter(account__line__scheme=scheme)
    if natures:
        entries = entries.filter(nature__in=natures)
    return [
        (one.nature, one.kind, one.level, one.amount_vnd // MILLION)
        for one in entries.order_by("pk")
    ]


def said(caught: Any) -> list[str]:
    """What a deed was refused with."""
    return [one.sentence for one in caught.value.missing]

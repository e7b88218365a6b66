from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from khuyencong.accounts.models import User
from khuyencong.appraisals import actions as appraisals
from khuyencong.appraisals.actions import ConclusionFacts
from khuyencong.appraisals.models import Council, Seat
from khuyencong.delivery import actions as delivery
from khuyencong.delivery.actions import LineProgress, ReportFacts, Terms
from khuyencong.delivery.models import Visit
from khuyencong.papers import actions
from khuyencong.papers.actions import Wanted
from khuyencong.papers.building import offered
from khuyencong.papers.models import Paper
from khuyencong.places.models import Unit
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Scheme
from tests.appraisals.conftest import locked, scheme_waiting
from tests.delivery import conftest as life
from tests.delivery.conftest import at
from tests.factories.appraisals import AT as APPRAISED_AT
from tests.factories.appraisals import CouncilFactory, MemberFactory

WRITTEN_AT = at(9, 15)
SITE = "https://khuyencong.example"


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    """Files are kept in a folder of the test."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def waiting(law: None, province: Unit, centre_officer: User) -> Scheme:
    """A local scheme of the centre that waits for its appraisal."""
    return scheme_waiting(
        province,
        code="KCDP-2027-1",
        name="Hỗ trợ ứng dụng máy sấy lạnh tại HTX Vinh Lộc",
        implementer=centre_officer.organisation,
    )


@pytest.fixture
def council(province: Unit, leader: User, province_officer: User, accountant: User) -> Council:
    """A leader in the chair, an accountant, an officer as secretary."""
    council = CouncilFactory(province=province, recorded_by=province_officer)
    MemberFactory(council=council, person=leader, chair=True)
    MemberFactory(council=council, person=accountant)
    MemberFactory(council=council, person=province_officer, seat=Seat.SECRETARY)
    return council


@pytest.fixture
def appraised(waiting: Scheme, council: Council, leader: User, accountant: User) -> Scheme:
    """Appraised by the council: 150 million agreed to, three opinions."""
    secretary = council.members.get(seat=Seat.SECRETARY).person
    appraisal = appraisals.open_appraisal(waiting, council=council, by=secretary, at=APPRAISED_AT)
    for person, score in ((leader, 90), (accountant, 80), (secretary, 85)):
        locked(appraisal, person, score=score, support_vnd=150_000_000)
    line = waiting.lines.get()
    facts = ConclusionFacts(
        outcome="approve",
        note="Hoàn thiện báo giá trước khi ký hợp đồng.",
        agreed={line.pk: 150_000_000},
        minutes=Decision("03/BB-HĐTĐ", date(2026, 5, 25)),
    )
    appraisals.conclude(appraisal, facts, by=leader, at=APPRAISED_AT)
    return life.fresh(waiting)


@pytest.fixture
def planned(law: None, province: Unit, centre_officer: User) -> Scheme:
    """A local scheme with one machine for one cooperative: 200 million of 500."""
    assert centre_officer.organisation is not None
    return life.plan_scheme(province, centre_officer.organisation, tier="province")


@pytest.fixture
def signed(planned: Scheme, centre_officer: User) -> Scheme:
    """Under contract; up to 70 % may be advanced."""
    terms = {line.pk: Terms(70, "Hợp đồng") for line in planned.lines.all()}
    facts = life.contract_facts(planned, terms=terms)
    delivery.sign(planned, facts, by=centre_officer, at=at(3, 10))
    return life.fresh(planned)


@pytest.fixture
def under_way(signed: Scheme, centre_officer: User) -> Scheme:
    """The work has begun, with a report of May."""
    delivery.start(signed, by=centre_officer, at=at(3, 12))
    scheme = life.fresh(signed)
    facts = ReportFacts(
        month=date(2026, 5, 1),
        lines=[
            LineProgress(
                line=line,
                done_percent=Decimal("72.5"),
                state_spent_vnd=100_000_000,
                counterpart_spent_vnd=300_000_000,
            )
            for line in scheme.lines.all()
        ],
        note="Thiết bị về chậm 10 ngày.",
    )
    delivery.report_progress(scheme, facts, by=centre_officer, at=at(5, 20))
    return scheme


@pytest.fixture
def accepted(under_way: Scheme, centre_officer: User, province_officer: User) -> Scheme:
    """Accepted in full, with one voucher of state money and one of the counterpart."""
    line = life.line_of(under_way)
    for stage in ("first_advance", "remaining"):
        life.tick(under_way, line, stage, centre_officer, at(8, 1))
    facts = life.acceptance_facts(under_way, grant=200, counterpart=300)
    delivery.accept(line, facts, by=province_officer, at=at(9, 1))
    scheme = life.fresh(under_way)
    vouchers = (
        life.voucher_facts(scheme, 200, disallowed_vnd=15_000_000, reason="Vượt giá trúng thầu"),
        life.voucher_facts(scheme, 300, source=life.key(scheme, "counterpart"), number="HĐ 0002"),
    )
    for voucher in vouchers:
        delivery.save_voucher(scheme, voucher, by=centre_officer, at=at(9, 9))
    return scheme


def visit(scheme: Scheme, visited_on: date, *, by: User) -> Visit:
    """A visit to the place of the work, that found it well."""
    return Visit.objects.create(
        scheme=scheme,
        visited_on=visited_on,
        place="Xã Vinh Lộc",
        people="Trần Cán Bộ",
        findings="Máy đã lắp.\nĐang chạy thử.",
        by=by,
        at=at(6, 1),
    )


@pytest.fixture
def write(province_officer: User) -> Callable[..., Paper]:
    """Write a paper of a scheme: the first of its kind that is offered."""

    def written(
        scheme: Scheme, kind: str, *, by: User | None = None, when: datetime = WRITTEN_AT
    ) -> Paper:
        subject = next(one.key for found, one in offered(scheme) if found == kind)
        before = Paper.objects.filter(scheme=scheme, kind=kind, subject=subject).first()
        wanted = Wanted(kind, subject, seen=before.code if before else "")
        return actions.write_paper(scheme, wanted, site=SITE, by=by or province_officer, at=when)

    return written

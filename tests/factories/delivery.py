from datetime import UTC, date, datetime

import factory

from khuyencong.delivery.models import (
    Acceptance,
    Advance,
    Contract,
    Evidence,
    FollowUp,
    ProgressLine,
    ProgressReport,
    Repayment,
    Settlement,
    Visit,
    Voucher,
)

from .accounts import UserFactory
from .funding import EntryFactory
from .schemes import LineFactory, SchemeFactory

AT = datetime(2026, 3, 10, 2, tzinfo=UTC)


class ContractFactory(factory.django.DjangoModelFactory):
    """A contract of 10/3/2026, until the end of the year, that posted nothing."""

    class Meta:
        model = Contract

    scheme = factory.SubFactory(SchemeFactory, state="contracted", start_year=2026)
    number = "12/HĐ-KC"
    signed_on = date(2026, 3, 10)
    party = "Trung tâm Khuyến công"
    starts_on = date(2026, 3, 10)
    ends_on = date(2026, 12, 31)
    by = factory.SubFactory(UserFactory)
    at = AT


class ProgressReportFactory(factory.django.DjangoModelFactory):
    """The report of March 2026, not confirmed; give it lines."""

    class Meta:
        model = ProgressReport

    class Params:
        confirmed = factory.Trait(confirmed_by=factory.SubFactory(UserFactory), confirmed_at=AT)

    scheme = factory.SubFactory(SchemeFactory, state="under_way", start_year=2026)
    month = date(2026, 3, 1)
    by = factory.SubFactory(UserFactory)
    at = AT


class ProgressLineFactory(factory.django.DjangoModelFactory):
    """A line that is half done."""

    class Meta:
        model = ProgressLine

    report = factory.SubFactory(ProgressReportFactory)
    line = factory.SubFactory(LineFactory, scheme=factory.SelfAttribute("..report.scheme"))
    done_percent = 50


class VisitFactory(factory.django.DjangoModelFactory):
    """A visit of 1/4/2026."""

    class Meta:
        model = Visit

    scheme = factory.SubFactory(SchemeFactory, state="under_way", start_year=2026)
    visited_on = date(2026, 4, 1)
    place = "Xã Vinh Lộc"
    people = "Sở Công Thương"
    findings = "Đã lắp máy."
    by = factory.SubFactory(UserFactory)
    at = AT


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A paper without a scan; give ``item``, a row of the law."""

    class Meta:
        model = Evidence

    line = factory.SubFactory(LineFactory)
    scheme = factory.SelfAttribute("line.scheme")
    number = "01/BC"
    by = factory.SubFactory(UserFactory)
    at = AT


class AdvanceFactory(factory.django.DjangoModelFactory):
    """A first advance of 4/5/2026 that posted nothing."""

    class Meta:
        model = Advance

    line = factory.SubFactory(LineFactory)
    scheme = factory.SelfAttribute("line.scheme")
    kind = "first"
    document = "UNC 01"
    paid_on = date(2026, 5, 4)
    by = factory.SubFactory(UserFactory)
    at = AT


class RepaymentFactory(factory.django.DjangoModelFactory):
    """A grant that came back on 2/10/2026, by an entry that no limit minds."""

    class Meta:
        model = Repayment

    line = factory.SubFactory(LineFactory)
    scheme = factory.SelfAttribute("line.scheme")
    kind = "grant"
    document = "GNT 01"
    paid_on = date(2026, 10, 2)
    entry = factory.SubFactory(EntryFactory, account=factory.SelfAttribute("..line.account"))
    by = factory.SubFactory(UserFactory)
    at = AT


class AcceptanceFactory(factory.django.DjangoModelFactory):
    """Minutes of 1/9/2026 that posted nothing."""

    class Meta:
        model = Acceptance

    line = factory.SubFactory(LineFactory)
    scheme = factory.SelfAttribute("line.scheme")
    form = "5a"
    number = "05/BB-NT"
    accepted_on = date(2026, 9, 1)
    place = "Xã Vinh Lộc"
    summary = "Máy chạy ổn định."
    by = factory.SubFactory(UserFactory)
    at = AT


class SettlementFactory(factory.django.DjangoModelFactory):
    """A liquidation of 1/10/2026 that posted nothing."""

    class Meta:
        model = Settlement

    scheme = factory.SubFactory(SchemeFactory, state="settled", start_year=2026)
    number = "09/BB-TL"
    settled_on = date(2026, 10, 1)
    by = factory.SubFactory(UserFactory)
    at = AT


class VoucherFactory(factory.django.DjangoModelFactory):
    """An invoice of 100 million that the province's money paid."""

    class Meta:
        model = Voucher

    line = factory.SubFactory(LineFactory)
    scheme = factory.SelfAttribute("line.scheme")
    kind = "grant"
    level = "province"
    item = "Mua máy"
    number = "HĐ 0001"
    dated_on = date(2026, 8, 1)
    amount_vnd = 100_000_000
    by = factory.SubFactory(UserFactory)
    at = AT


class FollowUpFactory(factory.django.DjangoModelFactory):
    """An evaluation after 12 months: still running."""

    class Meta:
        model = FollowUp

    line = factory.SubFactory(LineFactory)
    scheme = factory.SelfAttribute("line.scheme")
    round = 12
    visited_on = date(2027, 9, 2)
    is_running = True
    by = factory.SubFactory(UserFactory)
    at = AT

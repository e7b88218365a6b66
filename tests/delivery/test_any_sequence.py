"""Whatever is done in whatever order, with mistakes taken back: the money stays right."""

from contextlib import suppress
from datetime import date

from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from khuyencong.accounts import roles
from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import AdvanceFacts, NotReady, RepaymentFacts, SettlementFacts
from khuyencong.delivery.models import Acceptance, Advance, Evidence, Repayment, Settlement
from khuyencong.delivery.queries import Stage
from khuyencong.funding.actions import AlreadyReversed, Refused
from khuyencong.funding.models import Account, Entry
from khuyencong.lib.lifecycle import StepNotAllowed
from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations
from khuyencong.schemes import actions as schemes
from tests.delivery.conftest import (
    MILLION,
    SIGNED,
    acceptance_facts,
    at,
    contract_facts,
    fresh,
    plan_scheme,
    report,
    voucher_facts,
)
from tests.factories.accounts import UserFactory
from tests.factories.funding import EnvelopeFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import UnitFactory

NAMES = ("HTX A", "HTX B")
LATER, ON = at(10, 5), date(2026, 10, 1)
CLOSED = {"settled", "terminated", "evaluated"}
DEEDS = (
    "advance", "advance", "accept", "accept", "voucher", "settle", "settle", "stop",
    "repay", "pay", "cancel_advance", "cancel_acceptance", "cancel_repayment", "cancel_settlement",
    "appendix",
)  # fmt: skip


class TestAnySequence(TestCase):
    @classmethod
    def setUpTestData(cls):
        units_within_ids.cache_clear()
        regulations.load_regulations(on=date(2026, 1, 1))
        province = UnitFactory()
        centre = OrganisationFactory(place=province)
        cls.person = UserFactory(role=roles.CENTRE_OFFICER.code, organisation=centre)
        cls.other = UserFactory(role=roles.PROVINCE_OFFICER.code, organisation=centre)
        EnvelopeFactory(place=province, level="national", amount_vnd=400 * MILLION)
        cls.planned = plan_scheme(province, cls.person.organisation, names=NAMES)
        cls.begin()

    @classmethod
    def begin(cls):
        """Under way, well advanced, every paper handed in: from here on anything may be tried."""
        scheme = cls.planned
        actions.sign(scheme, contract_facts(scheme), by=cls.person, at=at(3, 10))
        actions.start(scheme, by=cls.person, at=at(3, 12))
        one = report(scheme, "80", cls.person, at(5, 2))
        actions.confirm_progress(one, opinion="Đúng.", by=cls.other, at=at(5, 3))
        lists = [
            *(
                (line, stage)
                for line in queries.lines_of(scheme)
                for stage in (Stage.FIRST_ADVANCE, Stage.REMAINING)
            ),
            (None, Stage.FORCE_MAJEURE),
        ]
        Evidence.objects.bulk_create(
            Evidence(
                scheme=scheme, line=line, item=asked.item, number="1", by=cls.person, at=at(5, 3)
            )
            for line, stage in lists
            for asked in queries.papers_asked(scheme, line, stage, on=SIGNED)
        )

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(st.sampled_from(DEEDS), st.integers(0, 1), st.integers(1, 200)), max_size=14
        )
    )
    def test_no_sequence_of_deeds_and_mistakes_breaks_the_money(self, steps):
        seen = self.entries()
        for deed, which, millions in steps:
            with suppress(NotReady, Refused, AlreadyReversed, StepNotAllowed):
                self.do(deed, NAMES[which], millions)
            after = self.entries()
            assert after[: len(seen)] == seen  # nothing changed, nothing deleted
            seen = after
            self.hold()

    def entries(self):
        fields = ("pk", "account", "amount_vnd", "nature", "kind", "level", "reverses")
        return list(Entry.objects.order_by("pk").values_list(*fields))

    def do(self, deed, name, millions):
        scheme = fresh(self.planned)
        line = next(one for one in queries.lines_of(scheme) if name in queries.name_of(one))
        line.scheme = scheme
        cells = {cell.kind: cell for cell in queries.cells_of(scheme, [line])}
        grant = cells["grant"].key
        by = {"by": self.person, "at": LATER}
        paid = AdvanceFacts(document="UNC", paid_on=ON, amounts={grant: millions * MILLION})
        back = RepaymentFacts(
            source=grant, amount_vnd=millions * MILLION, document="GNT", paid_on=ON
        )
        minutes = acceptance_facts(scheme, name, grant=millions, counterpart=100)
        is_storm = scheme.state == "stopped" and millions % 2 == 0
        liquidation = SettlementFacts(
            number="9", settled_on=ON, is_force_majeure=is_storm, reason="Bão."
        )
        appendix = actions.AppendixFacts(
            number=str(millions), signed_on=ON, reason="a", amounts={grant: millions * MILLION}
        )

        def stop():
            decision = schemes.Decision("99", ON)
            schemes.take_step(scheme, "stop", note="Bão.", decision=decision, **by)

        def cancel(model, action):
            found = model.everything.filter(scheme=scheme).order_by("pk")
            if found:
                action(found[millions % len(found)], reason="Nhầm.", **by)

        {
            "advance": lambda: actions.advance(line, paid, **by),
            "accept": lambda: actions.accept(line, minutes, **by),
            "voucher": lambda: actions.save_voucher(
                scheme, voucher_facts(scheme, millions, source=grant), **by
            ),
            "settle": lambda: actions.settle(scheme, liquidation, **by),
            "stop": stop,
            "repay": lambda: actions.repay(scheme, back, **by),
            "pay": lambda: actions.pay_settled(line, paid, **by),
            "cancel_advance": lambda: cancel(Advance, actions.cancel_advance),
            "cancel_acceptance": lambda: cancel(Acceptance, actions.cancel_acceptance),
            "cancel_repayment": lambda: cancel(Repayment, actions.cancel_repayment),
            "cancel_settlement": lambda: cancel(Settlement, actions.cancel_settlement),
            "appendix": lambda: actions.add_appendix(scheme, appendix, **by),
        }[deed]()

    def hold(self):
        scheme = fresh(self.planned)
        stages = {one.stage for one in Account.objects.filter(line__scheme=scheme)}
        closed = Account.objects.filter(
            line__scheme=scheme, closings__reverses=None, closings__reversed_by=None
        ).exclude(closings=None)
        assert (scheme.state in CLOSED) == (stages == {"settled"}) == (closed.count() == 2)
        plan = Entry.objects.filter(nature="allocated").aggregate(it=Sum("amount_vnd"))["it"]
        assert plan <= 400 * MILLION
        for line in queries.lines_of(scheme):
            for cell in queries.cells_of(scheme, [line]):
                assert all(amount >= 0 for amount in cell.sums.values())
                if cell.is_state:
                    self.hold_cell(cell)

    def hold_cell(self, cell):
        most = cell.contracted_vnd * cell.line.account.advance_percent // 100
        standing = Advance.objects.filter(line=cell.line)
        accepted = Acceptance.objects.filter(line=cell.line, entries__kind=cell.kind)
        limits = {
            "contracted": (cell.contracted_vnd, cell.plan_vnd),
            "advanced": (cell.advanced_vnd, max(most, cell.accepted_vnd)),
            "advanced, contracted": (cell.advanced_vnd, cell.contracted_vnd),
            "disbursed": (cell.disbursed_vnd, cell.contracted_vnd),
            "accepted": (cell.accepted_vnd, cell.contracted_vnd),
            "settled": (cell.settled_vnd, cell.accepted_vnd),
            "repaid": (cell.repaid_vnd, cell.paid_vnd),
        }
        assert {name: it for name, it in limits.items() if it[0] > it[1]} == {}
        # The deeds that stand are what the ledger holds.
        assert sum(one.amount_vnd for one in standing) == cell.disbursed_vnd
        told = accepted.aggregate(it=Sum("entries__amount_vnd"))["it"] or 0
        assert told == cell.accepted_vnd

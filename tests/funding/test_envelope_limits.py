"""What may follow what on one account: plan, contract, advance, acceptance, settlement."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from khuyencong.funding import actions
from khuyencong.funding.actions import AlreadyReversed, Posting, Refused
from khuyencong.funding.models import Account, Entry
from tests.factories.funding import AccountFactory, EnvelopeFactory
from tests.factories.places import UnitFactory

AT = datetime(2026, 1, 5, tzinfo=UTC)
MILLION = 1_000_000
ORDER = ["allocated", "contracted", "advanced", "disbursed", "accepted", "settled", "repaid"]


def put(account, **millions):
    """Post amounts one by one, in the order written."""
    for nature, amount in millions.items():
        posting = Posting(amount * MILLION, nature, "grant", "province", date(2026, 3, 1))
        actions.post(account, [posting], by=None, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stands", "then", "refused", "said", "left"),
    [
        (
            {"allocated": 100},
            {"contracted": 120},
            "ContractExceeded",
            "Không ký hợp đồng thêm được 120.000.000 đồng (nguồn tỉnh): "
            "số được phân bổ là 100.000.000 đồng, chỉ còn 100.000.000 đồng.",
            100,
        ),
        (
            {"allocated": 100, "contracted": 90, "advanced": 60},
            {"advanced": 40},
            "AdvanceExceeded",
            "Không tạm ứng thêm được 40.000.000 đồng (nguồn tỉnh): "
            "số ký hợp đồng là 90.000.000 đồng, chỉ còn 30.000.000 đồng.",
            30,
        ),
        (
            {"allocated": 100},
            {"advanced": 101},
            "AdvanceExceeded",
            "Không tạm ứng thêm được 101.000.000 đồng (nguồn tỉnh): "
            "số được phân bổ là 100.000.000 đồng, chỉ còn 100.000.000 đồng.",
            100,
        ),
        (
            {"contracted": 100},
            {"disbursed": 101},
            "DisbursementExceeded",
            "Không giải ngân thêm được 101.000.000 đồng (nguồn tỉnh): "
            "số ký hợp đồng là 100.000.000 đồng, chỉ còn 100.000.000 đồng.",
            100,
        ),
        (
            {"contracted": 100},
            {"accepted": 130},
            "AcceptanceExceeded",
            "Không nghiệm thu thêm được 130.000.000 đồng (nguồn tỉnh): "
            "số ký hợp đồng là 100.000.000 đồng, chỉ còn 100.000.000 đồng.",
            100,
        ),
        (
            {"contracted": 100, "accepted": 80},
            {"settled": 81},
            "SettlementExceeded",
            "Không quyết toán thêm được 81.000.000 đồng (nguồn tỉnh): "
            "số nghiệm thu là 80.000.000 đồng, chỉ còn 80.000.000 đồng.",
            80,
        ),
        (
            {"advanced": 70, "settled": 50},
            {"repaid": 71},
            "RepaymentExceeded",
            "Không thu hồi thêm được 71.000.000 đồng (nguồn tỉnh): "
            "số đã chi là 70.000.000 đồng, chỉ còn 70.000.000 đồng.",
            70,
        ),
    ],
)
def test_a_limit_tells_what_remains(stands, then, refused, said, left):
    account = AccountFactory(year=2026)
    put(account, **stands)

    with pytest.raises(Refused) as caught:
        put(account, **then)

    assert (type(caught.value).__name__, str(caught.value), caught.value.remaining_vnd) == (
        refused,
        said,
        left * MILLION,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "recorded",
    [
        {"settled": 500},
        {"accepted": 100, "settled": 100},
        {"advanced": 70, "disbursed": 70, "settled": 100},
        {"repaid": 5},
        {"allocated": 100, "advanced": 70, "accepted": 100, "disbursed": 100, "settled": 100},
    ],
)
def test_an_account_recorded_afterwards_has_only_the_limits_it_has_natures_for(recorded):
    account = AccountFactory(year=2026)
    put(account, **recorded)

    assert dict(account.entries.values_list("nature").annotate(Sum("amount_vnd"))) == {
        nature: amount * MILLION for nature, amount in recorded.items()
    }


@pytest.mark.django_db
def test_the_rule_on_advances_holds_until_acceptance():
    account = AccountFactory(year=2026)
    actions.limit_advance(account, percent=70, basis="điểm b khoản 1 Điều 13 Thông tư 36/2013")
    put(account, allocated=200, contracted=100, advanced=70)

    with pytest.raises(actions.AdvanceExceeded) as refused:
        put(account, advanced=10)
    put(account, accepted=90, advanced=20)

    assert str(refused.value) == (
        "Không tạm ứng thêm được 10.000.000 đồng (nguồn tỉnh): số tạm ứng tối đa 70% theo quy "
        "định là 70.000.000 đồng, chỉ còn 0 đồng."
    )
    with pytest.raises(actions.AdvanceExceeded):
        put(account, advanced=1)


@pytest.mark.django_db
def test_a_percent_of_advance_has_a_basis():
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountFactory(advance_percent=70)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stands", "said"),
    [
        (
            {"allocated": 100, "contracted": 80},
            "Không giảm số được phân bổ xuống 0 đồng được (nguồn tỉnh): "
            "số ký hợp đồng đã là 80.000.000 đồng.",
        ),
        (
            {"contracted": 100, "advanced": 70},
            "Không giảm số ký hợp đồng xuống 0 đồng được (nguồn tỉnh): "
            "số tạm ứng đã là 70.000.000 đồng.",
        ),
    ],
)
def test_what_something_rests_on_is_not_reversed(stands, said):
    account = AccountFactory(year=2026)
    put(account, **stands)

    with pytest.raises(Refused) as refused:
        actions.reverse(account.entries.earliest("pk"), document="", by=None, at=AT)

    assert (str(refused.value), refused.value.remaining_vnd) == (said, 0)


@pytest.mark.django_db
def test_sources_and_kinds_are_limited_apart():
    account = AccountFactory(year=2026)
    put(account, allocated=100)
    others = [
        Posting(500 * MILLION, "contracted", "grant", "national", date(2026, 3, 1)),
        Posting(500 * MILLION, "contracted", "recoverable", "province", date(2026, 3, 1)),
        Posting(500 * MILLION, "accepted", "counterpart", "", date(2026, 3, 1)),
    ]

    assert len(actions.post(account, others, by=None, at=AT)) == 3


@pytest.mark.django_db
def test_an_error_that_is_no_limit_stays_what_it_is():
    account = AccountFactory(year=2026)

    with pytest.raises(IntegrityError), transaction.atomic():
        put(account, spent=100)


def sums(rows):
    return dict(rows.order_by().values_list("nature").annotate(Sum("amount_vnd")))


def earlier_standing(standing, *natures):
    return next((standing[nature] for nature in natures if standing.get(nature)), None)


DEEDS = st.tuples(
    st.sampled_from([*ORDER, "reverse", "replace"]),
    st.integers(0, 1),
    st.integers(1, 120),
    st.sampled_from(["province", "national"]),
)


class TestAnySequence(TestCase):
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(DEEDS, max_size=14), st.sampled_from([None, 30, 70]))
    def test_no_sequence_of_postings_and_reversals_breaks_a_limit(self, deeds, percent):
        place = UnitFactory()
        EnvelopeFactory(place=place, amount_vnd=150 * MILLION)
        accounts = [AccountFactory(year=2026, province=place) for _ in range(2)]
        if percent is not None:
            for account in accounts:
                actions.limit_advance(account, percent=percent, basis="quy định thử")
        for deed in deeds:
            with suppress(Refused, AlreadyReversed):
                self.do(accounts, *deed)
            self.hold(accounts, place, percent)

    def do(self, accounts, deed, which, millions, level):
        account = accounts[which]
        if deed == "reverse":
            entries = list(account.entries.order_by("pk"))
            if entries:
                entry = entries[millions % len(entries)]
                actions.reverse(entry, document="", by=None, at=AT)
            return
        nature = "allocated" if deed == "replace" else deed
        posting = Posting(millions * MILLION, nature, "grant", level, date(2026, 3, 1))
        if deed == "replace":
            actions.replace(account, posting, by=None, at=AT)
        else:
            actions.post(account, [posting], by=None, at=AT)

    def hold(self, accounts, place, percent):
        of_place = Entry.objects.filter(account__province=place, nature="allocated")
        allotted = of_place.filter(level="province").aggregate(it=Sum("amount_vnd"))["it"] or 0
        assert 0 <= allotted <= 150 * MILLION
        by_source = of_place.order_by().values_list("level").annotate(it=Sum("amount_vnd"))
        total = of_place.aggregate(it=Sum("amount_vnd"))["it"] or 0
        assert sum(amount for _, amount in by_source) == total
        for account in accounts:
            for level in ("province", "national"):
                self.hold_account(sums(account.entries.filter(level=level)), percent)

    def hold_account(self, it, percent):
        assert all(amount >= 0 for amount in it.values())
        plan = earlier_standing(it, "contracted", "allocated")
        limits = {
            "contracted": it.get("allocated") or None,
            "advanced": plan,
            "disbursed": plan,
            "accepted": plan,
            "settled": earlier_standing(it, "accepted", "contracted", "allocated"),
        }
        if percent is not None and plan is not None:
            limits["advanced"] = min(plan, max(plan * percent // 100, it.get("accepted", 0)))
        paid = [it[nature] for nature in ("advanced", "disbursed", "settled") if it.get(nature)]
        limits["repaid"] = max(paid) if paid else None
        broken = {
            nature: (it[nature], most)
            for nature, most in limits.items()
            if most is not None and it.get(nature, 0) > most
        }
        assert broken == {}


@pytest.mark.django_db
def test_the_fields_of_the_rule_on_advances_are_kept():
    account = actions.limit_advance(AccountFactory(), percent=30, basis="Điều 13")

    assert Account.objects.values_list("advance_percent", "advance_basis").get(pk=account.pk) == (
        30,
        "Điều 13",
    )

"""Real parallel transactions, each with a connection of its own."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection
from django.db.models import Sum

from khuyencong.funding import actions
from khuyencong.funding.actions import EnvelopeExceeded, EnvelopeFacts, Posting, Refused, post
from khuyencong.funding.models import Entry, Envelope, YearClosing
from tests.factories.funding import AccountFactory, EnvelopeFactory
from tests.factories.places import UnitFactory

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 1, 5, tzinfo=UTC)
MILLION = 1_000_000
CLIENTS = 64


def at_once(deeds):
    """Run every deed in a thread of its own, all starting together; what each returned or met."""
    start = Barrier(len(deeds))

    def run(deed):
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            return deed()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(run, deeds))


def poster(account, millions, nature="allocated", level="province"):
    posting = Posting(millions * MILLION, nature, "grant", level, date(2026, 2, 1))
    return lambda: post(account, [posting], by=None, at=AT)


def sum_of(nature):
    return Entry.objects.filter(nature=nature).aggregate(it=Sum("amount_vnd"))["it"] or 0


def test_64_clients_race_for_the_last_100_million():
    place = UnitFactory()
    EnvelopeFactory(place=place, amount_vnd=1000 * MILLION)
    poster(AccountFactory(year=2026, province=place), 900)()
    accounts = [AccountFactory(year=2026, province=place) for _ in range(CLIENTS)]

    outcomes = at_once([poster(account, 7) for account in accounts])

    lost = [outcome for outcome in outcomes if isinstance(outcome, EnvelopeExceeded)]
    assert (len(outcomes) - len(lost), len(lost)) == (14, 50)  # 14 × 7 = 98 of the last 100
    assert sum_of("allocated") == 998 * MILLION
    assert Counter(map(str, lost)) == {
        f"Hạn mức nguồn tỉnh năm 2026 của {place} chỉ còn 2.000.000 đồng, "
        "không đủ phân bổ 7.000.000 đồng.": 50
    }


def test_64_clients_of_different_sizes_fill_the_envelope_and_no_loser_would_have_fitted():
    place = UnitFactory()
    EnvelopeFactory(place=place, amount_vnd=100 * MILLION)
    sizes = [1 + n * 7 % 23 for n in range(CLIENTS)]
    accounts = [AccountFactory(year=2026, province=place) for _ in sizes]

    outcomes = at_once([poster(a, size) for a, size in zip(accounts, sizes, strict=True)])

    won = sum(s for s, o in zip(sizes, outcomes, strict=True) if not isinstance(o, Refused))
    left = (100 - won) * MILLION
    lost = [(s, o) for s, o in zip(sizes, outcomes, strict=True) if isinstance(o, Refused)]
    assert left >= 0
    assert sum_of("allocated") == won * MILLION
    assert [s for s, o in lost if not left <= o.remaining_vnd < s * MILLION] == []


def test_contracts_and_advances_of_one_account_race_too():
    account = AccountFactory(year=2026)
    poster(account, 100)()
    at_once([poster(account, 9, "contracted") for _ in range(24)])
    outcomes = at_once([poster(account, 10, "advanced") for _ in range(24)])

    assert (sum_of("contracted"), sum_of("advanced")) == (99 * MILLION, 90 * MILLION)
    assert sum(isinstance(outcome, actions.AdvanceExceeded) for outcome in outcomes) == 15


def test_a_reversal_and_what_rests_on_it_do_not_both_happen():
    for _ in range(8):
        account = AccountFactory(year=2026)
        (plan,) = poster(account, 100)()

        def take_back(plan=plan):
            return actions.reverse(plan, document="", by=None, at=AT)

        at_once([take_back, poster(account, 60, "contracted")])
        plan_sum, contract_sum = (
            account.entries.filter(nature=nature).aggregate(it=Sum("amount_vnd"))["it"] or 0
            for nature in ("allocated", "contracted")
        )
        # Either the contract came first and holds the plan, or the plan was gone before it and
        # the contract is one recorded without a plan.
        assert (plan_sum, contract_sum) in {
            (100 * MILLION, 60 * MILLION),
            (0, 60 * MILLION),
        }


def test_an_envelope_given_while_others_allocate_covers_them_or_is_refused(leader, province):
    accounts = [AccountFactory(year=2026, province=province) for _ in range(16)]
    facts = EnvelopeFacts(
        year=2026,
        level="province",
        place=province,
        amount_vnd=50 * MILLION,
        decision_number="1/QĐ",
        decision_date=date(2026, 1, 2),
    )

    at_once(
        [
            *(poster(account, 10) for account in accounts),
            lambda: actions.give_envelope(facts, by=leader, at=AT),
        ]
    )

    given = Envelope.objects.first()
    assert given is None or sum_of("allocated") <= given.amount_vnd


def test_nothing_is_posted_after_a_closing(leader, province):
    accounts = [AccountFactory(year=2026, province=province) for _ in range(16)]

    outcomes = at_once(
        [
            lambda: actions.close_year(2026, province, by=leader, at=AT),
            *(poster(account, 10) for account in accounts),
        ]
    )

    posted = [o for o in outcomes[1:] if not isinstance(o, Refused)]
    assert YearClosing.objects.count() == 1
    assert Entry.objects.count() == len(posted)
    with pytest.raises(actions.YearClosed):
        poster(accounts[0], 1)()

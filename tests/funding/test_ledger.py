from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from khuyencong.funding.actions import AlreadyReversed, Posting, Refused, post, reverse
from khuyencong.funding.models import Account, Entry
from tests.factories.funding import AccountFactory, EntryFactory

AT = datetime(2018, 12, 20, tzinfo=UTC)


def posting(amount_vnd=100, nature="settled", kind="grant", level="province"):
    return Posting(amount_vnd, nature, kind, level, booked_on=date(2018, 12, 20))


def standing_natures(account):
    sums = account.entries.order_by().values_list("nature").annotate(total=Sum("amount_vnd"))
    return [nature for nature, total in sums if total]


def stage(account):
    return Account.objects.get(pk=account.pk).stage


@pytest.mark.django_db
def test_posting_keeps_who_when_and_what():
    account = AccountFactory()
    (entry,) = post(account, [posting()], by=None, at=AT)

    assert Entry.objects.values(
        "account", "amount_vnd", "nature", "kind", "level", "booked_on", "recorded_at"
    ).get(pk=entry.pk) == {
        "account": account.pk,
        "amount_vnd": 100,
        "nature": "settled",
        "kind": "grant",
        "level": "province",
        "booked_on": date(2018, 12, 20),
        "recorded_at": AT,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_vnd": 0},
        {"amount_vnd": -5},
        {"level": ""},
        {"kind": "counterpart"},
        {"nature": "spent"},
        {"kind": "gift"},
        {"level": "county"},
    ],
)
def test_the_database_refuses_an_entry_that_makes_no_sense(wrong):
    account = AccountFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        post(account, [posting(**wrong)], by=None, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["update", "delete", "save"])
def test_an_entry_is_never_changed_and_never_deleted(deed):
    entry = EntryFactory()
    deeds = {
        "update": lambda: Entry.objects.filter(pk=entry.pk).update(amount_vnd=1),
        "delete": lambda: Entry.objects.filter(pk=entry.pk).delete(),
        "save": entry.save,
    }

    with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
        deeds[deed]()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("natures", "told"),
    [
        ([], ""),
        (["registered", "approved", "assigned", "advanced", "disbursed"], ""),
        (["allocated"], "allocated"),
        (["allocated", "accepted"], "accepted"),
        (["settled", "accepted", "allocated"], "settled"),
    ],
)
def test_the_stage_is_the_latest_that_has_money(natures, told):
    account = AccountFactory()
    for nature in natures:
        EntryFactory(account=account, nature=nature)

    assert stage(account) == told


@pytest.mark.django_db
def test_a_reversal_cancels_an_entry_and_gives_the_stage_back():
    account = AccountFactory()
    EntryFactory(account=account, allocated=True)
    settled = EntryFactory(account=account)
    reversal = reverse(settled, document="Đính chính 01", by=None, at=AT)

    assert (reversal.amount_vnd, reversal.reverses_id) == (-settled.amount_vnd, settled.pk)
    assert stage(account) == "allocated"


@pytest.mark.django_db
def test_an_entry_is_reversed_once_and_a_reversal_never():
    entry = EntryFactory()
    reversal = reverse(entry, document="", by=None, at=AT)

    for again in (entry, reversal):
        with pytest.raises(AlreadyReversed) as caught:
            reverse(again, document="", by=None, at=AT)
        assert str(caught.value) == ("Bút toán này đã được đảo, hoặc chính nó là bút toán đảo.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "difference", [{"amount_vnd": -1}, {"level": "national"}, {"nature": "accepted"}]
)
def test_the_database_refuses_a_reversal_that_is_not_the_opposite(difference):
    entry = EntryFactory(amount_vnd=100)
    reversal = {"account": entry.account, "amount_vnd": -100, "reverses": entry} | difference

    with pytest.raises(IntegrityError, match="phải trái dấu"), transaction.atomic():
        EntryFactory(**reversal)


@pytest.mark.django_db
def test_an_account_is_dated_within_its_year():
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountFactory(year=2018, dated_on=date(2019, 1, 1))


NATURES = st.sampled_from(["registered", "allocated", "accepted", "settled", "disbursed"])


class TestStage(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.tuples(NATURES, st.booleans()), max_size=6))
    def test_the_stage_always_tells_the_latest_nature_with_money(self, history):
        account = AccountFactory()
        standing = set()
        for nature, is_reversed in history:
            try:
                (entry,) = post(account, [posting(nature=nature)], by=None, at=AT)
                standing.add(nature)
                if is_reversed:
                    reverse(entry, document="", by=None, at=AT)
                    standing = set(standing_natures(account))
            except Refused:  # a limit held; test_limits tells which
                pass
        latest = [name for name in ("settled", "accepted", "allocated") if name in standing]

        assert stage(account) == (latest[0] if latest else "")

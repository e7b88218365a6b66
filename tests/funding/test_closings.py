"""An account that is closed counts what was settled, also nothing, and takes little more."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from khuyencong.funding import actions
from khuyencong.funding.actions import AccountClosed, DisbursementExceeded, Posting, post
from khuyencong.funding.models import Account, Closing
from tests.factories.funding import AccountFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 10, 1, tzinfo=UTC)
ON = date(2026, 10, 1)


def put(account, **millions):
    for nature, amount in millions.items():
        post(
            account, [Posting(amount * 1_000_000, nature, "grant", "province", ON)], by=None, at=AT
        )


def close(*accounts):
    keys = [account.pk for account in accounts]
    return actions.close_accounts(keys, on=ON, document="BB-TL 1", by=None, at=AT)


def stage(account):
    return Account.objects.get(pk=account.pk).stage


def test_a_closed_account_is_settled_also_at_nothing():
    planned, accepted, empty, open_one = AccountFactory.create_batch(4, year=2026)
    put(planned, allocated=100)
    put(accepted, allocated=100, accepted=80)
    put(open_one, allocated=100)

    close(planned, accepted, empty)

    assert [stage(one) for one in (planned, accepted, empty, open_one)] == [
        "settled",
        "settled",
        "settled",
        "allocated",
    ]


@pytest.mark.parametrize("nature", ["allocated", "contracted", "advanced", "accepted", "settled"])
def test_a_closed_account_takes_no_more(nature):
    account = AccountFactory(year=2026)
    put(account, allocated=100)
    close(account)

    with pytest.raises(AccountClosed) as refused:
        put(account, **{nature: 1})

    assert str(refused.value) == (
        "Dòng kinh phí đã tất toán, không ghi thêm hay đảo bút toán được: hãy hủy biên bản thanh "
        "lý, quyết toán ghi nhầm trước."
    )


def test_what_is_owed_and_what_comes_back_still_moves():
    account = AccountFactory(year=2026)
    put(account, allocated=100, advanced=50, disbursed=50, settled=70)
    close(account)

    put(account, disbursed=20, repaid=10)
    with pytest.raises(DisbursementExceeded) as refused:
        put(account, disbursed=1)

    assert str(refused.value) == (
        "Không chi quá số đã quyết toán 70.000.000 đồng: đã chi, kể cả lần này, là 71.000.000 đồng."
    )
    assert stage(account) == "settled"


def test_an_account_is_closed_once_and_opened_again_by_a_row_of_its_own():
    account = AccountFactory(year=2026)
    put(account, allocated=100)
    close(account)
    with pytest.raises(AccountClosed, match="đã tất toán"):
        close(account)

    (undone,) = actions.reopen_accounts([account.pk], document="Hủy", by=None, at=AT)
    again = actions.reopen_accounts([account.pk], document="Hủy", by=None, at=AT)
    opened = stage(account)
    put(account, contracted=100)
    close(account)

    assert (undone.reverses.document, again, opened, stage(account)) == (
        "BB-TL 1",
        [],
        "allocated",
        "settled",
    )
    assert Closing.objects.count() == 3


def test_a_closing_is_called_by_its_day_and_its_paper():
    (closing,) = close(AccountFactory())

    assert str(closing) == "01/10/2026, BB-TL 1"


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_a_closing_is_never_changed_and_never_deleted(deed):
    close(AccountFactory())
    rows = Closing.objects.all()

    with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
        rows.update(document="khác") if deed == "update" else rows.delete()


def test_only_a_closing_of_the_same_account_is_cancelled():
    (one,) = close(AccountFactory())
    other = AccountFactory()

    with pytest.raises(IntegrityError, match="chính dòng kinh phí ấy"), transaction.atomic():
        Closing.objects.create(account=other, closed_on=ON, reverses=one, at=AT)


def test_entries_posted_together_are_reversed_together():
    account = AccountFactory(year=2026)
    put(account, allocated=100)
    posted = post(
        account,
        [Posting(50, nature, "grant", "province", ON) for nature in ("advanced", "disbursed")],
        by=None,
        at=AT,
    )

    actions.reverse_all(posted, document="Hủy", by=None, at=AT)

    with pytest.raises(actions.AlreadyReversed):
        actions.reverse_all(posted[:1], document="Hủy", by=None, at=AT)
    assert [one.amount_vnd for one in account.entries.filter(nature="disbursed")] == [50, -50]

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from khuyencong.funding import actions
from khuyencong.funding.actions import (
    EnvelopeExceeded,
    EnvelopeFacts,
    Posting,
    YearAhead,
    YearClosed,
    post,
)
from khuyencong.funding.models import Account, Envelope, EnvelopeRevision, YearClosing
from khuyencong.funding.queries import envelopes_in_use
from tests.factories.funding import AccountFactory, EnvelopeFactory
from tests.factories.places import CommuneFactory, UnitFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, tzinfo=UTC)
MILLION = 1_000_000


def give(by, *, level="province", place=None, millions=1000, **more):
    facts = EnvelopeFacts(
        year=2026,
        level=level,
        place=place,
        amount_vnd=millions * MILLION,
        decision_number="12/QĐ-UBND",
        decision_date=date(2026, 1, 3),
        **more,
    )
    return actions.give_envelope(facts, by=by, at=AT)


def allocate(account, millions, *, level="province", kind="grant"):
    posting = Posting(millions * MILLION, "allocated", kind, level, date(2026, 2, 1))
    return post(account, [posting], by=None, at=AT)[0]


def use(envelope, user):
    (row,) = [row for row in envelopes_in_use(user, year=2026) if row.envelope == envelope]
    return (row.allotted_vnd // MILLION, row.delegated_vnd // MILLION, row.left_vnd // MILLION)


def test_an_envelope_keeps_every_amount_it_has_had(leader, province):
    envelope = give(leader, place=province)
    actions.revise_envelope(
        envelope,
        amount_vnd=1500 * MILLION,
        decision_number="40/QĐ-UBND",
        decision_date=date(2026, 6, 1),
        by=leader,
        at=AT,
    )

    assert list(
        EnvelopeRevision.objects.values_list("amount_vnd", "decision_number", "decision_date", "by")
    ) == [
        (1000 * MILLION, "12/QĐ-UBND", date(2026, 1, 3), leader.pk),
        (1500 * MILLION, "40/QĐ-UBND", date(2026, 6, 1), leader.pk),
    ]
    assert Envelope.objects.get().amount_vnd == 1500 * MILLION


def test_grants_and_recoverable_support_draw_on_it_and_nothing_else_does(leader, province):
    envelope = give(leader, place=province)
    account = AccountFactory(year=2026, province=province)
    allocate(account, 300)
    allocate(account, 100, kind="recoverable")
    post(
        account,
        [
            Posting(900 * MILLION, "allocated", "counterpart", "", date(2026, 2, 1)),
            Posting(900 * MILLION, "registered", "grant", "province", date(2026, 2, 1)),
            Posting(900 * MILLION, "allocated", "grant", "national", date(2026, 2, 1)),
        ],
        by=None,
        at=AT,
    )
    for other in (
        AccountFactory(year=2027, province=province),
        AccountFactory(year=2026),
        AccountFactory(year=2026, province=province, is_illustrative=True),
    ):
        allocate(other, 5000)

    assert use(envelope, leader) == (400, 0, 600)


def test_more_than_remains_is_refused_with_what_remains(leader, province):
    give(leader, place=province)
    account = AccountFactory(year=2026, province=province)
    allocate(account, 850)

    with pytest.raises(EnvelopeExceeded) as refused:
        allocate(account, 200)

    assert (str(refused.value), refused.value.remaining_vnd) == (
        "Hạn mức nguồn tỉnh năm 2026 của Tỉnh Nghệ An chỉ còn 150.000.000 đồng, "
        "không đủ phân bổ 200.000.000 đồng.",
        150 * MILLION,
    )


def test_a_reversal_gives_the_envelope_its_money_back(leader, province):
    envelope = give(leader, place=province)
    account = AccountFactory(year=2026, province=province)
    entry = allocate(account, 1000)
    actions.reverse(entry, document="", by=None, at=AT)
    allocate(account, 999)

    assert use(envelope, leader) == (999, 0, 1)


def test_an_allocation_is_replaced_in_one_statement(leader, province):
    envelope = give(leader, place=province)
    account = AccountFactory(year=2026, province=province)
    allocate(account, 800)
    actions.replace(
        account,
        Posting(900 * MILLION, "allocated", "grant", "province", date(2026, 3, 1), "QĐ 50"),
        by=None,
        at=AT,
    )

    assert use(envelope, leader) == (900, 0, 100)
    assert Account.objects.get(pk=account.pk).stage == "allocated"


def test_an_amount_of_nothing_only_reverses(leader, province):
    envelope = give(leader, place=province)
    account = AccountFactory(year=2026, province=province)
    allocate(account, 800)
    actions.replace(
        account,
        Posting(0, "allocated", "grant", "province", date(2026, 3, 1), "QĐ 50"),
        by=None,
        at=AT,
    )

    assert use(envelope, leader) == (0, 0, 1000)


def test_a_part_is_taken_from_the_whole_country(ministry_officer, province, other_province):
    whole = give(ministry_officer, level="national", millions=1000)
    part = give(ministry_officer, level="national", place=province, millions=600)
    allocate(AccountFactory(year=2026, province=province), 500, level="national")
    allocate(AccountFactory(year=2026, province=other_province), 300, level="national")

    assert part.parent == whole
    assert use(part, ministry_officer) == (500, 0, 100)
    assert use(whole, ministry_officer) == (300, 600, 100)


def test_a_part_is_no_more_than_what_remains_of_the_whole(ministry_officer, province):
    give(ministry_officer, level="national", millions=1000)
    allocate(AccountFactory(year=2026), 700, level="national")

    with pytest.raises(EnvelopeExceeded) as refused:
        give(ministry_officer, level="national", place=province, millions=400)

    assert str(refused.value) == (
        "Hạn mức nguồn quốc gia năm 2026 của cả nước chỉ còn 300.000.000 đồng, "
        "không đủ giao 400.000.000 đồng."
    )


def test_an_envelope_never_shrinks_below_its_use(leader, province):
    envelope = give(leader, place=province)
    allocate(AccountFactory(year=2026, province=province), 700)

    with pytest.raises(EnvelopeExceeded) as refused:
        actions.revise_envelope(
            envelope,
            amount_vnd=600 * MILLION,
            decision_number="41/QĐ-UBND",
            decision_date=date(2026, 7, 1),
            by=leader,
            at=AT,
        )

    assert str(refused.value) == (
        "Hạn mức nguồn tỉnh năm 2026 của Tỉnh Nghệ An đã phân bổ, giao 700.000.000 đồng, "
        "không thể chỉ là 600.000.000 đồng."
    )


def test_an_envelope_given_late_must_cover_what_is_allocated_already(leader, province):
    allocate(AccountFactory(year=2026, province=province), 700)

    with pytest.raises(EnvelopeExceeded, match=r"đã phân bổ, giao 700\.000\.000 đồng"):
        give(leader, place=province, millions=500)


def test_a_part_revised_is_held_against_its_whole(ministry_officer, province):
    give(ministry_officer, level="national", millions=1000)
    part = give(ministry_officer, level="national", place=province, millions=600)

    with pytest.raises(EnvelopeExceeded, match=r"chỉ còn 1\.000\.000\.000 đồng, không đủ giao"):
        actions.revise_envelope(
            part,
            amount_vnd=1100 * MILLION,
            decision_number="9/QĐ-BCT",
            decision_date=date(2026, 7, 1),
            by=ministry_officer,
            at=AT,
        )


def test_an_envelope_is_of_a_province_or_of_the_country(leader, province):
    with pytest.raises(IntegrityError, match="của một tỉnh"), transaction.atomic():
        EnvelopeFactory(place=CommuneFactory(province=province))
    with pytest.raises(IntegrityError), transaction.atomic():
        EnvelopeFactory(level="province", place=None)


def test_a_province_s_part_names_the_whole_it_comes_from():
    EnvelopeFactory(level="national", place=None)

    with pytest.raises(IntegrityError, match="phải trích từ"), transaction.atomic():
        EnvelopeFactory(level="national", place=UnitFactory())


@pytest.mark.parametrize(
    "change", [{"year": 2027}, {"level": "commune"}, {"is_illustrative": True}]
)
def test_an_envelope_stays_what_it_is_for(change):
    EnvelopeFactory(year=2026)

    with pytest.raises(IntegrityError, match="chỉ được điều chỉnh"), transaction.atomic():
        Envelope.objects.update(**change)


def test_a_closed_year_takes_no_entry(leader, province):
    account = AccountFactory(year=2026, province=province)
    entry = allocate(account, 10)
    actions.close_year(2026, province, by=leader, at=AT)

    for deed in (
        lambda: allocate(account, 10),
        lambda: actions.reverse(entry, document="", by=None, at=AT),
    ):
        with pytest.raises(YearClosed) as refused:
            deed()
        assert (str(refused.value), refused.value.remaining_vnd) == (
            "Sổ kinh phí năm 2026 của Tỉnh Nghệ An đã khóa, không ghi thêm được.",
            None,
        )
    for other in (
        AccountFactory(year=2027, province=province),
        AccountFactory(year=2026),
        AccountFactory(year=2026, province=province, is_illustrative=True),
    ):
        allocate(other, 10)


def test_a_year_is_closed_once_and_not_before_it_begins(leader, province):
    first = actions.close_year(2026, province, by=leader, at=AT)

    assert actions.close_year(2026, province, by=leader, at=AT) == first
    with pytest.raises(YearAhead, match="Năm 2027 chưa tới, chưa khóa sổ được"):
        actions.close_year(2027, province, by=leader, at=AT)


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_a_closing_and_a_revision_stay(leader, province, deed):
    actions.close_year(2026, province, by=leader, at=AT)
    give(leader, place=province)

    for rows in (YearClosing.objects.all(), EnvelopeRevision.objects.all()):
        with pytest.raises(IntegrityError, match="không được sửa hay xóa"), transaction.atomic():
            rows.update(at=AT) if deed == "update" else rows.delete()


@pytest.mark.parametrize("change", ["year", "province", "is_illustrative"])
def test_an_account_with_entries_keeps_its_year_and_place(province, other_province, change):
    account = AccountFactory(year=2026, province=province)
    Account.objects.update(year=2025)
    allocate(account, 10)
    new = {"year": 2024, "province": other_province, "is_illustrative": True}

    with pytest.raises(IntegrityError, match="giữ nguyên năm"), transaction.atomic():
        Account.objects.update(**{change: new[change]})


def test_parts_given_before_their_whole_become_parts_of_it(ministry_officer, province):
    part = give(ministry_officer, level="national", place=province, millions=600)
    whole = give(ministry_officer, level="national", millions=1000)

    assert Envelope.objects.get(pk=part.pk).parent == whole
    assert use(whole, ministry_officer) == (0, 600, 400)
    with pytest.raises(IntegrityError, match="chỉ được điều chỉnh"), transaction.atomic():
        Envelope.objects.filter(pk=part.pk).update(parent=None)

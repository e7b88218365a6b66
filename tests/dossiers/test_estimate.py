from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from khuyencong.dossiers import actions, queries
from khuyencong.dossiers.actions import ChangedMeanwhile, ItemFacts, LineFacts, LineInUse
from khuyencong.dossiers.models import EstimateItem, FormVersion, amount_of
from khuyencong.dossiers.queries import values_of_line
from khuyencong.funding.models import Entry
from tests.factories.dossiers import AT, EstimateItemFactory
from tests.factories.establishments import EstablishmentFactory
from tests.factories.funding import EntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(centre_officer):
    """Who writes, and when."""
    return {"by": centre_officer, "at": AT}


MACHINE = ItemFacts(
    name="Máy sấy",
    unit="máy",
    quantity=Decimal("1.5"),
    unit_price_vnd=333_333_333,
    province_vnd=200_000_000,
    other_vnd=50_000_000,
)


def test_the_sources_of_an_item_add_up_to_its_amount(draft, by):
    item = actions.add_item(draft.lines.get(), MACHINE, **by)
    item.refresh_from_db()

    assert (item.amount_vnd, item.support_vnd, item.counterpart_vnd) == (
        500_000_000,
        200_000_000,
        250_000_000,
    )
    assert item.sources == [0, 200_000_000, 0, 0, 50_000_000, 250_000_000]
    assert (str(item), item.quantity_shown) == ("Máy sấy", "1,5")


@pytest.mark.parametrize(
    ("quantity", "price", "amount"),
    [("0.5", 1, 1), ("1.5", 333_333_333, 500_000_000), ("0.333", 10, 3), ("0.25", 10, 3)],
)
def test_half_a_dong_rounds_up_as_in_the_database(draft, quantity, price, amount):
    item = EstimateItemFactory(
        line=draft.lines.get(),
        quantity=Decimal(quantity),
        unit_price_vnd=price,
        province_vnd=amount,
    )

    assert amount_of(Decimal(quantity), price) == amount
    assert item.counterpart_vnd == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"province_vnd": 600_000_001},
        {"province_vnd": 400_000_000, "other_vnd": 200_000_001},
        {"other_vnd": -1},
        {"quantity": 0},
        {"unit_price_vnd": 0},
    ],
)
def test_the_database_refuses_sources_beyond_the_amount(draft, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        EstimateItemFactory(line=draft.lines.get(), **wrong)


def test_an_estimate_adds_up_by_line_and_by_source(draft, by):
    line = draft.lines.get()
    for facts in (MACHINE, ItemFacts(name="Khác", unit="lần", quantity=2, unit_price_vnd=10)):
        actions.add_item(line, facts, **by)

    estimate = queries.estimate_of(draft)

    assert [item.order for item in estimate.items] == [1, 2]
    assert (estimate.amount_vnd, estimate.support_vnd) == (500_000_020, 200_000_000)
    assert estimate.lines[0].sources == estimate.sources
    assert (estimate.lines[0].amount_vnd, estimate.by_source) == (
        500_000_020,
        [
            ("Ngân sách tỉnh", 200_000_000),
            ("Nguồn khác", 50_000_000),
            ("Vốn đối ứng", 250_000_020),
        ],
    )


def test_an_item_is_changed_by_who_saw_it_as_it_is(draft, by):
    item = EstimateItem.objects.get(pk=actions.add_item(draft.lines.get(), MACHINE, **by).pk)
    seen = item.fingerprint
    other = ItemFacts(name="Máy ép", unit="máy", quantity=1, unit_price_vnd=10)

    changed = actions.change_item(item, other, seen=seen, **by)

    assert (changed.name, changed.province_vnd) == ("Máy ép", 0)
    with pytest.raises(ChangedMeanwhile):
        actions.change_item(item, MACHINE, seen=seen, **by)
    changed.refresh_from_db()
    actions.remove_item(changed, seen=changed.fingerprint, **by)
    with pytest.raises(ChangedMeanwhile):
        actions.remove_item(changed, seen=changed.fingerprint, **by)


def test_a_line_is_changed_with_its_account_and_beneficiary(draft, province, by):
    other = EstablishmentFactory(province=province)
    facts = LineFacts(year=2027, content="brand", item="Nhãn hiệu", establishment=other)

    line = draft.lines.get()
    line = actions.change_line(line, facts, seen=values_of_line(line), **by)

    line.refresh_from_db()
    assert (line.content, line.account.content, line.item) == ("brand", "brand", "Nhãn hiệu")
    assert [one.establishment for one in draft.beneficiaries.all()] == [other]

    seen = values_of_line(line)
    other = LineFacts(year=2027, content="info")
    actions.change_line(line, other, seen=seen, **by)

    assert not draft.beneficiaries.exists()
    with pytest.raises(ChangedMeanwhile):
        actions.change_line(line, other, seen=seen, **by)


def test_a_line_is_taken_out_with_its_items(draft, centre_officer, by):
    first = draft.lines.get()
    facts = LineFacts(year=2027, content="info")
    added = actions.add_line(draft, facts, by=centre_officer, at=AT)
    EstimateItemFactory(line=first)

    actions.remove_line(first, **by)

    assert list(draft.lines.all()) == [added]
    with pytest.raises(LineInUse, match="ít nhất một dòng"):
        actions.remove_line(added, **by)


def test_a_line_with_money_in_the_ledger_stays(draft, centre_officer, by):
    first = draft.lines.get()
    actions.add_line(draft, LineFacts(year=2027, content="info"), by=centre_officer, at=AT)
    EntryFactory(account=first.account, registered=True)

    with pytest.raises(LineInUse, match="bút toán đăng ký"):
        actions.remove_line(first, **by)

    assert Entry.objects.count() == 1


def test_every_saved_state_of_an_item_stays_readable(draft, by):
    line = draft.lines.get()
    item = EstimateItem.objects.get(pk=actions.add_item(line, MACHINE, **by).pk)
    cheap = ItemFacts(name="Tờ rơi", unit="tờ", quantity=1000, unit_price_vnd=500)
    actions.change_item(item, cheap, seen=item.fingerprint, **by)
    item.refresh_from_db()
    actions.remove_item(item, seen=item.fingerprint, **by)

    told = [
        (one.values.get("Đơn vị tính"), one.values.get("Đơn giá"), one.by)
        for one in FormVersion.objects.filter(scheme=draft)
    ]

    assert told == [
        ("máy", "333.333.333 đồng", by["by"]),
        ("tờ", "500 đồng", by["by"]),
        (None, None, by["by"]),
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        FormVersion.objects.update(key="general")

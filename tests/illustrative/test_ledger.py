from datetime import UTC, date, datetime

import pytest

from khuyencong.funding.actions import Posting, post, reverse
from khuyencong.funding.models import Account, Entry
from khuyencong.illustrative.timetable import ADVANCE_PERCENT
from khuyencong.indicators.address import parse
from khuyencong.indicators.breakdown import behind, split
from khuyencong.indicators.evaluation import evaluate
from khuyencong.places.queries import resolve_province
from khuyencong.schemes.models import Beneficiary, Line, Scheme
from tests.factories.funding import AccountFactory
from tests.factories.schemes import LineFactory, SchemeFactory

AT = datetime(2026, 1, 6, tzinfo=UTC)
HAI_DUONG = {"place": "Hải Dương", "period": "2014-2018"}
MACHINES = {"measure": "support", "content": "machine", **HAI_DUONG}
TERMS = (
    ("Hà Tĩnh", "2016-2020"),
    ("Nghệ An", "2016-2020"),
    ("Gia Lai", "2012-2022"),
    ("Hải Dương", "2014-2018"),
)


def settled(scheme_code):
    return Entry.objects.get(
        account__line__scheme__code__startswith=scheme_code, nature="settled", kind="grant"
    )


def test_changing_one_ledger_entry_changes_the_figure(records):
    before = evaluate(parse(MACHINES)).value
    entry = settled(
        Scheme.objects.filter(code__contains="-MM-", province__name="Hải Dương")[0].code
    )

    reverse(entry, document="Chứng từ đảo", by=None, at=AT)
    half = Posting(entry.amount_vnd // 2, "settled", "grant", "province", date(2019, 1, 10))
    post(entry.account, [half], by=None, at=AT)

    assert evaluate(parse(MACHINES)).value == before - entry.amount_vnd + entry.amount_vnd // 2


def test_a_scheme_more_makes_the_count_one_more(records):
    counted = {"measure": "schemes", **HAI_DUONG}
    SchemeFactory(
        illustrative=True, province=resolve_province("Hải Dương"), start_year=2016, code="MH-X"
    )

    assert evaluate(parse(counted)).value == 67


def test_a_real_record_never_enters_the_sum_of_illustrative_ones(records):
    LineFactory(
        scheme=SchemeFactory(province=resolve_province("Hải Dương"), start_year=2016),
        account__settled={"national": 123},
    )

    illustrative = evaluate(parse({**MACHINES, "records": "illustrative"}))
    by_default = evaluate(parse(MACHINES))

    assert (illustrative.value, illustrative.records) == (8_615_000_000, "illustrative")
    assert (by_default.value, by_default.records) == (123, "real")


def test_real_money_on_its_own_account_leaves_illustrative_money_alone(records):
    AccountFactory(
        province=resolve_province("Hải Dương"),
        year=2016,
        settled={"province": 55, "counterpart": 7},
    )

    assert evaluate(parse(MACHINES)).value == 8_615_000_000


@pytest.mark.parametrize(("place", "period"), TERMS)
@pytest.mark.parametrize("measure", ["support", "total"])
@pytest.mark.parametrize(
    "dimensions", [("source",), ("content",), ("year",), ("place",), ("content", "source", "year")]
)
def test_the_parts_of_money_sum_to_the_whole(records, place, period, measure, dimensions):
    whole = parse({"measure": measure, "place": place, "period": period})

    parts = split(whole, *dimensions)

    assert sum(part.value for part in parts) == evaluate(whole).value


@pytest.mark.parametrize(("place", "period"), TERMS)
def test_the_records_behind_a_figure_sum_to_it(records, place, period):
    whole = parse({"measure": "support", "place": place, "period": period})

    assert sum(row["value"] for row in behind(whole)) == evaluate(whole).value


def test_twenty_five_schemes_serve_thirty_nine_establishments_both_ways_many(records):
    served = Beneficiary.objects.filter(
        scheme__in=Scheme.objects.carried_out(),
        scheme__province__name="Gia Lai",
        lines__content="machine",
    ).distinct()
    pairs = set(served.values_list("scheme", "establishment"))
    schemes = [scheme for scheme, _ in pairs]
    establishments = [establishment for _, establishment in pairs]

    assert (len(set(schemes)), len(pairs), len(set(establishments))) == (25, 41, 39)
    assert sum(establishments.count(each) == 2 for each in set(establishments)) == 2
    assert max(map(schemes.count, schemes)) > 1


def test_each_beneficiary_of_machinery_in_gia_lai_has_its_own_support_and_counterpart(records):
    carried_out = Scheme.objects.carried_out().filter(province__name="Gia Lai")
    lines = Line.objects.filter(scheme__in=carried_out, content="machine")
    shares = []
    for line in lines:
        entries = line.account.entries.filter(nature="settled")
        own = {entry.kind: entry.amount_vnd for entry in entries}
        shares.append(own["counterpart"] >= own["grant"] > 0)

    assert shares == [True] * 41


def test_no_establishment_gets_more_for_machinery_than_the_norm_of_one_scheme(records):
    above = Entry.objects.filter(
        nature="settled", kind="grant", account__content="machine", amount_vnd__gt=200_000_000
    )

    assert list(above) == []


def test_the_money_of_a_line_is_assigned_allocated_accepted_and_settled_in_full(records):
    amounts = {}
    ended = Entry.objects.filter(kind="grant", account__stage="settled").order_by("booked_on", "pk")
    for entry in ended:
        key = entry.account_id, entry.level
        amounts.setdefault(key, {}).setdefault(entry.nature, []).append(entry.amount_vnd)

    wrong = [
        natures
        for natures in amounts.values()
        if len({sum(natures[name]) for name in natures}) != 1
        or natures["advanced"][0] * 100 > sum(natures["settled"]) * ADVANCE_PERCENT
    ]

    assert wrong == []


def test_nothing_is_left_unallocated(records):
    for place, period in TERMS:
        address = parse({"measure": "unallocated", "place": place, "period": period})
        assert evaluate(address).value == 0


def test_the_money_of_thanh_hoa_is_not_known_rather_than_invented(records):
    accounts = Account.objects.filter(province__name="Thanh Hóa")

    assert accounts.count() == 41
    assert Entry.objects.filter(account__in=accounts).count() == 0

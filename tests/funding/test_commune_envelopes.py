"""Each commune's own envelope, within that of the communes of the province together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum

from khuyencong.funding import actions
from khuyencong.funding.actions import EnvelopeExceeded, EnvelopeFacts, Posting
from khuyencong.funding.models import Entry
from khuyencong.funding.queries import envelopes_in_use
from tests.factories.funding import AccountFactory, EnvelopeFactory
from tests.factories.places import CommuneFactory

AT = datetime(2026, 3, 2, tzinfo=UTC)
MILLION = 1_000_000


def give(place, millions, *, by, level="commune"):
    facts = EnvelopeFacts(
        year=2026,
        level=level,
        place=place,
        amount_vnd=millions * MILLION,
        decision_number="1/QĐ-UBND",
        decision_date=date(2026, 1, 2),
    )
    return actions.give_envelope(facts, by=by, at=AT)


def allocate(account, millions, level="commune"):
    posting = Posting(millions * MILLION, "allocated", "grant", level, date(2026, 3, 1))
    actions.post(account, [posting], by=None, at=AT)


def told(user):
    return {
        str(use.envelope.place): (use.allotted_vnd // MILLION, use.delegated_vnd // MILLION)
        for use in envelopes_in_use(user, year=2026)
    }


@pytest.mark.django_db
def test_a_commune_has_its_limit_and_the_others_share_what_is_left(leader, province):
    own, other = (CommuneFactory(province=province, name=name) for name in ("An", "Bình"))
    give(province, 300, by=leader)
    give(own, 100, by=leader)
    of_own = AccountFactory(year=2026, province=province, commune=own)
    of_other = AccountFactory(year=2026, province=province, commune=other)
    of_nobody = AccountFactory(year=2026, province=province)
    allocate(of_own, 100)
    allocate(of_other, 120)
    allocate(of_nobody, 80)

    assert told(leader) == {"Tỉnh Nghệ An": (200, 100), "Xã An": (100, 0)}
    for account, name in ((of_own, "Xã An"), (of_other, "Tỉnh Nghệ An")):
        with pytest.raises(EnvelopeExceeded, match=f"của {name} chỉ còn 0 đồng"):
            allocate(account, 1)
    allocate(of_own, 500, level="province")  # other sources know no commune
    with pytest.raises(EnvelopeExceeded, match="chỉ còn 0 đồng, không đủ giao"):
        give(CommuneFactory(province=province), 1, by=leader)


@pytest.mark.django_db
def test_a_commune_s_part_given_before_its_whole_joins_it(leader, province):
    own = CommuneFactory(province=province)
    part = give(own, 100, by=leader)
    whole = give(province, 150, by=leader)

    part.refresh_from_db()
    assert (part.parent, told(leader)["Tỉnh Nghệ An"]) == (whole, (0, 100))


@pytest.mark.django_db
@pytest.mark.parametrize("level", ["national", "province", "district"])
def test_only_the_source_of_communes_has_envelopes_of_communes(province, level):
    with pytest.raises(IntegrityError, match="nguồn xã: của một xã"), transaction.atomic():
        EnvelopeFactory(year=2026, level=level, place=CommuneFactory(province=province))


@pytest.mark.django_db
def test_a_commune_that_has_paid_stays_the_one_that_pays(province):
    own, other = CommuneFactory(province=province), CommuneFactory(province=province)
    account = AccountFactory(year=2026, province=province)
    actions.charge_communes({account.pk: own.pk})
    allocate(account, 10)
    actions.charge_communes({account.pk: own.pk})

    account.refresh_from_db()
    assert account.commune == own
    with pytest.raises(DatabaseError, match="giữ nguyên xã chi"), transaction.atomic():
        actions.charge_communes({account.pk: other.pk})


@pytest.mark.django_db(transaction=True)
def test_of_those_who_race_for_the_last_of_a_commune_only_who_fits_wins(leader, province):
    own = CommuneFactory(province=province)
    give(province, 1000, by=leader)
    give(own, 100, by=leader)
    accounts = [AccountFactory(year=2026, province=province, commune=own) for _ in range(12)]

    def racer(account):
        try:
            return allocate(account, 30)
        except EnvelopeExceeded as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as threads:
        outcomes = list(threads.map(racer, accounts))

    assert sum(isinstance(one, EnvelopeExceeded) for one in outcomes) == 9
    assert Entry.objects.aggregate(it=Sum("amount_vnd"))["it"] == 90 * MILLION

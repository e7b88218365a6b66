"""Each scheme whose money is known carries its life, in the same tables as a scheme run here."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Sum

from khuyencong.accounts.models import User
from khuyencong.adjustments.models import ChangeRequest
from khuyencong.appraisals.models import Conclusion
from khuyencong.delivery.models import Acceptance, Advance, Contract, FollowUp, Settlement, Voucher
from khuyencong.dossiers.models import Dossier, EstimateItem, Need, Section
from khuyencong.dossiers.queries import missing_for_submission
from khuyencong.funding.models import Account, Entry, Envelope
from khuyencong.funding.queries import use_of
from khuyencong.planning.models import EditionRow
from khuyencong.schemes.lifecycle import CARRIED_OUT
from khuyencong.schemes.models import Line, Scheme, StepTaken

AT = datetime(2026, 1, 5, tzinfo=UTC)


@pytest.fixture
def lived(records):
    """The schemes of the published programmes with money."""
    money = Entry.objects.filter(account__line__scheme=OuterRef("pk"))
    return Scheme.objects.filter(Exists(money), programme__isnull=False, state__in=CARRIED_OUT)


def test_the_database_finds_every_state_where_the_last_step_led(records):
    with connection.cursor() as cursor:
        for app in ("schemes", "adjustments"):
            names = f"{app}_state_is_last_step, {app}_step_leads_to_state"
            cursor.execute(f"SET CONSTRAINTS {names} IMMEDIATE")
            cursor.execute(f"SET CONSTRAINTS {names} DEFERRED")


def test_every_scheme_with_money_has_lived_to_its_evaluation(lived):
    whole = lived.filter(
        dossier__isnull=False,
        contract__isnull=False,
        settlement_rows__isnull=False,
        appraisals__conclusion__outcome="approve",
        plan_rows__kind="given",
        state="evaluated",
    )

    assert lived.count() == 699
    assert set(lived.values_list("pk")) == set(whole.values_list("pk"))


def test_every_line_was_advanced_accepted_and_accounted_for(lived):
    lines = Line.objects.filter(scheme__in=lived)
    without = lines.exclude(
        Exists(Advance.objects.filter(line=OuterRef("pk"), kind="first"))
        & Exists(Advance.objects.filter(line=OuterRef("pk"), kind="remaining"))
        & Exists(Acceptance.objects.filter(line=OuterRef("pk")))
        & Exists(Voucher.objects.filter(line=OuterRef("pk")))
        & (Q(beneficiary=None) | Exists(FollowUp.objects.filter(line=OuterRef("pk"), round=36)))
    )

    assert list(without) == []


def test_deeds_hold_every_entry_of_the_ledger_that_is_theirs(records):
    held = Counter()
    for model, natures in (
        (Contract, ("contracted",)),
        (Advance, ("advanced", "disbursed")),
        (Acceptance, ("accepted",)),
        (Settlement, ("settled",)),
    ):
        linked = Entry.objects.filter(pk__in=model.entries.through.objects.values("entry"))
        held[model.__name__] = linked.exclude(nature__in=natures).count()
        held[natures] = Entry.objects.filter(nature__in=natures).count() - linked.count()

    assert {name: count for name, count in held.items() if count} == {("contracted",): 8}


def test_the_estimate_of_a_line_sums_to_what_was_registered(records):
    items = EstimateItem.objects.order_by().values("line__account")
    national, province = (
        dict(items.annotate(total=Sum(f"{level}_vnd")).values_list("line__account", "total"))
        for level in ("national", "province")
    )
    registered = Entry.objects.filter(nature="registered", kind="grant").order_by()
    by_level = {
        level: dict(
            registered.filter(level=level)
            .values("account")
            .annotate(total=Sum("amount_vnd"))
            .values_list("account", "total")
        )
        for level in ("national", "province")
    }

    assert by_level["national"] == {key: amount for key, amount in national.items() if amount}
    assert by_level["province"] == {key: amount for key, amount in province.items() if amount}


def test_editions_give_what_is_allocated_within_their_envelopes(records):
    given = EditionRow.objects.aggregate(
        total=Sum(F("national_vnd") + F("province_vnd") + F("district_vnd"))
    )
    allocated = Entry.objects.filter(nature="allocated").aggregate(total=Sum("amount_vnd"))
    uses = use_of(list(Envelope.objects.select_related("place")))

    assert given == allocated
    assert len(uses) > 50
    assert [use for use in uses if use.left_vnd < 0 or not use.envelope.is_illustrative] == []


def test_needs_are_of_the_establishments_that_benefit(records):
    strangers = Need.objects.exclude(scheme__beneficiaries__establishment=F("establishment"))

    assert (Need.objects.filter(is_illustrative=False).count(), list(strangers)) == (0, [])


def test_dossiers_of_the_last_years_lack_nothing(records):
    for code in ("MH-NA-2020-MM", "MH-NA-2019-TDQ", "MH-HD-2018-MMQ", "MH-GL-2022-HC"):
        scheme = Scheme.objects.filter(code__startswith=code).order_by("-start_year").first()
        if Section.objects.filter(scheme=scheme).exists():
            assert missing_for_submission(scheme) == []


def test_a_few_dossiers_were_refused_or_withdrawn_and_count_nowhere(records):
    refused = Scheme.objects.filter(state__in=("rejected", "withdrawn"))
    entries = Entry.objects.filter(account__line__scheme__in=refused)

    assert Counter(refused.values_list("state", flat=True)) == {"rejected": 9, "withdrawn": 6}
    assert set(entries.values_list("nature", flat=True)) == {"registered"}
    assert set(Account.objects.filter(line__scheme__in=refused).values_list("stage")) == {("",)}


def test_some_schemes_carry_an_approved_change_with_its_edition(records):
    requests = ChangeRequest.objects.annotate(rows=F("editions__rows__scheme"))

    assert 20 < len(requests) < 60
    assert {(one.state, one.rows == one.scheme_id) for one in requests} == {("approved", True)}


def test_nothing_happened_after_the_day_of_loading(records):
    assert not StepTaken.objects.filter(at__gt=AT).exists()
    assert not Entry.objects.filter(booked_on__gt=AT.date()).exists()
    assert not Conclusion.objects.filter(at__gt=AT).exists()


def test_the_years_in_hand_stand_in_the_middle_of_their_lives(records):
    in_hand = Scheme.objects.filter(programme=None).order_by()
    states = {state for (state,) in in_hand.values_list("state").distinct()}

    assert {year for (year,) in in_hand.values_list("start_year").distinct()} == {2025, 2026}
    assert {"accepted", "settled"} & states
    assert {"appraised", "ministry_appraised"} <= states


def test_only_illustrative_people_did_anything_and_none_can_sign_in(records):
    people = User.objects.filter(is_illustrative=True)

    assert set(StepTaken.objects.values_list("by__is_illustrative", flat=True)) <= {True, None}
    assert people.count() == 5 * 4 + 2
    assert [person for person in people if person.has_usable_password()] == []
    assert [person for person in people if "minh họa" not in person.full_name] == []


def test_every_dossier_is_of_a_scheme_that_is_illustrative(records):
    assert not Dossier.objects.exclude(scheme__is_illustrative=True).exists()

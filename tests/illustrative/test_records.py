"""The synthetic records: labelled each, with the life of each scheme whose money is known.

They are loaded once for the tests of this file.
"""

from collections import Counter
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Sum

from khuyencong.accounts.models import User
from khuyencong.adjustments.models import ChangeRequest
from khuyencong.appraisals.models import Conclusion
from khuyencong.delivery.models import Acceptance, Advance, Contract, FollowUp, Settlement, Voucher
from khuyencong.dossiers.models import Dossier, EstimateItem, Need, Section
from khuyencong.dossiers.queries import missing_for_submission
from khuyencong.establishments.models import Establishment
from khuyencong.funding.models import Account, Entry, Envelope
from khuyencong.funding.queries import use_of
from khuyencong.illustrative import actions
from khuyencong.illustrative.models import Loading
from khuyencong.indicators.models import TermTotal
from khuyencong.organisations.models import Organisation
from khuyencong.places.models import DisadvantagedArea
from khuyencong.places.queries import is_disadvantaged
from khuyencong.planning.models import EditionRow
from khuyencong.programmes.models import Programme
from khuyencong.schemes.lifecycle import CARRIED_OUT
from khuyencong.schemes.models import Beneficiary, Line, Result, Scheme, StepTaken

LABELLED = (
    Programme,
    Establishment,
    Scheme,
    Account,
    Result,
    TermTotal,
    DisadvantagedArea,
    Organisation,
)


def test_every_row_is_labelled_illustrative(records):
    unlabelled = {model: model.objects.filter(is_illustrative=False).count() for model in LABELLED}

    assert unlabelled == dict.fromkeys(LABELLED, 0)


def test_every_name_says_that_it_is_invented(records):
    plain = [
        row.name
        for model in (Programme, Establishment, Scheme, Organisation)
        for row in model.objects.all()
        if "minh họa" not in row.name
    ]

    assert plain == []


def test_codes_begin_with_the_mark_of_illustrative_data(records):
    assert not Scheme.objects.exclude(code__startswith="MH-").exists()
    assert not Establishment.objects.exclude(code__startswith="MH-").exists()


def test_establishments_carry_no_invented_tax_code_phone_or_address(records):
    invented = Establishment.objects.exclude(tax_code="", phone="", address="")

    assert list(invented) == []


def test_establishments_lie_in_communes_of_their_province_at_that_time(records):
    wrong = [
        place
        for place in Establishment.objects.select_related("commune")
        if place.commune.province_id != place.province_id
        or not place.commune.was_valid_on(date(2018, 6, 30))
    ]

    assert wrong == []


def test_an_area_is_disadvantaged_where_the_illustrative_list_says_so(records):
    told = Beneficiary.objects.filter(
        scheme__province__name="Gia Lai", scheme__dated_on__isnull=False
    ).select_related("scheme", "establishment__commune")

    differing = [
        each
        for each in told
        if each.in_disadvantaged_area
        != is_disadvantaged(each.establishment.commune, on=each.scheme.dated_on, illustrative=True)
    ]

    assert (len(told), differing) == (60, [])


def test_the_illustrative_list_of_areas_never_answers_for_the_real_one(records):
    listed = DisadvantagedArea.objects.first()

    assert not is_disadvantaged(listed.unit, on=listed.valid_from)


def test_totals_of_the_earlier_term_say_that_they_are_derived(records):
    notes = TermTotal.objects.values_list("source", "value", "note").order_by("source")

    assert [(source, value, "suy ra" in note) for source, value, note in notes] == [
        ("national", 8_868_600_000, True),
        ("province", 19_782_400_000, True),
    ]


def test_a_loading_names_its_term(records):
    assert sorted(str(loading) for loading in Loading.objects.all()) == [
        "gia-lai-2012-2022",
        "ha-tinh-2016-2020",
        "hai-duong-2014-2018",
        "nghe-an-2016-2020",
        "thanh-hoa-2017-2018",
    ]


def test_schemes_whose_money_is_known_are_evaluated_and_the_others_only_planned(records):
    published = Scheme.objects.filter(programme__isnull=False, state__in=CARRIED_OUT)
    states = published.order_by().values_list("province__name", "state").distinct()

    assert sorted(states) == [
        ("Gia Lai", "evaluated"),
        ("Gia Lai", "planned"),
        ("Hà Tĩnh", "evaluated"),
        ("Hải Dương", "evaluated"),
        ("Nghệ An", "evaluated"),
        ("Thanh Hóa", "planned"),
    ]


AT = datetime(2026, 1, 5, tzinfo=UTC)
AT_A_STEP = r"-H\d\d-001$"


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
    sent = EstimateItem.objects.exclude(line__scheme__state="draft")
    items = sent.order_by().values("line__account")
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


def test_needs_are_of_the_establishments_that_benefit_but_for_groups_that_name_nobody_yet(records):
    strangers = Need.objects.exclude(scheme__beneficiaries__establishment=F("establishment"))

    assert not Need.objects.filter(is_illustrative=False).exists()
    assert Counter(strangers.values_list("scheme__form", flat=True)) == {None: 5, "group": 12}


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
    counted = Counter((one.state, one.rows == one.scheme_id) for one in requests)

    assert 20 < counted.pop(("approved", True)) < 60
    assert counted == {("submitted", False): 2}


def test_nothing_happened_after_the_day_of_loading(records):
    assert not StepTaken.objects.filter(at__gt=AT).exists()
    assert not Entry.objects.filter(booked_on__gt=AT.date()).exists()
    assert not Conclusion.objects.filter(at__gt=AT).exists()


def test_the_years_in_hand_stand_in_the_middle_of_their_lives(records):
    in_hand = Scheme.objects.filter(programme=None).exclude(code__regex=AT_A_STEP).order_by()
    states = {state for (state,) in in_hand.values_list("state").distinct()}

    assert {year for (year,) in in_hand.values_list("start_year").distinct()} == {2025, 2026}
    assert {"accepted", "settled"} & states
    assert {"appraised", "ministry_appraised"} <= states


def test_only_illustrative_people_did_anything_and_none_can_sign_in(records):
    people = User.objects.filter(is_illustrative=True)

    assert set(StepTaken.objects.values_list("by__is_illustrative", flat=True)) <= {True, None}
    assert people.count() == 5 * 4 + 2 + 1
    assert [person for person in people if person.has_usable_password()] == []
    assert [person for person in people if "minh họa" not in person.full_name] == []


def test_every_dossier_is_of_a_scheme_that_is_illustrative(records):
    assert not Dossier.objects.exclude(scheme__is_illustrative=True).exists()


def screen():
    out = StringIO()
    call_command("load_illustrative", stdout=out)
    return out.getvalue().splitlines()


def test_a_second_loading_changes_nothing_and_asks_the_database_once(
    records, django_assert_num_queries
):
    before = Scheme.objects.count(), Entry.objects.count()

    with django_assert_num_queries(3):  # two of them keep the savepoint
        reports = actions.load(at=AT)

    assert {report.state for report in reports} == {actions.State.PRESENT}
    assert (Scheme.objects.count(), Entry.objects.count()) == before
    assert screen()[0].endswith("(minh họa): đã có sẵn.")


def test_records_of_another_plan_are_kept_and_said_to_be_so(records):
    Loading.objects.filter(term="hai-duong-2014-2018").update(digest="0" * 64)

    lines = screen()

    assert lines[4].endswith(
        "(minh họa): giữ bản nạp theo kế hoạch cũ (sổ chỉ ghi thêm, không thay được)."
    )
    assert lines[3].endswith("(minh họa): đã có sẵn.")

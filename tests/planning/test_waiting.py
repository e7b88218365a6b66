"""The page of a plan year names the schemes that wait for its plan, and leads to making one."""

import re
from datetime import UTC, date, datetime

import pytest

from khuyencong.desk.worklist import others
from khuyencong.desk.worklist.asker import Asker
from khuyencong.funding import actions as funding
from khuyencong.funding.actions import Posting
from khuyencong.funding.models import Entry
from khuyencong.planning import actions, policy, queries
from khuyencong.planning.actions import PlanFacts
from khuyencong.schemes.actions import Decision, LineFacts
from khuyencong.schemes.models import Scheme
from tests.factories.funding import EnvelopeFactory
from tests.factories.planning import MILLION, YEAR, line_asking, scheme_asking

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, tzinfo=UTC)
PAGE = f"/ke-hoach/{YEAR}/"


def told(user, plans=()):
    """Programme, illustrative, the codes named, how many, the plans being weighed."""
    return [
        (
            one.tier.value,
            one.is_illustrative,
            [row["code"] for row in one.first],
            one.count,
            [plan.title for plan in one.plans],
        )
        for one in queries.waiting_for_plan(
            user, YEAR, tiers=policy.tiers_planned(user), plans=plans
        )
    ]


def card(page):
    """The part «Việc tiếp theo» of a page; nothing where it has none."""
    found = re.search(r'<section[^>]*aria-labelledby="viec-tiep-theo">.*?</section>', page, re.S)
    return found[0] if found else ""


def test_appraised_schemes_of_the_year_wait_until_a_decision_gives_them(province, province_officer):
    for code, state in (("A", "appraised"), ("B", "submitted"), ("C", "planned")):
        scheme_asking(province, code, state=state)

    assert told(province_officer) == [("province", False, ["A"], 1, [])]


def test_a_scheme_of_several_years_waits_in_each_of_them(province, province_officer):
    for code, years in (("A", (YEAR - 1, YEAR)), ("B", (YEAR, YEAR + 1)), ("C", (YEAR - 2,) * 2)):
        scheme = scheme_asking(province, code)
        scheme.start_year, scheme.end_year = years
        scheme.save()

    assert told(province_officer) == [("province", False, ["A", "B"], 2, [])]


@pytest.mark.parametrize(
    ("who", "waiting"),
    [
        ("province_officer", [("province", False, ["L"], 1, [])]),
        ("leader", [("province", False, ["L"], 1, [])]),
        ("ministry_officer", [("national", False, ["Q"], 1, [])]),
        ("centre_officer", []),
        ("accountant", []),
    ],
)
def test_a_person_is_told_of_the_programmes_whose_plans_are_theirs(request, province, who, waiting):
    scheme_asking(province, "L")
    scheme_asking(province, "N", tier="national", national=100)
    scheme_asking(province, "Q", tier="national", state="ministry_appraised", national=100)

    assert told(request.getfixturevalue(who)) == waiting


@pytest.mark.parametrize("number", [1, 3, 7])
def test_five_are_named_and_the_list_has_the_rest_in_as_many_queries(
    province, sign_in, province_officer, django_assert_num_queries, number
):
    for one in range(number):
        scheme_asking(province, f"S{one}")
    client = sign_in(province_officer)
    client.get(PAGE)

    with django_assert_num_queries(8):
        page = client.get(PAGE).content.decode()

    shown = card(page)
    named = [f"S{one}" for one in range(min(number, 5))]
    assert re.findall(r'href="/de-an/(\w+)/"', shown) == named
    assert f"{number} đề án đã thẩm định, chờ đưa vào kế hoạch" in shown
    rest = re.findall(r'href="(/de-an/\?[^"]+)"', shown)
    assert len(rest) == (number > 5)
    for address in rest:
        listed = client.get(address.replace("&amp;", "&")).content.decode()
        assert [one for one in range(number) if f"/de-an/S{one}/" not in listed] == []


def test_the_card_leads_to_a_plan_of_that_programme_and_then_to_the_plan_being_weighed(
    province, sign_in, province_officer
):
    scheme_asking(province, "A")
    client = sign_in(province_officer)

    before = card(client.get(PAGE).content.decode())
    address = re.search(r'href="(/ke-hoach/\d+/phuong-an/[^"]*)"', before)[1]
    form = client.get(address).context["form"]
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier="province", place=province)
    plan = actions.open_plan(facts, by=province_officer, at=AT)
    after = card(client.get(PAGE).content.decode())

    assert (address, form["tier"].initial) == (
        f"{PAGE}phuong-an/?chuong-trinh=province",
        "province",
    )
    assert f'<a href="/ke-hoach/phuong-an/{plan.pk}/">Phương án 1</a>' in after
    assert told(province_officer, [plan]) == [("province", False, ["A"], 1, ["Phương án 1"])]


def test_illustrative_schemes_wait_apart_for_a_plan_of_their_own(
    province, sign_in, province_officer
):
    scheme_asking(province, "A")
    for number in range(6):
        scheme_asking(province, f"M{number}", is_illustrative=True)
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier="province", place=province)
    real = actions.open_plan(facts, by=province_officer, at=AT)
    client = sign_in(province_officer)

    shown = card(client.get(PAGE).content.decode())
    [wanted] = re.findall(r'href="([^"]+minh-hoa[^"]*)"', shown)
    form = client.get(wanted.replace("&amp;", "&")).context["form"]
    [rest] = re.findall(r'href="(/de-an/\?[^"]+)"', shown)
    listed = client.get(rest.replace("&amp;", "&")).content.decode()

    assert told(province_officer, [real]) == [
        ("province", False, ["A"], 1, ["Phương án 1"]),
        ("province", True, ["M0", "M1", "M2", "M3", "M4"], 6, []),
    ]
    assert (form["tier"].initial, form["is_illustrative"].initial) == ("province", True)
    assert re.findall(r"/de-an/(\w\d?)/", listed) == [f"M{number}" for number in range(6)]


def test_nothing_waits_nothing_is_said(province, sign_in, province_officer):
    scheme_asking(province, "A", state="planned")

    assert card(sign_in(province_officer).get(PAGE).content.decode()) == ""


def test_the_worklist_counts_the_same_schemes_in_each_of_their_years(province, province_officer):
    for code, last in (("A", YEAR), ("B", YEAR + 2)):
        scheme = scheme_asking(province, code)
        scheme.end_year = last
        scheme.save()
    tiers = policy.tiers_planned(province_officer)

    listed = {
        year: [
            one.count
            for one in queries.waiting_for_plan(province_officer, year, tiers=tiers, plans=())
        ]
        for year in range(YEAR - 1, YEAR + 4)
    }
    tasks = others.plans(Asker(province_officer, AT.date()))

    assert listed == {YEAR - 1: [], YEAR: [2], YEAR + 1: [1], YEAR + 2: [1], YEAR + 3: []}
    assert [task.sentence for task in tasks] == [
        f"Khuyến công địa phương (tỉnh): {number} đề án đã thẩm định chờ đưa vào kế hoạch năm "
        f"{year}."
        for year, number in ((YEAR, 2), (YEAR + 1, 1), (YEAR + 2, 1))
    ]


def given_for_three_years(place, leader):
    """A scheme of three years that the first year's plan has given; nothing is asked of the last.

    A second line of its second year asks for another establishment.
    """
    lines = [
        line_asking(place, year=YEAR, province=100),
        line_asking(place, year=YEAR + 1, province=200),
        line_asking(place, year=YEAR + 1, province=50),
        LineFacts(year=YEAR + 2, content="machine"),
    ]
    scheme = scheme_asking(place, "A", lines=lines)
    Scheme.objects.filter(pk=scheme.pk).update(end_year=YEAR + 2)
    decided(leader, place, YEAR)
    return Scheme.objects.get(pk=scheme.pk)


def decided(leader, place, year):
    """Give the plan of a year with everything that may be in it."""
    EnvelopeFactory(year=year, place=place)
    plan = actions.open_plan(
        PlanFacts(title=f"Năm {year}", year=year, tier="province", place=place), by=leader, at=AT
    )
    for item in plan.items.all():
        actions.move(item, is_included=True, by=leader)
    decision = Decision(f"QĐ {year}", date(year - 1, 12, 20))
    actions.decide_plan(plan, decision, by=leader, at=AT)
    return plan


def waits_on(user):
    """What the page of each plan year tells, and the sentences of the worklist."""
    tiers = policy.tiers_planned(user)
    pages = [
        (year, one.is_given, [row["code"] for row in one.first])
        for year in range(YEAR, YEAR + 4)
        for one in queries.waiting_for_plan(user, year, tiers=tiers, plans=())
    ]
    return pages, [task.deed for task in others.plans(Asker(user, AT.date()))]


def test_a_scheme_given_by_its_first_plan_waits_for_the_money_of_its_later_year(province, leader):
    given_for_three_years(province, leader)
    before = waits_on(leader)
    plan = decided(leader, province, YEAR + 1)

    assert before == (
        [(YEAR + 1, True, ["A"])],
        [f"1 đề án nhiều năm, đã giao từ năm trước, chờ kinh phí năm {YEAR + 1}."],
    )
    assert [item.scheme.code for item in plan.items.all()] == ["A"]
    assert waits_on(leader) == ([], [])


def test_a_scheme_whose_money_of_the_year_is_given_in_part_waits_no_more(province, leader):
    scheme = given_for_three_years(province, leader)
    line = scheme.lines.filter(account__year=YEAR + 1).first()
    EnvelopeFactory(year=YEAR + 1, place=province)
    posting = Posting(MILLION, "allocated", "grant", "province", date(YEAR + 1, 1, 5))
    funding.post(line.account, [posting], by=leader, at=AT)
    facts = PlanFacts(title="Sau", year=YEAR + 1, tier="province", place=province)

    assert waits_on(leader) == ([], [])
    assert actions.open_plan(facts, by=leader, at=AT).items.count() == 0


@pytest.mark.parametrize(
    ("state", "waiting"),
    [
        ("planned", ["A"]),
        ("contracted", ["A"]),
        ("under_way", ["A"]),
        ("accepted", []),
        ("stopped", []),
        ("terminated", []),
        ("withdrawn", []),
    ],
)
def test_a_scheme_waits_for_a_later_year_while_it_is_carried_out(province, leader, state, waiting):
    scheme = scheme_asking(province, "A", state=state)
    Scheme.objects.filter(pk=scheme.pk).update(start_year=YEAR - 1)

    assert waits_on(leader)[0] == [(YEAR, True, [code]) for code in waiting]


def test_what_was_taken_back_of_a_registration_waits_no_more(province, leader):
    scheme = given_for_three_years(province, leader)
    for entry in Entry.objects.filter(account__line__scheme=scheme, account__year=YEAR + 1):
        funding.reverse(entry, document="Đính chính", by=leader, at=AT)

    assert waits_on(leader) == ([], [])


@pytest.mark.parametrize("number", [1, 3, 7])
def test_schemes_of_later_years_are_told_apart_and_named_in_as_many_queries(
    province, sign_in, leader, django_assert_num_queries, number
):
    scheme_asking(province, "M1")
    for one in range(number):
        given = scheme_asking(province, f"N{one}", state="under_way")
        Scheme.objects.filter(pk=given.pk).update(start_year=YEAR - 1)
    client = sign_in(leader)
    client.get(PAGE)

    with django_assert_num_queries(8):
        shown = card(client.get(PAGE).content.decode())

    assert re.findall(r"<h3>(.*?)</h3>", shown) == [
        "Khuyến công địa phương (tỉnh): 1 đề án đã thẩm định, chờ đưa vào kế hoạch",
        f"Khuyến công địa phương (tỉnh): {number} đề án nhiều năm, đã giao từ năm trước, "
        f"chờ kinh phí năm {YEAR}",
    ]
    named = [f"N{one}" for one in range(min(number, 5))]
    assert re.findall(r'href="/de-an/(\w+)/"', shown) == ["M1", *named]
    assert ("và 2 đề án khác, có đủ trong danh sách xét chọn" in shown) == (number > 5)

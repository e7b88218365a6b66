from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from khuyencong.funding.models import Envelope, YearClosing
from khuyencong.planning import actions
from khuyencong.planning.actions import PlanFacts
from khuyencong.planning.models import Plan, PlanEdition
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Scheme
from tests.factories.funding import EnvelopeFactory
from tests.factories.planning import MILLION, YEAR, appraised, scheme_asking

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.fixture
def scheme(province):
    return scheme_asking(province, "A", province=200)


@pytest.fixture
def envelope(province):
    return EnvelopeFactory(year=YEAR, place=province)


@pytest.fixture
def plan(leader, province, scheme, envelope):
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier="province", place=province)
    appraised(scheme, 80)
    return actions.open_plan(facts, by=leader, at=AT)


@pytest.fixture
def edition(plan, leader):
    actions.move(plan.items.get(), is_included=True, by=leader)
    decision = Decision("4500/QĐ-UBND", date(2026, 12, 10))
    return actions.decide_plan(plan, decision, by=leader, at=AT)


def url(name, *args):
    return reverse(f"planning:{name}", args=args)


def pages(plan, envelope, edition):
    return [
        url("year_list"),
        url("year_detail", YEAR),
        url("plan_detail", plan.pk),
        url("envelope_detail", envelope.pk),
        url("plan_xlsx", plan.pk),
        url("edition_detail", edition.pk),
        url("edition_changes", edition.pk),
        url("edition_xlsx", edition.pk),
        url("scheme_plan", "A"),
    ]


def makers_pages(plan):
    return [
        url("plan_add", YEAR),
        url("plan_propose", plan.pk),
        url("plan_copy", plan.pk),
        url("item_edit", plan.pk, plan.items.get().pk),
    ]


def givers_pages(plan):
    return [url("envelope_give", YEAR), url("year_close", YEAR), url("plan_decide", plan.pk)]


@pytest.mark.parametrize(
    ("who", "reading", "making", "giving"),
    [
        ("leader", 200, 200, 200),
        ("province_officer", 200, 200, 403),
        ("accountant", 200, 403, 403),
        ("applicant", 403, 403, 403),
        ("administrator", 403, 403, 403),
    ],
)
def test_who_opens_which_page(
    request, sign_in, plan, envelope, edition, who, reading, making, giving
):
    client = sign_in(request.getfixturevalue(who))

    told = [client.get(page).status_code for page in pages(plan, envelope, edition)]
    assert told == [reading] * len(told)
    told = [client.get(page).status_code for page in makers_pages(plan)]
    assert told == [making] * len(told)
    told = [client.get(page, follow=True).status_code for page in givers_pages(plan)]
    assert told == [giving] * len(told)


def test_a_stranger_finds_nothing_and_a_visitor_signs_in(
    client, sign_in, stranger, plan, envelope, edition
):
    strange = sign_in(stranger)
    of_one = pages(plan, envelope, edition)[2:]

    assert [strange.get(page).status_code for page in of_one] == [404] * len(of_one)
    item = plan.items.get().pk
    officers = [url("plan_copy", plan.pk), url("item_edit", plan.pk, item)]
    stranger.role = "leader"
    stranger.save()
    assert [strange.get(page).status_code for page in officers] == [404, 404]
    moved = strange.post(url("plan_move", plan.pk), {"item": item, "viec": "ra"})
    assert moved.status_code == 404
    for page in [*pages(plan, envelope, edition), *makers_pages(plan), *givers_pages(plan)]:
        assert client.get(page).status_code == 302


def test_the_ministry_reads_a_province_s_plan_and_changes_nothing(sign_in, ministry_officer, plan):
    client = sign_in(ministry_officer)
    item = plan.items.get().pk

    assert client.get(url("plan_detail", plan.pk)).status_code == 200
    for name in ("plan_propose", "plan_copy", "plan_decide"):
        assert client.get(url(name, plan.pk)).status_code == 403
    moved = client.post(url("plan_move", plan.pk), {"item": item, "viec": "vao"})
    assert moved.status_code == 403


def test_an_envelope_is_given_and_revised(sign_in, leader, province):
    client = sign_in(leader)
    typed = {
        "level": "province",
        "place": province.pk,
        "amount_vnd": "3 tỷ",
        "number": "12/QĐ-UBND",
        "date": "3/1/2027",
    }
    client.post(url("envelope_give", YEAR), typed)
    envelope = Envelope.objects.get()
    again = client.post(url("envelope_give", YEAR), typed)
    client.post(
        url("envelope_detail", envelope.pk),
        {"amount_vnd": "3,5 tỷ", "number": "40/QĐ-UBND", "date": "1/6/2027"},
    )

    envelope.refresh_from_db()
    assert (envelope.amount_vnd, envelope.decision_number) == (3500 * MILLION, "40/QĐ-UBND")
    assert "đã có hạn mức" in again.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"level": "district"}, "không còn ngân sách cấp huyện"),
        ({"level": "commune"}, "Nguồn địa phương phải ghi tỉnh"),
        ({"place": "own", "commune": "Vinh Lộc"}, "Chỉ nguồn xã có hạn mức riêng"),
        ({"place": "own", "level": "commune", "commune": "Không Có"}, "Không có xã, phường"),
        ({"level": "national"}, "không giao hạn mức của nguồn này"),
        ({"amount_vnd": "ba"}, "error-text"),
        ({"date": "32/13/2027"}, "Ngày phải viết như"),
    ],
)
def test_a_wrong_envelope_says_how_to_mend_it(sign_in, leader, province, typed, said):
    whole = {"level": "province", "amount_vnd": "1 tỷ", "number": "1/QĐ", "date": "1/1/2027"}
    if "place" in typed:
        typed = typed | {"place": province.pk}
    page = sign_in(leader).post(url("envelope_give", YEAR), whole | typed)

    assert said in page.content.decode()
    assert Envelope.objects.count() == 0


def test_a_commune_has_an_envelope_of_its_own(sign_in, leader, province, commune_officer):
    client = sign_in(leader)
    typed = {"level": "commune", "place": province.pk, "amount_vnd": "2 tỷ", "date": "3/1/2027"}
    client.post(url("envelope_give", YEAR), typed | {"number": "12/QĐ-UBND"})
    own = {"commune": "vinh loc", "amount_vnd": "50 triệu", "number": "3/QĐ-UBND"}
    client.post(url("envelope_give", YEAR), typed | own)
    envelope = Envelope.objects.get(place=commune_officer.scope_unit)
    seen = sign_in(commune_officer).get(url("year_detail", YEAR)).content.decode()
    page = client.get(url("envelope_detail", envelope.pk)).content.decode()

    assert (envelope.amount_vnd, envelope.parent.place) == (50 * MILLION, province)
    assert ("Xã Vinh Lộc" in seen, "12/QĐ-UBND" in seen) == (True, False)
    assert "hạn mức của tỉnh Nghệ An" in page


def test_an_envelope_below_its_use_is_refused_on_the_page(sign_in, leader, envelope, edition):
    page = sign_in(leader).post(
        url("envelope_detail", envelope.pk),
        {"amount_vnd": "100 triệu", "number": "40/QĐ", "date": "1/6/2027"},
    )
    late = sign_in(leader).post(url("envelope_give", YEAR + 1), {"number": ""})

    assert "đã phân bổ, giao 200.000.000 đồng" in page.content.decode()
    assert "Chưa ghi được" in late.content.decode()


def test_nobody_else_revises_an_envelope(sign_in, accountant, envelope):
    page = sign_in(accountant).post(url("envelope_detail", envelope.pk), {})

    assert page.status_code == 403


def test_a_year_is_closed_once(sign_in, leader, province, ministry_officer):
    client = sign_in(leader)
    client.post(url("year_close", 2025))
    again = client.post(url("year_close", 2025), follow=True)
    ahead = client.post(url("year_close", 2099), follow=True)

    assert "Năm 2099 chưa tới" in ahead.content.decode()
    assert YearClosing.objects.values_list("year", "place", "by").get() == (
        2025,
        province.pk,
        leader.pk,
    )
    assert "Năm này đã khóa sổ." in again.content.decode()
    assert sign_in(ministry_officer).get(url("year_close", YEAR)).status_code == 403


def test_a_plan_is_opened_moved_proposed_and_decided_without_javascript(
    sign_in, leader, province, scheme, envelope
):
    client = sign_in(leader)
    typed = {"title": "Phương án 1", "tier": "province", "place": province.pk}
    client.post(url("plan_add", YEAR), typed)
    plan = Plan.objects.get()
    item = plan.items.get()
    appraised(scheme, 81.5)
    client.post(url("item_edit", plan.pk, item.pk), {"province_vnd": "150 triệu"})
    proposed = client.post(url("plan_propose", plan.pk), {"by_priority": "on"}, follow=True)
    client.post(url("plan_move", plan.pk), {"item": item.pk, "viec": "ra"})
    client.post(url("plan_move", plan.pk), {"item": item.pk, "viec": "bo-giu"})
    client.post(url("plan_move", plan.pk), {"item": item.pk, "viec": "vao"})
    decision = {"number": "4500/QĐ-UBND", "date": "10/12/2026"}
    decided = client.post(url("plan_decide", plan.pk), decision, follow=True)
    again = client.get(url("plan_decide", plan.pk), follow=True)

    assert "Đã đề xuất 1 đề án vào phương án." in proposed.content.decode()
    assert "Đã giao kế hoạch theo quyết định 4500/QĐ-UBND." in decided.content.decode()
    assert "Phương án này đã được quyết định." in again.content.decode()
    assert PlanEdition.objects.get().rows.values_list("province_vnd", "score").get() == (
        150 * MILLION,
        Decimal("81.5"),
    )
    assert Scheme.objects.get().state == "planned"


def test_a_move_by_htmx_answers_with_the_part_that_changes(sign_in, leader, plan):
    typed = {"item": plan.items.get().pk, "viec": "vao"}
    answer = sign_in(leader).post(url("plan_move", plan.pk), typed, headers={"HX-Request": "true"})

    assert "<html" not in answer.content.decode()
    told = answer.content.decode()
    assert "Lê Lãnh Đạo đã đưa vào phương án." in told
    assert "Đã đưa vào phương án: đề án A. Nguồn tỉnh: còn 800 triệu đồng." in told


def test_a_decided_plan_refuses_in_a_sentence(sign_in, leader, plan, edition):
    client = sign_in(leader)
    item = plan.items.get().pk
    for name, args, typed in (
        ("plan_move", [plan.pk], {"item": item, "viec": "ra"}),
        ("plan_refresh", [plan.pk], {}),
        ("plan_propose", [plan.pk], {"min_contents": ""}),
        ("item_edit", [plan.pk, item], {"province_vnd": "1 triệu"}),
    ):
        answer = client.post(url(name, *args), typed, follow=True)
        assert "không thay đổi nữa" in answer.content.decode()


def test_a_proposal_that_cannot_be_says_why(sign_in, leader, plan):
    answer = sign_in(leader).post(url("plan_propose", plan.pk), {"min_contents": 5})

    assert "Phải có ít nhất 5 nội dung" in answer.content.decode()


def test_a_decision_that_lacks_something_says_so(sign_in, leader, plan):
    decision = {"number": "4500/QĐ-UBND", "date": "10/12/2026"}
    answer = sign_in(leader).post(url("plan_decide", plan.pk), decision)

    assert "Phương án chưa có đề án nào." in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tier": "province"}, "Kế hoạch địa phương phải ghi tỉnh"),
        ({"tier": "national"}, "Hãy chọn"),
    ],
)
def test_a_wrong_plan_says_how_to_mend_it(sign_in, leader, typed, said):
    answer = sign_in(leader).post(url("plan_add", YEAR), {"title": "P"} | typed)

    assert Plan.objects.count() == 0
    assert answer.status_code == 200


def test_the_list_is_refreshed_and_filtered(sign_in, leader, province, plan):
    client = sign_in(leader)
    scheme_asking(province, "mới")
    told = client.post(url("plan_refresh", plan.pk), follow=True).content.decode()
    sought = client.get(url("plan_detail", plan.pk), {"words": "MOI"}).content.decode()
    seeking = {"words": "mới", "content": "brand", "trang-ngoai": "x"}
    nothing = client.get(url("plan_detail", plan.pk), seeking).content.decode()

    assert "Đã thêm 1 đề án mới" in told
    assert "Đề án mới" in client.get(url("plan_detail", plan.pk)).content.decode()
    assert ("Đề án mới" in sought, "Đề án A" in sought) == (True, False)
    assert "Không đề án nào khớp" in nothing


def test_plans_stand_side_by_side(sign_in, leader, plan):
    client = sign_in(leader)
    client.post(url("plan_copy", plan.pk), {"title": "Phương án 2"})
    copy = Plan.objects.get(title="Phương án 2")
    actions.move(copy.items.get(), is_included=True, by=leader)
    address = url("plan_compare", YEAR)
    page = client.get(address, {"phuong-an": [plan.pk, copy.pk]}).content.decode()
    alone = client.get(address, {"phuong-an": [plan.pk, "x"]}, follow=True).content.decode()
    made = client.get(url("compare_xlsx", YEAR), {"phuong-an": [plan.pk, copy.pk]})
    none = client.get(url("compare_xlsx", YEAR), {"phuong-an": [plan.pk]})

    assert [sheet.title for sheet in load_workbook(BytesIO(made.content))] == [
        "Tổng hợp",
        "Đề án khác nhau",
    ]
    assert none.status_code == 404
    assert page.count("200 triệu đồng") >= 2
    assert "Hãy chọn ít nhất hai phương án" in alone


def test_a_year_out_of_sight_is_not_found(sign_in, leader):
    assert sign_in(leader).get("/ke-hoach/1200/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_an_edition_take_one_number_of_queries(
    sign_in, leader, province, envelope, count, django_assert_num_queries
):
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier="province", place=province)
    for number in range(count):
        scheme_asking(province, f"S{number}", province=10)
    plan = actions.open_plan(facts, by=leader, at=AT)
    for item in plan.items.all():
        actions.move(item, is_included=True, by=leader)
    decision = Decision("4500/QĐ-UBND", date(2026, 12, 10))
    edition = actions.decide_plan(plan, decision, by=leader, at=AT)
    client = sign_in(leader)

    for page in ("edition_detail", "edition_changes"):
        client.get(url(page, edition.pk))
        with django_assert_num_queries(5):  # session, person, the edition, those beside, rows
            told = client.get(url(page, edition.pk)).content.decode()
        assert told.count("/de-an/S") == count * (2 if page == "edition_detail" else 1)

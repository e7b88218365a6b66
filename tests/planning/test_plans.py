from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from khuyencong.funding.models import Account, Entry
from khuyencong.planning import actions, queries
from khuyencong.planning.actions import Amendment, PlanDecided, PlanFacts, PlanNotReady
from khuyencong.planning.models import Plan, PlanEdition, PlanItem
from khuyencong.planning.optimiser import Rules
from khuyencong.planning.queries import apportion
from khuyencong.schemes.actions import Decision
from khuyencong.schemes.models import Scheme
from tests.factories.funding import EnvelopeFactory
from tests.factories.planning import MILLION, YEAR, appraised, line_asking, scheme_asking

pytestmark = pytest.mark.django_db
AT = datetime(2026, 12, 1, tzinfo=UTC)
DECISION = Decision("4500/QĐ-UBND", date(2026, 12, 10))


def open_plan(leader, province, *, tier="province", scores=None, **more):
    facts = PlanFacts(title="Phương án 1", year=YEAR, tier=tier, place=province, **more)
    for scheme, score in (scores or {}).items():
        appraised(scheme, score)
    return actions.open_plan(facts, by=leader, at=AT)


def put_in(plan, *schemes, by):
    for scheme in schemes:
        actions.move(plan.items.get(scheme=scheme), is_included=True, by=by)


def test_a_plan_opens_with_every_scheme_that_asks_for_money_of_its_year(leader, province):
    asking = scheme_asking(province, "A", province=200, commune=50)
    scheme_asking(province, "nháp", state="draft")
    scheme_asking(province, "khác chương trình", tier="national")
    scheme_asking(province, "khác năm", lines=[line_asking(province, year=YEAR - 1, province=9)])
    Scheme.objects.filter(code="khác năm").update(start_year=YEAR - 1)
    plan = open_plan(leader, province, scores={asking: 85})

    assert list(
        plan.items.values_list(
            "scheme__code", "province_vnd", "commune_vnd", "national_vnd", "is_included"
        )
    ) == [("A", 200 * MILLION, 50 * MILLION, 0, False)]


def test_scores_are_those_of_the_appraisals_as_they_stand(leader, province):
    schemes = [scheme_asking(province, code) for code in ("có", "chưa")]
    again = scheme_asking(province, "thẩm định lại", state="submitted")
    plan = open_plan(leader, province, scores={schemes[0]: 85.5, again: 99})

    def told():
        return {item.scheme.code: item.score for item in queries.listed(plan, leader)}

    assert told() == {"có": Decimal("85.5"), "chưa": None, "thẩm định lại": None}
    appraised(schemes[1], 0)
    assert told() == {"có": Decimal("85.5"), "chưa": Decimal(0), "thẩm định lại": None}


def test_the_money_is_what_the_appraisal_agreed_to(leader, province):
    lines = [line_asking(province, province=100, commune=50), line_asking(province, province=60)]
    scheme = scheme_asking(province, "A", lines=lines)
    first, second = scheme.lines.order_by("pk")
    appraised(scheme, 80, agreed={first: 75, second: 60})
    plan = open_plan(leader, province)
    item = plan.items.get()

    assert item.by_level == {"province": 110 * MILLION, "commune": 25 * MILLION}
    actions.revise_item(item, amounts={"province": 136 * MILLION})
    put_in(plan, scheme, by=leader)
    with pytest.raises(PlanNotReady, match="quá mức 135 triệu đồng đã được thẩm định"):
        actions.decide_plan(plan, DECISION, by=leader, at=AT)
    actions.revise_item(item, amounts={"province": 135 * MILLION})
    actions.decide_plan(plan, DECISION, by=leader, at=AT)
    given = Entry.objects.filter(nature="allocated").order_by("account")
    assert list(given.values_list("amount_vnd", flat=True)) == [61_363_636, 73_636_364]


def test_a_scheme_under_way_asks_for_the_money_of_its_second_year(leader, province):
    scheme = scheme_asking(province, "hai năm", state="under_way")
    Scheme.objects.filter(pk=scheme.pk).update(start_year=YEAR - 1)
    plan = open_plan(leader, province)
    EnvelopeFactory(year=YEAR, place=province)
    put_in(plan, scheme, by=leader)
    actions.decide_plan(plan, DECISION, by=leader, at=AT)

    assert Scheme.objects.get(pk=scheme.pk).state == "under_way"
    assert Account.objects.get(line__scheme=scheme).stage == "allocated"


def test_schemes_that_came_since_are_taken_in(leader, province):
    plan = open_plan(leader, province)
    scheme = scheme_asking(province, "mới")

    assert actions.refresh_plan(plan, by=leader) == 1
    assert actions.refresh_plan(plan, by=leader) == 0
    assert plan.items.get().scheme == scheme


def test_an_officer_moves_a_scheme_in_out_and_lets_go(leader, province):
    scheme = scheme_asking(province, "A")
    plan = open_plan(leader, province)
    item = plan.items.get()
    told = []
    for deed in (
        lambda: actions.move(item, is_included=True, by=leader),
        lambda: actions.move(item, is_included=False, by=leader),
        lambda: actions.release(item),
    ):
        deed()
        told.append(PlanItem.objects.values_list("is_included", "is_fixed", "reason").get())

    assert told == [
        (True, True, "Lê Lãnh Đạo đã đưa vào phương án."),
        (False, True, "Lê Lãnh Đạo đã đưa ra khỏi phương án."),
        (False, False, ""),
    ]
    assert Scheme.objects.get(pk=scheme.pk).state == "appraised"


def test_a_proposal_fills_the_plan_from_what_is_left_of_the_envelope(leader, province):
    EnvelopeFactory(year=YEAR, place=province, amount_vnd=300 * MILLION)
    best = scheme_asking(province, "A", province=250)
    other = scheme_asking(province, "B", province=100)
    kept = scheme_asking(province, "C", province=50)
    plan = open_plan(leader, province, scores={best: 95, other: 80})
    put_in(plan, kept, by=leader)
    actions.propose_plan(plan, Rules(by_priority=False), by=leader)

    assert dict(plan.items.values_list("scheme__code", "reason")) == {
        "A": "Được chọn vì có điểm thẩm định 95 và các nguồn đủ 250 triệu đồng.",
        "B": "Bị loại vì nguồn tỉnh đã dành hết cho các đề án được chọn, đề án cần 100 triệu đồng.",
        "C": "Lê Lãnh Đạo đã đưa vào phương án.",
    }
    assert set(plan.items.filter(is_included=True).values_list("scheme__code", flat=True)) == {
        "A",
        "C",
    }


def test_rules_that_cannot_be_met_leave_the_plan_as_it_was(leader, province):
    scheme = scheme_asking(province, "A")
    plan = open_plan(leader, province, scores={scheme: 80})
    put_in(plan, scheme, by=leader)
    actions.propose_plan(plan, Rules(min_contents=4), by=leader)

    plan.refresh_from_db()
    assert plan.remarks == (
        "Phải có ít nhất 4 nội dung, nhưng các đề án xét chọn chỉ thuộc 1 nội dung."
    )
    assert plan.items.get().is_included


def test_the_decision_freezes_an_edition_takes_the_step_and_allocates(leader, province):
    EnvelopeFactory(year=YEAR, place=province)
    scheme = scheme_asking(province, "A", province=200)
    left_out = scheme_asking(province, "B")
    plan = open_plan(leader, province, scores={scheme: 85})
    put_in(plan, scheme, by=leader)
    edition = actions.decide_plan(plan, DECISION, by=leader, at=AT)

    scheme.refresh_from_db()
    assert (scheme.state, scheme.approval) == ("planned", "4500/QĐ-UBND ngày 10/12/2026")
    assert scheme.history.filter(name="plan").values_list(
        "by", "decision_number", "decision_date"
    ).get() == (leader.pk, "4500/QĐ-UBND", date(2026, 12, 10))
    assert Entry.objects.filter(nature="allocated").values_list(
        "account__line__scheme__code", "amount_vnd", "kind", "level", "document", "recorded_by"
    ).get() == ("A", 200 * MILLION, "grant", "province", "4500/QĐ-UBND", leader.pk)
    assert (edition.number, edition.decision_number, edition.plan) == (1, "4500/QĐ-UBND", plan)
    assert edition.rows.values_list(
        "code", "kind", "province_vnd", "score", "contents", "reason"
    ).get() == (
        "A",
        "given",
        200 * MILLION,
        Decimal(85),
        "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ",
        "Lê Lãnh Đạo đã đưa vào phương án.",
    )
    left_out.refresh_from_db()
    assert left_out.state == "appraised"


def test_the_day_of_the_plan_is_written_where_it_lies_in_the_year(leader, province):
    scheme = scheme_asking(province, "A")
    plan = open_plan(leader, province)
    put_in(plan, scheme, by=leader)
    actions.decide_plan(plan, Decision("5/QĐ-UBND", date(YEAR, 1, 9)), by=leader, at=AT)

    scheme.refresh_from_db()
    assert scheme.dated_on == date(YEAR, 1, 9)
    assert Account.objects.get(line__scheme=scheme).dated_on == date(YEAR, 1, 9)


def test_money_less_than_asked_is_split_over_the_lines_as_asked(leader, province):
    lines = [line_asking(province, province=100), line_asking(province, province=50, commune=10)]
    scheme = scheme_asking(province, "A", lines=lines)
    plan = open_plan(leader, province)
    item = plan.items.get()
    amounts = {"province": 100_000_001}
    actions.revise_item(item, amounts=amounts)
    put_in(plan, scheme, by=leader)
    actions.decide_plan(plan, DECISION, by=leader, at=AT)

    given = Entry.objects.filter(nature="allocated").order_by("account")
    assert list(given.values_list("level", "amount_vnd")) == [
        ("province", 66_666_667),
        ("province", 33_333_334),
    ]


@pytest.mark.parametrize(
    ("amount", "weights", "parts"),
    [(10, [1, 1, 1], [4, 3, 3]), (0, [], []), (0, [0], [0]), (7, [0, 7], [0, 7])],
)
def test_apportioned_parts_add_up(amount, weights, parts):
    assert apportion(amount, weights) == parts


def test_nothing_is_apportioned_to_nobody():
    with pytest.raises(ValueError, match="Không có dòng nào"):
        apportion(5, [])


def test_what_a_decision_still_lacks_is_told(leader, province):
    EnvelopeFactory(year=YEAR, place=province, amount_vnd=100 * MILLION)
    empty = open_plan(leader, province)
    waiting = scheme_asking(province, "chờ", state="submitted", province=80)
    unpaid = scheme_asking(province, "không tiền", province=70)
    twice = scheme_asking(province, "lần hai", province=30)
    first = open_plan(leader, province)
    put_in(first, twice, by=leader)
    actions.decide_plan(first, DECISION, by=leader, at=AT)
    plan = open_plan(leader, province)
    put_in(plan, waiting, unpaid, by=leader)
    actions.revise_item(plan.items.get(scheme=unpaid), amounts={})
    late = actions.copy_plan(first, title="Bản sao", by=leader, at=AT)
    actions.revise_item(late.items.get(scheme=twice), amounts={"commune": 5})

    told = []
    for one in (empty, plan, late):
        with pytest.raises(PlanNotReady) as refused:
            actions.decide_plan(one, DECISION, by=leader, at=AT)
        told.append(refused.value.sentences)
    assert told == [
        ("Phương án chưa có đề án nào.",),
        (
            "Đề án chờ đang ở tình trạng «Chờ thẩm định cấp cơ sở», chưa giao kế hoạch được.",
            "Đề án không tiền chưa có kinh phí trong phương án.",
            "Nguồn tỉnh chỉ còn 70 triệu đồng, phương án cần 80 triệu đồng.",
        ),
        (
            "Đề án lần hai đã được phân bổ kinh phí năm này; hãy dùng bước điều chỉnh.",
            "Đề án lần hai chưa đăng ký kinh phí nguồn xã của năm kế hoạch.",
        ),
    ]
    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_a_decided_plan_changes_no_more(leader, province):
    scheme = scheme_asking(province, "A")
    plan = open_plan(leader, province)
    put_in(plan, scheme, by=leader)
    actions.decide_plan(plan, DECISION, by=leader, at=AT)
    item = plan.items.get()

    for deed in (
        lambda: actions.move(item, is_included=False, by=leader),
        lambda: actions.release(item),
        lambda: actions.revise_item(item, amounts={}),
        lambda: actions.refresh_plan(plan, by=leader),
        lambda: actions.propose_plan(plan, Rules(), by=leader),
        lambda: actions.decide_plan(plan, DECISION, by=leader, at=AT),
    ):
        with pytest.raises(PlanDecided, match="không thay đổi nữa"):
            deed()
    with pytest.raises(IntegrityError, match="không thay đổi nữa"), transaction.atomic():
        plan.items.update(is_included=False)


@pytest.mark.parametrize("table", ["planedition", "editionrow"])
@pytest.mark.parametrize("deed", ["UPDATE planning_{} SET id = id", "DELETE FROM planning_{}"])
def test_an_edition_stays_as_it_was_decided(leader, province, table, deed):
    scheme = scheme_asking(province, "A")
    plan = open_plan(leader, province)
    put_in(plan, scheme, by=leader)
    actions.decide_plan(plan, DECISION, by=leader, at=AT)

    with (
        pytest.raises(IntegrityError, match="không được sửa hay xóa"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))


def test_a_later_change_is_an_edition_with_its_own_decision(leader, province):
    EnvelopeFactory(year=YEAR, place=province, amount_vnd=300 * MILLION)
    lines = [line_asking(province, province=100), line_asking(province, province=100)]
    scheme = scheme_asking(province, "A", lines=lines)
    plan = open_plan(leader, province)
    put_in(plan, scheme, by=leader)
    actions.decide_plan(plan, DECISION, by=leader, at=AT)
    change = Amendment(scheme=scheme, amounts={"province": 150 * MILLION}, reason="Giảm quy mô")
    edition = actions.amend(
        [change],
        year=YEAR,
        title="Điều chỉnh lần 1",
        decision=Decision("77/QĐ-UBND", date(YEAR, 5, 5)),
        by=leader,
        at=AT,
    )

    assert (edition.number, edition.plan, edition.place) == (2, None, province)
    assert edition.rows.values_list("kind", "province_vnd", "reason").get() == (
        "changed",
        -50 * MILLION,
        "Giảm quy mô",
    )
    account = Account.objects.filter(line__scheme=scheme)
    assert (
        sorted(
            Entry.objects.filter(account__in=account, nature="allocated").values_list(
                "amount_vnd", flat=True
            )
        )
        == [-100 * MILLION] * 2 + [75 * MILLION] * 2 + [100 * MILLION] * 2
    )


def test_a_change_of_money_that_was_never_given_is_refused(leader, province):
    scheme = scheme_asking(province, "A")
    change = Amendment(scheme=scheme, amounts={"province": 1}, reason="")

    with pytest.raises(PlanNotReady, match="chưa được phân bổ"):
        actions.amend([change], year=YEAR, title="", decision=DECISION, by=leader, at=AT)
    assert PlanEdition.objects.count() == 0


def test_totals_are_told_by_everything_and_what_remains(leader, province):
    EnvelopeFactory(year=YEAR, place=province, amount_vnd=250 * MILLION)
    lines = [
        line_asking(province, province=100, commune=20),
        line_asking(province, content="brand", province=100),
    ]
    scheme = scheme_asking(province, "A", lines=lines)
    plan = open_plan(leader, province, scores={scheme: 80})
    put_in(plan, scheme, by=leader)
    items = queries.listed(plan, leader)
    totals = queries.totals_of(plan, items, queries.cells_of([scheme.pk], year=YEAR))

    assert (totals.schemes_count, totals.total_vnd, totals.score) == (1, 220 * MILLION, 80)
    assert [(s.label, s.amount_vnd, s.left_vnd, s.after_vnd) for s in totals.sources] == [
        ("Nguồn tỉnh", 200 * MILLION, 250 * MILLION, 50 * MILLION),
        ("Nguồn xã", 20 * MILLION, None, None),
    ]
    assert [(part.label, part.amount_vnd) for part in totals.contents] == [
        ("Ứng dụng máy móc tiên tiến, chuyển giao công nghệ", 120 * MILLION),
        ("Xây dựng, đăng ký thương hiệu", 100 * MILLION),
    ]
    assert [part.label for part in totals.areas] == ["Không rõ"]


def test_totals_take_the_same_number_of_queries_for_any_number_of_schemes(
    leader, province, django_assert_num_queries
):
    EnvelopeFactory(year=YEAR, place=province)
    for number in range(12):
        scheme_asking(province, f"A{number}")
    plan = open_plan(leader, province)
    PlanItem.objects.update(is_included=True)
    plan = Plan.objects.select_related("place").get(pk=plan.pk)

    with django_assert_num_queries(8):  # items, decided, scores; cells, areas, agreed; envelopes
        items = queries.listed(plan, leader)
        cells = queries.cells_of([item.scheme_id for item in items], year=YEAR)
        queries.totals_of(plan, items, cells)


def test_a_national_plan_draws_on_each_province_s_part(ministry_officer, province, other_province):
    EnvelopeFactory(year=YEAR, level="national", place=None, amount_vnd=900 * MILLION)
    whole = EnvelopeFactory._meta.model.objects.get()
    EnvelopeFactory(
        year=YEAR, level="national", place=province, parent=whole, amount_vnd=100 * MILLION
    )
    more = {"tier": "national", "state": "ministry_appraised"}
    first = scheme_asking(province, "NA", national=150, **more)
    second = scheme_asking(other_province, "HT", national=150, **more)
    plan = open_plan(ministry_officer, None, tier="national", scores={first: 90, second: 60})
    actions.propose_plan(plan, Rules(by_priority=False), by=ministry_officer)

    assert dict(plan.items.values_list("scheme__code", "reason")) == {
        "NA": "Bị loại vì nguồn quốc gia của Tỉnh Nghệ An chỉ có 100 triệu đồng, "
        "đề án cần 150 triệu đồng.",
        "HT": "Được chọn vì có điểm thẩm định 60 và các nguồn đủ 150 triệu đồng.",
    }

"""What an establishment is told of its own, and that it is told of nobody else."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from khuyencong.accounts.models import User
from khuyencong.delivery.models import Instalment, Round
from khuyencong.delivery.queries import overview_of
from khuyencong.desk import own
from khuyencong.desk.worklist import worklist_of
from khuyencong.funding.models import Entry
from khuyencong.schemes.lifecycle import State, lifecycle_of
from khuyencong.schemes.models import Result, Scheme
from tests.desk.conftest import MILLION, TODAY, line_of, machine, read, scheme_of, told
from tests.factories.delivery import (
    AcceptanceFactory,
    ContractFactory,
    FollowUpFactory,
)
from tests.factories.dossiers import DossierFactory, NeedFactory
from tests.factories.establishments import EstablishmentFactory, RepresentativeFactory
from tests.factories.funding import EntryFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.schemes import ResultFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 13, tzinfo=UTC)
HOME = "/ban-lam-viec/"


# For whom it waits.

WAITS = {
    "draft": ("Trung tâm Khuyến công Nghệ An", "lập hồ sơ, trình thẩm định"),
    "returned": ("Trung tâm Khuyến công Nghệ An", "hoàn thiện hồ sơ được trả lại"),
    "submitted": ("Sở Công Thương", "thẩm định cấp cơ sở"),
    "planned": ("Trung tâm Khuyến công Nghệ An", "ký hợp đồng thực hiện đề án"),
    "contracted": ("Trung tâm Khuyến công Nghệ An", "bắt đầu thực hiện"),
    "under_way": ("Sở Công Thương", "nghiệm thu"),
    "accepted": ("kế toán Sở Công Thương", "thanh lý hợp đồng, quyết toán"),
    "settled": ("Sở Công Thương", "đánh giá sau hỗ trợ"),
    "stopped": ("kế toán Sở Công Thương", "thanh lý phần đã làm"),
    **dict.fromkeys(("rejected", "withdrawn", "evaluated", "terminated")),
}
NATIONAL = {
    **WAITS,
    "appraised": ("lãnh đạo Sở Công Thương", "đăng ký với Bộ Công Thương"),
    "registered": ("Cục quản lý khuyến công của Bộ Công Thương", "thẩm định cấp Bộ"),
    "ministry_appraised": ("lãnh đạo Bộ Công Thương", "giao kế hoạch"),
}
LOCAL = {**WAITS, "appraised": ("lãnh đạo Sở Công Thương", "giao kế hoạch")}


@pytest.mark.parametrize(
    ("tier", "table"), [("national", NATIONAL), ("province", LOCAL), ("commune", LOCAL)]
)
def test_every_state_says_for_whom_it_waits_and_for_what(given, tier, table):
    centre = OrganisationFactory(centre=True, name="Trung tâm Khuyến công Nghệ An")
    for state in lifecycle_of(tier).reachable():
        scheme_of(given, state=state, tier=tier, code=state, implementer=centre)

    found = {
        one.scheme.code: (one.waiting.whom, one.waiting.what) if one.waiting else None
        for one in read(given)
    }

    assert found == table


def test_it_says_since_when_and_without_an_implementer_names_those_it_may_be(given):
    scheme_of(given, state="draft")  # its first step was taken on 2/1/2025

    waiting = told(given, today=date(2025, 1, 12)).waiting

    assert waiting == own.Waiting(
        "Trung tâm Khuyến công hoặc Ủy ban nhân dân xã, phường",
        "lập hồ sơ, trình thẩm định",
        date(2025, 1, 2),
        10,
    )


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("under_way", "Đang thực hiện từ ngày 02/01/2025; làm xong thì <strong>Sở Công Thương"),
        (
            "settled",
            "Đã thanh lý, quyết toán từ ngày 02/01/2025; đến hạn thì <strong>Sở Công Thương",
        ),
        (
            "submitted",
            "Chờ <strong>Sở Công Thương</strong> thẩm định cấp cơ sở; từ ngày 02/01/2025",
        ),
        ("evaluated", "Đã kết thúc, không còn bước nào."),
    ],
)
def test_the_page_says_it_in_a_sentence(sign_in, given, state, words):
    scheme_of(given, state=state)

    assert words in sign_in(given.person).get(HOME).content.decode()


def test_every_state_of_the_table_is_a_state_and_every_other_an_end():
    ends = {"rejected", "withdrawn", "evaluated", "terminated"}

    assert {*NATIONAL} == {*State.values}
    assert {state for state, said in NATIONAL.items() if said is None} == ends


# Days.


def days(given, **more):
    return [(one.words, one.label, one.is_late) for one in told(given, **more).days]


def test_while_a_dossier_is_prepared_its_day_is_told(law, given):
    scheme_of(given, state="draft", tier="national")  # of 2026: to be sent in 2025

    assert days(given, today=date(2025, 5, 1)) == [
        ("Đơn vị đăng ký gửi hồ sơ tới Sở Công Thương", "trước 20/05/2025", False)
    ]
    assert days(given, today=date(2025, 6, 1))[0][2] is True


def test_while_the_work_is_done_the_next_report_and_the_end_are_told(law, given):
    scheme = scheme_of(given, tier="national")
    ContractFactory(scheme=scheme)

    assert days(given) == [
        ("Đơn vị thực hiện báo cáo tiến độ kỳ tới", "trước 25/05/2026", False),
        ("Hoàn thành theo hợp đồng thực hiện đề án", "chậm nhất 31/12/2026", False),
    ]
    assert days(given, today=date(2027, 1, 4))[0] == (
        "Hoàn thành theo hợp đồng thực hiện đề án",
        "chậm nhất 31/12/2026",
        True,
    )


def test_after_the_acceptance_each_evaluation_that_is_to_come_is_told(law, given):
    scheme = scheme_of(given, state="settled")
    line = line_of(scheme, given)
    AcceptanceFactory(line=line, scheme=scheme)
    first = ("Sở, Trung tâm đánh giá sau hỗ trợ 12 tháng tại cơ sở", "từ ngày 01/09/2027", False)
    last = ("Sở, Trung tâm đánh giá sau hỗ trợ 36 tháng tại cơ sở", "từ ngày 01/09/2029", False)
    assert days(given) == [first, last]

    FollowUpFactory(line=line, scheme=scheme, round=Round.FIRST)
    assert days(given) == [last]

    FollowUpFactory(line=line, scheme=scheme, round=Round.LAST)
    assert days(given) == []


def test_an_evaluation_before_one_that_was_made_is_not_to_come(law, given):
    scheme = scheme_of(given, state="settled")
    line = line_of(scheme, given)
    AcceptanceFactory(line=line, scheme=scheme)
    FollowUpFactory(line=line, scheme=scheme, round=Round.LAST)

    assert days(given) == []


def test_the_contract_ends_on_the_latest_day_of_its_appendices(law, given):
    contract = ContractFactory(scheme=scheme_of(given, state="contracted"))
    for signed, ends in ((6, date(2027, 3, 31)), (7, date(2027, 1, 31)), (8, None)):
        contract.appendices.create(
            number=f"0{signed}",
            signed_on=date(2026, signed, 1),
            ends_on=ends,
            by=contract.by,
            at=AT,
        )

    assert [label for _, label, _ in days(given)] == ["chậm nhất 31/03/2027"]


def test_of_a_place_that_has_closed_no_evaluation_is_told(law, given):
    scheme = scheme_of(given, state="settled")
    line = line_of(scheme, given)
    AcceptanceFactory(line=line, scheme=scheme)
    FollowUpFactory(line=line, scheme=scheme, round=Round.FIRST, is_running=False)

    assert days(given) == []


def test_what_came_back_covers_the_oldest_instalments_for_whoever_looks(given, accountant):
    scheme = scheme_of(given, state="settled")
    line = line_of(scheme, given)
    amounts = {"allocated": 150, "contracted": 150, "advanced": 150, "repaid": 70}
    for nature, millions in amounts.items():
        EntryFactory(
            account=line.account, kind="recoverable", nature=nature, amount_vnd=millions * MILLION
        )
    dues = [("province", year) for year in (2028, 2027, 2026)]
    for level, year in (*dues, ("district", 2025)):  # of the district's budget nothing is booked
        Instalment.objects.create(
            scheme=scheme,
            line=line,
            level=level,
            due_on=date(year, 3, 1),
            amount_vnd=50 * MILLION,
            by=given.given_by,
            at=given.given_at,
        )
    today = date(2027, 3, 2)

    tab = overview_of(scheme, today=today).instalments
    work = [one.sentence for one in worklist_of(accountant, today=today)]

    assert days(given, today=today) == [
        ("Cơ sở hoàn trả 30.000.000 đồng", "chậm nhất 01/03/2027", True),
        ("Cơ sở hoàn trả 50.000.000 đồng", "chậm nhất 01/03/2028", False),
    ]
    assert [
        (one.instalment.due_on.year, one.covered_vnd // MILLION, one.is_late) for one in tab
    ] == [
        (2026, 50, False),
        (2027, 20, True),
        (2028, 0, False),
    ]
    assert {one.name for one in tab} == {"Máy của HTX Vinh Lộc, HTX Vinh Lộc"}
    assert [text for text in work if "kỳ hoàn trả" in text] == [
        f"{scheme.code} – {scheme.name}: thu hồi kỳ hoàn trả 30 triệu đồng "
        "(Máy của HTX Vinh Lộc, HTX Vinh Lộc)."
    ]


# Money.


def pay(scheme, given, **millions):
    for nature, amount in millions.items():
        EntryFactory(
            account=line_of(scheme, given).account, nature=nature, amount_vnd=amount * MILLION
        )


def lend(scheme, given):
    """Money of which instalments are asked for too."""
    pay(scheme, given, allocated=200)
    EntryFactory(account=line_of(scheme, given).account, kind="recoverable", nature="contracted")


def money(given):
    return {
        kind.value: {nature.value: amount // MILLION for nature, amount in sums}
        for kind, sums in told(given).money
    }


def test_only_money_of_the_own_lines_is_told_and_kinds_are_not_added(given, neighbour):
    scheme = scheme_of(given, neighbour, group=True)
    pay(scheme, given, allocated=200, advanced=140)
    pay(scheme, neighbour, allocated=999, advanced=700)
    account = line_of(scheme, given).account
    EntryFactory(account=account, nature="registered", counterpart=True, amount_vnd=300 * MILLION)
    EntryFactory(account=account, nature="allocated", kind="recoverable", amount_vnd=50 * MILLION)

    assert money(given) == {
        "grant": {"allocated": 200, "advanced": 140},
        "recoverable": {"allocated": 50},
        "counterpart": {"registered": 300},
    }
    assert money(neighbour) == {"grant": {"allocated": 999, "advanced": 700}}


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("accepted", []),
        (
            "settled",
            [
                "Nộp trả 15.000.000 đồng đã tạm ứng nhưng không được quyết toán (Máy của HTX"
                " Vinh Lộc, nguồn tỉnh)."
            ],
        ),
    ],
)
def test_what_was_advanced_and_not_settled_is_to_be_paid_back(given, state, said):
    pay(scheme_of(given, state=state), given, allocated=200, advanced=140, settled=125)

    assert told(given).to_pay_back == said


def test_every_figure_opens_to_its_own_entries(sign_in, given, neighbour):
    scheme = scheme_of(given, neighbour, group=True)
    pay(scheme, given, allocated=200, advanced=140)
    pay(scheme, neighbour, advanced=700)
    client = sign_in(given.person)
    page = "/ban-lam-viec/kinh-phi/?loai=grant&giai-doan=advanced"

    for shown in (HOME, f"/ban-lam-viec/de-an/{scheme.code}/"):
        assert page.replace("&", "&amp;") in client.get(shown).content.decode()
    opened = client.get(f"{page}&de-an={scheme.code}")

    assert opened.context["total"] == 140 * MILLION
    assert [one.amount_vnd for one in opened.context["page"]] == [140 * MILLION]
    assert "<strong>140.000.000 đồng</strong>" in opened.content.decode()
    assert client.get(f"{page}&de-an=KHAC").context["total"] == 0
    assert client.get(f"{page}&de-an=KHAC/1").context["code"] == ""
    everything = client.get("/ban-lam-viec/kinh-phi/?loai=x&giai-doan=y").context
    assert (everything["total"], len(everything["page"])) == (None, 2)


def test_what_plans_and_estimates_call_the_money_is_left_to_officers(sign_in, given):
    pay(scheme_of(given), given, approved=210, assigned=205, estimated=190, advanced=140)
    client = sign_in(given.person)

    shown = {
        nature: (page.context["total"], {one.nature for one in page.context["page"]})
        for nature in ("", "advanced", "approved", "assigned", "estimated")
        for page in [client.get(f"/ban-lam-viec/kinh-phi/?loai=grant&giai-doan={nature}")]
    }

    assert money(given) == {"grant": {"advanced": 140}}
    assert shown == {
        **dict.fromkeys(("", "approved", "assigned", "estimated"), (None, {"advanced"})),
        "advanced": (140 * MILLION, {"advanced"}),
    }


# The pages: who opens what.


def statuses(client, scheme):
    return [
        client.get(url).status_code
        for url in (
            HOME,
            f"/ban-lam-viec/de-an/{scheme.code}/",
            "/ban-lam-viec/kinh-phi/",
            f"/de-an/{scheme.code}/",
            f"/thuc-hien/{scheme.code}/",
        )
    ]


def test_who_opens_what(sign_in, given, neighbour, applicant, centre_officer, deactivated):
    scheme = scheme_of(given)

    assert {
        "own": statuses(sign_in(given.person), scheme),
        "neighbour": statuses(sign_in(neighbour.person), scheme),
        "of none": statuses(sign_in(applicant), scheme),
        "centre": statuses(sign_in(centre_officer), scheme),
        "closed": statuses(sign_in(deactivated), scheme),
        "visitor": statuses(Client(), scheme),
    } == {
        "own": [200, 200, 200, 403, 403],
        "neighbour": [200, 404, 200, 403, 403],
        "of none": [200, 404, 200, 403, 403],
        "centre": [200, 403, 403, 200, 200],
        "closed": [302, 302, 302, 302, 302],
        "visitor": [302, 302, 302, 302, 302],
    }


def test_rows_of_an_applicant_are_those_of_the_establishment(given, neighbour, applicant, province):
    ours, theirs = scheme_of(given), scheme_of(neighbour)
    shared = scheme_of(given, neighbour, group=True)
    for scheme in (ours, shared):
        pay(scheme, given, allocated=1)
    for scheme in (theirs, shared):
        pay(scheme, neighbour, allocated=2)
    ResultFactory(province=province, establishment=given.establishment, scheme=ours)
    ResultFactory(province=province)

    def seen(person: User):
        return (
            {*Scheme.objects.visible_to(person)},
            {one.amount_vnd // MILLION for one in Entry.objects.visible_to(person)},
            Result.objects.visible_to(person).count(),
        )

    assert seen(given.person) == ({ours, shared}, {1}, 1)
    assert seen(neighbour.person) == ({theirs, shared}, {2}, 0)
    assert seen(applicant) == (set(), set(), 0)


def test_an_illustrative_applicant_sees_illustrative_records_only(province):
    establishment = EstablishmentFactory(province=province, illustrative=True)
    shown = RepresentativeFactory(establishment=establishment)
    scheme_of(shown, code="THAT")
    scheme_of(shown, code="MINH-HOA", illustrative=True)

    assert [one.scheme.code for one in read(shown)] == ["MINH-HOA"]


def test_the_home_tells_needs_and_what_became_of_them(sign_in, given, neighbour):
    own_scheme, group = scheme_of(given, state="draft"), scheme_of(neighbour, name="Đề án nhóm")
    more = {"establishment": given.establishment}
    NeedFactory(item="Máy chờ", **more)
    NeedFactory(item="Máy đã lập", scheme=own_scheme, **more)
    NeedFactory(item="Máy trong nhóm", scheme=group, **more)
    NeedFactory(
        item="Máy đã rút",
        withdrawn_at=datetime(2026, 3, 3, tzinfo=UTC),
        withdrawn_by=given.given_by,
        withdrawn_reason="Đã tự mua",
        **more,
    )
    NeedFactory(item="Máy của người khác", establishment=neighbour.establishment)

    text = sign_in(given.person).get(HOME).content.decode()

    assert "Máy của người khác" not in text
    assert "Đề án nhóm" not in text
    assert group.code not in text
    for words in (
        "Chờ đơn vị khuyến công lập hồ sơ đề án",
        f'Đã lập hồ sơ <a href="/ban-lam-viec/de-an/{own_scheme.code}/">',
        "Đã đưa vào một hồ sơ đề án (đang thực hiện); chưa có quyết định hỗ trợ cơ sở",
        "Đã tự mua",
    ):
        assert words in text


def test_without_an_establishment_the_home_says_whom_to_ask(sign_in, applicant):
    text = sign_in(applicant).get(HOME).content.decode()

    assert "chưa được giao cho cơ sở nào" in text
    assert str(applicant.organisation) in text


def test_reasons_told_of_a_shared_scheme_are_not_shown_for_they_may_name_others(
    sign_in, given, neighbour
):
    for scheme in (
        scheme_of(given, code="DON"),
        scheme_of(given, neighbour, code="CHUNG"),
        scheme_of(given, code="NHOM", group=True),
    ):
        scheme.history.create(
            number=2,
            name="stop",
            from_state="under_way",
            to_state="stopped",
            note="Cơ sở Nam Đàn giải thể",
            decision_number="1/QĐ",
            decision_date=TODAY,
            at=given.given_at,
        )
        Scheme.objects.filter(pk=scheme.pk).update(state="stopped")
    client = sign_in(given.person)

    shown = {
        code: "giải thể" in client.get(f"/ban-lam-viec/de-an/{code}/").content.decode()
        for code in ("DON", "CHUNG", "NHOM")
    }

    assert shown == {"DON": True, "CHUNG": False, "NHOM": False}


def test_all_that_can_be_told_at_once_takes_twelve_queries_at_most(
    law, sign_in, given, django_assert_max_num_queries
):
    for state in State.values:
        scheme = scheme_of(given, tier="national", state=state, code=state)
        machine(scheme, given)
        lend(scheme, given)
    DossierFactory(scheme=Scheme.objects.get(code="draft"))
    ContractFactory(scheme=Scheme.objects.get(code="under_way"))

    client = sign_in(given.person)
    with django_assert_max_num_queries(12):
        client.get(HOME)


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_take_few_queries(law, sign_in, given, count, django_assert_num_queries):
    for number in range(count):
        scheme = scheme_of(given, tier="national", code=f"KC-{number}")
        machine(scheme, given)
        ContractFactory(scheme=scheme)
        lend(scheme, given)
        NeedFactory(establishment=given.establishment, scheme=scheme)
    client = sign_in(given.person)
    client.get(HOME)

    with django_assert_num_queries(10):  # session, person, establishment, its six, needs
        client.get(HOME)
    with django_assert_num_queries(10):  # the same, the history instead of the needs
        client.get("/ban-lam-viec/de-an/KC-0/")
    with django_assert_num_queries(6):  # session, person, establishment, sum, count, entries
        client.get("/ban-lam-viec/kinh-phi/?loai=grant&giai-doan=allocated")

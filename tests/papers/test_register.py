"""The register: numbers given here and typed elsewhere, doubles, void ones, print, workbook."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from khuyencong.delivery import actions as delivery
from khuyencong.delivery.actions import SettlementFacts
from khuyencong.delivery.models import Contract
from khuyencong.documents.actions import AlreadyVoid
from khuyencong.documents.models import VoidNumber
from khuyencong.papers import actions, register
from khuyencong.papers.building import offered
from khuyencong.papers.building.issuers import department
from khuyencong.papers.models import RegisterRow
from khuyencong.papers.register import Choice
from khuyencong.planning.models import PlanEdition
from khuyencong.schemes import actions as schemes
from khuyencong.schemes.models import Recusal, Scheme
from tests.delivery.conftest import at, fresh
from tests.documents.test_rendering import words_of_pdf
from tests.factories.accounts import UserFactory
from tests.factories.adjustments import ChangeRequestFactory
from tests.factories.appraisals import CouncilFactory
from tests.factories.delivery import AT, ContractFactory
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-09-20 09:00+07:00", tick=False):
        yield


def rows_of(user, **choice):
    """What is chosen of what the person may read."""
    seen = RegisterRow.objects.visible_to(user)
    return list(register.rows_of(seen, Choice(**choice), user))


def said(user, **choice):
    return {(row.kind, row.symbol, row.url) for row in rows_of(user, **choice)}


def test_numbers_typed_into_deeds_stand_in_the_register(accepted, province_officer):
    code = accepted.code

    assert {
        ("Hợp đồng", "12/HĐ-KC", f"/thuc-hien/{code}/"),
        ("Biên bản nghiệm thu", "05/BB-NT", f"/thuc-hien/{code}/nghiem-thu/"),
    } <= said(province_officer)


def test_the_minutes_that_end_a_stopped_scheme_stand_once(under_way, ministry_officer, accountant):
    decision = schemes.Decision("99/QĐ-UBND", date(2026, 6, 1))
    schemes.take_step(
        under_way, "stop", by=ministry_officer, at=at(6, 1), note="Bão.", decision=decision
    )
    told = SettlementFacts(number="10/BB-TL", settled_on=date(2026, 6, 20), reason="Bão.")
    scheme = delivery.settle(under_way, told, by=accountant, at=at(6, 20)).scheme

    rows = [(kind, symbol) for kind, symbol, _ in said(accountant) if symbol == "10/BB-TL"]

    assert rows == [("Biên bản thanh lý", "10/BB-TL")]
    assert "reconciliation" in [kind for kind, _ in offered(fresh(scheme))]


def test_what_ones_own_body_issues_is_sent_the_rest_received(
    accepted, province_officer, centre_officer
):
    own = province_officer.organisation.code
    issuers = {
        direction: {row.issuer for row in rows_of(province_officer, direction=direction)}
        for direction in ("di", "den")
    }

    assert issuers["di"] == {own}
    assert own not in issuers["den"]
    named = {row.issuer_name for row in rows_of(province_officer)}
    assert department(accepted).name in named
    assert said(centre_officer, direction="di") == set()


@pytest.mark.parametrize(
    ("choice", "symbols"),
    [
        ({"kind": "contract"}, {"12/HĐ-KC"}),
        ({"year": 2025}, set()),
        ({"words": "12/hđ"}, {"12/HĐ-KC"}),
        ({"words": "kc-2026-001 bb-nt"}, {"05/BB-NT"}),
        ({"words": "KC-2026-001 không-có"}, set()),
        ({"words": "sở công thương", "kind": "acceptance"}, {"05/BB-NT"}),
    ],
)
def test_the_register_is_narrowed_by_year_kind_and_words(
    accepted, province_officer, choice, symbols
):
    assert {row.symbol for row in rows_of(province_officer, **choice)} == symbols


@pytest.mark.parametrize(
    ("asked", "number", "shown", "queries"),
    [
        ("1", 1, 2, 1),
        ("2", 2, 1, 1),
        ("", 1, 2, 1),
        ("0", 1, 2, 1),
        ("abc", 1, 2, 1),
        ("9", 2, 1, 3),
    ],
)
def test_a_page_of_the_register_is_read_with_its_count_at_once(
    province, province_officer, asked, number, shown, queries
):
    for one in range(3):
        CouncilFactory(province=province, decision_number=f"{one}/QĐ")
    seen = RegisterRow.objects.visible_to(province_officer)

    with CaptureQueriesContext(connection) as captured:
        page = register.page_of(seen, asked, 2)
        rows = list(page)

    assert (page.number, len(rows), page.paginator.count, len(captured)) == (
        number, shown, 3, queries,
    )  # fmt: skip


def test_an_empty_register_has_one_empty_page(province_officer):
    page = register.page_of(RegisterRow.objects.visible_to(province_officer), "1", 2)

    assert (page.number, list(page), page.paginator.count) == (1, [], 0)


def test_a_stranger_reads_nothing_of_it(accepted, stranger):
    assert said(stranger) == set()


def doubles(user):
    rows, seen = rows_of(user, kind="contract"), RegisterRow.objects.visible_to(user)
    return [
        (row.scheme_code, [one.scheme_code for one in told.doubles])
        for row, told in register.said_of(rows, seen)
    ]


def test_one_number_on_two_days_of_a_year_is_told(signed, province, province_officer, sign_in):
    other = SchemeFactory(province=province, code="KC-2026-9", start_year=2026)
    ContractFactory(scheme=other, number="12/ hđ-kc", signed_on=date(2026, 4, 2))

    assert doubles(province_officer) == [
        ("KC-2026-9", ["KC-2026-001"]),
        ("KC-2026-001", ["KC-2026-9"]),
    ]
    assert "trùng số" in sign_in(province_officer).get("/van-thu/").content.decode()


def test_a_double_that_the_person_may_not_read_is_not_told(
    signed, province, province_officer, centre_officer
):
    declared = SchemeFactory(province=province, code="KC-2026-9", start_year=2026)
    ContractFactory(scheme=declared, number="12/HĐ-KC", signed_on=date(2026, 4, 2))
    Recusal.objects.create(
        scheme=declared, person=province_officer, reason="Anh em", declared_at=at(9, 1)
    )
    rows = RegisterRow.objects.visible_to(province_officer).filter(source="contract")

    told = {
        user.role: [
            one.scheme_code
            for _, said in register.said_of(list(rows), RegisterRow.objects.visible_to(user))
            for one in said.doubles
        ]
        for user in (province_officer, centre_officer)
    }

    assert told == {"province_officer": [], "centre_officer": ["KC-2026-9"]}


@pytest.mark.parametrize(("day", "told"), [("2026-05-04", []), ("2026-05-05", ["edition"])])
def test_the_decision_about_a_change_is_the_edition_of_the_plan_that_it_makes(
    signed, province_officer, day, told
):
    scheme = Scheme.objects.get(code="KC-2026-001")
    decided = {"decision_number": "40/QĐ-UBND", "decided_by": province_officer, "decided_at": AT}
    PlanEdition.objects.create(
        year=2026,
        tier=scheme.tier,
        place=scheme.province,
        number=9,
        title="Điều chỉnh kế hoạch",
        decision_date=date(2026, 5, 4),
        **decided,
    )
    ChangeRequestFactory(
        scheme=scheme,
        state="approved",
        decider="province",
        submitted_by=province_officer,
        submitted_at=AT,
        decision_date=date.fromisoformat(day),
        **decided,
    )
    rows, seen = (
        rows_of(province_officer, kind="adjustment"),
        RegisterRow.objects.visible_to(province_officer),
    )

    [(_, said)] = register.said_of(rows, seen)

    assert [one.source for one in said.doubles] == told


def test_one_contract_on_two_schemes_is_one_paper(signed, province, province_officer):
    other = SchemeFactory(province=province, code="KC-2026-9", start_year=2026)
    day = Contract.objects.get().signed_on
    ContractFactory(scheme=other, number="12/HĐ-KC", signed_on=day)

    assert [told for _, told in doubles(province_officer)] == [[], []]


def test_a_number_that_was_typed_is_passed_over(appraised, province, province_officer, write):
    CouncilFactory(
        province=province,
        name="Hội đồng khác",
        decision_number="01/QĐ-UBND",
        decision_date=date(2026, 2, 1),
    )
    issuer = province_officer.organisation.code

    assert register.typed_numbers(issuer, 2026, "/QĐ-UBND") == {1}
    paper = write(appraised, "appraisal_sheet")
    paper = actions.number_paper(paper, date(2026, 9, 14), by=province_officer, at=at(9, 15))
    assert paper.symbol == "01/PTĐ-SCT"
    CouncilFactory(province=province, decision_number="02/PTĐ-SCT", decision_date=date(2026, 9, 14))
    again = write(appraised, "appraisal_sheet")
    again = actions.number_paper(again, date(2026, 9, 14), by=province_officer, at=at(9, 15))
    assert again.symbol == "03/PTĐ-SCT"


def test_a_void_number_stays_with_its_reason(waiting, write, province_officer, sign_in):
    paper = write(waiting, "submission")
    paper = actions.number_paper(paper, date(2026, 9, 14), by=province_officer, at=at(9, 15))
    office = sign_in(province_officer)
    address = f"/van-thu/van-ban/{paper.code}/"

    empty = office.post(f"{address}huy-so/", {"reason": " "}, follow=True)
    done = office.post(f"{address}huy-so/", {"reason": "Ghi sai đơn vị"}, follow=True)

    assert "Phải ghi lý do hủy số" in empty.content.decode()
    assert "Ghi sai đơn vị" in done.content.decode()
    assert "Ghi sai đơn vị" in office.get("/van-thu/").content.decode()
    with pytest.raises(AlreadyVoid):
        actions.void_paper(paper, "Lại", by=province_officer, at=at(9, 15))
    with pytest.raises(IntegrityError, match="không được sửa"), transaction.atomic():
        VoidNumber.objects.update(reason="Khác")
    again = actions.number_paper(
        write(waiting, "submission"), date(2026, 9, 14), by=province_officer, at=at(9, 15)
    )
    assert again.symbol == "02/TTr-TTKC"


def test_the_register_is_printed_with_the_columns_of_its_form(accepted, province_officer, sign_in):
    office = sign_in(province_officer)

    sent = words_of_pdf(office.get("/van-thu/so/pdf/?so=di&nam=2026").content)
    received = words_of_pdf(office.get("/van-thu/so/pdf/?so=den").content)

    asked = ("SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Năm: 2026", "(10)", "12/HĐ-KC", "Quyển số")
    assert [one for one in asked if one not in sent] == []
    assert "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN" in received
    both = words_of_pdf(office.get("/van-thu/so/pdf/").content)
    asked = ("SỔ VĂN BẢN ĐI VÀ ĐẾN", "Cơ quan ban hành", "12/HĐ-KC")
    assert [one for one in asked if one not in both] == []
    assert office.get("/van-thu/so/doc/").status_code == 404


def test_a_workbook_holds_words_not_formulas(province, province_officer, sign_in):
    scheme = SchemeFactory(province=province, code="KC-2026-9", start_year=2026)
    ContractFactory(scheme=scheme, number="=HYPERLINK(1)")

    content = sign_in(province_officer).get("/van-thu/so/xlsx/").content

    with zipfile.ZipFile(BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
        strings = book.read("xl/sharedStrings.xml").decode()
    assert ("=HYPERLINK(1)" in strings, "<f>" in sheet) == (True, False)


def test_a_workbook_of_illustrative_numbers_says_so_and_names_a_scheme_once(
    province, province_officer, sign_in
):
    officer = UserFactory(organisation=province_officer.organisation, is_illustrative=True)
    scheme = SchemeFactory(province=province, code="MH-1", is_illustrative=True)
    ContractFactory(scheme=scheme, number="12/HĐ-KC", by=officer)

    content = sign_in(officer).get("/van-thu/so/xlsx/").content

    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[:2]] == [
        "Sổ đăng ký văn bản",
        "DỮ LIỆU MINH HỌA – không phải văn bản thật",
    ]
    assert (rows[-1][0], rows[-1][1].date()) == ("12/HĐ-KC", date(2026, 3, 10))
    assert rows[-1].count("MH-1") == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_the_same_questions_for_one_deed_and_three(
    province, province_officer, sign_in, count
):
    for number in range(count):
        ContractFactory(scheme=SchemeFactory(province=province), number=f"{number}/HĐ")
    office = sign_in(province_officer)
    office.get("/van-thu/")

    with CaptureQueriesContext(connection) as queries:
        page = office.get("/van-thu/")

    assert page.content.decode().count("/HĐ</a>") == count
    assert len(queries) == 4

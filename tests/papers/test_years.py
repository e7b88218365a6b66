"""The papers over all schemes of a year: Mẫu 2 of a province, Mẫu 10 of an implementer."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from khuyencong.delivery.models import Settlement
from khuyencong.documents.content import from_data
from khuyencong.documents.models import DocumentNumber
from khuyencong.papers import actions
from khuyencong.papers.models import Paper
from khuyencong.papers.queries import papers_of_steps
from khuyencong.schemes.actions import take_step
from khuyencong.schemes.models import Recusal, Scheme
from tests.appraisals.conftest import add_line, scheme_waiting
from tests.delivery.conftest import at
from tests.documents.test_rendering import words_of_docx, words_of_pdf
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import UnitFactory
from tests.factories.planning import appraised as agreed_to
from tests.factories.schemes import BeneficiaryFactory

from .piles import stored
from .test_writing import heading, words
from .years import asking, liquidate, post, shelf, table, under_contract

pytestmark = pytest.mark.django_db
NOW = "2026-10-20 09:00+07:00"
REGISTERING, RECONCILING = "/van-thu/nam/2027/", "/van-thu/nam/2026/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def officer(province_officer, sign_in):
    return sign_in(province_officer)


@pytest.fixture
def centre(centre_officer, sign_in):
    return sign_in(centre_officer)


@pytest.fixture
def asked(law, province, other_province, centre_officer):
    """Two national schemes appraised at base, with the first one of two beneficiaries."""
    body = centre_officer.organisation
    first, second = (asking(province, f"KCQG-2027-{n}", implementer=body) for n in (1, 2))
    more = BeneficiaryFactory(scheme=first, establishment__name="HTX Hương Sơn")
    add_line(first, beneficiary=more, asked=100_000_000, cost=300_000_000)
    scheme_waiting(province, code="KCQG-2027-3", national=True)  # not appraised yet
    asking(province, "KCQG-2027-4", state="withdrawn")
    asking(province, "KCDP-2027-5", national=False)
    asking(other_province, "KCQG-2027-6")
    asking(province, "KCQG-2028-1", start_year=2028)
    return [first, second]


@pytest.fixture
def carried_out(law, province, centre_officer, province_officer, accountant):
    """Two local contracts of the centre: one liquidated, one not; and a national one."""
    body = centre_officer.organisation
    done, going, national = (
        under_contract(province, body, number, tier=tier, by=centre_officer)
        for number, tier in (("01", "province"), ("02", "province"), ("03", "national"))
    )
    done = liquidate(done, centre=centre_officer, officer=province_officer, accountant=accountant)
    return done, going, national


def test_the_year_of_the_plan_leads_to_its_papers(asked, officer):
    assert f'href="{REGISTERING}"' in officer.get("/ke-hoach/2027/").content.decode()
    assert f'href="{REGISTERING}"' in (
        officer.get(f"/van-thu/de-an/{asked[0].code}/").content.decode()
    )
    assert shelf(officer, REGISTERING) == [
        ("registration_table", "Tỉnh Nghệ An, khuyến công quốc gia (2 đề án)", True)
    ]
    assert shelf(officer, "/van-thu/nam/2029/") == []
    assert officer.get("/van-thu/nam/1800/").status_code == 404


def test_what_a_province_registers_is_one_table(asked, officer, province):
    paper, told = post(officer, REGISTERING, "registration_table")

    assert told == ["Đã lập biểu tổng hợp các đề án đăng ký (Mẫu số 2)."]
    where = "Trung tâm Khuyến công. Thụ hưởng: HTX Vinh Lộc"
    place = "Địa điểm: Tỉnh Nghệ An."
    assert table(paper) == [
        "I | Mô hình trình diễn kỹ thuật; chuyển giao công nghệ, ứng dụng máy móc tiên tiến |  |  "
        "| 1.500.000.000 | 500.000.000 | 0 | 1.000.000.000 | 300.000.000",
        f"1 | KCQG-2027-1 – Máy sấy KCQG-2027-1 | {where}; HTX Hương Sơn. {place} | 2027 "
        "| 900.000.000 | 300.000.000 | 0 | 600.000.000 | 150.000.000",
        f"2 | KCQG-2027-2 – Máy sấy KCQG-2027-2 | {where}. {place} | 2027 "
        "| 600.000.000 | 200.000.000 | 0 | 400.000.000 | 150.000.000",
        " | Tổng cộng |  |  | 1.500.000.000 | 500.000.000 | 0 | 1.000.000.000 | 300.000.000",
    ]
    assert words(paper)[-4:] == [
        "Số đề án: 2.",
        "Tổng dự toán: 1.500.000.000 đồng (Một tỷ năm trăm triệu đồng).",
        "Đề nghị hỗ trợ từ kinh phí khuyến công quốc gia: 500.000.000 đồng (Năm trăm triệu đồng).",
        "Mức hỗ trợ thẩm định cấp cơ sở đồng ý: 300.000.000 đồng (Ba trăm triệu đồng).",
    ]
    document = from_data(paper.content)
    assert (document.heading.issuer, document.heading.symbol, document.heading.abstract) == (
        "SỞ CÔNG THƯƠNG",
        "Số:        /BTH-SCT",
        "Các đề án khuyến công quốc gia đăng ký năm 2027, tỉnh Nghệ An",
    )
    assert (document.foot, document.mark, document.is_wide) == (
        "Mẫu do hệ thống trình bày; bố cục mẫu số 2 không có trong văn bản đang lưu.",
        "",
        True,
    )
    assert (paper.scheme, paper.year, list(paper.covers.order_by("code"))) == (None, 2027, asked)


def test_the_table_keeps_what_the_base_agreed_to_whatever_the_ministry_agrees_to_later(
    asked, officer, leader
):
    first = Scheme.objects.get(pk=asked[0].pk)
    take_step(first, "register", by=leader, at=at(10, 20))
    agreed_to(first, 80, agreed={first.lines.first(): 90}, level="ministry")

    paper, _ = post(officer, REGISTERING, "registration_table")

    assert [row.split(" | ")[-1] for row in table(paper)[1:]] == [
        "150.000.000",
        "150.000.000",
        "300.000.000",
    ]


def test_both_files_hold_the_table(asked, officer):
    paper, _ = post(officer, REGISTERING, "registration_table")

    for said in (words_of_docx(stored(paper.docx)), words_of_pdf(stored(paper.pdf))):
        flat = " ".join(said.split())
        assert [
            one for one in ("900.000.000", "BIỂU TỔNG HỢP", paper.code) if one not in flat
        ] == []
    response = officer.get(f"/van-thu/van-ban/{paper.code}/tep/pdf/")
    assert response["Content-Disposition"] == (
        f'attachment; filename="nam-2027-registration-table-{paper.code}.pdf"'
    )
    assert b"".join(response.streaming_content)[:4] == b"%PDF"


def test_the_tables_are_a_workbook_too_with_amounts_as_numbers(asked, officer):
    paper, _ = post(officer, REGISTERING, "registration_table")
    address = f"/van-thu/van-ban/{paper.code}/tep/xlsx/"

    response = officer.get(address)

    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    told = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert told[0] == [paper.title]
    assert told[-1] == [
        "Tổng cộng", 1_500_000_000, 500_000_000, 0, 1_000_000_000, 300_000_000
    ]  # fmt: skip
    assert response["Content-Disposition"] == (
        f'attachment; filename="nam-2027-registration-table-{paper.code}.xlsx"'
    )
    for page in (REGISTERING, f"/van-thu/van-ban/{paper.code}/"):
        assert f'href="{address}"' in officer.get(page).content.decode()


def test_both_tables_of_the_reconciliation_have_a_sheet(carried_out, centre):
    rows = centre.get(RECONCILING).context["rows"]
    sent = {"kind": "year_reconciliation", "subject": rows[1].subject}
    centre.post(f"{RECONCILING}lap/", sent)
    paper = Paper.objects.get()

    made = centre.get(f"/van-thu/van-ban/{paper.code}/tep/xlsx/").content

    book = load_workbook(BytesIO(made))
    assert book.sheetnames == ["Bảng 1", "Bảng 2"]
    assert [row[-6:] for row in book["Bảng 2"].iter_rows(values_only=True)][-1] == (
        "Tổng cộng", 1_000_000_000, 140_000_000, 500_000_000, 485_000_000, 0
    )  # fmt: skip


def test_who_comes_second_is_led_to_the_paper_of_who_came_first(asked, officer, leader, sign_in):
    row = officer.get(REGISTERING).context["rows"][0]
    sent = {"kind": "registration_table", "subject": row.subject, "seen": ""}
    paper, _ = post(officer, REGISTERING, "registration_table")

    second = sign_in(leader).post(f"{REGISTERING}lap/", sent, follow=True)

    assert second.redirect_chain[-1][0] == f"/van-thu/van-ban/{paper.code}/"
    assert [str(one) for one in second.context["messages"]] == [
        f"Văn bản này {paper.generated_by} vừa lập lúc 09:00, 20/10/2026: đây là bản ấy. Cần bản "
        "khác thì quay lại trang trước, bấm «Lập lại»."
    ]
    assert Paper.objects.count() == 1


def test_who_has_seen_the_paper_may_write_it_again(asked, officer):
    first, _ = post(officer, REGISTERING, "registration_table")
    again, told = post(officer, REGISTERING, "registration_table")

    assert first != again
    assert told == ["Đã lập biểu tổng hợp các đề án đăng ký (Mẫu số 2)."]


def test_the_step_of_registering_rests_on_the_newest_table(
    asked, officer, leader, province_officer
):
    for _ in range(2):
        paper, _ = post(officer, REGISTERING, "registration_table")
    scheme = Scheme.objects.get(pk=asked[0].pk)
    take_step(scheme, "register", by=leader, at=at(10, 20))
    history = list(scheme.history.all())

    found = papers_of_steps(province_officer, scheme, history)

    assert [(taken.name, found[taken.pk]) for taken in history if found[taken.pk]] == [
        (
            "register",
            [("Biểu tổng hợp các đề án đăng ký (Mẫu số 2)", f"/van-thu/van-ban/{paper.code}/")],
        )
    ]


def test_illustrative_schemes_have_a_table_of_their_own(asked, officer, province):
    asking(province, "KCQG-2027-MH", is_illustrative=True)

    rows = shelf(officer, REGISTERING)
    response = officer.get(REGISTERING)
    key = next(row.subject for row in response.context["rows"] if "minh họa" in row.label)
    sent = {"kind": "registration_table", "subject": key}
    page = officer.post(f"{REGISTERING}lap/", sent, follow=True).content.decode()

    assert rows == [
        ("registration_table", "Tỉnh Nghệ An, khuyến công quốc gia (2 đề án)", True),
        ("registration_table", "Tỉnh Nghệ An, khuyến công quốc gia (1 đề án, minh họa)", True),
    ]
    paper = Paper.objects.get()
    assert from_data(paper.content).mark == "DỮ LIỆU MINH HỌA – không phải văn bản thật"
    assert ("KCQG-2027-MH" in page, "KCQG-2027-1" in page) == (True, False)


def test_a_paper_of_a_year_is_numbered_signed_and_found_in_the_register(asked, officer):
    paper, _ = post(officer, REGISTERING, "registration_table")
    base = f"/van-thu/van-ban/{paper.code}/"

    officer.post(f"{base}cap-so/", {"dated_on": "20/10/2026"})

    number = DocumentNumber.objects.get()
    assert (number.symbol, number.scheme_code, number.address) == ("01/BTH-SCT", "", base)
    assert "01/BTH-SCT" in officer.get("/van-thu/").content.decode()
    page = officer.get(base).content.decode()
    assert ("01/BTH-SCT" in page, f'href="{REGISTERING}"' in page) == (True, True)
    assert paper.code in officer.get(REGISTERING).content.decode()
    scanned = officer.get(f"/Q/{paper.code}")
    assert scanned.headers["Location"] == base


def test_the_number_of_an_illustrative_table_is_in_the_register_of_who_may_read_it(
    law, province, officer
):
    asking(province, "KCQG-2027-MH", is_illustrative=True)
    paper, _ = post(officer, REGISTERING, "registration_table")

    officer.post(f"/van-thu/van-ban/{paper.code}/cap-so/", {"dated_on": "20/10/2026"})

    assert DocumentNumber.objects.get().series.issuer_name.endswith("(minh họa)")
    assert "01/BTH-SCT" in officer.get("/van-thu/").content.decode()


def test_the_number_of_a_table_is_in_no_register_of_who_may_not_read_it(
    asked, officer, leader, department, sign_in
):
    recused, shown = (
        UserFactory(organisation=department),
        UserFactory(organisation=department, is_illustrative=True),
    )
    Recusal.objects.create(scheme=asked[0], person=recused, reason="Họ hàng", declared_at=at(9, 1))
    paper, _ = post(officer, REGISTERING, "registration_table")
    officer.post(f"/van-thu/van-ban/{paper.code}/cap-so/", {"dated_on": "20/10/2026"})

    found = [
        "01/BTH-SCT" in sign_in(person).get("/van-thu/").content.decode()
        for person in (leader, recused, shown)
    ]

    assert found == [True, False, False]


def test_the_contracts_of_an_implementer_are_reconciled_and_those_open_are_named(
    carried_out, centre
):
    assert shelf(centre, RECONCILING) == [
        ("year_reconciliation", "Trung tâm Khuyến công, khuyến công quốc gia (1 đề án)", True),
        (
            "year_reconciliation",
            "Trung tâm Khuyến công, khuyến công địa phương (tỉnh) (2 đề án)",
            True,
        ),
    ]
    rows = centre.get(RECONCILING).context["rows"]
    sent = {"kind": "year_reconciliation", "subject": rows[1].subject}
    centre.post(f"{RECONCILING}lap/", sent)

    paper = Paper.objects.get()
    assert table(paper) == [
        "1 | 01/HĐ-KC ngày 10/03/2026 | KC-province-01 – Máy sấy lạnh | 200.000.000 | 140.000.000 "
        "| 200.000.000 | 185.000.000 | 0 | 45.000.000 | 09/BB-TL ngày 01/10/2026",
        "2 | 02/HĐ-KC ngày 10/03/2026 | KC-province-02 – Máy sấy lạnh | 200.000.000 | 0 | 0 | chưa "
        "| 0 |  | chưa",
        " |  | Tổng cộng | 400.000.000 | 140.000.000 | 200.000.000 | 185.000.000 | 0 | 45.000.000 "
        "| ",
    ]
    assert table(paper, 1) == [
        "Nguồn tỉnh | 400.000.000 | 140.000.000 | 200.000.000 | 185.000.000 | 0",
        "Vốn đối ứng | 600.000.000 | 0 | 300.000.000 | 300.000.000 | 0",
        "Tổng cộng | 1.000.000.000 | 140.000.000 | 500.000.000 | 485.000.000 | 0",
    ]
    said = words(paper)
    assert said[:4] == [
        "Bên A: Sở Công Thương tỉnh Nghệ An",
        "Bên B: Trung tâm Khuyến công",
        "Năm 2026, khuyến công địa phương (tỉnh): 2 hợp đồng, đã thanh lý 1.",
        "Chưa phải bảng cuối. Hợp đồng chưa thanh lý: 02/HĐ-KC (KC-province-02). Bảng đối chiếu "
        "của năm lập khi thanh lý hợp đồng cuối cùng.",
    ]
    assert said[-4:] == [
        "Giá trị hợp đồng: 400.000.000 đồng (Bốn trăm triệu đồng).",
        "Kinh phí nhà nước đã chuyển, trừ phần đã nộp trả: 140.000.000 đồng (Một trăm bốn mươi "
        "triệu đồng).",
        "Kinh phí được quyết toán: 185.000.000 đồng (Một trăm tám mươi lăm triệu đồng).",
        "Tính trên các hợp đồng đã thanh lý: bên A còn phải thanh toán cho bên B: 45.000.000 đồng "
        "(Bốn mươi lăm triệu đồng).",
    ]
    assert (from_data(paper.content).mark, from_data(paper.content).foot) == (
        "CHƯA PHẢI BẢNG CUỐI – còn 1 hợp đồng chưa thanh lý",
        "Mẫu do hệ thống trình bày; bố cục mẫu số 10 không có trong văn bản đang lưu.",
    )


def test_when_the_last_contract_is_liquidated_the_table_is_the_last(
    law, province, centre_officer, province_officer, accountant, centre
):
    scheme = under_contract(province, centre_officer.organisation, "01", by=centre_officer)
    people = {"centre": centre_officer, "officer": province_officer, "accountant": accountant}
    liquidate(scheme, **people)

    paper, told = post(centre, RECONCILING, "year_reconciliation")

    assert told == ["Đã lập bảng đối chiếu kinh phí trong năm (Mẫu số 10)."]
    said = words(paper)
    assert said[2] == "Năm 2026, khuyến công địa phương (tỉnh): 1 hợp đồng, đã thanh lý 1."
    assert [line for line in said if line.startswith(("Chưa phải", "Tính trên"))] == []
    assert said[-1] == (
        "Bên A còn phải thanh toán cho bên B: 45.000.000 đồng (Bốn mươi lăm triệu đồng)."
    )
    assert from_data(paper.content).mark == ""


def test_nothing_is_owed_as_long_as_no_contract_is_liquidated(
    law, province, centre_officer, centre
):
    under_contract(province, centre_officer.organisation, "01", tier="national", by=centre_officer)

    paper, _ = post(centre, RECONCILING, "year_reconciliation")

    said = words(paper)
    assert said[-1] == "Kinh phí được quyết toán: 0 đồng (Không đồng)."
    assert heading(paper).issuer == "TRUNG TÂM KHUYẾN CÔNG"


@pytest.mark.parametrize(("years", "done"), [([2026], 1), ([2027], 0), ([None, 2026], 1)])
def test_the_settlement_of_the_year_counts_and_one_of_another_year_does_not(
    law, province, centre_officer, centre, years, done
):
    scheme = under_contract(province, centre_officer.organisation, "01", by=centre_officer)
    for number, year in enumerate(years):
        Settlement.objects.create(
            scheme=scheme,
            year=year,
            number=f"{number}/BB-TL",
            settled_on=date(2026, 10, 1),
            by=centre_officer,
            at=at(10, 1),
        )

    paper, _ = post(centre, RECONCILING, "year_reconciliation")

    assert words(paper)[2] == (
        f"Năm 2026, khuyến công địa phương (tỉnh): 1 hợp đồng, đã thanh lý {done}."
    )
    assert table(paper)[0].split(" | ")[-1] == (
        f"{len(years) - 1}/BB-TL ngày 01/10/2026" if done else "chưa"
    )


def test_a_scheme_without_implementer_is_the_centres(law, province, centre_officer, centre):
    scheme = under_contract(province, centre_officer.organisation, "01", by=centre_officer)
    Scheme.objects.filter(pk=scheme.pk).update(implementer=None)

    assert shelf(centre, RECONCILING) == [
        (
            "year_reconciliation",
            "Trung tâm Khuyến công, khuyến công địa phương (tỉnh) (1 đề án)",
            True,
        )
    ]


def test_a_province_is_found_by_its_long_number(law, centre_officer, sign_in):
    """The units of the shipped list have numbers beyond 32 bits."""
    place = UnitFactory(pk=10_004_000_000_000, code="45", name="Quảng Trị")
    body = OrganisationFactory(centre=True, name="Trung tâm Quảng Trị", place=place)
    person = UserFactory(role=centre_officer.role, organisation=body)
    under_contract(place, body, "01", by=person)

    paper, _ = post(sign_in(person), RECONCILING, "year_reconciliation")

    assert (paper.covers.count(), words(paper)[0]) == (1, "Bên A: Sở Công Thương tỉnh Quảng Trị")


def addresses(paper):
    base = f"/van-thu/van-ban/{paper.code}/"
    return [base, f"{base}tep/docx/", f"{base}tep/pdf/", f"/Q/{paper.code}"]


def test_a_stranger_finds_neither_the_paper_nor_what_could_be_written(
    asked, officer, stranger, sign_in
):
    paper, _ = post(officer, REGISTERING, "registration_table")
    key = paper.subject
    client = sign_in(stranger)

    assert {client.get(address).status_code for address in addresses(paper)} == {404}
    assert shelf(client, REGISTERING) == [
        ("registration_table", "Tỉnh Hà Tĩnh, khuyến công quốc gia (1 đề án)", True)
    ]
    sent = {"kind": "registration_table", "subject": key}
    assert client.post(f"{REGISTERING}lap/", sent).status_code == 404
    assert Paper.objects.count() == 1


def test_who_declared_an_interest_in_one_of_the_schemes_neither_opens_nor_writes_the_table(
    asked, officer, leader, sign_in
):
    paper, _ = post(officer, REGISTERING, "registration_table")
    Recusal.objects.create(scheme=asked[0], person=leader, reason="Người nhà", declared_at=at(9, 1))
    client = sign_in(leader)

    assert {client.get(address).status_code for address in addresses(paper)} == {404}
    page = client.get(REGISTERING)
    assert shelf(client, REGISTERING) == [
        ("registration_table", "Tỉnh Nghệ An, khuyến công quốc gia", False)
    ]
    assert "người khác của cơ quan lập" in page.content.decode()
    assert paper.code not in page.content.decode()
    _, told = post(client, REGISTERING, "registration_table")
    assert told == [actions.NOT_WHOLE]
    assert Paper.objects.count() == 1


def test_the_ministry_reads_what_was_written_and_writes_none(
    asked, officer, ministry_officer, sign_in
):
    client = sign_in(ministry_officer)
    assert shelf(client, REGISTERING) == []

    paper, _ = post(officer, REGISTERING, "registration_table")

    assert shelf(client, REGISTERING) == [
        ("registration_table", "Tỉnh Nghệ An, khuyến công quốc gia (2 đề án)", False)
    ]
    assert client.get(f"/van-thu/van-ban/{paper.code}/").status_code == 200
    sent = {"kind": "registration_table", "subject": paper.subject}
    assert client.post(f"{REGISTERING}lap/", sent).status_code == 403


def test_another_kind_or_none_is_not_written_over_a_year(asked, officer):
    answers = [
        officer.post(f"{REGISTERING}lap/", {"kind": kind, "subject": "1-0"}).status_code
        for kind in ("contract", "letter", "")
    ]

    assert answers == [404, 404, 404]


def test_who_sees_no_records_and_who_has_not_signed_in(asked, applicant, sign_in, client):
    other = sign_in(applicant)

    assert (other.get(REGISTERING).status_code, client.get(REGISTERING).status_code) == (403, 302)


def test_a_paper_is_of_a_scheme_or_of_a_year(asked, officer):
    paper, _ = post(officer, REGISTERING, "registration_table")

    for change in ({"year": None}, {"scheme": asked[0]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Paper.objects.filter(pk=paper.pk).update(**change)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_same_questions_for_one_group_and_three(
    law, province, centre_officer, centre, count
):
    body = centre_officer.organisation
    for number, tier in zip(("01", "02", "03"), ("province", "national", "district"), strict=True):
        if int(number) <= count:
            under_contract(province, body, number, tier=tier, by=centre_officer)
    for row in centre.get(RECONCILING).context["rows"]:
        sent = {"kind": "year_reconciliation", "subject": row.subject}
        centre.post(f"{RECONCILING}lap/", sent)

    with CaptureQueriesContext(connection) as queries:
        page = centre.get(RECONCILING)

    assert len([row for row in page.context["rows"] if row.latest]) == count
    assert len(queries) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_asks_the_same_questions_of_one_scheme_and_three(law, province, officer, count):
    for number in range(count):
        asking(province, f"KCQG-2027-{number}")
    row = officer.get(REGISTERING).context["rows"][0]
    sent = {"kind": "registration_table", "subject": row.subject}

    with CaptureQueriesContext(connection) as queries:
        officer.post(f"{REGISTERING}lap/", sent)

    assert table(Paper.objects.get())[-2].startswith(f"{count} | ")
    assert len(queries) == 18

"""What the pages say before a deed, what they refuse, and to whom they do not exist."""

from datetime import date

import pytest
import time_machine

from khuyencong.delivery import actions, queries
from khuyencong.delivery.actions import VisitFacts
from khuyencong.schemes.panels import steps_of
from tests.delivery.conftest import (
    at,
    contract_facts,
    fresh,
    key,
    ledger,
    line_of,
    plan_scheme,
    report,
    voucher_facts,
)
from tests.factories.schemes import SchemeFactory

pytestmark = pytest.mark.django_db

TODAY = time_machine.travel("2026-05-04 09:00+07:00", tick=False)
TABS = ["", "tien-do/", "nghiem-thu/", "sau-ho-tro/"]
FORMS = [
    "hop-dong/",
    "hop-dong/phu-luc/",
    "bat-dau/",
    "giay-to/",
    "giay-to/{line}/",
    "tam-ung/{line}/",
    "hoan-tra/",
    "tien-do/bao-cao/",
    "kiem-tra/",
    "nghiem-thu/{line}/",
    "quyet-toan/",
    "quyet-toan/chung-tu/",
    "danh-gia/",
    "danh-gia/{line}/",
]


def test_to_strangers_no_page_exists_and_visitors_must_sign_in(
    signed, sign_in, client, stranger, applicant, deactivated
):
    line = line_of(signed).pk
    addresses = [f"/thuc-hien/{signed.code}/{path.format(line=line)}" for path in [*TABS, *FORMS]]
    of_elsewhere, of_establishment = sign_in(stranger), sign_in(applicant)
    closed = sign_in(deactivated)

    for address in addresses:
        assert of_elsewhere.get(address).status_code in {403, 404}, address
        assert of_establishment.get(address).status_code == 403, address
        for person in (closed, client):
            assert person.get(address).headers["Location"].startswith("/dang-nhap/"), address


def test_a_stranger_of_the_same_role_gets_404(signed, sign_in, stranger):
    line = line_of(signed).pk
    for path in (*TABS, "giay-to/", f"nghiem-thu/{line}/", "danh-gia/"):
        assert sign_in(stranger).get(f"/thuc-hien/{signed.code}/{path}").status_code == 404


@TODAY
def test_a_scheme_not_yet_planned_has_no_page(law, sign_in, province_officer):
    scheme = SchemeFactory(state="draft", province=province_officer.organisation.place)

    assert sign_in(province_officer).get(f"/thuc-hien/{scheme.code}/").status_code == 404


@TODAY
def test_what_remains_is_told_on_the_form_with_how_to_mend_it(planned, sign_in, centre_officer):
    line = line_of(planned)
    data = {
        "number": "1",
        "signed_on": "4/5/2026",
        "party": "TT",
        "starts_on": "4/5/2026",
        "ends_on": "31/12/2026",
        key(planned): "250 triệu",
        f"percent-{line.pk}": "70",
    }

    page = sign_in(centre_officer).post(f"/thuc-hien/{planned.code}/hop-dong/", data)

    assert page.context["form"].non_field_errors() == [
        "Không ký hợp đồng thêm được 250.000.000 đồng (nguồn quốc gia): số được phân bổ là "
        "200.000.000 đồng, chỉ còn 200.000.000 đồng. Giảm số tiền, hoặc điều chỉnh kế hoạch phân "
        "bổ trước."
    ]
    assert (fresh(planned).state, ledger(planned, "contracted")) == ("planned", [])


@TODAY
def test_what_is_missing_leads_to_its_place(under_way, sign_in, accountant):
    line = line_of(under_way)
    address = f"/thuc-hien/{under_way.code}/tam-ung/{line.pk}/"
    data = {"document": "1", "paid_on": "4/5/2026", key(under_way): "10 triệu"}

    page = sign_in(accountant).post(address, data)

    missing = queries.missing_for_advance(line, today=date(2026, 5, 4))
    assert list(page.context["missing"]) == missing
    assert all(one.url in page.content.decode() for one in missing)
    assert ledger(under_way, "advanced") == []


@TODAY
def test_the_page_tells_everyone_what_comes_next_and_only_who_may_gets_the_link(
    under_way, sign_in, centre_officer, province_officer
):
    address = f"/thuc-hien/{under_way.code}/"
    pages = [sign_in(one).get(address).context for one in (centre_officer, province_officer)]
    own = [
        [(todo.sentence, todo.deed in page["deeds"]) for todo, _ in page["todos"]] for page in pages
    ]
    sentences = [
        "Còn thiếu 2 báo cáo tiến độ: tháng 03/2026, 04/2026.",
        "Máy sấy, HTX Vinh Lộc: chưa tạm ứng lần một.",
        "Máy sấy, HTX Vinh Lộc: chờ nghiệm thu.",
    ]
    assert own == [
        list(zip(sentences, (True, False, False), strict=True)),
        list(zip(sentences, (False, False, True), strict=True)),
    ]


@TODAY
def test_every_section_is_shown_and_every_form_opens(
    law, province, sign_in, centre_officer, province_officer, accountant
):
    scheme = plan_scheme(province, centre_officer.organisation, kind="recoverable")
    actions.sign(scheme, contract_facts(scheme), by=centre_officer, at=at(3, 10))
    actions.start(scheme, by=centre_officer, at=at(3, 12))
    facts = VisitFacts(visited_on=date(2026, 5, 1), place="A", people="B", findings="C", advice="D")
    actions.record_visit(scheme, facts, by=province_officer, at=at(5, 2))
    one = report(scheme, "20", centre_officer, at(5, 2))
    source = key(scheme, "recoverable")
    invoice = voucher_facts(scheme, 10, source=source, dated_on=date(2026, 5, 1))
    voucher = actions.save_voucher(scheme, invoice, by=accountant, at=at(5, 4))
    line = line_of(scheme).pk
    for person, paths in (
        (
            centre_officer,
            [
                *TABS,
                "hop-dong/phu-luc/",
                f"hoan-tra/lich/{source}/",
                f"tien-do/{one.pk}/anh/",
                "giay-to/",
                f"giay-to/{line}/",
                "quyet-toan/chung-tu/",
                f"danh-gia/{line}/",
            ],
        ),
        (province_officer, [*TABS, f"tien-do/{one.pk}/", f"nghiem-thu/{line}/"]),
        (accountant, [*TABS, "hoan-tra/", f"quyet-toan/chung-tu/{voucher.pk}/", "quyet-toan/"]),
    ):
        client = sign_in(person)
        for path in paths:
            assert client.get(f"/thuc-hien/{scheme.code}/{path}").status_code == 200, path
    schedule = {"due-1": "30/6/2027", "amount-1": "200 triệu"}
    address = f"/thuc-hien/{scheme.code}/hoan-tra/lich/{source}/"
    half = sign_in(centre_officer).post(address, {"due-1": "30/6/2027"})
    done = sign_in(centre_officer).post(address, schedule, follow=True)
    address = f"/thuc-hien/{scheme.code}/quyet-toan/chung-tu/{voucher.pk}/"
    sign_in(accountant).post(address, {"remove": "1"})

    assert half.context["form"].errors == {"due-1": ["Mỗi kỳ phải có cả ngày và số tiền."]}
    assert "Máy sấy, HTX Vinh Lộc: đến hạn 30/06/2027, 200.000.000 đồng" in done.content.decode()
    assert scheme.voucher_rows.count() == 0


@TODAY
def test_the_scheme_shows_its_delivery_and_the_step_leads_there(planned, centre_officer, sign_in):
    page = sign_in(centre_officer).get(f"/de-an/{planned.code}/").content.decode()

    assert steps_of(planned, centre_officer) == [
        ("Ký hợp đồng", f"/thuc-hien/{planned.code}/hop-dong/")
    ]
    assert f"/thuc-hien/{planned.code}/" in page

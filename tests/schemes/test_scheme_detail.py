import re
from datetime import date

import pytest

from khuyencong.funding import actions as funding
from tests.factories.funding import EntryFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, ResultFactory, SchemeFactory


@pytest.fixture
def scheme(province):
    """A national scheme for two establishments, each with its own support and counterpart."""
    scheme = SchemeFactory(code="NA-1", province=province, national=True, group=True)
    for name, grant in (("Chè Anh Sơn", 200_000_000), ("Chè Thanh Chương", 100_000_000)):
        beneficiary = BeneficiaryFactory(scheme=scheme, establishment__name=name)
        LineFactory(
            scheme=scheme,
            beneficiary=beneficiary,
            account__settled={"national": grant, "counterpart": grant * 2},
        )
    ResultFactory(scheme=scheme, province=province, quantity=2)
    return scheme


@pytest.mark.parametrize("page", ["", "so-kinh-phi/"])
def test_a_stranger_finds_nothing(sign_in, stranger, scheme, page):
    assert sign_in(stranger).get(f"/de-an/NA-1/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "so-kinh-phi/"])
def test_a_visitor_is_sent_to_sign_in(client, scheme, page):
    assert client.get(f"/de-an/NA-1/{page}").status_code == 302


def test_every_beneficiary_has_its_own_support_and_counterpart(sign_in, province_officer, scheme):
    told = sign_in(province_officer).get("/de-an/NA-1/").context["told"]

    rows = [
        (row.beneficiary.establishment.name, row.support_vnd, row.counterpart_vnd)
        for row in told.beneficiaries
    ]
    assert rows == [
        ("Chè Anh Sơn", 200_000_000, 400_000_000),
        ("Chè Thanh Chương", 100_000_000, 200_000_000),
    ]


def test_money_stands_by_source_and_nature(sign_in, province_officer, scheme):
    account = scheme.lines.first().account
    EntryFactory(account=account, amount_vnd=250_000_000, national=True, allocated=True)

    money = sign_in(province_officer).get("/de-an/NA-1/").context["told"].money

    assert money.natures == ["Phân bổ", "Quyết toán"]
    assert [(row.label, list(row.amounts)) for row in money.rows] == [
        ("Hỗ trợ không thu hồi, nguồn quốc gia", [250_000_000, 300_000_000]),
        ("Vốn đối ứng", [None, 600_000_000]),
    ]
    assert (money.support_vnd, money.counterpart_vnd) == (300_000_000, 600_000_000)


def own_part(page):
    """What the page says of counterpart: at its head, then beneficiary by beneficiary, by line."""
    text = re.sub(r"\s+", " ", page)
    head = re.search(r"<dt[^>]*>Vốn đối ứng</dt><dd[^>]*>(.*?)</dd>", text)[1]
    cells = re.findall(
        r'<td class="number">([^<]*(?:<(?!/td)[^<]*)*)</td> </tr>', text.partition("<h2>Đơn vị")[2]
    )
    return [re.sub(r"<[^>]*>", " ", one).strip() for one in (head, *cells)]


def pledge(line, millions):
    EntryFactory(
        account=line.account, amount_vnd=millions * 1_000_000, registered=True, counterpart=True
    )


def test_counterpart_that_is_only_registered_is_told_as_registered(
    sign_in, province_officer, province
):
    scheme = SchemeFactory(code="NA-3", province=province)
    line = LineFactory(scheme=scheme, for_beneficiary=True)
    client = sign_in(province_officer)

    before = own_part(client.get("/de-an/NA-3/").content.decode())
    pledge(line, 700)
    after = own_part(client.get("/de-an/NA-3/").content.decode())

    assert before == ["không ghi"] * 3
    assert (
        after
        == [
            "đăng ký 700 triệu đồng; chưa có khoản nào được nghiệm thu, quyết toán",
            "đăng ký 700 triệu đồng",
            "đăng ký 700 triệu đồng",
            "700 triệu đồng",
        ][: len(after)]
    )


def test_what_is_registered_and_not_accepted_stands_beside_what_is(
    sign_in, province_officer, scheme
):
    first, second = scheme.lines.order_by("pk")
    pledge(first, 450)
    client = sign_in(province_officer)
    done = own_part(client.get("/de-an/NA-1/").content.decode())
    later = LineFactory(scheme=scheme, beneficiary=second.beneficiary, account__year=2019)
    pledge(later, 50)
    page = own_part(client.get("/de-an/NA-1/").content.decode())

    assert done[0] == "600 triệu đồng"
    assert page == [
        "600 triệu đồng; chưa gồm phần chưa nghiệm thu, tổng số đã đăng ký 500 triệu đồng",
        "400 triệu đồng",
        "200 triệu đồng đăng ký 50 triệu đồng",
        "400 triệu đồng",
        "200 triệu đồng",
        "đăng ký 50 triệu đồng",
    ]


@pytest.mark.parametrize("more", [0, 2])
def test_one_number_of_queries_whatever_the_lines(
    sign_in, province_officer, scheme, more, django_assert_num_queries
):
    for _ in range(more):
        LineFactory(scheme=scheme, for_beneficiary=True, account__settled={"national": 10})
    client = sign_in(province_officer)
    client.get("/de-an/NA-1/")

    with django_assert_num_queries(9):  # session, person, scheme, partners, money, lines, results,
        client.get("/de-an/NA-1/")  # history, corrections


def test_the_ledger_tells_every_entry_in_order(sign_in, province_officer, scheme):
    entry = scheme.lines.first().account.entries.get(kind="grant")
    funding.reverse(entry, document="Ghi nhầm", by=None, at=entry.recorded_at)

    response = sign_in(province_officer).get("/de-an/NA-1/so-kinh-phi/")

    assert [one.amount_vnd for one in response.context["page"]] == [
        200_000_000,
        400_000_000,
        100_000_000,
        200_000_000,
        -200_000_000,
    ]
    assert "-200.000.000 đồng" in response.content.decode()
    assert "đảo bút toán" in response.content.decode()


@pytest.mark.parametrize("more", [0, 2])
def test_the_ledger_takes_one_number_of_queries(
    sign_in, province_officer, scheme, more, django_assert_num_queries
):
    account = scheme.lines.first().account
    EntryFactory.create_batch(more, account=account, booked_on=date(2018, 12, 31))
    client = sign_in(province_officer)
    client.get("/de-an/NA-1/so-kinh-phi/")

    with django_assert_num_queries(6):
        client.get("/de-an/NA-1/so-kinh-phi/")


def test_a_scheme_without_anything_says_so(sign_in, province_officer, province):
    SchemeFactory(code="NA-2", province=province)

    page = sign_in(province_officer).get("/de-an/NA-2/").content.decode()

    assert "Chưa có kinh phí nào được ghi cho đề án này." in page
    assert "Chưa có dòng nội dung nào." in page


def test_every_screen_of_an_illustrative_scheme_is_labelled(sign_in, province_officer, province):
    SchemeFactory(code="MH-1", province=province, illustrative=True)
    client = sign_in(province_officer)

    screens = ("", "so-kinh-phi/", "sua/", "them-dong/")
    pages = [client.get(f"/de-an/MH-1/{screen}") for screen in screens]

    assert ["minh họa" in page.content.decode() for page in pages] == [True] * 4


def test_a_correction_is_told_with_who_and_when(sign_in, province_officer, scheme):
    client = sign_in(province_officer)
    form = client.get("/de-an/NA-1/sua/").context["form"]
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    data |= {"name": "Tên mới", "partners": []}

    page = client.post("/de-an/NA-1/sua/", data, follow=True).content.decode()

    assert "Các lần sửa thông tin" in page
    assert f"Trần Cán Bộ sửa tên đề án: từ «{scheme.name}» thành «Tên mới»" in page

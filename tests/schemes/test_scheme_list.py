import pytest

from tests.factories.places import UnitFactory
from tests.factories.schemes import LineFactory, SchemeFactory

# session, person, count, rows, support, places of the filter
QUERIES = 6


def codes(response):
    return [scheme.code for scheme, *_ in response.context["rows"]]


def test_a_visitor_is_sent_to_sign_in(client, db):
    response = client.get("/de-an/")

    assert (response.status_code, response.url) == (302, "/dang-nhap/?next=/de-an/")


def test_who_may_not_see_records_is_refused(sign_in, applicant):
    assert sign_in(applicant).get("/de-an/").status_code == 403


def test_an_officer_sees_the_schemes_of_the_province_alone(
    sign_in, province_officer, stranger, ministry_officer, province, other_province
):
    SchemeFactory(code="NA-1", province=province)
    SchemeFactory(code="HT-1", province=other_province)

    seen = {
        person.full_name: codes(sign_in(person).get("/de-an/"))
        for person in (province_officer, stranger, ministry_officer)
    }

    assert seen == {
        "Trần Cán Bộ": ["NA-1"],
        "Người Tỉnh Khác": ["HT-1"],
        "Đỗ Trung Ương": ["HT-1", "NA-1"],
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_one_number_of_queries_whatever_the_rows(
    sign_in, province_officer, province, rows, django_assert_num_queries
):
    for _ in range(rows):
        LineFactory(scheme__province=province, account__settled={"province": 100_000_000})
    client = sign_in(province_officer)
    client.get("/de-an/")

    with django_assert_num_queries(QUERIES):
        client.get("/de-an/")


@pytest.fixture
def three(province):
    """A national scheme of 2016 for mats, a provincial one for coffee, one of 2018–2020."""
    mats = SchemeFactory(
        code="A-1", name="Máy dệt chiếu", province=province, national=True, start_year=2016
    )
    LineFactory(scheme=mats, account__settled={"national": 300_000_000})
    coffee = SchemeFactory(code="B-1", name="Máy rang cà phê", province=province, start_year=2017)
    LineFactory(scheme=coffee, content="model", account__settled={"province": 100_000_000})
    SchemeFactory(code="C-1", name="Lâm sản", province=province, focal=True, illustrative=True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["C-1", "B-1", "A-1"]),
        ("words=may+chieu", ["A-1"]),
        ("words=Cà+phê", ["B-1"]),
        ("words=b-1", ["B-1"]),
        ("tier=national", ["C-1", "A-1"]),
        ("year=2019", ["C-1"]),
        ("content=model", ["B-1"]),
        ("form=focal", ["C-1"]),
        ("records=True", ["C-1"]),
        ("records=False", ["B-1", "A-1"]),
        ("state=settled", []),
        ("sap-xep=ma", ["A-1", "B-1", "C-1"]),
        ("sap-xep=-kinh-phi", ["A-1", "B-1", "C-1"]),
        ("sap-xep=kinh-phi", ["B-1", "A-1", "C-1"]),
        ("year=không+rõ&tier=lạ&sap-xep=lạ", ["C-1", "B-1", "A-1"]),
    ],
)
def test_filters_and_orders(sign_in, province_officer, three, query, found):
    response = sign_in(province_officer).get(f"/de-an/?{query}")

    assert codes(response) == found


def test_an_illustrative_scheme_carries_its_label(sign_in, province_officer, province):
    SchemeFactory(province=province, illustrative=True)

    assert "dữ liệu minh họa" in sign_in(province_officer).get("/de-an/").content.decode()


def test_the_place_of_another_province_is_no_filter(sign_in, province_officer, province):
    SchemeFactory(code="NA-1", province=province)
    elsewhere = UnitFactory()

    response = sign_in(province_officer).get(f"/de-an/?place={elsewhere.pk}")

    assert codes(response) == ["NA-1"]


def test_htmx_is_given_the_rows_alone(sign_in, province_officer, province):
    SchemeFactory(code="NA-1", province=province)

    page = sign_in(province_officer).get("/de-an/", headers={"HX-Request": "true"}).content.decode()

    assert "NA-1" in page
    assert "<html" not in page


def test_twenty_five_to_a_page(sign_in, province_officer, province):
    SchemeFactory.create_batch(26, province=province)
    client = sign_in(province_officer)

    first, second = client.get("/de-an/"), client.get("/de-an/?trang=2")

    assert (len(codes(first)), len(codes(second))) == (25, 1)


def test_an_officer_of_a_commune_sees_what_its_establishments_benefit_from(
    sign_in, commune_officer, province
):
    commune = commune_officer.organisation.place
    here = LineFactory(
        scheme__code="NA-1",
        scheme__province=province,
        for_beneficiary=True,
        beneficiary__establishment__commune=commune,
    )
    SchemeFactory(province=province)

    assert codes(sign_in(commune_officer).get("/de-an/")) == [here.scheme.code]

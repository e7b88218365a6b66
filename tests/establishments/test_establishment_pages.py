from datetime import date

import pytest

from khuyencong.establishments.models import Establishment
from khuyencong.places.models import DisadvantagedArea
from tests.factories.establishments import EstablishmentFactory
from tests.factories.funding import EntryFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory


def names(response):
    return [one.name for one in response.context["page"]]


@pytest.mark.parametrize("address", ["/co-so/", "/co-so/them/"])
def test_a_visitor_is_sent_to_sign_in(client, db, address):
    assert client.get(address).status_code == 302


def test_an_officer_sees_the_establishments_of_the_province_alone(
    sign_in, province_officer, stranger, province, other_province
):
    EstablishmentFactory(name="Chè Anh Sơn", province=province)
    EstablishmentFactory(name="Mật ong Hương Sơn", province=other_province)

    assert names(sign_in(province_officer).get("/co-so/")) == ["Chè Anh Sơn"]
    assert names(sign_in(stranger).get("/co-so/")) == ["Mật ong Hương Sơn"]


@pytest.mark.parametrize("page", ["", "sua/"])
def test_a_stranger_finds_nothing(sign_in, stranger, province, page):
    EstablishmentFactory(code="CS-1", province=province)

    assert sign_in(stranger).get(f"/co-so/CS-1/{page}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_one_number_of_queries_whatever_the_rows(
    sign_in, province_officer, province, rows, django_assert_num_queries
):
    EstablishmentFactory.create_batch(rows, province=province)
    client = sign_in(province_officer)
    client.get("/co-so/")

    with django_assert_num_queries(6):  # session, person, count, rows, places, trades
        client.get("/co-so/")


@pytest.fixture
def three(province):
    EstablishmentFactory(name="Chè Anh Sơn", province=province, cooperative=True, workers_count=9)
    EstablishmentFactory(
        name="Đá mỹ nghệ", province=province, tax_code="0100233488", workers_count=20
    )
    EstablishmentFactory(name="Ấm tử sa", province=province, household=True, illustrative=True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ấm tử sa", "Chè Anh Sơn", "Đá mỹ nghệ"]),
        ("words=da+my", ["Đá mỹ nghệ"]),
        ("words=0100233", ["Đá mỹ nghệ"]),
        ("legal_form=cooperative", ["Chè Anh Sơn"]),
        ("records=True", ["Ấm tử sa"]),
        ("sap-xep=-ten", ["Đá mỹ nghệ", "Chè Anh Sơn", "Ấm tử sa"]),
        ("sap-xep=lao-dong", ["Chè Anh Sơn", "Đá mỹ nghệ", "Ấm tử sa"]),
        ("legal_form=lạ", ["Ấm tử sa", "Chè Anh Sơn", "Đá mỹ nghệ"]),
    ],
)
def test_filters_and_the_vietnamese_order(sign_in, province_officer, three, query, found):
    assert names(sign_in(province_officer).get(f"/co-so/?{query}")) == found


def test_htmx_is_given_the_rows_alone(sign_in, province_officer, three):
    page = sign_in(province_officer).get("/co-so/", headers={"HX-Request": "true"})

    assert "<html" not in page.content.decode()


def test_a_page_tells_the_support_received_for_every_item(sign_in, province_officer, province):
    beneficiary = BeneficiaryFactory(scheme__province=province, establishment__code="CS-1")
    LineFactory(
        scheme=beneficiary.scheme,
        beneficiary=beneficiary,
        item="Máy sấy",
        account__settled={"province": 200_000_000, "counterpart": 300_000_000},
    )

    page = sign_in(province_officer).get("/co-so/CS-1/").content.decode()

    assert "Máy sấy" in page
    assert "200 triệu đồng" in page
    assert "300 triệu đồng" in page


def test_counterpart_that_is_only_registered_is_told_as_registered(
    sign_in, province_officer, province
):
    beneficiary = BeneficiaryFactory(scheme__province=province, establishment__code="CS-1")
    line = LineFactory(scheme=beneficiary.scheme, beneficiary=beneficiary)
    EntryFactory(account=line.account, amount_vnd=450_000_000, registered=True, counterpart=True)

    page = sign_in(province_officer).get("/co-so/CS-1/").content.decode()

    assert "đăng ký 450 triệu đồng" in page


@pytest.mark.parametrize(
    ("valid_to", "said"),
    [(None, "thuộc địa bàn khó khăn"), (date(2020, 12, 31), "không rõ: chưa biết xã, phường")],
)
def test_a_page_tells_the_area_as_of_today(sign_in, province_officer, province, valid_to, said):
    commune = CommuneFactory(province=province)
    EstablishmentFactory(code="CS-1", province=province, commune=commune)
    DisadvantagedArea.objects.create(
        unit=commune,
        category="difficult",
        valid_from=date(2016, 1, 1),
        valid_to=valid_to,
        source="Danh mục mẫu",
    )

    assert said in sign_in(province_officer).get("/co-so/CS-1/").content.decode()


@pytest.fixture
def typed(province):
    CommuneFactory(name="Anh Sơn", province=province)
    return {
        "name": "Hợp tác xã chè Anh Sơn",
        "legal_form": "cooperative",
        "province": province.pk,
        "commune": "anh son",
        "tax_code": "0100233488",
        "workers_count": "",
    }


def errors(response):
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def test_an_establishment_is_entered(sign_in, province_officer, typed):
    response = sign_in(province_officer).post("/co-so/them/", typed)

    added = Establishment.objects.get()
    assert response.url == f"/co-so/{added.code}/"
    assert (added.name, str(added.commune), added.tax_code, added.workers_count) == (
        "Hợp tác xã chè Anh Sơn",
        "Xã Anh Sơn",
        "0100233488",
        None,
    )
    assert added.is_illustrative is False


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"tax_code": "0100233489"}, "tax_code", "không đúng số kiểm tra"),
        ({"tax_code": "040095012345"}, "tax_code", "chỉ dùng cho hộ kinh doanh"),
        ({"commune": "Anh Xơn lạ"}, "commune", "Không rõ «Anh Xơn lạ» là xã, phường nào"),
        ({"workers_count": "-1"}, "workers_count", "không được nhỏ hơn 0"),
        ({"workers_count": "9" * 30}, "workers_count", "lớn hơn 1.000.000"),
        ({"name": ""}, "name", "bắt buộc"),
    ],
)
def test_an_error_says_how_to_mend_it_and_keeps_what_was_typed(
    sign_in, province_officer, typed, change, field, said
):
    response = sign_in(province_officer).post("/co-so/them/", {**typed, **change})

    [sentence] = errors(response)[field]
    assert said in sentence
    assert response.context["form"]["legal_form"].value() == "cooperative"
    assert Establishment.objects.count() == 0


def test_a_household_may_use_its_owners_number(sign_in, province_officer, typed):
    sign_in(province_officer).post(
        "/co-so/them/", {**typed, "legal_form": "household", "tax_code": "040095012345"}
    )

    assert Establishment.objects.get().tax_code == "040095012345"


@pytest.mark.parametrize("twin", [{"name": "HTX Chè Anh Sơn"}, {"tax_code": "0100233488"}])
def test_a_likely_duplicate_is_warned_of_and_not_refused(
    sign_in, province_officer, province, typed, twin
):
    EstablishmentFactory(province=province, **twin)
    client = sign_in(province_officer)

    warned = client.post("/co-so/them/", typed)
    assert "Có thể cơ sở này đã có trong sổ" in warned.content.decode()
    assert Establishment.objects.count() == 1

    client.post("/co-so/them/", {**typed, "different": "1"})
    assert Establishment.objects.count() == 2


def test_a_stale_edit_does_not_overwrite_what_another_person_wrote(
    sign_in, province_officer, centre_officer, province
):
    one = EstablishmentFactory(code="CS-1", name="Tên đầu", province=province)
    slow, quick = sign_in(province_officer), sign_in(centre_officer)
    typed = {
        "legal_form": "enterprise",
        "province": province.pk,
        "seen": slow.get("/co-so/CS-1/sua/").context["form"].initial["seen"],
    }
    quick.post("/co-so/CS-1/sua/", {**typed, "name": "Tên của người nhanh"})

    response = slow.post("/co-so/CS-1/sua/", {**typed, "name": "Tên của người chậm"})

    one.refresh_from_db()
    assert one.name == "Tên của người nhanh"
    assert "vừa được người khác sửa" in errors(response)["__all__"][0]


def test_an_officer_of_a_commune_enters_its_establishments_alone(
    sign_in, commune_officer, province, typed
):
    client = sign_in(commune_officer)

    elsewhere = client.post("/co-so/them/", typed)
    client.post("/co-so/them/", {**typed, "commune": "Vinh Lộc"})

    assert "Bạn chỉ nhập được cơ sở thuộc" in errors(elsewhere)["commune"][0]
    assert [one.commune.name for one in Establishment.objects.all()] == ["Vinh Lộc"]


def test_communes_are_suggested_as_typed(sign_in, province_officer, province, typed):
    page = sign_in(province_officer).get(
        "/co-so/xa-phuong/", {"province": province.pk, "commune": "anh"}
    )

    assert page.content.decode().strip() == '<option value="Xã Anh Sơn"></option>'

"""What a hostile person sends is refused in a sentence, or kept as the words it is."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from khuyencong.dossiers.models import Need
from khuyencong.establishments.models import Establishment
from khuyencong.figures.reading.extract import read
from khuyencong.figures.report_check import Judgement, check_report
from khuyencong.lib.money_input import AmountError, parse_vnd
from khuyencong.schemes.actions import take_step
from khuyencong.schemes.models import Scheme
from khuyencong.ui.fields import DayField
from tests.factories.accounts import PASSWORD
from tests.factories.dossiers import AT
from tests.factories.schemes import LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


def test_a_form_with_a_sign_that_no_keyboard_types_is_refused(sign_in, province_officer):
    answer = sign_in(province_officer).post("/khao-sat/ghi-do/", {"name": "Hộ\0A"})

    assert answer.status_code == 400
    assert "Không đọc được yêu cầu" in answer.content.decode()


def test_a_request_that_announces_more_than_anybody_hands_in_is_not_read(db, settings):
    settings.LARGEST_REQUEST = 1000
    body = {"username": "a", "password": "b", "file": BytesIO(b"x" * 2000)}

    answer = Client().post("/dang-nhap/", body)

    assert answer.status_code == 400


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda name: f" {name} "])
def test_wrong_passwords_count_for_one_name_however_it_is_spelled(
    client, province_officer, spelling
):
    for _ in range(4):
        client.post("/dang-nhap/", {"username": province_officer.username, "password": "sai"})
    client.post("/dang-nhap/", {"username": spelling(province_officer.username), "password": "sai"})

    right = {"username": province_officer.username, "password": PASSWORD}
    assert client.post("/dang-nhap/", right).status_code == 429


@pytest.mark.parametrize("words", ["1000001 tỷ tỷ", "9999999999 tỷ", "9" * 25])
def test_an_amount_larger_than_any_budget_is_told(words):
    with pytest.raises(AmountError):
        parse_vnd(words)


@pytest.mark.parametrize("day", ["1/1/0001", "31/12/9999", "31/12/1899"])
def test_a_day_too_far_away_is_told(day):
    field = DayField(label="Ngày")

    with pytest.raises(Exception, match="Năm phải từ 1900 đến 2100"):
        field.clean(day)


def test_a_number_that_fills_a_page_names_nothing(sign_in, leader):
    client = sign_in(leader)

    assert client.get(f"/ke-hoach/2027/so-sanh/?phuong-an={'9' * 5000}").status_code in (200, 302)


def test_words_stay_words_on_every_page(sign_in, province_officer, province):
    scheme = SchemeFactory(code="KC-1", name=f"Máy {SCRIPT}", province=province)
    LineFactory(scheme=scheme, item=SCRIPT, for_beneficiary=True)

    for url in ("/de-an/", "/de-an/KC-1/", "/de-an/KC-1/sua/", "/de-an/KC-1/so-kinh-phi/"):
        text = sign_in(province_officer).get(url).content.decode()
        assert ("&lt;script&gt;" in text or url.endswith("phi/"), SCRIPT in text) == (True, False)


@pytest.mark.parametrize("name", ['=cmd|"/c calc"!A1', "http://ke-xau.example/"])
def test_a_name_in_a_workbook_is_neither_a_formula_nor_a_link(
    sign_in, province_officer, province, name
):
    LineFactory(
        scheme=SchemeFactory(name=name, province=province),
        account__settled={"province": 100_000_000},
    )
    answer = sign_in(province_officer).get("/so-lieu/xlsx/?measure=support&place=Nghệ+An")

    with ZipFile(BytesIO(answer.content)) as book:
        sheets = [book.read(part).decode() for part in book.namelist() if "worksheets/" in part]
    assert not any("<f>" in sheet or "<hyperlink " in sheet for sheet in sheets)


def test_a_draft_is_not_a_way_to_ask_for_the_records_of_another_province(
    province_officer, stranger, province
):
    LineFactory(scheme=SchemeFactory(province=province), account__settled={"province": 100_000_000})
    draft = read("Năm 2018, tỉnh Nghệ An thực hiện 7 đề án khuyến công, kinh phí 2,5 tỷ đồng.")

    def judged(viewer):
        report = check_report(draft, against_records=True, viewer=viewer)
        return {one.judgement for one in report.judged}

    assert (Judgement.DIFFERS in judged(province_officer), judged(stranger)) == (
        True,
        {Judgement.NOT_COMPARED},
    )


def test_a_scheme_that_has_moved_on_is_not_put_into_another_programme(
    sign_in, province_officer, centre_officer, province
):
    scheme = SchemeFactory(code="KC-1", province=province, state="draft", national=True)
    before = sign_in(province_officer).get("/de-an/KC-1/sua/").status_code
    take_step(scheme, "submit", by=centre_officer, at=AT)
    client = sign_in(province_officer)

    answers = [
        client.post(f"/de-an/KC-1/{page}/", {"tier": "province", "national_vnd": "1 tỷ"})
        for page in ("sua", "them-dong")
    ]

    assert (before, [one.status_code for one in answers]) == (200, [403, 403])
    assert Scheme.objects.get().tier == "national"


def test_nothing_is_booked_on_a_draft_but_what_it_asks_for(sign_in, province_officer, province):
    SchemeFactory(code="KC-1", province=province, state="draft")
    page = sign_in(province_officer).get("/de-an/KC-1/them-dong/")

    assert [value for value, _ in page.context["form"].fields["nature"].choices] == ["registered"]


def test_what_an_illustrative_account_enters_is_illustrative(
    sign_in, province_officer, commune_officer, province
):
    for person in (province_officer, commune_officer):
        person.is_illustrative = True
        person.save()
    establishment = {"name": "Hộ A", "legal_form": "household", "province": province.pk}
    need = {"commune": commune_officer.organisation.place_id, "name": "Hộ B", "phone": "0900000000"}
    need |= {"content": "machine", "year": "2027", "heard_from": ""}

    sign_in(province_officer).post("/co-so/them/", establishment)
    sign_in(commune_officer).post("/khao-sat/ghi/", need)

    assert list(Establishment.objects.values_list("name", "is_illustrative")) == [("Hộ A", True)]
    assert list(Need.objects.values_list("name", "is_illustrative")) == [("Hộ B", True)]


def test_a_field_that_the_form_does_not_ask_for_changes_nothing(sign_in, province_officer):
    sign_in(province_officer).post(
        reverse("accounts:account_password"),
        {"current": "x", "role": "administrator", "is_superuser": "1", "is_active": "1"},
    )
    province_officer.refresh_from_db()

    assert (province_officer.role, province_officer.is_superuser) == ("province_officer", False)

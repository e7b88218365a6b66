from datetime import date

import pytest

from khuyencong.funding.models import Entry
from khuyencong.places.models import DisadvantagedArea
from khuyencong.schemes.models import Line
from tests.factories.establishments import EstablishmentFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import SchemeFactory

ADDRESS = "/de-an/NA-1/them-dong/"


@pytest.fixture
def scheme(province):
    return SchemeFactory(code="NA-1", province=province, start_year=2018, dated_on=date(2018, 3, 1))


@pytest.fixture
def client(sign_in, province_officer, scheme):
    return sign_in(province_officer)


@pytest.fixture
def typed(scheme):
    return {
        "year": "2018",
        "content": "machine",
        "item": "Máy sấy lạnh",
        "nature": "allocated",
        "booked_on": "2/4/2018",
        "document": "QĐ 15/QĐ-SCT",
        "national_vnd": "1,2 tỷ",
        "counterpart_vnd": "1.500.000.000",
    }


def errors(response):
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def test_a_line_is_added_with_its_money(client, typed, province_officer):
    client.post(ADDRESS, typed)

    line = Line.objects.get()
    assert (line.content, line.item, line.account.year, line.account.stage) == (
        "machine",
        "Máy sấy lạnh",
        2018,
        "allocated",
    )
    assert list(
        Entry.objects.values_list("kind", "level", "amount_vnd", "booked_on", "recorded_by")
    ) == [
        ("grant", "national", 1_200_000_000, date(2018, 4, 2), province_officer.pk),
        ("counterpart", "", 1_500_000_000, date(2018, 4, 2), province_officer.pk),
    ]


def test_the_amounts_are_told_as_they_were_understood(client, typed):
    page = client.post(ADDRESS, typed, follow=True).content.decode()

    assert (
        "Đã thêm dòng: hỗ trợ từ khuyến công quốc gia 1,2 tỷ đồng; vốn đối ứng 1,5 tỷ đồng." in page
    )


def test_support_that_returns_is_posted_as_such(client, typed):
    client.post(ADDRESS, {**typed, "is_recoverable": "on"})

    assert list(Entry.objects.values_list("kind", flat=True)) == ["recoverable", "counterpart"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"national_vnd": "300"},
            {
                "national_vnd": [
                    "«300» hiểu là 300 đồng, quá nhỏ: hãy ghi cả đơn vị, ví dụ «300 triệu»."
                ]
            },
        ),
        ({"year": "2019"}, {"year": ["Đề án này thực hiện 2018."]}),
        (
            {"establishment": "Chè lạ"},
            {"establishment": ["Không thấy cơ sở «Chè lạ» trong sổ: hãy thêm cơ sở trước."]},
        ),
        (
            {"booked_on": "hôm qua"},
            {"booked_on": ["Ngày phải viết như 15/03/2026 và có trong lịch."]},
        ),
    ],
)
def test_an_error_says_how_to_mend_it_and_keeps_what_was_typed(client, typed, change, said):
    response = client.post(ADDRESS, {**typed, **change})

    assert errors(response) == said
    assert response.context["form"]["item"].value() == "Máy sấy lạnh"
    assert Line.objects.count() == 0


def test_with_an_error_elsewhere_the_amount_is_still_told(client, typed):
    response = client.post(ADDRESS, {**typed, "year": "2019"})

    assert "Hiểu là 1.200.000.000 đồng (1,2 tỷ đồng)." in response.content.decode()


def test_a_district_has_no_budget_after_the_reform(sign_in, province_officer, province, typed):
    SchemeFactory(code="NA-2", province=province, start_year=2026)

    response = sign_in(province_officer).post(
        "/de-an/NA-2/them-dong/",
        {**typed, "year": "2026", "booked_on": "1/2/2026", "district_vnd": "50 triệu"},
    )

    assert errors(response) == {"district_vnd": ["Từ 01/07/2025 không còn ngân sách cấp huyện."]}


@pytest.fixture
def tea(province):
    return EstablishmentFactory(
        code="CS-000900", name="HTX Chè Anh Sơn", province=province, tax_code="0100233488"
    )


@pytest.mark.parametrize(
    "words", ["CS-000900", "cs-000900 – HTX Chè Anh Sơn", "htx che anh son", "0100233488"]
)
def test_an_establishment_is_found_by_code_name_or_tax_code(client, typed, tea, words):
    client.post(ADDRESS, {**typed, "establishment": words})

    assert Line.objects.get().beneficiary.establishment == tea


def test_of_several_alike_the_person_chooses(client, typed, tea, province):
    EstablishmentFactory(code="CS-000901", name="HTX Chè Thanh Chương", province=province)

    response = client.post(ADDRESS, {**typed, "establishment": "htx chè"})

    [said] = errors(response)["establishment"]
    assert "CS-000900 – HTX Chè Anh Sơn" in said
    assert "CS-000901 – HTX Chè Thanh Chương" in said


def test_an_illustrative_establishment_is_not_mixed_into_a_real_scheme(client, typed, province):
    EstablishmentFactory(name="Chè minh họa", province=province, illustrative=True)

    response = client.post(ADDRESS, {**typed, "establishment": "Chè minh họa"})

    assert list(errors(response)) == ["establishment"]


@pytest.mark.parametrize(
    ("listed_from", "listed_to", "known"),
    [
        (date(2016, 1, 1), date(2020, 12, 31), True),
        (date(2019, 1, 1), None, None),
    ],
)
def test_the_area_is_that_of_the_day_of_the_plan(
    client, typed, tea, province, listed_from, listed_to, known
):
    tea.commune = CommuneFactory(province=province)
    tea.save()
    DisadvantagedArea.objects.create(
        unit=tea.commune,
        category="difficult",
        valid_from=listed_from,
        valid_to=listed_to,
        source="Danh mục mẫu",
    )

    client.post(ADDRESS, {**typed, "establishment": tea.code})

    assert Line.objects.get().beneficiary.in_disadvantaged_area is known


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("1,2 tỷ", "Hiểu là 1.200.000.000 đồng (1,2 tỷ đồng)."),
        ("", "Ví dụ: 300 triệu; 1,2 tỷ; 1.200.000."),
        ("abc", "Không hiểu số tiền «abc». Viết như «1.200.000», «300 triệu» hoặc «1,2 tỷ»."),
    ],
)
def test_an_amount_being_typed_is_told_back(client, words, said):
    response = client.get("/de-an/so-tien/", {"national_vnd": words})

    assert response.content.decode() == said


def test_establishments_are_suggested_as_typed(client, tea):
    page = client.get("/de-an/co-so/", {"establishment": "anh son"}).content.decode()

    assert page.strip() == '<option value="CS-000900 – HTX Chè Anh Sơn"></option>'

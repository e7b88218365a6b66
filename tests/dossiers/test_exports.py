"""Coverage and the estimate as workbooks."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from khuyencong.dossiers import actions
from khuyencong.dossiers.actions import ItemFacts
from khuyencong.dossiers.queries import ContentRow, Reached, coverage_by_content
from tests.factories.dossiers import AT, NeedFactory
from tests.factories.establishments import EstablishmentFactory
from tests.factories.places import CommuneFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, SchemeFactory

pytestmark = pytest.mark.django_db


def rows_of(response, title, first):
    sheet = load_workbook(BytesIO(response.content))[title]
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


@pytest.fixture
def asked(province):
    """One asked for a machine and got a brand, one asked and got the machine; one is not known."""
    commune = CommuneFactory(province=province, name="An Hòa")
    vain, helped, silent = EstablishmentFactory.create_batch(3, province=province, commune=commune)
    NeedFactory(commune=commune, establishment=vain, name=vain.name)
    NeedFactory(commune=commune, establishment=helped, name=helped.name)
    NeedFactory(commune=commune, name="Hộ mới", content="brand")
    scheme = SchemeFactory(province=province)
    for establishment, content in ((vain, "brand"), (helped, "machine")):
        beneficiary = BeneficiaryFactory(scheme=scheme, establishment=establishment)
        LineFactory(scheme=scheme, beneficiary=beneficiary, content=content)
    return vain, helped, silent


def test_each_content_tells_who_asked_and_who_asked_in_vain(
    asked, province, centre_officer, django_assert_num_queries
):
    coverage_by_content(centre_officer, Reached(province))  # what a process keeps is kept
    with django_assert_num_queries(2):
        found = coverage_by_content(centre_officer, Reached(province))
    only = coverage_by_content(centre_officer, Reached(province, content="brand"))

    machine = ContentRow("machine", needs=2, asked=2, unmet=1, supported=1)
    brand = ContentRow("brand", needs=1, new_names=1, supported=1)
    assert (found, only) == ([machine, brand], [brand])


def test_coverage_is_downloaded_with_its_filters(asked, sign_in, centre_officer):
    silent = asked[2]
    found = sign_in(centre_officer).get("/khao-sat/do-phu/tai-ve/?content=machine")

    assert rows_of(found, "Theo địa bàn", 6) == [
        [
            "Địa bàn",
            "Cơ sở trong sổ",
            "Đợt tuyên truyền",
            "Lượt người nghe",
            "Cơ sở được nghe (có tên)",
            "Cơ sở nêu nhu cầu",
            "Ngoài sổ nêu nhu cầu",
            "Đã được hỗ trợ",
            "Chưa được hỗ trợ",
            "Chưa từng được gì",
        ],
        ["Xã An Hòa", 3, 0, 0, 0, 2, 0, 1, 2, 1],
        ["Cộng", 3, 0, 0, 0, 2, 0, 1, 2, 1],
    ]
    assert rows_of(found, "Chưa từng được gì", 7) == [[silent.code, silent.name, "Xã An Hòa", None]]


def test_the_estimate_is_downloaded_and_no_name_is_a_formula(draft, sign_in, centre_officer):
    facts = ItemFacts(
        name="=HYPERLINK(1)",
        unit="tờ",
        quantity=1000,
        unit_price_vnd=500,
        province_vnd=400_000,
        is_recoverable=True,
    )
    actions.add_item(draft.lines.get(), facts, by=centre_officer, at=AT)

    found = sign_in(centre_officer).get(f"/ho-so/{draft.code}/du-toan/tai-ve/")

    assert found["Content-Disposition"] == f'attachment; filename="du-toan-{draft.code}.xlsx"'
    assert rows_of(found, "Dự toán", 7) == [
        ["1", "Máy sấy lạnh", None, None, None, 500_000, 0, 400_000, 0, 0, 0, 100_000],
        [
            "1.1",
            "=HYPERLINK(1) (có thu hồi)",
            "tờ",
            1000,
            500,
            500_000,
            0,
            400_000,
            0,
            0,
            0,
            100_000,
        ],
        [None, "Cộng", None, None, None, 500_000, 0, 400_000, 0, 0, 0, 100_000],
    ]
    sheet = load_workbook(BytesIO(found.content))["Dự toán"]
    assert sheet["B8"].data_type == "s"

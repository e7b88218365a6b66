import csv
import io
from datetime import date
from urllib.parse import quote_plus

import openpyxl
import pytest

from khuyencong.indicators.address import parse
from khuyencong.places.queries import units_within_ids
from tests.factories.figures import PublishedFigureFactory
from tests.factories.funding import EntryFactory
from tests.factories.schemes import BeneficiaryFactory, LineFactory, ResultFactory, SchemeFactory

PLACE = quote_plus("Nghệ An")
ADDRESS = f"/so-lieu/?measure=support&place={PLACE}&period=2016-2018"


@pytest.fixture(autouse=True)
def _units():
    units_within_ids.cache_clear()
    yield
    units_within_ids.cache_clear()


@pytest.fixture
def records(province):
    """Three illustrative schemes: 100 and 200 million of the province, 300 national."""
    for year, level, amount, content in (
        (2016, "province", 100_000_000, "machine"),
        (2016, "province", 200_000_000, "model"),
        (2018, "national", 300_000_000, "machine"),
    ):
        tier = "national" if level == "national" else "province"
        scheme = SchemeFactory(
            code=f"MH-{year}-{content}",
            province=province,
            start_year=year,
            tier=tier,
            illustrative=True,
        )
        LineFactory(scheme=scheme, content=content, account__settled={level: amount})


def rows(found):
    return [(row.label, row.shown, row.rows_count) for row in found]


def errors(response):
    return {name: list(sentences) for name, sentences in response.context["form"].errors.items()}


def test_a_visitor_sees_the_figure_its_years_and_its_parts(client, records):
    opened = client.get(ADDRESS).context["opened"]

    assert (opened.shown, opened.exact) == ("600 triệu đồng", "600.000.000 đồng")
    assert (opened.evaluation.rows_count, opened.evaluation.unknown_count) == (3, 0)
    assert rows(opened.years) == [
        ("2016", "300 triệu đồng", 2),
        ("2017", "0 đồng", 0),
        ("2018", "300 triệu đồng", 1),
    ]
    assert rows(opened.stages) == [("Quyết toán", "600 triệu đồng", 3)]
    assert rows(opened.parts) == [
        ("Ứng dụng máy móc tiên tiến, chuyển giao công nghệ", "400 triệu đồng", 2),
        ("Mô hình trình diễn kỹ thuật", "200 triệu đồng", 1),
    ]


@pytest.mark.parametrize(
    ("registered", "reason"),
    [
        ((), ""),
        ((250,), "Chưa có khoản nào được thực hiện; theo đăng ký là 250 triệu đồng."),
    ],
)
@pytest.mark.parametrize("measure", ["counterpart", "investment"])
def test_what_is_only_registered_is_told_beside_a_nothing(
    client, records, province, measure, registered, reason
):
    line = LineFactory(scheme__province=province, scheme__illustrative=True)
    for millions in registered:
        kind = {"counterpart": "counterpart", "investment": "attracted"}[measure]
        EntryFactory(
            account=line.account, registered=True, amount_vnd=millions * 1_000_000, **{kind: True}
        )
    EntryFactory(account=line.account, allocated=True)

    page = client.get(ADDRESS.replace("support", measure))

    opened = page.context["opened"]
    assert (opened.shown, opened.reason) == ("0 đồng", reason)
    assert reason in page.content.decode()


@pytest.mark.parametrize(
    ("own", "is_ahead", "reason"),
    [
        (
            250,
            True,
            "Chưa gồm vốn đối ứng của phần việc mới được phân bổ kinh phí, chưa nghiệm thu; tổng "
            "vốn đối ứng đã đăng ký là 400 triệu đồng.",
        ),
        (250, False, ""),
        (
            0,
            False,
            "Chưa có vốn đối ứng nào được nghiệm thu, quyết toán; theo đăng ký là 400 triệu đồng.",
        ),
    ],
)
def test_counterpart_that_is_not_accepted_yet_is_told_as_the_report_tells_it(
    client, province, own, is_ahead, reason
):
    settled = {"province": 100_000_000} | ({"counterpart": own * 1_000_000} if own else {})
    line = LineFactory(
        scheme__province=province, scheme__illustrative=True, account__settled=settled
    )
    more = LineFactory(scheme__province=province, scheme__illustrative=True)
    if is_ahead:
        EntryFactory(account=more.account, allocated=True)
    for one, millions in ((line, 250), (more, 150)):
        EntryFactory(
            account=one.account, registered=True, counterpart=True, amount_vnd=millions * 1_000_000
        )

    told = {
        measure: client.get(ADDRESS.replace("support", measure)).context["opened"]
        for measure in ("total", "counterpart", "support")
    }

    assert [told["total"].reason, told["support"].reason] == [reason, ""]
    if own:
        assert (told["counterpart"].shown, told["counterpart"].reason) == (
            "250 triệu đồng",
            reason,
        )
        assert rows(told["counterpart"].stages) == [("Quyết toán", "250 triệu đồng", 1)]
        assert rows(told["counterpart"].years)[2] == ("2018", "250 triệu đồng", 1)
    assert told["total"].shown == ("450 triệu đồng" if is_ahead else f"{100 + own} triệu đồng")


def test_it_tells_how_much_is_settled_and_how_much_only_allocated(client, records, province):
    line = LineFactory(
        scheme__province=province, scheme__illustrative=True, scheme__start_year=2017
    )
    EntryFactory(account=line.account, amount_vnd=50_000_000, allocated=True)

    stages = client.get(ADDRESS).context["opened"].stages

    assert rows(stages) == [
        ("Quyết toán", "600 triệu đồng", 3),
        ("Phân bổ", "50 triệu đồng", 1),
    ]


def test_a_sum_of_illustrative_records_says_so(client, records):
    page = client.get(ADDRESS).content.decode()

    assert "Con số này cộng từ hồ sơ tổng hợp" in page


def test_a_visitor_is_invited_to_sign_in_for_the_records(client, records):
    response = client.get(ADDRESS)

    assert response.context["behind"] is None
    assert "Đăng nhập để xem" in response.content.decode()


def test_an_officer_opens_the_schemes_behind_largest_first(sign_in, province_officer, records):
    behind = sign_in(province_officer).get(ADDRESS).context["behind"]

    assert [(record.code, record.shown, record.href) for record in behind["records"]] == [
        ("MH-2018-machine", "300 triệu đồng", "/de-an/MH-2018-machine/"),
        ("MH-2016-model", "200 triệu đồng", "/de-an/MH-2016-model/"),
        ("MH-2016-machine", "100 triệu đồng", "/de-an/MH-2016-machine/"),
    ]


def test_a_stranger_sees_the_sum_and_none_of_the_records(sign_in, stranger, records):
    response = sign_in(stranger).get(ADDRESS)

    assert response.context["opened"].shown == "600 triệu đồng"
    assert response.context["behind"]["records"] == []


def test_sums_of_real_records_are_for_officers_of_the_place(
    client, sign_in, province_officer, stranger, records, province
):
    LineFactory(scheme__province=province, account__settled={"province": 7_000_000})

    shown = {
        "visitor": client.get(ADDRESS).context["opened"].shown,
        "stranger": sign_in(stranger).get(ADDRESS).context["opened"].shown,
        "officer": sign_in(province_officer).get(ADDRESS).context["opened"].shown,
        "asked": client.get(f"{ADDRESS}&records=real").context["opened"].reason,
    }

    assert shown == {
        "visitor": "600 triệu đồng",
        "stranger": "600 triệu đồng",
        "officer": "7 triệu đồng",
        "asked": "Số cộng từ hồ sơ thật chỉ mở cho cán bộ của địa bàn.",
    }


@pytest.mark.parametrize(
    ("chosen", "parts"),
    [
        (
            "source",
            [("Quốc gia", "300 triệu đồng", 1), ("Tỉnh", "300 triệu đồng", 2)],
        ),
        ("legal_form", [("Không rõ", "600 triệu đồng", 3)]),
        (
            "lạ",
            [
                ("Ứng dụng máy móc tiên tiến, chuyển giao công nghệ", "400 triệu đồng", 2),
                ("Mô hình trình diễn kỹ thuật", "200 triệu đồng", 1),
            ],
        ),
    ],
)
def test_it_is_split_by_the_dimension_chosen(client, records, chosen, parts):
    opened = client.get(f"{ADDRESS}&chia={chosen}").context["opened"]

    assert rows(opened.parts) == parts


def test_the_whole_country_is_split_by_place(client, records):
    opened = client.get("/so-lieu/?measure=support&chia=place").context["opened"]

    assert rows(opened.parts) == [("Tỉnh Nghệ An", "600 triệu đồng", 3)]


def test_a_part_leads_to_an_address_that_evaluates_to_it(client, records):
    opened = client.get(ADDRESS).context["opened"]

    for row in [*opened.years, *opened.parts, *opened.stages]:
        assert client.get(f"/so-lieu/?{row.query}").context["opened"].shown == row.shown


def test_the_published_figure_stands_beside_with_its_verdict(client, records, province):
    PublishedFigureFactory(
        measure="support",
        place=province,
        start_date=date(2016, 1, 1),
        end_date=date(2018, 12, 31),
        value=600_000_000,
        surface="600 triệu đồng",
        unit="VND",
    )

    response = client.get(ADDRESS)

    [claim] = response.context["opened"].claims
    assert (claim.figure.surface, claim.verdict.outcome.value, claim.tone) == (
        "600 triệu đồng",
        "khớp",
        "success",
    )
    assert "khớp với dữ liệu minh họa" in response.content.decode()


def test_an_address_is_redirected_to_its_own_spelling(client, records):
    response = client.get("/so-lieu/?measure=support&content=&source=&place=nghe+an&period=2016")

    assert response.url == f"/so-lieu/?measure=support&place={PLACE}&period=2016"


def test_the_link_to_share_is_the_address_alone(client, records):
    link = client.get(f"{ADDRESS}&chia=source").context["link"]

    assert link == f"http://testserver{ADDRESS}"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("period=2016", {"measure": ["Hãy chọn chỉ tiêu."]}),
        (
            "measure=suport",
            {
                "measure": [
                    "Không có chỉ tiêu «suport». Gần nhất: Kinh phí hỗ trợ (support), "
                    "Tỷ lệ khác (percent), Số sản phẩm (products)."
                ]
            },
        ),
        (
            "measure=support&place=Nghe+Anh",
            {"place": ["Không có địa danh «Nghe Anh». Gần nhất: Nghệ An."]},
        ),
        (
            "measure=support&period=2018-2016",
            {"period": ["Kỳ «2018–2016» có ngày kết thúc trước ngày bắt đầu: hãy đổi lại thứ tự."]},
        ),
        (
            "measure=people",
            {"item": ["«Số người» gồm nhiều loại không cộng được với nhau: hãy chọn ở đây."]},
        ),
        (
            "measure=schemes&nature=settled",
            {"nature": ["«Số đề án» không có chiều «mức thực hiện» trong sổ."]},
        ),
    ],
)
def test_a_wrong_word_is_answered_beside_its_field(client, province, query, said):
    response = client.get(f"/so-lieu/?{query}")

    assert (response.status_code, errors(response)) == (400, said)


def test_nothing_typed_is_lost_with_an_error(client, province):
    form = client.get("/so-lieu/?measure=support&place=Lạ&period=2016").context["form"]

    assert {name: form[name].value() for name in ("measure", "place", "period")} == {
        "measure": "support",
        "place": "Lạ",
        "period": "2016",
    }


def test_without_an_address_there_is_a_form_to_make_one(client, db):
    response = client.get("/so-lieu/")

    assert response.status_code == 200
    assert errors(response) == {}


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("measure=schemes", "3 đề án"),
        ("measure=beneficiaries", "1 cơ sở"),
        ("measure=classes", "10 lớp"),
        ("measure=share&source=national", "50,00%"),
        ("measure=support&per=year&period=2016-2018", "200 triệu đồng/năm"),
        ("measure=growth&period=2018", "-100,00%"),
        ("measure=norm_ceiling", "chưa tính được từ sổ"),
    ],
)
def test_every_kind_of_measure_has_a_page(
    client, sign_in, province_officer, records, province, query, shown
):
    scheme = SchemeFactory._meta.model.objects.get(code="MH-2018-machine")
    BeneficiaryFactory(scheme=scheme)
    ResultFactory(province=province, illustrative=True, scheme=scheme)
    address = f"/so-lieu/?{query}&place={PLACE}"

    pages = [one.get(address, follow=True) for one in (client, sign_in(province_officer))]

    if "growth" not in query:
        assert [page.context["opened"].shown for page in pages] == [shown, shown]
    assert [page.status_code for page in pages] == [200, 200]


@pytest.mark.parametrize(
    ("measure", "more"),
    [
        *(("support", more) for more in (0, 2)),
        *((measure, more) for measure in ("counterpart", "total") for more in (1, 3)),
    ],
)
def test_no_more_than_twelve_queries_whatever_the_rows(
    sign_in, province_officer, records, province, more, measure, django_assert_num_queries
):
    for _ in range(more):
        LineFactory(
            scheme__province=province,
            scheme__illustrative=True,
            scheme__start_year=2017,
            account__settled={"province": 5, "counterpart": 5},
        )
    address = ADDRESS.replace("support", measure)
    client = sign_in(province_officer)
    client.get(address)

    with django_assert_num_queries(12):
        client.get(address)


def test_the_csv_holds_numbers_as_numbers(client, records):
    response = client.get(ADDRESS.replace("/so-lieu/", "/so-lieu/csv/"))

    lines = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert lines[1:3] == [
        ["Số liệu", "Giá trị", "Đơn vị"],
        ["Kinh phí hỗ trợ – Nghệ An – 2016–2018", "600000000", "đồng"],
    ]
    assert ["2016", "300000000", "2"] in lines
    assert not any("MH-2018" in cell for line in lines for cell in line)


def test_the_workbook_holds_numbers_and_the_records_for_officers(
    sign_in, province_officer, records
):
    address = ADDRESS.replace("/so-lieu/", "/so-lieu/xlsx/")

    book = openpyxl.load_workbook(io.BytesIO(sign_in(province_officer).get(address).content))

    assert book.sheetnames == ["Số liệu", "Theo năm", "Theo nội dung", "Hồ sơ"]
    assert [cell.value for cell in book["Theo năm"][5]] == ["2016", 300_000_000, 2]
    assert [cell.value for cell in book["Hồ sơ"][5]] == [
        "MH-2018-machine",
        book["Hồ sơ"][5][1].value,
        "2018",
        300_000_000,
    ]
    assert book["Số liệu"]["A2"].value == "Dữ liệu minh họa"


def test_a_name_that_looks_like_a_formula_stays_words(sign_in, province_officer, province):
    LineFactory(
        scheme__province=province,
        scheme__name="=HYPERLINK(1)",
        scheme__start_year=2016,
        account__settled={"province": 5},
    )
    client = sign_in(province_officer)

    text = client.get(ADDRESS.replace("/so-lieu/", "/so-lieu/csv/")).content.decode("utf-8-sig")
    book = client.get(ADDRESS.replace("/so-lieu/", "/so-lieu/xlsx/")).content

    assert "'=HYPERLINK(1)" in text
    sheet = openpyxl.load_workbook(io.BytesIO(book))["Hồ sơ"]
    assert (sheet["B5"].value, sheet["B5"].data_type) == ("=HYPERLINK(1)", "s")


def test_a_wrong_address_downloads_nothing(client, db):
    assert client.get("/so-lieu/csv/?measure=suport").url == "/so-lieu/?measure=suport"


def test_the_page_spells_addresses_as_everything_else_does(client, records):
    address = client.get(ADDRESS).context["opened"].address

    assert parse(address.narrowed(records="").params()).query() == ADDRESS.partition("?")[2]


def test_money_that_no_entry_tells_is_not_known_and_no_nought(client, province):
    LineFactory(scheme__province=province, scheme__start_year=2017, scheme__illustrative=True)

    response = client.get(ADDRESS)

    opened = response.context["opened"]
    assert (opened.shown, opened.evaluation.unknown_count, list(opened.years)) == (
        "không rõ",
        1,
        [],
    )
    assert "1 bản ghi không rõ</strong> số tiền" in response.content.decode()

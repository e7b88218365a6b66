from tests.factories.establishments import EstablishmentFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.schemes import SchemeFactory


def labels(response):
    return [deed.label for deed in response.context["desk"].deeds]


def test_a_visitor_is_sent_to_sign_in(client, db):
    assert client.get("/ban-lam-viec/").url == "/dang-nhap/?next=/ban-lam-viec/"


def test_every_role_is_told_what_it_can_do_next(
    sign_in, province_officer, accountant, administrator, ministry_officer, centre_officer
):
    told = {
        person.full_name: labels(sign_in(person).get("/ban-lam-viec/"))
        for person in (
            province_officer,
            accountant,
            administrator,
            ministry_officer,
            centre_officer,
        )
    }

    assert told == {
        "Trần Cán Bộ": [
            "Ghi nhu cầu của cơ sở",
            "Thêm đề án",
            "Thêm cơ sở",
            "Mở sổ đề án",
            "Xem kinh phí hỗ trợ của địa bàn",
            "Báo cáo tổng kết",
            "Tra cứu một con số",
        ],
        "Phạm Kế Toán": [
            "Mở sổ đề án",
            "Xem kinh phí hỗ trợ của địa bàn",
            "Báo cáo tổng kết",
            "Tra cứu một con số",
        ],
        "Người Quản Trị": ["Tài khoản của cơ sở", "Báo cáo tổng kết", "Tra cứu một con số"],
        "Đỗ Trung Ương": [
            "Mở sổ đề án",
            "Xem kinh phí hỗ trợ của địa bàn",
            "Báo cáo tổng kết",
            "Tra cứu một con số",
        ],
        "Vũ Trung Tâm": [
            "Ghi nhu cầu của cơ sở",
            "Lập hồ sơ đề án",
            "Thêm đề án",
            "Thêm cơ sở",
            "Tài khoản của cơ sở",
            "Mở sổ đề án",
            "Xem kinh phí hỗ trợ của địa bàn",
            "Báo cáo tổng kết",
            "Tra cứu một con số",
        ],
    }


def test_real_and_illustrative_are_counted_apart(sign_in, province_officer, province):
    SchemeFactory(province=province, state="draft")
    SchemeFactory.create_batch(2, province=province, illustrative=True)
    EstablishmentFactory(province=province)

    desk = sign_in(province_officer).get("/ban-lam-viec/").context["desk"]

    assert desk.counts == [
        ("Đề án trong sổ", 1, 2),
        ("Đề án đã giao kế hoạch trở đi", 0, 2),
        ("Cơ sở công nghiệp nông thôn", 1, 0),
    ]


def test_nothing_of_another_province_is_counted(sign_in, stranger, province):
    SchemeFactory(province=province)
    EstablishmentFactory(province=province)

    desk = sign_in(stranger).get("/ban-lam-viec/").context["desk"]

    assert {row[1:] for row in desk.counts} == {(0, 0)}


def test_it_takes_few_queries(sign_in, province_officer, province, django_assert_num_queries):
    SchemeFactory.create_batch(3, province=province)
    client = sign_in(province_officer)
    client.get("/ban-lam-viec/")

    with django_assert_num_queries(10):  # session, person, counts, reports, six of what waits
        client.get("/ban-lam-viec/")


def test_the_reports_of_the_programmes_of_the_place_are_one_step_away(
    sign_in, province_officer, stranger, province
):
    ProgrammeFactory(province=province, name="Chương trình 2016–2020")

    seen = {
        person.full_name: sign_in(person).get("/ban-lam-viec/").context["desk"].reports
        for person in (province_officer, stranger)
    }

    assert seen == {
        "Trần Cán Bộ": [("Chương trình 2016–2020", "/bao-cao/nghe-an/2016-2020/so/")],
        "Người Tỉnh Khác": [],
    }

"""A national group scheme from the survey to its last evaluation, through pages alone.

Two households ask; the centre makes one group dossier of both needs; a council of the department
and the Ministry's department appraise it; the Ministry gives the plan; the department approves who
benefits (Mẫu số 11); under contract one of the two is replaced; both places are accepted, the money
is settled, and what was promised is looked at after 12 and 36 months.
"""

import re
from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import expect

from khuyencong.accounts import roles
from khuyencong.organisations.models import Kind
from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations
from tests.browsing import arriving
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import CommuneFactory
from tests.journeys.changing_hands import PDF, PHONE, Walk

CODE = "KCQG-2027-40-001"
NAME = "Hỗ trợ ứng dụng máy sấy lạnh trong chế biến nông sản"
MACHINE = "Ứng dụng máy móc tiên tiến, chuyển giao công nghệ"
FIRST, SECOND, THIRD = (
    "Hộ kinh doanh Nguyễn Văn An",
    "Hợp tác xã Nông sản Vinh Lộc",
    "Công ty TNHH Chè Thanh Chương",
)
FILE = {"name": "ban-quet.pdf", "mimeType": "application/pdf", "buffer": PDF}
PHOTO = {"name": "may-say.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
PARTS = {
    2: "Hai cơ sở sấy chè, măng bằng lò than; tỷ lệ hỏng 12%, chưa đạt yêu cầu của siêu thị.",
    3: "Lắp hai máy sấy lạnh, giảm tỷ lệ hỏng xuống dưới 3%.",
    4: "Máy sấy lạnh 500 kg/mẻ, mới 100%, điều khiển nhiệt độ tự động.",
    5: "Quý I chọn cơ sở, ký hợp đồng; quý II, III lắp đặt, chạy thử; quý IV nghiệm thu.",
    7: "Trung tâm quản lý; cơ sở đầu tư, vận hành; Sở kiểm tra, nghiệm thu.",
    8: "Sản lượng mỗi cơ sở tăng từ 80 lên 120 tấn/năm, thêm 6 lao động, không còn khói than.",
}


@pytest.fixture
def walk(live_server, page, sign_in_browser, transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    units_within_ids.cache_clear()
    return Walk(page, live_server.url, sign_in_browser)


@pytest.fixture
def law(transactional_db):
    with transaction.atomic():
        regulations.load_regulations(on=date(2026, 1, 1))


@pytest.fixture
def commune_officer(transactional_db, province):
    """Works for the People's Committee of Vinh Lộc."""
    commune = CommuneFactory(code="17329", name="Vinh Lộc", province=province)
    committee = OrganisationFactory(
        name="Ủy ban nhân dân xã Vinh Lộc", kind=Kind.COMMUNE_COMMITTEE, place=commune
    )
    return UserFactory(
        full_name="Hồ Thị Xã", role=roles.COMMUNE_OFFICER.code, organisation=committee
    )


@pytest.fixture
def second_officer(department):
    """Sits in the council too, and owns a share of one of the households."""
    return UserFactory(
        full_name="Phan Góp Vốn", role=roles.PROVINCE_OFFICER.code, organisation=department
    )


@pytest.fixture
def ministry_leader(transactional_db):
    """Gives the national plan."""
    ministry = OrganisationFactory(name="Bộ Công Thương", kind=Kind.MINISTRY, place=None)
    return UserFactory(
        full_name="Bùi Lãnh Đạo Bộ", role=roles.MINISTRY_LEADER.code, organisation=ministry
    )


@pytest.fixture
def ministry_officer(transactional_db):
    department = OrganisationFactory(
        ministry=True, name="Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công"
    )
    return UserFactory(
        full_name="Đỗ Trung Ương", role=roles.MINISTRY_OFFICER.code, organisation=department
    )


def test_a_national_group_scheme_lives_from_the_survey_to_its_last_evaluation(
    walk,
    law,
    commune_officer,
    centre_officer,
    province_officer,
    second_officer,
    leader,
    ministry_officer,
    ministry_leader,
    accountant,
):
    survey(walk, commune_officer)
    write_dossier(walk, centre_officer)
    appoint_a_council(walk, leader, province_officer, second_officer)
    stay_out(walk, second_officer)
    appraise(walk, province_officer, leader)
    register(walk, leader)
    appraise_at_the_ministry(walk, ministry_officer)
    plan(walk, ministry_officer, ministry_leader)
    name_beneficiaries(walk, centre_officer)
    approve_beneficiaries(walk, leader)
    begin(walk, centre_officer)
    report(walk, centre_officer)
    confirm(walk, province_officer)
    advance(walk, accountant)
    ask_for_another_beneficiary(walk, centre_officer)
    decide_on_the_change(walk, leader)
    sign_appendix(walk, centre_officer)
    accept(walk, centre_officer, province_officer)
    pay_the_rest(walk, accountant)
    settle(walk, centre_officer, accountant)
    evaluate(walk, centre_officer, province_officer)
    count(walk, province_officer)


def survey(walk, officer):
    with walk.on("2026-03-10", officer, width=PHONE):
        walk.open("/khao-sat/ghi/")
        for name, phone in ((FIRST, "0912 345 678"), (SECOND, "0987 654 321")):
            walk.fill(
                name=name,
                phone=phone,
                content=(MACHINE,),
                item="Máy sấy lạnh 500 kg/mẻ",
                investment_vnd="650 triệu",
            )
            walk.press("Ghi và sang cơ sở khác")
            walk.told(f"Đã ghi nhu cầu của {name}")


def write_dossier(walk, officer):
    with walk.on("2026-04-02", officer):
        walk.follow(re.compile("nhu cầu"))
        row = walk.page.locator("tr", has_text=FIRST)
        walk.follow("Lập hồ sơ từ nhu cầu này", inside=row)
        walk.fill(
            name=NAME,
            tier=("Khuyến công quốc gia",),
            form=("Đề án nhóm",),
            legal_form=("Hộ kinh doanh",),
        )
        walk.press("Lập hồ sơ")
        walk.told(CODE)
        walk.reads("xác định theo kế hoạch (Mẫu số 11)")
        walk.open("/khao-sat/")
        row = walk.page.locator("tr", has_text=SECOND)
        walk.follow("Lập hồ sơ từ nhu cầu này", inside=row)
        walk.page.locator("[name='group-legal_form']").select_option(label="Hợp tác xã")
        walk.press("Đưa vào đề án nhóm")
        walk.told(f"vào đề án nhóm {CODE}")
        fill_in(walk)
        walk.open(f"/ho-so/{CODE}/")
        walk.reads("Hồ sơ đã đủ: có thể trình thẩm định.")
        walk.follow("Trình thẩm định")
        walk.press("Trình thẩm định")
        walk.told("Đã trình hồ sơ")


def fill_in(walk):
    """The parts, the estimate by item and source, the papers."""
    for number, text in PARTS.items():
        walk.follow(f"Soạn phần {number}")
        walk.fill(text=text)
        walk.press("Lưu")
        walk.open(f"/ho-so/{CODE}/")
    walk.follow("Lập dự toán")
    for item in range(2):
        with arriving(walk.page):
            walk.page.locator("tbody a").nth(item).click()
        walk.fill(unit="máy", unit_price_vnd="650 triệu", national_vnd="300 triệu")
        walk.press("Lưu khoản mục")
    walk.follow("Sửa dòng nội dung")
    walk.fill(item="Hỗ trợ máy sấy lạnh cho 02 cơ sở")
    walk.press("Lưu")
    hand_in_everything(walk)


def hand_in_everything(walk):
    """Every paper that the list still lacks."""
    walk.open(f"/ho-so/{CODE}/giay-to/")
    lacking = walk.page.locator("section.card", has_text="còn thiếu")
    while lacking.count():
        lacking.first.locator("input[type=file]").set_input_files(FILE)
        walk.press("Nộp tệp", inside=lacking.first)


def appoint_a_council(walk, leader, officer, second):
    with walk.on("2026-05-11", officer):
        walk.follow(re.compile(f"{CODE}.*thẩm định cấp cơ sở"))
        walk.follow("Mở thẩm định")
        walk.follow("Lập hội đồng thẩm định")
        walk.fill(decision_number="71/QĐ-SCT", decision_date="8/5/2026")
        walk.option("chair", str(leader))
        walk.press("Lưu và thêm thành viên")
        for person, seat in ((officer, "Thư ký"), (second, "Ủy viên")):
            walk.option("person", str(person))
            walk.fill(seat=(seat,))
            walk.press("Thêm")
            walk.told(f"Đã thêm {person}")
        walk.open(f"/tham-dinh/{CODE}/")
        walk.follow("Mở thẩm định")
        walk.option("council", "71/QĐ-SCT")
        walk.press("Mở thẩm định")
        walk.told("Đã ghi cách thẩm định")
        walk.follow("Sửa căn cứ đối chiếu")
        walk.page.get_by_label("Số đơn vị tính định mức").fill("2")
        walk.press("Lưu")
        walk.reads("trong định mức")


def stay_out(walk, second):
    with walk.on("2026-05-12", second):
        walk.follow(re.compile(f"{CODE}.*thẩm định"))
        walk.follow("Khai báo xung đột lợi ích")
        walk.fill(reason="Góp vốn vào hộ kinh doanh Nguyễn Văn An.")
        walk.press("Khai báo")
        walk.told("không còn hiện với bạn")
        walk.open("/ban-lam-viec/")
        walk.lacks(CODE)


def appraise(walk, officer, leader):
    with walk.on("2026-05-18", officer):
        walk.follow(re.compile(f"{CODE}.*thẩm định"))
        give_opinion(walk, "86")
    with walk.on("2026-05-19", leader):
        walk.follow(re.compile(f"{CODE}.*thẩm định"))
        walk.lacks("Bình quân 86")
        give_opinion(walk, "90")
        walk.follow("Kết luận")
        walk.reads("cần 2")
        walk.page.get_by_label("Chấp thuận", exact=True).check()
        walk.fill(minutes_number="12/BB-HĐTĐ", minutes_date="19/5/2026")
        walk.press("Kết luận")
        walk.told("chấp thuận")


def give_opinion(walk, score):
    walk.follow("Cho ý kiến")
    for one in walk.page.locator("select[name^=verdict_]").all():
        one.select_option(index=1)
    for one in walk.page.locator("textarea[name^=text_]").all():
        one.fill("Phù hợp.")
    walk.fill(score=score, support_vnd="600 triệu", text="Đề nghị hỗ trợ.")
    walk.press("Khóa ý kiến")


def register(walk, leader):
    with walk.on("2026-06-08", leader):
        walk.follow(re.compile(f"{CODE}.*đăng ký với Bộ"))
        walk.press("Đăng ký với Bộ Công Thương")
        walk.reads("Đã đăng ký với Bộ Công Thương")


def appraise_at_the_ministry(walk, officer):
    with walk.on("2026-08-20", officer):
        walk.follow(re.compile(f"{CODE}.*thẩm định cấp Bộ"))
        walk.follow("Mở thẩm định")
        walk.press("Mở thẩm định")
        walk.follow("Sửa căn cứ đối chiếu")
        walk.page.get_by_label("Số đơn vị tính định mức").fill("2")
        walk.press("Lưu")
        walk.follow("Thẩm định", inside=walk.page.locator(".nav-tabs"))
        give_opinion(walk, "84")
        walk.follow("Kết luận")
        walk.page.get_by_label("Chấp thuận", exact=True).check()
        walk.press("Kết luận")
        walk.told("chấp thuận")


def plan(walk, officer, leader):
    with walk.on("2027-01-11", leader):
        walk.follow(re.compile("chờ đưa vào kế hoạch năm 2027"))
        walk.follow("Giao hạn mức")
        walk.fill(number="02/QĐ-BTC", date="8/1/2027", level=("Quốc gia",), amount_vnd="90 tỷ")
        walk.press("Giao hạn mức")
    with walk.on("2027-01-12", officer):
        walk.follow(re.compile("1 đề án đã thẩm định chờ đưa vào kế hoạch năm 2027"))
        walk.follow("Lập phương án")
        walk.fill(title="Đợt 1 năm 2027", tier=("Khuyến công quốc gia",))
        walk.press("Lập")
        walk.follow("Đề xuất phương án")
        walk.press("Đề xuất")
        walk.reads("Trong phương án")
    with walk.on("2027-01-20", leader):
        walk.follow(re.compile("Phương án «Đợt 1 năm 2027»"))
        walk.follow("Quyết định giao kế hoạch")
        walk.fill(number="115/QĐ-BCT", date="20/1/2027")
        walk.press("Giao kế hoạch")
        walk.told("115/QĐ-BCT")


def name_beneficiaries(walk, officer):
    with walk.on("2027-02-03", officer):
        walk.open(f"/thuc-hien/{CODE}/hop-dong/")
        walk.reads("chưa có đơn vị thụ hưởng")
        walk.open("/ban-lam-viec/")
        walk.follow(re.compile("Mẫu số 11"))
        walk.press("Lập kế hoạch (Mẫu số 11)")
        walk.reads(FIRST, SECOND, "chưa ghi «Giấy chứng nhận đăng ký kinh doanh")
        for name, book in ((FIRST, "hộ kinh doanh, không lập"), (SECOND, "năm 2026")):
            walk.follow(name, inside=walk.page.locator("table"))
            for field in walk.page.locator("input[name^=paper_]").all():
                field.fill(f"{book}; lưu tại Trung tâm")
            walk.press("Lưu đơn vị thụ hưởng")
        walk.reads("Kế hoạch đã đủ", "600.000.000", "700.000.000")
        walk.follow("Trình Sở phê duyệt")
        walk.press("Trình Sở phê duyệt")
        walk.told("trình Sở phê duyệt")


def approve_beneficiaries(walk, leader):
    with walk.on("2027-02-10", leader):
        walk.follow(re.compile(f"{CODE}.*Mẫu số 11"))
        walk.follow("Phê duyệt kế hoạch")
        walk.fill(number="31/QĐ-SCT", date="10/2/2027")
        walk.press("Phê duyệt kế hoạch")
        walk.told("phê duyệt kế hoạch")
        walk.open(f"/de-an/{CODE}/")
        walk.reads(FIRST, SECOND)


def begin(walk, officer):
    with walk.on("2027-03-01", officer):
        walk.follow(re.compile(f"{CODE}.*ký hợp đồng"))
        walk.fill(
            number="18/HĐ-KCQG", signed_on="1/3/2027", starts_on="1/3/2027", ends_on="30/11/2027"
        )
        walk.press("Ghi hợp đồng")
        walk.told("Đã ghi hợp đồng số 18/HĐ-KCQG")
    with walk.on("2027-03-03", officer):
        walk.follow(re.compile(f"{CODE}.*bắt đầu thực hiện"))
        walk.press("Bắt đầu thực hiện")


def report(walk, officer):
    with walk.on("2027-04-20", officer):
        walk.follow(re.compile(f"{CODE}.*báo cáo tiến độ"))
        tell_progress(walk, "3/2027", "40")
        walk.follow("Thêm ảnh tháng 03/2027")
        walk.page.locator("input[type=file]").set_input_files(PHOTO)
        walk.fill(taken_at="19/3/2027 09:30", place="Thôn 2, xã Vinh Lộc", caption="Nền xưởng")
        walk.press("Lưu ảnh")
        walk.follow("Báo cáo tiến độ")
        tell_progress(walk, "4/2027", "75")


def confirm(walk, appraiser):
    with walk.on("2027-04-26", appraiser):
        for month in ("03/2027", "04/2027"):
            walk.open("/ban-lam-viec/")
            walk.follow(f"xác nhận báo cáo tiến độ tháng {month}")
            walk.fill(opinion="Đã kiểm tra tại hai cơ sở, đúng như báo cáo.")
            walk.press("Xác nhận")
            walk.told("Đã xác nhận")


def tell_progress(walk, month, percent):
    walk.fill(month=month, note="Đúng tiến độ.")
    for prefix, value in (("percent-", percent), ("counterpart-", "260 triệu")):
        for field in walk.page.locator(f"[name^='{prefix}']").all():
            field.fill(value)
    walk.press("Gửi báo cáo")
    walk.told("Đã gửi báo cáo")


def file_papers(walk, *, of_line=""):
    """Every paper of the list of the line, or of the whole scheme, that is still lacking."""
    walk.open(f"/thuc-hien/{CODE}/{'' if of_line else 'nghiem-thu/'}")
    walk.follow(
        re.compile(f"^Tài liệu, chứng từ của.*{of_line}") if of_line else "Hồ sơ quyết toán"
    )
    lacking = walk.page.locator("section", has_text="còn thiếu")
    number = 1
    while lacking.count():
        one = lacking.first
        one.locator("summary").click()
        one.get_by_label("Số, ký hiệu").fill(f"{number:02d}/2027")
        walk.press("Lưu tài liệu", inside=one)
        number += 1


def advance(walk, accountant):
    """The first may have 70 %, its progress being confirmed above 70 %; no đồng more."""
    with walk.on("2027-05-05", accountant):
        walk.follow(re.compile(f"{CODE}.*tạm ứng lần một.*{FIRST}"))
        walk.fill(document="UNC 41", paid_on="5/5/2027")
        walk.money("grant", "210 triệu")
        walk.press("Ghi tạm ứng")
        walk.reads("Chưa làm được, vì", "Thiếu «Hợp đồng thực hiện đề án»")
        file_papers(walk, of_line=FIRST)
        walk.open("/ban-lam-viec/")
        walk.follow(re.compile(f"{CODE}.*tạm ứng lần một.*{FIRST}"))
        walk.fill(document="UNC 41", paid_on="5/5/2027")
        walk.money("grant", "210.000.001")
        walk.press("Ghi tạm ứng")
        walk.reads("Giảm số tiền; phần còn lại tạm ứng sau khi nghiệm thu")
        walk.money("grant", "210 triệu")
        walk.press("Ghi tạm ứng")
        walk.told("210.000.000 đồng")


def ask_for_another_beneficiary(walk, officer):
    with walk.on("2027-05-24", officer):
        walk.open("/co-so/them/")
        walk.label("Tên cơ sở", THIRD)
        walk.page.get_by_label("Loại hình").select_option(label="Doanh nghiệp nhỏ và vừa")
        walk.fill(province=("Tỉnh Nghệ An",), commune="Vinh Lộc")
        walk.press("Lưu")
        walk.open(f"/de-an/{CODE}/")
        walk.follow("Điều chỉnh")
        walk.follow("Lập đề nghị điều chỉnh")
        walk.fill(reason=f"{SECOND} không thu xếp được vốn đối ứng.")
        walk.press("Lưu lý do")
        walk.follow("Thêm nội dung điều chỉnh")
        group = walk.page.locator("section, div, main").locator(
            f"xpath=//p[contains(., '{SECOND}')]/following-sibling::ul[1]"
        )
        walk.follow(re.compile("^Đơn vị thụ hưởng"), inside=group)
        walk.fill(establishment=THIRD)
        walk.press("Ghi vào đề nghị")
        walk.reads(SECOND, THIRD, "Sở Công Thương quyết định")
        walk.follow("Trình đề nghị điều chỉnh")
        walk.press("Trình đề nghị điều chỉnh")
        walk.told("trình đề nghị điều chỉnh")


def decide_on_the_change(walk, leader):
    with walk.on("2027-06-02", leader):
        walk.follow(re.compile(f"{CODE}.*điều chỉnh lần 1"))
        walk.follow("Phê duyệt điều chỉnh")
        walk.fill(number="140/QĐ-SCT", date="2/6/2027")
        walk.press("Phê duyệt điều chỉnh")
        walk.told("Đã phê duyệt")
        walk.open(f"/de-an/{CODE}/")
        walk.reads(FIRST, THIRD)


def sign_appendix(walk, officer):
    with walk.on("2027-06-08", officer):
        walk.follow(re.compile(f"{CODE}.*phụ lục hợp đồng"))
        walk.fill(
            number="01/PLHĐ",
            signed_on="8/6/2027",
            reason=f"Thay đơn vị thụ hưởng {SECOND} bằng {THIRD}.",
        )
        walk.press("Ghi phụ lục")
        walk.told("Đã ghi phụ lục số 01/PLHĐ")
        walk.open("/ban-lam-viec/")
        walk.lacks("phụ lục hợp đồng")


def accept(walk, officer, appraiser):
    with walk.on("2027-09-20", officer):
        for name in (FIRST, THIRD):
            file_papers(walk, of_line=name)
        walk.open(f"/thuc-hien/{CODE}/tien-do/bao-cao/")
        tell_progress(walk, "9/2027", "100")
    with walk.on("2027-09-27", appraiser):
        for number, name in enumerate((FIRST, THIRD), start=51):
            walk.open("/ban-lam-viec/")
            walk.follow(re.compile(f"{CODE}.*nghiệm thu.*{name}"))
            walk.fill(
                number=f"{number}/BB-NT",
                accepted_on="27/9/2027",
                place="Xã Vinh Lộc",
                summary="Máy lắp đủ, chạy thử 10 mẻ đạt yêu cầu.",
            )
            walk.press("Ghi nghiệm thu")
            walk.told(f"{number}/BB-NT")


def pay_the_rest(walk, accountant):
    with walk.on("2027-10-01", accountant):
        for number, (name, amount) in enumerate(((FIRST, "90 triệu"), (THIRD, "300 triệu"))):
            file_papers(walk, of_line=name)
            walk.open("/ban-lam-viec/")
            walk.follow(re.compile(f"{CODE}.*tạm ứng kinh phí còn lại.*{name}"))
            walk.fill(document=f"UNC 9{number}", paid_on="1/10/2027")
            walk.money("grant", amount)
            walk.press("Ghi tạm ứng")
            walk.told("Đã ghi")


def settle(walk, officer, accountant):
    with walk.on("2027-10-05", officer):
        walk.follow(re.compile(f"{CODE}.*hồ sơ quyết toán"))
        for number, name in enumerate((FIRST, THIRD), start=1):
            for source, amount in (("Nguồn quốc gia", "300 triệu"), ("Vốn đối ứng", "350 triệu")):
                walk.option("source", f"{source}: Máy sấy lạnh 500 kg/mẻ, {name}")
                walk.fill(
                    item="Máy sấy lạnh 500 kg/mẻ",
                    number=f"HĐ 0001{number}",
                    dated_on="15/8/2027",
                    amount_vnd=amount,
                )
                walk.press("Thêm chứng từ")
                walk.told("Đã kê chứng từ")
        file_papers(walk)
    with walk.on("2027-10-08", accountant):
        walk.follow(re.compile(f"{CODE}.*thanh lý, quyết toán"))
        walk.fill(number="22/BB-TL", settled_on="8/10/2027")
        walk.press("Thanh lý, quyết toán")
        walk.told("22/BB-TL")


def evaluate(walk, officer, appraiser):
    for day, months, output in (("2028-09-28", "12", "118"), ("2030-09-28", "36", "126")):
        with walk.on(day, appraiser):
            for name in (FIRST, THIRD):
                walk.open("/ban-lam-viec/")
                walk.follow(re.compile(f"{CODE}.*đánh giá sau {months} tháng.*{name}"))
                walk.fill(
                    round=(f"{months} tháng",),
                    visited_on=date.fromisoformat(day).strftime("%d/%m/%Y"),
                )
                walk.put("promised-output", "120")
                walk.put("actual-output", output)
                walk.press("Ghi đánh giá")
                walk.told("Đã ghi")
    with walk.on("2030-10-01", appraiser):
        walk.follow(re.compile(f"{CODE}.*kết thúc đánh giá"))
        walk.press("Kết thúc đánh giá")
        walk.open(f"/de-an/{CODE}/")
        walk.reads("Đã đánh giá sau hỗ trợ")


def count(walk, officer):
    """What the figures of the year say of it, each opening to its records."""
    shown = {"support": "600 triệu đồng", "counterpart": "700 triệu đồng", "schemes": "1 đề án"}
    with walk.on("2030-10-02", officer):
        figure_of(walk, "beneficiaries", "2 cơ sở")
        walk.reads(FIRST, THIRD)
        walk.lacks(SECOND)
        for measure, figure in shown.items():
            figure_of(walk, measure, figure)
            walk.follow(CODE)
            walk.reads(NAME)


def figure_of(walk, measure, figure):
    walk.open(f"/so-lieu/?measure={measure}&place=Ngh%E1%BB%87+An&period=2027")
    expect(walk.page.locator(".figure-card")).to_contain_text(figure)

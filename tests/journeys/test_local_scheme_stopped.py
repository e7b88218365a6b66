"""A local scheme from the survey on a telephone to its end after a flood, through pages alone.

A cooperative asks, the centre writes the dossier, the department returns and then agrees to it, the
province gives the plan; under contract and half done, a flood ends it: stopped by decision, the
work done accepted, settled for force majeure, the rest paid back.
"""

import re
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import expect

from khuyencong.accounts.roles import COMMUNE_OFFICER
from khuyencong.indicators.address import Address
from khuyencong.organisations.models import Kind
from khuyencong.places.queries import units_within_ids
from khuyencong.regulations import actions as regulations
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory
from tests.factories.places import CommuneFactory
from tests.journeys.changing_hands import PDF, PHONE, Walk
from tests.journeys.local_rules import rule

NAME = "Hỗ trợ ứng dụng máy cấp đông IQF trong chế biến thủy sản"
ITEM = "Máy cấp đông IQF 500 kg/giờ"
FILE = {"name": "ban-quet.pdf", "mimeType": "application/pdf", "buffer": PDF}
PARTS = {
    2: "Cơ sở chế biến 900 tấn thủy sản mỗi năm, cấp đông bằng hầm gió, tốn điện.",
    3: "Lắp một máy cấp đông IQF, nâng sản lượng hàng cấp đông lên 1.500 tấn/năm.",
    4: "Máy cấp đông băng chuyền IQF 500 kg/giờ, mới, tiết kiệm 20% điện năng.",
    5: "Quý I mua máy; quý II, III lắp đặt, chạy thử; quý IV nghiệm thu.",
    7: "Trung tâm quản lý, hợp tác xã đầu tư, vận hành.",
    8: "Tăng 600 tấn/năm, thêm 12 lao động, giảm 20% điện năng cho một tấn sản phẩm.",
}


@pytest.fixture
def walk(live_server, page, sign_in_browser, transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    units_within_ids.cache_clear()
    return Walk(page, live_server.url, sign_in_browser)


@pytest.fixture
def commune_officer(transactional_db, province):
    """Works for the People's Committee of Vinh Lộc."""
    commune = CommuneFactory(code="17329", name="Vinh Lộc", province=province)
    committee = OrganisationFactory(
        name="Ủy ban nhân dân xã Vinh Lộc", kind=Kind.COMMUNE_COMMITTEE, place=commune
    )
    return UserFactory(full_name="Hồ Thị Xã", role=COMMUNE_OFFICER.code, organisation=committee)


@pytest.fixture
def law(transactional_db, province):
    """The law of the country and the rules of the province."""
    with transaction.atomic():
        regulations.load_regulations(on=date(2025, 1, 1))
        rule(province)


def test_a_local_scheme_is_stopped_by_a_flood_and_settled_for_what_was_done(
    walk, law, commune_officer, centre_officer, province_officer, leader, accountant
):
    survey(walk, commune_officer)
    write_dossier(walk, centre_officer)
    return_and_mend(walk, province_officer, centre_officer)
    appraise(walk, province_officer)
    plan(walk, leader)
    begin(walk, centre_officer)
    advance(walk, accountant)
    report(walk, centre_officer, province_officer)
    figures(walk, leader, "2026-09-24", support="250 triệu đồng", schemes="1 đề án")
    ask_to_stop(walk, centre_officer)
    stop(walk, leader)
    figures(walk, leader, "2026-10-07", support="250 triệu đồng", schemes="0 đề án")
    accept_what_was_done(walk, province_officer)
    settle(walk, centre_officer, accountant)
    pay_back(walk, accountant)
    figures(walk, leader, "2026-11-17", support="110 triệu đồng", schemes="0 đề án")
    look_back(walk, province_officer, centre_officer)


def survey(walk, officer):
    with walk.on("2025-08-12", officer, width=PHONE):
        walk.open("/khao-sat/ghi/")
        walk.fill(
            name="Hợp tác xã Thủy sản Vinh Lộc",
            phone="0912 345 678",
            content=("Ứng dụng máy móc tiên tiến, chuyển giao công nghệ",),
            item=ITEM,
            investment_vnd="500 triệu",
        )
        walk.press("Ghi nhu cầu")
        walk.told("Đã ghi nhu cầu")


def write_dossier(walk, officer):
    with walk.on("2025-09-03", officer):
        walk.open("/khao-sat/")
        walk.follow("Lập hồ sơ từ nhu cầu này")
        walk.fill(
            name=NAME,
            tier=("Khuyến công địa phương (tỉnh)",),
            form=("Đề án đơn",),
            year="2026",
            legal_form=("Hợp tác xã",),
        )
        walk.choose("Nội dung cụ thể", "Ứng dụng máy móc tiên tiến")
        walk.press("Lập hồ sơ")
        walk.told("KCDP-2026-40-001")
        for number, text in PARTS.items():
            walk.follow(f"Soạn phần {number}")
            walk.fill(text=text)
            walk.press("Lưu")
            walk.open(dossier())
        walk.follow("Lập dự toán")
        walk.follow(ITEM)
        walk.fill(unit="máy", unit_price_vnd="500 triệu", province_vnd="260 triệu")
        walk.press("Lưu khoản mục")
        hand_in_everything(walk)
        walk.open(dossier())
        walk.follow("Trình thẩm định")
        walk.press("Trình thẩm định")
        walk.told("Đã trình hồ sơ")


def dossier(rest=""):
    return f"/ho-so/KCDP-2026-40-001/{rest}"


def delivery(rest=""):
    return f"/thuc-hien/KCDP-2026-40-001/{rest}"


def hand_in_everything(walk):
    """Every paper that the list still lacks."""
    walk.open(dossier("giay-to/"))
    lacking = walk.page.locator("section.card", has_text="còn thiếu")
    while lacking.count():
        lacking.first.locator("input[type=file]").set_input_files(FILE)
        walk.press("Nộp tệp", inside=lacking.first)


def read_norms(walk, verdict):
    """What the estimate is held against the norms with, then back to the appraisal."""
    tabs = walk.page.locator(".nav-tabs")
    walk.follow("Đối chiếu định mức", inside=tabs)
    walk.reads(verdict)
    walk.follow("Thẩm định", inside=tabs)


def return_and_mend(walk, appraiser, officer):
    with walk.on("2025-09-10", appraiser):
        walk.follow(re.compile("thẩm định cấp cơ sở"))
        walk.follow("Mở thẩm định")
        walk.press("Mở thẩm định")
        read_norms(walk, "vượt định mức")
        walk.follow("Kết luận")
        walk.page.get_by_label("Trả lại để hoàn thiện").check()
        walk.fill(note="Mức đề nghị 260 triệu đồng vượt định mức của tỉnh; lập lại dự toán.")
        walk.press("Kết luận")
        walk.told("trả lại để hoàn thiện")
    with walk.on("2025-09-15", officer):
        walk.follow(re.compile("hoàn thiện hồ sơ được trả lại"))
        walk.reads("Mức đề nghị 260 triệu đồng vượt định mức của tỉnh")
        walk.follow("Lập dự toán")
        walk.follow(ITEM)
        walk.fill(province_vnd="250 triệu")
        walk.press("Lưu khoản mục")
        walk.open(dossier("trinh/"))
        walk.fill(note="Đã lập lại dự toán theo ý kiến của Sở.")
        walk.press("Trình thẩm định")
        walk.told("Đã trình hồ sơ")


def appraise(walk, appraiser):
    with walk.on("2025-10-02", appraiser):
        walk.follow(re.compile("thẩm định cấp cơ sở"))
        walk.follow("Mở thẩm định")
        walk.press("Mở thẩm định")
        read_norms(walk, "trong định mức")
        walk.follow("Cho ý kiến")
        for one in walk.page.locator("select[name^=verdict_]").all():
            one.select_option(index=1)
        for one in walk.page.locator("textarea[name^=text_]").all():
            one.fill("Phù hợp.")
        walk.fill(score="88", support_vnd="250 triệu", text="Đề nghị hỗ trợ.")
        walk.press("Khóa ý kiến")
        walk.follow("Kết luận")
        walk.page.get_by_label("Chấp thuận", exact=True).check()
        walk.press("Kết luận")
        walk.told("chấp thuận")


def plan(walk, leader):
    with walk.on("2026-01-20", leader):
        walk.open("/ke-hoach/2026/han-muc/")
        walk.fill(
            number="05/QĐ-UBND",
            date="9/1/2026",
            level=("Tỉnh",),
            amount_vnd="2 tỷ",
        )
        walk.option("place", "Nghệ An")
        walk.press("Giao hạn mức")
        walk.open("/ke-hoach/2026/phuong-an/")
        walk.fill(title="Phương án đợt 1 năm 2026", tier=("Khuyến công địa phương (tỉnh)",))
        walk.option("place", "Nghệ An")
        walk.press("Lập phương án")
        walk.follow("Đề xuất phương án")
        walk.press("Đề xuất")
        walk.reads("1 đề án trong phương án")
        walk.follow("Quyết định giao kế hoạch")
        walk.fill(number="120/QĐ-UBND", date="20/1/2026")
        walk.press("Giao kế hoạch")
        walk.told("120/QĐ-UBND")


def begin(walk, officer):
    with walk.on("2026-02-03", officer):
        walk.follow(re.compile("ký hợp đồng"))
        walk.fill(
            number="07/HĐ-KC", signed_on="3/2/2026", starts_on="3/2/2026", ends_on="30/11/2026"
        )
        walk.press("Ghi hợp đồng")
        walk.told("Đã ghi hợp đồng số 07/HĐ-KC")
        walk.follow("Bắt đầu thực hiện đề án.")
        walk.press("Bắt đầu thực hiện")
        file_papers(walk)


def file_papers(walk, *, of_scheme=False):
    """Every paper of the list of the line, or of the whole scheme, that is still lacking."""
    walk.open(delivery("nghiem-thu/" if of_scheme else ""))
    walk.follow("Hồ sơ quyết toán" if of_scheme else re.compile("^Tài liệu, chứng từ của"))
    lacking = walk.page.locator("section", has_text="còn thiếu")
    number = 1
    while lacking.count():
        one = lacking.first
        one.locator("summary").click()
        one.get_by_label("Số, ký hiệu").fill(f"{number:02d}/2026")
        walk.press("Lưu tài liệu", inside=one)
        number += 1


def advance(walk, accountant):
    with walk.on("2026-03-05", accountant):
        walk.open(delivery())
        walk.follow(re.compile("chưa tạm ứng lần một"))
        walk.fill(document="UNC 31", paid_on="5/3/2026")
        walk.money("grant", "150 triệu")
        walk.press("Ghi tạm ứng")
        walk.told("150.000.000 đồng")


def report(walk, officer, appraiser):
    with walk.on("2026-09-22", officer):
        walk.follow(re.compile("báo cáo tiến độ"))
        walk.fill(month="9/2026", note="Bão số 9 gây lũ ngày 18/9/2026, xưởng ngập 2 m.")
        for prefix, value in (
            ("percent-", "55"),
            ("state-", "150 triệu"),
            ("counterpart-", "120 triệu"),
        ):
            walk.page.locator(f"[name^='{prefix}']").first.fill(value)
        walk.press("Gửi báo cáo")
        walk.told("Đã gửi báo cáo tháng 09/2026")
    with walk.on("2026-09-23", appraiser):
        walk.follow(re.compile("xác nhận báo cáo tiến độ"))
        walk.fill(opinion="Đã kiểm tra tại chỗ, đúng như báo cáo.")
        walk.press("Xác nhận")


def figures(walk, leader, day, **values):
    """What the province's figures say that day."""
    with walk.on(day, leader):
        for measure, value in values.items():
            place = leader.organisation.place
            address = Address(measure=measure, place=place, records="real")
            walk.open(f"{reverse('figures:address')}?{address.query()}")
            expect(walk.page.locator(".figure-card")).to_have_text(value)


def ask_to_stop(walk, officer):
    with walk.on("2026-09-25", officer):
        walk.open(delivery())
        walk.follow("Điều chỉnh, bổ sung, ngừng")
        walk.follow("Lập đề nghị điều chỉnh")
        walk.fill(reason="Lũ ngày 18/9/2026 làm hỏng xưởng; hợp tác xã không thể tiếp tục đầu tư.")
        walk.press("Lưu lý do")
        walk.follow("Thêm nội dung điều chỉnh")
        walk.follow("Ngừng triển khai")
        walk.fill(sure=True)
        walk.press("Ghi vào đề nghị")
        walk.follow("Thêm tài liệu")
        walk.fill(title="Biên bản xác nhận thiệt hại của UBND xã", number="15/BB-UBND")
        walk.page.locator("input[type=file]").set_input_files(FILE)
        walk.press("Ghi vào đề nghị")
        walk.follow("Trình đề nghị điều chỉnh")
        walk.press("Trình đề nghị điều chỉnh")
        walk.told("trình đề nghị điều chỉnh")


def stop(walk, leader):
    with walk.on("2026-10-06", leader):
        walk.follow(re.compile("quyết định đề nghị điều chỉnh lần 1"))
        walk.reads("Ủy ban nhân dân cấp tỉnh quyết định")
        walk.follow("Phê duyệt điều chỉnh")
        walk.fill(number="2210/QĐ-UBND", date="5/10/2026")
        walk.press("Phê duyệt điều chỉnh")
        walk.told("Đã phê duyệt")
        walk.open("/de-an/KCDP-2026-40-001/")
        walk.reads("Ngừng triển khai")


def accept_what_was_done(walk, appraiser):
    with walk.on("2026-10-14", appraiser):
        walk.open(delivery())
        walk.follow(re.compile("nghiệm thu phần đã làm"))
        walk.fill(
            number="31/BB-NT",
            accepted_on="14/10/2026",
            place="Thôn 3, xã Vinh Lộc",
            summary="Đã lắp khung, dàn lạnh; băng chuyền chưa giao.",
        )
        walk.money("grant", "110 triệu")
        walk.money("counterpart", "120 triệu")
        walk.press("Ghi nghiệm thu")
        walk.told("31/BB-NT")


def settle(walk, officer, accountant):
    with walk.on("2026-10-20", officer):
        walk.open(delivery("quyet-toan/chung-tu/"))
        for source, number, amount, refused in (
            ("Nguồn tỉnh", "HĐ 000123", "135 triệu", "25 triệu"),
            ("Vốn đối ứng", "HĐ 000124", "120 triệu", ""),
        ):
            walk.option("source", source)
            walk.fill(
                item=ITEM,
                number=number,
                dated_on="20/8/2026",
                amount_vnd=amount,
                disallowed_vnd=refused,
                reason="Băng chuyền chưa giao" if refused else "",
            )
            walk.press("Thêm chứng từ")
            walk.told("Đã kê chứng từ")
        file_papers(walk, of_scheme=True)
    with walk.on("2026-11-03", accountant):
        walk.follow(re.compile("thanh lý, quyết toán phần đã làm"))
        walk.fill(
            number="09/BB-TL",
            settled_on="3/11/2026",
            is_force_majeure=True,
            reason="Lũ ngày 18/9/2026, có xác nhận của Ủy ban nhân dân xã.",
        )
        walk.press("Thanh lý, quyết toán")
        walk.told("09/BB-TL")


def pay_back(walk, accountant):
    with walk.on("2026-11-16", accountant):
        walk.open(delivery())
        walk.follow(re.compile("thu hồi 40.000.000 đồng"))
        walk.fill(document="GNT 77", paid_on="16/11/2026")
        walk.press("Ghi khoản hoàn trả")
        walk.told("Đã ghi hoàn trả 40.000.000 đồng")
        walk.reads("Đã thanh lý do ngừng triển khai", "Không còn việc nào.")
        walk.open("/van-thu/de-an/KCDP-2026-40-001/")
        walk.press("Lập biên bản thanh lý hợp đồng")
        walk.told("Đã lập biên bản thanh lý hợp đồng")


def look_back(walk, appraiser, officer):
    """A year later: the cooperative is looked at again, and the dossier begins anew."""
    with walk.on("2027-10-20", appraiser):
        walk.open(delivery())
        walk.follow("Sau hỗ trợ")
        walk.follow(re.compile("^Ghi đánh giá"))
        walk.fill(visited_on="20/10/2027", note="Đã dựng lại xưởng.", is_running=True)
        walk.put("actual-jobs", "18")
        walk.press("Ghi đánh giá")
        walk.told("Đã ghi đánh giá sau 12 tháng")
    with walk.on("2027-10-21", officer):
        walk.open(dossier())
        walk.follow("Chép cho năm khác")
        walk.fill(year="2028")
        walk.press("Chép")
        walk.told("KCDP-2028-40-001")
        walk.reads("Cơ sở chế biến 900 tấn thủy sản mỗi năm")

"""The papers of settlement, of group plans, of side steps: what each says, from the records."""

from datetime import date

import pytest

from khuyencong.delivery import actions as delivery
from khuyencong.documents.content import from_data
from khuyencong.papers import actions
from khuyencong.schemes.actions import take_step
from khuyencong.schemes.models import Scheme
from tests.adjustments import asking
from tests.adjustments.asking import asked, millions, submitted
from tests.delivery.conftest import SETTLED, at, fresh, line_of, plan_scheme
from tests.factories.adjustments import AT as ADJUSTED_AT
from tests.factories.adjustments import RequestPaperFactory, approved_scheme, line_given
from tests.factories.delivery import FollowUpFactory
from tests.factories.group_plans import GroupPlanFactory, PlanPartFactory

from .conftest import visit
from .test_writing import heading, words

pytestmark = pytest.mark.django_db


def foot(paper):
    return from_data(paper.content).foot


def test_settlement_goes_item_by_item(accepted, write):
    paper = write(accepted, "settlement_sheet")

    assert [line for line in words(paper) if " | " in line] == [
        "1 | Máy sấy, HTX Vinh Lộc | 200.000.000 | 200.000.000 | 15.000.000 | 185.000.000",
        "1.1 | Mua máy |  | 200.000.000 | 15.000.000 | 185.000.000",
        " | Tổng cộng | 200.000.000 | 200.000.000 | 15.000.000 | 185.000.000",
    ]
    assert foot(paper) == (
        "Mẫu do hệ thống trình bày; bố cục mẫu số 7 không có trong văn bản đang lưu."
    )


def test_what_is_still_to_be_paid_and_reconciled(accepted, write):
    payment = words(write(accepted, "payment_sheet"))
    table = words(write(accepted, "reconciliation"))

    assert payment[-1] == ("Số tiền đề nghị thanh toán: 200.000.000 đồng (Hai trăm triệu đồng).")
    assert [line for line in table if line.startswith(("Nguồn", "Vốn", "Tổng"))] == [
        "Nguồn tỉnh | 200.000.000 | 0 | 200.000.000 | 185.000.000 | 0",
        "Vốn đối ứng | 300.000.000 | 0 | 300.000.000 | 300.000.000 | 0",
        "Tổng cộng | 500.000.000 | 0 | 500.000.000 | 485.000.000 | 0",
    ]


def test_a_report_of_results_gathers_what_was_accepted(accepted, write):
    said = words(write(accepted, "final_report"))

    assert (
        "Máy sấy, HTX Vinh Lộc: nghiệm thu ngày 01/09/2026, biên bản số 05/BB-NT; địa điểm: Xã "
        "Vinh Lộc."
    ) in said
    assert "Tháng 05/2026: Thiết bị về chậm 10 ngày." in said


def test_a_visit_and_an_evaluation_have_their_minutes(
    accepted, write, province_officer, accountant
):
    visit(accepted, date(2026, 6, 1), by=province_officer)
    delivery.settle(accepted, SETTLED, by=accountant, at=at(10, 1))
    scheme = fresh(accepted)
    FollowUpFactory(line=line_of(scheme), scheme=scheme, by=province_officer)

    minutes, evaluation = write(scheme, "visit_minutes"), words(write(scheme, "follow_up"))

    assert [line for line in words(minutes) if line in ("Máy đã lắp.", "Đang chạy thử.")] == [
        "Máy đã lắp.",
        "Đang chạy thử.",
    ]
    assert heading(minutes).place_and_date == "Nghệ An, ngày 01 tháng 6 năm 2026"
    assert "Cơ sở còn hoạt động." in evaluation


def test_minutes_carry_the_day_of_the_visit_whenever_they_take_their_number(
    under_way, write, province_officer, sign_in
):
    visit(under_way, date(2026, 6, 1), by=province_officer)
    paper = write(fresh(under_way), "visit_minutes")
    page = f"/van-thu/van-ban/{paper.code}/"
    client = sign_in(province_officer)

    told = "Văn bản vẫn ghi ngày 01 tháng 6 năm 2026, là ngày việc diễn ra"
    assert told in client.get(page).content.decode()
    client.post(f"{page}cap-so/", {"dated_on": "14/9/2026"})
    paper.refresh_from_db()
    assert (paper.number.dated_on, heading(paper).symbol, heading(paper).place_and_date) == (
        date(2026, 9, 14),
        "Số: 01/BB-SCT",
        "Nghệ An, ngày 01 tháng 6 năm 2026",
    )


def test_minutes_of_what_has_not_taken_place_take_the_day_of_their_number(
    under_way, write, province_officer
):
    paper = write(fresh(under_way), "acceptance_minutes")
    assert paper.own_day == ""

    paper = actions.number_paper(paper, date(2026, 9, 14), by=province_officer, at=at(9, 15))

    assert heading(paper).place_and_date == "Nghệ An, ngày 14 tháng 9 năm 2026"


def test_a_dossier_sent_back_has_its_notice(waiting, write, province_officer):
    take_step(waiting, "return", by=province_officer, at=at(5, 25), note="Bổ sung báo giá.")

    paper = write(Scheme.objects.get(pk=waiting.pk), "return_notice")

    assert heading(paper).kind == "THÔNG BÁO"
    assert "Bổ sung báo giá." in words(paper)


def test_the_decision_that_sets_a_council_up_bears_its_number(appraised, council, write):
    paper = write(appraised, "council_decision")

    assert heading(paper).symbol == f"Số: {council.decision_number}"
    seats = [line.split(" | ")[3] for line in words(paper) if line[:1].isdigit()]
    assert seats == ["Chủ tịch", "Ủy viên", "Thư ký"]


def test_a_dossier_is_written_with_its_estimate(waiting, write):
    estimate = words(write(waiting, "estimate"))

    assert "Tổng dự toán: 600.000.000 đồng (Sáu trăm triệu đồng)." in estimate


def test_a_request_for_a_change_goes_with_a_letter(law, province, centre_officer, write):
    scheme = approved_scheme(province)
    request = asked(
        scheme, centre_officer, ("money", millions(150), scheme.lines.get(), "grant:province")
    )
    RequestPaperFactory(request=request, by=centre_officer, at=ADJUSTED_AT)

    said = words(write(scheme, "change_letter", by=centre_officer))

    assert "Cơ sở đổi phương án đầu tư." in said
    assert "Công văn đề nghị của Sở Công Thương, số 120/SCT-QLCN." in said


@pytest.mark.parametrize(
    ("form", "to"),
    [("single", "Cục quản lý khuyến công"), ("group", "Sở Công Thương tỉnh Nghệ An")],
)
def test_the_letter_goes_to_who_decides_the_change(law, province, centre_officer, write, form, to):
    given = line_given(province, national=200)
    scheme = approved_scheme(province, tier="national", form=form, lines=(given,))
    submitted(scheme, centre_officer, ("place", asking.words("xã Vinh Lộc"), scheme.lines.get()))

    said = words(write(scheme, "change_letter", by=centre_officer))

    assert said[-1] == f"Kính đề nghị {to} xem xét, quyết định./."


def test_a_group_plan_names_who_benefits_and_is_approved(law, province, centre_officer, write):
    names = ("HTX Vinh Lộc", "HTX Hương Sơn")
    scheme = plan_scheme(province, centre_officer.organisation, names=names)
    plan = GroupPlanFactory(
        scheme=scheme,
        state="approved",
        decided_by=centre_officer,
        decided_at=at(3, 1),
        decision_number="15/QĐ-SCT",
        decision_date=date(2026, 3, 1),
    )
    for line in scheme.lines.all():
        PlanPartFactory(plan=plan, line=line, establishment=line.beneficiary.establishment)

    paper, decision = write(scheme, "work_plan"), write(scheme, "work_plan_decision")

    rows = [line for line in words(paper) if line[:1].isdigit() and " | " in line]
    assert [row.split(" | ")[2] for row in rows] == list(names)
    assert "Kinh phí nhà nước hỗ trợ: 400.000.000 đồng (Bốn trăm triệu đồng)." in words(paper)
    assert "mẫu số 11" in foot(paper)
    assert heading(decision).symbol == "Số: 15/QĐ-SCT"

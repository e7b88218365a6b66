"""What a paper says, by which wording, under which number."""

from datetime import date
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from khuyencong.adjustments.actions import approve
from khuyencong.delivery import actions as delivery
from khuyencong.documents.actions import NumberOutOfOrder
from khuyencong.documents.content import Table, from_data
from khuyencong.documents.models import DocumentNumber
from khuyencong.papers import actions
from khuyencong.papers.actions import AlreadyNumbered, NotOffered, WordingFacts
from khuyencong.papers.building import offered
from khuyencong.papers.models import PaperTemplate
from khuyencong.planning.models import EditionRow, PlanEdition, RowKind
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme
from tests.adjustments.asking import DECISION, millions, submitted
from tests.delivery.conftest import SETTLED, at, fresh, key, plan_scheme
from tests.factories.adjustments import AT as ADJUSTED_AT
from tests.factories.adjustments import approved_scheme
from tests.factories.schemes import SchemeFactory

from .conftest import SITE

pytestmark = pytest.mark.django_db


def kinds(scheme):
    return [kind.value for kind, _ in offered(scheme)]


def words(paper):
    """Every word of the paper, tables included, one line a block."""
    document = from_data(paper.content)
    lines = []
    for block in document.blocks:
        if isinstance(block, Table):
            lines += [" | ".join(row.cells) for row in block.rows]
        else:
            lines.append(f"{block.lead} {block.text}".strip())
    return lines


def heading(paper):
    return from_data(paper.content).heading


BY_STATE = {
    State.DRAFT: ["submission"],
    State.SUBMITTED: ["submission"],
    State.RETURNED: ["submission"],
    State.APPRAISED: ["submission", "plan_decision"],
    State.PLANNED: ["contract"],
    State.STOPPED: ["liquidation_minutes"],
    State.ACCEPTED: ["final_report", "liquidation_minutes"],
    State.SETTLED: ["final_report"],
}


@pytest.mark.parametrize("state", State.values)
def test_a_scheme_without_any_deed_offers_only_what_its_state_needs(state, province):
    scheme = SchemeFactory(province=province, state=state)
    expected = BY_STATE.get(State(state), [])
    if state in (State.REGISTERED, State.MINISTRY_APPRAISED):
        expected = ["submission"] if state == State.REGISTERED else []

    assert kinds(scheme) == expected


def test_a_national_scheme_is_decided_after_the_ministry_appraised_it(province):
    scheme = SchemeFactory(province=province, national=True, state=State.MINISTRY_APPRAISED)

    assert kinds(scheme) == ["plan_decision"]


def test_the_deeds_of_a_whole_life_offer_their_papers(accepted, accountant):
    before = kinds(accepted)
    delivery.settle(accepted, SETTLED, by=accountant, at=at(10, 1))

    assert before == [
        "contract",
        "advance_request",
        "progress_contract",
        "progress_volume",
        "acceptance_minutes",
        "final_report",
        "voucher_list",
        "voucher_list_all",
        "settlement_sheet",
        "payment_sheet",
        "reconciliation",
        "liquidation_minutes",
    ]
    assert kinds(fresh(accepted)) == [kind for kind in before if kind != "advance_request"]


def test_an_appraised_scheme_offers_the_sheet_and_the_minutes(appraised):
    assert kinds(appraised) == [
        "submission",
        "council_decision",
        "appraisal_sheet",
        "council_minutes",
        "plan_decision",
    ]


def test_a_submission_says_amounts_in_figures_and_words(waiting, write):
    paper = write(waiting, "submission")

    said = words(paper)
    assert "Tổng dự toán: 600.000.000 đồng (Sáu trăm triệu đồng)." in said
    assert "Đề nghị nhà nước hỗ trợ: 200.000.000 đồng (Hai trăm triệu đồng)." in said
    assert "Kính gửi: Sở Công Thương tỉnh Nghệ An" in said
    assert [line for line in said if line.startswith("Căn cứ")][0] == (
        "Căn cứ Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ về khuyến công "
        "(được sửa đổi, bổ sung bởi Nghị định số 235/2025/NĐ-CP ngày 27 tháng 8 năm 2025);"
    )
    assert (heading(paper).issuer, heading(paper).symbol) == (
        "TRUNG TÂM KHUYẾN CÔNG",
        "Số:        /TTr-TTKC",
    )


def test_the_law_of_the_day_is_cited_and_no_other(waiting, write):
    earlier = write(waiting, "submission", when=at(5, 4, 2016))

    said = [line for line in words(earlier) if line.startswith("Căn cứ")]
    assert [line.partition(" ngày")[0] for line in said] == [
        "Căn cứ Nghị định số 45/2012/NĐ-CP",
        "Căn cứ Thông tư số 46/2012/TT-BCT",
        "Căn cứ Thông tư liên tịch số 26/2014/TTLT-BTC-BCT",
    ]


def test_the_minutes_name_who_said_what_and_who_signs(appraised, write):
    paper = write(appraised, "council_minutes")

    document = from_data(paper.content)
    said = words(paper)
    assert "1 | Lê Lãnh Đạo | Chủ tịch | 90 | 150.000.000 | " in said
    assert "Điểm bình quân: 85 điểm (3 ý kiến được tính)." in said
    assert [(one.title, one.name) for one in document.signatures] == [
        ("THƯ KÝ", "Trần Cán Bộ"),
        ("CHỦ TỊCH HỘI ĐỒNG", "Lê Lãnh Đạo"),
    ]
    assert (paper.deed_symbol, heading(paper).symbol) == ("03/BB-HĐTĐ", "Số: 03/BB-HĐTĐ")


def test_the_sheet_says_that_its_layout_is_ours(appraised, write):
    paper = write(appraised, "appraisal_sheet")

    assert from_data(paper.content).foot == (
        "Mẫu do hệ thống trình bày; bố cục mẫu số 4b không có trong văn bản đang lưu."
    )


def test_a_decision_that_was_taken_bears_its_own_number(province, leader, write):
    scheme = SchemeFactory(province=province)
    edition = PlanEdition.objects.create(
        year=2026,
        tier="province",
        place=province,
        number=1,
        title="Kế hoạch 2026",
        decision_number="55/QĐ-UBND",
        decision_date=date(2026, 2, 1),
        decided_by=leader,
        decided_at=at(2, 1),
    )
    EditionRow.objects.create(
        edition=edition,
        scheme=scheme,
        kind=RowKind.GIVEN,
        code=scheme.code,
        name=scheme.name,
        province_vnd=150_000_000,
    )

    paper = write(scheme, "plan_decision")

    assert paper.subject_label == "Kế hoạch 2026 (55/QĐ-UBND)"
    assert (heading(paper).issuer, heading(paper).symbol, heading(paper).place_and_date) == (
        "ỦY BAN NHÂN DÂN TỈNH\N{NO-BREAK SPACE}NGHỆ\N{NO-BREAK SPACE}AN",
        "Số: 55/QĐ-UBND",
        "Nghệ An, ngày 01 tháng 02 năm 2026",
    )
    assert (
        "Kinh phí nhà nước hỗ trợ năm 2026: 150.000.000 đồng (Một trăm năm mươi triệu đồng); "
        "trong đó: ngân sách tỉnh 150.000.000 đồng."
    ) in words(paper)


def test_a_national_contract_is_between_the_ministry_department_and_who_carries_out(
    law, province, centre_officer, ministry_officer, write
):
    scheme = plan_scheme(province, centre_officer.organisation)

    paper = write(scheme, "contract")

    assert paper.issuer_name == ministry_officer.organisation.name
    assert f"Bên A: {ministry_officer.organisation.name}" in words(paper)
    assert heading(paper).issuer == ""


def test_an_advance_asks_for_what_the_contract_still_allows(under_way, write):
    paper = write(under_way, "advance_request")

    assert "Số tiền đề nghị tạm ứng lần này: 140.000.000 đồng (Một trăm bốn mươi triệu đồng)." in (
        words(paper)
    )


def test_a_progress_report_gives_volume_and_money(under_way, write):
    said = words(write(under_way, "progress_volume"))

    assert "1 | Máy sấy, HTX Vinh Lộc | 72,5% | 100.000.000 | 300.000.000" in said
    assert "Thiết bị về chậm 10 ngày." in said


def test_a_confirmed_report_says_who_confirmed_it(under_way, write, province_officer):
    report = under_way.progressreport_rows.get()
    delivery.confirm_progress(report, opinion="Đúng thực tế.", by=province_officer, at=at(5, 26))

    said = words(write(under_way, "progress_contract"))

    assert "1 | Máy sấy, HTX Vinh Lộc | 72,5%" in said
    assert said[-1] == (
        "Xác nhận của Sở Công Thương: Đúng thực tế. Người xác nhận: Trần Cán Bộ, ngày 26/05/2026."
    )


def test_an_appendix_says_what_it_changes(under_way, write, centre_officer):
    facts = delivery.AppendixFacts(
        number="01/PL-HĐ",
        signed_on=date(2026, 6, 1),
        reason="Giảm kinh phí theo báo giá mới.",
        ends_on=date(2026, 11, 30),
        amounts={key(under_way): 180_000_000},
    )
    delivery.add_appendix(under_way, facts, by=centre_officer, at=at(6, 1))

    paper = write(under_way, "appendix")

    said = words(paper)
    assert (heading(paper).symbol, heading(paper).abstract) == (
        "Số: 01/PL-HĐ",
        "Kèm theo Hợp đồng số 12/HĐ-KC",
    )
    assert "Điều 1. Nội dung thay đổi. Giảm kinh phí theo báo giá mới." in said
    assert "Gia hạn thực hiện đến ngày 30/11/2026." in said
    assert [line for line in said if line.startswith(("1 |", "2 |"))] == [
        "1 | Máy sấy, HTX Vinh Lộc | Hỗ trợ không thu hồi | -200.000.000",
        "2 | Máy sấy, HTX Vinh Lộc | Hỗ trợ không thu hồi | 180.000.000",
    ]
    assert any("180.000.000 đồng (Một trăm tám mươi triệu đồng)" in line for line in said)
    contract = " ".join(words(write(under_way, "contract")))
    assert ("200.000.000" in contract, "180.000.000" in contract) == (True, False)


def test_vouchers_are_summed_and_what_is_not_settled_says_why(accepted, write):
    assert words(write(accepted, "voucher_list_all"))[6:9] == [
        "1 | HĐ 0001 | 01/08/2026 | Mua máy | Hỗ trợ không thu hồi | 200.000.000 | 185.000.000 | "
        "Vượt giá trúng thầu",
        "2 | HĐ 0002 | 01/08/2026 | Mua máy | Vốn đối ứng | 300.000.000 | 300.000.000 | ",
        " |  |  | Tổng cộng |  | 500.000.000 | 485.000.000 | ",
    ]


def test_a_liquidation_says_what_is_still_owed(accepted, write):
    said = words(write(accepted, "liquidation_minutes"))

    assert (
        "Bên A còn phải thanh toán cho bên B: 185.000.000 đồng (Một trăm tám mươi lăm triệu đồng)."
    ) in said


def test_a_decision_on_a_change_sets_the_old_beside_the_new(
    law, province, centre_officer, leader, write
):
    scheme = approved_scheme(province)
    line = scheme.lines.get()
    request = submitted(scheme, centre_officer, ("money", millions(150), line, "grant:province"))
    approve(request, DECISION, by=leader, at=ADJUSTED_AT)

    paper = write(Scheme.objects.get(pk=scheme.pk), "adjustment_decision")

    assert heading(paper).symbol == "Số: 55/QĐ-UBND"
    row = next(line for line in words(paper) if line.startswith("1 |"))
    assert ("200" in row.split(" | ")[2], "150" in row.split(" | ")[3]) == (True, True)


def test_a_paper_that_the_records_do_not_allow_is_refused(planned, province_officer):
    wanted = actions.Wanted("submission", "base", seen="")
    with pytest.raises(NotOffered):
        actions.write_paper(planned, wanted, site=SITE, by=province_officer, at=at(9, 1))


def test_an_illustrative_scheme_is_marked_on_its_papers(province, write):
    scheme = SchemeFactory(province=province, illustrative=True)

    assert from_data(write(scheme, "contract").content).mark == (
        "DỮ LIỆU MINH HỌA – không phải văn bản thật"
    )


def test_a_number_is_put_into_the_words_of_the_day_it_was_written(waiting, write, province_officer):
    paper = write(waiting, "submission")
    before = words(paper)

    paper = actions.number_paper(paper, date(2026, 9, 14), by=province_officer, at=at(9, 15))

    number = DocumentNumber.objects.get()
    assert (number.symbol, number.scheme_code, number.address) == (
        "01/TTr-TTKC",
        waiting.code,
        f"/van-thu/van-ban/{paper.code}/",
    )
    assert (words(paper), heading(paper).symbol, heading(paper).place_and_date) == (
        before,
        "Số: 01/TTr-TTKC",
        "Nghệ An, ngày 14 tháng 9 năm 2026",
    )
    with paper.docx.open("rb") as file:
        cells = Document(BytesIO(file.read())).tables[0].rows[1].cells
    assert cells[0].text == "Số: 01/TTr-TTKC"
    with pytest.raises(AlreadyNumbered):
        actions.number_paper(paper, date(2026, 9, 15), by=province_officer, at=at(9, 15))


def test_a_refused_number_leaves_the_paper_without_one(waiting, write, province_officer):
    paper = write(waiting, "submission")

    with pytest.raises(NumberOutOfOrder):
        actions.number_paper(paper, date(2026, 9, 16), by=province_officer, at=at(9, 15))

    paper.refresh_from_db()
    assert (paper.symbol, DocumentNumber.objects.count()) == ("", 0)


def test_the_wording_of_the_province_counts_from_its_day(waiting, write, leader, province):
    facts = WordingFacts(
        valid_from=date(2026, 9, 10),
        bases="Căn cứ quy chế riêng;\n\n  Căn cứ kế hoạch   năm;",
        recipients="UBND tỉnh;",
        signer_authority="KT. GIÁM ĐỐC",
        signer_title="PHÓ GIÁM ĐỐC",
        signer_name="Nguyễn Thị B",
    )
    saved = actions.save_wording(province, "submission", facts, by=leader, at=at(9, 1))

    before = write(waiting, "submission", when=at(9, 9))
    after = write(waiting, "submission", when=at(9, 10))

    assert (before.template, after.template) == (None, saved)
    assert [line for line in words(after) if line.startswith("Căn cứ")] == [
        "Căn cứ quy chế riêng;",
        "Căn cứ kế hoạch năm.",
    ]
    document = from_data(after.content)
    signature = document.signatures[0]
    assert (document.recipients, signature.authority, signature.title, signature.name) == (
        ("UBND tỉnh;",),
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Nguyễn Thị B",
    )


def test_a_wording_stays_and_a_new_one_is_the_next_version(province, leader):
    facts = WordingFacts(valid_from=date(2026, 1, 1))
    for _ in range(2):
        actions.save_wording(province, "contract", facts, by=leader, at=at(9, 1))

    assert list(PaperTemplate.objects.values_list("number", flat=True)) == [2, 1]
    with pytest.raises(IntegrityError, match="không được sửa"), transaction.atomic():
        PaperTemplate.objects.update(signer_title="KHÁC")

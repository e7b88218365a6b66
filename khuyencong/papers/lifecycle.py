"""The kinds of papers in the order of a scheme's life, and the mark of each in its symbol."""

from collections.abc import Mapping

from django.db.models import TextChoices


class PaperKind(TextChoices):
    """A kind of paper; in brackets the form (Mẫu) of TT 36/2013 that it stands for."""

    DOSSIER = "dossier", "Đề án khuyến công"
    ESTIMATE = "estimate", "Dự toán kinh phí (Mẫu số 1)"
    TRAINING_PROGRAMME = "training_programme", "Chương trình đào tạo nghề (Mẫu số 12)"
    INFRASTRUCTURE_REPORT = "infrastructure_report", "Báo cáo tình hình đầu tư hạ tầng (Mẫu số 13)"
    SUBMISSION = "submission", "Tờ trình"
    RETURN_NOTICE = "return_notice", "Thông báo về hồ sơ"
    COUNCIL_DECISION = "council_decision", "Quyết định thành lập hội đồng thẩm định"
    APPRAISAL_SHEET = "appraisal_sheet", "Phiếu thẩm định (Mẫu số 4a, 4b)"
    COUNCIL_MINUTES = "council_minutes", "Biên bản họp hội đồng thẩm định"
    REGISTRATION_TABLE = "registration_table", "Biểu tổng hợp các đề án đăng ký (Mẫu số 2)"
    PLAN_DECISION = "plan_decision", "Quyết định phê duyệt, giao kế hoạch"
    WORK_PLAN = "work_plan", "Kế hoạch thực hiện đề án (Mẫu số 11)"
    WORK_PLAN_DECISION = "work_plan_decision", "Quyết định phê duyệt kế hoạch thực hiện"
    CONTRACT = "contract", "Hợp đồng thực hiện đề án"
    APPENDIX = "appendix", "Phụ lục hợp đồng"
    ADVANCE_REQUEST = "advance_request", "Giấy đề nghị tạm ứng"
    PROGRESS_CONTRACT = "progress_contract", "Báo cáo tiến độ thực hiện hợp đồng (Mẫu số 3a)"
    PROGRESS_VOLUME = "progress_volume", "Báo cáo khối lượng hoàn thành, kinh phí (Mẫu số 3b)"
    VISIT_MINUTES = "visit_minutes", "Biên bản kiểm tra thực tế"
    CHANGE_LETTER = "change_letter", "Tờ trình đề nghị điều chỉnh"
    ADJUSTMENT_DECISION = "adjustment_decision", "Quyết định điều chỉnh"
    ACCEPTANCE_MINUTES = "acceptance_minutes", "Biên bản nghiệm thu (Mẫu số 5a, 5b, 5c)"
    FINAL_REPORT = "final_report", "Báo cáo tổng hợp kết quả thực hiện"
    VOUCHER_LIST = "voucher_list", "Bảng kê chứng từ (Mẫu số 8a)"
    VOUCHER_LIST_ALL = "voucher_list_all", "Bảng kê chứng từ cả nguồn khác (Mẫu số 8b)"
    SETTLEMENT_SHEET = "settlement_sheet", "Biểu chi tiết quyết toán kinh phí (Mẫu số 7)"
    PAYMENT_SHEET = "payment_sheet", "Biểu đề nghị thanh toán kinh phí (Mẫu số 9)"
    RECONCILIATION = "reconciliation", "Bảng đối chiếu kinh phí của đề án"
    LIQUIDATION_MINUTES = "liquidation_minutes", "Biên bản thanh lý hợp đồng (Mẫu số 6)"
    YEAR_RECONCILIATION = "year_reconciliation", "Bảng đối chiếu kinh phí trong năm (Mẫu số 10)"
    FOLLOW_UP = "follow_up", "Phiếu đánh giá sau hỗ trợ"


OF_A_YEAR = frozenset({PaperKind.REGISTRATION_TABLE, PaperKind.YEAR_RECONCILIATION})
"""The kinds that go over all schemes of a year (điểm b khoản 1 Điều 6, khoản 3 Điều 19)."""

TELL_OF_A_DAY = frozenset(
    {
        PaperKind.APPRAISAL_SHEET,
        PaperKind.COUNCIL_MINUTES,
        PaperKind.VISIT_MINUTES,
        PaperKind.ACCEPTANCE_MINUTES,
        PaperKind.LIQUIDATION_MINUTES,
        PaperKind.FOLLOW_UP,
    }
)
"""The kinds that tell what took place: they carry the day of that, whenever they are numbered."""


RESTS_ON: Mapping[str, tuple[PaperKind, ...]] = {
    "submit": (PaperKind.SUBMISSION,),
    "return": (PaperKind.RETURN_NOTICE,),
    "reject": (PaperKind.RETURN_NOTICE,),
    "appraise": (PaperKind.APPRAISAL_SHEET,),
    "register": (PaperKind.REGISTRATION_TABLE,),
    "appraise_ministry": (PaperKind.APPRAISAL_SHEET,),
    "evaluate": (PaperKind.FOLLOW_UP,),
}
"""The papers that a step without a number of its own rests on."""

MARKS = {
    PaperKind.DOSSIER: "ĐA",
    PaperKind.ESTIMATE: "DT",
    PaperKind.TRAINING_PROGRAMME: "CTr",
    PaperKind.INFRASTRUCTURE_REPORT: "BC",
    PaperKind.SUBMISSION: "TTr",
    PaperKind.RETURN_NOTICE: "TB",
    PaperKind.COUNCIL_DECISION: "QĐ",
    PaperKind.APPRAISAL_SHEET: "PTĐ",
    PaperKind.COUNCIL_MINUTES: "BB",
    PaperKind.REGISTRATION_TABLE: "BTH",
    PaperKind.PLAN_DECISION: "QĐ",
    PaperKind.WORK_PLAN: "KH",
    PaperKind.WORK_PLAN_DECISION: "QĐ",
    PaperKind.CONTRACT: "HĐ",
    PaperKind.APPENDIX: "PLHĐ",
    PaperKind.ADVANCE_REQUEST: "ĐNTƯ",
    PaperKind.PROGRESS_CONTRACT: "BC",
    PaperKind.PROGRESS_VOLUME: "BC",
    PaperKind.VISIT_MINUTES: "BB",
    PaperKind.CHANGE_LETTER: "TTr",
    PaperKind.ADJUSTMENT_DECISION: "QĐ",
    PaperKind.ACCEPTANCE_MINUTES: "BB",
    PaperKind.FINAL_REPORT: "BC",
    PaperKind.VOUCHER_LIST: "BK",
    PaperKind.VOUCHER_LIST_ALL: "BK",
    PaperKind.SETTLEMENT_SHEET: "QT",
    PaperKind.PAYMENT_SHEET: "ĐNTT",
    PaperKind.RECONCILIATION: "ĐC",
    PaperKind.LIQUIDATION_MINUTES: "BB",
    PaperKind.YEAR_RECONCILIATION: "ĐC",
    PaperKind.FOLLOW_UP: "PĐG",
}
"""The abbreviation in the symbol: those that appendix III of NĐ 30/2020 has (ĐA, CTr, TTr, TB, QĐ,
BB, KH, HĐ, BC) as provinces' sites print it, ours for the rest."""

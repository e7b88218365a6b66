"""The kinds of papers: what each is called, and the form of the law whose place it takes."""

from django.db.models import TextChoices


class PaperKind(TextChoices):
    """A kind of paper of a scheme."""

    SUBMISSION = "submission", "Tờ trình"
    APPRAISAL_SHEET = "appraisal_sheet", "Phiếu thẩm định"
    COUNCIL_MINUTES = "council_minutes", "Biên bản họp hội đồng thẩm định"
    PLAN_DECISION = "plan_decision", "Quyết định phê duyệt, giao kế hoạch"
    CONTRACT = "contract", "Hợp đồng thực hiện đề án"
    APPENDIX = "appendix", "Phụ lục hợp đồng"
    ADVANCE_REQUEST = "advance_request", "Giấy đề nghị tạm ứng"
    PROGRESS_CONTRACT = "progress_contract", "Báo cáo tiến độ thực hiện hợp đồng (3a)"
    PROGRESS_VOLUME = "progress_volume", "Báo cáo khối lượng hoàn thành, kinh phí (3b)"
    ACCEPTANCE_MINUTES = "acceptance_minutes", "Biên bản nghiệm thu"
    LIQUIDATION_MINUTES = "liquidation_minutes", "Biên bản thanh lý hợp đồng"
    VOUCHER_LIST = "voucher_list", "Bảng kê chứng từ (8a)"
    VOUCHER_LIST_ALL = "voucher_list_all", "Bảng kê chứng từ cả nguồn khác (8b)"
    ADJUSTMENT_DECISION = "adjustment_decision", "Quyết định điều chỉnh"


MARKS = {
    PaperKind.SUBMISSION: "TTr",
    PaperKind.APPRAISAL_SHEET: "PTĐ",
    PaperKind.COUNCIL_MINUTES: "BBHĐ",
    PaperKind.PLAN_DECISION: "QĐ",
    PaperKind.CONTRACT: "HĐ",
    PaperKind.APPENDIX: "PLHĐ",
    PaperKind.ADVANCE_REQUEST: "ĐNTƯ",
    PaperKind.PROGRESS_CONTRACT: "BC",
    PaperKind.PROGRESS_VOLUME: "BC",
    PaperKind.ACCEPTANCE_MINUTES: "BBNT",
    PaperKind.LIQUIDATION_MINUTES: "BBTL",
    PaperKind.VOUCHER_LIST: "BK",
    PaperKind.VOUCHER_LIST_ALL: "BK",
    PaperKind.ADJUSTMENT_DECISION: "QĐ",
}
"""The abbreviation in the symbol; appendix III of NĐ 30/2020, which lists them, is not held."""

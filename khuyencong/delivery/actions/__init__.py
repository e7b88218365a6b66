"""The deeds of delivery, each in one transaction; money goes through the ledger's limits."""

from .acceptance import AcceptanceFacts, accept, finish_acceptance
from .common import NotReady
from .contracts import AppendixFacts, ContractFacts, Terms, add_appendix, sign, start
from .corrections import (
    cancel_acceptance,
    cancel_advance,
    cancel_repayment,
    cancel_settlement,
)
from .evidence import EvidenceFacts, PhotoFacts, add_photo, file_evidence
from .followups import FigureFacts, FollowUpFacts, evaluate, follow_up
from .forecasts import MonthFacts, set_forecast
from .paying import (
    AdvanceFacts,
    InstalmentFacts,
    RepaymentFacts,
    advance,
    pay_settled,
    repay,
    set_schedule,
)
from .progress import (
    LineProgress,
    ReportFacts,
    VisitFacts,
    confirm_progress,
    record_visit,
    report_progress,
)
from .settlement import (
    SettlementFacts,
    VoucherFacts,
    remove_voucher,
    save_voucher,
    settle,
    settle_year,
)

__all__ = [
    "AcceptanceFacts",
    "AdvanceFacts",
    "AppendixFacts",
    "ContractFacts",
    "EvidenceFacts",
    "FigureFacts",
    "FollowUpFacts",
    "InstalmentFacts",
    "LineProgress",
    "MonthFacts",
    "NotReady",
    "PhotoFacts",
    "RepaymentFacts",
    "ReportFacts",
    "SettlementFacts",
    "Terms",
    "VisitFacts",
    "VoucherFacts",
    "accept",
    "add_appendix",
    "add_photo",
    "advance",
    "cancel_acceptance",
    "cancel_advance",
    "cancel_repayment",
    "cancel_settlement",
    "confirm_progress",
    "evaluate",
    "file_evidence",
    "finish_acceptance",
    "follow_up",
    "pay_settled",
    "record_visit",
    "remove_voucher",
    "repay",
    "report_progress",
    "save_voucher",
    "set_forecast",
    "set_schedule",
    "settle",
    "settle_year",
    "sign",
    "start",
]

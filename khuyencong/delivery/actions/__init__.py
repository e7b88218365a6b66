"""The deeds of delivery, each in one transaction; money goes through the ledger's limits."""

from .acceptance import AcceptanceFacts, accept
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
from .paying import (
    AFTERWARDS,
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
from .settlement import SettlementFacts, VoucherFacts, remove_voucher, save_voucher, settle

__all__ = [
    "AFTERWARDS",
    "AcceptanceFacts",
    "AdvanceFacts",
    "AppendixFacts",
    "ContractFacts",
    "EvidenceFacts",
    "FigureFacts",
    "FollowUpFacts",
    "InstalmentFacts",
    "LineProgress",
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
    "follow_up",
    "pay_settled",
    "record_visit",
    "remove_voucher",
    "repay",
    "report_progress",
    "save_voucher",
    "set_schedule",
    "settle",
    "sign",
    "start",
]

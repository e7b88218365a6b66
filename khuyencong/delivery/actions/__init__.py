"""The deeds of delivery, each in one transaction; money goes through the ledger's limits."""

from .acceptance import AcceptanceFacts, accept
from .common import NotReady
from .contracts import AppendixFacts, ContractFacts, Terms, add_appendix, sign, start
from .evidence import EvidenceFacts, PhotoFacts, add_photo, file_evidence
from .followups import FigureFacts, FollowUpFacts, evaluate, follow_up
from .paying import (
    AdvanceFacts,
    InstalmentFacts,
    RepaymentFacts,
    advance,
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
    "confirm_progress",
    "evaluate",
    "file_evidence",
    "follow_up",
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

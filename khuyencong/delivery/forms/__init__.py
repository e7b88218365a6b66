"""What people type about delivery: every amount by line and source, every paper with its number."""

from .contracts import AppendixForm, ContractForm
from .evidence import EvidenceForm, PhotoForm
from .followups import FollowUpForm
from .forecasts import ForecastForm
from .money import SourceAmounts
from .paying import AdvanceForm, RepaymentForm, ScheduleForm
from .progress import ConfirmationForm, ProgressForm, VisitForm
from .settlement import AcceptanceForm, NoteForm, ReasonForm, SettlementForm, VoucherForm

__all__ = [
    "AcceptanceForm",
    "AdvanceForm",
    "AppendixForm",
    "ConfirmationForm",
    "ContractForm",
    "EvidenceForm",
    "FollowUpForm",
    "ForecastForm",
    "NoteForm",
    "PhotoForm",
    "ProgressForm",
    "ReasonForm",
    "RepaymentForm",
    "ScheduleForm",
    "SettlementForm",
    "SourceAmounts",
    "VisitForm",
    "VoucherForm",
]

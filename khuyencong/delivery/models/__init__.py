"""The tables of delivery, by what they record; money itself stands in the ledger."""

from khuyencong.dossiers.models import Measure

from .acceptance import Acceptance, MinutesForm, Settlement, Voucher
from .contracts import Advance, Appendix, Contract, Instalment, PayoutKind, Repayment
from .deeds import Cancellable, DeedQuerySet
from .done import LineDone, SchemeDone
from .evidence import Evidence
from .followups import FollowUp, FollowUpFigure, Round
from .forecasts import Forecast, ForecastMonth
from .progress import Photo, ProgressLine, ProgressReport, Visit

__all__ = [
    "Acceptance",
    "Advance",
    "Appendix",
    "Cancellable",
    "Contract",
    "DeedQuerySet",
    "Evidence",
    "FollowUp",
    "FollowUpFigure",
    "Forecast",
    "ForecastMonth",
    "Instalment",
    "LineDone",
    "Measure",
    "MinutesForm",
    "PayoutKind",
    "Photo",
    "ProgressLine",
    "ProgressReport",
    "Repayment",
    "Round",
    "SchemeDone",
    "Settlement",
    "Visit",
    "Voucher",
]

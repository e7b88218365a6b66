"""The tables of appraisal: councils, appraisals, opinions, conclusions."""

from .appraisal import Appraisal, AppraisalQuerySet, LineBasis
from .conclusion import AgreedLine, Conclusion
from .council import Council, CouncilQuerySet, Member, QuorumRule, Seat, precedence
from .open import OpenAppraisal
from .opinion import Opinion, OpinionPoint, Verdict

__all__ = [
    "AgreedLine",
    "Appraisal",
    "AppraisalQuerySet",
    "Conclusion",
    "Council",
    "CouncilQuerySet",
    "LineBasis",
    "Member",
    "OpenAppraisal",
    "Opinion",
    "OpinionPoint",
    "QuorumRule",
    "Seat",
    "Verdict",
    "precedence",
]

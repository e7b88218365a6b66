"""All writes of appraisals: councils, appraisals, opinions, conclusions."""

from .appraising import AppraisalClosed, BasisFacts, appoint_council, open_appraisal, set_bases
from .concluding import ConclusionFacts, NotReady, conclude
from .councils import CouncilFacts, CouncilRefused, dismiss, seat, set_up
from .opinions import OpinionFacts, OpinionLocked, PointFacts, lock_opinion, save_opinion

__all__ = [
    "AppraisalClosed",
    "BasisFacts",
    "ConclusionFacts",
    "CouncilFacts",
    "CouncilRefused",
    "NotReady",
    "OpinionFacts",
    "OpinionLocked",
    "PointFacts",
    "appoint_council",
    "conclude",
    "dismiss",
    "lock_opinion",
    "open_appraisal",
    "save_opinion",
    "seat",
    "set_bases",
    "set_up",
]

"""Reads of appraisals: what waits, what an opinion lacks, norms, earlier support, scores."""

from .agreed import agreed_of, scores_of
from .dossier import DossierRead, dossier_of, papers_judged
from .earlier import CrossCheck, Earlier, Likeness, cross_check
from .norms import Basis, CheckedLines, bases_of, check_norms, requested_of
from .quorum import (
    Tally,
    missing_for_conclusion,
    missing_for_lock,
    quorum_rule,
    tally_of,
)
from .reading import (
    appraisals_of,
    councils_for,
    current_of,
    is_recused,
    latest_of,
    members_of,
    opinion_of,
    opinions_of,
    points_for,
    read_agreed,
    read_points,
    rounds_of,
    seat_of,
    seats_of,
    with_members,
)
from .waiting import Waiting, concluded, rows_of, sits_on, waiting_schemes

__all__ = [
    "Basis",
    "CheckedLines",
    "CrossCheck",
    "DossierRead",
    "Earlier",
    "Likeness",
    "Tally",
    "Waiting",
    "agreed_of",
    "appraisals_of",
    "bases_of",
    "check_norms",
    "concluded",
    "councils_for",
    "cross_check",
    "current_of",
    "dossier_of",
    "is_recused",
    "latest_of",
    "members_of",
    "missing_for_conclusion",
    "missing_for_lock",
    "opinion_of",
    "opinions_of",
    "papers_judged",
    "points_for",
    "quorum_rule",
    "read_agreed",
    "read_points",
    "requested_of",
    "rounds_of",
    "rows_of",
    "scores_of",
    "seat_of",
    "seats_of",
    "sits_on",
    "tally_of",
    "waiting_schemes",
    "with_members",
]

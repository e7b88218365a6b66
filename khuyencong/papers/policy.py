"""Who writes which paper: whoever takes the step it belongs to, or prepares it."""

from khuyencong.accounts.models import User
from khuyencong.accounts.policy import view_records
from khuyencong.accounts.roles import (
    CENTRE_OFFICER,
    COMMUNE_OFFICER,
    LEADER,
    MINISTRY_OFFICER,
    PROVINCE_OFFICER,
    Permission,
)
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.schemes.lifecycle import who_may
from khuyencong.schemes.models import Scheme

__all__ = [
    "edit_templates",
    "kinds_written",
    "open_papers",
    "open_scans",
    "view_papers",
    "view_records",
    "write_kind",
    "write_paper",
    "write_papers",
]

STEP_OF = {
    PaperKind.DOSSIER: "submit",
    PaperKind.ESTIMATE: "submit",
    PaperKind.TRAINING_PROGRAMME: "submit",
    PaperKind.INFRASTRUCTURE_REPORT: "submit",
    PaperKind.RETURN_NOTICE: "return",
    PaperKind.COUNCIL_DECISION: "appraise",
    PaperKind.WORK_PLAN: "contract",
    PaperKind.WORK_PLAN_DECISION: "appraise",
    PaperKind.VISIT_MINUTES: "accept",
    PaperKind.CHANGE_LETTER: "submit",
    PaperKind.FINAL_REPORT: "contract",
    PaperKind.SETTLEMENT_SHEET: "settle",
    PaperKind.PAYMENT_SHEET: "settle",
    PaperKind.RECONCILIATION: "settle",
    PaperKind.REGISTRATION_TABLE: "register",
    PaperKind.YEAR_RECONCILIATION: "settle",
    PaperKind.FOLLOW_UP: "evaluate",
    PaperKind.SUBMISSION: "submit",
    PaperKind.APPRAISAL_SHEET: "appraise",
    PaperKind.COUNCIL_MINUTES: "appraise",
    PaperKind.PLAN_DECISION: "plan",
    PaperKind.CONTRACT: "contract",
    PaperKind.APPENDIX: "contract",
    PaperKind.ADVANCE_REQUEST: "contract",
    PaperKind.PROGRESS_CONTRACT: "contract",
    PaperKind.PROGRESS_VOLUME: "contract",
    PaperKind.ACCEPTANCE_MINUTES: "accept",
    PaperKind.LIQUIDATION_MINUTES: "settle",
    PaperKind.VOUCHER_LIST: "settle",
    PaperKind.VOUCHER_LIST_ALL: "settle",
    PaperKind.ADJUSTMENT_DECISION: "plan",
}
"""The step that each kind of paper belongs to."""

_BY_STAFF = frozenset({PROVINCE_OFFICER.code})
_BY_CENTRE = frozenset({CENTRE_OFFICER.code})
_BY_COMMUNE = frozenset({COMMUNE_OFFICER.code})  # of what communes manage
_PREPARED_BY = {
    PaperKind.WORK_PLAN_DECISION: frozenset({LEADER.code}),
    PaperKind.VISIT_MINUTES: _BY_CENTRE,
    PaperKind.SETTLEMENT_SHEET: _BY_CENTRE,
    PaperKind.PAYMENT_SHEET: _BY_CENTRE,
    PaperKind.RECONCILIATION: _BY_CENTRE,
    PaperKind.REGISTRATION_TABLE: _BY_STAFF,
    PaperKind.YEAR_RECONCILIATION: _BY_CENTRE,
    PaperKind.FOLLOW_UP: _BY_CENTRE,
    PaperKind.SUBMISSION: _BY_STAFF,
    PaperKind.PLAN_DECISION: _BY_STAFF,
    PaperKind.CONTRACT: _BY_STAFF,
    PaperKind.APPENDIX: _BY_STAFF,
    PaperKind.ACCEPTANCE_MINUTES: _BY_CENTRE,
    PaperKind.LIQUIDATION_MINUTES: _BY_CENTRE | _BY_STAFF,
    PaperKind.VOUCHER_LIST: _BY_CENTRE,
    PaperKind.VOUCHER_LIST_ALL: _BY_CENTRE,
    PaperKind.ADJUSTMENT_DECISION: _BY_STAFF | {LEADER.code},  # group schemes: Điều 11.4
}
"""Those who draw a paper up for whoever takes its step."""

_BY_DEPARTMENT = frozenset({PaperKind.PLAN_DECISION, PaperKind.ADJUSTMENT_DECISION})
"""What Cục drafts for the Minister, and decides itself (Điều 8.3, 11.2 TT 36/2013)."""
_MINISTRY_STEPS = {
    PaperKind.APPRAISAL_SHEET: "appraise_ministry",
    PaperKind.COUNCIL_DECISION: "appraise_ministry",
    PaperKind.COUNCIL_MINUTES: "appraise_ministry",
    PaperKind.RETURN_NOTICE: "return_ministry",
    PaperKind.SUBMISSION: "register",
}
_NOT_OF = {
    PaperKind.REGISTRATION_TABLE: frozenset({"province", "district", "commune"}),
    PaperKind.YEAR_RECONCILIATION: frozenset({"commune"}),
}
"""Programmes that have no such paper: only national schemes are registered with the Ministry, and a
commune pays itself what it carries out."""


def view_papers(user: User, scheme: Scheme) -> bool:
    """Whoever sees the records of a scheme sees its papers."""
    return view_records(user)


def open_papers(user: User) -> bool:
    return view_records(user)


def write_papers(user: User) -> bool:
    """Whether the person writes any paper at all."""
    return view_records(user) and any(
        user.role in writers_of(kind, tier=tier)
        for kind in PaperKind
        for tier in ("national", "province")
    )


def write_paper(user: User, scheme: Scheme, kind: str) -> bool:
    return write_kind(user, kind, scheme.tier)


def write_kind(user: User, kind: str, tier: str) -> bool:
    """Whether the person writes papers of that kind of the schemes of a programme."""
    return view_records(user) and user.role in writers_of(PaperKind(kind), tier=tier)


def kinds_written(user: User, scheme: Scheme) -> frozenset[PaperKind]:
    """The kinds of papers of the scheme that the person may write."""
    return frozenset(kind for kind in PaperKind if write_paper(user, scheme, kind))


def writers_of(kind: PaperKind, *, tier: str) -> frozenset[str]:
    """Return the codes of the roles that write papers of that kind, number and scan them."""
    if tier in _NOT_OF.get(kind, ()):
        return frozenset()
    roles = who_may(STEP_OF[kind], tier=tier) | _PREPARED_BY.get(kind, frozenset())
    if tier == "commune" and roles & _BY_CENTRE:
        roles |= _BY_COMMUNE
    if tier == "national" and kind in _MINISTRY_STEPS:
        roles |= who_may(_MINISTRY_STEPS[kind], tier=tier)
    if tier == "national" and kind in _BY_DEPARTMENT:
        roles |= {MINISTRY_OFFICER.code}
    return roles


def open_scans(user: User) -> bool:
    return write_papers(user)


def edit_templates(user: User) -> bool:
    """The leader's office words the papers of its province; an illustrative account none."""
    is_real = user.scope_unit is not None and not user.is_illustrative
    return user.may(Permission.ISSUE_REPORTS) and is_real

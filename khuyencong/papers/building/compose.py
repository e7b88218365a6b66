"""The table of kinds, and a whole document: letterhead, căn cứ, body, recipients, signature."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.documents.content import (
    AdministrativeDocument,
    Block,
    Heading,
    Paragraph,
    Role,
    Signature,
)
from khuyencong.papers.lifecycle import MARKS, PaperKind
from khuyencong.schemes.models import Scheme

from . import after, before, changes, during
from .frame import Body, Kind, Subject
from .issuers import Issuer
from .wording import Wording
from .words import day_words

KINDS: Mapping[str, Kind] = {
    PaperKind.SUBMISSION: Kind(before.submission_issuer, before.submissions, before.submission),
    PaperKind.APPRAISAL_SHEET: Kind(
        before.appraisal_issuer, before.appraisals, before.appraisal_sheet
    ),
    PaperKind.COUNCIL_MINUTES: Kind(
        before.appraisal_issuer, before.councils, before.council_minutes
    ),
    PaperKind.PLAN_DECISION: Kind(before.plan_issuer, before.plans, before.plan_decision),
    PaperKind.CONTRACT: Kind(
        during.payer_issues, during.contracts, during.contract, has_letterhead=False
    ),
    PaperKind.APPENDIX: Kind(
        during.payer_issues, during.appendices, during.appendix, has_letterhead=False
    ),
    PaperKind.ADVANCE_REQUEST: Kind(
        during.implementer_issues, during.advances, during.advance_request
    ),
    PaperKind.PROGRESS_CONTRACT: Kind(
        during.implementer_issues, during.reports, during.progress_contract
    ),
    PaperKind.PROGRESS_VOLUME: Kind(
        during.implementer_issues, during.reports, during.progress_volume
    ),
    PaperKind.ACCEPTANCE_MINUTES: Kind(
        during.payer_issues, after.acceptances, after.acceptance_minutes
    ),
    PaperKind.LIQUIDATION_MINUTES: Kind(
        during.payer_issues, after.liquidations, after.liquidation_minutes, has_letterhead=False
    ),
    PaperKind.VOUCHER_LIST: Kind(during.implementer_issues, after.vouchers, after.voucher_list),
    PaperKind.VOUCHER_LIST_ALL: Kind(
        during.implementer_issues, after.all_vouchers, after.voucher_list_all
    ),
    PaperKind.ADJUSTMENT_DECISION: Kind(
        changes.decider, changes.requests, changes.adjustment_decision
    ),
}
OURS = "Mẫu do hệ thống trình bày"
MARK = "DỮ LIỆU MINH HỌA – không phải văn bản thật"


@dataclass(frozen=True, slots=True)
class Composed:
    """A document with what the register has to know of it."""

    document: AdministrativeDocument
    issuer: Issuer
    symbol: str


def offered(scheme: Scheme) -> Iterator[tuple[PaperKind, Subject]]:
    """Every paper that the scheme's records allow to write now, in the order of its life."""
    for kind in PaperKind:
        for subject in KINDS[kind].subjects(scheme):
            yield kind, subject


def compose(
    scheme: Scheme, kind: PaperKind, subject: Subject, wording: Wording, *, code: str, address: str
) -> Composed:
    """Write the paper; ``code`` and ``address`` go into its QR code."""
    rule = KINDS[kind]
    issuer = rule.issuer(scheme, subject)
    body = rule.build(scheme, subject)
    symbol = f"Số: {body.symbol}" if body.symbol else blank_symbol(kind, issuer.suffix)
    own = rule.has_letterhead
    document = AdministrativeDocument(
        code=code,
        address=address,
        heading=Heading(
            superior=issuer.superior if own else "",
            issuer=issuer.heading if own else "",
            symbol=symbol,
            place_and_date=f"{issuer.place}, {day_words(body.dated_on)}".rstrip(),
            kind=body.title,
            abstract=body.abstract,
        ),
        blocks=tuple(_blocks(body, issuer, wording)),
        signatures=tuple(body.signatures) or (_signature(issuer, wording),),
        recipients=tuple(wording.recipients),
        foot=_foot(body),
        mark=MARK if scheme.is_illustrative else "",
    )
    return Composed(document, issuer, body.symbol)


def blank_symbol(kind: str, suffix: str) -> str:
    """The symbol before the register has given its number."""
    return f"Số:        /{MARKS[PaperKind(kind)]}-{suffix}"


def place_and_date(document: AdministrativeDocument, day: date) -> str:
    """The line of place and date, once the day is known."""
    place = document.heading.place_and_date.partition(",")[0]
    return f"{place}, {day_words(day)}"


def _blocks(body: Body, issuer: Issuer, wording: Wording) -> Iterator[Block]:
    if body.enacts:
        yield Paragraph(issuer.signer + _where(issuer), Role.CENTRE)
    if body.addressee:
        yield Paragraph(f"Kính gửi: {body.addressee}", Role.CENTRE)
    for basis in (*wording.bases, *body.bases):
        yield Paragraph(basis, Role.BASIS)
    if body.enacts:
        yield Paragraph(body.enacts, Role.CENTRE)
    yield from body.blocks


def _where(issuer: Issuer) -> str:
    """«CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …» above a decision."""
    return f" {issuer.heading}"


def _signature(issuer: Issuer, wording: Wording) -> Signature:
    return Signature(
        title=wording.signer_title or issuer.signer,
        authority=wording.signer_authority or issuer.authority,
        name=wording.signer_name,
    )


def _foot(body: Body) -> str:
    if body.form:
        return (
            f"{OURS}; bố cục {body.form[0].lower()}{body.form[1:]} không có trong văn bản đang lưu."
        )
    return f"{OURS}; văn bản đang lưu không quy định mẫu."


def subject_of(scheme: Scheme, kind: str, key: str) -> Subject | None:
    """The subject of that key, if the paper can be written now."""
    if kind not in KINDS:
        return None
    found: Sequence[Subject] = KINDS[kind].subjects(scheme)
    return next((one for one in found if one.key == key), None)

"""The table of kinds, and a whole document: letterhead, căn cứ, body, recipients, signature."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from khuyencong.adjustments.lifecycle import State as ChangeState
from khuyencong.adjustments.models import Kind as ChangeKind
from khuyencong.documents.content import (
    AdministrativeDocument,
    Block,
    Column,
    Heading,
    Paragraph,
    Role,
    Row,
    Signature,
    Table,
    printable,
)
from khuyencong.lib.vietnamese import lower_first
from khuyencong.papers.lifecycle import MARKS, OF_A_YEAR, PaperKind
from khuyencong.schemes.models import Scheme

from . import after, before, changes, dossier, during, giving, letters, plans, settling
from .frame import Body, Draft, Kind, Subject
from .issuers import Issuer
from .life import life_of
from .wording import Wording
from .words import day_words, short

KINDS: Mapping[str, Kind] = {
    PaperKind.DOSSIER: Kind(during.implementer_issues, dossier.texts, dossier.text),
    PaperKind.ESTIMATE: Kind(during.implementer_issues, dossier.estimates, dossier.estimate),
    PaperKind.TRAINING_PROGRAMME: Kind(
        during.implementer_issues, dossier.programmes, dossier.programme
    ),
    PaperKind.INFRASTRUCTURE_REPORT: Kind(
        during.implementer_issues, dossier.infrastructures, dossier.infrastructure
    ),
    PaperKind.SUBMISSION: Kind(before.submission_issuer, before.submissions, before.submission),
    PaperKind.RETURN_NOTICE: Kind(letters.notice_issuer, letters.notices, letters.notice),
    PaperKind.COUNCIL_DECISION: Kind(
        letters.council_issuer, letters.councils, letters.council_decision, tells_scheme=False
    ),
    PaperKind.APPRAISAL_SHEET: Kind(
        before.appraisal_issuer, before.appraisals, before.appraisal_sheet
    ),
    PaperKind.COUNCIL_MINUTES: Kind(
        before.appraisal_issuer, before.councils, before.council_minutes
    ),
    PaperKind.PLAN_DECISION: Kind(giving.plan_issuer, giving.plans, giving.plan_decision),
    PaperKind.WORK_PLAN: Kind(during.implementer_issues, plans.plans_of_work, plans.plan_of_work),
    PaperKind.WORK_PLAN_DECISION: Kind(
        plans.department_issues, plans.plans_to_approve, plans.plan_decision
    ),
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
    PaperKind.VISIT_MINUTES: Kind(letters.visit_issuer, letters.visits, letters.visit_minutes),
    PaperKind.CHANGE_LETTER: Kind(
        during.implementer_issues, letters.change_letters, letters.change_letter
    ),
    PaperKind.ADJUSTMENT_DECISION: Kind(
        changes.decider, changes.requests, changes.adjustment_decision
    ),
    PaperKind.ACCEPTANCE_MINUTES: Kind(
        after.acceptance_issuer, after.acceptances, after.acceptance_minutes
    ),
    PaperKind.FINAL_REPORT: Kind(
        during.implementer_issues, settling.final_reports, settling.final_report
    ),
    PaperKind.VOUCHER_LIST: Kind(during.implementer_issues, after.vouchers, after.voucher_list),
    PaperKind.VOUCHER_LIST_ALL: Kind(
        during.implementer_issues, after.all_vouchers, after.voucher_list_all
    ),
    PaperKind.SETTLEMENT_SHEET: Kind(
        during.implementer_issues, settling.settlements, settling.settlement_sheet
    ),
    PaperKind.PAYMENT_SHEET: Kind(
        during.implementer_issues, settling.payments, settling.payment_sheet
    ),
    PaperKind.RECONCILIATION: Kind(
        during.implementer_issues, settling.reconciliations, settling.reconciliation_sheet
    ),
    PaperKind.LIQUIDATION_MINUTES: Kind(
        during.payer_issues, after.liquidations, after.liquidation_minutes, has_letterhead=False
    ),
    PaperKind.FOLLOW_UP: Kind(plans.department_issues, letters.follow_ups, letters.follow_up),
}
OURS = "Mẫu do hệ thống trình bày"
SAMPLE = "XEM THỬ – không phải văn bản thật"
MARK = "DỮ LIỆU MINH HỌA – không phải văn bản thật"


@dataclass(frozen=True, slots=True)
class Composed:
    """A document with what the register has to know of it."""

    document: AdministrativeDocument
    issuer: Issuer
    symbol: str


def offered(scheme: Scheme) -> Iterator[tuple[PaperKind, Subject]]:
    """Every paper that the scheme's records allow to write now, in the order of its life."""
    life = life_of(scheme)
    for kind in PaperKind:
        if kind not in OF_A_YEAR:
            for subject in KINDS[kind].subjects(life):
                yield kind, subject


def draft_of(scheme: Scheme, kind: PaperKind, subject: Subject) -> Draft:
    """What the paper of a scheme says."""
    rule = KINDS[kind]
    body = rule.build(scheme, subject)
    return Draft(
        kind,
        rule.issuer(scheme, subject),
        body,
        _facts(scheme),
        scheme.is_illustrative,
        rule.has_letterhead,
        _changed_since(scheme, body) if rule.tells_scheme else "",
    )


def _changed_since(scheme: Scheme, body: Body) -> str:
    """Of an earlier deed: the decisions since that changed the scheme, told as it is now."""
    if body.dated_on is None:
        return ""
    later = scheme.change_requests.filter(
        state=ChangeState.APPROVED, decision_date__gt=body.dated_on
    ).exclude(changes__kind=ChangeKind.STOP)
    told = [
        f"số {one.decision_number} ngày {short(one.decision_date)}"
        for one in later.order_by("decision_date", "pk")
    ]
    if not told:
        return ""
    return f"Thông tin về đề án ghi như sau khi điều chỉnh theo Quyết định {', '.join(told)}."


def compose(draft: Draft, wording: Wording, *, code: str, address: str) -> Composed:
    """Write the whole paper; ``code`` and ``address`` go into its QR code."""
    issuer, body = draft.issuer, draft.body
    symbol = f"Số: {body.symbol}" if body.symbol else blank_symbol(draft.kind, issuer.suffix)
    own = draft.has_letterhead
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
        foot=" ".join(filter(None, (_foot(body), draft.note))),
        mark="; ".join(filter(None, (MARK if draft.is_illustrative else "", body.mark))),
        is_wide=body.is_wide,
        facts=draft.facts,
    )
    return Composed(printable(document), issuer, body.symbol)


def _facts(scheme: Scheme) -> dict[str, str]:
    """What a province's template may name of the scheme."""
    beneficiaries = scheme.beneficiaries.select_related("establishment")
    return {
        "ten_de_an": scheme.name,
        "ma_de_an": scheme.code,
        "don_vi_thuc_hien": str(scheme.implementer or ""),
        "don_vi_thu_huong": "; ".join(str(one) for one in beneficiaries),
        "dia_ban": str(scheme.province),
        "nam_thuc_hien": scheme.years,
    }


def sample(kind: PaperKind) -> AdministrativeDocument:
    """A made-up paper of that kind, on which a template is tried."""
    return AdministrativeDocument(
        code="VB-XEMTHU22",
        address="XEM THU",
        heading=Heading(
            "UBND TỈNH …",
            "SỞ CÔNG THƯƠNG",
            blank_symbol(kind, "SCT"),
            "…, ngày 05 tháng 02 năm 2026",
            str(kind.label).upper(),
            "Về việc xem thử mẫu văn bản",
        ),
        blocks=(
            Paragraph("Kính gửi: Cơ quan nhận", Role.CENTRE),
            Paragraph("Căn cứ văn bản xem thử;", Role.BASIS),
            Paragraph("1. Thông tin chung", Role.HEADING),
            Paragraph("Tên đề án: đề án xem thử.", Role.BULLET),
            Paragraph("Nội dung của đề án.", lead="Điều 1."),
            Table(
                (Column("TT", 1), Column("Nội dung", 6), Column("Số tiền", 3, True)),
                (Row(("1", "Máy sấy", "200.000.000")),),
                "Kinh phí",
                "Đơn vị tính: đồng",
            ),
        ),
        signatures=(Signature("GIÁM ĐỐC", name="Nguyễn Văn A"),),
        recipients=("Như trên;", "Lưu: VT."),
        foot=OURS,
        mark=SAMPLE,
        facts={"ten_de_an": "Đề án xem thử", "ma_de_an": "KC-2026-001"},
    )


def blank_symbol(kind: str, suffix: str) -> str:
    """The symbol before the register has given its number."""
    return f"Số:        /{MARKS[PaperKind(kind)]}-{suffix}"


def place_and_date(document: AdministrativeDocument, day: date) -> str:
    """The line of place and date, once the day is known."""
    place = document.heading.place_and_date.partition(",")[0]
    return f"{place}, {day_words(day)}"


def _blocks(body: Body, issuer: Issuer, wording: Wording) -> Iterator[Block]:
    if body.enacts:
        yield Paragraph(_authority(issuer), Role.CENTRE)
    if body.addressees:
        yield Paragraph(_addressed(body.addressees), Role.ADDRESS)
    for basis in _ended([*wording.bases, *body.bases]):
        yield Paragraph(basis, Role.BASIS)
    if body.enacts:
        yield Paragraph(body.enacts, Role.CENTRE)
    yield from body.blocks


def _authority(issuer: Issuer) -> str:
    """Whose decision it is: a collective body's own, else its head's («GIÁM ĐỐC SỞ …»)."""
    name = issuer.name.upper()
    return name if issuer.authority else f"{issuer.signer} {name}"


def _addressed(addressees: Sequence[str]) -> str:
    """«Kính gửi: …»; of several, each on a line of its own."""
    if len(addressees) == 1:
        return f"Kính gửi: {addressees[0]}"
    return "\n".join(["Kính gửi:", *_ended([f"- {one}" for one in addressees])])


def _ended(parts: Sequence[str]) -> list[str]:
    """Each part of a list ends with «;», the last with «.»."""
    bare = [part.rstrip(" ;.,") for part in parts]
    return [f"{part};" for part in bare[:-1]] + [f"{part}." for part in bare[-1:]]


def _signature(issuer: Issuer, wording: Wording) -> Signature:
    return Signature(
        title=wording.signer_title or issuer.signer,
        authority=wording.signer_authority or issuer.authority,
        name=wording.signer_name,
    )


def _foot(body: Body) -> str:
    if body.form:
        return f"{OURS}; bố cục {lower_first(body.form)} không có trong văn bản đang lưu."
    return f"{OURS}; văn bản đang lưu không quy định mẫu."


def subject_of(scheme: Scheme, kind: str, key: str) -> Subject | None:
    """The subject of that key, if the paper can be written now."""
    if kind not in KINDS:
        return None
    found: Sequence[Subject] = KINDS[kind].subjects(life_of(scheme))
    return next((one for one in found if one.key == key), None)

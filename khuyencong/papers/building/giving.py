"""The decision that gives a scheme its plan and its money (quyết định phê duyệt, giao kế hoạch)."""

from khuyencong.appraisals.queries import agreed_of
from khuyencong.documents.content import Block
from khuyencong.documents.models import DocumentNumber
from khuyencong.lib.money import group
from khuyencong.papers.lifecycle import PaperKind
from khuyencong.papers.models import Paper
from khuyencong.planning.models import AMOUNT_FIELDS, EditionRow
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Form, Scheme, Tier

from . import issuers
from .before import UPPER
from .frame import Body, Subject
from .issuers import Issuer
from .life import Life
from .words import body, bullet, day_cited, general, spelled

_LEVEL_WORDS = {
    "national": "khuyến công quốc gia",
    "province": "ngân sách tỉnh",
    "district": "ngân sách huyện",
    "commune": "ngân sách xã",
}


def plans(life: Life) -> list[Subject]:
    """The editions that gave the scheme; a draft where it waits to be given."""
    found = [Subject(f"edition-{row.pk}", str(row.edition)) for row in life.plan_rows]
    waits = State.MINISTRY_APPRAISED if life.scheme.tier == Tier.NATIONAL else State.APPRAISED
    if not found and life.scheme.state == waits:
        return [Subject("draft", "dự thảo")]
    return found


def plan_issuer(scheme: Scheme, subject: Subject) -> Issuer:
    return issuers.approver(scheme)


def plan_decision(scheme: Scheme, subject: Subject) -> Body:
    """The decision that approves a scheme and gives it its money."""
    row = None
    if subject.key != "draft":
        row = EditionRow.objects.select_related("edition").get(pk=subject.pk, scheme=scheme)
    who = issuers.implementer(scheme).name
    payer = issuers.payer(scheme).name
    blocks: list[Block] = [
        body(
            f"Phê duyệt và giao kế hoạch thực hiện đề án khuyến công «{scheme.name}» "
            f"với các nội dung chủ yếu sau:",
            lead="Điều 1.",
        ),
        *general(scheme, names_beneficiaries=scheme.form != Form.GROUP),  # named by its plan
        bullet(_plan_money(scheme, row)),
        body(
            f"{who} tổ chức thực hiện đề án đúng mục tiêu, nội dung, tiến độ; quản lý, sử dụng, "
            "thanh toán và quyết toán kinh phí theo đúng quy định. "
            f"{payer} kiểm tra, giám sát việc thực hiện.",
            lead="Điều 2.",
        ),
        body(
            f"Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng {payer}, {who} và các đơn vị "
            "có liên quan chịu trách nhiệm thi hành Quyết định này./.",
            lead="Điều 3.",
        ),
    ]
    return Body(
        "QUYẾT ĐỊNH",
        f"Về việc phê duyệt, giao kế hoạch đề án «{scheme.name}»",
        blocks,
        bases=[_proposal(scheme)],
        enacts="QUYẾT ĐỊNH:",
        symbol=row.edition.decision_number if row else "",
        dated_on=row.edition.decision_date if row else None,
    )


def _proposal(scheme: Scheme) -> str:
    """Who proposed the plan; the submission to the Minister is written elsewhere."""
    if scheme.tier == Tier.NATIONAL:
        return f"Theo đề nghị của Cục trưởng {issuers.ministry_department(scheme).name}"
    numbers = DocumentNumber.objects.filter(
        pk__in=Paper.objects.filter(
            scheme=scheme, kind=PaperKind.SUBMISSION, subject=UPPER, number__void__isnull=True
        ).values("number")
    )
    sent = numbers.order_by("-pk").first()
    symbol = sent.symbol if sent else "………………"
    day = day_cited(sent.dated_on if sent else None)
    who = issuers.department(scheme).name
    return f"Theo đề nghị của Giám đốc {who} tại Tờ trình số {symbol} {day}"


def _plan_money(scheme: Scheme, row: EditionRow | None) -> str:
    if row is None:
        support = sum(agreed_of(scheme).values())
        return f"Kinh phí nhà nước hỗ trợ: {spelled(support)}."
    parts = [
        f"{_LEVEL_WORDS[str(level)]} {group(getattr(row, name))} đồng"
        for level, name in AMOUNT_FIELDS.items()
        if getattr(row, name)
    ]
    return (
        f"Kinh phí nhà nước hỗ trợ năm {row.edition.year}: {spelled(row.total_vnd)}; trong đó: "
        f"{'; '.join(parts)}."
    )

"""The decision on a change request (quyết định điều chỉnh, Điều 11 TT 36/2013)."""

from collections.abc import Callable, Mapping

from khuyencong.adjustments.models import Change, ChangeRequest, Kind
from khuyencong.documents.content import Block, Column, Row, Table
from khuyencong.regulations.models import AdjustmentDecider
from khuyencong.schemes.models import Scheme, Tier

from . import issuers
from .frame import Body, Subject
from .issuers import Issuer
from .life import Life
from .words import body, general

_DECIDERS: Mapping[str, Callable[[Scheme], Issuer]] = {
    AdjustmentDecider.Decider.MINISTRY: issuers.ministry,
    AdjustmentDecider.Decider.DEPARTMENT: issuers.ministry_department,
    AdjustmentDecider.Decider.PROVINCE_DEPARTMENT: issuers.department,
    AdjustmentDecider.Decider.PROVINCE: issuers.committee,
}


def requests(life: Life) -> list[Subject]:
    """The requests that wait for a decision or were approved."""
    return [Subject(f"request-{one.pk}", f"điều chỉnh lần {one.number}") for one in life.requests]


def sent_to(scheme: Scheme, subject: Subject) -> tuple[Issuer, str]:
    """Whom a request goes to, and what is asked: to decide, or to submit it to who decides.

    A national one goes to the Ministry's department (khoản 1 Điều 11), of a group scheme to the
    department where that decides (khoản 4); a local one to the department.
    """
    to = issuers.department(scheme)
    known = _request(scheme, subject).decider
    who = decider(scheme, subject)
    if scheme.tier == Tier.NATIONAL and who.code != to.code:
        to = issuers.ministry_department(scheme)
    if who.code == to.code:
        return to, "quyết định"
    return to, f"trình {who.name if known else 'cấp có thẩm quyền'} quyết định"


def decider(scheme: Scheme, subject: Subject) -> Issuer:
    found = _request(scheme, subject).decider
    return _DECIDERS[found](scheme) if found in _DECIDERS else issuers.approver(scheme)


def _request(scheme: Scheme, subject: Subject) -> ChangeRequest:
    return ChangeRequest.objects.get(pk=subject.pk, scheme=scheme)


def adjustment_decision(scheme: Scheme, subject: Subject) -> Body:
    """The decision: every changed value, the old beside the new."""
    request = _request(scheme, subject)
    if request.changes.filter(kind=Kind.STOP).exists():
        return _stop_decision(scheme, request, subject)
    who = issuers.implementer(scheme).name
    blocks: list[Block] = [
        body(
            f"Điều chỉnh đề án khuyến công «{scheme.name}» (mã {scheme.code}) như sau:",
            lead="Điều 1.",
        ),
        *general(scheme, names_beneficiaries=False),
        changes_table(request),
        body(f"Lý do điều chỉnh: {request.reason}"),
        body(
            "Các nội dung khác của đề án giữ nguyên như đã được phê duyệt.",
            lead="Điều 2.",
        ),
        _in_force(scheme, subject),
    ]
    return Body(
        "QUYẾT ĐỊNH",
        f"Về việc điều chỉnh đề án «{scheme.name}» (lần {request.number})",
        blocks,
        bases=[f"Xét đề nghị điều chỉnh của {who}"],
        enacts="QUYẾT ĐỊNH:",
        symbol=request.decision_number,
        dated_on=request.decision_date,
    )


def _in_force(scheme: Scheme, subject: Subject) -> Block:
    """Who carries the decision out: no body is ordered by one that is not above it."""
    who, above = issuers.implementer(scheme).name, issuers.approver(scheme).code
    payer = issuers.payer(scheme)
    told = [payer.name, who] if decider(scheme, subject).code == above else [who]
    return body(
        f"Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng {', '.join(dict.fromkeys(told))} và "
        "các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.",
        lead="Điều 3.",
    )


def _stop_decision(scheme: Scheme, request: ChangeRequest, subject: Subject) -> Body:
    """The decision that a scheme is carried out no longer, and what follows (Điều 11, 18)."""
    who = issuers.implementer(scheme).name
    payer = issuers.payer(scheme).name
    blocks: list[Block] = [
        body(f"Ngừng triển khai đề án khuyến công «{scheme.name}»:", lead="Điều 1."),
        *general(scheme),
        body(f"Lý do: {request.reason}"),
        body(
            f"{payer} chủ trì, phối hợp với {who} nghiệm thu, xác nhận phần khối lượng đã thực "
            "hiện; thanh lý hợp đồng, quyết toán và thu hồi phần kinh phí đã tạm ứng nhưng không "
            "được quyết toán theo quy định.",
            lead="Điều 2.",
        ),
        _in_force(scheme, subject),
    ]
    return Body(
        "QUYẾT ĐỊNH",
        f"Về việc ngừng triển khai đề án «{scheme.name}»",
        blocks,
        bases=[f"Xét đề nghị của {who}"],
        enacts="QUYẾT ĐỊNH:",
        symbol=request.decision_number,
        dated_on=request.decision_date,
    )


def changes_table(request: ChangeRequest) -> Table:
    """Every changed value, the old beside the new."""
    changes = request.changes.select_related("line__beneficiary__establishment").order_by("pk")
    rows = [
        Row((str(number), _of(one), one.old_text, one.new_text))
        for number, one in enumerate(changes, start=1)
    ]
    columns = (
        Column("TT", 1),
        Column("Nội dung điều chỉnh", 5),
        Column("Đã được phê duyệt", 5),
        Column("Điều chỉnh thành", 5),
    )
    return Table(columns, tuple(rows))


def _of(change: Change) -> str:
    label = str(change.get_kind_display())
    return f"{label}: {change.line}" if change.line else label

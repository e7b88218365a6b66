"""Papers of a plan of work: Mẫu 11 of a group scheme or of training, and its approval."""

from collections.abc import Sequence
from dataclasses import dataclass

from khuyencong.delivery.queries import cells_of, lines_of
from khuyencong.documents.content import Block, Column, Row, Table
from khuyencong.group_plans.lifecycle import State as PlanState
from khuyencong.group_plans.models import GroupPlan, PlanPart
from khuyencong.lib.money import group
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Form, Line, Scheme

from . import issuers
from .frame import Body, Subject
from .issuers import Issuer
from .life import Life
from .words import BLANK, UNIT, body, bullet, general, given, heading, short, spelled

_CARRYING_OUT = (State.PLANNED, State.CONTRACTED, State.UNDER_WAY)
_TRAINING = "vocational_training"


@dataclass(frozen=True, slots=True)
class Work:
    """What is done for one establishment or at one place, and its money in đồng."""

    name: str
    who: str
    place: str
    support_vnd: int
    other_vnd: int


def plans_of_work(life: Life) -> list[Subject]:
    """The plans of a group scheme (khoản 3 Điều 23), or of training (điểm a khoản 2 Điều 13)."""
    if life.scheme.form == Form.GROUP:
        return _plans(life, *PlanState)
    trains = life.scheme.state in _CARRYING_OUT and life.lines_of_kind(_TRAINING)
    return [Subject("lines")] if trains else []


def plans_to_approve(life: Life) -> list[Subject]:
    """The plans of a group scheme that the department was sent."""
    return _plans(life, PlanState.SUBMITTED, PlanState.APPROVED)


def _plans(life: Life, *states: PlanState) -> list[Subject]:
    found = [one for one in life.group_plans if one.state in states]
    return [Subject(f"plan-{one.pk}", f"đợt {one.number}") for one in found]


def plan_of_work(scheme: Scheme, subject: Subject) -> Body:
    """The plan by which a scheme is carried out (kế hoạch thực hiện, Mẫu số 11)."""
    works = _works(scheme, subject)
    to = issuers.department(scheme).name
    starts, ends = _days(scheme)
    blocks: list[Block] = [
        heading("1. Thông tin chung"),
        *general(scheme, names_beneficiaries=False),
        bullet(f"Căn cứ giao kế hoạch: {_given(scheme)}."),
        heading("2. Nội dung, đơn vị thụ hưởng, địa điểm, kinh phí"),
        _table(works),
        bullet(f"Kinh phí nhà nước hỗ trợ: {spelled(sum(one.support_vnd for one in works))}."),
        heading("3. Tiến độ thực hiện"),
        bullet(f"Bắt đầu: {starts}; hoàn thành: {ends}."),
        heading("4. Tổ chức thực hiện"),
        bullet(f"{issuers.implementer(scheme).name} tổ chức thực hiện, báo cáo hằng tháng."),
        bullet(
            "Giấy chứng nhận đăng ký kinh doanh và tài liệu liên quan của các cơ sở lưu tại đơn vị "
            "thực hiện và Sở Công Thương."
        ),
        body(f"Kính đề nghị {to} thẩm định, phê duyệt kế hoạch để tổ chức thực hiện./."),
    ]
    return Body(
        "KẾ HOẠCH",
        f"Thực hiện đề án «{scheme.name}»{_turn(subject)}",
        blocks,
        addressees=(to,),
        form="Mẫu số 11",
        is_wide=True,
    )


def department_issues(scheme: Scheme, subject: Subject) -> Issuer:
    return issuers.department(scheme)


def plan_decision(scheme: Scheme, subject: Subject) -> Body:
    """The department approves the plan of a group scheme (khoản 2 Điều 21, khoản 3 Điều 23)."""
    plan = GroupPlan.objects.get(pk=subject.pk, scheme=scheme)
    works = _works(scheme, subject)
    who = issuers.implementer(scheme).name
    blocks: list[Block] = [
        body(
            f"Phê duyệt kế hoạch thực hiện đề án khuyến công «{scheme.name}»{_turn(subject)} với "
            "các nội dung sau:",
            lead="Điều 1.",
        ),
        *general(scheme, names_beneficiaries=False),
        _table(works),
        bullet(f"Kinh phí nhà nước hỗ trợ: {spelled(sum(one.support_vnd for one in works))}."),
        body(
            f"{who} tổ chức thực hiện theo kế hoạch được phê duyệt; quản lý, sử dụng và quyết toán "
            "kinh phí theo quy định.",
            lead="Điều 2.",
        ),
        body(
            f"Quyết định này có hiệu lực kể từ ngày ký. Thủ trưởng {who}, các đơn vị thụ hưởng và "
            "các đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này./.",
            lead="Điều 3.",
        ),
    ]
    return Body(
        "QUYẾT ĐỊNH",
        f"Về việc phê duyệt kế hoạch thực hiện đề án «{scheme.name}»{_turn(subject)}",
        blocks,
        bases=[f"Xét đề nghị của {who}"],
        enacts="QUYẾT ĐỊNH:",
        symbol=plan.decision_number,
        dated_on=plan.decision_date,
    )


def _turn(subject: Subject) -> str:
    return f" ({subject.label.replace(' ', issuers.NO_BREAK)})" if subject.label else ""


def _works(scheme: Scheme, subject: Subject) -> list[Work]:
    if subject.key.startswith("plan-"):
        parts = PlanPart.objects.filter(plan=subject.pk, plan__scheme=scheme)
        found = parts.select_related("line", "establishment__commune").order_by("pk")
        return [
            Work(
                part.item or str(part.line),
                str(part.establishment),
                part.place or str(part.establishment.commune or BLANK),
                part.support_vnd,
                part.counterpart_vnd,
            )
            for part in found
        ]
    cells = cells_of(scheme)
    return [
        Work(
            str(line),
            str(line.beneficiary or BLANK),
            _place(line),
            sum(one.plan_vnd for one in cells if one.line.pk == line.pk and one.is_state),
            sum(one.plan_vnd for one in cells if one.line.pk == line.pk and not one.is_state),
        )
        for line in lines_of(scheme)
    ]


def _table(works: Sequence[Work]) -> Table:
    rows = [
        Row((str(number), *_words(one), group(one.support_vnd), group(one.other_vnd)))
        for number, one in enumerate(works, start=1)
    ]
    state = group(sum(one.support_vnd for one in works))
    other = group(sum(one.other_vnd for one in works))
    columns = (
        Column("TT", 1),
        Column("Nội dung", 6),
        Column("Đơn vị thụ hưởng", 6),
        Column("Địa điểm", 5),
        Column("Nhà nước hỗ trợ", 4, True),
        Column("Vốn đối ứng, nguồn khác", 4, True),
    )
    total = Row(("", "Tổng cộng", "", "", state, other), is_strong=True)
    return Table(columns, (*rows, total), unit=UNIT)


def _words(one: Work) -> tuple[str, str, str]:
    return (one.name, one.who, one.place)


def _place(line: Line) -> str:
    commune = line.beneficiary.establishment.commune if line.beneficiary else None
    return line.place or str(commune or BLANK)


def _given(scheme: Scheme) -> str:
    step = given(scheme)
    if step is None or not step.decision_number:
        return scheme.approval or BLANK
    return f"Quyết định số {step.decision_number} ngày {short(step.decision_date)}"


def _days(scheme: Scheme) -> tuple[str, str]:
    signed = getattr(scheme, "contract", None)
    if signed is None:
        return BLANK, BLANK
    return short(signed.starts_on), short(signed.ends_on)

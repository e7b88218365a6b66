"""Papers of the side steps: councils set up, dossiers sent back, changes asked, visits, results."""

from django.utils import timezone

from khuyencong.adjustments.models import ChangeRequest
from khuyencong.appraisals.lifecycle import Level
from khuyencong.appraisals.models import Council, precedence
from khuyencong.appraisals.queries import members_of
from khuyencong.delivery.models import FollowUp, Visit
from khuyencong.delivery.queries import kept, name_of, promise_of
from khuyencong.documents.content import Block, Column, Row, Signature, Table
from khuyencong.dossiers.models import show_number
from khuyencong.lib.quantity import show_percent
from khuyencong.organisations.models import Kind
from khuyencong.schemes.models import Scheme, StepTaken

from . import issuers
from .changes import changes_table, sent_to
from .frame import Body, Subject
from .issuers import Issuer
from .life import SENT_BACK, Life
from .words import BLANK, body, bullet, general, heading, paragraphs, short

_BY_MINISTRY = ("return_ministry", "reject_ministry")


def councils(life: Life) -> list[Subject]:
    """The councils that were given the scheme to appraise."""
    return [Subject(f"council-{one.pk}", str(one)) for one in life.councils]


def council_issuer(scheme: Scheme, subject: Subject) -> Issuer:
    if Council.objects.get(pk=subject.pk).level == Level.MINISTRY:
        return issuers.ministry_department(scheme)
    return issuers.department(scheme)


def council_decision(scheme: Scheme, subject: Subject) -> Body:
    """The decision that sets a council up (quyết định thành lập hội đồng, Điều 8 TT 36/2013)."""
    council = Council.objects.get(pk=subject.pk)
    members = [one for one in members_of(council) if one.left_at is None]
    members.sort(key=lambda one: precedence(one.seat))
    rows = tuple(
        Row(
            (
                str(number),
                str(one.person),
                str(one.person.organisation or ""),
                one.get_seat_display(),
            )
        )
        for number, one in enumerate(members, start=1)
    )
    columns = (
        Column("TT", 1),
        Column("Họ tên", 5),
        Column("Cơ quan, đơn vị", 6),
        Column("Chức danh", 3),
    )
    blocks: list[Block] = [
        body(f"Thành lập {council.name} gồm các thành viên sau:", lead="Điều 1."),
        Table(columns, rows),
        body(
            "Hội đồng thẩm định các đề án khuyến công theo quy định, lập biên bản và chịu trách "
            "nhiệm về kết quả thẩm định; thành viên có xung đột lợi ích không tham gia thẩm định "
            "đề án có liên quan.",
            lead="Điều 2.",
        ),
        body(
            "Quyết định này có hiệu lực kể từ ngày ký. Các thành viên Hội đồng và các đơn vị có "
            "liên quan chịu trách nhiệm thi hành Quyết định này./.",
            lead="Điều 3.",
        ),
    ]
    return Body(
        "QUYẾT ĐỊNH",
        f"Về việc thành lập {council.name}",
        blocks,
        enacts="QUYẾT ĐỊNH:",
        symbol=council.decision_number,
        dated_on=council.decision_date,
    )


def notices(life: Life) -> list[Subject]:
    """The times that the dossier was sent back or refused."""
    return [Subject(f"step-{one.pk}", f"{one.label}, {_day(one)}") for one in life.steps]


def _day(step: StepTaken) -> str:
    return short(timezone.localdate(step.at))


def notice_issuer(scheme: Scheme, subject: Subject) -> Issuer:
    if scheme.history.get(pk=subject.pk).name in _BY_MINISTRY:
        return issuers.ministry_department(scheme)
    return issuers.department(scheme)


def notice(scheme: Scheme, subject: Subject) -> Body:
    """The notice that a dossier is to be completed, or is refused, with the reason."""
    step = scheme.history.get(pk=subject.pk)
    asked = SENT_BACK[step.name]
    who = issuers.implementer(scheme).name
    is_return = step.name.startswith("return")
    blocks: list[Block] = [
        body(f"{notice_issuer(scheme, subject).name} đã xem xét hồ sơ đề án khuyến công sau:"),
        *general(scheme),
        body("", lead="Yêu cầu hoàn thiện:" if is_return else "Lý do không chấp thuận:"),
        *paragraphs(step.note),
        body(
            f"Đề nghị {who} hoàn thiện hồ sơ và trình lại theo quy định./."
            if is_return
            else f"Thông báo để {who} và đơn vị thụ hưởng được biết./."
        ),
    ]
    return Body(
        "THÔNG BÁO",
        f"Về việc {asked} đề án «{scheme.name}»",
        blocks,
        addressees=(who,),
        dated_on=timezone.localdate(step.at),
    )


def change_letters(life: Life) -> list[Subject]:
    """The requests for changes that ask for something and were not withdrawn."""
    return [Subject(f"request-{one.pk}", f"điều chỉnh lần {one.number}") for one in life.letters]


def change_letter(scheme: Scheme, subject: Subject) -> Body:
    """The letter that asks for a change, with its reason (khoản 1 Điều 11 TT 36/2013)."""
    request = ChangeRequest.objects.get(pk=subject.pk, scheme=scheme)
    to, asked = sent_to(scheme, subject)
    papers = [
        bullet(f"{one.title}{f', số {one.number}' if one.number else ''}.")
        for one in request.papers.all()
    ]
    blocks: list[Block] = [
        body(f"{issuers.implementer(scheme).name} đề nghị điều chỉnh đề án khuyến công sau:"),
        heading("1. Thông tin chung"),
        *general(scheme, names_beneficiaries=False),
        heading("2. Nội dung đề nghị điều chỉnh"),
        changes_table(request),
        heading("3. Lý do"),
        *paragraphs(request.reason),
        *([heading("4. Tài liệu kèm theo"), *papers] if papers else []),
        body(f"Kính đề nghị {to.name} xem xét, {asked}./."),
    ]
    return Body(
        "TỜ TRÌNH",
        f"Về việc đề nghị điều chỉnh đề án «{scheme.name}» (lần {request.number})",
        blocks,
        addressees=(to.name,),
    )


def visits(life: Life) -> list[Subject]:
    """The visits on the site, newest first."""
    return [Subject(f"visit-{one.pk}", str(one)) for one in life.visits]


def visit_issuer(scheme: Scheme, subject: Subject) -> Issuer:
    """Whoever checked: the Ministry's department (khoản 3 Điều 20), or the province's (Điều 21)."""
    visit = Visit.objects.select_related("by__organisation").get(pk=subject.pk, scheme=scheme)
    checked = visit.by.organisation
    if checked and checked.kind == Kind.MINISTRY_DEPARTMENT:
        return issuers.ministry_department(scheme)
    is_own = checked and checked == scheme.implementer
    return issuers.implementer(scheme) if is_own else issuers.department(scheme)


def visit_minutes(scheme: Scheme, subject: Subject) -> Body:
    """The minutes of a visit on the site (biên bản kiểm tra, Điều 21 TT 36/2013)."""
    visit = Visit.objects.get(pk=subject.pk, scheme=scheme)
    blocks: list[Block] = [
        heading("I. Thời gian, địa điểm, thành phần"),
        bullet(f"Ngày kiểm tra: {short(visit.visited_on)}."),
        bullet(f"Địa điểm: {visit.place}."),
        bullet(f"Thành phần: {visit.people}."),
        heading("II. Đề án được kiểm tra"),
        *general(scheme),
        heading("III. Kết quả kiểm tra"),
        *paragraphs(visit.findings),
        heading("IV. Kiến nghị"),
        *(paragraphs(visit.advice) or [body("Không có.")]),
        body("Biên bản được lập, đọc lại cho các bên cùng nghe và thống nhất./."),
    ]
    return Body(
        "BIÊN BẢN",
        f"Kiểm tra thực tế đề án «{scheme.name}»",
        blocks,
        signatures=(
            Signature("CƠ QUAN KIỂM TRA"),
            Signature("ĐƠN VỊ THỰC HIỆN"),
            Signature("ĐƠN VỊ THỤ HƯỞNG"),
        ),
        dated_on=visit.visited_on,
    )


def follow_ups(life: Life) -> list[Subject]:
    """The evaluations after the support."""
    names = {line.pk: name_of(line) for line in life.lines}
    return [Subject(f"follow-{one.pk}", f"{names[one.line_id]}, {one}") for one in life.follow_ups]


def follow_up(scheme: Scheme, subject: Subject) -> Body:
    """An evaluation 12 or 36 months after acceptance, the figures against the promise."""
    one = FollowUp.objects.select_related("line__beneficiary__establishment").get(
        pk=subject.pk, scheme=scheme
    )
    rows = tuple(
        Row(
            (
                str(number),
                told.figure.get_measure_display(),
                told.figure.unit,
                told.figure.promised_shown or "–",
                show_number(told.figure.actual),
                "–" if told.share is None else show_percent(told.share),
            )
        )
        for number, told in enumerate(kept(one), start=1)
    )
    columns = (
        Column("TT", 1),
        Column("Chỉ tiêu", 5),
        Column("Đơn vị", 3),
        Column("Theo hồ sơ", 3, True),
        Column("Thực tế", 3, True),
        Column("So với hồ sơ", 3, True),
    )
    promise = paragraphs(promise_of(scheme))
    blocks: list[Block] = [
        heading("1. Thông tin chung"),
        *general(scheme),
        bullet(f"Nội dung được hỗ trợ: {name_of(one.line)}."),
        bullet(
            f"Lần đánh giá: {one.get_round_display()} sau hỗ trợ; ngày {short(one.visited_on)}."
        ),
        *([heading("2. Cam kết trong hồ sơ"), *promise] if promise else []),
        heading("3. Kết quả" if promise else "2. Kết quả"),
        bullet(f"Cơ sở {'còn hoạt động' if one.is_running else 'đã ngừng hoạt động'}."),
        *([Table(columns, rows)] if rows else []),
        body(one.note or BLANK * 2, lead="Nhận xét:"),
    ]
    return Body(
        "PHIẾU ĐÁNH GIÁ SAU HỖ TRỢ",
        f"Đề án «{scheme.name}»",
        blocks,
        signatures=(Signature("CÁN BỘ ĐÁNH GIÁ"), Signature("ĐẠI DIỆN CƠ SỞ")),
        dated_on=one.visited_on,
    )

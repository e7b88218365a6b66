"""Papers of the work: contract, appendices, requests for advances, progress."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils import timezone

from khuyencong.delivery.models import Acceptance, Appendix, Contract, ProgressReport
from khuyencong.delivery.queries import Cell, cells_of, lines_of, name_of
from khuyencong.delivery.queries.money import Source
from khuyencong.documents.content import Block, Column, Row, Signature, Table
from khuyencong.lib.days import show_month
from khuyencong.lib.money import group
from khuyencong.lib.vietnamese import lower_first
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

from . import issuers
from .frame import Body, Subject
from .issuers import Issuer
from .life import Life
from .words import (
    BLANK,
    UNIT,
    body,
    bullet,
    day_words,
    general,
    given,
    heading,
    money_table,
    repayments,
    short,
    spelled,
    totals_words,
)

_PAYING = (State.CONTRACTED, State.UNDER_WAY, State.ACCEPTED)
PARTIES = (Signature("ĐẠI DIỆN BÊN A"), Signature("ĐẠI DIỆN BÊN B"))


def contracts(life: Life) -> list[Subject]:
    """The contract that was recorded; before that, a draft from the plan."""
    if life.contract is not None:
        return [Subject("contract", str(life.contract))]
    is_planned = life.scheme.state == State.PLANNED
    return [Subject("draft", "dự thảo theo kế hoạch")] if is_planned else []


def payer_issues(scheme: Scheme, subject: Subject) -> Issuer:
    return issuers.payer(scheme)


def implementer_issues(scheme: Scheme, subject: Subject) -> Issuer:
    return issuers.implementer(scheme)


def _parties(scheme: Scheme, party: str) -> list[Block]:
    payer = issuers.payer(scheme).name
    return [
        body(payer, lead="Bên A:"),
        bullet(f"Đại diện: {BLANK}; chức vụ: {BLANK}."),
        bullet(f"Địa chỉ: {BLANK}; tài khoản: {BLANK}."),
        body(party or BLANK, lead="Bên B:"),
        bullet(f"Đại diện: {BLANK}; chức vụ: {BLANK}."),
        bullet(f"Địa chỉ: {BLANK}; tài khoản: {BLANK}."),
    ]


def contract(scheme: Scheme, subject: Subject) -> Body:
    """The contract to carry a scheme out (hợp đồng thực hiện đề án, Điều 12 TT 36/2013)."""
    signed = getattr(scheme, "contract", None)
    agreed = _agreed(signed) if signed else {}

    def amount(cell: Cell) -> int:
        return agreed.get(cell.source, 0) if signed else cell.plan_vnd

    cells = [cell for cell in cells_of(scheme) if amount(cell)]
    lines = dict.fromkeys(cell.line for cell in cells if cell.is_state)
    party = signed.party if signed else issuers.other_party(scheme)
    term = (
        f"Từ ngày {short(signed.starts_on)} đến ngày {short(signed.ends_on)}."
        if signed
        else f"Từ ngày {short(None)} đến ngày {short(None)}."
    )
    blocks: list[Block] = [
        *_parties(scheme, party),
        body("Hai bên thống nhất ký hợp đồng với các điều khoản sau:"),
        body(
            f"Bên A giao, bên B nhận thực hiện đề án «{scheme.name}» theo hồ sơ "
            "đề án đã được phê duyệt.",
            lead="Điều 1. Nội dung công việc.",
        ),
        *general(scheme),
        body(term, lead="Điều 2. Thời gian thực hiện."),
        body(totals_words(cells, amount), lead="Điều 3. Kinh phí."),
        money_table(cells, amount, caption="Kinh phí theo hợp đồng", head="Số tiền"),
        body("", lead="Điều 4. Tạm ứng, thanh toán, quyết toán."),
        *(bullet(f"{name_of(line)}: {_advance_words(line)}") for line in lines),
        bullet(
            "Phần kinh phí còn lại được tạm ứng sau khi nghiệm thu cơ sở; quyết toán theo khối "
            "lượng được nghiệm thu và chứng từ hợp lệ."
        ),
        *repayments(cells, amount),
        body("", lead="Điều 5. Trách nhiệm của các bên."),
        bullet("Bên A: chuyển kinh phí đúng thời hạn; kiểm tra, nghiệm thu, thanh lý hợp đồng."),
        bullet(
            "Bên B: thực hiện đúng nội dung, tiến độ; báo cáo tiến độ hằng tháng; hoàn trả phần "
            "kinh phí đã tạm ứng nhưng không được quyết toán."
        ),
        body(
            "Hợp đồng có hiệu lực kể từ ngày ký, lập thành …… bản có giá trị như nhau, mỗi bên giữ "
            "…… bản./.",
            lead="Điều 6. Hiệu lực.",
        ),
    ]
    return Body(
        "HỢP ĐỒNG",
        f"Thực hiện đề án «{scheme.name}»",
        blocks,
        bases=_plan(scheme),
        signatures=PARTIES,
        symbol=signed.number if signed else "",
        dated_on=signed.signed_on if signed else None,
    )


def _plan(scheme: Scheme) -> list[str]:
    """The decision that gave the plan, if it was recorded (khoản 1 Điều 12)."""
    step = given(scheme)
    if step is None or not step.decision_number:
        return []
    return [
        f"Căn cứ Quyết định số {step.decision_number} {day_words(step.decision_date)} về việc phê "
        "duyệt, giao kế hoạch"
    ]


def _agreed(signed: Contract, upto: Appendix | None = None) -> dict[Source, int]:
    """What the contract says of each source, with the appendices up to one of them (đồng)."""
    entries = list(signed.entries.select_related("account__line"))
    if upto is not None:
        before = signed.appendices.filter(pk__lte=upto.pk)
        for one in before.prefetch_related("entries__account__line"):
            entries += one.entries.all()
    sums: dict[Source, int] = defaultdict(int)
    for entry in entries:
        sums[entry.account.line.pk, entry.kind, entry.level] += entry.amount_vnd
    return sums


def _advance_words(line: Line) -> str:
    account = line.account
    if account.advance_percent is None:
        return "tạm ứng lần một tối đa ………%."
    return f"tạm ứng lần một tối đa {account.advance_percent}% ({account.advance_basis})."


def appendices(life: Life) -> list[Subject]:
    """Those of the contract."""
    return [Subject(f"appendix-{one.pk}", str(one)) for one in life.appendices]


def appendix(scheme: Scheme, subject: Subject) -> Body:
    """An appendix of the contract (phụ lục hợp đồng)."""
    one = Appendix.objects.select_related("contract").get(pk=subject.pk, contract__scheme=scheme)
    signed = one.contract
    entries = list(one.entries.select_related("account__line__beneficiary__establishment"))
    rows = [
        Row(
            (
                str(number),
                name_of(entry.account.line),
                str(entry.get_kind_display()),
                group(entry.amount_vnd),
            )
        )
        for number, entry in enumerate(entries, start=1)
    ]
    blocks: list[Block] = [
        *_parties(scheme, signed.party),
        body("Hai bên thống nhất sửa đổi, bổ sung hợp đồng như sau:"),
        body(one.reason, lead="Điều 1. Nội dung thay đổi."),
    ]
    if one.ends_on:
        blocks.append(bullet(f"Gia hạn thực hiện đến ngày {short(one.ends_on)}."))
    if rows:
        blocks.append(
            Table(
                (
                    Column("TT", 1),
                    Column("Nội dung", 6),
                    Column("Loại vốn", 4),
                    Column("Tăng, giảm (–)", 3, True),
                ),
                tuple(rows),
                "Kinh phí thay đổi",
                UNIT,
            )
        )
        agreed = _agreed(signed, one)
        cells = cells_of(scheme)
        words = totals_words(cells, lambda cell: agreed.get(cell.source, 0))
        blocks.append(body(f"Sau khi thay đổi, {lower_first(words)}"))
    blocks.append(
        body(
            "Các điều khoản khác của hợp đồng không thay đổi. Phụ lục là một phần không tách rời "
            "của hợp đồng, lập thành …… bản có giá trị như nhau./.",
            lead="Điều 2.",
        )
    )
    return Body(
        "PHỤ LỤC HỢP ĐỒNG",
        f"Kèm theo Hợp đồng số {signed.number}",
        blocks,
        bases=[f"Căn cứ Hợp đồng số {signed.number} {day_words(signed.signed_on)}"],
        signatures=PARTIES,
        symbol=one.number,
        dated_on=one.signed_on,
    )


def advances(life: Life) -> list[Subject]:
    """The lines with money still to be advanced."""
    if life.scheme.state not in _PAYING or life.contract is None:
        return []
    cells = cells_of(life.scheme, life.lines)
    return [
        Subject(f"line-{line.pk}", name_of(line))
        for line in life.lines
        if _advance_left(line, cells, is_accepted=line.pk in life.accepted)
    ]


def _advance_left(line: Line, found: Sequence[Cell], *, is_accepted: bool) -> int:
    """What may still be asked: up to the percent before acceptance, up to it afterwards (đồng)."""
    cells = [cell for cell in found if cell.line.pk == line.pk and cell.is_state]
    paid = sum(cell.advanced_vnd for cell in cells)
    if is_accepted:
        return max(sum(cell.accepted_vnd for cell in cells) - paid, 0)
    percent = line.account.advance_percent
    contracted = sum(cell.contracted_vnd for cell in cells)
    return max((contracted * percent // 100 if percent is not None else contracted) - paid, 0)


def advance_request(scheme: Scheme, subject: Subject) -> Body:
    """The request for an advance (giấy đề nghị tạm ứng, Điều 13, 14 TT 36/2013)."""
    line = next(one for one in lines_of(scheme) if one.pk == subject.pk)
    signed = scheme.contract
    cells = [cell for cell in cells_of(scheme, [line]) if cell.is_state]
    accepted = Acceptance.objects.filter(line=line).first()
    asked = _advance_left(line, cells, is_accepted=accepted is not None)
    reason = (
        f"kinh phí còn lại sau nghiệm thu cơ sở (biên bản số {accepted.number} ngày "
        f"{short(accepted.accepted_on)})."
        if accepted
        else _advance_words(line)
    )
    blocks: list[Block] = [
        body(
            f"Căn cứ Hợp đồng số {signed.number} ngày {short(signed.signed_on)}, {signed.party} đề "
            "nghị tạm ứng kinh phí thực hiện đề án như sau:"
        ),
        *general(scheme),
        bullet(f"Nội dung: {name_of(line)}."),
        money_table(
            cells,
            lambda cell: cell.contracted_vnd,
            caption="Kinh phí theo hợp đồng",
            head="Số tiền",
        ),
        bullet(f"Đã tạm ứng: {spelled(sum(cell.advanced_vnd for cell in cells))}."),
        bullet(f"Số tiền đề nghị tạm ứng lần này: {spelled(asked)}."),
        bullet(f"Căn cứ tạm ứng: {reason}"),
        bullet(f"Đơn vị nhận: {signed.party}; số tài khoản: {BLANK}; tại: {BLANK}."),
        body("Đơn vị cam kết sử dụng kinh phí đúng mục đích, hoàn chứng từ đúng thời hạn./."),
    ]
    return Body(
        "GIẤY ĐỀ NGHỊ TẠM ỨNG",
        f"Kinh phí thực hiện đề án «{scheme.name}»",
        blocks,
        addressees=(issuers.payer(scheme).name,),
        signatures=(Signature("KẾ TOÁN"), Signature("THỦ TRƯỞNG ĐƠN VỊ")),
    )


def reports(life: Life) -> list[Subject]:
    """The monthly reports, newest first."""
    return [Subject(f"report-{one.pk}", f"tháng {show_month(one.month)}") for one in life.reports]


def progress_contract(scheme: Scheme, subject: Subject) -> Body:
    """How far the contract has come (báo cáo tiến độ thực hiện hợp đồng)."""
    report = _report(scheme, subject)
    rows = [
        Row((str(number), name_of(one.line), f"{one.shown}%"))
        for number, one in enumerate(report.lines.all(), start=1)
    ]
    table = Table(
        (Column("TT", 1), Column("Nội dung", 8), Column("Đã thực hiện", 3, True)), tuple(rows)
    )
    return Body(
        "BÁO CÁO",
        f"Tiến độ thực hiện hợp đồng khuyến công {_month(report)}",
        [*_report_head(scheme), heading("2. Tiến độ"), table, *_report_foot(report, "3")],
        addressees=_readers(scheme),
        form="Mẫu số 3a",
    )


def progress_volume(scheme: Scheme, subject: Subject) -> Body:
    """Volume done and money spent (Mẫu số 3b, Điều 23 TT 36/2013)."""
    report = _report(scheme, subject)
    lines = list(report.lines.all())
    rows = [
        Row(
            (
                str(number),
                name_of(one.line),
                f"{one.shown}%",
                group(one.state_spent_vnd),
                group(one.counterpart_spent_vnd),
            )
        )
        for number, one in enumerate(lines, start=1)
    ]
    state = sum(one.state_spent_vnd for one in lines)
    other = sum(one.counterpart_spent_vnd for one in lines)
    total = Row(("", "Tổng cộng", "", group(state), group(other)), is_strong=True)
    columns = (
        Column("TT", 1),
        Column("Nội dung", 6),
        Column("Khối lượng hoàn thành", 3, True),
        Column("Đã chi từ kinh phí khuyến công", 4, True),
        Column("Đã chi từ vốn đối ứng", 4, True),
    )
    blocks: list[Block] = [
        *_report_head(scheme),
        heading("2. Khối lượng hoàn thành và kinh phí thực hiện (lũy kế)"),
        Table(columns, (*rows, total), unit=UNIT),
        bullet(f"Kinh phí khuyến công đã chi: {spelled(state)}."),
        bullet(f"Vốn đối ứng đã chi: {spelled(other)}."),
        *_report_foot(report, "3"),
    ]
    return Body(
        "BÁO CÁO",
        f"Khối lượng hoàn thành và kinh phí thực hiện hợp đồng {_month(report)}",
        blocks,
        addressees=_readers(scheme),
        form="Mẫu số 3b",
    )


def _report(scheme: Scheme, subject: Subject) -> ProgressReport:
    rows = ProgressReport.objects.select_related("confirmed_by").prefetch_related(
        "lines__line__beneficiary__establishment"
    )
    report: ProgressReport = rows.get(pk=subject.pk, scheme=scheme)
    return report


def _month(report: ProgressReport) -> str:
    return f"tháng {report.month.month} năm\N{NO-BREAK SPACE}{report.month.year}"


def _readers(scheme: Scheme) -> list[str]:
    """Who pays, and the department (điểm a khoản 3 Điều 23)."""
    return list(dict.fromkeys((issuers.payer(scheme).name, issuers.department(scheme).name)))


def _report_head(scheme: Scheme) -> list[Block]:
    signed = getattr(scheme, "contract", None)
    said = f"{signed.number} ngày {short(signed.signed_on)}" if signed else BLANK
    return [heading("1. Thông tin chung"), *general(scheme), bullet(f"Hợp đồng số {said}.")]


def _report_foot(report: ProgressReport, number: str) -> list[Block]:
    confirmed = "chưa xác nhận."
    if report.confirmed_at:
        day = short(timezone.localdate(report.confirmed_at))
        said = (report.confirmation or "Đồng ý").rstrip(". ")
        confirmed = f"{said}. Người xác nhận: {report.confirmed_by}, ngày {day}."
    return [
        heading(f"{number}. Tình hình, khó khăn, kiến nghị"),
        body(report.note or "Không có."),
        body(confirmed, lead="Xác nhận của Sở Công Thương:"),
    ]

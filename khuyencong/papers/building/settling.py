"""Papers of settlement besides the minutes: Mẫu 7 and 9, reconciliation, the report of results."""

from collections import defaultdict

from khuyencong.delivery.models import Acceptance, Voucher
from khuyencong.delivery.queries import (
    Cell,
    cells_of,
    lines_of,
    name_of,
    reconciliation,
)
from khuyencong.documents.content import Block, Column, Row, Signature, Table
from khuyencong.funding.models import STATE_KINDS
from khuyencong.lib.days import show_month
from khuyencong.lib.money import group
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Line, Scheme

from . import issuers
from .frame import Body, Subject
from .life import Life
from .words import (
    UNIT,
    body,
    bullet,
    general,
    heading,
    kept,
    outcome_of,
    paragraphs,
    reconciled,
    reconciliation_table,
    short,
    spelled,
)

PARTIES_OF_MONEY = (Signature("KẾ TOÁN"), Signature("THỦ TRƯỞNG ĐƠN VỊ"))
BOTH_PARTIES = (Signature("ĐẠI DIỆN BÊN A"), Signature("ĐẠI DIỆN BÊN B"))
_ENDING = (State.ACCEPTED, State.STOPPED, State.SETTLED, State.TERMINATED, State.EVALUATED)


def settlements(life: Life) -> list[Subject]:
    """The sheets of settlement, once there are vouchers of state money."""
    return [Subject("settlement")] if life.has_state_vouchers else []


def settlement_sheet(scheme: Scheme, subject: Subject) -> Body:
    """The settlement item by item (biểu chi tiết quyết toán, Mẫu số 7, Điều 19 TT 36/2013)."""
    by_line: dict[int, list[Voucher]] = defaultdict(list)
    for one in scheme.voucher_rows.filter(kind__in=STATE_KINDS):
        by_line[one.line_id].append(one)
    cells = [cell for cell in cells_of(scheme) if cell.is_state]
    rows: list[Row] = []
    sums = [0, 0, 0, 0]
    for number, line in enumerate(lines_of(scheme), start=1):
        found = by_line[line.pk]
        contracted = sum(cell.contracted_vnd for cell in cells if cell.line.pk == line.pk)
        amounts = (contracted, *_settled(found))
        sums = [one + other for one, other in zip(sums, amounts, strict=True)]
        rows.append(_settlement_row(str(number), name_of(line), amounts, is_strong=True))
        rows += _item_rows(number, found)
    columns = (
        Column("TT", 2),
        Column("Nội dung chi", 9),
        Column("Kinh phí theo hợp đồng", 5, True),
        Column("Đề nghị quyết toán", 5, True),
        Column("Không được quyết toán", 5, True),
        Column("Được quyết toán", 5, True),
    )
    total = _settlement_row("", "Tổng cộng", (sums[0], sums[1], sums[2], sums[3]), is_strong=True)
    blocks: list[Block] = [
        *general(scheme),
        Table(columns, (*rows, total), unit=UNIT),
        bullet(f"Kinh phí nhà nước đề nghị quyết toán: {spelled(sums[1])}."),
        bullet(f"Kinh phí nhà nước được quyết toán: {spelled(sums[3])}."),
    ]
    return Body(
        "BIỂU CHI TIẾT QUYẾT TOÁN KINH PHÍ",
        f"Đề án «{scheme.name}»",
        blocks,
        signatures=PARTIES_OF_MONEY,
        form="Mẫu số 7",
        is_wide=True,
    )


def _settled(found: list[Voucher]) -> tuple[int, int, int]:
    return (
        sum(one.amount_vnd for one in found),
        sum(one.disallowed_vnd for one in found),
        sum(one.settled_vnd for one in found),
    )


def _item_rows(number: int, found: list[Voucher]) -> list[Row]:
    by_item: dict[str, list[Voucher]] = defaultdict(list)
    for one in found:
        by_item[one.item].append(one)
    return [
        _settlement_row(f"{number}.{order}", item, (None, *_settled(told)))
        for order, (item, told) in enumerate(by_item.items(), start=1)
    ]


def _settlement_row(
    number: str, name: str, amounts: tuple[int | None, int, int, int], *, is_strong: bool = False
) -> Row:
    shown = ("" if one is None else group(one) for one in amounts)
    return Row((number, name, *shown), is_strong)


def payments(life: Life) -> list[Subject]:
    """The request for payment, once something was accepted."""
    return [Subject("payment")] if life.accepted else []


def payment_sheet(scheme: Scheme, subject: Subject) -> Body:
    """What is still to be paid (biểu đề nghị thanh toán, Mẫu số 9, Điều 18, 19 TT 36/2013)."""
    cells = [cell for cell in cells_of(scheme) if cell.is_state]
    rows = [
        Row(
            (
                str(number),
                name_of(cell.line),
                cell.label,
                group(cell.contracted_vnd),
                group(cell.accepted_vnd),
                group(kept(cell)),
                group(_to_pay(cell)),
            )
        )
        for number, cell in enumerate(cells, start=1)
    ]
    rest = sum(_to_pay(cell) for cell in cells)
    total = (
        group(sum(cell.contracted_vnd for cell in cells)),
        group(sum(cell.accepted_vnd for cell in cells)),
        group(sum(kept(cell) for cell in cells)),
        group(rest),
    )
    columns = (
        Column("TT", 2),
        Column("Nội dung", 8),
        Column("Nguồn", 5),
        Column("Theo hợp đồng", 5, True),
        Column("Được nghiệm thu", 5, True),
        Column("Đã tạm ứng, trừ nộp trả", 5, True),
        Column("Đề nghị thanh toán", 5, True),
    )
    blocks: list[Block] = [
        *general(scheme),
        *_contract(scheme),
        Table(columns, (*rows, Row(("", "Tổng cộng", "", *total), is_strong=True)), unit=UNIT),
        bullet(_to_pay_words(rest)),
    ]
    return Body(
        "BIỂU ĐỀ NGHỊ THANH TOÁN KINH PHÍ",
        f"Thực hiện đề án «{scheme.name}»",
        blocks,
        addressees=(issuers.payer(scheme).name,),
        signatures=PARTIES_OF_MONEY,
        form="Mẫu số 9",
        is_wide=True,
    )


def _to_pay(cell: Cell) -> int:
    return cell.accepted_vnd - kept(cell)


def _to_pay_words(rest: int) -> str:
    if rest < 0:
        return f"Đơn vị thực hiện phải nộp trả: {spelled(-rest)}."
    return f"Số tiền đề nghị thanh toán: {spelled(rest)}."


def _contract(scheme: Scheme) -> list[Block]:
    signed = getattr(scheme, "contract", None)
    if signed is None:
        return []
    return [bullet(f"Hợp đồng số {signed.number} ngày {short(signed.signed_on)}.")]


def reconciliations(life: Life) -> list[Subject]:
    """The table that both sides sign, at the end of the contract."""
    is_ending = life.contract is not None and life.scheme.state in _ENDING
    return [Subject("reconciliation")] if is_ending else []


def reconciliation_sheet(scheme: Scheme, subject: Subject) -> Body:
    """Advances against acceptance and settlement of one contract (bảng đối chiếu kinh phí).

    Mẫu số 10 goes over all contracts of the year: :mod:`.reconciling`.
    """
    cells = cells_of(scheme)
    outcome = outcome_of(scheme, cells)
    paid = sum(cell.paid_vnd - cell.repaid_vnd for cell in cells if cell.is_state)
    blocks: list[Block] = [
        body(issuers.payer(scheme).name, lead="Bên A:"),
        body(issuers.implementer(scheme).name, lead="Bên B:"),
        *general(scheme),
        *_contract(scheme),
        reconciliation_table(reconciled(scheme, cells)),
        bullet(f"Kinh phí nhà nước đã chuyển, trừ phần đã nộp trả: {spelled(paid)}."),
        bullet(f"Kinh phí nhà nước được quyết toán: {spelled(outcome.settled_vnd)}."),
        *outcome.said,
    ]
    return Body(
        "BẢNG ĐỐI CHIẾU KINH PHÍ",
        f"Đề án «{scheme.name}»",
        blocks,
        signatures=BOTH_PARTIES,
        is_wide=True,
    )


def final_reports(life: Life) -> list[Subject]:
    """The report of results, once everything is accepted."""
    is_done = life.scheme.state in (State.ACCEPTED, State.SETTLED)
    return [Subject("report")] if is_done else []


def final_report(scheme: Scheme, subject: Subject) -> Body:
    """What a scheme came to (báo cáo tổng hợp kết quả thực hiện, Điều 14, 23 TT 36/2013)."""
    cells = cells_of(scheme)
    state = sum(cell.accepted_vnd for cell in cells if cell.is_state)
    other = sum(cell.accepted_vnd for cell in cells if not cell.is_state)
    blocks: list[Block] = [
        heading("1. Thông tin chung"),
        *general(scheme),
        *_contract(scheme),
        heading("2. Kết quả thực hiện"),
        *_accepted(scheme),
        *_counted(scheme),
        heading("3. Kinh phí thực hiện"),
        reconciliation_table(reconciliation(cells)),
        bullet(f"Kinh phí nhà nước được nghiệm thu: {spelled(state)}."),
        bullet(f"Vốn đối ứng và nguồn khác được nghiệm thu: {spelled(other)}."),
        heading("4. Khó khăn, kiến nghị"),
        *_difficulties(scheme),
    ]
    return Body(
        "BÁO CÁO",
        f"Tổng hợp kết quả thực hiện đề án «{scheme.name}»",
        blocks,
        addressees=(issuers.payer(scheme).name,),
    )


def _accepted(scheme: Scheme) -> list[Block]:
    blocks: list[Block] = []
    rows = Acceptance.objects.filter(scheme=scheme).select_related(
        "line__beneficiary__establishment"
    )
    for one in rows.order_by("accepted_on", "pk"):
        line: Line = one.line
        blocks.append(
            bullet(
                f"{name_of(line)}: nghiệm thu ngày {short(one.accepted_on)}, biên bản số "
                f"{one.number}; địa điểm: {one.place}."
            )
        )
        blocks += paragraphs(one.summary)
    return blocks


def _counted(scheme: Scheme) -> list[Block]:
    return [
        bullet(
            f"{one.get_kind_display()}: "
            f"{'không rõ' if one.quantity is None else group(one.quantity)}"
            f"{f' ({one.note})' if one.note else ''}."
        )
        for one in scheme.results.order_by("kind", "pk")
    ]


def _difficulties(scheme: Scheme) -> list[Block]:
    notes = scheme.progressreport_rows.exclude(note="").order_by("month")
    found = [bullet(f"Tháng {show_month(one.month)}: {one.note.rstrip('.')}.") for one in notes]
    return [*found] or [bullet("Không có.")]

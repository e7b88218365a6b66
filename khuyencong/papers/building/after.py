"""Papers of the end: acceptance, liquidation, lists of vouchers."""

from khuyencong.delivery.models import Acceptance, MinutesForm, Voucher
from khuyencong.delivery.queries import (
    cells_of,
    lines_of,
    name_of,
    settlement_of,
)
from khuyencong.documents.content import Block, Column, Row, Signature, Table
from khuyencong.funding.models import STATE_KINDS
from khuyencong.lib.money import group
from khuyencong.schemes.lifecycle import State
from khuyencong.schemes.models import Scheme

from . import issuers
from .during import PARTIES
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
    heading,
    money_table,
    outcome_of,
    reconciled,
    reconciliation_table,
    short,
    spelled,
    totals_words,
)


def acceptances(life: Life) -> list[Subject]:
    """Every line that was accepted, or that is under way and waits to be."""
    waits = life.scheme.state == State.UNDER_WAY
    return [
        Subject(f"line-{line.pk}", name_of(line))
        for line in life.lines
        if line.pk in life.accepted or waits
    ]


def acceptance_issuer(scheme: Scheme, subject: Subject) -> Issuer:
    """The department accepts on the spot (khoản 1 Điều 21); what Cục accepts is Mẫu số 5c."""
    told = Acceptance.objects.filter(line=subject.pk).first()
    if told and told.form == MinutesForm.C:
        return issuers.payer(scheme)
    return issuers.department(scheme)


def acceptance_minutes(scheme: Scheme, subject: Subject) -> Body:
    """The minutes of acceptance at one place (biên bản nghiệm thu cơ sở, Điều 14 TT 36/2013)."""
    line = next(one for one in lines_of(scheme) if one.pk == subject.pk)
    told = Acceptance.objects.filter(line=line).first()
    cells = cells_of(scheme, [line])
    beneficiary = line.beneficiary.establishment if line.beneficiary else None
    amounts = (
        totals_words(cells, lambda cell: cell.accepted_vnd)
        if told
        else totals_words(cells, lambda cell: cell.contracted_vnd).replace(
            "Kinh phí nhà nước hỗ trợ:", "Kinh phí nhà nước hỗ trợ theo hợp đồng:"
        )
    )
    blocks: list[Block] = [
        heading("I. Thời gian, địa điểm, thành phần"),
        bullet(f"Ngày nghiệm thu: {short(told.accepted_on) if told else BLANK}."),
        bullet(f"Địa điểm: {told.place if told else BLANK}."),
        bullet(f"Đại diện {acceptance_issuer(scheme, subject).name}: {BLANK}."),
        bullet(f"Đại diện Ủy ban nhân dân cấp xã nơi thực hiện: {BLANK}."),
        bullet(f"Đại diện {issuers.implementer(scheme).name}: {BLANK}."),
        *([bullet(f"Đại diện đơn vị thụ hưởng, {beneficiary}: {BLANK}.")] if beneficiary else []),
        heading("II. Nội dung nghiệm thu"),
        *general(scheme),
        bullet(f"Nội dung nghiệm thu: {name_of(line)}."),
        body(told.summary if told else "", lead="Khối lượng, kết quả:"),
        *([] if told else [body(BLANK * 3)]),
        body(amounts),
    ]
    if told:
        blocks.append(
            money_table(
                cells, lambda cell: cell.accepted_vnd, caption="Kinh phí nghiệm thu", head="Số tiền"
            )
        )
    part = " phần khối lượng đã thực hiện" if told and told.is_partial else ""
    blocks += [
        heading("III. Kết luận"),
        body(
            f"Các bên thống nhất nghiệm thu{part}. Biên bản lập thành …… bản có giá trị như nhau, "
            "mỗi bên giữ …… bản./."
            if told
            else BLANK * 3
        ),
    ]
    form = MinutesForm(told.form).value if told else "5a, 5b, 5c"
    return Body(
        "BIÊN BẢN NGHIỆM THU",
        f"Đề án «{scheme.name}»",
        blocks,
        signatures=(
            Signature("CƠ QUAN NGHIỆM THU"),
            Signature("ỦY BAN NHÂN DÂN CẤP XÃ"),
            Signature("ĐƠN VỊ THỰC HIỆN"),
            *([Signature("ĐƠN VỊ THỤ HƯỞNG")] if beneficiary else []),
        ),
        symbol=told.number if told else "",
        dated_on=told.accepted_on if told else None,
        form=f"Mẫu số {form}",
    )


def liquidations(life: Life) -> list[Subject]:
    """The liquidation, recorded or to be drawn up."""
    if life.settlements:
        return [Subject("settlement", str(life.settlements[0]))]
    waits = life.scheme.state in (State.ACCEPTED, State.STOPPED)
    return [Subject("draft", "dự thảo")] if waits else []


def liquidation_minutes(scheme: Scheme, subject: Subject) -> Body:
    """The minutes that end the contract (biên bản thanh lý hợp đồng, Điều 18 TT 36/2013)."""
    settled = settlement_of(scheme)
    signed = getattr(scheme, "contract", None)
    cells = cells_of(scheme)
    outcome = outcome_of(scheme, cells)
    paid = sum(cell.paid_vnd for cell in cells if cell.is_state)
    blocks: list[Block] = [
        body(issuers.payer(scheme).name, lead="Bên A:"),
        body(signed.party if signed else BLANK, lead="Bên B:"),
        body("Hai bên thống nhất thanh lý hợp đồng với các nội dung sau:"),
        *general(scheme),
        reconciliation_table(reconciled(scheme, cells)),
        bullet(f"Kinh phí nhà nước được quyết toán: {spelled(outcome.settled_vnd)}."),
        bullet(f"Đã tạm ứng, thanh toán: {spelled(paid)}."),
        *(
            [bullet(f"Đã nộp trả ngân sách: {spelled(outcome.repaid_vnd)}.")]
            if outcome.repaid_vnd
            else []
        ),
        *outcome.said,
    ]
    if settled and settled.is_force_majeure:
        blocks.append(
            body(settled.reason, lead="Lý do bất khả kháng:"),
        )
    blocks.append(
        body(
            "Kể từ ngày ký biên bản này hợp đồng hết hiệu lực. Biên bản lập thành …… bản có giá "
            "trị như nhau, mỗi bên giữ …… bản./."
        )
    )
    return Body(
        "BIÊN BẢN THANH LÝ HỢP ĐỒNG",
        f"Thực hiện đề án «{scheme.name}»",
        blocks,
        bases=_contract_words(scheme),
        signatures=PARTIES,
        symbol=settled.number if settled else "",
        dated_on=settled.settled_on if settled else None,
        form="Mẫu số 6",
    )


def _contract_words(scheme: Scheme) -> list[str]:
    signed = getattr(scheme, "contract", None)
    if signed is None:
        return []
    said = f"Căn cứ Hợp đồng số {signed.number} {day_words(signed.signed_on)}"
    minutes = [
        f"Căn cứ Biên bản nghiệm thu số {one.number} {day_words(one.accepted_on)}"
        for one in scheme.acceptance_rows.all()
    ]
    stopped = [
        f"Căn cứ Quyết định số {one.decision_number} {day_words(one.decision_date)} về việc ngừng "
        "triển khai đề án"
        for one in scheme.history.filter(name="stop")
    ]
    return [said, *stopped[-1:], *minutes]


def vouchers(life: Life) -> list[Subject]:
    """The vouchers of state money, once there are any."""
    return [Subject("vouchers")] if life.has_state_vouchers else []


def all_vouchers(life: Life) -> list[Subject]:
    """All vouchers, once there are any of another source."""
    if not life.has_other_vouchers:
        return []
    return [Subject("vouchers", "cả phần kinh phí từ nguồn khác")]


def voucher_list(scheme: Scheme, subject: Subject) -> Body:
    """The vouchers handed in for settlement (bảng kê, Mẫu số 8a, Điều 19 TT 36/2013)."""
    rows = scheme.voucher_rows.filter(kind__in=STATE_KINDS)
    return _vouchers(scheme, list(rows.select_related("line")), "Mẫu số 8a")


def voucher_list_all(scheme: Scheme, subject: Subject) -> Body:
    """The vouchers of every source (Mẫu số 8b)."""
    rows = scheme.voucher_rows.select_related("line")
    return _vouchers(scheme, list(rows), "Mẫu số 8b", has_sources=True)


def _vouchers(
    scheme: Scheme, found: list[Voucher], form: str, *, has_sources: bool = False
) -> Body:
    source = (Column("Loại vốn", 6),) if has_sources else ()
    rows = []
    for number, one in enumerate(found, start=1):
        kind = (str(one.get_kind_display()),) if has_sources else ()
        words = (str(number), one.number, short(one.dated_on), one.item, *kind)
        amounts = (one.amount_vnd, one.settled_vnd)
        rows.append(Row((*words, *map(group, amounts), one.reason)))
    asked = sum(one.amount_vnd for one in found)
    settled = sum(one.settled_vnd for one in found)
    words = ("", "", "", "Tổng cộng", *([""] * len(source)))
    total = Row((*words, group(asked), group(settled), ""), is_strong=True)
    columns = (
        Column("TT", 2),
        Column("Số chứng từ", 7),
        Column("Ngày", 4),
        Column("Nội dung chi", 9),
        *source,
        Column("Số tiền", 5, True),
        Column("Được quyết toán", 5, True),
        Column("Ghi chú", 6),
    )
    blocks: list[Block] = [
        *general(scheme),
        Table(columns, (*rows, total), unit=UNIT),
        bullet(f"Số tiền đề nghị quyết toán: {spelled(asked)}."),
        bullet(f"Số tiền được quyết toán: {spelled(settled)}."),
    ]
    return Body(
        "BẢNG KÊ CHỨNG TỪ ĐỀ NGHỊ QUYẾT TOÁN",
        f"Đề án «{scheme.name}»",
        blocks,
        signatures=(Signature("KẾ TOÁN"), Signature("THỦ TRƯỞNG ĐƠN VỊ")),
        form=form,
        is_wide=True,
    )
